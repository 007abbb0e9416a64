//! Lets what a leap of the clock held go on.

use crate::domain::{Action, WitnessedTime};
use crate::gate::{Context, Operation, OperationError, Outcome, Unavailable};
use crate::store::Change;

/// The operator says that the clock is right: what cannot be undone goes on from its time.
#[derive(Clone, Copy, Debug)]
pub struct AcceptClock;

impl Operation for AcceptClock {
    const ACTION: Action = Action::AcceptClock;
    type Output = WitnessedTime;

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<WitnessedTime>, OperationError> {
        let found = cx.store().find_witnessed_time().await?;
        let (before, revision) = found.ok_or(Unavailable::Missing("the witnessed time"))?;
        let accepted = before.accepted(cx.clock());
        let outcome = Outcome::of(accepted).noting("witnessed", before.at).noting("accepted", accepted.at);
        Ok(outcome.saving(Change::AcceptTime(accepted, revision)))
    }
}
