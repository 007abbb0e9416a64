//! The form that adds a person.

use super::roles::RoleChoice;
use crate::console::refusal::FieldName;
use crate::console::{Crumb, Dates, Field, Problems, ProofField, Shell};
use crate::domain::{Person, Refusal, Role, Roles};
use askama::Template;

/// `GET /console/people/new`, and the form as it comes back with problems.
#[derive(Clone, Debug, Template)]
#[template(path = "people/new.html", blocks = ["title", "main"])]
pub struct AddPersonPage {
    /// What stands around.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// All that is wrong.
    pub problems: Option<Problems>,
    /// The name.
    pub name: Field,
    /// The roles to choose from.
    pub roles: Vec<RoleChoice>,
    /// The reader's password, when it is needed.
    pub proof: Option<ProofField>,
}

impl AddPersonPage {
    /// The form, empty but for the smallest role.
    #[must_use]
    pub fn empty(shell: Shell, reader: &Person, dates: Dates) -> Self {
        let smallest = [Role::KmsReadonly].into_iter().collect();
        Self::again(shell, reader, "", smallest, &[], dates)
    }

    /// The form as it comes back: what was typed and chosen, and what the refusals say of it.
    #[must_use]
    pub fn again(shell: Shell, reader: &Person, name: &str, roles: Roles, refusals: &[Refusal], dates: Dates) -> Self {
        let t = shell.t;
        Self {
            crumbs: vec![Crumb::to(t.say("nav-people"), "/console/people"), Crumb::here(t.say("add-person"))],
            problems: Problems::of(refusals, t, |n| t.with("not-added", "n", n)),
            name: Field::again(FieldName::Name, name, refusals, t),
            roles: RoleChoice::list(RoleChoice::all(), roles, &shell.domain, t),
            proof: ProofField::of(reader, refusals, t, dates),
            shell,
        }
    }
}
