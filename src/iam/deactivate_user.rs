//! Takes away all that a person may do.

use super::administrator::{as_read, ending_all, somebody_else};
use crate::domain::{Action, User, UserId};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};

/// Deactivates somebody else: their sessions and tokens end with the answer, and they cannot sign in.
#[derive(Clone, Copy, Debug)]
pub struct DeactivateUser {
    /// The person.
    pub user_id: UserId,
}

impl Operation for DeactivateUser {
    const ACTION: Action = Action::DeactivateUser;
    type Output = User;

    fn resource(&self) -> Resource {
        Resource::User(self.user_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<User>, OperationError> {
        let before = somebody_else(cx, self.user_id).await?;
        let outcome = Outcome::of(()).about_user(&before).in_log_of(before.domain_id).relying_on(as_read(&before));
        if !before.is_active() {
            return Ok(outcome.answering(before));
        }
        let user = before.deactivated();
        Ok(outcome.saving_all(ending_all(&user)).answering(user))
    }
}
