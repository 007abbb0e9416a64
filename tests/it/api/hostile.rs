//! What nobody should send is answered with a clear refusal, never with a fault of ours.

use super::order::ALL;
use super::{Desk, JSON};
use serde_json::{Value, json};

#[tokio::test]
async fn bodies_that_are_none_are_refused_by_every_operation() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let here = desk.tenant.project.id;
    let bodies: [(&[u8], &str); 9] = [
        (b"{", "KMS.0202"),
        (b"\xff\xfe", "KMS.0202"),
        (b"{\"key_id\": \"\xff\"}", "KMS.0202"),
        (b"{\"key_id\": \"\0\"}", "KMS.0202"),
        (b"\0", "KMS.0202"),
        (b"<xml/>", "KMS.0202"),
        (b"[1]", "KMS.0214"),
        (b"\"{}\"", "KMS.0214"),
        (b"{\"sequence\": null, \"sequence\": null}", "KMS.0214"),
    ];
    for verb in ALL {
        for (body, code) in bodies {
            let told = desk.call_in(here, &token, verb, body.to_vec()).await;
            assert_eq!(told.refused(), (400, code), "{verb} {}", String::from_utf8_lossy(body));
        }
        let path = format!("/v1.0/{here}/kms/{verb}");
        let headers = [("x-auth-token", token.as_str()), ("content-type", "text/plain")];
        assert_eq!(desk.send("POST", &path, &headers, "{}").await.refused(), (415, "KMS.0214"), "{verb}");
        let long = format!("{{\"x\": \"{}\"}}", "a".repeat(128 * 1024));
        assert_eq!(desk.call_in(here, &token, verb, long).await.refused(), (400, "KMS.0203"), "{verb}");
        let slash = desk.send("POST", &format!("{path}/"), &[JSON, ("x-auth-token", &token)], "{").await;
        assert_eq!(slash.refused(), (400, "KMS.0202"), "{verb}/");
        for method in ["GET", "PUT", "DELETE", "PATCH"] {
            assert_eq!(desk.send(method, &path, &[], "").await.refused(), (405, "KMS.0215"), "{method} {verb}");
        }
    }
}

#[tokio::test]
async fn no_value_in_any_field_makes_a_fault_of_ours() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let key_id = desk.key(&token, "mine").await;
    let fields = [
        "key_id",
        "key_alias",
        "key_description",
        "key_spec",
        "key_usage",
        "origin",
        "realm",
        "sequence",
        "pending_days",
        "limit",
        "marker",
        "key_state",
        "datakey_length",
        "plain_text",
        "datakey_plain_length",
        "cipher_text",
        "datakey_cipher_length",
        "encryption_context",
        "additional_authenticated_data",
        "random_data_length",
        "enterprise_project_id",
        "keystore_id",
    ];
    let values = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!(u64::MAX),
        json!([]),
        json!({}),
        json!({"a": {"b": []}}),
        json!(""),
        json!("\u{0}"),
        json!("'; DROP TABLE keys; --"),
        json!("<script>alert(1)</script>"),
        json!("../../etc/passwd"),
        json!("\u{202e}\u{1f511}e\u{301}"),
        json!("a".repeat(10_000)),
        json!("9".repeat(10_000)),
    ];
    for verb in ALL {
        for field in fields {
            for value in &values {
                let mut body = json!({
                    "key_id": key_id, "pending_days": 1, "datakey_length": 8, "plain_text": "00", "datakey_plain_length": 1,
                    "cipher_text": "00", "datakey_cipher_length": 1, "random_data_length": 8,
                });
                body[field] = value.clone();
                let told = desk.call(&token, verb, body).await;
                assert!(told.status < 500, "{verb} {field}: {told:?}");
                assert!(told.status == 200 || told.refused().0 >= 400, "{verb} {field}");
            }
            // What was enabled must stay so for the next round.
            if verb == "disable-key" {
                desk.call(&token, "enable-key", json!({"key_id": key_id})).await;
            }
        }
    }
    let long = desk.call(&token, "create-key", json!({"key_alias": "a".repeat(10_000)})).await;
    assert_eq!(long.refused(), (400, "KMS.1101"));
}

#[tokio::test]
async fn paths_that_are_none_are_answered_in_the_same_shape() {
    let desk = Desk::open().await;
    let here = desk.tenant.project.id;
    for path in ["/v1.0", "/v1.0/", "/v1.0/x", "/v3/nothing", "/v1.0/a/kms/no-such-verb"] {
        assert_eq!(desk.send("POST", path, &[JSON], "{}").await.status / 100, 4, "{path}");
    }
    let told = desk.send("POST", &format!("/v1.0/{here}/kms/no-such-verb"), &[JSON], "{}").await;
    assert_eq!(told.refused(), (404, "APIGW.0101"));
    assert_eq!(desk.send("GET", "/v3/users", &[], "").await.refused(), (404, "APIGW.0101"));
    assert_eq!(desk.send("PUT", "/v3/auth/tokens", &[], "").await.refused(), (405, "KMS.0215"));
    assert_eq!(desk.send("POST", "/v3", &[], "").await.refused(), (405, "KMS.0215"));
    assert_eq!(desk.send("POST", "/v3/", &[], "").await.refused(), (405, "KMS.0215"));
}

#[tokio::test]
async fn sign_ins_that_are_none_are_refused() {
    let desk = Desk::open().await;
    let long = format!("{{\"auth\": \"{}\"}}", "a".repeat(128 * 1024));
    let bodies: [(&[u8], u16, &str); 6] = [
        (b"", 400, "KMS.0202"),
        (b"\xff", 400, "KMS.0202"),
        (b"{}", 400, "KMS.0214"),
        (b"{\"auth\": {\"identity\": {\"methods\": []}}}", 400, "KMS.0204"),
        (b"{\"auth\": {\"identity\": {\"methods\": [\"totp\"]}}}", 400, "KMS.0308"),
        (long.as_bytes(), 400, "KMS.0203"),
    ];
    for (body, status, code) in bodies {
        let told = desk.send("POST", "/v3/auth/tokens", &[JSON], body.to_vec()).await;
        assert_eq!(told.refused(), (status, code), "{:.60}", String::from_utf8_lossy(body));
    }
}
