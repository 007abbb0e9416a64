//! The pages about plans that wait for somebody's decision.

mod decision;
pub mod done;
mod inbox;
mod plan;

pub use decision::{Consequence, Decided, DecisionView, Typed};
pub use inbox::{ApprovalsPage, InboxEntry, InboxView, PlanFragment, held_notice};
pub use plan::{Barred, ChosenPlan, PlanFacts};
