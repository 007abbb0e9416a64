//! People: who they are, how they are known, and who may change that.

use crate::house::{HOME, House, PASSWORD, Resident, START, Tenant};
use claviger::domain::{
    Action, ActorKind, Claim, EventOutcome, Giver, OPERATORS_LOG, Password, Refusal, Role, Roles, SubjectKind, WeakPassword,
};
use claviger::gate::{OperationError, Resource, Unknown};
use claviger::iam::*;
use time::Duration;

fn given(text: &str) -> Password {
    Password::given(text.to_owned())
}

#[tokio::test]
async fn somebody_signs_in_and_is_known() {
    let house = House::build().await;
    let acme = house.tenant("acme").await;
    let alice = house.person(&acme, "alice", Role::TeAdmin).await;
    let session = house.session(&alice).await;
    let account = house.perform(&session, ShowAccount).await.unwrap();
    assert_eq!((account.user.id, account.sessions.len(), account.tokens), (alice.user.id, 1, 0));
    let house = house.restarted().await;
    house.perform(&session, ShowAccount).await.unwrap();
    house.perform(&house.token(&alice).await, ShowAccount).await.unwrap();
}
