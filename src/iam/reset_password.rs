//! Gives a person a new password.

use super::administrator::{as_read, confirm, ending_all, giver, somebody_else};
use crate::domain::{Action, Password, User, UserId};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};
use crate::store::Change;

/// Gives somebody else a new password, answered this once, and ends all that they held by the old one.
#[derive(Debug)]
pub struct ResetPassword {
    /// The person.
    pub user_id: UserId,
    /// The administrator's own password, unless they gave it within minutes.
    pub confirm: Option<Password>,
}

impl Operation for ResetPassword {
    const ACTION: Action = Action::ResetPassword;
    type Output = (User, Password);

    fn resource(&self) -> Resource {
        Resource::User(self.user_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<(User, Password)>, OperationError> {
        let before = somebody_else(cx, self.user_id).await?;
        let confirmed = confirm(cx, self.confirm.as_ref()).await?;
        let password = cx.new_password()?;
        let hash = cx.hash_password(before.id, &password).await?;
        let user = User { password_set_by: giver(cx)?, ..before.clone().signed_out_everywhere() };
        let outcome = Outcome::of(()).about_user(&user).in_log_of(user.domain_id).relying_on(as_read(&before));
        let outcome = outcome.saving_all(confirmed).saving_all(ending_all(&user)).saving(Change::SetPassword(user.id, hash));
        Ok(outcome.answering((user, password)))
    }
}
