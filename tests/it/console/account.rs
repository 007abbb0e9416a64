//! One's own account.

use super::{PASSWORD, World};
use claviger::domain::Role;

const NEXT: &str = "otter velvet seven lanterns";

#[tokio::test]
async fn a_changed_password_keeps_this_session_under_another_id_and_ends_the_others() {
    let world = World::new().await;
    let mut here = world.signed_in(Role::KmsReadonly).await;
    let mut there = world.browser();
    there.sign_in("kms_readonly", PASSWORD).await;
    here.get("/console/account").await.being(200).having("Another browser");
    let before = here.cookie("__Host-claviger").map(str::to_owned);
    let fields = [("old", PASSWORD), ("new", NEXT)];
    here.post("/console/account/change-password", &fields).await.being(303).leading_to("/console/account");
    assert_ne!(here.cookie("__Host-claviger").map(str::to_owned), before);
    here.get("/console/account").await.being(200).having("Your password is changed.");
    there.get("/console/account").await.being(303);
    there.sign_in("kms_readonly", NEXT).await;
}

#[tokio::test]
async fn a_wrong_or_weak_password_brings_the_form_back() {
    let world = World::new().await;
    let mut browser = world.signed_in(Role::KmsReadonly).await;
    browser.get("/console/account").await;
    for (old, new, problem) in [
        ("wrong tango mixed birch", NEXT, "This is not your password."),
        (PASSWORD, "short", "This password is too short."),
        (PASSWORD, "aaaaaaaaaaaaaaaa", "This password is easy to guess."),
    ] {
        let seen = browser.swap_post("/console/account/change-password", &[("old", old), ("new", new)]).await;
        seen.being(422).having(problem).having("The password was not changed: 1 problem").lacking(&format!("value=\"{new}\""));
    }
    browser.get("/console/account").await.being(200);
}

#[tokio::test]
async fn signing_out_everywhere_ends_this_session_too() {
    let world = World::new().await;
    let mut here = world.signed_in(Role::KmsReadonly).await;
    let mut there = world.browser();
    there.sign_in("kms_readonly", PASSWORD).await;
    here.get("/console/account").await;
    here.post("/console/account/sign-out-everywhere", &[]).await.being(303).leading_to("/console/sign-in");
    here.get("/console/account").await.being(303);
    there.get("/console/account").await.being(303);
}
