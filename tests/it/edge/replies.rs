//! Answers to actions, with htmx and without.

use super::house::House;
use super::{Answer, ask};
use axum::Router;
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::post;
use claviger::domain::Face;
use claviger::web::{Elsewhere, Htmx, LocalPath, Reply};

fn routes() -> Router {
    let page = || LocalPath::or_start("/console/keys/7");
    Router::new()
        .route("/row", post(async move |htmx: Htmx| Reply::new(htmx, Html("<tr></tr>"), page())))
        .route("/main", post(async move |htmx: Htmx| Reply::new(htmx, (StatusCode::CREATED, "<h1>"), page()).pushed()))
        .route("/out", post(async |htmx: Htmx| Elsewhere(htmx, LocalPath::sign_in(None))))
}

fn where_to(answer: &Answer) -> [&str; 3] {
    ["location", "hx-push-url", "hx-redirect"].map(|name| answer.header(name))
}

#[tokio::test]
async fn htmx_swaps_and_everyone_else_is_led_to_the_page() {
    let house = House::new().await;
    let router = house.around(Face::Console, routes());
    let htmx = &[("hx-request", "true")][..];
    let history = &[("hx-request", "true"), ("hx-history-restore-request", "true")][..];
    let table = [
        ("/row", htmx, 200, "<tr></tr>", ["", "", ""]),
        ("/row", &[], 303, "", ["/console/keys/7", "", ""]),
        ("/row", &[("hx-request", "false")], 303, "", ["/console/keys/7", "", ""]),
        ("/row", history, 303, "", ["/console/keys/7", "", ""]),
        ("/main", htmx, 201, "<h1>", ["", "/console/keys/7", ""]),
        ("/main", &[], 303, "", ["/console/keys/7", "", ""]),
        ("/out", htmx, 204, "", ["", "", "/console/sign-in"]),
        ("/out", &[], 303, "", ["/console/sign-in", "", ""]),
    ];
    for (path, headers, status, text, leads) in table {
        let answer = ask(&router, "POST", path, headers, "").await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (status, text), "{path} {headers:?}");
        assert_eq!(where_to(&answer), leads, "{path} {headers:?}");
    }
}
