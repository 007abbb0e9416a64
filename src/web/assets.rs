//! Style sheets, script and icons: built into the binary, and served under names that change with their content.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");
static ASSETS: LazyLock<Assets> = LazyLock::new(Assets::read);

/// The part of a file's name that changes with its content: 12 hexadecimal digits of SHA-256.
const STAMP_BYTES: usize = 6;

/// What lets browsers keep a file whose name changes with its content. Nothing else is kept.
pub(in crate::web) const KEEP: &str = "public, max-age=31536000, immutable";

struct Assets {
    urls: BTreeMap<String, String>,
    files: BTreeMap<String, (&'static [u8], &'static str)>,
}

impl Assets {
    fn read() -> Self {
        let mut assets = Self { urls: BTreeMap::new(), files: BTreeMap::new() };
        assets.add(&FILES);
        assets
    }

    fn add(&mut self, folder: &'static Dir<'static>) {
        for file in folder.files() {
            let name = file.path().to_string_lossy().replace('\\', "/");
            let Some((stem, ending)) = name.rsplit_once('.') else { continue };
            let Some(kind) = media_type(ending) else { continue };
            let hash = hex::encode(Sha256::digest(file.contents()));
            let stamped = format!("{stem}.{}.{ending}", hash.get(..2 * STAMP_BYTES).unwrap_or_default());
            self.urls.insert(name.clone(), format!("/static/{stamped}"));
            self.files.insert(stamped, (file.contents(), kind));
        }
        for inner in folder.dirs() {
            self.add(inner);
        }
    }
}

/// The types that are served. What is not among them, as a licence's text, stays inside.
fn media_type(ending: &str) -> Option<&'static str> {
    match ending {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        _ => None,
    }
}

/// The address of an asset, for templates: `asset("css/base.css")` is `/static/css/base.<hash>.css`.
#[must_use]
pub fn asset(name: &str) -> &'static str {
    ASSETS.urls.get(name).map_or("", String::as_str)
}

/// `GET /static/{*name}`: a file whose name changes whenever its content does, so that browsers may keep it.
pub async fn serve(Path(name): Path<String>) -> Response {
    match ASSETS.files.get(&name) {
        Some((bytes, kind)) => {
            let headers = [(CONTENT_TYPE, HeaderValue::from_static(kind)), (CACHE_CONTROL, HeaderValue::from_static(KEEP))];
            (headers, *bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_asset_is_served_under_the_name_that_templates_print() {
        for name in ["css/tokens.css", "js/console.js", "vendor/htmx-2.0.11.min.js", "icons.svg"] {
            let url = asset(name);
            let answer = serve(Path(url.trim_start_matches("/static/").to_owned())).await;
            assert_eq!(answer.status(), StatusCode::OK, "{name} at {url}");
            assert!(answer.headers()[CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        }
    }

    #[tokio::test]
    async fn only_what_pages_need_is_served() {
        for name in ["css/tokens.css", "vendor/htmx-2.0.11.LICENSE", "../Cargo.toml", ""] {
            assert_eq!(serve(Path(name.to_owned())).await.status(), StatusCode::NOT_FOUND, "{name}");
        }
    }
}
