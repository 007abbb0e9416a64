//! Refusals on the wire: one shape, `{"error": {"error_code", "error_msg"}}`, whoever refuses.

use crate::domain::Refusal;
use crate::gate::{Kind, OperationError};
use crate::web::{FormFault, TurnedAway};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
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

/// How long to wait before the same is asked again, in seconds.
const RETRY_AFTER: u32 = 5;
/// All that is said of what failed inside.
const NOT_NOW: &str = "the service is not available at the moment";

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
        Self::new(StatusCode::BAD_REQUEST, "KMS.0203", "the body is too large")
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

impl From<OperationError> for ApiError {
    fn from(error: OperationError) -> Self {
        let (status, message) = match error.kind() {
            Kind::Unknown => (StatusCode::UNAUTHORIZED, error.to_string()),
            Kind::Forbidden => (StatusCode::FORBIDDEN, error.to_string()),
            Kind::NotFound => (StatusCode::NOT_FOUND, error.to_string()),
            Kind::Invalid => (StatusCode::BAD_REQUEST, error.to_string()),
            Kind::Conflict => (StatusCode::CONFLICT, error.to_string()),
            Kind::TooMany => (StatusCode::TOO_MANY_REQUESTS, error.to_string()),
            Kind::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, NOT_NOW.to_owned()),
        };
        let retry_after = match &error {
            OperationError::Refused(Refusal::TooManyAttempts { seconds }) => Some(*seconds),
            OperationError::Unavailable(_) => Some(RETRY_AFTER),
            OperationError::Unknown(_)
            | OperationError::NoProject
            | OperationError::OtherProject
            | OperationError::NotFound(_)
            | OperationError::Denied { .. }
            | OperationError::Refused(_) => None,
        };
        Self { retry_after, ..Self::new(status, error.code(), message) }
    }
}

/// What the edge turned away, in the words of this face.
impl From<&TurnedAway> for ApiError {
    fn from(away: &TurnedAway) -> Self {
        match away {
            TurnedAway::BodyTooLarge => Self::too_large(),
            TurnedAway::HeadersTooLarge => Self::new(away.status(), "KMS.0214", "the head is longer than 32 KiB"),
            TurnedAway::BodyTooSlow => Self::new(away.status(), "KMS.0214", "the body did not come in time"),
            TurnedAway::Form(FormFault::NotAForm) => Self::wrong_media_type(),
            TurnedAway::Form(_) => Self::new(away.status(), "KMS.0214", "the body cannot be read"),
            TurnedAway::Forged(_) => Self::new(away.status(), "KMS.0307", "the request is not from here"),
            TurnedAway::SignedOut(_) => Self::new(StatusCode::UNAUTHORIZED, "KMS.0301", "nobody is signed in"),
            TurnedAway::Unanswered | TurnedAway::Unavailable => {
                Self { retry_after: Some(RETRY_AFTER), ..Self::new(away.status(), "KMS.0104", NOT_NOW) }
            }
            TurnedAway::OutOfOrder => Self::internal(),
        }
    }
}

/// The layer that draws what the edge turned away as an error body.
pub async fn draw(request: Request, next: Next) -> Response {
    let answer = next.run(request).await;
    match answer.extensions().get::<TurnedAway>() {
        Some(away) => ApiError::from(away).into_response(),
        None => answer,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Action, KeyId};
    use crate::gate::{Resource, Unavailable, Unknown};

    #[test]
    fn each_refusal_has_the_status_that_clients_act_on() {
        let key = Resource::Key(KeyId::from_uuid(uuid::Uuid::nil()));
        let denied = |resource| OperationError::Denied { action: Action::DisableKey, resource };
        for (error, status, code, waits) in [
            (Unknown::Missing.into(), 401, "KMS.0301", None),
            (Unknown::NotKnown.into(), 401, "KMS.0302", None),
            (Unknown::Expired.into(), 401, "KMS.0303", None),
            (OperationError::NoProject, 403, "KMS.0305", None),
            (OperationError::OtherProject, 403, "KMS.0321", None),
            (denied(key), 403, "KMS.0306", None),
            (denied(Resource::None), 403, "KMS.0307", None),
            (OperationError::NotFound(key), 404, "KMS.0207", None),
            (Refusal::AliasTaken.into(), 400, "KMS.1104", None),
            (Refusal::DefaultKey.into(), 400, "KMS.0211", None),
            (Refusal::PlanChanged.into(), 409, "CLV.1101", None),
            (Refusal::TooManyAttempts { seconds: 7 }.into(), 429, "CLV.1206", Some(7)),
            (Unavailable::Busy.into(), 503, "KMS.0104", Some(RETRY_AFTER)),
        ] {
            let error = ApiError::from(error);
            assert_eq!((error.status.as_u16(), error.code, error.retry_after), (status, code, waits));
            assert_eq!(error.into_response().headers().contains_key(header::RETRY_AFTER), waits.is_some());
        }
    }

    #[test]
    fn what_failed_inside_is_not_told() {
        let error = ApiError::from(OperationError::from(Unavailable::Missing("a domain")));
        assert_eq!(error.message, NOT_NOW);
    }
}
