//! Every text exists in every language, with the same values in it; nothing is said that no text says, or never said.

use fluent_bundle::FluentResource;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The calls whose first argument is the id of a text.
const CALLS: [&str; 10] = [
    ".say(",
    ".with(",
    ".with2(",
    ".all(",
    ".list(",
    ".way_back(",
    "Notice::ok(",
    "Notice::warn(",
    "Notice::bad(",
    "Notice::info(",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: PathBuf, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(path, ending));
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn texts(language: &str) -> Vec<(PathBuf, String)> {
    let paths = files(root().join("templates/locales").join(language), "ftl");
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// Every text of a language: its id, or `id.part`, with the names of the values in it.
fn ids(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in texts(language) {
        let (mut id, mut part) = (String::new(), String::new());
        for line in text.lines() {
            let name = line.split_once(" =").map(|(name, _)| name);
            match name {
                Some(name) if name.starts_with(|c: char| c.is_ascii_lowercase()) => {
                    (id, part) = (name.to_owned(), name.to_owned());
                    let twice = found.insert(part.clone(), BTreeSet::new());
                    assert!(twice.is_none(), "{name} stands twice, again in {}", path.display());
                }
                Some(name) if name.starts_with("    .") => {
                    part = format!("{id}{}", name.trim());
                    found.insert(part.clone(), BTreeSet::new());
                }
                Some(_) | None => {}
            }
            let is_text = !line.starts_with('#');
            for value in line.split('$').skip(1).filter(|_| is_text) {
                let end = value.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(value.len());
                found.get_mut(&part).unwrap().insert(value[..end].to_owned());
            }
        }
    }
    found
}

/// The ids that pages and views name.
fn named() -> BTreeMap<String, PathBuf> {
    let templates = files(root().join("templates"), "html");
    let views = files(root().join("src/console"), "rs");
    let mut found = BTreeMap::new();
    for path in templates.into_iter().chain(views) {
        let source = fs::read_to_string(&path).unwrap();
        for call in CALLS {
            for (at, _) in source.match_indices(call) {
                let id = source[at + call.len()..].trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
                found.extend(id.map(|id| (id.to_owned(), path.clone())));
            }
        }
    }
    found
}

#[test]
fn every_text_is_written_in_every_language_with_the_same_values() {
    let (english, french) = (ids("en"), ids("fr"));
    for (id, values) in &english {
        assert_eq!(Some(values), french.get(id), "{id} in French");
    }
    for id in french.keys() {
        assert!(english.contains_key(id), "{id} in English");
    }
    assert!(english.len() > 200, "{}", english.len());
}

#[test]
fn every_text_that_is_named_exists_and_every_text_is_named() {
    let (texts, named) = (ids("en"), named());
    for (id, path) in &named {
        assert!(texts.contains_key(id), "{id}, named in {}", path.display());
    }
    let is_part_of_a_notice = |id: &str| id.strip_suffix(".more").is_some_and(|notice| named.contains_key(notice));
    let silent: Vec<&String> = texts.keys().filter(|id| !named.contains_key(*id) && !is_part_of_a_notice(id)).collect();
    assert!(silent.is_empty(), "never said: {silent:?}");
}

#[test]
fn every_file_of_texts_is_well_formed() {
    for (path, text) in ["en", "fr"].into_iter().flat_map(texts) {
        if let Err((_, errors)) = FluentResource::try_new(text) {
            panic!("{}: {errors:?}", path.display());
        }
    }
}

#[test]
fn texts_keep_the_tone_and_french_its_spaces() {
    let unwanted = ["please", "sorry", "successfully", "are you sure", "veuillez", "désolé", "avec succès", "êtes-vous sûr"];
    for (path, text) in ["en", "fr"].into_iter().flat_map(texts) {
        let is_french = path.iter().any(|part| part == "fr");
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let lower = line.to_lowercase();
            for word in unwanted {
                assert!(!lower.contains(word), "{}: {line}", path.display());
            }
            assert!(!line.contains('!') && !line.contains('\''), "{}: {line}", path.display());
            let breaks = [" ;", " ?", " »", "« "].into_iter().any(|sign| line.contains(sign));
            let colon = line.contains(" : ") && !line.contains("chiffres et : / _ -");
            assert!(!is_french || !(breaks || colon), "a no-break space is missing in {}: {line}", path.display());
        }
    }
}
