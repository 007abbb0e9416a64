//! Refuses the destruction of a key.

use super::deletion_report::{find_plan, key_of};
use crate::domain::{Action, Key, Password, PlanDigest, PlanId, Reason, SubjectKind};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};
use crate::store::Change;

/// Refuses the very plan that was shown: the key comes back disabled.
#[derive(Debug)]
pub struct RefuseKeyDeletion {
    /// The plan.
    pub plan_id: PlanId,
    /// The plan as it was shown.
    pub digest: PlanDigest,
    /// Why.
    pub reason: Reason,
    /// The decider's password, unless they gave it within minutes.
    pub password: Option<Password>,
}

impl Operation for RefuseKeyDeletion {
    const ACTION: Action = Action::RefuseKeyDeletion;
    type Output = Key;

    fn resource(&self) -> Resource {
        Resource::Plan(self.plan_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<Key>, OperationError> {
        let plan = find_plan(cx, self.plan_id).await?;
        let before = key_of(cx, &plan).await?;
        let plan = plan.refuse(&cx.person()?.user, &self.digest, cx.now(), self.reason.clone())?;
        let key = before.clone().cancel_deletion()?;
        let confirmed = cx.confirm(self.password.as_ref()).await?;
        let outcome = Outcome::of(key.clone()).about_key(&key).about(SubjectKind::Plan, plan.id.as_uuid());
        let outcome = outcome.noting("from", before.state).noting("state", key.state);
        let outcome = outcome.saving_all(confirmed).saving(Change::UpdatePlan(plan));
        Ok(outcome.saving(Change::UpdateKey(key)))
    }
}
