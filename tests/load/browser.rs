//! A browser: it keeps cookies and the page's token, and loads what a page asks for.

use super::client::{Answer, Connection, header, request};
use super::seed::{PASSWORD, USER};
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;

/// A browser of one person.
pub struct Browser {
    connection: Connection,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    /// A browser that was never here before.
    pub async fn open(address: SocketAddr) -> Self {
        Self { connection: Connection::open(address).await, cookies: BTreeMap::new() }
    }

    /// Signs in to a tenant.
    pub async fn sign_in(&mut self, domain: &str) {
        let page = self.send("GET", "/console/sign-in", &[], "").await;
        let text = String::from_utf8(page.body).unwrap();
        let token = text.split_once("name=\"csrf\" value=\"").unwrap().1.split('"').next().unwrap();
        let form = format!("csrf={token}&domain={domain}&user={USER}&password={}", PASSWORD.replace(' ', "+"));
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        let answer = self.send("POST", "/console/sign-in", &headers, &form).await;
        assert_eq!(answer.status, 303, "{}", String::from_utf8_lossy(&answer.body));
    }

    /// Looks at a page, compressed, without what it asks for.
    pub async fn get(&mut self, path: &str) -> Answer {
        let answer = self.send("GET", path, &[("accept-encoding", "gzip")], "").await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.head);
        answer
    }

    /// Loads a page and everything that it asks for, for the first time. How many answers that were, and how many bytes.
    pub async fn load(&mut self, path: &str) -> (usize, usize) {
        let plain = self.send("GET", path, &[], "").await;
        let text = String::from_utf8(plain.body).unwrap();
        let assets: BTreeSet<&str> =
            text.split("\"/static/").skip(1).map(|rest| rest.split(['"', '#']).next().unwrap()).collect();
        let mut bytes = self.get(path).await.bytes;
        for asset in &assets {
            bytes += self.get(&format!("/static/{asset}")).await.bytes;
        }
        (1 + assets.len(), bytes)
    }

    async fn send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let mut all = headers.to_vec();
        if !cookies.is_empty() {
            all.push(("cookie", &cookies));
        }
        let answer = self.connection.send(&request(method, path, &all, body)).await;
        for set in answer.head.lines().filter_map(|line| header(line, "set-cookie")) {
            let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        answer
    }
}
