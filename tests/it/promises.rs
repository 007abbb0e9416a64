//! What Claviger promises, each against whom it is promised (the table in README), through the gate and on a real database.

use crate::house::{House, Resident, Tenant};
use claviger::audit::ListEvents;
use claviger::domain::{
    Action, AuditEvent, Claim, DomainId, EncryptionContext, EventFilter, EventOutcome, Key, KeyFilter, KeyId, KeyOrder, KeySpec,
    Origin, PendingDays, Place, Refusal, Role, TreeHead,
};
use claviger::gate::{Kind, OperationError};
use claviger::kms::{
    CancelKeyDeletion, CreateDatakey, CreateDatakeyWithoutPlaintext, CreateDefaultKey, CreateKey, DecryptDatakey, Depth,
    DescribeKey, DisableKey, EnableKey, ListKeys, ScheduleKeyDeletion,
};
use claviger::store::{Keys, Store, Trail};
use sqlx::{Connection, SqliteConnection};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use uuid::Uuid;

async fn tenancy(house: &House, name: &str) -> (Tenant, Resident) {
    let tenant = house.tenant(name).await;
    let manager = house.person(&tenant, &format!("{name}-manager"), Role::TeAdmin).await;
    (tenant, manager)
}

fn create(alias: &str) -> CreateKey {
    CreateKey {
        alias: alias.parse().unwrap(),
        description: "ledger".parse().unwrap(),
        spec: KeySpec::Aes256,
        origin: Origin::Kms,
    }
}

fn datakey(key_id: KeyId) -> CreateDatakey {
    CreateDatakey { key_id, bytes: 64, context: EncryptionContext::default(), additional: Vec::new() }
}

fn decrypt(key_id: KeyId, ciphertext: &[u8]) -> DecryptDatakey {
    DecryptDatakey { key_id, ciphertext: ciphertext.to_vec(), context: EncryptionContext::default(), additional: Vec::new() }
}

fn is_use(event: &AuditEvent) -> bool {
    event.action == Action::DecryptDatakey && event.outcome == EventOutcome::Done
}

/// Uses race with the taking-away: none that begins after its answer gets through, and none stands behind it in the trail.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p2_no_use_begins_after_the_answer_to_a_taking_away() {
    let house = Arc::new(House::build().await);
    let (tenant, manager) = tenancy(&house, "acme").await;
    let caller = house.token(&manager).await;
    let key = house.perform(&caller, create("raced")).await.unwrap();
    let ciphertext = house.perform(&caller, datakey(key.id)).await.unwrap().ciphertext;
    let mut answered = 0;
    for _round in 0..20 {
        let taken = Arc::new(AtomicBool::new(false));
        let users: Vec<_> = (0..6)
            .map(|_| {
                let (house, caller, taken, ciphertext) =
                    (Arc::clone(&house), caller.clone(), Arc::clone(&taken), ciphertext.clone());
                tokio::spawn(async move {
                    let mut opened = 0;
                    loop {
                        let began_after = taken.load(Ordering::SeqCst);
                        match house.perform(&caller, decrypt(key.id, &ciphertext)).await {
                            Ok(_) if began_after => panic!("opened with a key that was disabled before the call"),
                            Ok(_) => opened += 1,
                            Err(OperationError::Refused(Refusal::KeyDisabled)) => return opened,
                            Err(other) => panic!("{other}"),
                        }
                    }
                })
            })
            .collect();
        tokio::task::yield_now().await;
        house.perform(&caller, DisableKey { key_id: key.id }).await.unwrap();
        taken.store(true, Ordering::SeqCst);
        for user in users {
            answered += user.await.unwrap();
        }
        house.perform(&caller, EnableKey { key_id: key.id }).await.unwrap();
    }
    assert!(answered > 0, "some uses came before");
    let mut usable = true;
    for event in house.log(tenant.domain.id).await {
        match event.action {
            Action::DisableKey => usable = false,
            Action::EnableKey => usable = true,
            _ => assert!(usable || !is_use(&event), "a use stands in the trail behind what forbade it"),
        }
    }
}

/// While the record cannot be written there is no answer; when it can, the answer comes and the record is there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p3_no_use_is_answered_before_its_record_is_durable() {
    let house = House::build().await;
    let (tenant, manager) = tenancy(&house, "acme").await;
    let caller = house.token(&manager).await;
    let key = house.perform(&caller, create("recorded")).await.unwrap();
    let ciphertext = house.perform(&caller, datakey(key.id)).await.unwrap().ciphertext;
    let before = house.log(tenant.domain.id).await.into_iter().filter(is_use).count();

    let mut other = SqliteConnection::connect(house.database().to_str().unwrap()).await.unwrap();
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    let mut use_of_key = Box::pin(house.perform(&caller, decrypt(key.id, &ciphertext)));
    assert!(tokio::time::timeout(Duration::from_millis(500), &mut use_of_key).await.is_err(), "answered without a record");
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    use_of_key.await.unwrap();
    assert_eq!(house.log(tenant.domain.id).await.into_iter().filter(is_use).count(), before + 1);

    // No disk, no answer: somebody holds the database for longer than a statement waits.
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    let refused = house.perform(&caller, decrypt(key.id, &ciphertext)).await;
    assert_eq!(refused.map_err(|error| error.kind()).err(), Some(Kind::Unavailable));
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    assert_eq!(house.log(tenant.domain.id).await.into_iter().filter(is_use).count(), before + 1);
}

/// The root over a log's leaves, as whoever kept one computes it again.
async fn root(store: &dyn Store, domain_id: DomainId, size: u64) -> Option<[u8; 32]> {
    let mut tree = TreeHead::default();
    let leaves = store.list_leaves(domain_id, 0, u16::MAX).await.unwrap();
    for (_, body) in leaves.into_iter().take(usize::try_from(size).unwrap()) {
        tree.append(AuditEvent::leaf_hash(&body?));
    }
    (tree.size() == size).then(|| tree.root())
}

#[tokio::test]
async fn p4_a_trail_that_was_edited_cut_or_reordered_is_found_by_who_kept_its_head() {
    let house = House::build().await;
    let (tenant, manager) = tenancy(&house, "acme").await;
    let caller = house.token(&manager).await;
    for alias in ["a", "b", "c", "d"] {
        house.perform(&caller, create(alias)).await.unwrap();
    }
    let domain = tenant.domain.id;
    let head = house.store.log_head(domain).await.unwrap().tree;
    assert_eq!(root(&*house.store, domain, head.size()).await, Some(head.root()));
    house.perform(&caller, create("later")).await.unwrap();
    assert_eq!(root(&*house.store, domain, head.size()).await, Some(head.root()), "what came later changes nothing of it");

    let mut other = SqliteConnection::connect(house.database().to_str().unwrap()).await.unwrap();
    let forgeries = [
        "UPDATE trail SET body = (SELECT body FROM trail WHERE domain_id = $1 AND leaf_index = 0) WHERE domain_id = $1 AND leaf_index = 3",
        "UPDATE trail SET leaf_index = 3 - leaf_index WHERE domain_id = $1 AND leaf_index IN (1, 2)",
        "DELETE FROM trail WHERE domain_id = $1 AND leaf_index = 2",
        "DELETE FROM trail WHERE domain_id = $1 AND leaf_index >= 2",
    ];
    for forgery in forgeries {
        sqlx::query("SAVEPOINT forged").execute(&mut other).await.unwrap();
        let done = sqlx::query(forgery).bind(domain.as_uuid()).execute(&mut other).await.unwrap();
        assert!(done.rows_affected() > 0, "{forgery}");
        sqlx::query("RELEASE forged").execute(&mut other).await.unwrap();
        assert_ne!(root(&*house.store, domain, head.size()).await, Some(head.root()), "{forgery}");
    }
}

/// Every call on a key of another tenant is answered, and recorded, as one on a key that does not exist.
#[tokio::test]
async fn p7_another_tenants_key_looks_like_no_key_and_its_owner_learns_nothing() {
    let house = House::build().await;
    let (acme, manager) = tenancy(&house, "acme").await;
    let (globex, stranger) = tenancy(&house, "globex").await;
    let owner = house.token(&manager).await;
    let key = house.perform(&owner, create("secret-project")).await.unwrap();
    let ciphertext = house.perform(&owner, datakey(key.id)).await.unwrap().ciphertext;
    let owners_log = house.log(acme.domain.id).await.len();
    let absent = KeyId::from_uuid(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0000));
    for caller in [house.token(&stranger).await, house.session(&stranger).await] {
        for depth in [Depth::Record, Depth::Report] {
            let answers = [key.id, absent].map(|key_id| house.perform(&caller, DescribeKey { key_id, depth }));
            for answer in answers {
                assert_eq!(answer.await.map(drop).map_err(|error| error.code()), Err("KMS.0207"));
            }
        }
        for key_id in [key.id, absent] {
            let days = PendingDays::new(7).unwrap();
            let plan = ScheduleKeyDeletion { key_id, days, reason: None, typed: None };
            let answers = [
                house.perform(&caller, EnableKey { key_id }).await.map(drop),
                house.perform(&caller, DisableKey { key_id }).await.map(drop),
                house.perform(&caller, plan).await.map(drop),
                house.perform(&caller, CancelKeyDeletion { key_id }).await.map(drop),
                house.perform(&caller, datakey(key_id)).await.map(drop),
                house.perform(&caller, decrypt(key_id, &ciphertext)).await.map(drop),
            ];
            for answer in answers {
                assert_eq!(answer.map_err(|error| (error.code(), error.kind())), Err(("KMS.0207", Kind::NotFound)));
            }
        }
        let all = ListKeys {
            filter: KeyFilter { text: "secret".to_owned(), ..KeyFilter::default() },
            order: KeyOrder::default(),
            from: Place::Start,
            limit: 100,
            depth: Depth::Record,
        };
        assert!(house.perform(&caller, all).await.unwrap().page.items.is_empty());
    }
    assert_eq!(house.log(acme.domain.id).await.len(), owners_log, "nothing of it stands in the owner's log");
    let probes = house.log(globex.domain.id).await;
    assert!(probes.iter().any(|event| event.action == Action::DisableKey && event.outcome != EventOutcome::Done));

    // Nor does the owner's page count what the other tenant tried.
    let owner = house.session(&manager).await;
    house.perform(&owner, ListEvents { filter: EventFilter::default(), after: None, limit: 10 }).await.unwrap();
    let (calls, last) = house.store.refused_since(key.id, crate::house::START).await.unwrap();
    assert!(calls.is_empty() && last.is_none());
}

#[tokio::test]
async fn p8_no_door_changes_a_default_key_and_the_tenant_uses_it() {
    let house = House::build().await;
    let (tenant, manager) = tenancy(&house, "acme").await;
    let service = house.caller(Claim::Service { name: "obs".parse().unwrap(), project_id: tenant.project.id });
    let (one, other) = tokio::join!(house.perform(&service, CreateDefaultKey), house.perform(&service, CreateDefaultKey));
    let key: Key = one.unwrap();
    assert_eq!(key.id, other.unwrap().id, "whoever is first, there is one");
    for caller in [house.session(&manager).await, house.token(&manager).await] {
        let key_id = key.id;
        let plan = ScheduleKeyDeletion { key_id, days: PendingDays::new(7).unwrap(), reason: None, typed: None };
        let answers = [
            house.perform(&caller, EnableKey { key_id }).await.map(drop),
            house.perform(&caller, DisableKey { key_id }).await.map(drop),
            house.perform(&caller, plan).await.map(drop),
            house.perform(&caller, CancelKeyDeletion { key_id }).await.map(drop),
        ];
        for answer in answers {
            assert_eq!(answer.map_err(|error| error.code()), Err("KMS.0211"));
        }
        assert_eq!(house.perform(&caller, create("evs/default")).await.map_err(|error| error.code()).err(), Some("KMS.1101"));
        let unseen =
            CreateDatakeyWithoutPlaintext { key_id, bytes: 32, context: EncryptionContext::default(), additional: Vec::new() };
        let (_, ciphertext) = house.perform(&caller, unseen).await.unwrap();
        assert_eq!(house.perform(&caller, decrypt(key_id, &ciphertext)).await.unwrap().expose().len(), 32);
        assert!(house.perform(&caller, CreateDefaultKey).await.is_err(), "no tenant makes one");
    }
    let refused = house.log(tenant.domain.id).await.into_iter().filter(|event| event.outcome != EventOutcome::Done);
    assert!(refused.count() >= 4, "each refusal is an event");
}
