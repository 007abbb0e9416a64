//! Where this installation is reached: what cookies, headers and the cross-site check depend on.

use super::TurnedAway;
use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use std::sync::Arc;

/// The address that people and programs reach this installation by.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Site {
    origin: String,
    is_https: bool,
    proxy: Proxy,
}

/// What stands between us and who calls.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Proxy {
    /// Nothing: the peer of the connection is who calls.
    None,
    /// One reverse proxy of the operator's, which appends the address of who calls to `X-Forwarded-For`.
    Trusted,
}

/// A public URL that is more, or less, than scheme, host and port.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the public URL must be http or https with a host, perhaps a port, and nothing else")]
pub struct InvalidSite;

impl Site {
    /// Reads the public URL of the settings, as `https://kms.example.org:8443`.
    pub fn parse(public_url: &str, proxy: Proxy) -> Result<Self, InvalidSite> {
        let uri: Uri = public_url.parse().map_err(|_| InvalidSite)?;
        let (scheme, authority) = uri.scheme_str().zip(uri.authority()).ok_or(InvalidSite)?;
        let (is_https, usual_port) = match scheme {
            "https" => (true, 443),
            "http" => (false, 80),
            _ => return Err(InvalidSite),
        };
        let is_bare = uri.path_and_query().is_none_or(|rest| rest.as_str() == "/") && !authority.as_str().contains('@');
        let host = authority.host().to_ascii_lowercase();
        if !is_bare || host.is_empty() || public_url.contains('#') {
            return Err(InvalidSite);
        }
        let port = match authority.port_u16() {
            Some(port) if port != usual_port => format!(":{port}"),
            None if authority.as_str().len() != host.len() => return Err(InvalidSite),
            Some(_) | None => String::new(),
        };
        Ok(Self { origin: format!("{scheme}://{host}{port}"), is_https, proxy })
    }

    /// The origin as browsers write it (RFC 6454, 6.2).
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether browsers reach us by TLS, so that cookies may demand it.
    #[must_use]
    pub const fn is_https(&self) -> bool {
        self.is_https
    }

    /// What stands before us.
    #[must_use]
    pub const fn proxy(&self) -> Proxy {
        self.proxy
    }

    /// A cookie's full name: with TLS, the prefix that makes browsers hold it to this host (RFC 6265bis, 4.1.3.2).
    #[must_use]
    pub fn cookie_name(&self, name: &str) -> String {
        if self.is_https { format!("__Host-{name}") } else { name.to_owned() }
    }
}

/// The site, for extractors and handlers.
#[derive(Clone, Debug)]
pub struct OurSite(pub Arc<Site>);

impl<S: Sync> FromRequestParts<S> for OurSite {
    type Rejection = TurnedAway;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, TurnedAway> {
        parts.extensions.get::<Arc<Site>>().cloned().map(Self).ok_or(TurnedAway::OutOfOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_becomes_the_origin_that_browsers_send() {
        for (url, origin, is_https) in [
            ("https://kms.example.org", "https://kms.example.org", true),
            ("https://KMS.example.org:443/", "https://kms.example.org", true),
            ("https://kms.example.org:8443", "https://kms.example.org:8443", true),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080", false),
            ("http://[::1]:80", "http://[::1]", false),
        ] {
            let site = Site::parse(url, Proxy::None).unwrap();
            assert_eq!((site.origin(), site.is_https()), (origin, is_https), "{url}");
        }
    }

    #[test]
    fn a_public_url_is_an_origin_and_nothing_else() {
        for url in [
            "",
            "kms.example.org",
            "ftp://kms.example.org",
            "https://",
            "https://user@kms.example.org",
            "https://kms.example.org/kms",
            "https://kms.example.org/?a=b",
            "https://kms.example.org/#top",
            "https://kms.example.org:notaport",
            "https://kms.example.org:99999",
            "/console",
        ] {
            assert_eq!(Site::parse(url, Proxy::None), Err(InvalidSite), "{url}");
        }
    }

    #[test]
    fn a_cookie_is_held_to_the_host_where_there_is_tls() {
        let name = |url| Site::parse(url, Proxy::None).unwrap().cookie_name("claviger");
        assert_eq!(name("https://kms.example.org"), "__Host-claviger");
        assert_eq!(name("http://localhost:8080"), "claviger");
    }
}
