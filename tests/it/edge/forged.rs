//! Forms that are ours, and requests that are not.

use super::house::House;
use super::sessions_in_memory::SessionsInMemory;
use super::{Answer, ORIGIN, ask, look};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use claviger::domain::{Claim, Face};
use claviger::web::session::{csrf, renew, sessions};
use claviger::web::{
    Checked, CheckedBeforeSignIn, CsrfToken, Forgery, FormFault, FormToken, NoFields, OurSite, Proxy, Site, TurnedAway,
};
use serde::Deserialize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tower_sessions::Session;

const SAME: (&str, &str) = ("sec-fetch-site", "same-origin");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

#[derive(Deserialize)]
struct Plan {
    days: u16,
}

type Changes = Arc<AtomicUsize>;

async fn begin(session: Session, headers: HeaderMap) -> String {
    let chosen = headers.get("x-token").map_or([1; 32], |_| [2; 32]);
    let token = CsrfToken::new(chosen);
    renew(&session, &token).await.unwrap();
    csrf(&session).await.unwrap().unwrap().masked([9; 32])
}

async fn plan(State(changes): State<Changes>, Checked(plan): Checked<Plan>) -> String {
    changes.fetch_add(1, Ordering::Relaxed);
    plan.days.to_string()
}

async fn sign_in_page(OurSite(site): OurSite, headers: HeaderMap) -> impl IntoResponse {
    let token = FormToken::of(&headers, &site).unwrap_or_else(|| FormToken::new([3; 32], &site));
    let masked = token.masked([8; 32]);
    (token, masked)
}

struct World {
    _house: House,
    router: Router,
    changes: Changes,
    cookie: String,
    token: String,
}

impl World {
    async fn new() -> Self {
        let changes = Changes::default();
        let site = Site::parse(ORIGIN, Proxy::None).unwrap();
        let all = Router::new()
            .route("/console/begin", get(begin))
            .route("/console/keys/{key_id}/plan", post(plan))
            .route("/console/sign-out", post(async |Checked(NoFields {}): Checked<NoFields>| "out"))
            .route("/console/sign-in", get(sign_in_page).post(async |CheckedBeforeSignIn(Plan { days })| days.to_string()))
            .with_state(Arc::clone(&changes))
            .layer(sessions(SessionsInMemory::default(), &site));
        let house = House::new().await;
        let router = house.around(Face::Console, all);
        let begun = look(&router, "/console/begin").await;
        Self { _house: house, cookie: begun.cookie("__Host-claviger"), token: begun.text, router, changes }
    }

    async fn send(&self, headers: &[(&str, &str)], body: impl Into<String>) -> Answer {
        let with_cookie = [headers, &[("cookie", self.cookie.as_str())]].concat();
        ask(&self.router, "POST", "/console/keys/7/plan", &with_cookie, body.into()).await
    }
}

fn forgery(answer: &Answer) -> Option<Forgery> {
    match answer.rest.extensions().get() {
        Some(TurnedAway::Forged(forged)) => Some(forged.why),
        Some(_) | None => None,
    }
}

#[tokio::test]
async fn a_form_of_this_session_is_taken() {
    let world = World::new().await;
    let token = world.token.clone();
    let body = format!("csrf={token}&days=30");
    for (headers, body) in [
        (&[SAME, FORM][..], body.as_str()),
        (&[("origin", ORIGIN), FORM], body.as_str()),
        (&[SAME, FORM, ("x-csrf-token", &token)], "days=30"),
        (&[SAME, FORM, ("x-csrf-token", &token)], "days=30&csrf=other"),
    ] {
        let answer = world.send(headers, body).await;
        assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, "30"), "{headers:?}");
    }
    let headers = [SAME, ("x-csrf-token", token.as_str()), ("cookie", world.cookie.as_str())];
    let bare = ask(&world.router, "POST", "/console/sign-out", &headers, "").await;
    assert_eq!(bare.text, "out", "a form without fields needs no body");
}

#[tokio::test]
async fn a_forged_request_changes_nothing_and_can_be_recorded() {
    let world = World::new().await;
    let other = World::new().await;
    let others = ask(&other.router, "GET", "/console/begin", &[("x-token", "2")], "").await.text;
    let good = format!("csrf={}&days=30", world.token);
    let bare = hex::encode([1; 32]);
    for (headers, body, why) in [
        (&[FORM][..], good.clone(), Forgery::UnknownSite),
        (&[("sec-fetch-site", "cross-site"), FORM], good.clone(), Forgery::OtherSite),
        (&[("sec-fetch-site", "same-site"), FORM], good.clone(), Forgery::OtherSite),
        (&[("origin", "https://evil.example"), FORM], good.clone(), Forgery::OtherSite),
        (&[SAME, FORM], "days=30".to_owned(), Forgery::NoToken),
        (&[SAME, FORM], "csrf=&days=30".to_owned(), Forgery::WrongToken),
        (&[SAME, FORM], format!("csrf={bare}&days=30"), Forgery::WrongToken),
        (&[SAME, FORM], format!("csrf={others}&days=30"), Forgery::WrongToken),
        (&[SAME, FORM], format!("csrf={0}&csrf={0}&days=30", world.token), Forgery::NoToken),
        (&[SAME, FORM, ("x-csrf-token", "x")], good.clone(), Forgery::WrongToken),
    ] {
        let answer = world.send(headers, body).await;
        assert_eq!((answer.status, forgery(&answer)), (StatusCode::FORBIDDEN, Some(why)), "{headers:?}");
        let Some(TurnedAway::Forged(forged)) = answer.rest.extensions().get() else { panic!("a forged request") };
        assert_eq!(forged.route, "/console/keys/{key_id}/plan");
        assert!(matches!(forged.caller.claim, Claim::Session(_)), "{:?}", forged.caller);
        assert_eq!(forged.caller.origin.request_id.to_string(), answer.header("x-request-id"));
    }
    assert_eq!(world.changes.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn without_a_session_no_token_is_good() {
    let world = World::new().await;
    for cookie in ["", "__Host-claviger=nonsense", "__Host-claviger=AAAAAAAAAAAAAAAAAAAAAA", &world.cookie.replace("__Host-", "")]
    {
        let body = format!("csrf={}&days=30", world.token);
        let answer = ask(&world.router, "POST", "/console/keys/7/plan", &[SAME, FORM, ("cookie", cookie)], body).await;
        assert_eq!(forgery(&answer), Some(Forgery::NothingToMatch), "{cookie}");
    }
    assert_eq!(world.changes.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_form_of_ours_that_cannot_be_read_is_refused_by_what_is_wrong() {
    let world = World::new().await;
    let json = ("content-type", "application/json");
    for (kind, rest, fault, status) in [
        (FORM, "days=seven", FormFault::Misfit, 400),
        (FORM, "", FormFault::Missing("days"), 400),
        (FORM, "days=1&days=2", FormFault::Repeated, 400),
        (FORM, "days=%00", FormFault::Nul, 400),
        (FORM, "days=%FF", FormFault::NotUtf8, 400),
        (FORM, "days=%", FormFault::BadEscape, 400),
        (json, "days=1", FormFault::NotAForm, 415),
    ] {
        let answer = world.send(&[SAME, kind], format!("csrf={}&{rest}", world.token)).await;
        assert_eq!(answer.status.as_u16(), status, "{rest}");
        let found = answer.rest.extensions().get();
        assert!(matches!(found, Some(TurnedAway::Form(found)) if *found == fault), "{rest}: {found:?}");
    }
    assert_eq!(world.changes.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn before_sign_in_the_form_and_its_cookie_belong_together() {
    let world = World::new().await;
    let page = look(&world.router, "/console/sign-in").await;
    let set = page.header("set-cookie");
    assert!(set.starts_with("__Host-claviger-form=") && set.ends_with("; HttpOnly; SameSite=Strict; Secure; Path=/"), "{set}");
    let cookie = page.cookie("__Host-claviger-form");
    let again = ask(&world.router, "GET", "/console/sign-in", &[("cookie", &cookie)], "").await;
    assert_eq!(again.cookie("__Host-claviger-form"), cookie, "two tabs share one cookie");

    let body = format!("csrf={}&days=1", page.text);
    let foreign = format!("__Host-claviger-form={}", hex::encode([4; 32]));
    for (headers, body, why) in [
        (&[SAME, FORM, ("cookie", &cookie)][..], &body, None),
        (&[("sec-fetch-site", "cross-site"), FORM, ("cookie", &cookie)], &body, Some(Forgery::OtherSite)),
        (&[FORM, ("cookie", &cookie)], &body, Some(Forgery::UnknownSite)),
        (&[SAME, FORM], &body, Some(Forgery::NothingToMatch)),
        (&[SAME, FORM, ("cookie", &foreign)], &body, Some(Forgery::WrongToken)),
        (&[SAME, FORM, ("cookie", &cookie)], &"days=1".to_owned(), Some(Forgery::NoToken)),
        (&[SAME, FORM, ("cookie", &world.cookie)], &body, Some(Forgery::NothingToMatch)),
    ] {
        let answer = ask(&world.router, "POST", "/console/sign-in", headers, body.clone()).await;
        assert_eq!(forgery(&answer), why, "{headers:?}");
        assert_eq!(answer.status, if why.is_none() { StatusCode::OK } else { StatusCode::FORBIDDEN });
    }
}
