//! The pages about plans that wait for somebody's decision.

mod decision;
pub mod done;
mod handlers;
mod inbox;
mod plan;

pub use decision::{Consequence, Decided, DecisionView, Typed};
pub(in crate::console) use handlers::inbox_page;
pub use handlers::routes;
pub use inbox::{ApprovalsPage, InboxEntry, InboxView, PlanFragment, held_notice};
pub use plan::{Barred, ChosenPlan, PlanFacts};
