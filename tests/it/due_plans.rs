//! Time as a caller: plans are carried out on their date, and never while the clock cannot be believed.

use crate::house::{House, Resident, START};
use claviger::command::accept_clock;
use claviger::domain::{Clock, Description, Key, KeyId, KeySpec, KeyState, Origin, PendingDays, PlanId, PlanState, Role};
use claviger::kms::{ApproveKeyDeletion, CreateKey, DescribeDeletionPlan, ScheduleKeyDeletion};
use claviger::store::{Keys, Plans, Store};
use claviger::worker::round;
use time::Duration;

/// A house with a tenant, and two people who approve.
struct Tenancy {
    house: House,
    asker: Resident,
    approver: Resident,
}

impl Tenancy {
    async fn new() -> Self {
        let house = House::build().await;
        let tenant = house.tenant("acme").await;
        let asker = house.person(&tenant, "asker", Role::KmsAdm).await;
        let approver = house.person(&tenant, "approver", Role::KmsAdm).await;
        Self { house, asker, approver }
    }

    /// A key, and a plan to destroy it after so many days.
    async fn plan(&self, days: u16) -> (Key, PlanId) {
        let asker = self.house.session(&self.asker).await;
        let alias = format!("due-in-{days}").parse().unwrap();
        let operation = CreateKey { alias, description: Description::default(), spec: KeySpec::Aes256, origin: Origin::Kms };
        let key = self.house.perform(&asker, operation).await.unwrap();
        let (key_id, days) = (key.id, PendingDays::new(days).unwrap());
        let operation = ScheduleKeyDeletion { key_id, days, reason: None, typed: Some(key.alias.to_string()) };
        let (key, plan) = self.house.perform(&asker, operation).await.unwrap();
        (key, plan.id)
    }

    async fn approve(&self, key: &Key, plan_id: PlanId) {
        let approver = self.house.session(&self.approver).await;
        let digest = self.house.perform(&approver, DescribeDeletionPlan { plan_id }).await.unwrap().plan.digest();
        let (reason, typed) = ("seen".parse().unwrap(), key.alias.to_string());
        let operation = ApproveKeyDeletion { plan_id, digest, reason, typed, password: None, impact: String::new() };
        self.house.perform(&approver, operation).await.unwrap();
    }

    /// Lets time pass, and the worker do what it asks for.
    async fn wait(&self, span: Duration) {
        self.house.clock.advance(span);
        round(&self.house.gate).await.unwrap();
    }

    async fn is_there(&self, key_id: KeyId) -> bool {
        let records = &self.house.store;
        let (key, stone) = (records.find_key(key_id).await.unwrap(), records.find_tombstone(key_id).await.unwrap());
        let material = records.find_material(key_id, 1).await.unwrap();
        assert_eq!((key.is_some(), material.is_some()), (stone.is_none(), stone.is_none()), "half destroyed");
        key.is_some()
    }
}

#[tokio::test]
async fn a_plan_for_three_years_is_carried_out_on_its_date_and_not_a_moment_before() {
    let here = Tenancy::new().await;
    let (key, plan) = here.plan(1_096).await;
    here.approve(&key, plan).await;
    let KeyState::PendingDeletion { deletion_at } = key.state else { panic!("{:?}", key.state) };
    assert_eq!(deletion_at, START + Duration::days(1_096));
    for _ in 0..1_095 {
        here.wait(Duration::DAY).await;
    }
    here.wait(Duration::DAY - Duration::MICROSECOND).await;
    assert!(here.is_there(key.id).await);
    here.wait(Duration::MICROSECOND).await;
    assert!(!here.is_there(key.id).await);
    here.wait(Duration::ZERO).await;
    let stone = here.house.store.find_tombstone(key.id).await.unwrap().unwrap();
    assert_eq!((stone.plan_id, stone.destroyed_at), (plan, deletion_at));
    here.house.store.close().await;
}

#[tokio::test]
async fn a_plan_that_nobody_approved_is_marked_overdue_and_carried_out_once_it_is_approved() {
    let here = Tenancy::new().await;
    let (key, plan) = here.plan(7).await;
    here.wait(Duration::days(8)).await;
    here.wait(Duration::ZERO).await;
    let found = here.house.store.find_plan(plan).await.unwrap().unwrap();
    assert_eq!(found.state, PlanState::Waiting { overdue_since: Some(here.house.clock.now()) });
    assert!(here.is_there(key.id).await);
    here.approve(&key, plan).await;
    here.wait(Duration::ZERO).await;
    assert!(!here.is_there(key.id).await);
    here.house.store.close().await;
}

#[tokio::test]
async fn a_clock_that_leapt_destroys_nothing_until_the_operator_accepts_it() {
    let here = Tenancy::new().await;
    let (key, plan) = here.plan(30).await;
    here.approve(&key, plan).await;
    here.wait(Duration::ZERO).await;
    here.house.clock.leap_to(START + Duration::days(31));
    for _ in 0..3 {
        here.wait(Duration::HOUR).await;
        assert!(here.house.gate.is_clock_held() && here.is_there(key.id).await);
    }
    accept_clock(&here.house.gate).await.unwrap();
    here.wait(Duration::ZERO).await;
    assert!(!here.house.gate.is_clock_held() && !here.is_there(key.id).await);
    here.house.store.close().await;
}
