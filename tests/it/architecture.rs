//! The drawing of `docs/architecture.md` as a table: rooms lean downwards only.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const FILES: [&str; 3] = ["main", "lib", "app"];

/// Each room, and the rooms that it may import.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain"]),
    ("keyring", &["domain"]),
    ("gate", &["domain", "store", "keyring"]),
    ("kms", &["domain", "store", "keyring", "gate"]),
    ("iam", &["domain", "store", "keyring", "gate"]),
    ("audit", &["domain", "store", "keyring", "gate"]),
    ("web", &["domain", "gate", "kms", "iam", "audit"]),
    ("api", &["domain", "gate", "kms", "iam", "audit", "web"]),
    ("console", &["domain", "gate", "kms", "iam", "audit", "web"]),
    ("worker", &["domain", "gate", "kms", "iam", "audit"]),
    ("config", &["domain"]),
];

/// What the nouns never touch: I/O, async, the wall clock.
const FOREIGN_TO_DOMAIN: [&str; 6] = ["tokio", "sqlx", "axum", "async ", "now_utc", "SystemTime"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

/// The rooms that a source names in its `crate::` paths.
fn rooms_named(source: &str) -> BTreeSet<&str> {
    let name = |rest: &'_ str| rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    source.match_indices("crate::").map(|(at, found)| &source[at + found.len()..]).map(|rest| &rest[..name(rest)]).collect()
}

/// What is wrong with a source of `room`, in words.
fn faults(room: &str, source: &str) -> Vec<String> {
    let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == room) else {
        return vec![format!("there is no room {room}")];
    };
    let mut found: Vec<String> = rooms_named(source)
        .into_iter()
        .filter(|named| *named != room && !allowed.contains(named))
        .map(|named| format!("{room} may not import '{named}'"))
        .collect();
    if room == "domain" {
        let foreign = FOREIGN_TO_DOMAIN.into_iter().filter(|word| source.contains(word));
        found.extend(foreign.map(|word| format!("domain may not know {word}")));
    }
    found
}

#[test]
fn rooms_lean_downwards_only() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for path in sources(&src) {
        let inside = path.strip_prefix(&src).unwrap();
        let room = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        if inside.components().count() == 1 {
            assert!(FILES.contains(&room), "{room}.rs lives outside the rooms");
        } else {
            let source = fs::read_to_string(&path).unwrap();
            wrong.extend(faults(room, &source).into_iter().map(|fault| format!("{}: {fault}", inside.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_refuses_what_leans_upwards_or_sideways() {
    assert!(faults("gate", "use crate::store::Store; use crate::domain::Key;").is_empty());
    assert_eq!(faults("store", "use crate::keyring::Keyring;"), ["store may not import 'keyring'"]);
    assert_eq!(faults("kms", "crate::iam::sign_in()"), ["kms may not import 'iam'"]);
    assert_eq!(faults("web", "use crate::{store, gate};"), ["web may not import ''"]);
    assert_eq!(faults("domain", "tokio::spawn"), ["domain may not know tokio"]);
    assert_eq!(faults("helpers", ""), ["there is no room helpers"]);
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
