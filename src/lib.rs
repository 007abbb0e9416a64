//! Claviger, a self-hosted key management service.

pub mod domain;
