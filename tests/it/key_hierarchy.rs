//! From the root of trust to a caller's ciphertext: what was sealed opens after a restart, and nothing else does.

use claviger::domain::EncryptionContext;
use claviger::domain::{
    Description, DomainId, EventId, Key, KeyId, KeySpec, KeyState, Maker, Origin, Plaintext, ProjectId, Purpose, UserId,
};
use claviger::keyring::{Binding, Foundation, InstallationId, KekId, Keyring, KeyringError, Row, SealedKek, SoftwareRoot};
use claviger::keyring::{CiphertextHeader, SecretName, WrappedKey, bucket_of};
use proptest::prelude::*;
use std::sync::LazyLock;
use tempfile::TempDir;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;
use zeroize::Zeroizing;

const NOW: Duration = Duration::hours(1);
const ISSUE: EventId = EventId::from_uuid(Uuid::from_u128(7));
static CONTEXT: LazyLock<EncryptionContext> = LazyLock::new(|| EncryptionContext::from_json(br#"{"volume": "42"}"#).unwrap());
static NO_CONTEXT: LazyLock<EncryptionContext> = LazyLock::new(EncryptionContext::default);

fn data_key() -> Binding<'static> {
    Binding { purpose: Purpose::DataKey, encryption_context: &CONTEXT, additional: b"" }
}

fn plain(bytes: &[u8]) -> Plaintext {
    Plaintext::new(Zeroizing::new(bytes.to_vec()))
}

struct Installation {
    folder: TempDir,
    keyring: Keyring,
    id: InstallationId,
    foundation: Foundation,
    kek: SealedKek,
    key: Key,
    wrapped: WrappedKey,
}

fn key(id: u128, domain: u128) -> Key {
    Key {
        id: KeyId::from_uuid(Uuid::from_u128(id)),
        domain_id: DomainId::from_uuid(Uuid::from_u128(domain)),
        project_id: ProjectId::from_uuid(Uuid::from_u128(3)),
        alias: "payments-ledger".parse().unwrap(),
        description: Description::default(),
        spec: KeySpec::Aes256,
        origin: Origin::Kms,
        state: KeyState::Enabled,
        made_by: Maker::User(UserId::from_uuid(Uuid::from_u128(4))),
        created_at: OffsetDateTime::UNIX_EPOCH,
        version: 1,
        revision: 0,
    }
}

fn kek_of(key: &Key) -> KekId {
    KekId { bucket: bucket_of(key.id), number: 1 }
}

async fn installation() -> Installation {
    let folder = tempfile::tempdir().unwrap();
    let root = SoftwareRoot::open(&folder.path().join("root")).unwrap();
    let id = InstallationId(Uuid::from_u128(11));
    let (keyring, foundation) = Keyring::create(&root, id).await.unwrap();
    let key = key(0x1234, 2);
    let kek = keyring.make_kek(kek_of(&key)).unwrap();
    keyring.open_kek(&kek).unwrap();
    let wrapped = keyring.make_material(&key, 1, kek.id.number).unwrap();
    Installation { folder, keyring, id, foundation, kek, key, wrapped }
}

impl Installation {
    fn seal(&self, binding: Binding<'_>, plaintext: &[u8]) -> Vec<u8> {
        self.keyring.seal_for_caller(self.key.usable().unwrap(), &self.wrapped, ISSUE, binding, &plain(plaintext), NOW).unwrap()
    }

    fn opens(&self, key: &Key, wrapped: &WrappedKey, binding: Binding<'_>, ciphertext: &[u8]) -> bool {
        self.keyring.open_for_caller(key.usable().unwrap(), wrapped, binding, ciphertext, NOW).is_ok()
    }

    async fn restarted(&self, rows: &Foundation) -> Result<Keyring, KeyringError> {
        let root = SoftwareRoot::open(&self.folder.path().join("root")).unwrap();
        Keyring::open(&root, self.id, rows).await
    }
}

#[tokio::test]
async fn what_was_sealed_opens_after_a_restart() {
    let here = installation().await;
    let ciphertext = here.seal(data_key(), &[5; 64]);
    assert_eq!(ciphertext.len(), 124 + 64, "API reference 2.7");
    let later = here.restarted(&here.foundation).await.unwrap();
    let usable = here.key.usable().unwrap();
    assert!(matches!(
        later.open_for_caller(usable, &here.wrapped, data_key(), &ciphertext, NOW),
        Err(KeyringError::NotOpen(Row::Kek(_)))
    ));
    later.open_kek(&here.kek).unwrap();
    let opened = later.open_for_caller(usable, &here.wrapped, data_key(), &ciphertext, NOW).unwrap();
    assert_eq!(opened.expose(), [5; 64]);
}

/// P1: who stole the database, and not the root's files, opens nothing.
#[tokio::test]
async fn p1_rows_without_the_root_of_trust_open_nothing() {
    let here = installation().await;
    let elsewhere = tempfile::tempdir().unwrap();
    let root = SoftwareRoot::open(&elsewhere.path().join("root")).unwrap();
    let rows = &here.foundation;
    assert!(matches!(Keyring::open(&root, here.id, rows).await, Err(KeyringError::RootOfTrust(_))));
    Keyring::create(&root, here.id).await.unwrap();
    assert!(matches!(Keyring::open(&root, here.id, rows).await, Err(KeyringError::ForgedRow(Row::SystemKey(_)))));
}

#[tokio::test]
async fn a_forged_or_swapped_row_is_named_and_opens_nothing() {
    let here = installation().await;
    let mut forged = here.foundation.clone();
    forged.system_keys[0].sealed[40] ^= 1;
    assert!(matches!(here.restarted(&forged).await, Err(KeyringError::ForgedRow(Row::SystemKey(_)))));

    let swapped = SealedKek { id: KekId { bucket: here.kek.id.bucket + 1, ..here.kek.id }, ..here.kek.clone() };
    assert!(matches!(here.keyring.open_kek(&swapped), Err(KeyringError::ForgedRow(Row::Kek(_)))));

    let ciphertext = here.seal(data_key(), b"0123456789abcdef");
    let neighbour = key(0x5234, 2);
    assert_eq!(bucket_of(neighbour.id), bucket_of(here.key.id));
    let foreign = key(0x1234, 99);
    let older = WrappedKey { version: 2, ..here.wrapped.clone() };
    assert!(here.opens(&here.key, &here.wrapped, data_key(), &ciphertext));
    assert!(!here.opens(&neighbour, &here.wrapped, data_key(), &ciphertext), "another key's record");
    assert!(!here.opens(&foreign, &here.wrapped, data_key(), &ciphertext), "another tenant's record");
    assert!(!here.opens(&here.key, &older, data_key(), &ciphertext), "another version");

    // The key is in the cache by now; a row or record that says something else still is not taken for it.
    let foreign_kek = KekId { bucket: here.kek.id.bucket + 1, ..here.kek.id };
    let mut altered = here.wrapped.clone();
    altered.sealed[60] ^= 1;
    let elsewhere = Key { project_id: ProjectId::from_uuid(Uuid::from_u128(98)), ..here.key.clone() };
    let external = Key { origin: Origin::External, ..here.key.clone() };
    for (key, wrapped, why) in [
        (&here.key, &altered, "altered"),
        (&here.key, &WrappedKey { kek: foreign_kek, ..here.wrapped.clone() }, "another bucket's KEK"),
        (&here.key, &WrappedKey { key_id: neighbour.id, ..here.wrapped.clone() }, "another key's row"),
        (&foreign, &here.wrapped, "another domain"),
        (&elsewhere, &here.wrapped, "another project"),
        (&external, &here.wrapped, "another origin"),
    ] {
        let sealed = here.keyring.seal_for_caller(key.usable().unwrap(), wrapped, ISSUE, data_key(), &plain(b"x"), NOW);
        let named = Row::Material(key.id, 1);
        assert!(matches!(sealed, Err(KeyringError::ForgedRow(row)) if row == named), "{why}");
    }
}

/// What was forgotten is unwrapped again only while its row and its KEK are there: a destroyed key has no row.
#[tokio::test]
async fn forgotten_material_is_not_used_again() {
    let here = installation().await;
    let ciphertext = here.seal(data_key(), &[5; 64]);
    let later = here.restarted(&here.foundation).await.unwrap();
    let opens = |now| later.open_for_caller(here.key.usable().unwrap(), &here.wrapped, data_key(), &ciphertext, now);
    later.open_kek(&here.kek).unwrap();
    assert!(opens(NOW).is_ok());
    for bucket in 0..4_096 {
        let second = later.make_kek(KekId { bucket, number: 2 }).unwrap();
        later.open_kek(&second).unwrap();
    }
    assert!(!later.holds_kek(here.kek.id), "no more than 4,096 KEKs are open");
    assert!(opens(NOW).is_ok(), "the material is in the cache");
    later.forget(here.key.id, NOW);
    assert!(matches!(opens(NOW), Err(KeyringError::NotOpen(Row::Kek(_)))), "and now it is not");
    later.open_kek(&here.kek).unwrap();
    assert!(opens(NOW).is_ok());
}

#[tokio::test]
async fn a_data_key_is_fresh_as_long_as_asked_and_prints_nothing() {
    let here = installation().await;
    let made = here.keyring.make_data_key(64).unwrap();
    assert_eq!(made.expose().len(), 64);
    assert_ne!(made.expose(), here.keyring.make_data_key(64).unwrap().expose());
    assert_eq!(format!("{made:?}"), "Plaintext(..)");
    let binding = Binding { additional: b"patient 42", ..data_key() };
    assert_eq!(format!("{binding:?}"), "Binding(DataKey, ..)");
}

/// An installation's rows are useless in another one, though both hang on one root and one epoch.
#[tokio::test]
async fn rows_of_another_installation_do_not_open() {
    let here = installation().await;
    let root = SoftwareRoot::open(&here.folder.path().join("root")).unwrap();
    let other = Keyring::open(&root, InstallationId(Uuid::from_u128(12)), &here.foundation).await;
    assert!(matches!(other, Err(KeyringError::ForgedRow(Row::SystemKey(_)))));
}

/// Two keys of one tenant, same bucket, same everything else: neither opens what the other sealed, whatever the header says.
#[tokio::test]
async fn no_key_opens_what_another_sealed() {
    let here = installation().await;
    let neighbour = key(0x5234, 2);
    let wrapped = here.keyring.make_material(&neighbour, 1, here.kek.id.number).unwrap();
    let ciphertext = here.seal(data_key(), &[5; 64]);
    assert!(!here.opens(&neighbour, &wrapped, data_key(), &ciphertext));
    let mut relabelled = ciphertext;
    relabelled[8..24].copy_from_slice(neighbour.id.as_bytes());
    assert_eq!(CiphertextHeader::read(&relabelled).unwrap().key_id, neighbour.id);
    assert!(!here.opens(&neighbour, &wrapped, data_key(), &relabelled));
    assert!(!here.opens(&here.key, &here.wrapped, data_key(), &relabelled));
}

#[tokio::test]
async fn data_is_padded_to_the_sizes_that_clients_expect() {
    let here = installation().await;
    let data = Binding { purpose: Purpose::Data, ..data_key() };
    for length in [1, 4, 15, 16, 17, 4_096] {
        let ciphertext = here.seal(data, &vec![9; length]);
        assert_eq!(ciphertext.len(), 124 + length.next_multiple_of(16), "API reference 2.7");
        let opened = here.keyring.open_for_caller(here.key.usable().unwrap(), &here.wrapped, data, &ciphertext, NOW).unwrap();
        assert_eq!(opened.expose(), vec![9; length]);
    }
}

#[tokio::test]
async fn purpose_context_and_header_are_bound() {
    let here = installation().await;
    let ciphertext = here.seal(data_key(), &[5; 32]);
    for wrong in [
        Binding { purpose: Purpose::Data, ..data_key() },
        Binding { encryption_context: &NO_CONTEXT, ..data_key() },
        Binding { additional: b"more", ..data_key() },
    ] {
        assert!(!here.opens(&here.key, &here.wrapped, wrong, &ciphertext), "{wrong:?}");
    }
    let mut relabelled = ciphertext.clone();
    relabelled[1] = 2;
    let data = Binding { purpose: Purpose::Data, ..data_key() };
    assert!(!here.opens(&here.key, &here.wrapped, data, &relabelled), "purpose swapped in the header");
    let header = CiphertextHeader::read(&ciphertext).unwrap();
    assert_eq!((header.key_id, header.version, header.issue_id), (here.key.id, 1, ISSUE));
}

#[tokio::test]
async fn no_changed_or_cut_ciphertext_opens() {
    let here = installation().await;
    let ciphertext = here.seal(data_key(), &[5; 16]);
    for at in 0..ciphertext.len() {
        let mut changed = ciphertext.clone();
        changed[at] ^= 1;
        assert!(!here.opens(&here.key, &here.wrapped, data_key(), &changed), "byte {at}");
        assert!(!here.opens(&here.key, &here.wrapped, data_key(), &ciphertext[..at]), "cut at {at}");
    }
    proptest!(|(any in proptest::collection::vec(any::<u8>(), 0..300))| {
        prop_assert!(!here.opens(&here.key, &here.wrapped, data_key(), &any));
    });
}

#[tokio::test]
async fn a_new_installation_beside_another_never_reuses_an_epoch() {
    let folder = tempfile::tempdir().unwrap();
    let root = SoftwareRoot::open(&folder.path().join("root")).unwrap();
    let (_, first) = Keyring::create(&root, InstallationId(Uuid::from_u128(1))).await.unwrap();
    let (_, second) = Keyring::create(&root, InstallationId(Uuid::from_u128(2))).await.unwrap();
    assert!(second.system_keys[0].epoch > first.system_keys[0].epoch);
}

#[tokio::test]
async fn pepper_and_blinding_key_outlive_a_restart_and_differ() {
    let here = installation().await;
    let later = here.restarted(&here.foundation).await.unwrap();
    assert_eq!(later.expose_pepper(), here.keyring.expose_pepper());
    assert_eq!(later.blind(b"volume 42"), here.keyring.blind(b"volume 42"));
    assert_ne!(later.blind(b"volume 42"), later.blind(b"volume 43"));
    let elsewhere = installation().await;
    assert_ne!(elsewhere.keyring.expose_pepper(), later.expose_pepper());
    assert_ne!(elsewhere.keyring.blind(b"volume 42"), later.blind(b"volume 42"));
    assert_ne!(later.blind(b""), *later.expose_pepper());
    assert_eq!(format!("{later:?}"), "Keyring(..)");
}

#[tokio::test]
async fn a_secret_that_is_missing_altered_or_another_s_stops_the_start_and_is_named() {
    let here = installation().await;
    let refused = async |change: fn(&mut Foundation)| {
        let mut rows = here.foundation.clone();
        change(&mut rows);
        here.restarted(&rows).await.unwrap_err()
    };
    let pepper = Row::Secret(SecretName::Pepper, 1);
    let is = |error, row| matches!(error, KeyringError::ForgedRow(found) if found == row);
    assert!(is(refused(|rows| rows.secrets[0].sealed[50] ^= 1).await, pepper));
    let swap = refused(|rows| rows.secrets[0].sealed = rows.secrets[1].sealed.clone()).await;
    assert!(is(swap, pepper), "the blinding key under the pepper's name");
    assert!(is(refused(|rows| rows.secrets[0].number = 2).await, Row::Secret(SecretName::Pepper, 2)));
    let gone = refused(|rows| rows.secrets.truncate(1)).await;
    assert!(matches!(gone, KeyringError::Missing(Row::Secret(SecretName::Blinding, 1))), "{gone:?}");
    assert!(matches!(refused(|rows| rows.system_keys.clear()).await, KeyringError::NotOpen(Row::SystemKey(_))));
    assert_eq!(gone.to_string(), "secret 1 of the name blinding is missing");
}
