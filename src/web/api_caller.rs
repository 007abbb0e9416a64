//! Who asks, in the REST API.

use super::{Origin, TurnedAway};
use crate::domain::{Caller, Claim, SecretHash};
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use sha2::{Digest, Sha256};

/// The header that bears a token.
const TOKEN: &str = "x-auth-token";

/// Who asks, by the token of the request; without one, somebody unknown. Cookies are not looked at.
///
/// It names no project yet: routes that have one in their path set it, and the gate compares it with the token's.
#[derive(Clone, Debug)]
pub struct ApiCaller(pub Caller);

impl<S: Send + Sync> FromRequestParts<S> for ApiCaller {
    type Rejection = TurnedAway;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, TurnedAway> {
        let Origin(origin) = Origin::from_request_parts(parts, state).await?;
        Ok(Self(Caller { claim: claim(&parts.headers), project_id: None, origin }))
    }
}

/// A claim is one token. Of two, nobody could say which was meant.
fn claim(headers: &HeaderMap) -> Claim {
    let mut tokens = headers.get_all(TOKEN).iter();
    match (tokens.next(), tokens.next()) {
        (Some(token), None) if !token.is_empty() => Claim::Token(SecretHash(Sha256::digest(token.as_bytes()).into())),
        (Some(_) | None, _) => Claim::Stranger,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_caller_is_whose_one_token_it_is() {
        let claim_of = |tokens: &[&'static str]| {
            let pairs = tokens.iter().map(|token| HeaderValue::from_static(token));
            let mut headers = HeaderMap::new();
            headers.insert("cookie", HeaderValue::from_static("claviger=AAAAAAAAAAAAAAAAAAAAAA"));
            pairs.for_each(|token| {
                headers.append(TOKEN, token);
            });
            claim(&headers)
        };
        assert_eq!(claim_of(&["abc"]), Claim::Token(SecretHash(Sha256::digest("abc").into())));
        for none in [&[][..], &[""], &["abc", "abc"], &["abc", "def"]] {
            assert_eq!(claim_of(none), Claim::Stranger, "{none:?}");
        }
    }
}
