//! Lists the plans that wait in a domain.

use super::PlanReport;
use super::deletion_report::key_of;
use crate::domain::Action;
use crate::gate::{Context, Operation, OperationError, Outcome};

/// How many open plans a page shows; the ones due first.
const SHOWN: u16 = 100;

/// Lists the open plans of the caller's domain.
#[derive(Clone, Copy, Debug)]
pub struct ListDeletionPlans;

/// The plans that wait, each list overdue ones first, then by date.
#[derive(Clone, Debug)]
pub struct Inbox {
    /// Those that others asked for.
    pub waiting: Vec<PlanReport>,
    /// Those that the caller asked for.
    pub asked: Vec<PlanReport>,
}

impl Operation for ListDeletionPlans {
    const ACTION: Action = Action::ListDeletionPlans;
    type Output = Inbox;

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<Inbox>, OperationError> {
        let person = cx.person()?;
        cx.fresh_views().await?;
        let mut inbox = Inbox { waiting: Vec::new(), asked: Vec::new() };
        for plan in cx.store().list_open_plans(person.domain.id, SHOWN).await? {
            let key = key_of(cx, &plan).await?;
            let is_own = plan.asked_by == person.user.id;
            let report = PlanReport::read(cx, plan, key).await?;
            if is_own { inbox.asked.push(report) } else { inbox.waiting.push(report) }
        }
        Ok(Outcome::of(inbox))
    }
}
