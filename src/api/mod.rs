//! The REST face: v1.0 as the programs of a tenant know it, and as much of identity v3 as they sign in with.

mod answer;
mod call;
mod data;
mod data_form;
mod datakey_form;
mod datakeys;
mod error;
mod form;
mod identity;
mod identity_answer;
mod identity_form;
mod key_form;
mod keys;
mod routes;
mod secret_answer;
mod service;

pub use error::ApiError;
pub use routes::routes;
