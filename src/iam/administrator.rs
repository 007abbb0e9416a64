//! Who acts on other people: an administrator of their domain, or the operator.

use crate::domain::{Giver, Password, Principal, Refusal, User, UserId};
use crate::gate::{Context, OperationError, Unknown};
use crate::store::{Change, Reliance};

/// Who gives what the operation gives: four eyes count by it.
pub(super) fn giver(cx: &Context<'_>) -> Result<Giver, OperationError> {
    match cx.principal() {
        Principal::Operator => Ok(Giver::Operator),
        Principal::Person(person) => Ok(Giver::User(person.user.id)),
        Principal::Service { .. } | Principal::Worker | Principal::Stranger => Err(Unknown::Missing.into()),
    }
}

/// Makes sure that it is the administrator who is signed in. The operator's machine does that for the operator.
pub(super) async fn confirm(cx: &Context<'_>, given: Option<&Password>) -> Result<Vec<Change>, OperationError> {
    match giver(cx)? {
        Giver::Operator => Ok(Vec::new()),
        Giver::User(_) => cx.confirm(given).await,
    }
}

/// Somebody whom the caller may act on: of their domain, and not themselves.
pub(super) async fn somebody_else(cx: &Context<'_>, user_id: UserId) -> Result<User, OperationError> {
    let user = cx.user(user_id).await?;
    if giver(cx)? == Giver::User(user.id) { Err(Refusal::Oneself.into()) } else { Ok(user) }
}

/// What the decision relied on: the person as they were read.
pub(super) const fn as_read(user: &User) -> Reliance {
    Reliance::User(user.id, user.revision)
}

/// Saves a person whose epoch went up, and ends all that the old epoch holds.
pub(super) fn ending_all(user: &User) -> [Change; 2] {
    [Change::UpdateUser(user.clone()), Change::EndCredentials(user.id, None)]
}
