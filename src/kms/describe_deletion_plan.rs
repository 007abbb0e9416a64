//! Shows one plan to destroy a key.

use super::PlanReport;
use super::deletion_report::{find_plan, key_of};
use crate::domain::{Action, PlanId, SubjectKind};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};

/// Shows one plan with all that its decision needs.
#[derive(Clone, Copy, Debug)]
pub struct DescribeDeletionPlan {
    /// The plan.
    pub plan_id: PlanId,
}

impl Operation for DescribeDeletionPlan {
    const ACTION: Action = Action::DescribeDeletionPlan;
    type Output = PlanReport;

    fn resource(&self) -> Resource {
        Resource::Plan(self.plan_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<PlanReport>, OperationError> {
        let plan = find_plan(cx, self.plan_id).await?;
        if !plan.is_open() {
            return Err(OperationError::NotFound(Resource::Plan(self.plan_id)));
        }
        cx.fresh_views().await?;
        let key = key_of(cx, &plan).await?;
        let outcome = Outcome::of(()).about_key(&key).about(SubjectKind::Plan, plan.id.as_uuid());
        Ok(outcome.answering(PlanReport::read(cx, plan, key).await?))
    }
}
