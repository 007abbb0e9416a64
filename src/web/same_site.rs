//! Whether a request that changes something came from a page of ours.

use super::{RequestId, Site, TurnedAway};
use crate::domain::{Caller, Claim, RequestOrigin};
use axum::extract::MatchedPath;
use axum::http::header::ORIGIN;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// A request that no page of ours sent, or that an old page sent, with what its record needs.
#[derive(Clone, Debug)]
pub struct Forged {
    /// What gave it away.
    pub why: Forgery,
    /// In whose name it came, as it claims.
    pub caller: Caller,
    /// The pattern of the route that it asked for.
    pub route: String,
}

/// What gives a forged request away.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Forgery {
    /// The browser says that another site sent it.
    #[error("another site sent this request")]
    OtherSite,
    /// Nothing says which site sent it.
    #[error("nothing says which site sent this request")]
    UnknownSite,
    /// There is no session, or no form cookie, that a token could belong to.
    #[error("nothing that a token could belong to came with this request")]
    NothingToMatch,
    /// There is no token.
    #[error("no token came with this request")]
    NoToken,
    /// The token is another's.
    #[error("the token of this request is another's")]
    WrongToken,
}

impl Forged {
    /// Turns a request away, with what its record needs.
    pub(in crate::web) fn turn_away(parts: &Parts, claim: Claim, why: Forgery) -> TurnedAway {
        let Some(origin) = parts.extensions.get::<RequestOrigin>().copied() else { return TurnedAway::OutOfOrder };
        let route = parts.extensions.get::<MatchedPath>().map_or_else(String::new, |path| path.as_str().to_owned());
        tracing::warn!(request_id = %RequestId(origin.request_id), route, %why, "turned away as forged");
        TurnedAway::Forged(Box::new(Self { why, caller: Caller { claim, project_id: None, origin }, route }))
    }
}

/// Where the headers say that a request came from (Fetch Metadata, 2.3; where a browser does not send it, `Origin`).
pub fn from_our_site(headers: &HeaderMap, site: &Site) -> Result<(), Forgery> {
    let fetch_site = only(headers, &HeaderName::from_static("sec-fetch-site"))?;
    let origin = only(headers, &ORIGIN)?;
    match (fetch_site, origin) {
        (Some(fetch_site), _) if fetch_site == "same-origin" => Ok(()),
        (None, Some(origin)) if origin == site.origin() => Ok(()),
        (Some(_), _) | (None, Some(_)) => Err(Forgery::OtherSite),
        (None, None) => Err(Forgery::UnknownSite),
    }
}

/// A header that may stand once.
fn only<'headers>(headers: &'headers HeaderMap, name: &HeaderName) -> Result<Option<&'headers HeaderValue>, Forgery> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (value, None) => Ok(value),
        (_, Some(_)) => Err(Forgery::OtherSite),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::Proxy;

    #[test]
    fn only_our_own_pages_may_ask_for_changes() {
        let site = Site::parse("https://kms.example.org", Proxy::None).unwrap();
        let ours = ("origin", "https://kms.example.org");
        let table = [
            (&[("sec-fetch-site", "same-origin")][..], Ok(())),
            (&[("sec-fetch-site", "same-origin"), ours], Ok(())),
            (&[ours], Ok(())),
            (&[], Err(Forgery::UnknownSite)),
            (&[("sec-fetch-site", "cross-site")], Err(Forgery::OtherSite)),
            (&[("sec-fetch-site", "cross-site"), ours], Err(Forgery::OtherSite)),
            (&[("sec-fetch-site", "same-site"), ours], Err(Forgery::OtherSite)),
            (&[("sec-fetch-site", "none")], Err(Forgery::OtherSite)),
            (&[("sec-fetch-site", "")], Err(Forgery::OtherSite)),
            (&[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "same-origin")], Err(Forgery::OtherSite)),
            (&[("origin", "null")], Err(Forgery::OtherSite)),
            (&[("origin", "http://kms.example.org")], Err(Forgery::OtherSite)),
            (&[("origin", "https://kms.example.org.evil.example")], Err(Forgery::OtherSite)),
            (&[ours, ours], Err(Forgery::OtherSite)),
        ];
        for (sent, expected) in table {
            let mut headers = HeaderMap::new();
            for (name, value) in sent {
                headers.append(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
            assert_eq!(from_our_site(&headers, &site), expected, "{sent:?}");
        }
    }
}
