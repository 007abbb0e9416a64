//! Claviger, a self-hosted key management service. The map of its rooms is `docs/architecture.md`.

pub mod api;
pub mod app;
pub mod audit;
pub mod command;
pub mod config;
pub mod console;
pub mod domain;
pub mod gate;
pub mod iam;
pub mod keyring;
pub mod kms;
pub mod store;
pub mod web;
pub mod worker;
