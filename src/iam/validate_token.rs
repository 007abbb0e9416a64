//! Looks what a token is.

use crate::domain::{Action, Domain, Project, SecretHash, Token, User, policy};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};

/// Tells its holder, or who manages the people of their domain, what a token is for and until when.
#[derive(Clone, Copy, Debug)]
pub struct ValidateToken {
    /// The hash of its text.
    pub token: SecretHash,
}

/// A token that holds.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TokenSeen {
    /// The record.
    pub token: Token,
    /// Whose it is.
    pub user: User,
    /// Their domain.
    pub domain: Domain,
    /// The project that it works in, if any.
    pub project: Option<Project>,
}

impl Operation for ValidateToken {
    const ACTION: Action = Action::ValidateToken;
    type Output = TokenSeen;

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<TokenSeen>, OperationError> {
        let seen = find(cx, self.token).await?;
        Ok(Outcome::of(()).about_user(&seen.user).answering(seen))
    }
}

/// A token that holds and that the caller may know of: their own, or one of their domain if they manage its people. All others
/// are not there.
pub(super) async fn find(cx: &Context<'_>, token: SecretHash) -> Result<TokenSeen, OperationError> {
    let person = cx.person()?;
    let managing = policy::roles_that_may(Action::DescribeUser);
    let manages_people = managing.iter().any(|role| person.roles().contains(*role));
    let found = cx.store().find_token(token).await?;
    let found = found.filter(|found| {
        let is_own = found.user.id == person.user.id;
        let is_visible = is_own || (manages_people && found.domain.id == person.domain.id);
        is_visible && found.credential.holds(&found.user, cx.now())
    });
    let found = found.ok_or(OperationError::NotFound(Resource::None))?;
    Ok(TokenSeen { token: found.credential, user: found.user, domain: found.domain, project: found.project })
}
