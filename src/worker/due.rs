//! Plans whose date has come.

use crate::domain::{Caller, Claim, Face, RequestOrigin};
use crate::gate::{DuePlan, Gate, OperationError};
use crate::kms::{DestroyKey, MarkDeletionOverdue};

/// Carries out every approved plan that is due, and marks the others as overdue. One that fails stops no other; the
/// first failure is answered.
pub async fn carry_out_due(gate: &Gate) -> Result<(), OperationError> {
    let mut failed = Ok(());
    let mut after = None;
    loop {
        let (plans, next) = gate.due_plans(after).await?;
        for plan in plans {
            let done = carry_out(gate, plan).await;
            failed = failed.and(done);
        }
        if next.is_none() {
            return failed;
        }
        after = next;
    }
}

async fn carry_out(gate: &Gate, DuePlan { plan_id, is_approved }: DuePlan) -> Result<(), OperationError> {
    let origin = RequestOrigin { face: Face::Worker, address: None, request_id: gate.new_id()? };
    let caller = Caller { claim: Claim::Worker, project_id: None, origin };
    let done = if is_approved {
        gate.perform(&caller, DestroyKey { plan_id }).await.map(|tombstone| {
            tracing::info!(plan = %plan_id, key = %tombstone.key_id, "a key was destroyed, as planned and approved");
        })
    } else {
        gate.perform(&caller, MarkDeletionOverdue { plan_id }).await.map(|()| {
            tracing::info!(plan = %plan_id, "a deletion is overdue: nobody approved it in time");
        })
    };
    match done {
        // Somebody decided, cancelled or stopped the clock between the look and the act: the next round looks again.
        Err(OperationError::Refused(refusal)) => {
            tracing::debug!(plan = %plan_id, %refusal, "a plan is not carried out now");
            Ok(())
        }
        Ok(()) | Err(_) => done,
    }
}
