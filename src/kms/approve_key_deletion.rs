//! Approves the destruction of a key.

use super::PlanReport;
use super::deletion_report::{find_plan, key_of};
use crate::domain::{Action, Approval, Password, PlanDigest, PlanId, Reason, Refusal, SubjectKind};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};
use crate::store::Change;

/// Approves the very plan that was shown.
#[derive(Debug)]
pub struct ApproveKeyDeletion {
    /// The plan.
    pub plan_id: PlanId,
    /// The plan as it was shown.
    pub digest: PlanDigest,
    /// Why.
    pub reason: Reason,
    /// What was typed to confirm: the key's alias.
    pub typed: String,
    /// The approver's password, unless they gave it within minutes.
    pub password: Option<Password>,
    /// What the approver saw that the deletion would break, as text for the record.
    pub impact: String,
}

/// The longest report that is kept with an approval, in bytes; a longer one is no report of ours.
const IMPACT_LENGTH: usize = 8_192;

impl Operation for ApproveKeyDeletion {
    const ACTION: Action = Action::ApproveKeyDeletion;
    type Output = PlanReport;

    fn resource(&self) -> Resource {
        Resource::Plan(self.plan_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<PlanReport>, OperationError> {
        let plan = find_plan(cx, self.plan_id).await?;
        let key = key_of(cx, &plan).await?;
        let person = cx.person()?;
        plan.may_be_decided_by(&person.user).map_err(Refusal::from)?;
        if self.typed != key.alias.as_str() {
            return Err(Refusal::AliasMismatch.into());
        }
        if self.impact.len() > IMPACT_LENGTH {
            return Err(Refusal::PlanChanged.into());
        }
        let (approver, reason, impact) = (person.user.id, self.reason.clone(), self.impact.clone());
        let approval = Approval { approver, at: cx.now(), reason, digest: self.digest, impact };
        let plan = plan.approve(&person.user, approval)?;
        let confirmed = cx.confirm(self.password.as_ref()).await?;
        let given = plan.approvals.len();
        let outcome = Outcome::of(()).about_key(&key).about(SubjectKind::Plan, plan.id.as_uuid());
        let outcome = outcome.noting("approvals", given).noting("needed", plan.approvals_needed).noting("plan", self.digest);
        let outcome = outcome.saving_all(confirmed).saving(Change::UpdatePlan(plan.clone()));
        Ok(outcome.answering(PlanReport::read(cx, plan, key).await?))
    }
}
