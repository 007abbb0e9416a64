//! Counts a project's keys.

use crate::domain::Action;
use crate::gate::{Context, Operation, OperationError, Outcome};

/// Counts the keys of the caller's project that its quota counts, in whatever state: all but default keys.
#[derive(Clone, Copy, Debug)]
pub struct ShowInstances;

impl Operation for ShowInstances {
    const ACTION: Action = Action::ShowInstances;
    type Output = u64;

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<u64>, OperationError> {
        let totals = cx.store().key_totals(cx.project()?.id, cx.now()).await?;
        Ok(Outcome::of(totals.counted))
    }
}
