//! What the edge turns away before any operation is asked for. Each face draws it in its own words.

use super::{Elsewhere, Forged, FormFault};
use crate::gate::OperationError;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

/// Why a request went no further than the edge.
///
/// As an answer it is a short plain text, and travels in the answer's extensions: a face's own layer finds it there,
/// draws it as a page or an error body, and records what is worth a record.
#[derive(Clone, Debug)]
pub enum TurnedAway {
    /// The request did not come from a page of ours.
    Forged(Box<Forged>),
    /// Nobody is signed in; the answer leads to the sign-in page.
    SignedOut(Box<Elsewhere>),
    /// The form cannot be read.
    Form(FormFault),
    /// The body is longer than any of ours.
    BodyTooLarge,
    /// The headers are longer than any of ours.
    HeadersTooLarge,
    /// The body did not arrive in time.
    BodyTooSlow,
    /// The answer was not ready in time; what was asked may have happened.
    Unanswered,
    /// Something that the service needs does not answer.
    Unavailable,
    /// A layer is missing around the routes: a fault of ours.
    OutOfOrder,
}

impl TurnedAway {
    /// The status of the answer.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::SignedOut(elsewhere) => elsewhere.status(),
            Self::Forged(_) => StatusCode::FORBIDDEN,
            Self::Form(FormFault::NotAForm) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Form(
                FormFault::NotUtf8
                | FormFault::Nul
                | FormFault::BadEscape
                | FormFault::TooManyFields
                | FormFault::Misfit
                | FormFault::Missing(_)
                | FormFault::Repeated,
            ) => StatusCode::BAD_REQUEST,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::HeadersTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::BodyTooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Unanswered | Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::OutOfOrder => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    const fn text(&self) -> &'static str {
        match self {
            Self::Forged(_) => "This request did not come from a page of this service.\n",
            Self::SignedOut(_) => "",
            Self::Form(_) => "This form cannot be read.\n",
            Self::BodyTooLarge => "The body of a request has at most 128 KiB.\n",
            Self::HeadersTooLarge => "The head of a request has at most 32 KiB.\n",
            Self::BodyTooSlow => "The body of a request must arrive within 10 seconds.\n",
            Self::Unanswered => "The answer was not ready in time. Look whether it happened before you try again.\n",
            Self::Unavailable => "This service is not available at the moment.\n",
            Self::OutOfOrder => "This service is out of order.\n",
        }
    }
}

impl From<OperationError> for TurnedAway {
    /// For what extractors ask of the gate: chance, and who is there. Whoever is not known was told so before.
    fn from(error: OperationError) -> Self {
        tracing::error!(%error, "the gate did not answer");
        Self::Unavailable
    }
}

impl IntoResponse for TurnedAway {
    fn into_response(self) -> Response {
        if let Self::SignedOut(elsewhere) = self {
            return elsewhere.into_response();
        }
        let kind = (CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        let mut answer = (self.status(), [kind], self.text()).into_response();
        if self.status() == StatusCode::SERVICE_UNAVAILABLE {
            answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
        }
        answer.extensions_mut().insert(self);
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_says_what_is_the_matter_and_tells_the_faces() {
        for (away, status, waits) in [
            (TurnedAway::Form(FormFault::NotAForm), 415, false),
            (TurnedAway::Form(FormFault::Misfit), 400, false),
            (TurnedAway::BodyTooLarge, 413, false),
            (TurnedAway::HeadersTooLarge, 431, false),
            (TurnedAway::BodyTooSlow, 408, false),
            (TurnedAway::Unanswered, 503, true),
            (TurnedAway::Unavailable, 503, true),
            (TurnedAway::OutOfOrder, 500, false),
        ] {
            let text = away.text();
            let answer = away.into_response();
            assert_eq!((answer.status().as_u16(), answer.headers().contains_key(RETRY_AFTER)), (status, waits), "{text}");
            assert!(answer.extensions().get::<TurnedAway>().is_some(), "{text}");
            assert!(text.ends_with(".\n"), "{text}");
        }
    }
}
