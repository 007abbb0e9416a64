//! Ends one's own session.

use crate::domain::{Action, Via};
use crate::gate::{Context, Operation, OperationError, Outcome};
use crate::store::Change;

/// Ends what the caller is known by: the session, or the token.
#[derive(Clone, Copy, Debug)]
pub struct SignOut;

impl Operation for SignOut {
    const ACTION: Action = Action::SignOut;
    type Output = ();

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<()>, OperationError> {
        let person = cx.person()?;
        let end = match person.via {
            Via::Session { session, .. } => Change::EndSession(session),
            Via::Token { token, .. } => Change::EndToken(token),
        };
        Ok(Outcome::of(()).about_user(&person.user).saving(end))
    }
}
