//! What every handler of this face is given.

use super::error::ApiError;
use crate::domain::{Action, Caller, Name};
use crate::gate::Gate;

/// The gate, and where this installation stands.
#[derive(Clone, Debug)]
pub struct Service {
    /// The one way in.
    pub gate: Gate,
    /// The region, as clients know it.
    pub region: Name,
}

impl Service {
    /// The answer to a call that is wrong in its form, recorded like every refusal. Somebody unknown, or known in no such
    /// project, is told that instead.
    pub async fn refuse(&self, caller: &Caller, action: Action, fault: ApiError) -> ApiError {
        match self.gate.refuse_form(caller, action, fault.code()).await {
            Ok(()) => fault,
            Err(error) => error.into(),
        }
    }
}
