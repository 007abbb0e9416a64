//! The command line as a caller: what operators ask for, the first people, and the story of the demonstration.

mod create_domain;
mod create_user;
mod demo;
mod known;
mod operator;

pub use create_domain::{DomainMade, create_domain};
pub use create_user::{PasswordFileError, UserMade, create_user, first_people, read_password};
pub use demo::{DemoFailed, Outside, clock_before, fill};
pub use known::{Known, KnownPeople};
pub use operator::accept_clock;
