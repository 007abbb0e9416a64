//! The form that makes a key.

use crate::console::refusal::FieldName;
use crate::console::{Crumb, Field, Problems, Shell};
use crate::domain::Refusal;
use askama::Template;

/// `GET /console/keys/new`, and the form as it comes back with problems.
#[derive(Clone, Debug, Template)]
#[template(path = "keys/create.html", blocks = ["title", "main"])]
pub struct CreateKeyPage {
    /// What stands around.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// All that is wrong.
    pub problems: Option<Problems>,
    /// The alias.
    pub alias: Field,
    /// The description.
    pub description: Field,
}

impl CreateKeyPage {
    /// The form, empty.
    #[must_use]
    pub fn empty(shell: Shell) -> Self {
        let t = shell.t;
        let crumbs = vec![Crumb::to(t.say("nav-keys"), "/console/keys"), Crumb::here(t.say("create-key"))];
        Self { shell, crumbs, problems: None, alias: Field::default(), description: Field::default() }
    }

    /// The form as it comes back: what was typed stays, and what was refused is said.
    #[must_use]
    pub fn again(shell: Shell, alias: &str, description: &str, refusals: &[Refusal]) -> Self {
        let t = shell.t;
        let problems = Problems::of(refusals, t, |n| t.with("not-created", "n", n));
        // The summary takes the focus instead of the heading.
        let shell = Shell { swapped: shell.swapped && problems.is_none(), ..shell };
        Self {
            problems,
            alias: Field::again(FieldName::Alias, alias, refusals, t),
            description: Field::again(FieldName::Description, description, refusals, t),
            ..Self::empty(shell)
        }
    }
}
