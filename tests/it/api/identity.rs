//! Programs sign in, and what they hold ends when it must.

use super::{Desk, JSON, Told};
use crate::house::PASSWORD;
use claviger::domain::{Claim, Role};
use claviger::iam::{DeactivateUser, SetRoles};
use serde_json::{Value, json};

const TOKENS: &str = "/v3/auth/tokens";

fn by_password(password: &str, scope: &Value) -> Value {
    let user = json!({"name": "amelie", "domain": {"name": "acme"}, "password": password});
    json!({"auth": {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": scope}})
}

fn by_token(token: &str, scope: &Value) -> Value {
    json!({"auth": {"identity": {"methods": ["token"], "token": {"id": token}}, "scope": scope}})
}

fn project() -> Value {
    json!({"project": {"name": "eu-west-0", "domain": {"name": "acme"}}})
}

impl Desk {
    async fn sign_in(&self, body: &Value) -> Told {
        self.send("POST", TOKENS, &[JSON], body.to_string()).await
    }

    async fn about_token(&self, method: &str, caller: &str, subject: &str) -> Told {
        self.send(method, TOKENS, &[("x-auth-token", caller), ("x-subject-token", subject)], "").await
    }

    async fn lists(&self, token: &str) -> Told {
        self.call(token, "list-keys", json!({})).await
    }
}

fn text(told: &Told) -> String {
    told.answer.header("x-subject-token").to_owned()
}

#[tokio::test]
async fn the_version_is_told_to_everybody_with_and_without_a_slash() {
    let desk = Desk::open().await;
    for path in ["/v3", "/v3/"] {
        let told = desk.send("GET", path, &[], "").await.done();
        assert_eq!(told["version"]["links"][0]["href"], "http://127.0.0.1:8480/v3/", "{path}");
    }
}

#[tokio::test]
async fn a_program_signs_in_as_openstacksdk_does() {
    let desk = Desk::open().await;
    desk.house.person(&desk.tenant, "amelie", Role::KmsAdm).await;
    let told = desk.sign_in(&by_password(PASSWORD, &project())).await;
    assert_eq!(told.status, 201, "{told:?}");
    let token = text(&told);
    assert_eq!(token.len(), 64);
    let said = &told.body["token"];
    assert_eq!((&said["methods"], &said["roles"]), (&json!(["password"]), &json!([{"id": "kms_adm", "name": "kms_adm"}])));
    assert_eq!(
        (&said["issued_at"], &said["expires_at"]),
        (&json!("2026-11-24T09:00:00.000000Z"), &json!("2026-11-25T09:00:00.000000Z"))
    );
    let types: Vec<_> = said["catalog"].as_array().unwrap().iter().map(|entry| entry["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["identity", "kms", "kmsv1"]);
    let project_id = desk.tenant.project.id;
    let url = &said["catalog"][2]["endpoints"][0]["url"];
    assert_eq!(*url, format!("http://127.0.0.1:8480/v1.0/{project_id}/"));
    assert_eq!(desk.lists(&token).await.status, 200);
    for path in ["/v3/auth/tokens?nocatalog=1", "/v3/auth/tokens/?nocatalog"] {
        let told = desk.send("POST", path, &[JSON], by_password(PASSWORD, &project()).to_string()).await;
        assert!(told.status == 201 && told.body["token"].get("catalog").is_none(), "{told:?}");
    }
}

#[tokio::test]
async fn who_is_not_known_learns_nothing() {
    let desk = Desk::open().await;
    desk.house.person(&desk.tenant, "amelie", Role::KmsAdm).await;
    let mut nobody = by_password(PASSWORD, &project());
    nobody["auth"]["identity"]["password"]["user"]["name"] = json!("nobody");
    let mut nowhere = by_password(PASSWORD, &project());
    nowhere["auth"]["identity"]["password"]["user"]["domain"]["name"] = json!("nowhere");
    let mut odd = by_password(PASSWORD, &project());
    odd["auth"]["identity"]["password"]["user"]["name"] = json!("a\u{0}'; --<b>");
    let wrong = by_password("wrong", &project());
    let told = [desk.sign_in(&nobody).await, desk.sign_in(&nowhere).await, desk.sign_in(&odd).await, desk.sign_in(&wrong).await];
    for told in &told {
        assert_eq!(told.refused(), (401, "KMS.0302"));
        assert!(text(told).is_empty());
    }
    assert!(told.iter().all(|one| one.answer.text == told[0].answer.text));
    assert_eq!(desk.sign_in(&by_password(PASSWORD, &json!({"project": {"name": "moon"}}))).await.refused(), (403, "KMS.0305"));
    assert_eq!(desk.sign_in(&by_token("x", &project())).await.refused(), (401, "KMS.0302"));
}

#[tokio::test]
async fn many_wrong_passwords_have_to_wait() {
    let desk = Desk::open().await;
    desk.house.person(&desk.tenant, "amelie", Role::KmsAdm).await;
    let wrong = by_password("wrong", &project());
    assert_eq!(desk.sign_in(&wrong).await.refused(), (401, "KMS.0302"), "a mistake is free");
    let mut told = desk.sign_in(&wrong).await;
    for _ in 0..5 {
        told = desk.sign_in(&wrong).await;
    }
    assert_eq!(told.refused(), (429, "CLV.1206"));
    assert!(told.answer.header("retry-after").parse::<u32>().unwrap() > 0);
}

#[tokio::test]
async fn a_token_for_no_project_opens_no_keys_until_it_is_exchanged() {
    let desk = Desk::open().await;
    desk.house.person(&desk.tenant, "amelie", Role::KmsAdm).await;
    let unscoped = text(&desk.sign_in(&by_password(PASSWORD, &Value::Null)).await);
    assert_eq!(desk.lists(&unscoped).await.refused(), (403, "KMS.0305"));
    desk.house.clock.advance(time::Duration::HOUR);
    let told = desk.sign_in(&by_token(&unscoped, &project())).await;
    assert_eq!((told.status, &told.body["token"]["expires_at"]), (201, &json!("2026-11-25T09:00:00.000000Z")), "ends no later");
    assert_eq!(told.body["token"]["methods"], json!(["token"]));
    assert_eq!(desk.lists(&text(&told)).await.status, 200);
}

#[tokio::test]
async fn a_token_is_looked_at_and_ended() {
    let desk = Desk::open().await;
    desk.house.person(&desk.tenant, "amelie", Role::KmsAdm).await;
    let stranger = desk.token_of(&desk.tenant, "vera", Role::KmsReadonly).await;
    let token = text(&desk.sign_in(&by_password(PASSWORD, &project())).await);
    let seen = desk.about_token("GET", &token, &token).await;
    assert_eq!((seen.status, text(&seen)), (200, token.clone()));
    assert_eq!(seen.body["token"]["user"]["name"], "amelie");
    let head = desk.about_token("HEAD", &token, &token).await;
    assert_eq!((head.status, head.answer.text.as_str(), text(&head)), (200, "", token.clone()));
    assert_eq!(desk.about_token("GET", &token, "unknown").await.status, 404);
    assert_eq!(desk.about_token("GET", &stranger, &token).await.status, 404, "another person's");
    assert_eq!(desk.about_token("DELETE", &stranger, &token).await.status, 404, "another person's");
    assert_eq!(desk.about_token("GET", "", &token).await.refused(), (401, "KMS.0301"));
    let unnamed = desk.send("GET", TOKENS, &[("x-auth-token", &token)], "").await;
    assert_eq!(unnamed.refused(), (400, "KMS.0204"));
    assert_eq!(desk.send("DELETE", TOKENS, &[], "").await.refused(), (401, "KMS.0301"));
    let ended = desk.about_token("DELETE", &token, &token).await;
    assert_eq!((ended.status, ended.answer.text.as_str()), (204, ""));
    assert_eq!(desk.lists(&token).await.refused(), (401, "KMS.0302"));
    assert_eq!(desk.about_token("GET", &stranger, &token).await.status, 404);
}

#[tokio::test]
async fn a_deactivated_user_and_a_stripped_role_lose_it_with_the_next_request() {
    let desk = Desk::open().await;
    let amelie = desk.house.person(&desk.tenant, "amelie", Role::KmsAdm).await;
    let boss = desk.house.person(&desk.tenant, "berta", Role::TeAdmin).await;
    let boss = desk.house.session(&boss).await;
    let token = desk.token(&amelie).await;
    let create = async |alias: &str| desk.call(&token, "create-key", json!({"key_alias": alias})).await;
    assert_eq!(create("a").await.status, 200);
    let stripped = SetRoles { user_id: amelie.user.id, roles: [Role::KmsReadonly].into_iter().collect(), confirm: None };
    desk.house.perform(&boss, stripped).await.unwrap();
    assert_eq!(create("b").await.refused(), (403, "KMS.0307"), "rights are read with each request");
    assert_eq!(desk.lists(&token).await.status, 200);
    desk.house.perform(&boss, DeactivateUser { user_id: amelie.user.id }).await.unwrap();
    assert_eq!(desk.lists(&token).await.refused(), (401, "KMS.0302"));
    assert_eq!(desk.sign_in(&by_password(PASSWORD, &project())).await.refused(), (401, "KMS.0302"));
    assert!(matches!(boss.claim, Claim::Session(_)));
}
