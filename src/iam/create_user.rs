//! Adds a person.

use super::administrator::{confirm, giver};
use super::set_roles::{listed, not_empty};
use crate::domain::{Action, Domain, DomainId, Name, Password, Principal, Refusal, Roles, User, UserId, UserStatus};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};
use crate::store::Change;

/// Adds a person or a program to a domain. Without a password one is made, and answered this once.
#[derive(Debug)]
pub struct CreateUser {
    /// The domain; an administrator's is their own.
    pub domain: Option<DomainId>,
    /// The name.
    pub name: Name,
    /// The roles, one at least.
    pub roles: Roles,
    /// The password, unless one is to be made.
    pub password: Option<Password>,
    /// The administrator's own password, unless they gave it within minutes.
    pub confirm: Option<Password>,
}

impl Operation for CreateUser {
    const ACTION: Action = Action::CreateUser;
    type Output = (User, Option<Password>);

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<(User, Option<Password>)>, OperationError> {
        let domain = self.domain(cx).await?;
        let roles = not_empty(self.roles)?;
        if let Some(password) = &self.password {
            password.check_as_new(&[domain.name.as_str(), self.name.as_str()]).map_err(Refusal::from)?;
        }
        if cx.store().find_user_named(domain.id, &self.name).await?.is_some() {
            return Err(Refusal::NameTaken.into());
        }
        let (confirmed, giver) = (confirm(cx, self.confirm.as_ref()).await?, giver(cx)?);
        let user = User {
            id: UserId::from_uuid(cx.new_id()?),
            domain_id: domain.id,
            name: self.name.clone(),
            status: UserStatus::Active,
            roles: Vec::new(),
            vouched_by: giver,
            password_set_by: giver,
            epoch: 0,
            created_at: cx.now(),
            revision: 0,
        };
        let user = user.with_roles(roles, giver);
        let made = if self.password.is_none() { Some(cx.new_password()?) } else { None };
        let Some(password) = self.password.as_ref().or(made.as_ref()) else { return Err(Refusal::PasswordNeeded.into()) };
        let hash = cx.hash_password(user.id, password).await?;
        let outcome = Outcome::of(()).about_user(&user).in_log_of(domain.id).noting("roles", listed(roles));
        Ok(outcome.saving_all(confirmed).saving(Change::InsertUser(user.clone(), hash)).answering((user, made)))
    }
}

impl CreateUser {
    async fn domain(&self, cx: &Context<'_>) -> Result<Domain, OperationError> {
        let not_found = OperationError::NotFound(Resource::None);
        match (cx.principal(), self.domain) {
            (Principal::Person(person), None) => Ok(person.domain.clone()),
            (Principal::Person(person), Some(named)) if named == person.domain.id => Ok(person.domain.clone()),
            (Principal::Operator, Some(named)) => cx.store().find_domain(named).await?.ok_or(not_found),
            (
                Principal::Person(_) | Principal::Operator | Principal::Service { .. } | Principal::Worker | Principal::Stranger,
                Some(_) | None,
            ) => Err(not_found),
        }
    }
}
