//! Whoever may run commands on this machine.

use crate::domain::{Caller, Claim, Face, RequestOrigin, WitnessedTime};
use crate::gate::{Gate, OperationError};
use crate::kms::AcceptClock;
use std::net::IpAddr;

/// Says that the clock is right after a leap: what was held goes on. Answers the time as it is from now on.
pub async fn accept_clock(gate: &Gate) -> Result<WitnessedTime, OperationError> {
    gate.perform(&operator(gate)?, AcceptClock).await
}

pub(super) fn operator(gate: &Gate) -> Result<Caller, OperationError> {
    caller(gate, Claim::Operator, Face::CommandLine, None)
}

pub(super) fn caller(gate: &Gate, claim: Claim, face: Face, address: Option<IpAddr>) -> Result<Caller, OperationError> {
    Ok(Caller { claim, project_id: None, origin: RequestOrigin { face, address, request_id: gate.new_id()? } })
}
