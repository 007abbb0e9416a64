//! The page about one's own account.

mod agent;
pub mod done;
mod handlers;
mod page;

pub use handlers::routes;
pub use page::{AccountFacts, AccountPage, SessionFacts, SessionRow};
