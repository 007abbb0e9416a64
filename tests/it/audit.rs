//! The trail as people read it.

use crate::house::{House, PASSWORD, Resident, Tenant};
use claviger::audit::{ListEvents, ListKeyEvents};
use claviger::domain::{
    Action, AuditEvent, Caller, Claim, EventFilter, EventOutcome, Key, KeyId, KeySpec, Origin, OutcomeName, PendingDays, Role,
};
use claviger::gate::{OperationError, Resource};
use claviger::kms::{ApproveKeyDeletion, CreateKey, DestroyKey, DisableKey, ScheduleKeyDeletion};
use time::Duration;

fn everything() -> ListEvents {
    ListEvents { filter: EventFilter::default(), after: None, limit: 100 }
}

fn of_key(key_id: Option<KeyId>) -> ListKeyEvents {
    ListKeyEvents { key_id, filter: EventFilter::default(), after: None, limit: 100 }
}

fn actions(events: &[AuditEvent]) -> Vec<Action> {
    events.iter().map(|event| event.action).collect()
}

async fn create_key(house: &House, caller: &Caller, alias: &str) -> Key {
    let description = String::new().parse().unwrap();
    let operation = CreateKey { alias: alias.parse().unwrap(), description, spec: KeySpec::Aes256, origin: Origin::Kms };
    house.perform(caller, operation).await.unwrap()
}

/// A domain with an administrator and somebody of each other role that this is about.
async fn inhabited() -> (House, Tenant, Resident, Resident) {
    let house = House::build().await;
    let acme = house.tenant("acme").await;
    let alice = house.person(&acme, "alice", Role::TeAdmin).await;
    let audrey = house.person(&acme, "audrey", Role::KmsAuditor).await;
    (house, acme, alice, audrey)
}

#[tokio::test]
async fn an_auditor_sees_everything_of_their_domain_newest_first_and_their_own_last_act() {
    let (house, _, alice, audrey) = inhabited().await;
    let other = house.tenant("other").await;
    let zoe = house.session(&house.person(&other, "zoe", Role::TeAdmin).await).await;
    let (admin, auditor) = (house.session(&alice).await, house.session(&audrey).await);
    let key = create_key(&house, &admin, "ledger").await;
    let seen = house.perform(&auditor, everything()).await.unwrap().items;
    let expected =
        [Action::CreateKey, Action::SignIn, Action::SignIn, Action::CreateUser, Action::CreateUser, Action::CreateDomain];
    assert_eq!(actions(&seen), expected);
    let seen = house.perform(&auditor, everything()).await.unwrap().items;
    assert_eq!((seen[0].action, seen[0].actor.id), (Action::ListEvents, audrey.id()));
    let found = EventFilter { text: "LEDGER".to_owned(), ..EventFilter::default() };
    let found = house.perform(&auditor, ListEvents { filter: found, ..everything() }).await.unwrap();
    assert_eq!(found.items.iter().map(|event| event.subject.key_id).collect::<Vec<_>>(), [Some(key.id)]);
    let page = house.perform(&auditor, ListEvents { limit: 1, ..everything() }).await.unwrap();
    assert_eq!((page.items.len(), page.next.is_some()), (1, true));
    let theirs = house.perform(&zoe, everything()).await.unwrap().items;
    assert!(theirs.iter().all(|event| event.actor.domain_id != Some(alice.domain.id)), "another domain's trail");
}

#[tokio::test]
async fn a_trail_is_shown_to_who_may_see_it() {
    let (house, acme, alice, _) = inhabited().await;
    let (viewer, manager) =
        (house.person(&acme, "vic", Role::KmsReadonly).await, house.person(&acme, "max", Role::KmsCmkFull).await);
    let sam = house.person(&acme, "sam", Role::SecuAdmin).await;
    let (viewer, manager, sam) = (house.session(&viewer).await, house.session(&manager).await, house.session(&sam).await);
    let key = create_key(&house, &house.session(&alice).await, "ledger").await;
    for caller in [&viewer, &manager, &sam] {
        let refused = house.perform(caller, everything()).await;
        assert!(matches!(refused, Err(OperationError::Denied { resource: Resource::None, .. })), "{refused:?}");
    }
    for caller in [&viewer, &sam] {
        for key_id in [None, Some(key.id)] {
            let refused = house.perform(caller, of_key(key_id)).await;
            assert!(matches!(refused, Err(OperationError::Denied { .. })), "{refused:?}");
        }
    }
    let (shown, events) = house.perform(&manager, of_key(Some(key.id))).await.unwrap();
    assert_eq!((shown.as_ref(), events.items.last().map(|event| event.action)), (Some(&key), Some(Action::CreateKey)));
    let (none, events) = house.perform(&manager, of_key(None)).await.unwrap();
    assert!(none.is_none() && events.items.iter().any(|event| event.subject.key_id == Some(key.id)));
    assert!(events.items.iter().all(|event| !event.action.as_str().starts_with("iam:")), "nothing about people");
}

#[tokio::test]
async fn a_refusal_stands_in_the_trail_with_its_code() {
    let (house, _, alice, _) = inhabited().await;
    let admin = house.session(&alice).await;
    let key = create_key(&house, &admin, "ledger").await;
    house.perform(&admin, DisableKey { key_id: key.id }).await.unwrap();
    house.perform(&admin, DisableKey { key_id: key.id }).await.unwrap_err();
    let filter = EventFilter { outcome: Some(OutcomeName::Refused), ..EventFilter::default() };
    let (_, events) = house.perform(&admin, ListKeyEvents { filter, ..of_key(Some(key.id)) }).await.unwrap();
    assert_eq!(actions(&events.items), [Action::DisableKey]);
}

/// P7: a key of another domain has no trail, living or destroyed; one's own keeps it.
#[tokio::test]
async fn the_trail_of_a_key_outlives_the_key_for_its_owners_alone() {
    let (house, acme, alice, audrey) = inhabited().await;
    let bea = house.person(&acme, "bea", Role::KmsAdm).await;
    let other = house.tenant("other").await;
    let zoe = house.person(&other, "zoe", Role::TeAdmin).await;
    let (admin, approver) = (house.session(&alice).await, house.session(&bea).await);
    let key = create_key(&house, &admin, "ledger").await;
    let not_theirs = async |key_id: KeyId| {
        let zoe = house.session(&zoe).await;
        let hidden = house.perform(&zoe, of_key(Some(key_id))).await;
        assert!(matches!(hidden, Err(OperationError::NotFound(Resource::Key(_)))), "{hidden:?}");
    };
    not_theirs(key.id).await;
    let days = PendingDays::new(7).unwrap();
    let plan = ScheduleKeyDeletion { key_id: key.id, days, reason: None, typed: None };
    let (_, plan) = house.perform(&admin, plan).await.unwrap();
    let approval = ApproveKeyDeletion {
        plan_id: plan.id,
        digest: plan.digest(),
        reason: "no use".parse().unwrap(),
        typed: "ledger".to_owned(),
        password: Some(claviger::domain::Password::given(PASSWORD.to_owned())),
        impact: "nothing".to_owned(),
    };
    house.perform(&approver, approval).await.unwrap();
    house.wait(Duration::days(7)).await;
    house.perform(&house.caller(Claim::Worker), DestroyKey { plan_id: plan.id }).await.unwrap();
    not_theirs(key.id).await;
    not_theirs("0d0466b0-e727-4d9c-b35d-f84bb474a37f".parse().unwrap()).await;
    let (gone, events) = house.perform(&house.session(&audrey).await, of_key(Some(key.id))).await.unwrap();
    assert!(gone.is_none());
    let expected = [Action::DestroyKey, Action::ApproveKeyDeletion, Action::ScheduleKeyDeletion, Action::CreateKey];
    assert_eq!(actions(&events.items), expected);
}

#[tokio::test]
async fn what_only_the_store_can_refuse_is_recorded_too() {
    let (house, acme, alice, _) = inhabited().await;
    let admin = house.session(&alice).await;
    create_key(&house, &admin, "ledger").await;
    let description = String::new().parse().unwrap();
    let again = CreateKey { alias: "ledger".parse().unwrap(), description, spec: KeySpec::Aes256, origin: Origin::Kms };
    let refused = house.perform(&admin, again).await.unwrap_err();
    assert_eq!(refused.code(), "KMS.1104");
    let event = house.last(acme.domain.id).await;
    assert_eq!((event.action, event.actor.id), (Action::CreateKey, alice.id()));
    assert_eq!(event.outcome, EventOutcome::Refused { code: "KMS.1104".to_owned() });
}
