//! How much a request may hold, and how long it may take.

use super::TurnedAway;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Duration;
use tokio::time::timeout;

/// The longest body: a full encryption context written as `\uXXXX` passes 64 KiB.
pub const MOST_BODY: usize = 128 * 1024;

/// The longest head: method, target and headers together.
pub const MOST_HEAD: usize = 32 * 1024;

/// How long a client may take to send the head, and then again to send the body.
pub const TIME_TO_SEND: Duration = Duration::from_secs(10);

/// How long an answer may take. Longer than the console's pages wait: whoever waits is told by their own clock first.
pub const TIME_TO_ANSWER: Duration = Duration::from_secs(30);

/// Takes the whole request in before it is handed on, within the limits: handlers never wait for a client.
pub async fn limit(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    if head_length(&parts.headers, parts.uri.path_and_query().map_or(0, |target| target.as_str().len())) > MOST_HEAD {
        return TurnedAway::HeadersTooLarge.into_response();
    }
    let body = match receive(&parts.headers, body).await {
        Ok(body) => body,
        Err(away) => return away.into_response(),
    };
    let answer = next.run(Request::from_parts(parts, Body::from(body)));
    timeout(TIME_TO_ANSWER, answer).await.unwrap_or_else(|_| TurnedAway::Unanswered.into_response())
}

async fn receive(headers: &HeaderMap, body: Body) -> Result<Bytes, TurnedAway> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > MOST_BODY) {
        return Err(TurnedAway::BodyTooLarge);
    }
    match timeout(TIME_TO_SEND, to_bytes(body, MOST_BODY)).await {
        Ok(received) => received.map_err(|_| TurnedAway::BodyTooLarge),
        Err(_) => Err(TurnedAway::BodyTooSlow),
    }
}

fn head_length(headers: &HeaderMap, target: usize) -> usize {
    // Each line also has a colon, a space and the end of the line.
    headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum::<usize>() + target
}
