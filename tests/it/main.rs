//! The tests that look at the whole: one binary, a module per capability.

mod architecture;
mod policy;
