//! The page about one's own account.

mod agent;
pub mod done;
mod page;

pub use page::{AccountFacts, AccountPage, SessionFacts, SessionRow};
