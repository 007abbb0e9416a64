//! The drawing of `docs/architecture.md` as a table: rooms lean downwards only.

use crate::tidy::{File, files, relative};

/// What may stand in `src/` beside the rooms. They see everything, so they stay few.
const FILES: [&str; 3] = ["main.rs", "lib.rs", "app.rs"];

/// Each room, and the rooms that it may import. A room stands after every room that it leans on.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("config", &["domain"]),
    ("store", &["domain"]),
    ("keyring", &["domain"]),
    ("gate", &["domain", "store", "keyring"]),
    ("kms", &["domain", "store", "keyring", "gate"]),
    ("iam", &["domain", "store", "keyring", "gate"]),
    ("audit", &["domain", "store", "keyring", "gate"]),
    ("web", &["domain", "gate", "kms", "iam", "audit"]),
    ("api", &["domain", "gate", "kms", "iam", "audit", "web"]),
    ("console", &["domain", "gate", "kms", "iam", "audit", "web"]),
    ("command", &["domain", "gate", "kms", "iam", "audit"]),
    ("worker", &["domain", "gate", "kms", "iam", "audit"]),
];

/// What a room other than these never names: places know no HTTP, faces no SQL, and chance has one owner.
const ONLY_IN: &[(&str, &[&str])] =
    &[("sqlx", &["store"]), ("rand", &["keyring"]), ("axum", &["web", "api", "console"]), ("askama", &["web", "console"])];

/// What the nouns never touch besides: waiting and the wall clock.
const FOREIGN_TO_DOMAIN: [&str; 5] = ["tokio", "async", "await", "now_utc", "SystemTime"];

/// Names that say nothing of what they hold.
const NO_NAME: [&str; 5] = ["utils", "common", "helpers", "types", "prelude"];

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn first_name(text: &str) -> &str {
    &text[..text.find(|c| !is_name(c)).unwrap_or(text.len())]
}

/// What follows each place where the word begins.
fn after<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let starts = text.match_indices(word).filter(|(at, _)| !text[..*at].ends_with(is_name));
    starts.map(|(at, _)| &text[at + word.len()..]).collect()
}

/// Whether the line has the word by itself, not as part of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    after(line, word).iter().any(|rest| !rest.starts_with(is_name))
}

/// The first name of every path that starts at the root of the crate, by `crate`, the crate's name or enough `super`s, with its line.
/// A name is empty where the path goes on with something else, as in `crate::{`.
fn from_root(source: &str, depth: usize) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut inside = 0;
    for (line, text) in source.lines().enumerate().map(|(at, text)| (at + 1, text)) {
        // rustfmt indents: an inline module opens and closes in the first column, and the house nests none.
        if text.ends_with('{') && (text.starts_with("mod ") || text.starts_with("pub mod ")) {
            inside = 1;
        } else if text == "}" {
            inside = 0;
        }
        for rest in after(text, "crate").into_iter().chain(after(text, "claviger")) {
            if let Some(path) = rest.strip_prefix("::") {
                found.push((line, first_name(path)));
            } else if rest.starts_with(" as ") {
                found.push((line, ""));
            }
        }
        let mut rest = text;
        while let Some(at) = rest.find("super::") {
            let path = rest[at..].trim_start_matches("super::");
            let climbs = (rest.len() - at - path.len()) / "super::".len();
            if climbs >= depth + inside {
                found.push((line, first_name(path)));
            }
            rest = path;
        }
    }
    found
}

/// How deep the module of a file lies: `domain/mod.rs` is one below the crate, `domain/key.rs` two.
fn depth(path: &str) -> usize {
    let parts = path.split('/').count();
    if path.ends_with("/mod.rs") { parts - 1 } else { parts }
}

/// What is wrong with a file of `src/`, in words.
fn faults(path: &str, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut refuse = |line: usize, why: String| found.push(format!("{path}:{line}: {why}"));
    if let Some(name) = path.split('/').map(|part| part.trim_end_matches(".rs")).find(|part| NO_NAME.contains(part)) {
        refuse(1, format!("'{name}' names nothing: put it in the room that owns it"));
    }
    let allowed = if let Some((room, _)) = path.split_once('/') {
        let row = MAY_IMPORT.iter().find(|(name, _)| *name == room);
        if row.is_none() {
            refuse(1, format!("there is no room {room}"));
        }
        row
    } else {
        if !FILES.contains(&path) {
            refuse(1, "lives outside the rooms".to_owned());
        }
        None
    };
    for (line, to) in from_root(source, depth(path)) {
        match allowed {
            _ if to.is_empty() => refuse(line, "this guard reads only `crate::room::…`".to_owned()),
            Some((room, rooms)) if to != *room && !rooms.contains(&to) => refuse(line, format!("{room} may not import {to}")),
            Some(_) | None => {}
        }
    }
    if let Some((room, _)) = allowed {
        for (at, line) in source.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            let foreign = ONLY_IN.iter().filter(|(_, rooms)| !rooms.contains(room)).map(|(name, _)| *name);
            let foreign = foreign.filter(|name| after(line, name).iter().any(|rest| rest.starts_with("::")));
            let unknown = FOREIGN_TO_DOMAIN.into_iter().filter(|word| *room == "domain" && has_word(line, word));
            for word in foreign.chain(unknown) {
                refuse(at + 1, format!("{room} may not know {word}"));
            }
        }
    }
    found
}

#[test]
fn rooms_lean_downwards_only() {
    let sources = files("src", "rs");
    let wrong: Vec<_> =
        sources.iter().flat_map(|File { path, text }| faults(relative(path).trim_start_matches("src/"), text)).collect();
    assert!(sources.len() > 3 && wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Templates call Rust by its path: they are the console's, wherever they stand.
#[test]
fn templates_lean_no_further_than_the_console() {
    let wrong: Vec<_> = files("templates", "html")
        .iter()
        .flat_map(|File { path, text }| faults(&format!("console/{}", relative(path)), text))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_import_goes_to_a_room_further_down() {
    let place = |room: &str| MAY_IMPORT.iter().position(|(name, _)| *name == room).unwrap();
    for (room, allowed) in MAY_IMPORT {
        for below in *allowed {
            assert!(place(below) < place(room), "{room} imports {below}");
        }
    }
}

#[test]
fn the_guard_lets_pass_what_leans_downwards() {
    for (path, source) in [
        ("gate/mod.rs", "use crate::store::Store;\nuse crate::domain::Key;\nuse super::gate::Gate;"),
        ("domain/key.rs", "use super::KeyState;\npub(in crate::domain) fn f() {}\nmod tests {\n    use super::super::UserId;\n}"),
        ("store/sqlite/commit.rs", "use super::super::Unit;\nuse sqlx::Row;"),
        ("domain/clock.rs", "/// Nobody calls `tokio::spawn` or `now_utc` here.\nfn asynchronous() {}"),
        ("app.rs", "use crate::store::SqliteStore;\nuse crate::config::Settings;"),
        ("keyring/random.rs", "use rand::rngs::SysRng;"),
    ] {
        assert_eq!(faults(path, source), <[&str; 0]>::default(), "{path}");
    }
}

#[test]
fn the_guard_refuses_what_leans_upwards_or_sideways() {
    for (path, source, fault) in [
        ("store/row.rs", "use crate::keyring::Keyring;", "store/row.rs:1: store may not import keyring"),
        ("kms/x.rs", "\nfn f() { crate::iam::sign_in() }", "kms/x.rs:2: kms may not import iam"),
        ("kms/x.rs", "use super::super::iam::SignIn;", "kms/x.rs:1: kms may not import iam"),
        ("kms/mod.rs", "use super::audit::Trail;", "kms/mod.rs:1: kms may not import audit"),
        ("kms/x.rs", "mod tests {\n    use super::super::super::iam::SignIn;\n}\n", "kms/x.rs:2: kms may not import iam"),
        ("web/x.rs", "use crate::{store, gate};", "web/x.rs:1: this guard reads only `crate::room::…`"),
        ("web/x.rs", "use crate as all;", "web/x.rs:1: this guard reads only `crate::room::…`"),
        ("app.rs", "use crate::{store, gate};", "app.rs:1: this guard reads only `crate::room::…`"),
        ("console/x.rs", "use claviger::store::Store;", "console/x.rs:1: console may not import store"),
        ("worker/x.rs", "use crate::app::App;", "worker/x.rs:1: worker may not import app"),
        ("web/x.rs", "use crate::config::Settings;", "web/x.rs:1: web may not import config"),
        ("domain/x.rs", "use tokio::sync::Mutex;", "domain/x.rs:1: domain may not know tokio"),
        ("domain/x.rs", "pub async fn f() {}", "domain/x.rs:1: domain may not know async"),
        ("domain/x.rs", "OffsetDateTime::now_utc()", "domain/x.rs:1: domain may not know now_utc"),
        ("gate/x.rs", "use axum::http::StatusCode;", "gate/x.rs:1: gate may not know axum"),
        ("console/x.rs", "sqlx::query(\"…\")", "console/x.rs:1: console may not know sqlx"),
        ("kms/helpers.rs", "", "kms/helpers.rs:1: 'helpers' names nothing: put it in the room that owns it"),
        ("crypto/mod.rs", "", "crypto/mod.rs:1: there is no room crypto"),
        ("crypto.rs", "", "crypto.rs:1: lives outside the rooms"),
    ] {
        assert_eq!(faults(path, source), [fault], "{source}");
    }
}
