//! Keys are made, listed, moved and retired by programs.

use super::Desk;
use crate::house::START;
use claviger::domain::{Action, KeyColumn, KeyFilter, KeyOrder, Place, Role};
use claviger::store::Keys;
use serde_json::{Value, json};

#[tokio::test]
async fn a_program_makes_a_key_and_moves_it_through_its_states() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let made = desk.call(&token, "create-key", json!({"key_alias": "payments", "key_description": "of the ledger"})).await.done();
    let id = made["key_info"]["key_id"].as_str().unwrap();
    let domain_id = desk.tenant.domain.id.to_string();
    assert_eq!(made, json!({"key_info": {"key_id": id, "domain_id": domain_id}}));
    let about = json!({"key_id": id});
    let state = |state: &str| json!({"key_id": id, "key_state": state});
    let created = (START.unix_timestamp() * 1_000).to_string();
    let described = desk.call(&token, "describe-key", about.clone()).await.done();
    let details = json!({
        "key_id": id, "domain_id": domain_id, "key_alias": "payments", "realm": "eu-west-0",
        "key_description": "of the ledger", "creation_date": created, "scheduled_deletion_date": "", "key_state": "2",
        "default_key_flag": "0", "key_type": "1", "expiration_time": "", "origin": "kms", "key_spec": "AES_256",
        "key_usage": "ENCRYPT_DECRYPT", "key_rotation_enabled": "false", "sys_enterprise_project_id": "0", "keystore_id": "0",
    });
    assert_eq!(described, json!({"key_info": details}));
    assert_eq!(desk.call(&token, "disable-key", about.clone()).await.done(), json!({"key_info": state("3")}));
    assert_eq!(desk.call(&token, "enable-key", about.clone()).await.done(), json!({"key_info": state("2")}));
    let plan = json!({"key_id": id, "pending_days": "7"});
    assert_eq!(desk.call(&token, "schedule-key-deletion", plan).await.done(), state("4"), "flat");
    let pending = desk.call(&token, "describe-key", about.clone()).await.done();
    let due = ((START.unix_timestamp() + 7 * 86_400) * 1_000).to_string();
    assert_eq!([&pending["key_info"]["key_state"], &pending["key_info"]["scheduled_deletion_date"]], ["4", due.as_str()]);
    assert_eq!(desk.call(&token, "cancel-key-deletion", about.clone()).await.done(), state("3"), "flat");
    let trail = desk.house.log(desk.tenant.domain.id).await;
    let changed: Vec<_> =
        trail.iter().filter(|event| event.subject.key_id.is_some() && event.changed).map(|event| event.action).collect();
    assert_eq!(
        changed,
        [Action::CreateKey, Action::DisableKey, Action::EnableKey, Action::ScheduleKeyDeletion, Action::CancelKeyDeletion]
    );
}

#[tokio::test]
async fn a_key_of_external_origin_waits_for_its_material_and_comes_back_waiting() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let made = desk.call(&token, "create-key", json!({"key_alias": "byok", "origin": "external"})).await.done();
    let id = made["key_info"]["key_id"].clone();
    let described = desk.call(&token, "describe-key", json!({"key_id": id})).await.done();
    assert_eq!([&described["key_info"]["key_state"], &described["key_info"]["origin"]], ["5", "external"]);
    desk.call(&token, "schedule-key-deletion", json!({"key_id": id, "pending_days": 7})).await.done();
    let cancelled = desk.call(&token, "cancel-key-deletion", json!({"key_id": id})).await.done();
    assert_eq!(cancelled["key_state"], "5");
}

#[tokio::test]
async fn an_alias_is_taken_once_and_never_ends_in_default() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    desk.key(&token, "payments").await;
    let again = desk.call(&token, "create-key", json!({"key_alias": "payments"})).await;
    assert_eq!(again.refused(), (400, "KMS.1104"));
    let reserved = desk.call(&token, "create-key", json!({"key_alias": "obs/default"})).await;
    assert_eq!(reserved.refused(), (400, "KMS.1101"));
}

#[tokio::test]
async fn keys_are_listed_newest_first_by_offset_and_state() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let default = desk.default_key().await;
    let mut newest_first = vec![default];
    for alias in ["a", "b", "c"] {
        desk.house.clock.advance(time::Duration::SECOND);
        newest_first.insert(0, desk.key(&token, alias).await);
    }
    desk.call(&token, "disable-key", json!({"key_id": newest_first[0]})).await.done();
    let list = async |asked: Value| desk.call(&token, "list-keys", asked).await.done();
    let all = list(json!({})).await;
    assert_eq!(all["keys"], json!(newest_first));
    assert_eq!(all["key_details"].as_array().unwrap().len(), 4);
    assert_eq!(all["key_details"][3]["default_key_flag"], "1");
    assert_eq!([&all["next_marker"], &all["truncated"], &all["total"]], [&json!(""), &json!("false"), &json!(4)]);
    let first = list(json!({"limit": "3"})).await;
    assert_eq!([&first["next_marker"], &first["truncated"], &first["total"]], [&json!("3"), &json!("true"), &json!(4)]);
    let rest = list(json!({"limit": 3, "marker": first["next_marker"]})).await;
    assert_eq!((&rest["keys"], &rest["next_marker"]), (&json!([newest_first[3]]), &json!("")));
    let middle = list(json!({"limit": 2, "marker": "1"})).await;
    assert_eq!((&middle["keys"], &middle["next_marker"]), (&json!(newest_first[1..3]), &json!("3")));
    let disabled = list(json!({"key_state": "3"})).await;
    assert_eq!((&disabled["keys"], &disabled["total"]), (&json!([newest_first[0]]), &json!(1)));
    for none in [json!({"key_state": 1}), json!({"key_spec": "RSA_2048"}), json!({"marker": "4294967296"})] {
        let found = list(none.clone()).await;
        assert_eq!((&found["keys"], &found["truncated"]), (&json!([]), &json!("false")), "{none}");
    }
}

#[tokio::test]
async fn a_key_that_nobody_has_is_not_found() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let unknown = "0d0466b0-e727-4d9c-b35d-f84bb474a37f";
    for verb in ["describe-key", "enable-key", "disable-key", "cancel-key-deletion"] {
        let told = desk.call(&token, verb, json!({"key_id": unknown})).await;
        assert_eq!(told.refused(), (404, "KMS.0207"), "{verb}");
    }
}

#[tokio::test]
async fn a_key_is_called_and_described_anew_and_found_by_that() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let (id, _) = (desk.key(&token, "payments").await, desk.key(&token, "taken").await);
    let rename = async |alias: &str| desk.call(&token, "update-key-alias", json!({"key_id": id, "key_alias": alias})).await;
    assert_eq!(rename("taken").await.refused(), (400, "KMS.1104"));
    assert_eq!(rename("obs/default").await.refused(), (400, "KMS.1101"));
    assert_eq!(rename("").await.refused(), (400, "KMS.1101"));
    assert_eq!(rename("ledger").await.done(), json!({"key_info": {"key_id": id, "key_alias": "ledger"}}));
    assert_eq!(rename("ledger").await.status, 200, "its own alias is not taken");
    desk.key(&token, "payments").await;
    let describe =
        async |text: &str| desk.call(&token, "update-key-description", json!({"key_id": id, "key_description": text})).await;
    assert_eq!(describe(&"é".repeat(256)).await.refused(), (400, "KMS.1103"));
    let want = json!({"key_info": {"key_id": id, "key_description": "Of the quay"}});
    assert_eq!(describe("Of the quay").await.done(), want);
    let seen = desk.call(&token, "describe-key", json!({"key_id": id})).await.done();
    assert_eq!((&seen["key_info"]["key_alias"], &seen["key_info"]["key_description"]), (&json!("ledger"), &json!("Of the quay")));
    let store = &desk.house.store;
    let order = KeyOrder { column: KeyColumn::Alias, descending: false };
    for (text, found) in [("ledger", 1), ("quay", 1), ("payments", 1)] {
        let filter = KeyFilter { text: text.to_owned(), ..KeyFilter::default() };
        let page = store.list_keys(desk.tenant.project.id, &filter, order, &Place::Start, 10).await.unwrap();
        let is_it = page.items.iter().map(|listed| listed.key.id.to_string() == id).collect::<Vec<_>>();
        assert_eq!((is_it.len(), is_it[0]), (found, text != "payments"), "{text}");
    }
    assert_eq!(describe("").await.done()["key_info"]["key_description"], json!(""));
}

#[tokio::test]
async fn keys_are_counted_without_default_keys() {
    let desk = Desk::open().await;
    let token = desk.administrator().await;
    let path = format!("/v1.0/{}/kms/user-instances", desk.tenant.project.id);
    let count = async |token: &str| desk.send("GET", &path, &[("x-auth-token", token)], "").await;
    assert_eq!(count(&token).await.done(), json!({"instance_num": 0}));
    desk.default_key().await;
    let key = desk.key(&token, "one").await;
    desk.call(&token, "schedule-key-deletion", json!({"key_id": key, "pending_days": 7})).await.done();
    assert_eq!(count(&token).await.done(), json!({"instance_num": 1}));
    assert_eq!(count("").await.refused(), (401, "KMS.0301"));
    let crypto = desk.token_of(&desk.tenant, "sam", Role::SecuAdmin).await;
    assert_eq!(count(&crypto).await.refused(), (403, "KMS.0307"));
    assert_eq!(desk.send("POST", &path, &[("x-auth-token", &token)], "{}").await.refused(), (405, "KMS.0215"));
}
