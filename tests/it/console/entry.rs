//! Signing in and out, as a browser does.

use super::{PASSWORD, World};
use claviger::domain::Role;
use time::Duration;

const SESSION: &str = "__Host-claviger";

#[tokio::test]
async fn signing_in_begins_a_session_and_signing_out_ends_it() {
    let world = World::new().await;
    world.add("amelie", Role::KmsCmkFull).await;
    let mut browser = world.browser();
    browser.get("/console/account").await.being(303).leading_to("/console/sign-in?next=/console/account");
    browser.get("/console/sign-in?next=/console/account").await.being(200).having("Sign in");
    let fields = [("domain", "acme"), ("user", "amelie"), ("password", PASSWORD), ("next", "/console/account")];
    browser.post("/console/sign-in", &fields).await.being(303).leading_to("/console/account");
    browser.get("/console/account").await.being(200).having("Key Manager in acme").having("this one");
    let stolen = browser.clone();
    browser.post("/console/sign-out", &[]).await.being(303).leading_to("/console/sign-in");
    assert_eq!(browser.cookie(SESSION), None);
    browser.get("/console/account").await.being(303);
    let mut thief = stolen;
    thief.get("/console/account").await.being(303).leading_to("/console/sign-in?next=/console/account");
}

#[tokio::test]
async fn a_session_planted_before_the_sign_in_is_not_the_one_after_it() {
    let world = World::new().await;
    world.add("amelie", Role::KmsCmkFull).await;
    let mut browser = world.browser();
    browser.sign_in("amelie", PASSWORD).await;
    let first = browser.cookie(SESSION).map(str::to_owned);
    browser.sign_in("amelie", PASSWORD).await;
    assert_ne!(browser.cookie(SESSION).map(str::to_owned), first);
}

#[tokio::test]
async fn what_is_wrong_is_never_said_and_what_was_typed_stays_but_the_password() {
    let world = World::new().await;
    world.add("amelie", Role::KmsCmkFull).await;
    let mut browser = world.browser();
    for (domain, user, password) in
        [("acme", "amelie", "wrong tango mixed birch"), ("acme", "nobody", PASSWORD), ("nowhere", "amelie", PASSWORD)]
    {
        browser.get("/console/sign-in").await;
        let fields = [("domain", domain), ("user", user), ("password", password)];
        let seen = browser.post("/console/sign-in", &fields).await.being(422);
        let seen = seen.having("Domain, user name or password is wrong.").lacking(password);
        seen.having(&format!("value=\"{user}\"")).having("<title>Problem: Sign in");
        assert_eq!(browser.cookie(SESSION), None);
    }
    let hostile = [("domain", "<b>"), ("user", "\"><script>alert(1)</script>"), ("password", "x")];
    browser.post("/console/sign-in", &hostile).await.lacking("<script>alert");
}

#[tokio::test]
async fn who_was_signed_out_meanwhile_types_only_the_password() {
    let world = World::new().await;
    let mut browser = world.signed_in(Role::TeAdmin).await;
    browser.get("/console/people").await.being(200);
    world.clock.advance(Duration::minutes(32));
    let seen = browser.get("/console/people?q=te").await.being(303);
    let page = browser.get(&seen.to).await.being(200).having("You were signed out").having("te_admin");
    assert!(page.text.contains("/console/people?q=te"));
    let fields =
        [("domain", "acme"), ("user", "te_admin"), ("password", PASSWORD), ("next", "/console/people?q=te"), ("expired", "true")];
    browser.post("/console/sign-in", &fields).await.being(303).leading_to("/console/people?q=te");
    browser.get("/console/people").await.being(200);
    world.clock.advance(Duration::minutes(32));
    let asked = browser.swap("/console/people?q=x").await.being(204);
    assert!(asked.to.starts_with("/console/sign-in?next=/console/people"), "{}", asked.to);
    browser.get("/console/sign-in").await.having("Forgotten?");
}

#[tokio::test]
async fn a_redirect_leads_to_pages_of_ours_alone() {
    let world = World::new().await;
    world.add("amelie", Role::KmsCmkFull).await;
    for next in ["https://evil.example/", "//evil.example", "/\\evil.example", "/v3", "javascript:x"] {
        let mut browser = world.browser();
        browser.get("/console/sign-in").await;
        let fields = [("domain", "acme"), ("user", "amelie"), ("password", PASSWORD), ("next", next)];
        browser.post("/console/sign-in", &fields).await.being(303).leading_to("/console");
    }
}

#[tokio::test]
async fn a_form_without_its_token_changes_nothing_and_is_recorded() {
    let world = World::new().await;
    let mut browser = world.signed_in(Role::TeAdmin).await;
    browser.forget_token();
    browser.post("/console/account/sign-out-everywhere", &[]).await.being(403).having("This form is not accepted");
    browser.get("/console/audit?act=ForgedRequest").await.being(200).having("CLV.0403");
}

#[tokio::test]
async fn a_language_is_chosen_before_and_after_signing_in() {
    let world = World::new().await;
    world.add("amelie", Role::KmsCmkFull).await;
    let mut browser = world.browser();
    browser.get("/console/sign-in?language=fr").await.having("Se connecter").having("lang=\"fr\"");
    let fields = [("domain", "acme"), ("user", "amelie"), ("password", PASSWORD), ("language", "fr")];
    browser.post("/console/sign-in", &fields).await.being(303);
    browser.get("/console/account").await.having("Mon compte");
    let fields = [("language", "en"), ("next", "/console/account")];
    browser.post("/console/choose-language", &fields).await.being(303).leading_to("/console/account");
    browser.get("/console/account").await.having("Account");
}

#[tokio::test]
async fn the_start_leads_to_the_first_page_that_the_reader_may_see() {
    let world = World::new().await;
    for (role, first) in [(Role::KmsReadonly, "/console/keys"), (Role::SecuAdmin, "/console/people")] {
        let mut browser = world.signed_in(role).await;
        browser.get("/console").await.being(303).leading_to(first);
        browser.get("/").await.being(303).leading_to(first);
    }
    world.browser().get("/").await.being(303).leading_to("/console/sign-in");
    world.browser().get("/console").await.being(303).leading_to("/console/sign-in?next=/console");
}

#[tokio::test]
async fn strangers_see_no_page() {
    let world = World::new().await;
    let user = world.add("amelie", Role::KmsCmkFull).await;
    let person = format!("/console/people/{user}");
    let key = "/console/keys/6f1c2a90-7d14-4b8e-9c53-0e2b7f41d8a6/audit";
    for path in ["/console/account", "/console/people", "/console/people/new", "/console/audit", &person, key] {
        world.browser().get(path).await.being(303).leading_to(&format!("/console/sign-in?next={path}"));
    }
}
