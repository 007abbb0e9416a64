//! The form that makes a key.

use crate::console::{Crumb, Field, Problems, Shell};
use askama::Template;

/// `GET /console/keys/new`, and the form as it comes back with problems.
#[derive(Clone, Debug, Template)]
#[template(path = "keys/create.html", blocks = ["main"])]
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
}
