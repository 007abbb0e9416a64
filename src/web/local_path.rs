//! Where a redirect may lead: to pages of ours.

use std::fmt;
use std::fmt::Write;
use std::str::FromStr;

/// A page of the console, as a path with perhaps a query. A redirect takes nothing else.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LocalPath(String);

/// A text that does not name a page of ours.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not a page of the console")]
pub struct NotOurs;

const START: &str = "/console";
const LONGEST: usize = 2_000;

impl LocalPath {
    /// This page, or the start if it is none of ours.
    #[must_use]
    pub fn or_start(path: &str) -> Self {
        path.parse().unwrap_or_default()
    }

    /// The sign-in page, which leads back to `next`.
    #[must_use]
    pub fn sign_in(next: Option<&Self>) -> Self {
        let mut path = format!("{START}/sign-in");
        if let Some(next) = next {
            path.push_str("?next=");
            path.push_str(&escape(&next.0));
        }
        Self(path)
    }

    /// The path and query.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for LocalPath {
    fn default() -> Self {
        Self(START.to_owned())
    }
}

impl FromStr for LocalPath {
    type Err = NotOurs;

    fn from_str(text: &str) -> Result<Self, NotOurs> {
        let path = text.split('?').next().unwrap_or_default();
        let inside = path.strip_prefix(START).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        // Browsers take `\` for `/`, `//` for the start of a host, and drop tabs and line ends before they look.
        let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'#'));
        let climbs = path.split('/').any(|part| matches!(part.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | ".."));
        if inside && is_plain && !climbs && !text.contains("//") && text.len() <= LONGEST {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotOurs)
        }
    }
}

impl fmt::Display for LocalPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Everything but letters, digits and `-._~/` in escapes, for a value in a query.
fn escape(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, proptest};

    #[test]
    fn a_page_of_ours_is_kept_as_it_is() {
        for path in ["/console", "/console/", "/console?x=1", "/console/keys?q=a%20b&state=Enabled", "/console/keys/%C3%A9"] {
            assert_eq!(path.parse::<LocalPath>().unwrap().as_str(), path);
        }
    }

    #[test]
    fn what_could_lead_elsewhere_leads_to_the_start() {
        for path in [
            "",
            "/",
            "console",
            "/consoles",
            "/v1.0/keys",
            "//evil.example",
            "//evil.example/console",
            "/\\evil.example",
            "/console/\\evil.example",
            "/console//evil.example",
            "https://evil.example/console",
            "javascript:alert(1)",
            " /console",
            "/console\t",
            "/console/a\nSet-Cookie:x",
            "/console/\u{0}",
            "/console/é",
            "/console#top",
            "/console/../v1.0",
            "/console/./keys",
            "/console/..",
            "/console/%2e%2E/v1.0",
            "/console/.%2e",
        ] {
            assert_eq!(path.parse::<LocalPath>(), Err(NotOurs), "{path:?}");
            assert_eq!(LocalPath::or_start(path).as_str(), "/console");
        }
        assert!(format!("/console/{}", "a".repeat(LONGEST)).parse::<LocalPath>().is_err());
    }

    #[test]
    fn the_sign_in_page_leads_back() {
        let next: LocalPath = "/console/keys?q=a&state=b%20".parse().unwrap();
        let sign_in = LocalPath::sign_in(Some(&next));
        assert_eq!(sign_in.as_str(), "/console/sign-in?next=/console/keys%3Fq%3Da%26state%3Db%2520");
        assert_eq!(LocalPath::sign_in(None).as_str(), "/console/sign-in");
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_stays_with_us(text in "(/console)?[/\\\\.%2eE?&=:a-z\t\n#@]*|.*") {
            if let Ok(path) = text.parse::<LocalPath>() {
                let uri: axum::http::Uri = path.as_str().parse().unwrap();
                assert!(uri.scheme().is_none() && uri.authority().is_none());
                assert!(uri.path() == "/console" || uri.path().starts_with("/console/"));
                assert!(path.as_str().bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\'));
                assert!(axum::http::HeaderValue::from_str(path.as_str()).is_ok());
            }
        }

        #[test]
        fn escapes_are_undone_by_whoever_reads_the_query(text in any::<String>()) {
            let body = format!("next={}", escape(&text));
            let read = crate::web::Fields::parse(body.as_bytes()).ok().and_then(|mut fields| fields.take("next"));
            assert_eq!(read, (!text.contains('\0')).then_some(text));
        }
    }
}
