//! One's own account: password, sessions, language.

use super::agent::agent;
use crate::console::refusal::FieldName;
use crate::console::{Dates, Field, Moment, Problems, Shell};
use crate::domain::Refusal;
use crate::web::Language;
use askama::Template;
use std::net::IpAddr;
use time::OffsetDateTime;

/// `GET /console/account`, and the page as it comes back with problems.
#[derive(Clone, Debug, Template)]
#[template(path = "account/index.html", blocks = ["title", "main"])]
pub struct AccountPage {
    /// What stands around.
    pub shell: Shell,
    /// All that is wrong with a new password.
    pub problems: Option<Problems>,
    /// What is wrong with the present password.
    pub old: Option<String>,
    /// What is wrong with the new one.
    pub new: Option<String>,
    /// One's sessions, newest click first.
    pub sessions: Vec<SessionRow>,
    /// What signing out everywhere ends.
    pub everywhere: String,
    /// The languages to choose from: code, own name, whether it is chosen.
    pub languages: Vec<(&'static str, &'static str, bool)>,
}

/// A session, as the page is told of it.
#[derive(Clone, Copy, Debug)]
pub struct SessionFacts<'facts> {
    /// Whether it is the one that asks.
    pub is_current: bool,
    /// When it began.
    pub signed_in_at: OffsetDateTime,
    /// When it was last used.
    pub seen_at: OffsetDateTime,
    /// Where it began.
    pub address: Option<IpAddr>,
    /// What its browser says it is.
    pub agent: &'facts str,
}

/// What the page is made of.
#[derive(Clone, Copy, Debug)]
pub struct AccountFacts<'facts> {
    /// One's sessions.
    pub sessions: &'facts [SessionFacts<'facts>],
    /// How many tokens live.
    pub tokens: u64,
}

/// A session, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SessionRow {
    /// The browser and its system.
    pub browser: String,
    /// From where, and since when.
    pub since: String,
    /// When it was last used.
    pub seen: Moment,
    /// Whether it is the one that asks.
    pub is_current: bool,
}

impl AccountPage {
    /// The page as its owner sees it; with what the refusals say of a new password.
    #[must_use]
    pub fn of(shell: Shell, facts: &AccountFacts<'_>, refusals: &[Refusal], dates: Dates) -> Self {
        let t = shell.t;
        let row = |session: &SessionFacts<'_>| {
            let since = dates.exact(session.signed_in_at);
            SessionRow {
                browser: agent(session.agent, t),
                since: match session.address {
                    Some(address) => t.with2("session-from", "address", address.to_string(), "since", since),
                    None => t.with("session-since", "since", since),
                },
                seen: dates.moment(session.seen_at),
                is_current: session.is_current,
            }
        };
        Self {
            problems: Problems::of(refusals, t, |n| t.with("password-not-changed", "n", n)),
            old: Field::error(FieldName::Password, refusals, t),
            new: Field::error(FieldName::NewPassword, refusals, t),
            sessions: facts.sessions.iter().map(row).collect(),
            everywhere: t.with("everywhere", "n", facts.tokens),
            languages: Language::ALL.map(|one| (one.code(), one.own_name(), one == t.language())).into(),
            shell,
        }
    }
}
