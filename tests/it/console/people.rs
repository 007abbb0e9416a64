//! People are added, changed and turned away.

use super::{PASSWORD, World};
use claviger::domain::Role;
use time::Duration;

#[tokio::test]
async fn a_person_is_added_and_their_password_is_shown_in_that_answer_alone() {
    let world = World::new().await;
    let mut admin = world.signed_in(Role::SecuAdmin).await;
    admin.get("/console/people/new").await.being(200).having("Everything in acme, people included");
    let fields = [("name", "ravi.anand"), ("role", "kms_crypto"), ("role", "kms_auditor")];
    let seen = admin.post("/console/people", &fields).await.being(200).having("ravi.anand is added.");
    let password = seen.password();
    let page = seen
        .text
        .split("/console/people/")
        .find_map(|part| part.get(..32).filter(|id| id.bytes().all(|b| b.is_ascii_hexdigit())));
    let path = format!("/console/people/{}", page.unwrap());
    admin.get(&path).await.being(200).lacking(&password).having("value=\"kms_auditor\" checked");
    admin.get("/console/people?q=ravi").await.having(&path).having("Key User, Auditor");
    let mut ravi = world.browser();
    ravi.sign_in("ravi.anand", &password).await;
    ravi.get("/console/people").await.being(403).having("Auditor").having("Security Administrator");
}

#[tokio::test]
async fn a_name_that_is_taken_or_none_brings_the_form_back() {
    let world = World::new().await;
    let mut admin = world.signed_in(Role::TeAdmin).await;
    admin.get("/console/people/new").await;
    let taken = [("name", "te_admin"), ("role", "kms_readonly")];
    let seen = admin.post("/console/people", &taken).await.being(422).having("This name is taken already.");
    seen.having("value=\"te_admin\"").having("value=\"kms_readonly\" checked").having("href=\"#name\"");
    admin.post("/console/people", &[("name", ""), ("role", "te_admin")]).await.being(422).having("This name cannot be used.");
    let swapped = admin.swap_post("/console/people", &[("name", " x")]).await.being(422);
    assert!(swapped.text.starts_with("<title>Problem: Add person"), "{}", swapped.text);
}

#[tokio::test]
async fn a_role_taken_away_is_gone_with_the_next_click_and_so_is_who_is_deactivated() {
    let world = World::new().await;
    let mut admin = world.signed_in(Role::TeAdmin).await;
    let other = world.add("lin", Role::SecuAdmin).await;
    let mut lin = world.browser();
    lin.sign_in("lin", PASSWORD).await;
    lin.get("/console/people").await.being(200);
    let path = format!("/console/people/{other}");
    admin.get(&path).await.being(200);
    let set = admin.swap_post(&format!("{path}/roles"), &[("role", "kms_readonly")]).await.being(200);
    set.having("The roles of lin are changed.").having("value=\"kms_readonly\" checked").having("id=\"announcer\"");
    lin.get("/console/people").await.being(403);
    admin.post(&format!("{path}/deactivate"), &[]).await.being(303).leading_to(&path);
    admin.get(&path).await.having("lin is deactivated.").having("Activate again").lacking("/deactivate");
    admin.get(&path).await.lacking("lin is deactivated.");
    lin.get("/console/account").await.being(303);
    admin.post(&format!("{path}/activate"), &[]).await.being(303);
    lin.sign_in("lin", PASSWORD).await;
    admin.get(&path).await;
    admin.post(&format!("{path}/end-sessions"), &[]).await.being(303);
    lin.get("/console/account").await.being(303);
}

#[tokio::test]
async fn a_new_password_is_shown_once_and_the_old_one_opens_nothing() {
    let world = World::new().await;
    let mut admin = world.signed_in(Role::TeAdmin).await;
    let other = world.add("lin", Role::KmsReadonly).await;
    let path = format!("/console/people/{other}");
    admin.get(&path).await;
    let seen = admin.swap_post(&format!("{path}/reset-password"), &[]).await.being(200).having("lin has a new password.");
    assert_eq!(seen.pushed, path);
    let password = seen.password();
    admin.get(&path).await.lacking(&password);
    let mut lin = world.browser();
    lin.get("/console/sign-in").await;
    let old = [("domain", "acme"), ("user", "lin"), ("password", PASSWORD)];
    lin.post("/console/sign-in", &old).await.being(422);
    lin.sign_in("lin", &password).await;
}

#[tokio::test]
async fn an_old_password_is_asked_for_again() {
    let world = World::new().await;
    let mut admin = world.signed_in(Role::TeAdmin).await;
    let other = world.add("lin", Role::KmsReadonly).await;
    let path = format!("/console/people/{other}");
    admin.get(&path).await.lacking("type=\"password\"");
    world.clock.advance(Duration::minutes(6));
    let roles = format!("{path}/roles");
    let seen = admin.post(&roles, &[("role", "kms_adm")]).await.being(422).having("Your password is needed for this.");
    seen.having("value=\"kms_adm\" checked");
    let wrong = [("role", "kms_adm"), ("password", "wrong tango mixed birch")];
    admin.post(&roles, &wrong).await.being(422).having("This is not your password.").lacking("wrong tango");
    admin.post(&roles, &[("role", "kms_adm"), ("password", PASSWORD)]).await.being(303).leading_to(&path);
    admin.get(&path).await.having("value=\"kms_adm\" checked").lacking("type=\"password\"");
}

#[tokio::test]
async fn nobody_adds_to_their_own_roles_or_turns_themselves_away() {
    let world = World::new().await;
    let own = world.add("lin", Role::SecuAdmin).await;
    let mut lin = world.browser();
    lin.sign_in("lin", PASSWORD).await;
    let path = format!("/console/people/{own}");
    lin.get(&path).await.having("What you may do").lacking("/deactivate").lacking("value=\"te_admin\"");
    let more = [("role", "secu_admin"), ("role", "te_admin")];
    lin.post(&format!("{path}/roles"), &more).await.being(422).having("Nobody adds to their own roles.").having("CLV.1201");
    lin.post(&format!("{path}/deactivate"), &[]).await.being(422).having("CLV.1202");
    lin.post(&format!("{path}/reset-password"), &[]).await.being(422).having("CLV.1202");
    lin.get(&path).await.being(200).having("Security Administrator");
}

#[tokio::test]
async fn who_is_not_there_is_not_found() {
    let world = World::new().await;
    let mut admin = world.signed_in(Role::TeAdmin).await;
    for path in ["/console/people/00000000000000000000000000000009", "/console/people/x", "/console/nowhere"] {
        admin.get(path).await.being(404).having("There is no such page or key here");
    }
    admin.get("/console/people").await;
    let missing = "/console/people/00000000000000000000000000000009/deactivate";
    admin.swap_post(missing, &[]).await.being(404).having("data-kind=\"bad\"").lacking("<html");
}
