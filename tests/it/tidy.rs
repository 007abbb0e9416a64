//! Rules of the house that no compiler knows.

use std::fs;
use std::path::{Path, PathBuf};

const LONGEST_FILE: usize = 400;

fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found
}

#[test]
fn no_source_is_too_long_or_promises_something_for_later() {
    let later = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("#[al", "low("),
        concat!("#[ig", "nore"),
        concat!("#[should_", "panic"),
    ];
    for (path, text) in files("src", "rs").into_iter().chain(files("tests", "rs")) {
        assert!(text.lines().count() <= LONGEST_FILE, "{} is longer than {LONGEST_FILE} lines", path.display());
        for word in later {
            assert!(!text.contains(word), "{} has {word}", path.display());
        }
        assert!(text.starts_with("//!"), "{} does not say what it is for", path.display());
    }
}

#[test]
fn a_migration_says_why_and_makes_strict_tables() {
    for (path, text) in files("migrations", "sql") {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let (stamp, rest) = name.split_once('_').unwrap();
        assert!(stamp.len() == 14 && stamp.bytes().all(|b| b.is_ascii_digit()), "{name}");
        assert!(rest.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') && rest.contains('_'), "{name}: verb_noun");
        assert!(text.starts_with("-- "), "{name} does not say why");
        let tables = text.matches("CREATE TABLE").count();
        assert_eq!(text.matches(") STRICT").count(), tables, "{name}");
    }
}

#[test]
fn every_test_that_the_readme_names_is_there() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let sources: String = files("src", "rs").into_iter().chain(files("tests", "rs")).map(|(_, text)| text).collect();
    let rows = readme.lines().skip_while(|line| !line.starts_with("| Promise")).skip(2).take_while(|line| line.starts_with('|'));
    let mut named = 0;
    for name in rows.flat_map(|row| row.rsplit('|').nth(1).unwrap().split('`').skip(1).step_by(2)) {
        assert!(sources.contains(&format!("fn {name}(")), "README names {name}, which is not there");
        named += 1;
    }
    assert!(named > 0);
}
