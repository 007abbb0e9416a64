//! Signs a person in.

use super::proof::Proven;
use super::{DomainRef, UserRef};
use crate::domain::{Action, Actor, Password, SecretHash, Session, User};
use crate::gate::{Context, Operation, OperationError, Outcome, Unavailable};
use crate::store::{Change, Reliance};

/// Makes a session that is nobody's yet the session of who gives this name and password.
#[derive(Debug)]
pub struct SignIn {
    /// The domain's name, as given.
    pub domain: String,
    /// The person's name, as given.
    pub user: String,
    /// The password.
    pub password: Password,
    /// The session, freshly made: who knew the id of another one before gains nothing.
    pub session: SecretHash,
    /// What the browser calls itself.
    pub agent: String,
}

impl Operation for SignIn {
    const ACTION: Action = Action::SignIn;
    type Output = User;

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<User>, OperationError> {
        let named = UserRef::ByName { name: self.user.clone(), domain: DomainRef::ByName(self.domain.clone()) };
        let Proven { user, domain, changes } = named.prove(cx, &self.password).await?;
        let projects = cx.store().list_projects(domain.id).await?;
        let project_id = projects.first().map(|project| project.id).ok_or(Unavailable::Missing("a project"))?;
        let session = Session {
            id: self.session,
            user_id: user.id,
            user_epoch: user.epoch,
            project_id,
            signed_in_at: cx.now(),
            password_given_at: cx.now(),
            seen_at: cx.now(),
            address: cx.origin().address,
            agent: printable(&self.agent),
        };
        let outcome = Outcome::of(()).about_user(&user).done_by(Actor::from(&user)).in_log_of(domain.id);
        let outcome = outcome.relying_on(Reliance::User(user.id, user.revision));
        Ok(outcome.saving_all(changes).saving(Change::StartSession(session)).answering(user))
    }
}

/// What is kept of what a browser calls itself.
fn printable(agent: &str) -> String {
    agent.chars().filter(|c| !c.is_control()).take(Session::AGENT_LENGTH).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_calls_itself_is_cut_and_prints_nothing_odd() {
        assert_eq!(printable("Mozilla/5.0\r\n\u{1b}[31m (é)"), "Mozilla/5.0[31m (é)");
        assert_eq!(printable(&"é".repeat(1_000)).chars().count(), Session::AGENT_LENGTH);
    }
}
