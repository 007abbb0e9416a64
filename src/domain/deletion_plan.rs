//! Planned deletion with four eyes: nobody destroys a key alone.

use super::policy;
use super::{Action, CannotDecide, DomainId, Giver, KeyId, PlanId, ProjectId, Reason, Refusal, Roles, User, UserId};
use sha2::{Digest, Sha256};
use std::fmt;
use time::OffsetDateTime;

/// Binds a decision to the very plan that was shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PlanDigest([u8; 32]);

impl PlanDigest {
    /// Takes a digest out of the database or of a form.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The digest as bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for PlanDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// Somebody's approval of one plan.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Approval {
    /// Who approved.
    pub approver: UserId,
    /// When.
    pub at: OffsetDateTime,
    /// Why.
    pub reason: Reason,
    /// The plan as it was shown to the approver.
    pub digest: PlanDigest,
    /// What the approver saw that the deletion would break, as text for the record.
    pub impact: String,
}

/// Where a plan is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum PlanState {
    /// Waits for its date, and for approvals if any are missing.
    Waiting {
        /// Set when its date came without enough approvals.
        overdue_since: Option<OffsetDateTime>,
    },
    /// Somebody refused it.
    Refused {
        /// Who refused.
        by: UserId,
        /// When.
        at: OffsetDateTime,
        /// Why.
        reason: Reason,
    },
    /// The tenant gave it up.
    Cancelled {
        /// Who cancelled.
        by: UserId,
        /// When.
        at: OffsetDateTime,
    },
    /// The key is destroyed.
    CarriedOut {
        /// When.
        at: OffsetDateTime,
    },
}

/// A plan to destroy one key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DeletionPlan {
    /// Its id.
    pub id: PlanId,
    /// The key to destroy.
    pub key_id: KeyId,
    /// The tenant that owns the key.
    pub domain_id: DomainId,
    /// The project that the key belongs to.
    pub project_id: ProjectId,
    /// Who asked. They can never approve it.
    pub asked_by: UserId,
    /// When they asked.
    pub asked_at: OffsetDateTime,
    /// When the key is to be destroyed.
    pub deletion_at: OffsetDateTime,
    /// Why; programs need not say.
    pub reason: Option<Reason>,
    /// How many people must approve. Copied from the domain when the plan is made.
    pub approvals_needed: u8,
    /// Who approved, in order.
    pub approvals: Vec<Approval>,
    /// Where it is.
    pub state: PlanState,
    /// Counts the record's changes, so that a stale one is noticed.
    pub revision: u64,
}

impl DeletionPlan {
    /// What an approval binds: domain, key, asker, dates, reason and the number needed.
    #[must_use]
    pub fn digest(&self) -> PlanDigest {
        let mut hash = Sha256::new();
        let mut part = |bytes: &[u8]| {
            hash.update(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
            hash.update(bytes);
        };
        part(b"claviger/plan/1");
        part(self.id.as_bytes());
        part(self.domain_id.as_bytes());
        part(self.key_id.as_bytes());
        part(self.asked_by.as_bytes());
        part(&self.asked_at.unix_timestamp_nanos().to_be_bytes());
        part(&self.deletion_at.unix_timestamp_nanos().to_be_bytes());
        part(self.reason.as_ref().map_or(b"", |reason| reason.as_str().as_bytes()));
        part(&[self.approvals_needed]);
        PlanDigest(hash.finalize().into())
    }

    /// Whether it still waits for its date or for approvals.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.state, PlanState::Waiting { .. })
    }

    /// Whether `person` may decide this plan now.
    pub fn may_be_decided_by(&self, person: &User) -> Result<(), CannotDecide> {
        if person.domain_id == self.domain_id { may_decide_for(self.asked_by, person) } else { Err(CannotDecide::NotActive) }
    }

    /// Whether `person` can decide it and has not yet.
    #[must_use]
    pub fn awaits(&self, person: &User) -> bool {
        let approved = self.approvals.iter().any(|approval| approval.approver == person.id);
        self.is_open() && !approved && self.may_be_decided_by(person).is_ok()
    }

    /// Counts `approval` toward the number needed.
    pub fn approve(mut self, approver: &User, approval: Approval) -> Result<Self, Refusal> {
        self.check_decision(approver, &approval.digest)?;
        if self.approvals.iter().any(|earlier| earlier.approver == approver.id) {
            return Err(CannotDecide::ApprovedAlready.into());
        }
        self.approvals.push(approval);
        Ok(self)
    }

    /// Ends the plan: the key is not to be destroyed.
    pub fn refuse(self, decider: &User, seen: &PlanDigest, at: OffsetDateTime, reason: Reason) -> Result<Self, Refusal> {
        self.check_decision(decider, seen)?;
        Ok(Self { state: PlanState::Refused { by: decider.id, at, reason }, ..self })
    }

    /// Ends the plan because the tenant wants the key back.
    pub fn cancel(self, by: UserId, at: OffsetDateTime) -> Result<Self, Refusal> {
        if self.is_open() { Ok(Self { state: PlanState::Cancelled { by, at }, ..self }) } else { Err(Refusal::PlanChanged) }
    }

    /// Marks a plan whose date came without enough approvals. Marking twice changes nothing.
    pub fn mark_overdue(self, approvers: &[User], now: OffsetDateTime) -> Result<Self, Refusal> {
        match self.state {
            PlanState::Waiting { overdue_since: None } if now >= self.deletion_at && !self.is_approved(approvers) => {
                Ok(Self { state: PlanState::Waiting { overdue_since: Some(now) }, ..self })
            }
            PlanState::Waiting { .. }
            | PlanState::Refused { .. }
            | PlanState::Cancelled { .. }
            | PlanState::CarriedOut { .. } => Err(Refusal::NotDue),
        }
    }

    /// Ends the plan by destroying the key: due, open, and approved by people who could approve it still.
    pub fn carry_out(self, approvers: &[User], now: OffsetDateTime) -> Result<Self, Refusal> {
        if !self.is_open() || now < self.deletion_at || !self.is_approved(approvers) {
            return Err(Refusal::NotDue);
        }
        Ok(Self { state: PlanState::CarriedOut { at: now }, ..self })
    }

    /// Whether enough approvals count now. `approvers` are the present records of who approved.
    #[must_use]
    pub fn is_approved(&self, approvers: &[User]) -> bool {
        let digest = self.digest();
        let counts = |approval: &&Approval| {
            let approver = approvers.iter().find(|user| user.id == approval.approver);
            approval.digest == digest && approver.is_some_and(|user| self.may_be_decided_by(user).is_ok())
        };
        self.approvals.iter().filter(counts).count() >= usize::from(self.approvals_needed)
    }

    fn check_decision(&self, decider: &User, seen: &PlanDigest) -> Result<(), Refusal> {
        self.may_be_decided_by(decider)?;
        if self.is_open() && *seen == self.digest() { Ok(()) } else { Err(Refusal::PlanChanged) }
    }
}

/// Whether `person` may decide what `asker` asked for: somebody else, active, with the right, who owes neither account,
/// right nor password to the asker.
pub fn may_decide_for(asker: UserId, person: &User) -> Result<(), CannotDecide> {
    let approves = |roles: Roles| policy::roles_that_may(Action::ApproveKeyDeletion).iter().any(|role| roles.contains(*role));
    let giver = Giver::User(asker);
    let own: Roles = person.roles.iter().filter(|held| held.given_by != giver).map(|held| held.role).collect();
    if person.id == asker {
        Err(CannotDecide::Asked)
    } else if !person.is_active() {
        Err(CannotDecide::NotActive)
    } else if !approves(person.role_set()) {
        Err(CannotDecide::NoRight)
    } else if !approves(own) || person.vouched_by == giver || person.password_set_by == giver {
        Err(CannotDecide::VouchedByAsker)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{HeldRole, Role, UserStatus};
    use super::*;
    use time::Duration;
    use uuid::Uuid;

    const ASKED_AT: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;
    const ASKER: UserId = UserId::from_uuid(Uuid::from_u128(1));

    fn plan(approvals_needed: u8) -> DeletionPlan {
        DeletionPlan {
            id: PlanId::from_uuid(Uuid::from_u128(9)),
            key_id: KeyId::from_uuid(Uuid::from_u128(8)),
            domain_id: DomainId::from_uuid(Uuid::from_u128(7)),
            project_id: ProjectId::from_uuid(Uuid::from_u128(6)),
            asked_by: ASKER,
            asked_at: ASKED_AT,
            deletion_at: ASKED_AT + Duration::days(7),
            reason: Some("no longer used".parse().unwrap()),
            approvals_needed,
            approvals: Vec::new(),
            state: PlanState::Waiting { overdue_since: None },
            revision: 0,
        }
    }

    fn person(id: u128, role: Role) -> User {
        User {
            id: UserId::from_uuid(Uuid::from_u128(id)),
            domain_id: DomainId::from_uuid(Uuid::from_u128(7)),
            name: "p".parse().unwrap(),
            status: UserStatus::Active,
            roles: vec![HeldRole { role, given_by: Giver::Operator }],
            vouched_by: Giver::Operator,
            password_set_by: Giver::Operator,
            epoch: 0,
            created_at: ASKED_AT,
            revision: 0,
        }
    }

    fn approval(of: &DeletionPlan, by: &User) -> Approval {
        Approval { approver: by.id, at: ASKED_AT, reason: "fine".parse().unwrap(), digest: of.digest(), impact: String::new() }
    }

    #[test]
    fn who_asked_or_owes_something_to_who_asked_never_decides() {
        let good = person(2, Role::KmsAdm);
        let asker = Giver::User(ASKER);
        let table = [
            (good.clone(), Ok(())),
            (person(1, Role::TeAdmin), Err(CannotDecide::Asked)),
            (person(3, Role::KmsCmkFull), Err(CannotDecide::NoRight)),
            (good.clone().deactivated(), Err(CannotDecide::NotActive)),
            (User { vouched_by: asker, ..good.clone() }, Err(CannotDecide::VouchedByAsker)),
            (User { password_set_by: asker, ..good.clone() }, Err(CannotDecide::VouchedByAsker)),
            (good.clone().with_roles(good.role_set(), asker), Err(CannotDecide::VouchedByAsker)),
            (good.clone().with_roles(good.role_set(), asker).with_roles(good.role_set(), Giver::User(good.id)), Ok(())),
        ];
        for (user, expected) in table {
            assert_eq!(plan(1).may_be_decided_by(&user), expected, "{user:?}");
        }
    }

    #[test]
    fn a_plan_is_carried_out_on_its_date_with_its_approvals_and_once() {
        let second = person(2, Role::KmsAdm);
        let open = plan(1);
        let due = open.deletion_at;
        let approvers = [second.clone()];
        assert_eq!(open.clone().carry_out(&approvers, due), Err(Refusal::NotDue));
        let seen = approval(&open, &second);
        let approved = open.approve(&second, seen.clone()).unwrap();
        assert_eq!(approved.clone().approve(&second, seen), Err(CannotDecide::ApprovedAlready.into()));
        assert_eq!(approved.clone().carry_out(&approvers, due - Duration::microseconds(1)), Err(Refusal::NotDue));
        let done = approved.clone().carry_out(&approvers, due).unwrap();
        assert_eq!(done.carry_out(&approvers, due), Err(Refusal::NotDue));
        let gone = [second.deactivated()];
        assert_eq!(approved.carry_out(&gone, due), Err(Refusal::NotDue));
    }

    #[test]
    fn an_approval_of_another_version_of_the_plan_does_not_count() {
        let approver = person(2, Role::KmsAdm);
        let open = plan(1);
        let seen = approval(&open, &approver);
        let later = DeletionPlan { deletion_at: open.deletion_at + Duration::days(1), ..open };
        assert_eq!(later.clone().approve(&approver, seen.clone()), Err(Refusal::PlanChanged));
        let smuggled = DeletionPlan { approvals: vec![seen], ..later };
        assert!(!smuggled.is_approved(&[approver]));
    }

    #[test]
    fn a_plan_that_nobody_approved_becomes_overdue_and_stays() {
        let open = plan(2);
        let due = open.deletion_at;
        assert!(open.clone().mark_overdue(&[], due - Duration::SECOND).is_err());
        let overdue = open.mark_overdue(&[], due).unwrap();
        assert!(overdue.clone().mark_overdue(&[], due).is_err());
        assert!(overdue.clone().carry_out(&[], due + Duration::days(1000)).is_err());
        let two = [person(2, Role::KmsAdm), person(3, Role::TeAdmin)];
        let agreed = two.iter().fold(overdue, |plan, user| {
            let seen = approval(&plan, user);
            plan.approve(user, seen).unwrap()
        });
        assert!(agreed.carry_out(&two, due + Duration::days(1000)).is_ok());
    }
}
