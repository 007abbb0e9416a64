//! Who asks: people by their session, programs by their token.

use super::house::House;
use super::{Answer, ask, look};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use claviger::domain::{Claim, Face};
use claviger::gate::Gate;
use claviger::web::session::{renew, sessions, take_notice};
use claviger::web::{
    ApiCaller, BeforeSignIn, Checked, CheckedBeforeSignIn, CsrfToken, Elsewhere, Htmx, LocalPath, NoFields, Proxy, SignedIn,
    Site, TurnedAway,
};
use sha2::{Digest, Sha256};
use time::Duration;
use tower_sessions::Session;

const SAME: (&str, &str) = ("sec-fetch-site", "same-origin");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const HTMX: (&str, &str) = ("hx-request", "true");

async fn begin(State(gate): State<Gate>, session: Session) -> String {
    let hash = renew(&session, &CsrfToken::new(gate.random_bytes().unwrap())).await.unwrap();
    hex::encode(hash.0)
}

async fn page(who: SignedIn) -> String {
    assert!(matches!(who.caller.claim, Claim::Session(_)) && who.caller.project_id.is_none());
    assert_eq!(take_notice::<String>(&who.session).await.unwrap(), None);
    format!("{} {}", who.surroundings.person.user.name, who.csrf)
}

async fn act(who: SignedIn, Checked(NoFields {}): Checked<NoFields>) -> String {
    who.surroundings.person.user.name.to_string()
}

fn routes(house: &House) -> Router {
    let site = Site::parse(super::ORIGIN, Proxy::None).unwrap();
    Router::new()
        .route("/console/begin", get(begin))
        .route("/console/keys", get(page).post(act))
        .route("/console/sign-in", get(async |form: BeforeSignIn| (form.token, form.csrf)))
        .route("/console/try", post(async |htmx, _: CheckedBeforeSignIn<NoFields>| Elsewhere(htmx, LocalPath::default())))
        .route("/console/htmx", get(async |_: Htmx, who: SignedIn| who.csrf))
        .with_state(house.gate.clone())
        .layer(sessions(house.sessions(), &site))
}

/// A router, and the cookie of a session that Amélie is signed in with.
async fn signed_in(house: &House) -> (Router, String) {
    let router = house.around(Face::Console, routes(house));
    let begun = look(&router, "/console/begin").await;
    let hash: [u8; 32] = hex::decode(&begun.text).unwrap().try_into().unwrap();
    house.sign_in(claviger::domain::SecretHash(hash)).await;
    (router, begun.cookie("__Host-claviger"))
}

fn leads(answer: &Answer) -> (u16, &str, &str) {
    (answer.status.as_u16(), answer.header("location"), answer.header("hx-redirect"))
}

#[tokio::test]
async fn who_is_signed_in_sees_pages_and_acts() {
    let house = House::new().await;
    let (router, cookie) = signed_in(&house).await;
    let page = ask(&router, "GET", "/console/keys", &[("cookie", &cookie)], "").await;
    let (name, token) = page.text.split_once(' ').unwrap();
    assert_eq!((name, token.len()), ("amelie", 128));
    let again = ask(&router, "GET", "/console/keys", &[("cookie", &cookie)], "").await;
    assert!(!again.text.contains(token), "no two answers print the same token");
    let acted = ask(&router, "POST", "/console/keys", &[("cookie", &cookie), SAME, FORM], format!("csrf={token}")).await;
    assert_eq!((acted.status, acted.text.as_str()), (StatusCode::OK, "amelie"));
    assert_eq!(house.forged().await, (0, 0));
}

#[tokio::test]
async fn who_is_not_signed_in_is_led_to_the_sign_in_page_and_back() {
    let house = House::new().await;
    let (router, cookie) = signed_in(&house).await;
    let here = ("hx-current-url", "https://kms.example.org/console/keys?q=a");
    let elsewhere = ("hx-current-url", "https://evil.example/console/keys");
    let trick = ("hx-current-url", "https://kms.example.org.evil.example/console/keys");
    let back = "/console/sign-in?next=/console/keys%3Fq%3Da";
    let table = [
        ("GET", &[][..], (303, back, "")),
        ("POST", &[SAME], (303, "/console/sign-in", "")),
        ("GET", &[HTMX, here], (204, "", back)),
        ("POST", &[SAME, HTMX, here], (204, "", back)),
        ("POST", &[SAME, HTMX], (204, "", "/console/sign-in")),
        ("GET", &[HTMX, elsewhere], (204, "", "/console/sign-in")),
        ("GET", &[HTMX, trick], (204, "", "/console/sign-in")),
    ];
    for (method, headers, expected) in table {
        for stranger in ["", "__Host-claviger=nonsense", "__Host-claviger=AAAAAAAAAAAAAAAAAAAAAA", &cookie.replace("__Host-", "")]
        {
            let headers = [headers, &[("cookie", stranger)]].concat();
            let answer = ask(&router, method, "/console/keys?q=a", &headers, "").await;
            assert_eq!(leads(&answer), expected, "{method} {headers:?}");
        }
    }
    assert_eq!(house.forged().await, (0, 0));
    house.clock.advance(Duration::hours(1));
    let idle = ask(&router, "GET", "/console/keys?q=a", &[("cookie", &cookie)], "").await;
    assert_eq!(leads(&idle), (303, back, ""), "a session that was left alone is over");
}

#[tokio::test]
async fn a_session_that_has_begun_is_nobody_yet() {
    let house = House::new().await;
    let router = house.around(Face::Console, routes(&house));
    let cookie = look(&router, "/console/begin").await.cookie("__Host-claviger");
    let answer = ask(&router, "GET", "/console/keys", &[("cookie", &cookie)], "").await;
    assert_eq!(leads(&answer), (303, "/console/sign-in?next=/console/keys", ""));
}

#[tokio::test]
async fn a_forged_request_is_recorded_in_the_name_that_it_bore() {
    let house = House::new().await;
    let (router, cookie) = signed_in(&house).await;
    let forged = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-site"), FORM];
    let answer = ask(&router, "POST", "/console/keys", &forged, "").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(matches!(answer.rest.extensions().get(), Some(TurnedAway::Forged(_))));
    assert_eq!(house.forged().await, (1, 0));
    let answer = ask(&router, "POST", "/console/try", &[SAME, FORM], "").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(house.forged().await, (1, 1));
}

#[tokio::test]
async fn another_sites_form_is_forged_though_the_browser_kept_the_cookie_back() {
    for site in [&[("sec-fetch-site", "cross-site")][..], &[("origin", "https://evil.example")], &[]] {
        let house = House::new().await;
        let (router, _) = signed_in(&house).await;
        let answer = ask(&router, "POST", "/console/keys", &[&[FORM], site].concat(), "").await;
        assert_eq!(leads(&answer), (403, "", ""), "{site:?}");
        assert_eq!(house.forged().await, (0, 1), "{site:?}");
    }
}

#[tokio::test]
async fn the_sign_in_form_has_its_cookie_and_token() {
    let house = House::new().await;
    let router = house.around(Face::Console, routes(&house));
    let page = look(&router, "/console/sign-in").await;
    let cookie = page.cookie("__Host-claviger-form");
    let again = ask(&router, "GET", "/console/sign-in", &[("cookie", &cookie)], "").await;
    assert_eq!(again.cookie("__Host-claviger-form"), cookie);
    assert_ne!(again.text, page.text);
    for token in [page.text, again.text] {
        let answer = ask(&router, "POST", "/console/try", &[SAME, FORM, ("cookie", &cookie)], format!("csrf={token}")).await;
        assert_eq!(leads(&answer), (303, "/console", ""));
    }
}

#[tokio::test]
async fn a_program_is_known_by_its_token_and_never_by_a_cookie() {
    let house = House::new().await;
    let (_, cookie) = signed_in(&house).await;
    let routes = Router::new().route("/v1.0/who", get(async |ApiCaller(caller)| format!("{:?}", caller.claim == token())));
    let api = house.around(Face::Api, routes);
    for (headers, expected) in [
        (&[("x-auth-token", "abc")][..], "true"),
        (&[("x-auth-token", "abc"), ("cookie", &cookie)], "true"),
        (&[("cookie", &cookie)], "false"),
        (&[("x-auth-token", "abd")], "false"),
    ] {
        assert_eq!(ask(&api, "GET", "/v1.0/who", headers, "").await.text, expected, "{headers:?}");
    }
}

fn token() -> Claim {
    Claim::Token(claviger::domain::SecretHash(Sha256::digest("abc").into()))
}
