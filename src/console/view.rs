//! The view that an address asks for.

use crate::web::Fields;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use std::convert::Infallible;

/// The query of an address. What cannot be read is as if it were not there: a view is looked at and changes nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct View<T>(pub T);

impl<S: Sync, T: DeserializeOwned + Default> FromRequestParts<S> for View<T> {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(Fields::parse(query.as_bytes()).and_then(Fields::read).unwrap_or_default()))
    }
}
