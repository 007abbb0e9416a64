//! Sets a person's roles.

use super::administrator::{as_read, confirm, giver};
use crate::domain::{Action, Giver, Password, Refusal, Role, Roles, User, UserId};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};
use crate::store::Change;

/// Gives a person exactly these roles. Their own can only get fewer.
#[derive(Debug)]
pub struct SetRoles {
    /// The person.
    pub user_id: UserId,
    /// The roles, one at least.
    pub roles: Roles,
    /// The administrator's own password, unless they gave it within minutes.
    pub confirm: Option<Password>,
}

impl Operation for SetRoles {
    const ACTION: Action = Action::SetRoles;
    type Output = User;

    fn resource(&self) -> Resource {
        Resource::User(self.user_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<User>, OperationError> {
        let (before, giver) = (cx.user(self.user_id).await?, giver(cx)?);
        let roles = not_empty(self.roles)?;
        let user = if giver == Giver::User(before.id) {
            without_the_others(before.clone(), roles)?
        } else {
            before.clone().with_roles(roles, giver)
        };
        let confirmed = confirm(cx, self.confirm.as_ref()).await?;
        let outcome = Outcome::of(()).about_user(&user).in_log_of(user.domain_id).relying_on(as_read(&before));
        let outcome = outcome.noting("from", listed(before.role_set())).noting("roles", listed(roles));
        Ok(outcome.saving_all(confirmed).saving(Change::UpdateUser(user.clone())).answering(user))
    }
}

/// One's own roles, fewer. Each that stays was given by who gave it: nobody vouches for their own right to approve.
fn without_the_others(user: User, roles: Roles) -> Result<User, Refusal> {
    if !roles.is_subset_of(user.role_set()) {
        return Err(Refusal::OwnRoles);
    }
    let kept = user.roles.iter().copied().filter(|held| roles.contains(held.role)).collect();
    Ok(User { roles: kept, ..user })
}

/// A person has one role at least; to take away everything there is deactivating.
pub(super) const fn not_empty(roles: Roles) -> Result<Roles, Refusal> {
    if roles.is_empty() {
        return Err(Refusal::InvalidParameter { code: "CLV.1207", message: "a person has one role at least" });
    }
    Ok(roles)
}

/// The roles as the trail has them.
pub(super) fn listed(roles: Roles) -> String {
    roles.iter().map(Role::as_str).collect::<Vec<_>>().join(" ")
}
