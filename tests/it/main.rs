//! The tests that look at the whole: one binary, a module per capability.

#[cfg(test)]
mod api;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod command_line;
#[cfg(test)]
mod console;
#[cfg(test)]
mod due_plans;
#[cfg(test)]
mod edge;
#[cfg(test)]
mod histories;
#[cfg(test)]
mod house;
#[cfg(test)]
mod iam;
#[cfg(test)]
mod key_hierarchy;
#[cfg(test)]
mod kills;
#[cfg(test)]
mod language;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod policy;
#[cfg(test)]
mod process;
#[cfg(test)]
mod promises;
#[cfg(test)]
mod root_of_trust;
#[cfg(test)]
mod routes;
#[cfg(test)]
mod seal_vectors;
#[cfg(test)]
mod store;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod wrong_clocks;
#[cfg(test)]
mod wycheproof;
