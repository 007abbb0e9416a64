//! Marks a plan whose date came without enough approvals.

use super::deletion_report::{approvers, find_plan, key_of};
use crate::domain::{Action, PlanId, SubjectKind};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};
use crate::store::{Change, Reliance};

/// Marks a plan that is due and not approved: the key stays as it is, and is not destroyed until somebody approves.
#[derive(Clone, Copy, Debug)]
pub struct MarkDeletionOverdue {
    /// The plan.
    pub plan_id: PlanId,
}

impl Operation for MarkDeletionOverdue {
    const ACTION: Action = Action::MarkDeletionOverdue;
    type Output = ();

    fn resource(&self) -> Resource {
        Resource::Plan(self.plan_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<()>, OperationError> {
        let now = cx.sure_now()?;
        let plan = find_plan(cx, self.plan_id).await?;
        let key = key_of(cx, &plan).await?;
        let approvers = approvers(cx, &plan).await?;
        let plan = plan.mark_overdue(&approvers, now)?;
        let mut outcome = Outcome::of(()).about_key(&key).about(SubjectKind::Plan, plan.id.as_uuid()).in_log_of(plan.domain_id);
        for user in approvers {
            outcome = outcome.relying_on(Reliance::User(user.id, user.revision));
        }
        Ok(outcome.saving(Change::UpdatePlan(plan)))
    }
}
