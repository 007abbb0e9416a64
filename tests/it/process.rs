//! The program itself, started as an operator starts it, and asked as programs ask it.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A server of its own, killed when it is dropped.
pub struct Server {
    child: Child,
    /// Where it is, without a slash at the end.
    pub url: String,
}

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The header lines.
    pub head: String,
    /// The body.
    pub body: String,
}

impl Answer {
    /// The body, read as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

/// The program with these words, on this data directory, and with nothing of the surroundings' settings.
pub fn claviger(data: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claviger"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("CLAVIGER_")) {
        command.env_remove(name);
    }
    command.args(words).arg("--data-dir").arg(data).current_dir(data.parent().unwrap());
    command
}

/// Runs an administrative command and reads the one JSON object that it prints.
pub fn administer(data: &Path, words: &[&str]) -> Value {
    let done = claviger(data, words).arg("--json").output().unwrap();
    assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).unwrap()
}

impl Server {
    /// Starts a server and waits for the line with its address.
    pub fn start(data: &Path, environment: &[(&str, &str)]) -> Self {
        let mut command = claviger(data, &["serve", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"]);
        command.envs(environment.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = lines.find_map(|line| {
            let line = line.unwrap();
            let start = line.find("http://")?;
            Some(line[start..].split("/console").next().unwrap().trim().to_owned())
        });
        // Whoever prints into a pipe that nobody reads would stand still.
        std::thread::spawn(move || lines.count());
        Self { child, url: url.expect("an address before the end of output") }
    }

    /// Ends it as a power cut would, whoever is at work with it.
    pub fn kill(&self) {
        self.signal("-KILL");
    }

    /// Asks it to stop and waits until it has.
    pub fn stop(mut self) {
        self.signal("-TERM");
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
    }

    fn signal(&self, signal: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
    }

    /// Asks once, with headers. `None` when there was no whole answer.
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Option<Answer> {
        ask(&self.url, method, path, headers, body)
    }

    /// A token for a person in the default project of their domain, with the project's id.
    pub fn token(&self, domain: &str, name: &str, password: &str) -> Option<(String, String)> {
        let user = json!({"name": name, "password": password, "domain": {"name": domain}});
        let scope = json!({"project": {"name": "eu-west-0", "domain": {"name": domain}}});
        let auth = json!({"auth": {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": scope}});
        let answer = self.ask("POST", "/v3/auth/tokens", &[("content-type", "application/json")], &auth.to_string())?;
        assert_eq!(answer.status, 201, "{answer:?}");
        let project = answer.json()["token"]["project"]["id"].as_str().unwrap().to_owned();
        Some((answer.header("x-subject-token").unwrap().to_owned(), project))
    }

    /// One call of the key API.
    pub fn call(&self, (token, project): &(String, String), verb: &str, body: &Value) -> Option<Answer> {
        let path = format!("/v1.0/{project}/kms/{verb}");
        self.ask("POST", &path, &[("content-type", "application/json"), ("x-auth-token", token)], &body.to_string())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// Asks a server once over a connection of its own.
pub fn ask(url: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Option<Answer> {
    let host = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let mut request =
        format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        request.push_str(&[*name, ": ", *value, "\r\n"].concat());
    }
    request.push_str("\r\n");
    request.push_str(body);
    stream.write_all(request.as_bytes()).ok()?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ").map(str::to_owned));
    // An answer that was cut off is none.
    if length.is_some_and(|length| length.trim().parse() != Ok(body.len())) {
        return None;
    }
    Some(Answer { status: head.split(' ').nth(1)?.parse().ok()?, head: head.to_owned(), body: body.to_owned() })
}
