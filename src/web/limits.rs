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
    let body = match receive(&parts.headers, body, TIME_TO_SEND).await {
        Ok(body) => body,
        Err(away) => return away.into_response(),
    };
    let answer = next.run(Request::from_parts(parts, Body::from(body)));
    timeout(TIME_TO_ANSWER, answer).await.unwrap_or_else(|_| TurnedAway::Unanswered.into_response())
}

async fn receive(headers: &HeaderMap, body: Body, time_to_send: Duration) -> Result<Bytes, TurnedAway> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > MOST_BODY) {
        return Err(TurnedAway::BodyTooLarge);
    }
    match timeout(time_to_send, to_bytes(body, MOST_BODY)).await {
        Ok(received) => received.map_err(|_| TurnedAway::BodyTooLarge),
        Err(_) => Err(TurnedAway::BodyTooSlow),
    }
}

fn head_length(headers: &HeaderMap, target: usize) -> usize {
    // Each line also has a colon, a space and the end of the line.
    headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum::<usize>() + target
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use http_body_util::channel::{Channel, Sender};
    use std::convert::Infallible;

    /// A body of which nothing arrives as long as the sender lives.
    fn silent() -> (Sender<Bytes, Infallible>, Body) {
        let (sender, body) = Channel::new(1);
        (sender, Body::new(body))
    }

    #[tokio::test]
    async fn a_body_that_does_not_arrive_is_not_waited_for() {
        let (_sender, body) = silent();
        let received = receive(&HeaderMap::new(), body, Duration::from_millis(1)).await;
        assert!(matches!(received, Err(TurnedAway::BodyTooSlow)), "{received:?}");
    }

    #[tokio::test]
    async fn a_body_that_announces_too_much_is_not_waited_for() {
        let headers = HeaderMap::from_iter([(CONTENT_LENGTH, HeaderValue::from(MOST_BODY + 1))]);
        let (_sender, body) = silent();
        let received = receive(&headers, body, Duration::from_mins(1)).await;
        assert!(matches!(received, Err(TurnedAway::BodyTooLarge)), "{received:?}");
    }

    #[tokio::test]
    async fn a_body_is_taken_up_to_its_limit() {
        for (length, fits) in [(0, true), (MOST_BODY, true), (MOST_BODY + 1, false)] {
            let received = receive(&HeaderMap::new(), Body::from(vec![b'a'; length]), Duration::from_mins(1)).await;
            assert_eq!(received.is_ok_and(|body| body.len() == length), fits, "{length}");
        }
    }
}
