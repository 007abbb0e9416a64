//! The contract of every store: all of a unit or none of it, in an order that the log keeps.

use claviger::domain::{Action, AuditEvent, Face, Principal, RequestOrigin};
use claviger::domain::{
    Description, Domain, DomainId, EventId, Key, KeyId, KeySpec, KeyState, Maker, Origin, Project, ProjectId,
};
use claviger::domain::{EncryptionContext, Plaintext, Purpose, Refusal, TreeHead, UserId};
use claviger::domain::{KeyColumn, KeyFilter, KeyOrder, Place, StateName, WitnessedTime};
use claviger::keyring::{
    Binding, Foundation, InstallationId, KekId, Keyring, SealedKek, SealedSystemKey, SoftwareRoot, WrappedKey, bucket_of,
};
use claviger::keyring::{Epoch, KeyringError, Row, SealedSecret, SecretName};
use claviger::store::{
    Change, HeadSeen, KekRow, MaterialRow, Reliance, SecretRow, SqliteStore, Store, StoreError, SystemKeyRow, Unit,
};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;
use zeroize::Zeroizing;

const AT: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;
const DOMAIN: DomainId = DomainId::from_uuid(Uuid::from_u128(1));
const INSTALLATION: Uuid = Uuid::from_u128(9);
const PROJECT: ProjectId = ProjectId::from_uuid(Uuid::from_u128(2));

fn event(id: u128, action: Action, changed: bool) -> AuditEvent {
    let origin = RequestOrigin { face: Face::CommandLine, address: None, request_id: Uuid::from_u128(id) };
    let begun = AuditEvent::begin(EventId::from_uuid(Uuid::from_u128(id)), AT, &Principal::Operator, action, &origin);
    AuditEvent { changed, ..begun }
}

fn key(id: u128, alias: &str) -> Key {
    Key {
        id: KeyId::from_uuid(Uuid::from_u128(id)),
        domain_id: DOMAIN,
        project_id: PROJECT,
        alias: alias.parse().unwrap(),
        description: Description::default(),
        spec: KeySpec::Aes256,
        origin: Origin::Kms,
        state: KeyState::Enabled,
        made_by: Maker::User(UserId::from_uuid(Uuid::from_u128(3))),
        created_at: AT,
        version: 1,
        revision: 0,
    }
}

async fn unit(store: &dyn Store, id: u128, changes: Vec<Change>) -> Unit {
    let seen = HeadSeen { domain_id: DOMAIN, changes: store.log_head(DOMAIN).await.unwrap().changes };
    let event = event(id, Action::CreateKey, !changes.is_empty());
    Unit { logs: vec![seen], relied_on: Vec::new(), changes, event }
}

async fn fresh(quota: u32) -> (TempDir, Arc<dyn Store>) {
    let folder = tempfile::tempdir().unwrap();
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open(&folder.path().join("claviger.db")).await.unwrap());
    let name: claviger::domain::Name = "acme".parse().unwrap();
    let domain = Domain { id: DOMAIN, name: name.clone(), deletion_approvals: 1, created_at: AT };
    let project = Project { id: PROJECT, domain_id: DOMAIN, name, key_quota: quota, created_at: AT };
    let changes = vec![Change::InsertDomain(domain), Change::InsertProject(project)];
    store.commit(unit(&*store, 1, changes).await).await.unwrap();
    (folder, store)
}

/// The log as a verifier sees it: no gap, each leaf the hash of its body, the head the root of all.
async fn log_agrees(store: &dyn Store) -> usize {
    let head = store.log_head(DOMAIN).await.unwrap();
    let leaves = store.list_leaves(DOMAIN, 0, 10_000).await.unwrap();
    let mut tree = TreeHead::default();
    for (hash, body) in &leaves {
        use sha2::Digest;
        let expected: [u8; 32] = sha2::Sha256::new().chain_update([0]).chain_update(body.as_ref().unwrap()).finalize().into();
        assert_eq!(*hash, expected);
        tree.append(*hash);
    }
    assert_eq!(tree, head.tree);
    leaves.len()
}

#[tokio::test]
async fn a_unit_is_saved_with_its_event_or_not_at_all() {
    let (_folder, store) = fresh(10).await;
    store.commit(unit(&*store, 2, vec![Change::InsertKey(key(10, "a"), None)]).await).await.unwrap();
    assert_eq!(store.find_key(key(10, "a").id).await.unwrap(), Some(key(10, "a")));
    let both = vec![Change::InsertKey(key(11, "b"), None), Change::InsertKey(key(12, "a"), None)];
    let refused = store.commit(unit(&*store, 3, both).await).await;
    assert!(matches!(refused, Err(StoreError::Refused(Refusal::AliasTaken))), "{refused:?}");
    assert_eq!(store.find_key(key(11, "b").id).await.unwrap(), None, "no half of it");
    assert_eq!(log_agrees(&*store).await, 2, "no event without its change");
    assert_eq!(store.log_head(DOMAIN).await.unwrap().changes, 2);
}

#[tokio::test]
async fn a_record_that_moved_on_is_not_overwritten() {
    let (_folder, store) = fresh(10).await;
    store.commit(unit(&*store, 2, vec![Change::InsertKey(key(10, "a"), None)]).await).await.unwrap();
    let read = store.find_key(key(10, "a").id).await.unwrap().unwrap();
    let disabled = read.clone().disable().unwrap();
    store.commit(unit(&*store, 3, vec![Change::UpdateKey(disabled)]).await).await.unwrap();
    let again = store.commit(unit(&*store, 4, vec![Change::UpdateKey(read.disable().unwrap())]).await).await;
    assert!(matches!(again, Err(StoreError::Stale)));
    let now = store.find_key(key(10, "a").id).await.unwrap().unwrap();
    assert_eq!((now.state, now.revision), (KeyState::Disabled, 1));
}

/// P2: a use that was decided before the key was disabled is not recorded behind the disabling.
#[tokio::test]
async fn p2_a_use_decided_before_a_taking_away_is_not_saved_after_it() {
    let (_folder, store) = fresh(10).await;
    store.commit(unit(&*store, 2, vec![Change::InsertKey(key(10, "a"), None)]).await).await.unwrap();
    store.commit(unit(&*store, 3, vec![Change::InsertKey(key(11, "b"), None)]).await).await.unwrap();
    let a_use = |on: &Key, seen: &Unit| Unit { relied_on: vec![Reliance::Key(on.id, 0)], ..seen.clone() };
    let decided = unit(&*store, 4, Vec::new()).await;
    let disabled = key(10, "a").disable().unwrap();
    store.commit(unit(&*store, 5, vec![Change::UpdateKey(disabled)]).await).await.unwrap();
    assert!(matches!(store.commit(a_use(&key(10, "a"), &decided)).await, Err(StoreError::Stale)));
    store.commit(a_use(&key(11, "b"), &decided)).await.unwrap();
    assert_eq!(log_agrees(&*store).await, 5, "the other key's use is no conflict");
}

/// P8 in the last place: even a forged change does not touch a default key's row.
#[tokio::test]
async fn what_waits_together_is_saved_in_its_order_and_no_use_follows_what_forbade_it() {
    let (_folder, store) = fresh(10).await;
    store.commit(unit(&*store, 2, vec![Change::InsertKey(key(10, "a"), None)]).await).await.unwrap();
    let read = store.find_key(key(10, "a").id).await.unwrap().unwrap();
    let mut units = Vec::new();
    for id in 0..100 {
        let relied_on = vec![Reliance::Key(read.id, read.revision)];
        let changes =
            if id == 75 { vec![Change::UpdateKey(Key { state: KeyState::Disabled, ..read.clone() })] } else { Vec::new() };
        units.push(Unit { relied_on, ..unit(&*store, 20 + id, changes).await });
    }
    let saving = units.into_iter().map(|unit| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { store.commit(unit).await })
    });
    let saving: Vec<_> = saving.collect();
    for (place, saving) in saving.into_iter().enumerate() {
        let saved = saving.await.unwrap();
        assert!(if place <= 75 { saved.is_ok() } else { matches!(saved, Err(StoreError::Stale)) }, "{place}: {saved:?}");
    }
    assert_eq!(log_agrees(&*store).await, 2 + 76);
    let leaves = store.list_leaves(DOMAIN, 2, 100).await.unwrap();
    let ids = leaves.iter().map(|(_, body)| AuditEvent::from_canonical(body.as_ref().unwrap()).unwrap().id);
    assert!(ids.eq((20..96).map(|id| EventId::from_uuid(Uuid::from_u128(id)))), "in the order in which they were asked for");
}

#[tokio::test]
async fn p8_the_database_does_not_update_a_default_key() {
    let (_folder, store) = fresh(0).await;
    let made_by = Maker::Service("obs".parse().unwrap());
    let default = Key { made_by, ..key(10, "obs/default") };
    store.commit(unit(&*store, 2, vec![Change::InsertKey(default.clone(), None)]).await).await.unwrap();
    let forged = Key { state: KeyState::Disabled, ..default.clone() };
    assert!(store.commit(unit(&*store, 3, vec![Change::UpdateKey(forged)]).await).await.is_err());
    assert_eq!(store.find_key(default.id).await.unwrap(), Some(default));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quota_holds_when_many_race_for_the_last_place() {
    let (_folder, store) = fresh(10).await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..64_u128 {
        let store = Arc::clone(&store);
        tasks.spawn(async move {
            let change = Change::InsertKey(key(100 + number, &format!("key-{number}")), None);
            store.commit(unit(&*store, 1_000 + number, vec![change]).await).await
        });
    }
    let mut saved = 0;
    while let Some(outcome) = tasks.join_next().await {
        match outcome.unwrap() {
            Ok(()) => saved += 1,
            Err(StoreError::Refused(refusal)) => assert_eq!(refusal, Refusal::QuotaReached { quota: 10 }),
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(saved, 10);
    let (filter, order) = (KeyFilter::default(), KeyOrder { column: KeyColumn::Alias, descending: false });
    let first = store.list_keys(PROJECT, &filter, order, &Place::Start, 7).await.unwrap();
    assert_eq!((first.items.len(), first.next.is_some()), (7, true));
    let rest = store.list_keys(PROJECT, &filter, order, &Place::After(first.next.clone().unwrap()), 7).await.unwrap();
    assert_eq!((rest.items.len(), rest.next), (3, None));
    assert_eq!(log_agrees(&*store).await, 11);
}

#[tokio::test]
async fn a_word_of_more_keys_than_are_sorted_finds_each_of_them_once() {
    let (_folder, store) = fresh(30_000).await;
    // In the order of their ids the last keys have the first aliases.
    let described = |key: Key| Key { description: "Of the team".parse().unwrap(), ..key };
    let named = |number| described(key(100 + number, &format!("team-{:05}", 30_000 - number)));
    let keys: Vec<Key> = (0..20_050_u128).map(named).collect();
    for (turn, keys) in (1_000_u128..).zip(keys.chunks(500)) {
        let changes = keys.iter().map(|key| Change::InsertKey(key.clone(), None)).collect();
        store.commit(unit(&*store, turn, changes).await).await.unwrap();
    }
    let (filter, order) =
        (KeyFilter { text: "TEAM".to_owned(), ..KeyFilter::default() }, KeyOrder { column: KeyColumn::Alias, descending: false });
    let (mut found, mut from) = (Vec::new(), Place::Start);
    loop {
        let page = store.list_keys(PROJECT, &filter, order, &from, 1_000).await.unwrap();
        found.extend(page.items.into_iter().map(|listed| listed.key.id));
        let Some(next) = page.next else { break };
        from = Place::After(next);
    }
    let ids: Vec<KeyId> = keys.iter().rev().map(|key| key.id).collect();
    assert!(found == ids, "{} of {}", found.len(), ids.len());
    let count = store.count_keys(PROJECT, &filter).await.unwrap();
    assert_eq!((count.counted, count.has_more), (10_000, true));
    let two = KeyFilter { text: "team 29".to_owned(), state: Some(StateName::Disabled), ..filter };
    let count = store.count_keys(PROJECT, &two).await.unwrap();
    assert_eq!((count.counted, count.has_more), (0, true), "as many as were looked at, and there may be more");
}

async fn reopened(folder: &Path) -> Arc<dyn Store> {
    Arc::new(SqliteStore::open(&folder.join("claviger.db")).await.unwrap())
}

#[tokio::test]
async fn a_key_outlives_a_restart_and_material_needs_its_kek() {
    let (folder, store) = fresh(10).await;
    let root = SoftwareRoot::open(&folder.path().join("root")).unwrap();
    let installation = InstallationId(Uuid::from_u128(9));
    let (keyring, foundation) = Keyring::create(&root, installation).await.unwrap();
    let key = key(0xABCD, "payments-ledger");
    let kek = keyring.make_kek(KekId { bucket: bucket_of(key.id), number: 1 }).unwrap();
    keyring.open_kek(&kek).unwrap();
    let wrapped = keyring.make_material(&key, 1, kek.id.number).unwrap();
    let material =
        MaterialRow { key_id: key.id, version: 1, bucket: kek.id.bucket, number: kek.id.number, sealed: wrapped.sealed.clone() };
    let with_material = || vec![Change::InsertKey(key.clone(), Some(material.clone()))];
    let orphan = store.commit(unit(&*store, 2, with_material()).await).await;
    assert!(matches!(orphan, Err(StoreError::Stale)), "no row without the row that seals it: {orphan:?}");
    let (system_keys, secrets) = rows_of(&foundation);
    store.save_foundation(INSTALLATION, &system_keys, &secrets, WitnessedTime::begin(AT)).await.unwrap();
    let (others, twice) = (vec![SystemKeyRow { epoch: 99, sealed: Vec::new() }], secrets.clone());
    assert!(
        matches!(store.save_foundation(INSTALLATION, &others, &twice, WitnessedTime::begin(AT)).await, Err(StoreError::Stale)),
        "an installation begins once"
    );
    let kek_row = KekRow { bucket: kek.id.bucket, number: 1, epoch: kek.epoch.0, sealed: kek.sealed };
    store.save_kek(&kek_row).await.unwrap();
    store.commit(unit(&*store, 2, with_material()).await).await.unwrap();
    let none = EncryptionContext::default();
    let binding = Binding { purpose: Purpose::DataKey, encryption_context: &none, additional: b"" };
    let issue = EventId::from_uuid(Uuid::from_u128(2));
    let data_key = Plaintext::new(Zeroizing::new(b"a data key".to_vec()));
    let ciphertext = keyring.seal_for_caller(key.usable().unwrap(), &wrapped, issue, binding, &data_key, Duration::ZERO).unwrap();
    store.close().await;

    let store = reopened(folder.path()).await;
    let found = foundation_in(&*store).await;
    assert_eq!(found, foundation);
    let keyring = Keyring::open(&root, installation, &found).await.unwrap();
    let key = store.find_key(key.id).await.unwrap().unwrap();
    let found = store.find_kek(bucket_of(key.id)).await.unwrap().unwrap();
    let id = KekId { bucket: found.bucket, number: found.number };
    keyring.open_kek(&SealedKek { id, epoch: Epoch(found.epoch), sealed: found.sealed }).unwrap();
    let row = store.find_material(key.id, 1).await.unwrap().unwrap();
    let wrapped = WrappedKey { key_id: key.id, version: 1, kek: id, sealed: row.sealed };
    let opened = keyring.open_for_caller(key.usable().unwrap(), &wrapped, binding, &ciphertext, Duration::ZERO);
    assert_eq!(opened.unwrap().expose(), b"a data key");
    let stolen = WrappedKey { sealed: wrapped.sealed.iter().map(|byte| byte ^ 1).collect(), ..wrapped };
    let forged = keyring.open_for_caller(key.usable().unwrap(), &stolen, binding, &ciphertext, Duration::ZERO);
    assert!(matches!(forged, Err(KeyringError::ForgedRow(Row::Material(..)))));
}

/// The rows to save of what an installation begins with.
fn rows_of(foundation: &Foundation) -> (Vec<SystemKeyRow>, Vec<SecretRow>) {
    let system_key = |row: &SealedSystemKey| SystemKeyRow { epoch: row.epoch.0, sealed: row.sealed.clone() };
    let secret = |row: &SealedSecret| SecretRow {
        name: row.name.as_str().to_owned(),
        number: row.number,
        epoch: row.epoch.0,
        sealed: row.sealed.clone(),
    };
    (foundation.system_keys.iter().map(system_key).collect(), foundation.secrets.iter().map(secret).collect())
}

/// What the database says that the installation began with.
async fn foundation_in(store: &dyn Store) -> Foundation {
    let system_key = |row: SystemKeyRow| SealedSystemKey { epoch: Epoch(row.epoch), sealed: row.sealed };
    let secret = |row: SecretRow| SealedSecret {
        name: SecretName::find(&row.name).unwrap(),
        number: row.number,
        epoch: Epoch(row.epoch),
        sealed: row.sealed,
    };
    let mut secrets: Vec<SealedSecret> = store.list_secrets().await.unwrap().into_iter().map(secret).collect();
    secrets.sort_by_key(|row| SecretName::ALL.iter().position(|name| *name == row.name));
    Foundation { system_keys: store.list_system_keys().await.unwrap().into_iter().map(system_key).collect(), secrets }
}

#[tokio::test]
async fn half_of_what_an_installation_begins_with_is_never_saved() {
    let (_folder, store) = fresh(10).await;
    let system_keys = [SystemKeyRow { epoch: 1, sealed: vec![1] }];
    let orphan = SecretRow { name: "pepper".to_owned(), number: 1, epoch: 2, sealed: vec![2] };
    assert!(
        store.save_foundation(INSTALLATION, &system_keys, &[orphan], WitnessedTime::begin(AT)).await.is_err(),
        "sealed under no system key"
    );
    assert_eq!(store.list_system_keys().await.unwrap(), []);
    assert_eq!(store.list_secrets().await.unwrap(), []);
}

#[tokio::test]
async fn a_closed_store_takes_nothing_more() {
    let (_folder, store) = fresh(10).await;
    let late = unit(&*store, 2, Vec::new()).await;
    store.close().await;
    assert!(matches!(store.commit(late).await, Err(StoreError::Closed)));
}
