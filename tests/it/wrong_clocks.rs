//! A process whose clock is set wrong while it runs (libfaketime): nothing is destroyed, nothing revived, and those who are
//! signed in still are when it is right again.

use crate::process::{Server, administer, claviger};
use serde_json::json;
use std::path::Path;
use std::time::Duration;

/// Debian's library, which moves the clock of one process and leaves its timer alone.
const LIBRARY: &str = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

/// Sets the clock of the server by so much, and gives it time to notice.
fn set(file: &Path, by: &str) {
    let next = file.with_extension("next");
    std::fs::write(&next, format!("{by}\n")).unwrap();
    std::fs::rename(next, file).unwrap();
    std::thread::sleep(Duration::from_secs(4));
}

fn state(server: &Server, who: &(String, String), key_id: &str) -> String {
    let answer = server.call(who, "describe-key", &json!({"key_id": key_id})).unwrap();
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()["key_info"]["key_state"].as_str().unwrap().to_owned()
}

#[test]
fn p5_a_wrong_clock_destroys_nothing_revives_nothing_and_signs_nobody_out() {
    assert!(Path::new(LIBRARY).exists(), "apt-get install libfaketime");
    let folder = tempfile::tempdir().unwrap();
    let (data, clock) = (folder.path().join("data"), folder.path().join("clock"));
    std::fs::write(&clock, "+0\n").unwrap();
    let environment = [
        ("LD_PRELOAD", LIBRARY),
        ("FAKETIME_TIMESTAMP_FILE", clock.to_str().unwrap()),
        ("FAKETIME_NO_CACHE", "1"),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
    ];
    let server = Server::start(&data, &environment);
    administer(&data, &["domain", "create", "--name", "acme", "--deletion-approvals", "0"]);
    let user = administer(&data, &["user", "create", "--domain", "acme", "--name", "p", "--role", "kms_adm"]);
    let password = user["password"].as_str().unwrap();
    let who = server.token("acme", "p", password).unwrap();
    let revoked = server.token("acme", "p", password).unwrap();
    let made = server.call(&who, "create-key", &json!({"key_alias": "doomed"})).unwrap().json();
    let key_id = made["key_info"]["key_id"].as_str().unwrap().to_owned();
    let planned = server.call(&who, "schedule-key-deletion", &json!({"key_id": key_id, "pending_days": 7})).unwrap();
    assert_eq!(planned.status, 200, "{planned:?}");
    let headers = [("x-auth-token", who.0.as_str()), ("x-subject-token", revoked.0.as_str())];
    assert_eq!(server.ask("DELETE", "/v3/auth/tokens", &headers, "").unwrap().status, 204);

    // No approval is needed and the date is long past by this clock, and yet nothing is destroyed.
    set(&clock, "+1096d");
    assert_eq!(server.call(&who, "describe-key", &json!({"key_id": key_id})).unwrap().status, 401, "the token's day is over");
    set(&clock, "+0");
    assert_eq!(state(&server, &who, &key_id), "4", "still there, and still signed in");

    for back in ["-1h", "-3650d"] {
        set(&clock, back);
        assert_eq!(state(&server, &who, &key_id), "4", "{back}");
        assert_eq!(server.call(&revoked, "list-keys", &json!({})).unwrap().status, 401, "{back}: revoked stays revoked");
        set(&clock, "+0");
        assert_eq!(state(&server, &who, &key_id), "4", "after {back}");
    }
    assert_eq!(server.call(&revoked, "list-keys", &json!({})).unwrap().status, 401);
    assert_eq!(server.call(&who, "cancel-key-deletion", &json!({"key_id": key_id})).unwrap().status, 200);
    server.stop();

    // A leap while it was stopped holds across restarts, until the operator accepts it.
    server_destroys_only_when_accepted(&data, &clock, &environment, &key_id, password);
}

fn server_destroys_only_when_accepted(data: &Path, clock: &Path, environment: &[(&str, &str)], key_id: &str, password: &str) {
    let server = Server::start(data, environment);
    let who = server.token("acme", "p", password).unwrap();
    assert_eq!(server.call(&who, "schedule-key-deletion", &json!({"key_id": key_id, "pending_days": 7})).unwrap().status, 200);
    server.stop();
    std::fs::write(clock, "+8d\n").unwrap();
    for _restart in 0..2 {
        let server = Server::start(data, environment);
        std::thread::sleep(Duration::from_secs(3));
        let who = server.token("acme", "p", password).unwrap();
        assert_eq!(state(&server, &who, key_id), "4", "held");
        server.stop();
    }
    let server = Server::start(data, environment);
    let accepted = claviger(data, &["clock", "accept"]).envs(environment.iter().copied()).output().unwrap();
    assert!(accepted.status.success(), "{}", String::from_utf8_lossy(&accepted.stderr));
    let who = server.token("acme", "p", password).unwrap();
    let gone = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(200));
        server.call(&who, "describe-key", &json!({"key_id": key_id})).unwrap().status == 404
    });
    assert!(gone, "carried out once the operator says that the time is right");
    server.stop();
}
