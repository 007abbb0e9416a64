//! A view of the trail as its URL says it: filters, page.

use crate::console::address::address;
use crate::domain::{Action, Cursor, Effect, EventFilter, KeyId, OutcomeName};
use crate::web::Words;
use serde::Deserialize;
use time::Date;
use time::macros::format_description;

/// The view that a URL asks for. What it does not understand is as if it were not there.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default)]
pub struct EventQuery {
    /// A person, a key or an address.
    pub q: String,
    /// An operation, by its name without the room.
    pub act: String,
    /// `allowed` or `refused`.
    pub outcome: String,
    /// The first day, in UTC.
    pub from: String,
    /// The last day, in UTC.
    pub to: String,
    /// Where the page begins.
    pub after: String,
}

/// Which part of the trail a page shows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Scope {
    /// All that happened in the domain.
    Domain,
    /// What happened to the domain's keys.
    Keys,
    /// What happened to one key.
    Key(KeyId),
}

/// What acts have in common, to choose among them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Acts {
    /// They change keys.
    ChangeKeys,
    /// They use keys.
    UseKeys,
    /// They look at keys.
    SeeKeys,
    /// They are about people and signing in.
    People,
    /// They are about the trail and the installation.
    Other,
}

impl Scope {
    /// The address of the page.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Domain | Self::Keys => "/console/audit".to_owned(),
            Self::Key(id) => format!("/console/keys/{id}/audit"),
        }
    }

    /// Whether an event of this action can stand in this part of the trail.
    pub(super) fn has(self, action: Action) -> bool {
        let is_about_none =
            matches!(action, Action::ListKeys | Action::ListDeletionPlans | Action::DescribeDeletionPlan | Action::GenRandom);
        match self {
            Self::Domain => true,
            Self::Keys => room(action) == "kms",
            Self::Key(_) => room(action) == "kms" && !is_about_none,
        }
    }
}

impl EventQuery {
    /// What it looks for.
    #[must_use]
    pub fn filter(&self) -> EventFilter {
        EventFilter {
            text: self.q.clone(),
            action: self.action(),
            outcome: match self.outcome.as_str() {
                "allowed" => Some(OutcomeName::Done),
                "refused" => Some(OutcomeName::Refused),
                _ => None,
            },
            from: day(&self.from),
            to: day(&self.to),
        }
    }

    /// Where its page begins.
    #[must_use]
    pub fn place(&self) -> Option<Cursor> {
        Cursor::from_text(&self.after)
    }

    pub(super) fn action(&self) -> Option<Action> {
        Action::ALL.iter().copied().find(|action| action.name() == self.act)
    }

    /// Whether it leaves any event out.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        [&self.q, &self.act, &self.outcome, &self.from, &self.to].into_iter().any(|part| !part.is_empty())
    }

    /// The same events, from another place on.
    #[must_use]
    pub fn page(&self, after: String) -> Self {
        Self { after, ..self.clone() }
    }

    /// The newest of the same events.
    #[must_use]
    pub fn first_page(&self) -> Self {
        self.page(String::new())
    }

    /// The address of the view.
    #[must_use]
    pub fn href(&self, scope: Scope) -> String {
        let parts = [
            ("q", self.q.as_str()),
            ("act", &self.act),
            ("outcome", &self.outcome),
            ("from", &self.from),
            ("to", &self.to),
            ("after", &self.after),
        ];
        address(&scope.path(), &parts)
    }
}

impl Acts {
    /// What an action belongs to.
    pub(super) fn of(action: Action) -> Self {
        match (room(action), action.effect()) {
            ("kms", Effect::Change) => Self::ChangeKeys,
            ("kms", Effect::Use) => Self::UseKeys,
            ("kms", Effect::Read) => Self::SeeKeys,
            ("iam", _) => Self::People,
            (_, _) => Self::Other,
        }
    }

    /// The heading of the group.
    pub(super) fn heading(self, t: Words) -> String {
        match self {
            Self::ChangeKeys => t.say("acts-change"),
            Self::UseKeys => t.say("acts-use"),
            Self::SeeKeys => t.say("acts-see"),
            Self::People => t.say("acts-people"),
            Self::Other => t.say("acts-other"),
        }
    }
}

fn room(action: Action) -> &'static str {
    action.as_str().split_once(':').map_or("", |(room, _)| room)
}

fn day(text: &str) -> Option<Date> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Month;

    #[test]
    fn a_view_is_its_address() {
        let query = EventQuery { q: "jonas meyer".to_owned(), act: "DisableKey".to_owned(), ..EventQuery::default() };
        assert_eq!(query.href(Scope::Domain), "/console/audit?q=jonas%20meyer&act=DisableKey");
        let later = EventQuery { from: "2026-11-24".to_owned(), ..EventQuery::default() }.page("ab.1".to_owned());
        let id: KeyId = "6f1c2a90-7d14-4b8e-9c53-0e2b7f41d8a6".parse().unwrap();
        assert_eq!(later.href(Scope::Key(id)), format!("/console/keys/{id}/audit?from=2026-11-24&after=ab.1"));
        assert_eq!(later.first_page().href(Scope::Keys), "/console/audit?from=2026-11-24");
    }

    #[test]
    fn what_a_url_says_wrong_is_as_if_not_said() {
        for (from, expected) in [
            ("2026-11-24", Date::from_calendar_date(2026, Month::November, 24).ok()),
            ("2026-02-30", None),
            ("24.11.2026", None),
            ("", None),
        ] {
            assert_eq!(EventQuery { from: from.to_owned(), ..EventQuery::default() }.filter().from, expected, "{from}");
        }
        let wrong = EventQuery {
            act: "kms:DisableKey".to_owned(),
            outcome: "both".to_owned(),
            after: "nowhere".to_owned(),
            ..EventQuery::default()
        };
        assert_eq!((wrong.filter(), wrong.place()), (EventFilter::default(), None));
    }

    #[test]
    fn every_action_has_a_name_of_its_own_in_urls() {
        for action in Action::ALL {
            let query = EventQuery { act: action.name().to_owned(), ..EventQuery::default() };
            assert_eq!(query.action(), Some(*action));
        }
    }
}
