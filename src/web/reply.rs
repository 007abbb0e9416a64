//! Answers to actions: a fragment for htmx, a redirect for everyone else.

use super::LocalPath;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header::LOCATION};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;

const HX_PUSH_URL: HeaderName = HeaderName::from_static("hx-push-url");
const HX_REDIRECT: HeaderName = HeaderName::from_static("hx-redirect");

/// What the client can do with an answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Htmx {
    /// Swap a fragment in: htmx asks.
    Swaps,
    /// Show a page: a browser asks, or htmx wants a whole page back for its history.
    Loads,
}

impl Htmx {
    /// Whether a fragment is asked for.
    #[must_use]
    pub const fn swaps(self) -> bool {
        matches!(self, Self::Swaps)
    }
}

impl<S: Sync> FromRequestParts<S> for Htmx {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let says = |name| parts.headers.get(name).is_some_and(|value| value == "true");
        Ok(if says("hx-request") && !says("hx-history-restore-request") { Self::Swaps } else { Self::Loads })
    }
}

/// The answer to an action that was done: `fragment` where it can be swapped in, else the way to the page.
#[derive(Clone, Debug)]
pub struct Reply<F> {
    htmx: Htmx,
    fragment: F,
    page: LocalPath,
    is_pushed: bool,
}

impl<F: IntoResponse> Reply<F> {
    /// Swaps the fragment in; without htmx, leads to the page that shows the same.
    #[must_use]
    pub const fn new(htmx: Htmx, fragment: F, page: LocalPath) -> Self {
        Self { htmx, fragment, page, is_pushed: false }
    }

    /// Also makes the page's address the browser's.
    #[must_use]
    pub fn pushed(self) -> Self {
        Self { is_pushed: true, ..self }
    }
}

impl<F: IntoResponse> IntoResponse for Reply<F> {
    fn into_response(self) -> Response {
        match self.htmx {
            Htmx::Swaps => {
                let mut answer = self.fragment.into_response();
                if self.is_pushed {
                    answer.headers_mut().insert(HX_PUSH_URL, value(&self.page));
                }
                answer
            }
            Htmx::Loads => Elsewhere(Htmx::Loads, self.page).into_response(),
        }
    }
}

/// The answer that leads to another page.
#[derive(Clone, Debug)]
pub struct Elsewhere(pub Htmx, pub LocalPath);

impl Elsewhere {
    /// An answer without content is not swapped in: htmx goes where the header says.
    pub(in crate::web) const fn status(&self) -> StatusCode {
        match self.0 {
            Htmx::Swaps => StatusCode::NO_CONTENT,
            Htmx::Loads => StatusCode::SEE_OTHER,
        }
    }
}

impl IntoResponse for Elsewhere {
    fn into_response(self) -> Response {
        let name = match self.0 {
            Htmx::Swaps => HX_REDIRECT,
            Htmx::Loads => LOCATION,
        };
        (self.status(), [(name, value(&self.1))]).into_response()
    }
}

fn value(path: &LocalPath) -> HeaderValue {
    HeaderValue::from_str(path.as_str()).unwrap_or_else(|_| HeaderValue::from_static("/console"))
}
