//! What every answer tells the browser to forbid.

use super::Site;
use super::assets::KEEP;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

/// Nothing is loaded, sent or framed but by and to ourselves; no inline script or style runs.
pub const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                                  form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What browsers can do and no page of ours needs. `clipboard-write` stays at its default, ourselves: the copy buttons use it.
pub const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), display-capture=(), \
                               encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), \
                               idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), \
                               picture-in-picture=(), publickey-credentials-create=(), publickey-credentials-get=(), \
                               screen-wake-lock=(), serial=(), storage-access=(), sync-xhr=(), usb=(), window-management=(), \
                               xr-spatial-tracking=()";

const ALWAYS: [(HeaderName, &str); 6] = [
    (CONTENT_SECURITY_POLICY, CONTENT_POLICY),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (REFERRER_POLICY, "same-origin"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
];

/// With TLS, a browser that came once comes by TLS for a year.
const ONLY_TLS: &str = "max-age=31536000";

/// Sets the headers of every answer, whatever a handler set. Only our own assets may be kept.
pub async fn forbid(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if headers.get(CACHE_CONTROL).is_none_or(|value| value != KEEP) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if site.is_https() {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(ONLY_TLS));
    }
    answer
}
