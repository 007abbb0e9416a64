//! What time asks of the gate itself, second by second.

use super::context::FOLDED;
use super::{Gate, OperationError};
use crate::domain::{DeletionPlan, PlanId, PlanState};
use time::OffsetDateTime;

/// How many rows one step removes of each sort.
const SWEPT: u16 = 500;
/// How many due plans one step looks at.
const DUE: u16 = 100;

/// A plan whose date has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct DuePlan {
    /// The plan.
    pub plan_id: PlanId,
    /// Whether it has the approvals that it needs; else it is to be marked as overdue.
    pub is_approved: bool,
}

impl Gate {
    /// Takes notice of the clock when the service starts.
    pub async fn begin(&self) -> Result<(), OperationError> {
        Ok(self.0.time.begin(&*self.0.store).await?)
    }

    /// Takes notice of the clock, wipes what was kept long enough, records gathered refusals, folds the trail, removes what has
    /// ended. To be called every second.
    pub async fn tick(&self) -> Result<(), OperationError> {
        self.0.time.notice(&*self.0.store).await?;
        self.0.keyring.wipe_expired(self.0.time.running());
        self.flush_refusals(false).await?;
        self.fold().await?;
        if let Some(now) = self.0.time.sure() {
            self.0.store.sweep(now, SWEPT).await?;
        }
        Ok(())
    }

    /// Folds everything that the trail has into the views that pages read.
    pub async fn fold(&self) -> Result<(), OperationError> {
        while self.0.store.fold_trail(FOLDED).await? {}
        Ok(())
    }

    /// Plans whose date has come and for which something is to be done, after the one given; and where to go on.
    pub async fn due_plans(
        &self,
        after: Option<(OffsetDateTime, PlanId)>,
    ) -> Result<(Vec<DuePlan>, Option<(OffsetDateTime, PlanId)>), OperationError> {
        let Some(now) = self.0.time.sure() else { return Ok((Vec::new(), None)) };
        let plans = self.0.store.list_due_plans(now, after, DUE).await?;
        let next = plans.last().filter(|_| plans.len() >= usize::from(DUE)).map(|last| (last.deletion_at, last.id));
        let mut due = Vec::new();
        for plan in plans {
            let is_approved = self.is_approved(&plan).await?;
            let is_marked = !matches!(plan.state, PlanState::Waiting { overdue_since: None });
            if is_approved || !is_marked {
                due.push(DuePlan { plan_id: plan.id, is_approved });
            }
        }
        Ok((due, next))
    }

    /// Records what was gathered and not yet recorded; to be called before the service stops.
    pub async fn flush(&self) -> Result<(), OperationError> {
        self.flush_refusals(true).await
    }

    /// Whether records and time can be relied on.
    pub async fn check(&self) -> Result<(), OperationError> {
        Ok(self.0.store.check().await?)
    }

    /// Whether what cannot be undone waits because the clock leapt.
    #[must_use]
    pub fn is_clock_held(&self) -> bool {
        self.0.time.is_held()
    }

    async fn flush_refusals(&self, everything: bool) -> Result<(), OperationError> {
        for (log, event) in self.0.refusals.take(self.0.time.running(), everything) {
            self.0.record(log, event).await?;
        }
        Ok(())
    }

    async fn is_approved(&self, plan: &DeletionPlan) -> Result<bool, OperationError> {
        let mut approvers = Vec::new();
        for approval in &plan.approvals {
            approvers.extend(self.0.store.find_user(approval.approver).await?);
        }
        Ok(plan.is_approved(&approvers))
    }
}
