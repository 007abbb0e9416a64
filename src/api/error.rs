//! Refusals on the wire: one shape, `{"error": {"error_code", "error_msg"}}`, whoever refuses.

use crate::domain::Refusal;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// A refusal as a program reads it. The code never changes its meaning; the message may.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ApiError {
    status: StatusCode,
    code: &'static str,
    message: String,
    retry_after: Option<u32>,
}

#[derive(Serialize)]
struct Body<'error> {
    error: Said<'error>,
}

#[derive(Serialize)]
struct Said<'error> {
    error_code: &'static str,
    error_msg: &'error str,
}

impl ApiError {
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), retry_after: None }
    }

    /// No route has this path.
    #[must_use]
    pub fn no_route() -> Self {
        Self::new(StatusCode::NOT_FOUND, "APIGW.0101", "the API does not exist")
    }

    /// The route has other methods.
    #[must_use]
    pub fn wrong_method() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "KMS.0215", "the method is not supported here")
    }

    /// The body is something else than JSON.
    #[must_use]
    pub fn wrong_media_type() -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "KMS.0214", "a body is application/json")
    }

    /// The body is longer than any call needs.
    #[must_use]
    pub fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "KMS.0203", "the body is too large")
    }

    /// The body did not come whole.
    #[must_use]
    pub fn cut_off() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "KMS.0214", "the body did not come whole")
    }

    /// Something that cannot happen did.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "KMS.0101", "internal error")
    }

    /// The code that clients match on.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// The status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }
}

/// A form that the rules of the wire refuse, before anything was looked up.
impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self::new(StatusCode::BAD_REQUEST, refusal.code(), refusal.to_string())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let body = Body { error: Said { error_code: self.code, error_msg: &self.message } };
        let mut response = (self.status, axum::Json(body)).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Keystone"));
        }
        response
    }
}
