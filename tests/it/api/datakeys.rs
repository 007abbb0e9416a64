//! Data keys are made, wrapped and opened by programs.

use super::Desk;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

fn hex_of(text: &Value) -> Vec<u8> {
    let text = text.as_str().unwrap();
    assert_eq!(text, text.to_uppercase());
    hex::decode(text).unwrap()
}

#[tokio::test]
async fn a_data_key_opens_to_what_it_was_made_as() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let id = desk.key(&token, "payments").await;
    let bound = json!({"object": "o1"});
    let made = desk
        .call(&token, "create-datakey", json!({"key_id": id, "datakey_length": "512", "encryption_context": bound}))
        .await
        .done();
    let (plain, cipher) = (hex_of(&made["plain_text"]), hex_of(&made["cipher_text"]));
    assert_eq!((plain.len(), cipher.len()), (64, 188));
    assert_eq!(made.as_object().unwrap().keys().collect::<Vec<_>>(), ["cipher_text", "key_id", "plain_text"]);
    let open = async |context: Value, cipher: &str| {
        let body = json!({"key_id": id, "cipher_text": cipher, "datakey_cipher_length": 64, "encryption_context": context});
        desk.call(&token, "decrypt-datakey", body).await
    };
    let upper = made["cipher_text"].as_str().unwrap();
    let want = json!({"data_key": made["plain_text"], "datakey_length": "64", "datakey_dgst": hex::encode_upper(Sha256::digest(&plain))});
    assert_eq!(open(bound.clone(), upper).await.done(), want);
    assert_eq!(open(json!(bound.to_string()), &upper.to_lowercase()).await.done(), want, "a text that holds the context");
    assert_eq!(open(json!({"object": "o2"}), upper).await.refused(), (400, "KMS.2203"), "another context");
    assert_eq!(open(Value::Null, upper).await.refused(), (400, "KMS.2203"), "no context");
    let other = desk.key(&token, "other").await;
    let body = json!({"key_id": other, "cipher_text": upper, "datakey_cipher_length": 64, "encryption_context": bound});
    assert_eq!(desk.call(&token, "decrypt-datakey", body).await.refused(), (400, "KMS.2203"), "another key");
}

#[tokio::test]
async fn a_data_key_without_plaintext_shows_none_and_opens_all_the_same() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let id = desk.key(&token, "payments").await;
    let body = json!({"key_id": id, "key_spec": "AES_128", "additional_authenticated_data": "volume 7"});
    let made = desk.call(&token, "create-datakey-without-plaintext", body).await.done();
    assert_eq!(made.as_object().unwrap().keys().collect::<Vec<_>>(), ["cipher_text", "key_id"]);
    let mut body = json!({"key_id": id, "cipher_text": made["cipher_text"], "datakey_cipher_length": "16"});
    assert_eq!(desk.call(&token, "decrypt-datakey", body.clone()).await.refused(), (400, "KMS.2203"));
    body["additional_authenticated_data"] = json!("volume 7");
    assert_eq!(hex_of(&desk.call(&token, "decrypt-datakey", body).await.done()["data_key"]).len(), 16);
}

#[tokio::test]
async fn a_data_key_of_the_callers_is_wrapped_with_its_digest_checked() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let id = desk.key(&token, "payments").await;
    // As otcextensions sends it: the digest in lower case after a key in upper case.
    let sent = format!("{}{}", hex::encode_upper([0xA7; 64]), hex::encode(Sha256::digest([0xA7; 64])));
    let body = json!({"key_id": id, "plain_text": sent, "datakey_plain_length": 64});
    let wrapped = desk.call(&token, "encrypt-datakey", body).await.done();
    assert_eq!((&wrapped["key_id"], &wrapped["datakey_length"]), (&json!(id), &json!("64")));
    assert_eq!(hex_of(&wrapped["cipher_text"]).len(), 188);
    let body = json!({"key_id": id, "cipher_text": wrapped["cipher_text"], "datakey_cipher_length": 64});
    let opened = desk.call(&token, "decrypt-datakey", body).await.done();
    assert_eq!(hex_of(&opened["data_key"]), [0xA7; 64]);
    let wrong = format!("{}{}", hex::encode([0xA7; 64]), hex::encode(Sha256::digest([0xA8; 64])));
    let body = json!({"key_id": id, "plain_text": wrong, "datakey_plain_length": 64});
    assert_eq!(desk.call(&token, "encrypt-datakey", body).await.refused(), (400, "KMS.2103"));
}

#[tokio::test]
async fn tenants_use_a_default_key_that_they_cannot_change() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let id = desk.default_key().await;
    let made = desk.call(&token, "create-datakey", json!({"key_id": id, "datakey_length": 256})).await.done();
    let body = json!({"key_id": id, "cipher_text": made["cipher_text"], "datakey_cipher_length": 32});
    assert_eq!(desk.call(&token, "decrypt-datakey", body).await.done()["data_key"], made["plain_text"]);
}

#[tokio::test]
async fn random_bytes_are_as_many_as_asked_for_and_never_the_same() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let draw = async |bits: Value| {
        hex_of(&desk.call(&token, "gen-random", json!({"random_data_length": bits})).await.done()["random_data"])
    };
    let (one, other) = (draw(json!(512)).await, draw(json!("512")).await);
    assert_eq!((one.len(), other.len()), (64, 64));
    assert_ne!(one, other);
    assert_eq!(draw(json!(8)).await.len(), 1);
}
