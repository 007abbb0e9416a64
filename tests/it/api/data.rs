//! A little data is sealed and opened by programs.

use super::Desk;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use claviger::domain::Role;
use serde_json::{Value, json};

fn bytes(text: &Value) -> Vec<u8> {
    STANDARD.decode(text.as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn data_opens_to_what_it_was_without_a_key_being_named() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let id = desk.key(&token, "payments").await;
    let longest = "é".repeat(2_048);
    for text in ["a", "hello world", "sixteen letters.", "é\n\u{0}\"\\", &longest] {
        // As SOPS sends it.
        let body = json!({"key_id": id, "plain_text": text, "encryption_algorithm": "SYMMETRIC_DEFAULT"});
        let sealed = desk.call(&token, "encrypt-data", body).await.done();
        assert_eq!(sealed.as_object().unwrap().keys().collect::<Vec<_>>(), ["cipher_text", "key_id"]);
        assert_eq!(sealed["key_id"], json!(id));
        assert_eq!(bytes(&sealed["cipher_text"]).len(), 124 + text.len().next_multiple_of(16), "{text:.20}");
        for named in [Value::Null, json!(""), json!(id)] {
            let body = json!({"cipher_text": sealed["cipher_text"], "key_id": named});
            let opened = desk.call(&token, "decrypt-data", body).await.done();
            let want = json!({"key_id": id, "plain_text": text, "plain_text_base64": STANDARD.encode(text)});
            assert!(opened == want, "{text:.20}");
        }
    }
}

#[tokio::test]
async fn data_opens_with_its_own_context_and_key_alone() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let (id, other) = (desk.key(&token, "payments").await, desk.key(&token, "other").await);
    let (bound, also) = (json!({"a": "1", "b": "2"}), json!("volume 7"));
    let body = json!({"key_id": id, "plain_text": "secret", "encryption_context": bound, "additional_authenticated_data": also});
    let sealed = desk.call(&token, "encrypt-data", body).await.done();
    let open = async |context: Value, additional: Value, key_id: Value| {
        let body = json!({
            "cipher_text": sealed["cipher_text"], "encryption_context": context, "additional_authenticated_data": additional,
            "key_id": key_id,
        });
        desk.call(&token, "decrypt-data", body).await
    };
    let turned = json!({"b": "2", "a": "1"});
    assert_eq!(open(turned, also.clone(), Value::Null).await.done()["plain_text"], json!("secret"), "names in another order");
    for (context, additional, key_id) in [
        (Value::Null, also.clone(), Value::Null),
        (json!({"a": "1"}), also.clone(), Value::Null),
        (bound.clone(), Value::Null, Value::Null),
        (bound.clone(), json!("volume 8"), Value::Null),
        (bound.clone(), also.clone(), json!(other)),
    ] {
        let told = open(context.clone(), additional.clone(), key_id.clone()).await;
        assert_eq!(told.refused(), (400, "KMS.2201"), "{context} {additional} {key_id}");
    }
}

#[tokio::test]
async fn what_was_altered_cut_or_made_for_something_else_never_opens() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let id = desk.key(&token, "payments").await;
    let sealed = desk.call(&token, "encrypt-data", json!({"key_id": id, "plain_text": "secret"})).await.done();
    let sealed = bytes(&sealed["cipher_text"]);
    let told = async |ciphertext: &[u8]| {
        let told = desk.call(&token, "decrypt-data", json!({"cipher_text": STANDARD.encode(ciphertext)})).await;
        (told.status, told.body["error"]["error_code"].as_str().unwrap_or("opened").to_owned())
    };
    let refused = || (400, "KMS.2201".to_owned());
    for at in 0..sealed.len() {
        let mut altered = sealed.clone();
        altered[at] ^= 1;
        // Another key is named where the key's id stands, and there is none.
        let want = if (8..24).contains(&at) { (404, "KMS.0207".to_owned()) } else { refused() };
        assert_eq!(told(&altered).await, want, "byte {at}");
    }
    for length in 0..sealed.len() {
        assert_eq!(told(&sealed[..length]).await, refused(), "{length} bytes");
    }
    let made = desk.call(&token, "create-datakey", json!({"key_id": id, "datakey_length": 128})).await.done();
    let data_key = hex::decode(made["cipher_text"].as_str().unwrap()).unwrap();
    assert_eq!(told(&data_key).await, refused(), "a data key is no data");
    let body = json!({"key_id": id, "cipher_text": hex::encode(&sealed), "datakey_cipher_length": sealed.len() - 124});
    assert_eq!(desk.call(&token, "decrypt-datakey", body).await.refused(), (400, "KMS.2203"), "data is no data key");
}

#[tokio::test]
async fn another_tenants_data_looks_like_that_of_no_key() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let id = desk.key(&token, "payments").await;
    let sealed = desk.call(&token, "encrypt-data", json!({"key_id": id, "plain_text": "secret"})).await.done();
    let other = desk.house.tenant("other").await;
    let foreign = desk.token_of(&other, "oscar", Role::KmsAdm).await;
    let body = json!({"cipher_text": sealed["cipher_text"]}).to_string();
    let told = desk.call_in(other.project.id, &foreign, "decrypt-data", body.clone()).await;
    assert_eq!(told.refused(), (404, "KMS.0207"));
    let viewer = desk.token_of(&desk.tenant, "vera", Role::KmsReadonly).await;
    let told = desk.call_in(desk.tenant.project.id, &viewer, "decrypt-data", body).await;
    assert_eq!(told.refused(), (403, "KMS.0306"));
    let opened = desk.call(&viewer, "decrypt-data", json!({"cipher_text": "AAAA"})).await;
    assert_eq!(opened.refused(), (403, "KMS.0307"), "who may open nothing learns nothing of a ciphertext");
}
