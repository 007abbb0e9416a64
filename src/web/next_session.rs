//! The session that a browser goes on in, when its own ends with a change that it asked for: a password that is changed.

use super::session::{SESSION_COOKIE, leave_notice, secret_hash};
use super::{CsrfToken, Site, TurnedAway};
use crate::domain::SecretHash;
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponseParts, ResponseParts};
use serde::Serialize;
use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use tower_sessions::session::Id;
use tower_sessions::{Session, SessionStore};

/// Where sessions are kept.
#[derive(Clone)]
pub struct Sessions(Arc<dyn Fn() -> Session + Send + Sync>);

/// A session that is nobody's yet, beside the one of the request. As a part of an answer it becomes the browser's.
#[derive(Clone, Debug)]
pub struct NextSession {
    id: Id,
    session: Session,
    name: String,
    is_secure: bool,
}

impl Sessions {
    /// The sessions of this store.
    #[must_use]
    pub fn of<S: SessionStore>(store: S) -> Self {
        let store = Arc::new(store);
        Self(Arc::new(move || Session::new(None, Arc::clone(&store), None)))
    }

    /// Begins a session under a new id and a new token. The request's own goes on until the records end it.
    pub async fn next(&self, token: &CsrfToken, site: &Site) -> Result<NextSession, TurnedAway> {
        let session = (self.0)();
        super::session::keep_token(&session, token).await?;
        session.save().await?;
        let id = session.id().ok_or(TurnedAway::Unavailable)?;
        Ok(NextSession { id, session, name: site.cookie_name(SESSION_COOKIE), is_secure: site.is_https() })
    }
}

impl NextSession {
    /// What the records know it by.
    #[must_use]
    pub fn hash(&self) -> SecretHash {
        secret_hash(self.id)
    }

    /// Leaves something to say for the next page.
    pub async fn leave_notice<N: Serialize + Sync>(&self, notice: &N) -> Result<(), TurnedAway> {
        leave_notice(&self.session, notice).await?;
        Ok(self.session.save().await?)
    }

    /// Ends it, if nobody is to go on in it.
    pub async fn end(&self) -> Result<(), TurnedAway> {
        super::session::end(&self.session).await
    }
}

impl fmt::Debug for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sessions(..)")
    }
}

impl IntoResponseParts for NextSession {
    type Error = Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Infallible> {
        let secure = if self.is_secure { "; Secure" } else { "" };
        let cookie = format!("{}={}; HttpOnly; SameSite=Lax{secure}; Path=/", self.name, self.id);
        if let Ok(mut value) = HeaderValue::from_str(&cookie) {
            value.set_sensitive(true);
            parts.headers_mut().append(SET_COOKIE, value);
        }
        Ok(parts)
    }
}
