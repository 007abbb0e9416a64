//! Plans the destruction of a key.

use crate::domain::{Action, DeletionPlan, Key, KeyId, PendingDays, PlanId, PlanState, Reason, Refusal, SubjectKind};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};
use crate::store::Change;

/// Takes a key out of use at once, to be destroyed after `days` if others approve.
#[derive(Clone, Debug)]
pub struct ScheduleKeyDeletion {
    /// The key.
    pub key_id: KeyId,
    /// How long to wait.
    pub days: PendingDays,
    /// Why; programs need not say.
    pub reason: Option<Reason>,
    /// What was typed to confirm, where people are asked to: the key's alias.
    pub typed: Option<String>,
}

impl Operation for ScheduleKeyDeletion {
    const ACTION: Action = Action::ScheduleKeyDeletion;
    type Output = (Key, DeletionPlan);

    fn resource(&self) -> Resource {
        Resource::Key(self.key_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<(Key, DeletionPlan)>, OperationError> {
        let before = cx.key(self.key_id)?;
        let (now, person) = (cx.now(), cx.person()?);
        let key = before.clone().schedule_deletion(self.days, now)?;
        if self.typed.as_ref().is_some_and(|typed| typed != key.alias.as_str()) {
            return Err(Refusal::AliasMismatch.into());
        }
        let plan = DeletionPlan {
            id: PlanId::from_uuid(cx.new_id()?),
            key_id: key.id,
            domain_id: key.domain_id,
            project_id: key.project_id,
            asked_by: person.user.id,
            asked_at: now,
            deletion_at: self.days.after(now),
            reason: self.reason.clone(),
            approvals_needed: person.domain.deletion_approvals,
            approvals: Vec::new(),
            state: PlanState::Waiting { overdue_since: None },
            revision: 0,
        };
        let outcome = Outcome::of((key.clone(), plan.clone())).about_key(&key).about(SubjectKind::Plan, plan.id.as_uuid());
        let outcome = outcome.noting("from", before.state).noting("state", key.state).noting("days", self.days.get());
        Ok(outcome.saving(Change::UpdateKey(key)).saving(Change::InsertPlan(plan)))
    }
}
