//! Shows one person.

use super::UserSeen;
use crate::domain::{Action, UserId};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};

/// Shows a person of the caller's domain to who manages people.
#[derive(Clone, Copy, Debug)]
pub struct DescribeUser {
    /// The person.
    pub user_id: UserId,
}

impl Operation for DescribeUser {
    const ACTION: Action = Action::DescribeUser;
    type Output = UserSeen;

    fn resource(&self) -> Resource {
        Resource::User(self.user_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<UserSeen>, OperationError> {
        let user = cx.user(self.user_id).await?;
        let last_sign_in_at = cx.store().last_sign_in(user.id).await?;
        Ok(Outcome::of(()).about_user(&user).answering(UserSeen { user, last_sign_in_at }))
    }
}
