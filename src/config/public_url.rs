//! The address that browsers and programs use, which need not be the one that we listen on.

use super::{Setting, WrongSetting};
use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// An origin: scheme, host and port, as browsers write it. No path.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PublicUrl {
    is_secure: bool,
    /// Host, and the port unless it is the scheme's own.
    authority: String,
}

const FORM: &str = "write it like https://kms.example.org, without a path";

impl PublicUrl {
    /// Reads an address. Without TLS only this machine itself is believed.
    pub fn read(text: &str) -> Result<Self, WrongSetting> {
        let wrong = || Setting::PublicUrl.wrong(format!("is '{text}'; {FORM}"));
        let lower = text.to_ascii_lowercase();
        let (is_secure, rest) = match lower.split_once("://") {
            Some(("https", rest)) => (true, rest),
            Some(("http", rest)) => (false, rest),
            Some(_) | None => return Err(wrong()),
        };
        let (host, port) = host_and_port(rest.strip_suffix('/').unwrap_or(rest)).ok_or_else(wrong)?;
        if !is_secure && !is_this_machine(host) {
            let fault = format!("is '{text}'; passwords would cross a network in the clear, so begin it with https://");
            return Err(Setting::PublicUrl.wrong(fault));
        }
        let usual = if is_secure { 443 } else { 80 };
        let port = port.filter(|port| *port != usual).map_or_else(String::new, |port| format!(":{port}"));
        Ok(Self { is_secure, authority: format!("{host}{port}") })
    }

    /// The address of a listener, for who gave none.
    #[must_use]
    pub fn of(address: SocketAddr) -> Self {
        let authority =
            if address.port() == 80 { address.to_string().trim_end_matches(":80").to_owned() } else { address.to_string() };
        Self { is_secure: false, authority }
    }

    /// Whether browsers come over TLS, so that cookies may be kept to it.
    #[must_use]
    pub const fn is_secure(&self) -> bool {
        self.is_secure
    }
}

/// As browsers write an origin: no slash at the end.
impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.is_secure { "https" } else { "http" };
        write!(f, "{scheme}://{}", self.authority)
    }
}

fn host_and_port(authority: &str) -> Option<(&str, Option<u16>)> {
    let (host, rest) = if let Some(inside) = authority.strip_prefix('[') {
        let (address, _) = inside.split_once(']')?;
        address.parse::<Ipv6Addr>().ok()?;
        authority.split_at_checked(address.len() + 2)?
    } else {
        authority.split_at(authority.find(':').unwrap_or(authority.len()))
    };
    let is_name = |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !host.starts_with('[') && !host.split('.').all(is_name) {
        return None;
    }
    match rest.strip_prefix(':') {
        Some(port) => port.parse().ok().filter(|port| *port > 0).map(|port| (host, Some(port))),
        None => rest.is_empty().then_some((host, None)),
    }
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || host.ends_with(".localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_as_browsers_write_it() {
        for (given, kept) in [
            ("https://kms.example.org", "https://kms.example.org"),
            ("HTTPS://KMS.example.org:443/", "https://kms.example.org"),
            ("https://kms.example.org:8443", "https://kms.example.org:8443"),
            ("http://localhost:80", "http://localhost"),
            ("http://127.0.0.1:8480", "http://127.0.0.1:8480"),
            ("http://[::1]:8480/", "http://[::1]:8480"),
        ] {
            assert_eq!(PublicUrl::read(given).unwrap().to_string(), kept);
        }
        assert!(PublicUrl::read("https://a.b").unwrap().is_secure());
        for (address, url) in [("127.0.0.1:8480", "http://127.0.0.1:8480"), ("127.0.0.1:80", "http://127.0.0.1")] {
            assert_eq!(PublicUrl::of(address.parse().unwrap()).to_string(), url);
        }
    }

    #[test]
    fn what_is_no_address_of_ours_is_refused() {
        for bad in [
            "",
            "kms.example.org",
            "ftp://kms.example.org",
            "https://",
            "https://a b",
            "https://a/b",
            "https://a//",
            "https://u:p@a",
            "https://a?b",
            "https://a:0",
            "https://a:65536",
            "https://a:",
            "https://[::1",
            "https://[x]",
            "https://[::1]8",
            "https://é.org",
            "https://a..b",
        ] {
            let said = PublicUrl::read(bad).unwrap_err().to_string();
            assert_eq!(said, format!("CLAVIGER_PUBLIC_URL (--public-url) is '{bad}'; {FORM}"));
        }
    }

    #[test]
    fn without_tls_only_this_machine_is_believed() {
        for (url, good) in [
            ("http://localhost", true),
            ("http://kms.localhost", true),
            ("http://127.0.0.2", true),
            ("http://[::1]", true),
            ("http://kms.example.org", false),
            ("http://10.0.0.1", false),
            ("http://0.0.0.0", false),
            ("http://notlocalhost", false),
        ] {
            assert_eq!(PublicUrl::read(url).is_ok(), good, "{url}");
        }
    }
}
