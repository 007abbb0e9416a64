//! What the console's handlers share.

use crate::gate::Gate;
use crate::web::Sessions;
use axum::extract::FromRef;
use std::sync::Arc;

/// What the console's handlers share.
#[derive(Clone, Debug)]
pub struct Console {
    /// The way in to everything.
    pub gate: Gate,
    /// Where sessions are kept.
    pub sessions: Sessions,
    /// The region's name, as pages outside of sessions show it.
    pub region: Arc<str>,
}

impl FromRef<Console> for Gate {
    fn from_ref(console: &Console) -> Self {
        console.gate.clone()
    }
}
