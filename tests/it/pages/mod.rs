//! Pages, filled with samples, in every language: what no page may have in it, and what every page must.

mod keys;
mod people;
mod samples;

use claviger::web::Language;
use std::fs;
use std::path::Path;

/// Each page in each language, by a name like `keys.fr`.
fn pages() -> Vec<(String, String)> {
    Language::ALL
        .into_iter()
        .flat_map(|language| samples::all(language).into_iter().map(move |(name, html)| (format!("{name}.{}", language.code()), html)))
        .collect()
}

#[test]
fn every_page_is_there_to_be_looked_at() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    fs::create_dir_all(&folder).unwrap();
    for (name, html) in pages() {
        assert!(html.len() > 500, "{name}");
        fs::write(folder.join(format!("{name}.html")), html).unwrap();
    }
}
