//! Forms that are known to be ours before they are read.

use super::limits::MOST_BODY;
use super::same_site::from_our_site;
use super::{CsrfToken, Fields, Forged, Forgery, FormFault, FormToken, OurSite, TurnedAway, session};
use crate::domain::Claim;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tower_sessions::Session;

/// A form that a page of this session sent. Every handler that changes something takes its form as one of these.
#[derive(Clone, Copy, Debug)]
pub struct Checked<T>(pub T);

/// A form that a page of ours sent to somebody who has no session yet.
#[derive(Clone, Copy, Debug)]
pub struct CheckedBeforeSignIn<T>(pub T);

/// A form that asks for nothing but its button.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct NoFields {}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Checked<T> {
    type Rejection = TurnedAway;

    async fn from_request(request: Request, state: &S) -> Result<Self, TurnedAway> {
        let (mut parts, body) = request.into_parts();
        let OurSite(site) = OurSite::from_request_parts(&mut parts, state).await?;
        let session = Session::from_request_parts(&mut parts, state).await.map_err(|_| TurnedAway::OutOfOrder)?;
        let claim = session::session_hash(&session).map_or(Claim::Stranger, Claim::Session);
        let forged = |why| Forged::turn_away(&parts, claim.clone(), why);
        from_our_site(&parts.headers, &site).map_err(forged)?;
        let token = session::csrf(&session).await?.ok_or_else(|| forged(Forgery::NothingToMatch))?;
        let mut fields = read(&parts, body).await?;
        check(&parts, &mut fields, &token).map_err(forged)?;
        fields.read().map(Self).map_err(TurnedAway::Form)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for CheckedBeforeSignIn<T> {
    type Rejection = TurnedAway;

    async fn from_request(request: Request, state: &S) -> Result<Self, TurnedAway> {
        let (mut parts, body) = request.into_parts();
        let OurSite(site) = OurSite::from_request_parts(&mut parts, state).await?;
        let forged = |why| Forged::turn_away(&parts, Claim::Stranger, why);
        from_our_site(&parts.headers, &site).map_err(forged)?;
        let token = FormToken::of(&parts.headers, &site).ok_or_else(|| forged(Forgery::NothingToMatch))?;
        let mut fields = read(&parts, body).await?;
        check(&parts, &mut fields, token.token()).map_err(forged)?;
        fields.read().map(Self).map_err(TurnedAway::Form)
    }
}

async fn read(parts: &Parts, body: Body) -> Result<Fields, TurnedAway> {
    let body = to_bytes(body, MOST_BODY).await.map_err(|_| TurnedAway::BodyTooLarge)?;
    if !body.is_empty() && !Fields::announced(&parts.headers) {
        return Err(TurnedAway::Form(FormFault::NotAForm));
    }
    Fields::parse(&body).map_err(TurnedAway::Form)
}

fn check(parts: &Parts, fields: &mut Fields, token: &CsrfToken) -> Result<(), Forgery> {
    let field = fields.take(CsrfToken::FIELD);
    let header = parts.headers.get(CsrfToken::HEADER).map(|value| value.to_str().unwrap_or_default());
    let sent = header.or(field.as_deref()).ok_or(Forgery::NoToken)?;
    if token.admits(sent) { Ok(()) } else { Err(Forgery::WrongToken) }
}
