//! Proves again who is there, before an act that asks for it.

use crate::domain::{Action, Password};
use crate::gate::{Context, Operation, OperationError, Outcome};

/// Gives the password again in one's own session.
#[derive(Debug)]
pub struct ConfirmPassword {
    /// The password.
    pub password: Password,
}

impl Operation for ConfirmPassword {
    const ACTION: Action = Action::ConfirmPassword;
    type Output = ();

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<()>, OperationError> {
        let given = cx.give_password(&self.password).await?;
        Ok(Outcome::of(()).about_user(&cx.person()?.user).saving_all(given))
    }
}
