//! A view of the list of keys as its URL says it: filters, order, page.

use crate::console::address::address;
use crate::domain::{Cursor, KeyColumn, KeyFilter, KeyOrder, MadeBy, Place, StateName, UserId};
use crate::web::{Fields, Words};
use serde::Deserialize;

/// The view that a URL asks for. What it does not understand is as if it were not there.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default)]
pub struct KeyQuery {
    /// The beginning of an alias, a whole id, or words of a description.
    pub q: String,
    /// A state, by its name in URLs.
    pub state: String,
    /// An origin, by its name in URLs.
    pub origin: String,
    /// Who made the keys, by their name in URLs.
    pub by: String,
    /// The column to sort by; a leading `-` turns the order round.
    pub sort: String,
    /// Where the page begins.
    pub after: String,
    /// The number of the page's first row, for the reader alone.
    pub from: String,
}

/// A column that the list can be sorted by.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SortBy {
    /// The alias, in the order of its letters.
    Alias,
    /// The state.
    State,
    /// Who made the material.
    Origin,
    /// The day it was made.
    Created,
    /// The last use.
    Used,
}

impl SortBy {
    /// Every column, from the left.
    pub const ALL: [Self; 5] = [Self::Alias, Self::State, Self::Origin, Self::Created, Self::Used];

    /// Its name in URLs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Alias => "alias",
            Self::State => "state",
            Self::Origin => "origin",
            Self::Created => "created",
            Self::Used => "used",
        }
    }

    /// Its heading.
    #[must_use]
    pub fn heading(self, t: Words) -> String {
        match self {
            Self::Alias => t.say("key"),
            Self::State => t.say("state"),
            Self::Origin => t.say("origin"),
            Self::Created => t.say("column-created"),
            Self::Used => t.say("column-used"),
        }
    }
}

impl KeyQuery {
    /// The column, and whether the order is turned round.
    #[must_use]
    pub fn sorted(&self) -> (SortBy, bool) {
        let (name, turned) = self.sort.strip_prefix('-').map_or((self.sort.as_str(), false), |name| (name, true));
        let column = SortBy::ALL.into_iter().find(|column| column.name() == name);
        column.map_or((SortBy::Alias, false), |column| (column, turned))
    }

    /// The view of an address of the list; of any other, the whole list.
    #[must_use]
    pub fn of_address(address: &str) -> Self {
        let query = address.split_once('?').map_or("", |(_, query)| query);
        Fields::parse(query.as_bytes()).and_then(Fields::read).unwrap_or_default()
    }

    /// Which keys it shows, to `reader`.
    #[must_use]
    pub fn filter(&self, reader: UserId) -> KeyFilter {
        KeyFilter {
            text: self.q.clone(),
            state: match self.state.as_str() {
                "enabled" => Some(StateName::Enabled),
                "disabled" => Some(StateName::Disabled),
                "pending-deletion" => Some(StateName::PendingDeletion),
                "pending-import" => Some(StateName::PendingImport),
                _ => None,
            },
            origin: self.origin.parse().ok(),
            made_by: match self.by.as_str() {
                "me" => Some(MadeBy::User(reader)),
                "people" => Some(MadeBy::People),
                "services" => Some(MadeBy::Services),
                _ => None,
            },
        }
    }

    /// In which order.
    #[must_use]
    pub fn order(&self) -> KeyOrder {
        let (column, descending) = self.sorted();
        let column = match column {
            SortBy::Alias => KeyColumn::Alias,
            SortBy::State => KeyColumn::State,
            SortBy::Origin => KeyColumn::Origin,
            SortBy::Created => KeyColumn::Created,
            SortBy::Used => KeyColumn::Used,
        };
        KeyOrder { column, descending }
    }

    /// From where on.
    #[must_use]
    pub fn place(&self) -> Place {
        Cursor::from_text(&self.after).map_or(Place::Start, Place::After)
    }

    /// Whether it leaves any key out.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        [&self.q, &self.state, &self.origin, &self.by].into_iter().any(|part| !part.is_empty())
    }

    /// The number of the first row.
    #[must_use]
    pub fn first_row(&self) -> u64 {
        self.from.parse().unwrap_or(1).max(1)
    }

    /// The same keys in another order, from the first page.
    #[must_use]
    pub fn in_order(&self, column: SortBy, turned: bool) -> Self {
        let sort = format!("{}{}", if turned { "-" } else { "" }, column.name());
        Self { sort, after: String::new(), from: String::new(), ..self.clone() }
    }

    /// The same keys from another place on.
    #[must_use]
    pub fn page(&self, after: String, from: u64) -> Self {
        Self { after, from: from.to_string(), ..self.clone() }
    }

    /// The first page of the same keys.
    #[must_use]
    pub fn first_page(&self) -> Self {
        Self { after: String::new(), from: String::new(), ..self.clone() }
    }

    /// The address of the view.
    #[must_use]
    pub fn href(&self) -> String {
        let parts = [
            ("q", self.q.as_str()),
            ("state", &self.state),
            ("origin", &self.origin),
            ("by", &self.by),
            ("sort", &self.sort),
            ("after", &self.after),
            ("from", &self.from),
        ];
        address("/console/keys", &parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_its_address() {
        let query = KeyQuery { q: "a&b é".to_owned(), state: "enabled".to_owned(), ..KeyQuery::default() };
        assert_eq!(query.href(), "/console/keys?q=a%26b%20%C3%A9&state=enabled");
        let later = query.page("ab.cd".to_owned(), 21);
        assert_eq!(later.href(), "/console/keys?q=a%26b%20%C3%A9&state=enabled&after=ab.cd&from=21");
        assert_eq!(later.in_order(SortBy::Used, true).href(), "/console/keys?q=a%26b%20%C3%A9&state=enabled&sort=-used");
        assert_eq!(later.first_page().href(), query.href());
    }

    #[test]
    fn what_a_url_says_wrong_is_as_if_not_said() {
        let query = KeyQuery { sort: "-nonsense".to_owned(), from: "-5".to_owned(), ..KeyQuery::default() };
        assert_eq!(query.sorted(), (SortBy::Alias, false));
        assert_eq!(query.first_row(), 1);
        assert!(!query.is_filtered());
    }
}
