//! Verbs on the trail.

mod list_events;
mod list_key_events;

pub use list_events::ListEvents;
pub use list_key_events::ListKeyEvents;
