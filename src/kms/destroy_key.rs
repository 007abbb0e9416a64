//! Destroys a key, as planned and approved.

use super::deletion_report::{approvers, find_plan, key_of};
use crate::domain::{Action, KeyState, PlanId, Refusal, SubjectKind, Tombstone};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};
use crate::store::{Change, Reliance};

/// Carries out a plan that is due and approved by people who could approve it still: every version of the material goes, in
/// the database and in memory, and a tombstone stays.
#[derive(Clone, Copy, Debug)]
pub struct DestroyKey {
    /// The plan.
    pub plan_id: PlanId,
}

impl Operation for DestroyKey {
    const ACTION: Action = Action::DestroyKey;
    type Output = Tombstone;

    fn resource(&self) -> Resource {
        Resource::Plan(self.plan_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<Tombstone>, OperationError> {
        let now = cx.sure_now()?;
        let plan = find_plan(cx, self.plan_id).await?;
        let key = key_of(cx, &plan).await?;
        if key.is_default() {
            return Err(Refusal::DefaultKey.into());
        }
        if key.state != (KeyState::PendingDeletion { deletion_at: plan.deletion_at }) {
            return Err(Refusal::PlanChanged.into());
        }
        let approvers = approvers(cx, &plan).await?;
        let plan = plan.carry_out(&approvers, now)?;
        let stone = Tombstone {
            key_id: key.id,
            domain_id: key.domain_id,
            project_id: key.project_id,
            alias: key.alias.clone(),
            created_at: key.created_at,
            destroyed_at: now,
            plan_id: plan.id,
        };
        let mut outcome = Outcome::of(stone.clone()).about_key(&key).about(SubjectKind::Plan, plan.id.as_uuid());
        for user in approvers {
            outcome = outcome.relying_on(Reliance::User(user.id, user.revision));
        }
        let outcome = outcome.in_log_of(key.domain_id).noting("versions", key.version).noting("from", key.state);
        let outcome = outcome.wiping(key.id).saving(Change::UpdatePlan(plan));
        Ok(outcome.saving(Change::DestroyKey(key, stone)))
    }
}
