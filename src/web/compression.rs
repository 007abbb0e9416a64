//! Which answers are compressed: pages and assets that were only looked at.

use axum::extract::Request;
use axum::http::Method;
use axum::http::header::ACCEPT_ENCODING;
use axum::middleware::Next;
use axum::response::Response;
use tower_http::compression::CompressionLayer;

/// The layer that compresses. It stands inside [`only_pages`].
#[must_use]
pub fn compression() -> CompressionLayer {
    CompressionLayer::new().gzip(true)
}

/// Keeps answers to changes from being compressed: a secret is shown only in the answer to the POST that made it, and how
/// well it compresses with what was typed beside it would tell of it (BREACH). In pages that are looked at, the one secret
/// is the token of forms, and it is masked.
pub async fn only_pages(mut request: Request, next: Next) -> Response {
    if *request.method() != Method::GET {
        request.headers_mut().remove(ACCEPT_ENCODING);
    }
    next.run(request).await
}
