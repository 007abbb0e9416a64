//! The tests that look at the whole: one binary, a module per capability.

#[cfg(test)]
mod architecture;
mod audit;
mod console;
mod edge;
mod histories;
mod house;
mod iam;
mod key_hierarchy;
mod language;
mod pages;
mod policy;
mod root_of_trust;
mod seal_vectors;
mod store;
mod tidy;
mod wycheproof;
