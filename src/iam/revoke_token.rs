//! Ends a token.

use super::validate_token::find;
use crate::domain::{Action, SecretHash};
use crate::gate::{Context, Operation, OperationError, Outcome};
use crate::store::{Change, Reliance};

/// Ends one's own token, or one of the domain's people for who manages them.
#[derive(Clone, Copy, Debug)]
pub struct RevokeToken {
    /// The hash of its text.
    pub token: SecretHash,
}

impl Operation for RevokeToken {
    const ACTION: Action = Action::RevokeToken;
    type Output = ();

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<()>, OperationError> {
        let seen = find(cx, self.token).await?;
        let outcome = Outcome::of(()).about_user(&seen.user).relying_on(Reliance::Token(self.token));
        Ok(outcome.saving(Change::EndToken(self.token)))
    }
}
