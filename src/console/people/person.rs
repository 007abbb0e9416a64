//! The page about one person: roles, password, sessions, whether they may sign in at all.

use super::roles::RoleChoice;
use super::secret::ShownOnce;
use crate::console::{Badge, BadgeView, Crumb, Dates, Problems, ProofField, Shell};
use crate::domain::{Giver, Person, Refusal, Roles, User};
use askama::Template;
use time::OffsetDateTime;

/// `GET /console/people/{user_id}`, and what acts on the page swap into `#main`.
#[derive(Clone, Debug, Template)]
#[template(path = "people/person.html", blocks = ["title", "main"])]
pub struct PersonPage {
    /// What stands around.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// The person's id.
    pub id: String,
    /// Their name.
    pub name: String,
    /// That they are deactivated.
    pub badge: Option<BadgeView>,
    /// When they were added and last signed in.
    pub facts: Vec<String>,
    /// A password that was just made.
    pub secret: Option<ShownOnce>,
    /// All that is wrong with the form that was sent.
    pub problems: Option<Problems>,
    /// Whether it is the reader, who cannot do everything here.
    pub is_oneself: bool,
    /// Whether they may sign in.
    pub is_active: bool,
    /// The roles to choose from; of oneself, those to give up.
    pub roles: Vec<RoleChoice>,
    /// The reader's password with the roles, when it is needed.
    pub roles_proof: Option<ProofField>,
    /// The reader's password with a new password, when it is needed.
    pub reset_proof: Option<ProofField>,
}

/// What the page is made of.
#[derive(Clone, Copy, Debug)]
pub struct PersonFacts<'facts> {
    /// The person.
    pub user: &'facts User,
    /// When they last signed in.
    pub last_sign_in_at: Option<OffsetDateTime>,
    /// Who reads.
    pub reader: &'facts Person,
}

/// A form of the page that can come back with problems.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PersonForm {
    /// The roles, as they were chosen.
    Roles(Roles),
    /// The new password.
    Reset,
}

impl PersonPage {
    /// The page as this reader sees it.
    #[must_use]
    pub fn of(shell: Shell, facts: &PersonFacts<'_>, dates: Dates) -> Self {
        let t = shell.t;
        let (user, reader) = (facts.user, facts.reader);
        let is_oneself = user.id == reader.user.id;
        let held = user.role_set();
        let offered = if is_oneself { held } else { RoleChoice::all() };
        let added = dates.day(user.created_at);
        let signed_in = match facts.last_sign_in_at {
            Some(at) => t.with("person-signed-in", "when", dates.ago(at)),
            None => t.say("person-never"),
        };
        let proof = ProofField::of(reader, &[], t, dates);
        Self {
            crumbs: vec![Crumb::to(t.say("nav-people"), "/console/people"), Crumb::here(user.name.to_string())],
            id: user.id.to_string(),
            name: user.name.to_string(),
            badge: (!user.is_active()).then(|| Badge::Deactivated.view(t)),
            facts: vec![
                match user.vouched_by {
                    Giver::Operator => t.with("person-added-operator", "day", added),
                    Giver::User(_) => t.with("person-added-on", "day", added),
                },
                signed_in,
            ],
            secret: None,
            problems: None,
            is_oneself,
            is_active: user.is_active(),
            roles: RoleChoice::list(offered, held, &shell.domain, t),
            roles_proof: proof.clone(),
            reset_proof: proof,
            shell,
        }
    }

    /// The page with a form as it comes back.
    #[must_use]
    pub fn refused(self, form: PersonForm, facts: &PersonFacts<'_>, refusals: &[Refusal], dates: Dates) -> Self {
        let t = self.shell.t;
        let proof = ProofField::of(facts.reader, refusals, t, dates);
        match form {
            PersonForm::Roles(chosen) => {
                let offered = if self.is_oneself { facts.user.role_set() } else { RoleChoice::all() };
                Self {
                    problems: Problems::of(refusals, t, |n| t.with("roles-not-set", "n", n)),
                    roles: RoleChoice::list(offered, chosen, &self.shell.domain, t),
                    roles_proof: proof,
                    ..self
                }
            }
            PersonForm::Reset => Self {
                problems: Problems::of(refusals, t, |n| t.with("password-not-reset", "n", n)).map(Problems::of_reset),
                reset_proof: proof,
                ..self
            },
        }
    }

    /// The page with a password that was just made, which no later page shows.
    #[must_use]
    pub fn showing(self, password: String) -> Self {
        let secret = ShownOnce { domain: self.shell.domain.clone(), user: self.name.clone(), password };
        Self { secret: Some(secret), ..self }
    }
}

impl Problems {
    /// The same problems, of the form whose password field is the page's second one.
    fn of_reset(mut self) -> Self {
        for problem in &mut self.list {
            problem.field = "reset-proof";
        }
        self
    }
}
