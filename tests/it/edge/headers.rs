//! What every answer forbids the browser, and which answers are compressed.

use super::house::House;
use super::{Answer, ask, look};
use axum::Router;
use axum::http::{StatusCode, header::CACHE_CONTROL};
use axum::response::Html;
use axum::routing::{get, post};
use claviger::domain::Face;
use claviger::web::{PERMISSIONS, asset, serve};

fn routes() -> Router {
    Router::new()
        .route("/console/keys", get(async || Html("a page ".repeat(100))).post(async || Html("a secret ".repeat(100))))
        .route("/console/kept", get(async || ([(CACHE_CONTROL, "public, max-age=60")], "a page")))
        .route("/console/broken", post(async || StatusCode::INTERNAL_SERVER_ERROR))
        .route("/static/{*name}", get(serve))
}

fn assert_forbids(answer: &Answer, what: &str) {
    for (name, value) in [
        (
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
             base-uri 'none'; frame-ancestors 'none'",
        ),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("referrer-policy", "same-origin"),
        ("x-content-type-options", "nosniff"),
        ("permissions-policy", PERMISSIONS),
    ] {
        assert_eq!(answer.header(name), value, "{name} of {what}");
    }
}

#[tokio::test]
async fn every_answer_of_both_faces_bears_every_header() {
    let house = House::new().await;
    let too_long = "a".repeat(128 * 1024 + 1);
    for face in [Face::Console, Face::Api] {
        let router = house.around(face, routes());
        for (method, path, body, status) in [
            ("GET", "/console/keys", "", 200),
            ("HEAD", "/console/keys", "", 200),
            ("POST", "/console/keys", "", 200),
            ("GET", "/console/kept", "", 200),
            ("POST", "/console/broken", "", 500),
            ("GET", "/console/broken", "", 405),
            ("POST", "/console/keys", &too_long, 413),
            ("GET", "/nothing/here", "", 404),
            ("GET", "/static/nothing.css", "", 404),
        ] {
            let answer = ask(&router, method, path, &[], body.to_owned()).await;
            assert_eq!(answer.status.as_u16(), status, "{method} {path}");
            assert_forbids(&answer, path);
            assert_eq!(answer.header("cache-control"), "no-store", "{method} {path}");
            assert_eq!(answer.header("strict-transport-security"), "max-age=31536000", "{method} {path}");
        }
    }
}

#[tokio::test]
async fn only_an_asset_is_kept() {
    let house = House::new().await;
    let answer = look(&house.around(Face::Console, routes()), asset("css/base.css")).await;
    assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "public, max-age=31536000, immutable"));
    assert_forbids(&answer, "an asset");
}

#[tokio::test]
async fn tls_is_demanded_only_where_there_is_tls() {
    let house = House::new().await;
    let answer = look(&house.around_at("http://127.0.0.1:8080", Face::Console, routes()), "/console/keys").await;
    assert_eq!(answer.header("strict-transport-security"), "");
    assert_forbids(&answer, "a page without TLS");
}

#[test]
fn nothing_is_permitted() {
    assert!(PERMISSIONS.split(", ").all(|feature| feature.ends_with("=()")), "{PERMISSIONS}");
    assert!(!PERMISSIONS.contains("clipboard-write"), "the copy buttons use it");
}

#[tokio::test]
async fn only_what_is_looked_at_in_the_console_is_compressed() {
    let house = House::new().await;
    for (face, method, path, expected) in [
        (Face::Console, "GET", "/console/keys", "gzip"),
        (Face::Console, "GET", asset("icons.svg"), "gzip"),
        (Face::Console, "GET", asset("css/base.css"), "gzip"),
        (Face::Console, "POST", "/console/keys", ""),
        (Face::Api, "GET", "/console/keys", ""),
        (Face::Api, "POST", "/console/keys", ""),
    ] {
        let answer = ask(&house.around(face, routes()), method, path, &[("accept-encoding", "gzip, br")], "").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-encoding"), expected, "{face:?} {method} {path}");
    }
}
