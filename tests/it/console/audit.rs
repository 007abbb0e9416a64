//! The audit log and its filters.

use super::{PASSWORD, World};
use claviger::domain::Role;

#[tokio::test]
async fn what_was_refused_stands_in_the_log_with_its_code() {
    let world = World::new().await;
    let mut viewer = world.signed_in(Role::KmsReadonly).await;
    viewer.get("/console/people").await.being(403);
    viewer.get("/console/audit").await.being(403).having("Viewer");
    let mut auditor = world.signed_in(Role::KmsAuditor).await;
    auditor.get("/console/audit").await.being(200).having("Sign in").having("kms_readonly");
    let refused = auditor.get("/console/audit?outcome=refused").await.being(200).having("KMS.0307").having("List people");
    refused.lacking(">Sign out<!---->").having("<option value=\"refused\" selected>");
    let fragment = auditor.swap("/console/audit?q=kms_readonly&act=SignIn").await.being(200).having("id=\"announcer\"");
    assert!(fragment.text.starts_with("<div id=\"events\">"), "{}", fragment.text);
    auditor.get("/console/audit?q=nobody-of-that-name").await.having("No event matches these filters");
    auditor.get("/console/audit?from=2031-01-01").await.having("No event matches these filters");
    auditor.get("/console/audit?from=nonsense&act=nonsense&after=nonsense").await.being(200).having("Sign in");
}

#[tokio::test]
async fn who_sees_events_about_keys_sees_no_others() {
    let world = World::new().await;
    let mut manager = world.signed_in(Role::KmsCmkFull).await;
    let page = manager.get("/console/audit").await.being(200).having("about the keys of acme");
    page.lacking("<option value=\"SignIn\"").lacking("Sign in</span>");
    let mut security = world.signed_in(Role::SecuAdmin).await;
    security.get("/console/audit").await.being(403);
    let mut auditor = world.browser();
    world.add("tomas", Role::KmsAuditor).await;
    auditor.sign_in("tomas", PASSWORD).await;
    auditor.get("/console/keys/6f1c2a90-7d14-4b8e-9c53-0e2b7f41d8a6/audit").await.being(404);
}
