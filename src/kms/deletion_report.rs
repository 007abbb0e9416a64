//! A plan to destroy a key with all that its decision needs.

use super::ImpactReport;
use crate::domain::{Approval, CannotDecide, DeletionPlan, Key, PlanId, User};
use crate::gate::{Context, OperationError, Resource, Unavailable};

/// A plan to destroy a key, as who decides it sees it.
#[derive(Clone, Debug)]
pub struct PlanReport {
    /// The plan.
    pub plan: DeletionPlan,
    /// The key.
    pub key: Key,
    /// Who asked.
    pub asker: User,
    /// Who approved, as they are now, with what they approved.
    pub approvers: Vec<(User, Approval)>,
    /// Whether enough of the approvals count now.
    pub is_approved: bool,
    /// Whether the caller may decide it.
    pub may_decide: Result<(), CannotDecide>,
    /// What the deletion would break.
    pub impact: ImpactReport,
}

/// A plan of the caller's domain; for what time asks, of any.
pub(super) async fn find_plan(cx: &Context<'_>, plan_id: PlanId) -> Result<DeletionPlan, OperationError> {
    let own = cx.principal().domain().map(|domain| domain.id);
    let found = cx.store().find_plan(plan_id).await?;
    let visible = found.filter(|plan| own.is_none_or(|own| own == plan.domain_id));
    visible.ok_or(OperationError::NotFound(Resource::Plan(plan_id)))
}

/// The key of an open plan. It is there as long as the plan is open.
pub(super) async fn key_of(cx: &Context<'_>, plan: &DeletionPlan) -> Result<Key, OperationError> {
    let found = cx.store().find_key(plan.key_id).await?;
    found
        .ok_or_else(|| if plan.is_open() { Unavailable::Stale.into() } else { OperationError::NotFound(Resource::Plan(plan.id)) })
}

/// Who approved a plan, as they are now.
pub(super) async fn approvers(cx: &Context<'_>, plan: &DeletionPlan) -> Result<Vec<User>, OperationError> {
    let mut users = Vec::new();
    for approval in &plan.approvals {
        users.extend(cx.store().find_user(approval.approver).await?);
    }
    Ok(users)
}

impl PlanReport {
    /// The names of those whose approvals count now.
    #[must_use]
    pub fn approvers_that_count(&self) -> Vec<String> {
        let digest = self.plan.digest();
        let counts =
            |(user, approval): &&(User, Approval)| approval.digest == digest && self.plan.may_be_decided_by(user).is_ok();
        self.approvers.iter().filter(counts).map(|(user, _)| user.name.to_string()).collect()
    }

    /// Reads what is to know of a plan and its key.
    pub(super) async fn read(cx: &Context<'_>, plan: DeletionPlan, key: Key) -> Result<Self, OperationError> {
        let Some(asker) = cx.store().find_user(plan.asked_by).await? else {
            return Err(Unavailable::Missing("a person").into());
        };
        let users = approvers(cx, &plan).await?;
        let is_approved = plan.is_approved(&users);
        let approval_of = |user: User| {
            let approval = plan.approvals.iter().find(|approval| approval.approver == user.id).cloned();
            approval.map(|approval| (user, approval))
        };
        let approvers: Vec<_> = users.into_iter().filter_map(approval_of).collect();
        let person = cx.person()?;
        let approved_already = plan.approvals.iter().any(|approval| approval.approver == person.user.id);
        let may_decide = if approved_already { Err(CannotDecide::ApprovedAlready) } else { plan.may_be_decided_by(&person.user) };
        let impact = ImpactReport::read(cx, plan.key_id, Some(&plan)).await?;
        Ok(Self { plan, key, asker, approvers, is_approved, may_decide, impact })
    }
}
