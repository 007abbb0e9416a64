//! The order of refusals: who, project, form, existence, right, state.

use super::{Desk, Told};
use claviger::domain::{EventOutcome, Role, Token};
use claviger::iam::{DomainRef, TokenScope};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Every operation on a key.
const ON_KEYS: [&str; 12] = [
    "describe-key",
    "enable-key",
    "disable-key",
    "schedule-key-deletion",
    "cancel-key-deletion",
    "create-datakey",
    "create-datakey-without-plaintext",
    "encrypt-datakey",
    "decrypt-datakey",
    "encrypt-data",
    "update-key-alias",
    "update-key-description",
];

/// Every operation.
pub const ALL: [&str; 16] = [
    "create-key",
    "list-keys",
    "describe-key",
    "enable-key",
    "disable-key",
    "schedule-key-deletion",
    "cancel-key-deletion",
    "create-datakey",
    "create-datakey-without-plaintext",
    "encrypt-datakey",
    "decrypt-datakey",
    "gen-random",
    "encrypt-data",
    "decrypt-data",
    "update-key-alias",
    "update-key-description",
];

/// A body that is right in its form for every operation.
fn about(key_id: &str) -> Value {
    let sent = format!("{}{}", hex::encode([1; 64]), hex::encode(Sha256::digest([1; 64])));
    json!({
        "key_id": key_id, "key_alias": "order", "pending_days": 7, "datakey_length": 512, "plain_text": sent,
        "datakey_plain_length": 64, "key_description": "of the order", "cipher_text": "C1".repeat(188), "datakey_cipher_length": 64, "random_data_length": 512,
    })
}

#[tokio::test]
async fn who_asks_and_where_comes_before_what_is_asked() {
    let desk = Desk::open().await;
    let resident = desk.house.person(&desk.tenant, "amelie", Role::KmsAdm).await;
    let token = desk.token(&resident).await;
    let domain = TokenScope::Domain(DomainRef::ByName("acme".to_owned()));
    let for_domain = desk.house.issue(&resident, domain).await.unwrap().secret.expose().to_owned();
    let other = desk.house.tenant("other").await;
    let (here, elsewhere) = (desk.tenant.project.id, other.project.id);
    let wrong = ["{", "[]", r#"{"key_id": "x"}"#];
    for verb in ALL {
        let right = about("0d0466b0-e727-4d9c-b35d-f84bb474a37f").to_string();
        for body in wrong.into_iter().chain([right.as_str()]) {
            let told = async |project_id, token: &str| desk.call_in(project_id, token, verb, body.to_owned()).await;
            let case = format!("{verb} {body:.20}");
            assert_eq!(told(here, "").await.refused(), (401, "KMS.0301"), "{case}");
            assert_eq!(told(here, "not a token").await.refused(), (401, "KMS.0302"), "{case}");
            assert_eq!(told(here, &for_domain).await.refused(), (403, "KMS.0305"), "{case}");
            assert_eq!(told(elsewhere, &token).await.refused(), (403, "KMS.0321"), "{case}");
        }
    }
    for nowhere in ["x", "0605768A3300D5762F46C01DF0EE5AB7", "%ff", "%00"] {
        let path = format!("/v1.0/{nowhere}/kms/list-keys");
        let told = async |token: &str| desk.send("POST", &path, &[("x-auth-token", token)], "{}").await;
        assert_eq!(told("").await.refused(), (401, "KMS.0301"), "{nowhere}");
        assert_eq!(told(&token).await.refused(), (403, "KMS.0321"), "{nowhere}");
    }
    desk.house.wait(Token::LIFETIME).await;
    let expired = desk.call(&token, "list-keys", json!({})).await;
    assert_eq!(expired.refused(), (401, "KMS.0303"));
    assert_eq!(expired.answer.header("www-authenticate"), "Keystone");
    let malformed = desk.call_in(here, &token, "list-keys", "{".to_owned()).await;
    assert_eq!(malformed.refused(), (401, "KMS.0303"));
}

#[tokio::test]
async fn form_comes_before_existence_and_right() {
    let desk = Desk::open().await;
    let administrator = desk.administrator().await;
    let viewer = desk.token_of(&desk.tenant, "vera", Role::KmsReadonly).await;
    let mine = desk.key(&administrator, "mine").await;
    let other = desk.house.tenant("other").await;
    let foreign = desk.token_of(&other, "oscar", Role::KmsAdm).await;
    let theirs = desk.call_in(other.project.id, &foreign, "create-key", r#"{"key_alias": "theirs"}"#).await.done();
    let theirs = theirs["key_info"]["key_id"].as_str().unwrap();
    for verb in ON_KEYS {
        let told = async |token: &str, key_id: &str| desk.call(token, verb, about(key_id)).await;
        for token in [&administrator, &viewer] {
            assert_eq!(told(token, "my-alias").await.refused(), (400, "KMS.0205"), "{verb}");
            let mut body = about(&mine);
            body["sequence"] = json!("x");
            assert_eq!(desk.call(token, verb, body).await.refused(), (400, "KMS.0206"), "{verb}");
            assert_eq!(desk.call(token, verb, json!({})).await.refused(), (400, "KMS.0204"), "{verb}");
        }
        for none in ["0d0466b0-e727-4d9c-b35d-f84bb474a37f", "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz", theirs] {
            assert_eq!(told(&administrator, none).await.refused(), (404, "KMS.0207"), "{verb} {none}");
        }
        if verb == "describe-key" {
            assert_eq!(told(&viewer, theirs).await.refused(), (404, "KMS.0207"));
            assert_eq!(told(&viewer, &mine).await.status, 200);
        } else {
            assert_eq!(told(&viewer, &mine).await.refused(), (403, "KMS.0306"), "{verb}");
        }
    }
    for verb in ["create-key", "gen-random"] {
        assert_eq!(desk.call(&viewer, verb, about(&mine)).await.refused(), (403, "KMS.0307"), "{verb}");
    }
}

#[tokio::test]
async fn what_is_wrong_in_its_form_stands_in_the_log_like_every_refusal() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let (domain_id, here) = (desk.tenant.domain.id, desk.tenant.project.id);
    for verb in ALL {
        let before = desk.house.log(domain_id).await.len();
        let told = desk.call_in(here, &token, verb, "{".to_owned()).await;
        let log = desk.house.log(domain_id).await;
        let event = log.last().unwrap();
        let wire: String = event.action.name().chars().flat_map(char::to_lowercase).collect();
        assert_eq!((log.len(), wire), (before + 1, verb.replace('-', "")), "{verb}");
        let code = told.refused().1.to_owned();
        assert_eq!((event.actor.name.as_str(), &event.outcome), ("amelie", &EventOutcome::Refused { code }), "{verb}");
        assert!(!event.changed, "{verb}");
    }
}

#[tokio::test]
async fn right_comes_before_state_and_each_state_refuses_with_its_code() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let viewer = desk.token_of(&desk.tenant, "vera", Role::KmsReadonly).await;
    let (enabled, disabled, pending) =
        (desk.key(&token, "enabled").await, desk.key(&token, "disabled").await, desk.key(&token, "pending").await);
    desk.call(&token, "disable-key", json!({"key_id": disabled})).await.done();
    desk.call(&token, "schedule-key-deletion", json!({"key_id": pending, "pending_days": 7})).await.done();
    let external = desk.call(&token, "create-key", json!({"key_alias": "external", "origin": "external"})).await.done();
    let external = external["key_info"]["key_id"].as_str().unwrap().to_owned();
    let default = desk.default_key().await;
    let keys = [&enabled, &disabled, &pending, &external, &default];
    // In the order of the keys; nothing where the operation would be done.
    let table: [(&str, [Option<&str>; 5]); 11] = [
        ("enable-key", [Some("KMS.1201"), None, Some("KMS.1201"), Some("KMS.1201"), Some("KMS.0211")]),
        ("disable-key", [None, Some("KMS.1301"), Some("KMS.1301"), Some("KMS.1301"), Some("KMS.0211")]),
        ("schedule-key-deletion", [None, None, Some("KMS.1402"), None, Some("KMS.0211")]),
        ("cancel-key-deletion", [Some("KMS.1501"), Some("KMS.1501"), None, Some("KMS.1501"), Some("KMS.0211")]),
        ("create-datakey", [None, Some("KMS.0209"), Some("KMS.0210"), Some("KMS.0308"), None]),
        ("create-datakey-without-plaintext", [None, Some("KMS.0209"), Some("KMS.0210"), Some("KMS.0308"), None]),
        ("encrypt-datakey", [None, Some("KMS.0209"), Some("KMS.0210"), Some("KMS.0308"), None]),
        ("decrypt-datakey", [Some("KMS.2203"), Some("KMS.0209"), Some("KMS.0210"), Some("KMS.0308"), Some("KMS.2203")]),
        ("encrypt-data", [None, Some("KMS.0209"), Some("KMS.0210"), Some("KMS.0308"), None]),
        ("update-key-alias", [None, None, Some("KMS.0210"), None, Some("KMS.0211")]),
        ("update-key-description", [None, None, Some("KMS.0210"), None, Some("KMS.0211")]),
    ];
    for (verb, row) in table {
        for (key_id, want) in keys.iter().zip(row) {
            let told: Told = desk.call(&viewer, verb, about(key_id)).await;
            assert_eq!(told.refused(), (403, "KMS.0306"), "{verb} {key_id}");
            if let Some(code) = want {
                assert_eq!(desk.call(&token, verb, about(key_id)).await.refused(), (400, code), "{verb} {key_id}");
            }
        }
    }
    let found = desk.call(&token, "list-keys", json!({})).await.done();
    let states: Vec<_> = keys
        .iter()
        .map(|id| {
            let at = found["keys"].as_array().unwrap().iter().position(|key| key == id.as_str()).unwrap();
            found["key_details"][at]["key_state"].as_str().unwrap()
        })
        .collect();
    assert_eq!(states, ["2", "3", "4", "5", "2"], "nothing moved");
}
