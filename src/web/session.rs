//! The console's sessions: their cookie, and the little that they hold.

use super::{CsrfToken, Site, TurnedAway};
use crate::domain::SecretHash;
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::middleware::Next;
use axum::response::Response;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Error, Id};
use tower_sessions::{Expiry, Session, SessionManagerLayer, SessionStore};

/// The cookie of sessions, before the prefix that TLS gives it.
pub const SESSION_COOKIE: &str = "claviger";

const CSRF: &str = "csrf";
const NOTICE: &str = "notice";

/// The layer that finds a request's session. The cookie lives as long as the browser; how long a session lives is the store's to say.
pub fn sessions<S: SessionStore>(store: S, site: &Site) -> SessionManagerLayer<S> {
    SessionManagerLayer::new(store)
        .with_name(site.cookie_name(SESSION_COOKIE))
        .with_http_only(true)
        .with_secure(site.is_https())
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnSessionEnd)
}

/// What the records know a session by: the id itself is kept nowhere.
#[must_use]
pub fn secret_hash(id: Id) -> SecretHash {
    SecretHash(Sha256::digest(id.0.to_le_bytes()).into())
}

/// What the records know this session by, if it has begun.
#[must_use]
pub fn session_hash(session: &Session) -> Option<SecretHash> {
    session.id().map(secret_hash)
}

/// Begins the session anew: another id, another token, nothing of what it held; the old id is dead.
///
/// `Session::flush` would not do. It keeps the old id in the record, and a later save makes the session under it again:
/// whoever planted the cookie before a sign-in would be signed in too. `cycle_id` draws another.
pub async fn renew(session: &Session, token: &CsrfToken) -> Result<SecretHash, TurnedAway> {
    session.cycle_id().await?;
    session.clear().await;
    keep_token(session, token).await?;
    session.save().await?;
    session_hash(session).ok_or(TurnedAway::Unavailable)
}

/// Ends the session, and takes its cookie back.
pub async fn end(session: &Session) -> Result<(), TurnedAway> {
    Ok(session.flush().await?)
}

/// The session's token against forged requests.
pub async fn csrf(session: &Session) -> Result<Option<CsrfToken>, TurnedAway> {
    let hex: Option<String> = session.get(CSRF).await?;
    Ok(hex.as_deref().and_then(CsrfToken::from_hex))
}

/// Keeps the token in the session.
pub(in crate::web) async fn keep_token(session: &Session, token: &CsrfToken) -> Result<(), TurnedAway> {
    Ok(session.insert(CSRF, token.to_hex()).await?)
}

/// Leaves something to say for the next page.
pub async fn leave_notice<N: Serialize + Sync>(session: &Session, notice: &N) -> Result<(), TurnedAway> {
    Ok(session.insert(NOTICE, notice).await?)
}

/// Takes what the last request left to say, if it did. A notice that cannot be read is dropped.
pub async fn take_notice<N: DeserializeOwned>(session: &Session) -> Result<Option<N>, TurnedAway> {
    // Looked at first: taking marks the session as changed, and most pages have nothing to take.
    let Some(notice) = session.get_value(NOTICE).await? else { return Ok(None) };
    session.remove_value(NOTICE).await?;
    Ok(serde_json::from_value(notice).ok())
}

/// Has browsers accept that a cookie is taken back: they ignore one with the `__Host-` prefix that is not `Secure`,
/// and the session layer leaves that out when it removes one.
pub async fn take_back_cookies(request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    for (_, value) in answer.headers_mut().iter_mut().filter(|(name, _)| *name == SET_COOKIE) {
        if let Ok(text) = value.to_str()
            && text.starts_with("__Host-")
            && !text.contains("; Secure")
            && let Ok(mended) = HeaderValue::from_str(&format!("{text}; Secure; HttpOnly; SameSite=Lax"))
        {
            *value = mended;
        }
    }
    answer
}

impl From<Error> for TurnedAway {
    fn from(error: Error) -> Self {
        tracing::error!(%error, "sessions are not available");
        Self::Unavailable
    }
}
