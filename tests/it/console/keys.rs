//! Keys are made, found, changed and planned for destruction.

use super::{Browser, World};
use claviger::domain::{Caller, Claim, Face, RequestOrigin, Role};
use claviger::kms::CreateDefaultKey;
use uuid::Uuid;

/// Makes a key without script; its page.
pub async fn make(browser: &mut Browser, alias: &str) -> String {
    browser.get("/console/keys/new").await.being(200);
    let made = browser.post("/console/keys", &[("alias", alias), ("description", "Ledger data keys")]).await.being(303);
    assert!(made.to.starts_with("/console/keys/"), "{}", made.to);
    made.to
}

/// Plans the destruction of a key.
pub async fn plan(browser: &mut Browser, page: &str, alias: &str) {
    browser.get(page).await.being(200);
    let fields = [("days", "7"), ("reason", "It is not used any more."), ("alias", alias)];
    browser.post(&format!("{page}/schedule-deletion"), &fields).await.being(303).leading_to(page);
}

#[tokio::test]
async fn a_key_is_made_and_its_page_says_so_once() {
    let world = World::new().await;
    let mut manager = world.signed_in(Role::KmsCmkFull).await;
    manager.get("/console/keys").await.being(200).having("No key yet").having("Create your first key");
    let page = make(&mut manager, "payments-ledger").await;
    let seen = manager.get(&page).await.being(200).having("payments-ledger is created.").having("Created, enabled");
    seen.having("<title>payments-ledger · Claviger</title>").having("Created 24 Nov 2026 by kms_cmk_full");
    manager.get(&page).await.lacking("payments-ledger is created.");
    manager.get("/console/keys?q=ledger").await.having(&page);
    manager.get("/console/keys?q=zzz").await.having("No key matches “zzz”");
}

#[tokio::test]
async fn htmx_swaps_the_page_of_a_new_key_in_and_shows_its_address() {
    let world = World::new().await;
    let mut manager = world.signed_in(Role::KmsAdm).await;
    manager.get("/console/keys/new").await;
    let seen = manager.swap_post("/console/keys", &[("alias", "payments-ledger")]).await.being(200);
    assert!(seen.pushed.starts_with("/console/keys/"), "{}", seen.pushed);
    assert!(seen.text.starts_with("<title>payments-ledger · Claviger</title>"), "{}", seen.text);
    seen.having("id=\"announcer\"").having("payments-ledger is created.").lacking("<html");
}

#[tokio::test]
async fn a_form_comes_back_with_what_was_typed_and_all_that_is_wrong() {
    let world = World::new().await;
    let mut manager = world.signed_in(Role::KmsCmkFull).await;
    make(&mut manager, "payments-ledger").await;
    manager.get("/console/keys/new").await;
    let taken = manager.post("/console/keys", &[("alias", "payments-ledger"), ("description", "Mine")]).await.being(422);
    let taken = taken.having("A key of this project has this alias already.").having("value=\"payments-ledger\"");
    taken.having(">Mine</textarea>").having("<title>Problem: Create key · Claviger</title>").having("href=\"#alias\"");
    let long = "é".repeat(256);
    let both = manager.swap_post("/console/keys", &[("alias", "obs/default"), ("description", &long)]).await.being(422);
    let both =
        both.having("The key was not created: 2 problems").having("belong to cloud services").having("href=\"#description\"");
    assert_eq!(both.text.matches("autofocus").count(), 1, "the summary alone takes the focus");
    manager.post("/console/keys", &[("alias", "<script>")]).await.being(422).having("value=\"&#60;script&#62;\"");
}

#[tokio::test]
async fn a_row_is_disabled_and_enabled_where_it_stands() {
    let world = World::new().await;
    let mut manager = world.signed_in(Role::KmsCmkFull).await;
    let page = make(&mut manager, "payments-ledger").await;
    manager.get("/console/keys").await.having("Actions for payments-ledger");
    let view = [("view", "/console/keys?state=enabled")];
    let row = manager.swap_post(&format!("{page}/disable"), &view).await.being(200).having("payments-ledger is disabled.");
    assert!(row.text.starts_with("<tr id=\"key-"), "{}", row.text);
    row.having("Enable again").having("id=\"announcer\"").having("autofocus").having("/enable\"");
    let refused = manager.swap_post(&format!("{page}/disable"), &view).await.being(422);
    refused.having("<tr id=\"key-").having("because it is disabled already").having("KMS.1301").having("request");
    manager.post(&format!("{page}/enable"), &view).await.being(303).leading_to("/console/keys?state=enabled");
    manager.get("/console/keys").await.having("payments-ledger is enabled.").having("Disable again");
}

#[tokio::test]
async fn a_key_is_disabled_on_its_page_and_refusals_are_said_there() {
    let world = World::new().await;
    let mut manager = world.signed_in(Role::KmsCmkFull).await;
    let page = make(&mut manager, "payments-ledger").await;
    let from = [("from", "key")];
    let seen = manager.swap_post(&format!("{page}/disable"), &from).await.being(200);
    assert!(seen.text.starts_with("<title>payments-ledger · Claviger</title>"), "{}", seen.text);
    seen.having("payments-ledger is disabled.").having("Every call with it is refused").lacking("<html");
    manager.post(&format!("{page}/disable"), &from).await.being(303).leading_to(&page);
    manager.get(&page).await.having("because it is disabled already").having("KMS.1301");
    manager.post(&format!("{page}/enable"), &[]).await.being(303).leading_to(&page);
}

#[tokio::test]
async fn ticked_rows_are_changed_at_once_and_one_notice_says_which_were_not() {
    let world = World::new().await;
    let mut manager = world.signed_in(Role::KmsCmkFull).await;
    let (one, two) = (make(&mut manager, "one").await, make(&mut manager, "two").await);
    plan(&mut manager, &two, "two").await;
    let id = |page: &str| page.rsplit('/').next().unwrap().to_owned();
    let fields = [("view", "/console/keys?sort=-alias"), ("key_id", &id(&one)), ("key_id", &id(&two))];
    let list = manager.swap_post("/console/keys/disable", &fields).await.being(200);
    assert!(list.text.starts_with("<form id=\"key-list\""), "{}", list.text);
    list.having("1 key is disabled.").having("1 was not").having(": two.").having("aria-sort=\"descending\"");
    manager.post("/console/keys/enable", &fields).await.being(303).leading_to("/console/keys?sort=-alias");
    manager.get("/console/keys").await.having("1 key is enabled.");
}

#[tokio::test]
async fn a_key_is_called_and_described_anew_until_its_deletion_is_planned() {
    let world = World::new().await;
    let mut browser = world.signed_in(Role::KmsCmkFull).await;
    let page = make(&mut browser, "payments-ledger").await;
    make(&mut browser, "taken").await;
    let form = format!("{page}/details");
    browser.get(&form).await.being(200).having("value=\"payments-ledger\"");
    let taken = browser.post(&form, &[("alias", "taken"), ("description", "Of the quay")]).await.being(422);
    taken.having("value=\"taken\"").having("Of the quay").having("not changed: 1 problem");
    let both = browser.post(&form, &[("alias", "x/default"), ("description", &"é".repeat(256))]).await.being(422);
    both.having("not changed: 2 problems");
    browser.post(&form, &[("alias", "ledger"), ("description", "Of the quay")]).await.being(303).leading_to(&page);
    browser.get(&page).await.having("ledger is changed.").having("Of the quay").lacking("payments-ledger</h1>");
    let swapped = browser.swap_post(&form, &[("alias", "ledger"), ("description", "")]).await.being(200);
    assert_eq!(swapped.pushed, page);
    browser.get("/console/keys?q=quay").await.having("No key matches");
    let plan = [("days", "7"), ("reason", "Old."), ("alias", "ledger")];
    browser.post(&format!("{page}/schedule-deletion"), &plan).await.being(303);
    browser.get(&page).await.lacking("/details\"");
    browser.get(&form).await.being(422).having("KMS.0210");
    browser.get(&format!("{page}/schedule-deletion")).await.being(422).having("KMS.1402");
    browser.swap(&format!("{page}/schedule-deletion?days=30")).await.being(204);
    browser.swap_post(&form, &[("alias", "late"), ("description", "")]).await.being(422).having("KMS.0210");
}

#[tokio::test]
async fn a_deletion_is_planned_with_days_reason_and_the_alias_typed() {
    let world = World::new().await;
    let mut manager = world.signed_in(Role::KmsCmkFull).await;
    let page = make(&mut manager, "payments-ledger").await;
    let form = format!("{page}/schedule-deletion");
    let seen = manager.get(&form).await.being(200).having("Schedule deletion for 24 Dec 2026").having("value=\"30\"");
    seen.having("Nobody in acme can approve this plan now.");
    world.add("second", Role::KmsAdm).await;
    let fate = manager.swap(&format!("{form}?days=90&chosen=true")).await.being(200).having("Monday 22 February 2027");
    fate.having("By second; not by you").having("id=\"days\"").having("id=\"announcer\"").lacking("<h1");
    manager.swap(&format!("{form}?days=x")).await.being(200).having("Enter a whole number from 7 to 1096");
    let wrong = manager.post(&form, &[("days", "5"), ("reason", " "), ("alias", "payments-ledger")]).await.being(422);
    wrong.having("The deletion was not scheduled: 2 problems").having("href=\"#days\"").having("href=\"#reason\"");
    let mistyped = [("days", "7"), ("reason", "Old."), ("alias", "payments-ledgr")];
    manager.post(&form, &mistyped).await.being(422).having("This is not the alias of the key.").having("payments-ledgr");
    let right = [("days", "7"), ("reason", "Old."), ("alias", "payments-ledger")];
    let planned = manager.swap_post(&form, &right).await.being(200).having("Deletion is planned for 1 December 2026.");
    assert_eq!(planned.pushed, page);
    planned.having("Cancel deletion").lacking("/disable\"");
    manager.get(&form).await.being(422).having("The deletion of this key is planned already.");
    manager.post(&format!("{page}/cancel-deletion"), &[("from", "key")]).await.being(303).leading_to(&page);
    manager.get(&page).await.having("Deletion of payments-ledger is cancelled.").having("Deletion cancelled");
}

#[tokio::test]
async fn who_only_sees_has_no_control_and_no_act() {
    let world = World::new().await;
    let mut manager = world.signed_in(Role::KmsCmkFull).await;
    let page = make(&mut manager, "payments-ledger").await;
    let mut viewer = world.signed_in(Role::KmsReadonly).await;
    viewer.get("/console/keys").await.being(200).having("payments-ledger").lacking("type=\"checkbox\"").lacking("/disable");
    viewer.get(&page).await.being(200).lacking("/disable\"").lacking("/schedule-deletion");
    viewer.get("/console/keys/new").await.being(403).having("You may not create keys");
    viewer.get(&format!("{page}/schedule-deletion")).await.being(403);
    viewer.get(&page).await;
    viewer.post(&format!("{page}/disable"), &[]).await.being(403).having("You may not disable keys").having("Key Manager");
    viewer.swap_post(&format!("{page}/disable"), &[]).await.being(403).having("KMS.0306");
    let id = page.rsplit('/').next().unwrap();
    viewer.post("/console/keys/disable", &[("key_id", id)]).await.being(403);
    viewer.get(&format!("{page}/details")).await.being(403);
    for alias in ["payments-ledger", "other"] {
        viewer.post(&format!("{page}/details"), &[("alias", alias), ("description", "")]).await.being(403);
    }
    viewer.post(&format!("{page}/details"), &[("alias", "payments-ledger"), ("description", "mine")]).await.being(403);
    viewer.post("/console/keys", &[("alias", "mine")]).await.being(403);
    manager.get(&page).await.having("Enabled since");
    let mut stranger = world.browser();
    stranger.get(&page).await.being(303).leading_to(&format!("/console/sign-in?next={page}"));
}

#[tokio::test]
async fn a_default_key_has_no_control_and_a_forged_form_changes_nothing() {
    let world = World::new().await;
    let claim = Claim::Service { name: "obs".parse().unwrap(), project_id: world.project_id };
    let origin = RequestOrigin { face: Face::Api, address: None, request_id: Uuid::from_u128(2) };
    let key = world.gate.perform(&Caller { claim, project_id: None, origin }, CreateDefaultKey).await.unwrap();
    let page = format!("/console/keys/{}", key.id);
    let mut admin = world.signed_in(Role::TeAdmin).await;
    let seen = admin.get(&page).await.being(200).having("Object Storage made this key for you and manages it");
    seen.lacking("/disable\"").lacking("/schedule-deletion").lacking("/cancel-deletion");
    for act in ["enable", "disable", "cancel-deletion"] {
        let path = format!("{page}/{act}");
        admin.swap_post(&path, &[("from", "key")]).await.being(422).having("nobody can change it").having("KMS.0211");
    }
    let fields = [("days", "7"), ("reason", "Old."), ("alias", "obs/default")];
    admin.swap_post(&format!("{page}/schedule-deletion"), &fields).await.being(422).having("KMS.0211");
    admin.get(&format!("{page}/schedule-deletion")).await.being(422).having("nobody can change it");
    let details = format!("{page}/details");
    admin.get(&details).await.being(422).having("nobody can change it");
    for fields in [[("alias", "mine"), ("description", "")], [("alias", "obs/default"), ("description", "mine")]] {
        admin.swap_post(&details, &fields).await.being(422);
    }
    admin.get(&page).await.having("obs/default");
    let bulk = [("key_id", key.id.to_string())];
    let bulk: Vec<(&str, &str)> = bulk.iter().map(|(name, id)| (*name, id.as_str())).collect();
    admin.swap_post("/console/keys/disable", &bulk).await.being(200).having("No key was disabled.").having("obs/default");
}

#[tokio::test]
async fn what_is_no_key_is_not_found_whatever_it_looks_like() {
    let world = World::new().await;
    let mut manager = world.signed_in(Role::KmsCmkFull).await;
    for id in ["6f1c2a90-7d14-4b8e-9c53-0e2b7f41d8a6", "nonsense", "%00", "6F1C2A90-7D14-4B8E-9C53-0E2B7F41D8A6"] {
        let seen = manager.get(&format!("/console/keys/{id}")).await.being(404);
        seen.having("There is no such page or key here");
    }
    manager.get("/console/keys").await;
    manager.post("/console/keys/nonsense/disable", &[]).await.being(404);
    manager.get("/console/keys?state=x&origin=y&by=z&sort=-q&after=.&from=%ff&extra=1").await.being(200);
}
