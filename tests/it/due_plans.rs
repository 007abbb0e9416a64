//! Time as a caller: plans are carried out on their date, and never while the clock cannot be believed.

use claviger::command::{accept_clock, create_domain, create_user};
use claviger::domain::{
    Caller, Claim, Clock, Description, Face, Key, KeyId, KeySpec, KeyState, ManualClock, Origin, Password, PendingDays, PlanId,
    PlanState, RequestOrigin, Role, Roles, SecretHash,
};
use claviger::gate::{Gate, open_keyring};
use claviger::iam::SignIn;
use claviger::keyring::SoftwareRoot;
use claviger::kms::{ApproveKeyDeletion, CreateKey, DescribeDeletionPlan, ScheduleKeyDeletion};
use claviger::store::{Keys, Plans, SqliteStore, Store};
use claviger::worker::round;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tempfile::TempDir;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};
use tower_sessions::Session;

const PASSWORD: &str = "plover tango mixed birch";
const START: OffsetDateTime = datetime!(2026-11-24 12:00 UTC);

/// An installation whose clock is ours.
struct Installation {
    _folder: TempDir,
    store: Arc<SqliteStore>,
    clock: Arc<ManualClock>,
    gate: Gate,
}

impl Installation {
    /// With a tenant, and two people who approve.
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(START));
        let store = Arc::new(SqliteStore::open(&folder.path().join("claviger.db")).await.unwrap());
        let root = SoftwareRoot::open(&folder.path().join("root")).unwrap();
        let keyring = open_keyring(&*store, &root, &*clock).await.unwrap();
        let gate =
            Gate::new(Arc::<SqliteStore>::clone(&store), Arc::new(keyring), Arc::<ManualClock>::clone(&clock)).await.unwrap();
        let tenant = create_domain(&gate, "acme".parse().unwrap(), 1, "eu-west-0".parse().unwrap()).await.unwrap();
        for name in ["asker", "approver"] {
            let (roles, password) = (Roles::from_iter([Role::KmsAdm]), Password::given(PASSWORD.to_owned()));
            create_user(&gate, tenant.id(), name.parse().unwrap(), roles, Some(password)).await.unwrap();
        }
        Self { _folder: folder, store, clock, gate }
    }

    async fn sign_in(&self, user: &str) -> Caller {
        let session = Session::new(None, Arc::new(self.store.sessions()), None);
        session.save().await.unwrap();
        let session = SecretHash(Sha256::digest(session.id().unwrap().0.to_le_bytes()).into());
        let origin = RequestOrigin { face: Face::Console, address: None, request_id: self.gate.new_id().unwrap() };
        let caller = |claim| Caller { claim, project_id: None, origin };
        let (domain, user, password) = ("acme".to_owned(), user.to_owned(), Password::given(PASSWORD.to_owned()));
        let operation = SignIn { domain, user, password, session, agent: String::new() };
        self.gate.perform(&caller(Claim::Stranger), operation).await.unwrap();
        caller(Claim::Session(session))
    }

    /// A key, and a plan to destroy it after so many days.
    async fn plan(&self, days: u16) -> (Key, PlanId) {
        let asker = self.sign_in("asker").await;
        let alias = format!("due-in-{days}").parse().unwrap();
        let operation = CreateKey { alias, description: Description::default(), spec: KeySpec::Aes256, origin: Origin::Kms };
        let key = self.gate.perform(&asker, operation).await.unwrap();
        let (key_id, days) = (key.id, PendingDays::new(days).unwrap());
        let operation = ScheduleKeyDeletion { key_id, days, reason: None, typed: Some(key.alias.to_string()) };
        let (key, plan) = self.gate.perform(&asker, operation).await.unwrap();
        (key, plan.id)
    }

    async fn approve(&self, key: &Key, plan_id: PlanId) {
        let approver = self.sign_in("approver").await;
        let digest = self.gate.perform(&approver, DescribeDeletionPlan { plan_id }).await.unwrap().plan.digest();
        let (reason, typed) = ("seen".parse().unwrap(), key.alias.to_string());
        let operation = ApproveKeyDeletion { plan_id, digest, reason, typed, password: None, impact: String::new() };
        self.gate.perform(&approver, operation).await.unwrap();
    }

    async fn round(&self) {
        round(&self.gate).await.unwrap();
    }

    async fn is_there(&self, key_id: KeyId) -> bool {
        let (key, stone) = (self.store.find_key(key_id).await.unwrap(), self.store.find_tombstone(key_id).await.unwrap());
        let material = self.store.find_material(key_id, 1).await.unwrap();
        assert_eq!((key.is_some(), material.is_some()), (stone.is_none(), stone.is_none()), "half destroyed");
        key.is_some()
    }
}

#[tokio::test]
async fn a_plan_for_three_years_is_carried_out_on_its_date_and_not_a_moment_before() {
    let here = Installation::new().await;
    let (key, plan) = here.plan(1_096).await;
    here.approve(&key, plan).await;
    let KeyState::PendingDeletion { deletion_at } = key.state else { panic!("{:?}", key.state) };
    assert_eq!(deletion_at, START + Duration::days(1_096));
    for _ in 0..1_095 {
        here.clock.advance(Duration::DAY);
        here.round().await;
    }
    here.clock.advance(Duration::DAY - Duration::MICROSECOND);
    here.round().await;
    assert!(here.is_there(key.id).await);
    here.clock.advance(Duration::MICROSECOND);
    here.round().await;
    assert!(!here.is_there(key.id).await);
    here.round().await;
    let stone = here.store.find_tombstone(key.id).await.unwrap().unwrap();
    assert_eq!((stone.plan_id, stone.destroyed_at), (plan, deletion_at));
    here.store.close().await;
}

#[tokio::test]
async fn a_plan_that_nobody_approved_is_marked_overdue_and_carried_out_once_it_is_approved() {
    let here = Installation::new().await;
    let (key, plan) = here.plan(7).await;
    here.clock.advance(Duration::days(8));
    here.round().await;
    here.round().await;
    let found = here.store.find_plan(plan).await.unwrap().unwrap();
    assert_eq!(found.state, PlanState::Waiting { overdue_since: Some(here.clock.now()) });
    assert!(here.is_there(key.id).await);
    here.approve(&key, plan).await;
    here.round().await;
    assert!(!here.is_there(key.id).await);
    here.store.close().await;
}

#[tokio::test]
async fn a_clock_that_leapt_destroys_nothing_until_the_operator_accepts_it() {
    let here = Installation::new().await;
    let (key, plan) = here.plan(30).await;
    here.approve(&key, plan).await;
    here.round().await;
    here.clock.leap_to(START + Duration::days(31));
    for _ in 0..3 {
        here.clock.advance(Duration::HOUR);
        here.round().await;
        assert!(here.gate.is_clock_held() && here.is_there(key.id).await);
    }
    accept_clock(&here.gate).await.unwrap();
    here.round().await;
    assert!(!here.gate.is_clock_held() && !here.is_there(key.id).await);
    here.store.close().await;
}
