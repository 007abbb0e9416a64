//! The form that calls and describes a key anew.

use crate::console::refusal::FieldName;
use crate::console::{Crumb, Field, Problems, Shell};
use crate::domain::{Key, KeyId, Refusal};
use askama::Template;

/// `GET /console/keys/{key_id}/details`, and the form as it comes back with problems.
#[derive(Clone, Debug, Template)]
#[template(path = "keys/details.html", blocks = ["title", "main"])]
pub struct KeyDetailsPage {
    /// What stands around.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// The key.
    pub key_id: KeyId,
    /// All that is wrong.
    pub problems: Option<Problems>,
    /// The alias.
    pub alias: Field,
    /// The description.
    pub description: Field,
}

impl KeyDetailsPage {
    /// The form, with what is so now.
    #[must_use]
    pub fn of(shell: Shell, key: &Key) -> Self {
        Self::again(shell, key, key.alias.as_str(), key.description.as_str(), &[])
    }

    /// The form as it comes back: what was typed stays, and what was refused is said.
    #[must_use]
    pub fn again(shell: Shell, key: &Key, alias: &str, description: &str, refusals: &[Refusal]) -> Self {
        let t = shell.t;
        let problems = Problems::of(refusals, t, |n| t.with("not-changed", "n", n));
        let crumbs = vec![
            Crumb::to(t.say("nav-keys"), "/console/keys"),
            Crumb::to(key.alias.to_string(), format!("/console/keys/{}", key.id)),
            Crumb::here(t.say("change-details")),
        ];
        Self {
            // The summary takes the focus instead of the heading.
            shell: Shell { swapped: shell.swapped && problems.is_none(), ..shell },
            crumbs,
            key_id: key.id,
            problems,
            alias: Field::again(FieldName::Alias, alias, refusals, t),
            description: Field::again(FieldName::Description, description, refusals, t),
        }
    }
}
