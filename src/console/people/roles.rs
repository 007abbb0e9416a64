//! Roles in words, and as boxes of a form.

use crate::domain::{Role, Roles};
use crate::web::Words;

/// One role of a form, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RoleChoice {
    /// Its name on the wire.
    pub value: &'static str,
    /// Its name for people.
    pub title: String,
    /// What it may do.
    pub text: String,
    /// Whether the box is ticked.
    pub is_chosen: bool,
}

impl RoleChoice {
    /// The roles that the form offers, with those ticked that are `chosen`.
    #[must_use]
    pub fn list(offered: Roles, chosen: Roles, domain: &str, t: Words) -> Vec<Self> {
        let choice = |role: Role| Self {
            value: role.as_str(),
            title: t.with("role", "role", role.as_str()),
            text: t.with2("role-may", "role", role.as_str(), "domain", domain),
            is_chosen: chosen.contains(role),
        };
        offered.iter().map(choice).collect()
    }

    /// Every role there is.
    #[must_use]
    pub fn all() -> Roles {
        Role::ALL.into_iter().collect()
    }
}

/// A set of roles in words.
pub(in crate::console) fn in_words(roles: Roles, t: Words) -> String {
    let words: Vec<String> = roles.iter().map(|role| t.with("role", "role", role.as_str())).collect();
    if words.is_empty() { t.say("role-none") } else { words.join(", ") }
}
