//! The pages about what happened.

mod event;
mod index;
mod query;

pub use event::{About, EventRow, Reader, Why};
pub use index::{AuditPage, ChoiceGroup, EventFilterView, EventList, EventsFacts, EventsView, NoEvents};
pub use query::{EventQuery, Scope};
