//! The token of forms that stand before any session: a cookie, and the same in the form.

use super::{CsrfToken, OurSite, Site, TurnedAway};
use crate::gate::Gate;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponseParts, ResponseParts};
use std::convert::Infallible;

/// Tells a sign-in form of ours from a forged one. As a part of an answer it sets its cookie.
#[derive(Clone, Debug)]
pub struct FormToken {
    token: CsrfToken,
    name: String,
    is_secure: bool,
}

impl FormToken {
    /// The cookie, before the prefix that TLS gives it.
    pub const COOKIE: &'static str = "claviger-form";

    /// A token as chance gives it.
    #[must_use]
    pub fn new(random: [u8; 32], site: &Site) -> Self {
        Self { token: CsrfToken::new(random), name: site.cookie_name(Self::COOKIE), is_secure: site.is_https() }
    }

    /// The token that the request's cookie bears, so that two open tabs share one.
    #[must_use]
    pub fn of(headers: &HeaderMap, site: &Site) -> Option<Self> {
        let name = site.cookie_name(Self::COOKIE);
        let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let token = pairs.find(|(found, _)| *found == name).and_then(|(_, value)| CsrfToken::from_hex(value))?;
        Some(Self { token, name, is_secure: site.is_https() })
    }

    /// The token as the form's hidden field prints it.
    #[must_use]
    pub fn masked(&self, random: [u8; 32]) -> String {
        self.token.masked(random)
    }

    pub(in crate::web) const fn token(&self) -> &CsrfToken {
        &self.token
    }
}

/// What a page with a form for who has no session prints: `csrf` goes into the form, `token` into the answer before the page.
#[derive(Clone, Debug)]
pub struct BeforeSignIn {
    /// Sets the cookie.
    pub token: FormToken,
    /// The token as the form's hidden field prints it.
    pub csrf: String,
}

impl<S: Send + Sync> FromRequestParts<S> for BeforeSignIn
where
    Gate: FromRef<S>,
{
    type Rejection = TurnedAway;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, TurnedAway> {
        let gate = Gate::from_ref(state);
        let OurSite(site) = OurSite::from_request_parts(parts, state).await?;
        let token = match FormToken::of(&parts.headers, &site) {
            Some(token) => token,
            None => FormToken::new(gate.random_bytes()?, &site),
        };
        let csrf = token.masked(gate.random_bytes()?);
        Ok(Self { token, csrf })
    }
}

impl IntoResponseParts for FormToken {
    type Error = Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Infallible> {
        let secure = if self.is_secure { "; Secure" } else { "" };
        let cookie = format!("{}={}; HttpOnly; SameSite=Strict{secure}; Path=/", self.name, self.token.to_hex());
        if let Ok(mut value) = HeaderValue::from_str(&cookie) {
            value.set_sensitive(true);
            parts.headers_mut().append(SET_COOKIE, value);
        }
        Ok(parts)
    }
}
