//! Ends all sessions and tokens of a person.

use super::administrator::{as_read, ending_all, somebody_else};
use crate::domain::{Action, User, UserId};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};

/// Signs somebody else out everywhere. One's own sessions end by [`super::SignOutEverywhere`].
#[derive(Clone, Copy, Debug)]
pub struct EndSessions {
    /// The person.
    pub user_id: UserId,
}

impl Operation for EndSessions {
    const ACTION: Action = Action::EndSessions;
    type Output = User;

    fn resource(&self) -> Resource {
        Resource::User(self.user_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<User>, OperationError> {
        let before = somebody_else(cx, self.user_id).await?;
        let user = before.clone().signed_out_everywhere();
        let outcome = Outcome::of(()).about_user(&user).in_log_of(user.domain_id).relying_on(as_read(&before));
        Ok(outcome.saving_all(ending_all(&user)).answering(user))
    }
}
