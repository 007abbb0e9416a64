//! What an address asks for: the view in its query, the thing that its path names.

use super::{ConsoleError, error};
use crate::web::Fields;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use std::convert::Infallible;

/// The query of an address. What cannot be read is as if it were not there: a view is looked at and changes nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct View<T>(pub T);

/// The id in an address. What is no id names nothing, and its page is not found.
#[derive(Clone, Copy, Debug)]
pub struct Named<T>(pub T);

impl<S: Sync, T: DeserializeOwned + Default> FromRequestParts<S> for View<T> {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(Fields::parse(query.as_bytes()).and_then(Fields::read).unwrap_or_default()))
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Named<T> {
    type Rejection = ConsoleError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ConsoleError> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(id)) => Ok(Self(id)),
            Err(_) => Err(error::not_found().await),
        }
    }
}
