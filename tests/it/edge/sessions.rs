//! Sessions: their cookie, their beginning anew and their end.

use super::house::House;
use super::sessions_in_memory::{NoSessions, SessionsInMemory};
use super::{Answer, ORIGIN, ask};
use axum::Router;
use axum::routing::get;
use claviger::domain::Face;
use claviger::web::session::{csrf, end, leave_notice, renew, secret_hash, session_hash, sessions, take_notice};
use claviger::web::{CsrfToken, Proxy, Site};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tokio::sync::Notify;
use tower_sessions::Session;
use tower_sessions::session::Id;

const COOKIE: &str = "__Host-claviger";

fn routes() -> Router {
    Router::new()
        .route(
            "/console/begin",
            get(async |session: Session| {
                let hash = renew(&session, &CsrfToken::new([7; 32])).await.unwrap();
                assert_eq!(Some(hash), session_hash(&session));
                hex::encode(hash.0)
            }),
        )
        .route("/console/end", get(async |session: Session| end(&session).await.unwrap()))
        .route("/console/leave", get(async |session: Session| leave_notice(&session, &"hr-payroll is disabled.").await.unwrap()))
        .route("/console/take", get(async |session: Session| take_notice::<String>(&session).await.unwrap().unwrap_or_default()))
        .route(
            "/console/has",
            get(async |session: Session| if csrf(&session).await.unwrap().is_some() { "a token" } else { "nothing" }),
        )
}

fn router(house: &House, public_url: &str) -> (SessionsInMemory, Router) {
    let store = SessionsInMemory::default();
    let site = Site::parse(public_url, Proxy::None).unwrap();
    let router = house.around_at(public_url, Face::Console, routes().layer(sessions(store.clone(), &site)));
    (store, router)
}

async fn with(router: &Router, path: &str, cookie: &str) -> Answer {
    ask(router, "GET", path, &[("cookie", cookie)], "").await
}

#[tokio::test]
async fn the_cookie_is_held_to_this_host_and_this_browser() {
    let house = House::new().await;
    for (url, name, secure) in [(ORIGIN, COOKIE, true), ("http://127.0.0.1:8080", "claviger", false)] {
        let (_, router) = router(&house, url);
        let answer = with(&router, "/console/begin", "").await;
        let set = answer.header("set-cookie");
        assert!(set.starts_with(&format!("{name}=")), "{set}");
        let parts: Vec<&str> = set.split("; ").skip(1).collect();
        assert!(["HttpOnly", "SameSite=Lax", "Path=/"].iter().all(|part| parts.contains(part)), "{set}");
        assert_eq!((parts.contains(&"Secure"), parts.len()), (secure, 3 + usize::from(secure)), "{set}");
    }
}

#[tokio::test]
async fn a_session_is_known_by_the_hash_of_its_id() {
    let house = House::new().await;
    let (store, router) = router(&house, ORIGIN);
    let hash = with(&router, "/console/begin", "").await.text;
    let [id] = store.ids()[..] else { panic!("one session") };
    assert_eq!(hash, hex::encode(Sha256::digest(id.0.to_le_bytes())));
    assert_eq!(hash, hex::encode(secret_hash(id).0));
}

#[tokio::test]
async fn a_visit_that_begins_no_session_leaves_none() {
    let house = House::new().await;
    let (store, router) = router(&house, ORIGIN);
    let answer = with(&router, "/console/has", "").await;
    assert_eq!((answer.text.as_str(), answer.header("set-cookie")), ("nothing", ""));
    assert!(store.ids().is_empty());
}

/// Whoever plants a cookie before a sign-in must not share the session afterwards.
#[tokio::test]
async fn a_session_begins_under_an_id_that_nobody_chose() {
    let house = House::new().await;
    let (store, router) = router(&house, ORIGIN);
    let invented = Id(42);
    let alive = with(&router, "/console/begin", "").await.cookie(COOKIE);
    for planted in [format!("{COOKIE}={invented}"), alive] {
        let answer = with(&router, "/console/begin", &planted).await;
        let cookie = answer.cookie(COOKIE);
        assert!(!cookie.is_empty() && cookie != planted);
        assert_eq!(with(&router, "/console/has", &cookie).await.text, "a token");
        assert_eq!(with(&router, "/console/has", &planted).await.text, "nothing", "the planted id is dead");
    }
    assert!(!store.ids().contains(&invented));
}

#[tokio::test]
async fn a_session_that_begins_anew_holds_nothing_of_before() {
    let house = House::new().await;
    let (store, router) = router(&house, ORIGIN);
    let cookie = with(&router, "/console/begin", "").await.cookie(COOKIE);
    with(&router, "/console/leave", &cookie).await;
    let cookie = with(&router, "/console/begin", &cookie).await.cookie(COOKIE);
    assert_eq!(with(&router, "/console/take", &cookie).await.text, "");
    assert_eq!(store.ids().len(), 1);
}

#[tokio::test]
async fn an_ended_session_is_gone_and_a_request_under_way_does_not_revive_it() {
    let house = House::new().await;
    let (store, router) = router(&house, ORIGIN);
    let (begun, ended) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (has_begun, has_ended) = (Arc::clone(&begun), Arc::clone(&ended));
    let slow = routes().route(
        "/console/slow",
        get(async move |session: Session| {
            leave_notice(&session, &"late").await.unwrap();
            has_begun.notify_one();
            has_ended.notified().await;
        }),
    );
    let site = Site::parse(ORIGIN, Proxy::None).unwrap();
    let slow = house.around(Face::Console, slow.layer(sessions(store.clone(), &site)));
    let cookie = with(&router, "/console/begin", "").await.cookie(COOKIE);
    let end = async {
        begun.notified().await;
        let answer = with(&router, "/console/end", &cookie).await;
        ended.notify_one();
        answer
    };
    let (_, ended) = tokio::join!(with(&slow, "/console/slow", &cookie), end);
    assert!(store.ids().is_empty());
    assert_eq!(with(&router, "/console/has", &cookie).await.text, "nothing");

    let set = ended.header("set-cookie");
    assert!(set.starts_with(&format!("{COOKIE}=;")) && set.contains("Max-Age=0"), "{set}");
    assert!(set.contains("; Secure") && set.contains("Path=/"), "a browser ignores it otherwise: {set}");
}

#[tokio::test]
async fn a_notice_is_said_once() {
    let house = House::new().await;
    let (_, router) = router(&house, ORIGIN);
    let cookie = with(&router, "/console/begin", "").await.cookie(COOKIE);
    with(&router, "/console/leave", &cookie).await;
    assert_eq!(with(&router, "/console/take", &cookie).await.text, "hr-payroll is disabled.");
    let again = with(&router, "/console/take", &cookie).await;
    assert_eq!((again.text.as_str(), again.header("set-cookie")), ("", ""), "a page without a notice saves nothing");
}

#[tokio::test]
async fn without_its_sessions_the_console_is_not_available() {
    let house = House::new().await;
    let site = Site::parse(ORIGIN, Proxy::None).unwrap();
    let all = Router::new().route("/console/has", get(async |session: Session| csrf(&session).await.map(|_| "an answer")));
    let router = house.around(Face::Console, all.layer(sessions(NoSessions, &site)));
    let answer = with(&router, "/console/has", "__Host-claviger=AAAAAAAAAAAAAAAAAAAAAA").await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "5"));
    assert!(!answer.text.contains("no answer"), "the cause stays inside: {}", answer.text);
}
