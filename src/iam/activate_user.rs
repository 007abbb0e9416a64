//! Lets a person sign in again.

use super::administrator::{as_read, giver, somebody_else};
use crate::domain::{Action, User, UserId};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};
use crate::store::Change;

/// Activates somebody who was deactivated. Whoever does it vouches for the account from now on.
#[derive(Clone, Copy, Debug)]
pub struct ActivateUser {
    /// The person.
    pub user_id: UserId,
}

impl Operation for ActivateUser {
    const ACTION: Action = Action::ActivateUser;
    type Output = User;

    fn resource(&self) -> Resource {
        Resource::User(self.user_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<User>, OperationError> {
        let before = somebody_else(cx, self.user_id).await?;
        let outcome = Outcome::of(()).about_user(&before).in_log_of(before.domain_id).relying_on(as_read(&before));
        // Nothing was given to somebody who was active, so nobody new vouches for them.
        if before.is_active() {
            return Ok(outcome.answering(before));
        }
        let user = before.activated(giver(cx)?);
        Ok(outcome.saving(Change::UpdateUser(user.clone())).answering(user))
    }
}
