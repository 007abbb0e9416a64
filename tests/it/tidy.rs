//! Rules of the house that no compiler knows.

mod pages;

use std::fs;
use std::path::{Path, PathBuf};

/// Past this many lines a file is split.
const LONGEST_FILE: usize = 400;

/// What is put off, silenced or skipped. Cut in two, so that this file does not hold it.
const LATER: [&str; 8] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("to", "do!"),
    concat!("unimpl", "emented!"),
    concat!("db", "g!"),
    concat!("#[al", "low("),
    concat!("#[ig", "nore"),
    concat!("#[should_", "panic"),
];

/// The one file of `src/` that may print: the command line.
const MAY_PRINT: &str = "src/main.rs";

/// A file of this repository.
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// What it says.
    pub text: String,
}

/// Every file below a folder with this ending, in order. None, if the folder is not there yet.
pub fn files(folder: &str, ending: &str) -> Vec<File> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
            if path.is_dir() && !path.ends_with("node_modules") {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                let text = fs::read_to_string(&path).unwrap();
                found.push(File { path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// A path as it is written in this repository.
pub fn relative(path: &Path) -> &str {
    path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_str().unwrap()
}

fn rust() -> impl Iterator<Item = File> {
    files("src", "rs").into_iter().chain(files("tests", "rs"))
}

#[test]
fn no_source_is_too_long_or_promises_something_for_later() {
    for File { path, text } in rust() {
        let path = relative(&path);
        assert!(text.lines().count() <= LONGEST_FILE, "{path} is longer than {LONGEST_FILE} lines");
        for word in LATER {
            assert!(!text.contains(word), "{path} has {word}");
        }
        assert!(text.starts_with("//!"), "{path} does not say what it is for");
        let prints = path.starts_with("src/") && path != MAY_PRINT && (text.contains("println!(") || text.contains("print!("));
        assert!(!prints, "{path} prints: only {MAY_PRINT} may");
    }
}

/// What is wrong with a migration, in words.
fn faults_of_migration(name: &str, text: &str, strict: bool) -> Vec<String> {
    let mut found = Vec::new();
    let (stamp, words) = name.split_once('_').unwrap_or_default();
    if stamp.len() != 14 || !stamp.bytes().all(|b| b.is_ascii_digit()) {
        found.push("does not begin with YYYYMMDDHHMMSS_".to_owned());
    }
    if words.split('_').count() < 2 || !words.split('_').all(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase())) {
        found.push("is not called verb_noun".to_owned());
    }
    if !text.starts_with("-- ") {
        found.push("does not say why".to_owned());
    }
    let statements = text.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n");
    for table in statements.split(';').filter(|statement| strict && statement.trim_start().starts_with("CREATE TABLE")) {
        if !table.rsplit(')').next().unwrap().split([',', ' ', '\n']).any(|word| word == "STRICT") {
            found.push(format!("makes a table that is not strict: {}", table.trim_start().lines().next().unwrap()));
        }
    }
    found
}

#[test]
fn a_migration_says_why_and_makes_strict_tables() {
    let sqlite = files("migrations/sqlite", "sql");
    let postgres = files("migrations/postgres", "sql");
    let names = |files: &[File]| files.iter().map(|file| file.path.file_name().unwrap().to_owned()).collect::<Vec<_>>();
    assert!(!sqlite.is_empty());
    assert!(postgres.is_empty() || names(&sqlite) == names(&postgres), "each migration has its twin for the other database");
    for (File { path, text }, strict) in sqlite.iter().map(|f| (f, true)).chain(postgres.iter().map(|f| (f, false))) {
        let faults = faults_of_migration(path.file_stem().unwrap().to_str().unwrap(), text, strict);
        assert!(faults.is_empty(), "{} {}", relative(path), faults.join(", "));
    }
}

#[test]
fn a_migration_without_reason_name_or_strictness_is_refused() {
    let good =
        "-- Why.\nCREATE TABLE a (id BLOB NOT NULL) STRICT, WITHOUT ROWID;\nCREATE TABLE b (c INTEGER CHECK (c > 0)) STRICT;\n";
    assert!(faults_of_migration("20261124093000_create_keys", good, true).is_empty());
    for (name, text, strict) in [
        ("2026_create_keys", good, true),
        ("20261124093000_keys", good, true),
        ("20261124093000_create_Keys", good, true),
        ("20261124093000_create_keys", "CREATE TABLE a (id BLOB) STRICT;", true),
        ("20261124093000_create_keys", "-- Why.\nCREATE TABLE a (id BLOB);\nCREATE TABLE b (id BLOB) STRICT;", true),
        ("20261124093000_create_keys", "-- Why.\nCREATE TABLE a (id BLOB); -- STRICT", true),
    ] {
        assert_eq!(faults_of_migration(name, text, strict).len(), 1, "{name}: {text}");
    }
    assert!(faults_of_migration("20261124093000_create_keys", "-- Why.\nCREATE TABLE a (id BYTEA);", false).is_empty());
}

/// What the last column of the table below this heading names in backquotes.
fn promised<'a>(readme: &'a str, heading: &str) -> Vec<&'a str> {
    let table = readme.lines().skip_while(|line| !line.starts_with(heading)).skip(2).take_while(|line| line.starts_with('|'));
    table.flat_map(|row| row.rsplit('|').nth(1).unwrap().split('`').skip(1).step_by(2)).collect()
}

/// Whether one of the sources defines the test: a function in Rust or Python, a title in a Playwright spec.
fn defines(source: &str, name: &str) -> bool {
    source.contains(&format!("fn {name}("))
        || source.contains(&format!("def {name}("))
        || source.contains(&format!("test('{name}'"))
}

#[test]
fn every_test_that_the_readme_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let sources: Vec<_> = rust().chain(files("tests", "py")).chain(files("playwright", "ts")).collect();
    for heading in ["| Function", "| | Promise"] {
        let promised = promised(&readme, heading);
        assert!(!promised.is_empty());
        for name in promised {
            let is_there = sources.iter().any(|source| defines(&source.text, name)) || root.join(name).is_file();
            assert!(is_there, "README names {name}, which is not there");
        }
    }
}

#[test]
fn a_promise_is_kept_only_by_a_test_of_its_whole_name() {
    let readme = "| Promise | Test |\n|---|---|\n| One | `a_key_opens`, `a key is made` |\n\n| Other | `not_this` |\n";
    assert_eq!(promised(readme, "| Promise"), ["a_key_opens", "a key is made"]);
    assert!(defines("fn a_key_opens() {}", "a_key_opens") && defines("test('a key is made', async", "a key is made"));
    assert!(!defines("fn a_key_opens_nothing() {}", "a_key_opens") && !defines("// a key is made", "a key is made"));
}
