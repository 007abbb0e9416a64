//! Plans are approved and refused by others than who asked.

use super::keys::{make, plan};
use super::{Browser, PASSWORD, Seen, World};
use claviger::domain::Role;
use time::Duration;

/// A key whose destruction `asker` planned: its page.
async fn planned(asker: &mut Browser) -> String {
    let page = make(asker, "legacy-crm-export").await;
    plan(asker, &page, "legacy-crm-export").await;
    page
}

/// What a hidden field of the page holds.
fn hidden(seen: &Seen, name: &str) -> String {
    let (_, rest) = seen.text.split_once(&format!("name=\"{name}\" value=\"")).expect(name);
    rest.split('"').next().unwrap().to_owned()
}

/// The address of the plan in the list.
fn address(seen: &Seen) -> String {
    let (_, rest) = seen.text.split_once("href=\"/console/approvals/").expect("a plan");
    format!("/console/approvals/{}", rest.split('"').next().unwrap())
}

#[tokio::test]
async fn a_plan_is_approved_by_another_person_with_reason_and_alias() {
    let world = World::new().await;
    let mut asker = world.signed_in(Role::KmsCmkFull).await;
    let page = planned(&mut asker).await;
    asker.get("/console/approvals").await.being(403);
    let mut admin = world.signed_in(Role::KmsAdm).await;
    let list = admin.get("/console/approvals").await.being(200).having("kms_cmk_full asked").having("You decide");
    let list = list.having("Approve destruction on 1 Dec 2026").having("Due 1 Dec 2026, in 7 days").lacking("type=\"password\"");
    let path = address(&list);
    let chosen = admin.swap(&path).await.being(200).having("data-chosen").having("hx-swap-oob").lacking("<h1");
    assert!(chosen.text.starts_with("<title>Approvals · legacy-crm-export · Claviger</title>"), "{}", chosen.text);
    let digest = hidden(&admin.get(&path).await.being(200), "digest");
    let approve = format!("{path}/approve");
    let wrong = [("digest", digest.as_str()), ("reason", "It may go."), ("alias", "legacy")];
    let again = admin.post(&approve, &wrong).await.being(422).having("The deletion was not approved: 1 problem");
    again.having(">It may go.</textarea>").having("value=\"legacy\"").having("<title>Problem: Approvals");
    let unsaid = [("digest", digest.as_str()), ("reason", ""), ("alias", "legacy-crm-export")];
    admin.swap_post(&approve, &unsaid).await.being(422).having("A reason is needed.").having("href=\"#reason\"");
    let right = [("digest", digest.as_str()), ("reason", "It may go."), ("alias", "legacy-crm-export")];
    let done = admin.swap_post(&approve, &right).await.being(200).having("You approved the deletion of legacy-crm-export.");
    assert_eq!(done.pushed, "/console/approvals");
    done.having("Waiting for others").having("kms_adm approved").lacking("name=\"digest\"");
    asker.get(&page).await.having("kms_adm approved").having("1 of 1 approvals");
    admin.get("/console/approvals").await;
    admin.post(&approve, &right).await.being(422).having("You approved this plan already");
}

#[tokio::test]
async fn an_old_password_is_asked_for_again() {
    let world = World::new().await;
    let mut asker = world.signed_in(Role::KmsCmkFull).await;
    planned(&mut asker).await;
    let mut admin = world.signed_in(Role::KmsAdm).await;
    let list = admin.get("/console/approvals").await.lacking("type=\"password\"");
    let (path, digest) = (address(&list), hidden(&list, "digest"));
    world.clock.advance(Duration::minutes(6));
    let fields = [("digest", digest.as_str()), ("reason", "No."), ("alias", "")];
    let form = admin.post(&format!("{path}/refuse"), &fields).await.being(422).having("type=\"password\"");
    form.having("Your password is needed for this.")
        .having("The deletion was not refused: 1 problem")
        .having("last given 6 min ago");
    let wrong = [fields[0], fields[1], ("password", "not my password")];
    admin
        .post(&format!("{path}/refuse"), &wrong)
        .await
        .being(422)
        .having("This is not your password.")
        .lacking("not my password");
    world.clock.advance(Duration::minutes(1));
    let right = [fields[0], fields[1], ("password", PASSWORD)];
    admin.post(&format!("{path}/refuse"), &right).await.being(303).leading_to("/console/approvals");
    admin
        .get("/console/approvals")
        .await
        .having("You refused the deletion of legacy-crm-export.")
        .having("Nothing waits for you");
}

#[tokio::test]
async fn a_refused_plan_leaves_the_key_disabled() {
    let world = World::new().await;
    let mut asker = world.signed_in(Role::KmsCmkFull).await;
    let page = planned(&mut asker).await;
    let mut admin = world.signed_in(Role::TeAdmin).await;
    let list = admin.get("/console/approvals").await;
    let fields = [("digest", hidden(&list, "digest")), ("reason", "The sync job needs it.".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let refused = admin.swap_post(&format!("{}/refuse", address(&list)), &fields).await.being(200);
    refused.having("You refused the deletion of legacy-crm-export.").having("Nothing waits for you").lacking("data-due");
    asker.get(&page).await.having("Disabled since").having("Deletion refused");
}

#[tokio::test]
async fn whoever_asked_sees_no_form_and_is_refused_by_any_route() {
    let world = World::new().await;
    let mut admin = world.signed_in(Role::KmsAdm).await;
    let page = planned(&mut admin).await;
    let list = admin.get("/console/approvals").await.being(200).having("Asked by you").lacking("name=\"digest\"");
    let path = address(&list);
    list.having("You cannot approve or refuse this plan, because you asked for it").having("/cancel-deletion");
    let mut other = world.signed_in(Role::TeAdmin).await;
    let digest = hidden(&other.get(&path).await, "digest");
    let forged = [("digest", digest.as_str()), ("reason", "Mine."), ("alias", "legacy-crm-export")];
    for act in ["approve", "refuse"] {
        let seen = admin.post(&format!("{path}/{act}"), &forged).await.being(422);
        seen.having("because you asked for it").having("CLV.1102");
    }
    let cancelled = admin.swap_post(&format!("{page}/cancel-deletion"), &[("from", "approvals")]).await.being(200);
    assert_eq!(cancelled.pushed, "/console/approvals");
    cancelled.having("Deletion of legacy-crm-export is cancelled.").having("Nothing waits for you");
}

#[tokio::test]
async fn a_plan_that_changed_while_it_was_read_is_not_decided() {
    let world = World::new().await;
    let mut asker = world.signed_in(Role::KmsCmkFull).await;
    let page = planned(&mut asker).await;
    let mut admin = world.signed_in(Role::KmsAdm).await;
    let list = admin.get("/console/approvals").await;
    let (path, digest) = (address(&list), hidden(&list, "digest"));
    let other = "0".repeat(64);
    for stale in [other.as_str(), "nonsense", ""] {
        let fields = [("digest", stale), ("reason", "It may go."), ("alias", "legacy-crm-export")];
        let seen =
            admin.post(&format!("{path}/approve"), &fields).await.being(409).having("This plan changed while you read it.");
        seen.having(">It may go.</textarea>").having("CLV.1101").having(&digest);
    }
    asker.post(&format!("{page}/cancel-deletion"), &[]).await.being(303);
    let fields = [("digest", digest.as_str()), ("reason", "It may go."), ("alias", "legacy-crm-export")];
    for act in ["approve", "refuse"] {
        let seen = admin.swap_post(&format!("{path}/{act}"), &fields).await.being(409);
        seen.having("This plan changed while you read it.").having("Nothing waits for you");
    }
    admin.get(&path).await.being(404);
    asker.get(&page).await.having("Disabled since");
}
