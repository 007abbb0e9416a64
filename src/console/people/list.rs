//! The list of people: search, rows, pages.

use crate::console::address::address;
use crate::console::shell::initials;
use crate::console::{Badge, BadgeView, Dates, Moment, Pager, Shell};
use crate::domain::{Cursor, User, UserId};
use crate::web::Words;
use askama::Template;
use serde::Deserialize;
use time::OffsetDateTime;

/// The view that a URL asks for.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default)]
pub struct PeopleQuery {
    /// The beginning of a name.
    pub q: String,
    /// Where the page begins.
    pub after: String,
}

/// `GET /console/people`
#[derive(Clone, Debug, Template)]
#[template(path = "people/index.html", blocks = ["title", "main"])]
pub struct PeoplePage {
    /// What stands around.
    pub shell: Shell,
    /// What is searched for.
    pub text: String,
    /// The list.
    pub people: PeopleListView,
}

/// The fragment that searching and paging swap in.
#[derive(Clone, Debug, Template)]
#[template(path = "people/_list_answer.html")]
pub struct PeopleList {
    /// The texts.
    pub t: Words,
    /// The list.
    pub people: PeopleListView,
    /// The page's heading, when the reader turned to another page of the list.
    pub turned_to: Option<String>,
}

/// The list, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PeopleListView {
    /// "11 people".
    pub count: String,
    /// What the table is, for who does not see it.
    pub caption: String,
    /// The rows.
    pub rows: Vec<PersonRow>,
    /// Where the list goes on.
    pub pager: Pager,
    /// Said instead of rows when nobody is found.
    pub nothing: Option<String>,
}

/// One person in the list, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PersonRow {
    /// Their page.
    pub href: String,
    /// Their name.
    pub name: String,
    /// One or two letters for them.
    pub initials: String,
    /// Whether it is the reader.
    pub is_you: bool,
    /// That they are deactivated.
    pub badge: Option<BadgeView>,
    /// Their roles in words.
    pub roles: String,
    /// When they last signed in.
    pub signed_in: Option<Moment>,
}

impl PeopleQuery {
    /// Where its page begins.
    #[must_use]
    pub fn place(&self) -> Option<Cursor> {
        Cursor::from_text(&self.after)
    }

    /// The same people, from another place on.
    #[must_use]
    pub fn page(&self, after: String) -> Self {
        Self { after, ..self.clone() }
    }

    /// The address of the view.
    #[must_use]
    pub fn href(&self) -> String {
        address("/console/people", &[("q", &self.q), ("after", &self.after)])
    }
}

impl PeopleListView {
    /// The list as the view has it.
    #[must_use]
    pub fn of(query: &PeopleQuery, rows: Vec<PersonRow>, next: Option<String>, domain: &str, t: Words) -> Self {
        let count = t.with("people-count", "n", u64::try_from(rows.len()).unwrap_or_default());
        let nothing = || if query.q.is_empty() { t.say("people-end") } else { t.with("people-none", "text", &query.q) };
        Self {
            count: count.clone(),
            caption: t.with("people-caption", "domain", domain),
            nothing: rows.is_empty().then(nothing),
            rows,
            pager: Pager {
                label: t.say("people-pages"),
                range: count,
                first: (!query.after.is_empty()).then(|| query.page(String::new()).href()),
                next: next.map(|after| query.page(after).href()),
            },
        }
    }
}

impl PersonRow {
    /// The person in the reader's language.
    #[must_use]
    pub fn of(user: &User, signed_in_at: Option<OffsetDateTime>, reader: UserId, t: Words, dates: Dates) -> Self {
        Self {
            href: format!("/console/people/{}", user.id),
            name: user.name.to_string(),
            initials: initials(user.name.as_str()),
            is_you: user.id == reader,
            badge: (!user.is_active()).then(|| Badge::Deactivated.view(t)),
            roles: super::roles::in_words(user.role_set(), t),
            signed_in: signed_in_at.map(|at| dates.moment(at)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_without_anybody_says_what_was_looked_for() {
        let view = |q: &str, after: &str| {
            let query = PeopleQuery { q: q.to_owned(), after: after.to_owned() };
            PeopleListView::of(&query, Vec::new(), None, "acme", Words::default())
        };
        assert!(view("zo", "").nothing.unwrap().contains("“zo”"));
        assert_eq!(view("", "ab.c").pager.first.as_deref(), Some("/console/people"));
        assert_eq!(view("zo&", "ab.c").pager.first.as_deref(), Some("/console/people?q=zo%26"));
    }
}
