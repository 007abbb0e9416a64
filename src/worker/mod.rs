//! Time as a caller: it carries out what is due and marks what nobody decided.

mod due;
mod rounds;

pub use due::carry_out_due;
pub use rounds::{round, work};
