//! What every handler of this face is given.

use super::error::ApiError;
use crate::domain::{Caller, Name};
use crate::gate::{Gate, OperationError};

/// The gate, and where this installation stands.
#[derive(Clone, Debug)]
pub struct Service {
    /// The one way in.
    pub gate: Gate,
    /// The region, as clients know it.
    pub region: Name,
}

impl Service {
    /// The answer to a call that is wrong in its form. Somebody unknown, or known in no such project, is told that instead.
    pub async fn refuse(&self, caller: &Caller, fault: ApiError) -> ApiError {
        match self.gate.look(caller).await {
            Ok(seen) if seen.person.project.is_none() => OperationError::NoProject.into(),
            Ok(_) => fault,
            Err(error) => error.into(),
        }
    }
}
