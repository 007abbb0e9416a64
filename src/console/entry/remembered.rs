//! Who was signed in last in this browser, so that whoever was signed out meanwhile only types the password.

use crate::web::Site;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponseParts, ResponseParts};
use std::convert::Infallible;

/// Who was signed in last. It proves nothing, and lives as long as the browser.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Remembered {
    /// Their domain's name.
    pub domain: String,
    /// Their name.
    pub user: String,
}

/// A cookie that is set, or taken back, with an answer.
#[derive(Clone, Debug)]
pub struct RememberedCookie(String);

impl Remembered {
    /// The cookie, before the prefix that TLS gives it.
    pub const COOKIE: &'static str = "claviger-who";

    /// Whom the request's cookie names.
    #[must_use]
    pub fn of(headers: &HeaderMap, site: &Site) -> Option<Self> {
        let name = site.cookie_name(Self::COOKIE);
        let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let (_, value) = pairs.find(|(found, _)| *found == name)?;
        let text = String::from_utf8(hex::decode(value).ok()?).ok()?;
        let (domain, user) = text.split_once('\n')?;
        Some(Self { domain: domain.to_owned(), user: user.to_owned() })
    }

    /// Remembers them. Names have no line ends, and hexadecimal digits are all that a cookie needs.
    #[must_use]
    pub fn remember(&self, site: &Site) -> RememberedCookie {
        RememberedCookie(cookie(site, &hex::encode(format!("{}\n{}", self.domain, self.user)), ""))
    }

    /// Forgets whoever was signed in.
    #[must_use]
    pub fn forget(site: &Site) -> RememberedCookie {
        RememberedCookie(cookie(site, "", "; Max-Age=0"))
    }
}

impl IntoResponseParts for RememberedCookie {
    type Error = Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Infallible> {
        if let Ok(value) = HeaderValue::from_str(&self.0) {
            parts.headers_mut().append(SET_COOKIE, value);
        }
        Ok(parts)
    }
}

fn cookie(site: &Site, value: &str, age: &str) -> String {
    let secure = if site.is_https() { "; Secure" } else { "" };
    format!("{}={value}; HttpOnly; SameSite=Lax{secure}; Path=/{age}", site.cookie_name(Remembered::COOKIE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::Proxy;
    use axum::response::IntoResponse;

    #[test]
    fn who_was_remembered_is_found_again_and_what_was_made_up_is_nobody() {
        let site = Site::parse("https://kms.example.org", Proxy::None).unwrap();
        let amelie = Remembered { domain: "acme".to_owned(), user: "Amélie".to_owned() };
        let answer = (amelie.remember(&site), "").into_response();
        let set = answer.headers()[SET_COOKIE].to_str().unwrap();
        let pair = set.split(';').next().unwrap();
        let with = |text: &str| {
            let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(text).unwrap())]);
            Remembered::of(&headers, &site)
        };
        assert_eq!(with(pair), Some(amelie));
        for wrong in ["", "__Host-claviger-who=", "__Host-claviger-who=zz", "__Host-claviger-who=61", "claviger-who=610a62"] {
            assert_eq!(with(wrong), None, "{wrong}");
        }
        let forgotten = (Remembered::forget(&site), "").into_response();
        assert!(forgotten.headers()[SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    }
}
