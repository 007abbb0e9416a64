//! `kill -9` at any moment: what was answered is there, nothing is there by half, and the trail agrees.

use crate::process::{Server, administer};
use claviger::domain::{AuditEvent, KeyId, OPERATORS_LOG, TreeHead};
use claviger::store::{SqliteStore, Store};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How often the server is killed.
const KILLS: u32 = 200;
const TASKS: usize = 4;

/// What is known of a key: the state that the last answer said, and the one that a call without an answer may have left.
#[derive(Clone, Debug)]
struct Known {
    state: &'static str,
    perhaps: Option<&'static str>,
    data_keys: Vec<(String, String)>,
}

/// One key's life under load, until the server is gone: enabled, used, disabled, planned for deletion, disabled, enabled again.
fn live(server: &Server, who: &(String, String), key_id: &str, known: &Mutex<BTreeMap<String, Known>>, stop: &AtomicBool) {
    for turn in 0_u32.. {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        let (verb, next) = match known.lock().unwrap()[key_id].state {
            "2" => ("disable-key", "3"),
            "3" if turn % 4 == 1 => ("schedule-key-deletion", "4"),
            "3" => ("enable-key", "2"),
            _ => ("cancel-key-deletion", "3"),
        };
        known.lock().unwrap().get_mut(key_id).unwrap().perhaps = Some(next);
        let Some(answer) = server.call(who, verb, &json!({"key_id": key_id, "pending_days": "7"})) else { return };
        assert_eq!(answer.status, 200, "{verb} of {key_id}: {answer:?}");
        let mut all = known.lock().unwrap();
        let entry = all.get_mut(key_id).unwrap();
        (entry.state, entry.perhaps) = (next, None);
        drop(all);
        if next == "2" {
            let body = json!({"key_id": key_id, "datakey_length": "512"});
            let Some(answer) = server.call(who, "create-datakey", &body) else { return };
            assert_eq!(answer.status, 200, "{answer:?}");
            let issued = answer.json();
            let text = |name: &str| issued[name].as_str().unwrap().to_owned();
            known.lock().unwrap().get_mut(key_id).unwrap().data_keys.push((text("cipher_text"), text("plain_text")));
        }
    }
}

/// Compares what the server says of a key with what is known of it.
fn check(server: &Server, who: &(String, String), key_id: &str, known: &mut Known) {
    let answer = server.call(who, "describe-key", &json!({"key_id": key_id})).unwrap();
    assert_eq!(answer.status, 200, "an answered key is there: {answer:?}");
    let found: Value = answer.json()["key_info"]["key_state"].clone();
    let state = ["2", "3", "4"].into_iter().find(|state| found == *state).unwrap();
    assert!(state == known.state || Some(state) == known.perhaps, "{key_id} is {state}, known is {known:?}");
    (known.state, known.perhaps) = (state, None);
}

/// Every log is whole, and says of every key the state that its record has.
#[tokio::main(flavor = "current_thread")]
async fn the_trail_agrees(file: &Path) {
    let store: Box<dyn Store> = Box::new(SqliteStore::open(file).await.unwrap());
    let acme = store.find_domain_named(&"acme".parse().unwrap()).await.unwrap().unwrap();
    let mut states = BTreeMap::<KeyId, String>::new();
    for log in [acme.id, OPERATORS_LOG] {
        let head = store.log_head(log).await.unwrap();
        let mut tree = TreeHead::default();
        while tree.size() < head.tree.size() {
            for (hash, body) in store.list_leaves(log, tree.size(), 1_000).await.unwrap() {
                let body = body.unwrap();
                assert_eq!(AuditEvent::leaf_hash(&body), hash);
                tree.append(hash);
                let event = AuditEvent::from_canonical(&body).unwrap();
                if let (true, Some(key_id), Some(state)) = (event.changed, event.subject.key_id, event.details.get("state")) {
                    states.insert(key_id, state.clone());
                }
            }
        }
        assert_eq!(tree, head.tree);
    }
    assert!(!states.is_empty());
    for (key_id, state) in states {
        assert_eq!(store.find_key(key_id).await.unwrap().unwrap().state.to_string(), state, "{key_id}");
    }
    store.close().await;
}

#[test]
fn after_two_hundred_kills_every_answered_change_is_there_and_the_trail_agrees() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    drop(Server::start(&data, &[]));
    administer(&data, &["domain", "create", "--name", "acme"]);
    let user = administer(&data, &["user", "create", "--domain", "acme", "--name", "loader", "--role", "kms_adm"]);
    let password = user["password"].as_str().unwrap().to_owned();
    let known = Arc::new(Mutex::new(BTreeMap::<String, Known>::new()));
    let mut who = None;
    let mut answered = 0;
    for kill in 0..KILLS {
        let server = Arc::new(Server::start(&data, &[]));
        // A token outlives the server that issued it.
        let who = who.get_or_insert_with(|| server.token("acme", "loader", &password).unwrap()).clone();
        for (key_id, known) in known.lock().unwrap().iter_mut() {
            check(&server, &who, key_id, known);
        }
        while known.lock().unwrap().len() < TASKS {
            let alias = format!("key-{kill}-{}", known.lock().unwrap().len());
            let made = server.call(&who, "create-key", &json!({"key_alias": alias})).unwrap();
            let key_id = made.json()["key_info"]["key_id"].as_str().unwrap().to_owned();
            known.lock().unwrap().insert(key_id, Known { state: "2", perhaps: None, data_keys: Vec::new() });
        }
        let stop = Arc::new(AtomicBool::new(false));
        let ids: Vec<String> = known.lock().unwrap().keys().cloned().collect();
        let tasks: Vec<_> = ids
            .into_iter()
            .map(|key_id| {
                let (server, who, known, stop) = (Arc::clone(&server), who.clone(), Arc::clone(&known), Arc::clone(&stop));
                std::thread::spawn(move || live(&server, &who, &key_id, &known, &stop))
            })
            .collect();
        // Each kill falls somewhere else in the life of a request.
        std::thread::sleep(Duration::from_millis(20 + u64::from(kill * 37 % 90)));
        server.kill();
        stop.store(true, Ordering::Relaxed);
        for task in tasks {
            task.join().unwrap();
        }
    }
    let server = Server::start(&data, &[]);
    let who = who.unwrap();
    for (key_id, known) in known.lock().unwrap().iter_mut() {
        check(&server, &who, key_id, known);
        if known.state == "4" {
            server.call(&who, "cancel-key-deletion", &json!({"key_id": key_id})).unwrap();
        }
        if known.state != "2" {
            assert_eq!(server.call(&who, "enable-key", &json!({"key_id": key_id})).unwrap().status, 200);
        }
        answered += known.data_keys.len();
        for (ciphertext, plaintext) in known.data_keys.iter().rev().take(50) {
            let body = json!({"key_id": key_id, "cipher_text": ciphertext, "datakey_cipher_length": "64"});
            let opened = server.call(&who, "decrypt-datakey", &body).unwrap();
            assert_eq!(opened.json()["data_key"], **plaintext, "{opened:?}");
        }
    }
    assert!(answered > 0, "the load made data keys");
    server.stop();
    the_trail_agrees(&data.join("claviger.db"));
}
