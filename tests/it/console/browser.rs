//! A browser: it keeps cookies, remembers the page's token, and follows redirects when told to.

use super::ORIGIN;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use tower::ServiceExt;

/// A browser of one person.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    csrf: String,
    page: String,
}

/// What came back.
#[derive(Debug)]
pub struct Seen {
    /// Its status.
    pub status: StatusCode,
    /// Where it leads, by redirect or by htmx.
    pub to: String,
    /// The address that htmx shows.
    pub pushed: String,
    /// Its text.
    pub text: String,
}

impl Browser {
    pub fn new(router: Router) -> Self {
        Self { router, cookies: BTreeMap::new(), csrf: String::new(), page: "/console".to_owned() }
    }

    /// Looks at a page.
    pub async fn get(&mut self, path: &str) -> Seen {
        self.page = path.to_owned();
        self.send("GET", path, &[], String::new()).await
    }

    /// Has htmx fetch a fragment.
    pub async fn swap(&mut self, path: &str) -> Seen {
        self.send("GET", path, &[("hx-request", "true")], String::new()).await
    }

    /// Sends a form without script.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let body = self.form(fields);
        self.send("POST", path, &[], body).await
    }

    /// Sends a form by htmx.
    pub async fn swap_post(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let body = self.form(fields);
        self.send("POST", path, &[("hx-request", "true")], body).await
    }

    /// Sends a form that is written out already.
    pub async fn post_raw(&mut self, path: &str, fields: &str) -> Seen {
        self.send("POST", path, &[], format!("csrf={}{fields}", self.csrf)).await
    }

    /// Signs in, and is signed in.
    pub async fn sign_in(&mut self, user: &str, password: &str) {
        self.get("/console/sign-in").await;
        let seen = self.post("/console/sign-in", &[("domain", "acme"), ("user", user), ("password", password)]).await;
        assert_eq!((seen.status, seen.to.as_str()), (StatusCode::SEE_OTHER, "/console"), "{}", seen.text);
    }

    /// Forgets the token of the last page.
    pub fn forget_token(&mut self) {
        self.csrf.clear();
    }

    /// A cookie's value.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    fn form(&self, fields: &[(&str, &str)]) -> String {
        let mut body = format!("csrf={}", self.csrf);
        for (name, value) in fields {
            write!(body, "&{name}={}", escape(value)).unwrap();
        }
        body
    }

    async fn send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: String) -> Seen {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header("cookie", cookies.join("; "));
        request = request.header("hx-current-url", format!("{ORIGIN}{}", self.page));
        request = request.header("referer", format!("{ORIGIN}{}", self.page));
        if method == "POST" {
            request = request.header("sec-fetch-site", "same-origin");
            request = request.header("content-type", "application/x-www-form-urlencoded");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        for set in parts.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()) {
            let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
            if set.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let text = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
        if let Some((_, rest)) = text.split_once("name=\"csrf\" value=\"") {
            rest.split('"').next().unwrap().clone_into(&mut self.csrf);
        }
        let header = |name: &str| parts.headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        let to = format!("{}{}", header("location"), header("hx-redirect"));
        Seen { status: parts.status, to, pushed: header("hx-push-url"), text }
    }
}

impl Seen {
    /// The same, if the page has this text.
    #[track_caller]
    pub fn having(self, text: &str) -> Self {
        assert!(self.text.contains(text), "no {text:?} in {} {}: {}", self.status, self.to, self.text);
        self
    }

    /// The same, if the page lacks this text.
    #[track_caller]
    pub fn lacking(self, text: &str) -> Self {
        assert!(!self.text.contains(text), "{text:?} is in {}", self.text);
        self
    }

    /// The same, if its status is this.
    #[track_caller]
    pub fn being(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{} {}", self.to, self.text);
        self
    }

    /// The same, if it leads there.
    #[track_caller]
    pub fn leading_to(self, path: &str) -> Self {
        assert_eq!(self.to, path, "{} {}", self.status, self.text);
        self
    }

    /// The password that the page shows.
    #[track_caller]
    pub fn password(&self) -> String {
        let (_, rest) = self.text.split_once("class=\"secret").expect("a secret");
        let copies: Vec<&str> = rest.split("data-copy=\"").skip(1).collect();
        copies[0].split('"').next().unwrap().to_owned()
    }
}

fn escape(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(char::from(byte)),
            _ => write!(out, "%{byte:02X}").unwrap(),
        }
        out
    })
}
