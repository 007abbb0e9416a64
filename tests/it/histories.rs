//! Random histories of a key and its plans: they never leave the table, and nothing is destroyed early, unapproved or twice.

use claviger::domain::{
    Approval, DeletionPlan, Description, DomainId, Giver, HeldRole, Key, KeyId, KeySpec, KeyState, Maker, Origin,
};
use claviger::domain::{PendingDays, PlanId, PlanState, ProjectId, Role, User, UserId, UserStatus};
use proptest::prelude::*;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// What somebody may try next; people are numbers.
#[derive(Clone, Copy, Debug)]
enum Step {
    Enable,
    Disable,
    Schedule { asker: usize, days: u16 },
    Cancel { by: usize },
    Approve { by: usize },
    Refuse { by: usize },
    Deactivate { whom: usize },
    ResetPassword { whom: usize, by: usize },
    GiveRole { whom: usize, by: usize, role: Role },
    Wait { hours: i64 },
    Worker,
}

const PEOPLE: usize = 4;

fn step() -> impl Strategy<Value = Step> {
    let one = 0..PEOPLE;
    prop_oneof![
        1 => Just(Step::Enable),
        1 => Just(Step::Disable),
        1 => (one.clone(), 0..40_u16).prop_map(|(asker, days)| Step::Schedule { asker, days }),
        1 => one.clone().prop_map(|by| Step::Cancel { by }),
        4 => one.clone().prop_map(|by| Step::Approve { by }),
        1 => one.clone().prop_map(|by| Step::Refuse { by }),
        1 => one.clone().prop_map(|whom| Step::Deactivate { whom }),
        1 => (one.clone(), one.clone()).prop_map(|(whom, by)| Step::ResetPassword { whom, by }),
        1 => (one.clone(), one, prop::sample::select(&Role::ALL[..])).prop_map(|(whom, by, role)| Step::GiveRole { whom, by, role }),
        4 => (1..400_i64).prop_map(|hours| Step::Wait { hours }),
        4 => Just(Step::Worker),
    ]
}

fn person(number: usize) -> User {
    User {
        id: UserId::from_uuid(Uuid::from_u128(100 + number as u128)),
        domain_id: DomainId::from_uuid(Uuid::from_u128(1)),
        name: format!("person {number}").parse().unwrap(),
        status: UserStatus::Active,
        roles: vec![HeldRole { role: Role::KmsAdm, given_by: Giver::Operator }],
        vouched_by: Giver::Operator,
        password_set_by: Giver::Operator,
        epoch: 0,
        created_at: OffsetDateTime::UNIX_EPOCH,
        revision: 0,
    }
}

struct World {
    now: OffsetDateTime,
    key: Key,
    people: Vec<User>,
    plan: Option<DeletionPlan>,
    needed: u8,
    destroyed: u32,
}

impl World {
    fn new(needed: u8) -> Self {
        let key = Key {
            id: KeyId::from_uuid(Uuid::from_u128(2)),
            domain_id: DomainId::from_uuid(Uuid::from_u128(1)),
            project_id: ProjectId::from_uuid(Uuid::from_u128(3)),
            alias: "a".parse().unwrap(),
            description: Description::default(),
            spec: KeySpec::Aes256,
            origin: Origin::Kms,
            state: KeyState::Enabled,
            made_by: Maker::User(person(0).id),
            created_at: OffsetDateTime::UNIX_EPOCH,
            version: 1,
            revision: 0,
        };
        let people = (0..PEOPLE).map(person).collect();
        Self { now: OffsetDateTime::UNIX_EPOCH, key, people, plan: None, needed, destroyed: 0 }
    }

    fn take(&mut self, step: Step) {
        let before = self.key.state;
        match step {
            Step::Enable => self.move_key(Key::enable),
            Step::Disable => self.move_key(Key::disable),
            Step::Schedule { asker, days } => self.schedule(asker, days),
            Step::Cancel { by } => {
                let (by, now) = (self.people[by].id, self.now);
                self.end_plan(|plan| plan.cancel(by, now).ok());
            }
            Step::Refuse { by } => {
                let (by, now) = (self.people[by].clone(), self.now);
                self.end_plan(|plan| {
                    let seen = plan.digest();
                    plan.refuse(&by, &seen, now, "no".parse().unwrap()).ok()
                });
            }
            Step::Approve { by } => self.approve(by),
            Step::Deactivate { whom } => self.people[whom] = self.people[whom].clone().deactivated(),
            Step::ResetPassword { whom, by } => self.people[whom].password_set_by = Giver::User(self.people[by].id),
            Step::GiveRole { whom, by, role } => {
                let giver = Giver::User(self.people[by].id);
                self.people[whom] = self.people[whom].clone().with_roles([role].into_iter().collect(), giver);
            }
            Step::Wait { hours } => self.now += Duration::hours(hours),
            Step::Worker => self.work(),
        }
        assert!(self.destroyed <= 1);
        let pending = matches!(self.key.state, KeyState::PendingDeletion { .. });
        let open = self.plan.as_ref().is_some_and(DeletionPlan::is_open);
        assert_eq!(
            pending && self.destroyed == 0,
            open,
            "a key is pending exactly while its plan is open; {before} before {step:?}"
        );
    }

    fn move_key(&mut self, by: impl FnOnce(Key) -> Result<Key, claviger::domain::Refusal>) {
        if let Ok(moved) = by(self.key.clone()) {
            self.key = moved;
        }
    }

    fn schedule(&mut self, asker: usize, days: u16) {
        let Ok(days) = PendingDays::new(days) else { return };
        let Ok(key) = self.key.clone().schedule_deletion(days, self.now) else { return };
        self.key = key;
        self.plan = Some(DeletionPlan {
            id: PlanId::from_uuid(Uuid::from_u128(50)),
            key_id: self.key.id,
            domain_id: self.key.domain_id,
            project_id: self.key.project_id,
            asked_by: self.people[asker].id,
            asked_at: self.now,
            deletion_at: days.after(self.now),
            reason: None,
            approvals_needed: self.needed,
            approvals: Vec::new(),
            state: PlanState::Waiting { overdue_since: None },
            revision: 0,
        });
    }

    fn end_plan(&mut self, by: impl FnOnce(DeletionPlan) -> Option<DeletionPlan>) {
        if let Some(ended) = self.plan.clone().and_then(by) {
            self.plan = Some(ended);
            self.key = self.key.clone().cancel_deletion().unwrap();
            assert_eq!(self.key.state, KeyState::Disabled);
        }
    }

    fn approve(&mut self, by: usize) {
        let Some(plan) = self.plan.clone() else { return };
        let approver = &self.people[by];
        let reason = "yes".parse().unwrap();
        let seen = Approval { approver: approver.id, at: self.now, reason, digest: plan.digest(), impact: String::new() };
        if let Ok(approved) = plan.approve(approver, seen) {
            self.plan = Some(approved);
        }
    }

    /// What the worker may do; the assertions say again, without the code under test, when it may.
    fn work(&mut self) {
        let Some(plan) = self.plan.clone() else { return };
        let Ok(done) = plan.clone().carry_out(&self.people, self.now) else { return };
        assert!(self.now - plan.asked_at >= Duration::days(7), "early");
        assert!(self.now >= plan.deletion_at, "early");
        let counted: std::collections::BTreeSet<_> = plan.approvals.iter().map(|approval| approval.approver).collect();
        assert!(!counted.contains(&plan.asked_by), "the asker approved");
        let standing = self.people.iter().filter(|user| {
            let asker = Giver::User(plan.asked_by);
            let right = user.roles.iter().any(|held| matches!(held.role, Role::KmsAdm | Role::TeAdmin) && held.given_by != asker);
            counted.contains(&user.id) && user.status == UserStatus::Active && right && user.password_set_by != asker
        });
        assert!(standing.count() >= usize::from(plan.approvals_needed), "unapproved");
        self.plan = Some(done);
        self.destroyed += 1;
    }
}

/// P5, as far as the rules alone keep it.
#[test]
fn p5_no_history_destroys_a_key_early_unapproved_or_twice() {
    let config = ProptestConfig::with_cases(2_000);
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let histories = (1..=2_u8, proptest::collection::vec(step(), 1..60));
    let destroyed = std::cell::Cell::new(0_u32);
    runner
        .run(&histories, |(needed, steps)| {
            let mut world = World::new(needed);
            for step in steps {
                world.take(step);
            }
            destroyed.set(destroyed.get() + world.destroyed);
            Ok(())
        })
        .unwrap();
    assert!(destroyed.get() > 20, "the histories must reach the end of a key to say anything: {destroyed:?}");
}
