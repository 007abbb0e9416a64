//! People: who they are, how they are known, and who may change that.

mod administration;
mod sessions;
mod throttle;
mod tokens;

use crate::house::{House, Resident, Tenant};
use claviger::domain::{Caller, Password, Role};
use claviger::gate::{OperationError, Unknown};
use claviger::iam::ShowAccount;

fn given(text: &str) -> Password {
    Password::given(text.to_owned())
}

/// A house with one domain, an administrator and somebody who sees keys.
async fn inhabited() -> (House, Tenant, Resident, Resident) {
    let house = House::build().await;
    let acme = house.tenant("acme").await;
    let alice = house.person(&acme, "alice", Role::TeAdmin).await;
    let bob = house.person(&acme, "bob", Role::KmsReadonly).await;
    (house, acme, alice, bob)
}

/// Whether the caller is somebody at the moment, or why not.
async fn known(house: &House, caller: &Caller) -> Result<(), Unknown> {
    match house.perform(caller, ShowAccount).await {
        Ok(_) => Ok(()),
        Err(OperationError::Unknown(why)) => Err(why),
        Err(other) => panic!("{other}"),
    }
}
