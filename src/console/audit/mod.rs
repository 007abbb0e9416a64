//! The pages about what happened.

mod event;
mod handlers;
mod index;
mod query;

pub use event::{About, EventRow, Reader, Why};
pub use handlers::{EVENTS_ON_A_PAGE, routes};
pub use index::{AuditPage, ChoiceGroup, EventFilterView, EventList, EventsFacts, EventsView, NoEvents};
pub use query::{EventQuery, Scope};

pub(in crate::console) use event::who;
