//! The layers and extractors around every route, on a real router.

mod callers;
mod forged;
mod headers;
mod house;
mod replies;
mod requests;
mod sessions;
mod sessions_in_memory;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::Response;
use http_body_util::BodyExt;
use tower::ServiceExt;

/// Where the tests' installation is reached.
pub const ORIGIN: &str = "https://kms.example.org";

/// What came back, read to its end.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its text.
    pub text: String,
    /// The answer itself, without its body.
    pub rest: Response<()>,
}

impl Answer {
    /// The value of a header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The first part of the cookie that is set, as a browser sends it back.
    pub fn cookie(&self, name: &str) -> String {
        let set = self.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
        let found = set.filter(|value| value.starts_with(&format!("{name}="))).collect::<Vec<_>>();
        found.last().map_or("", |value| value.split(';').next().unwrap()).to_owned()
    }
}

/// Sends a request with these headers.
pub async fn ask(router: &Router, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
    let (parts, body) = answer.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer {
        status: parts.status,
        headers: parts.headers.clone(),
        text: String::from_utf8_lossy(&bytes).into_owned(),
        rest: Response::from_parts(parts, ()),
    }
}

/// Looks at a page.
pub async fn look(router: &Router, path: &str) -> Answer {
    ask(router, "GET", path, &[], Body::empty()).await
}
