//! One line and one count for each request: what it was, how it ended, how long it took. Nothing of what it said.

use crate::domain::{Face, RequestOrigin};
use axum::extract::{MatchedPath, Request};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Logs and counts the request. The route is the pattern that matched, never the path: a path may hold what was typed.
pub async fn log(request: Request, next: Next) -> Response {
    let origin = request.extensions().get::<RequestOrigin>();
    let mut line = Line {
        request_id: origin.map_or(Uuid::nil(), |origin| origin.request_id),
        face: origin.map_or(Face::Console, |origin| origin.face),
        method: method(request.method()),
        route: request.extensions().get::<MatchedPath>().map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned()),
        status: None,
        started: Instant::now(),
    };
    let answer = next.run(request).await;
    line.status = Some(answer.status());
    answer
}

/// Written when it goes, so that a request whose client left has its line too.
struct Line {
    request_id: Uuid,
    face: Face,
    method: &'static str,
    route: String,
    status: Option<StatusCode>,
    started: Instant,
}

impl Drop for Line {
    fn drop(&mut self) {
        let took = self.started.elapsed();
        let status = self.status.map_or("left", |status| class(status));
        self.count(took, status);
        let code = self.status.map_or(0, |status| status.as_u16());
        let (request_id, method, route, face) = (self.request_id, self.method, self.route.as_str(), self.face.as_str());
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        match self.status {
            Some(status) if status.is_server_error() => {
                tracing::warn!(%request_id, face, method, route, status = code, micros, "answered");
            }
            Some(_) => tracing::info!(%request_id, face, method, route, status = code, micros, "answered"),
            None => tracing::info!(%request_id, face, method, route, micros, "left before the answer"),
        }
    }
}

impl Line {
    fn count(&self, took: Duration, status: &'static str) {
        let (face, method, route) = (self.face.as_str(), self.method, self.route.clone());
        metrics::counter!("claviger_requests_total", "face" => face, "method" => method, "route" => route.clone(), "status" => status)
            .increment(1);
        metrics::histogram!("claviger_request_seconds", "face" => face, "method" => method, "route" => route)
            .record(took.as_secs_f64());
    }
}

/// A client may invent methods; logs and metrics know ours.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        100..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}
