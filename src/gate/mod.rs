//! The one way in: who asks, may they, run, and commit together with the record. The reference monitor.

mod context;
mod error;
mod foundation;
mod material;
mod operation;
mod passwords;
mod perform;
mod principal;
mod refusals;
mod tick;
mod time_keeper;

pub use context::Context;
pub use error::{Kind, OperationError, Unavailable, Unknown};
pub use foundation::{StartError, open_keyring};
pub use operation::{Absent, Operation, Outcome, Resource};
pub use perform::{Gate, Surroundings};
pub use tick::DuePlan;
