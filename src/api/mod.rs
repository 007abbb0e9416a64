//! The REST face: v1.0 as the programs of a tenant know it, and as much of identity v3 as they sign in with.

mod answer;
mod datakey_form;
mod error;
mod form;
mod identity_form;
mod key_form;

pub use answer::{
    DatakeyInfo, KeyDetails, KeyInfo, KeyPage, KeyStateInfo, NewKeyInfo, OpenedDatakey, RandomData, WrappedDatakey,
};
pub use error::ApiError;
pub use form::{Asked, Form};
