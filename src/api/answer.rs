//! What the calls answer, in the shapes that clients read: key details are texts, all of them.

use super::error::ApiError;
use super::key_form::state_number;
use crate::domain::{DomainId, Key, KeyId, KeySpec, KeyState, Plaintext};
use axum::body::Bytes;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fmt;
use time::OffsetDateTime;
use zeroize::Zeroizing;

/// Wraps what describe-key, create-key, enable-key and disable-key answer.
#[derive(Debug, Serialize)]
pub struct KeyInfo<T> {
    /// What is said of the key.
    pub key_info: T,
}

/// A new key.
#[derive(Debug, Serialize)]
pub struct NewKeyInfo {
    /// Its id.
    pub key_id: KeyId,
    /// The tenant that owns it.
    pub domain_id: DomainId,
}

/// A key that moved to another state. The answers about deletions are this without a wrapping.
#[derive(Debug, Serialize)]
pub struct KeyStateInfo {
    /// Its id.
    pub key_id: KeyId,
    /// The number of its state.
    pub key_state: &'static str,
}

/// A key that was given another alias.
#[derive(Debug, Serialize)]
pub struct NamedKeyInfo {
    key_id: KeyId,
    key_alias: String,
}

/// A key that was described anew.
#[derive(Debug, Serialize)]
pub struct DescribedKeyInfo {
    key_id: KeyId,
    key_description: String,
}

/// How many keys a project has; a number, unlike all else.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Instances {
    /// Default keys are not counted.
    pub instance_num: u64,
}

/// All that is said of a key (API reference, 2.1).
#[derive(Debug, Serialize)]
pub struct KeyDetails {
    key_id: KeyId,
    domain_id: DomainId,
    key_alias: String,
    realm: String,
    key_description: String,
    creation_date: String,
    scheduled_deletion_date: String,
    key_state: &'static str,
    default_key_flag: &'static str,
    key_type: &'static str,
    expiration_time: &'static str,
    origin: &'static str,
    key_spec: &'static str,
    key_usage: &'static str,
    key_rotation_enabled: &'static str,
    sys_enterprise_project_id: &'static str,
    keystore_id: &'static str,
}

/// A page of keys.
#[derive(Debug, Serialize)]
pub struct KeyPage {
    keys: Vec<KeyId>,
    key_details: Vec<KeyDetails>,
    /// Empty on the last page: a client would go round for ever otherwise.
    next_marker: String,
    /// A text, as Terraform compares it with one.
    truncated: &'static str,
    total: u64,
}

/// A data key, wrapped, and in the clear if it was asked for so.
#[derive(Debug, Serialize)]
pub struct DatakeyInfo {
    key_id: KeyId,
    #[serde(skip_serializing_if = "Option::is_none")]
    plain_text: Option<SecretText>,
    cipher_text: String,
}

/// A data key of the caller, wrapped.
#[derive(Debug, Serialize)]
pub struct WrappedDatakey {
    key_id: KeyId,
    cipher_text: String,
    datakey_length: String,
}

/// A data key, opened.
#[derive(Debug, Serialize)]
pub struct OpenedDatakey {
    data_key: SecretText,
    datakey_length: String,
    datakey_dgst: String,
}

/// Data, sealed.
#[derive(Debug, Serialize)]
pub struct SealedData {
    key_id: KeyId,
    cipher_text: String,
}

/// Data, opened: as the text that it is, and the same in Base64.
#[derive(Debug, Serialize)]
pub struct OpenedData {
    key_id: KeyId,
    plain_text: SecretText,
    plain_text_base64: SecretText,
}

/// Random bytes.
#[derive(Debug, Serialize)]
pub struct RandomData {
    random_data: SecretText,
}

/// Plaintext as a text. Wiped when dropped.
struct SecretText(Zeroizing<String>);

impl From<&Plaintext> for SecretText {
    /// In hexadecimal, upper case as the samples of the reference have it.
    fn from(plaintext: &Plaintext) -> Self {
        Self(Zeroizing::new(hex::encode_upper(plaintext.expose())))
    }
}

impl Serialize for SecretText {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(..)")
    }
}

impl From<&Key> for NewKeyInfo {
    fn from(key: &Key) -> Self {
        Self { key_id: key.id, domain_id: key.domain_id }
    }
}

impl From<&Key> for NamedKeyInfo {
    fn from(key: &Key) -> Self {
        Self { key_id: key.id, key_alias: key.alias.as_str().to_owned() }
    }
}

impl From<&Key> for DescribedKeyInfo {
    fn from(key: &Key) -> Self {
        Self { key_id: key.id, key_description: key.description.as_str().to_owned() }
    }
}

impl From<&Key> for KeyStateInfo {
    fn from(key: &Key) -> Self {
        Self { key_id: key.id, key_state: state_number(key.state) }
    }
}

impl KeyDetails {
    /// What is said of `key` in the region `realm`.
    #[must_use]
    pub fn of(key: &Key, realm: &str) -> Self {
        Self {
            key_id: key.id,
            domain_id: key.domain_id,
            key_alias: key.alias.as_str().to_owned(),
            realm: realm.to_owned(),
            key_description: key.description.as_str().to_owned(),
            creation_date: milliseconds(key.created_at),
            scheduled_deletion_date: match key.state {
                KeyState::PendingDeletion { deletion_at } => milliseconds(deletion_at),
                KeyState::Enabled | KeyState::Disabled | KeyState::PendingImport => String::new(),
            },
            key_state: state_number(key.state),
            default_key_flag: if key.is_default() { "1" } else { "0" },
            key_type: "1",
            expiration_time: "",
            origin: key.origin.as_str(),
            key_spec: key.spec.as_str(),
            key_usage: match key.spec {
                KeySpec::Aes256 => "ENCRYPT_DECRYPT",
            },
            key_rotation_enabled: "false",
            sys_enterprise_project_id: "0",
            keystore_id: "0",
        }
    }
}

impl KeyPage {
    /// A page that begins after `marker` keys, of `total` in all.
    #[must_use]
    pub fn of<'key>(keys: impl Iterator<Item = &'key Key>, realm: &str, marker: u64, has_more: bool, total: u64) -> Self {
        let key_details: Vec<_> = keys.map(|key| KeyDetails::of(key, realm)).collect();
        let shown = u64::try_from(key_details.len()).unwrap_or(u64::MAX);
        let goes_on = has_more && shown > 0;
        Self {
            keys: key_details.iter().map(|details| details.key_id).collect(),
            next_marker: if goes_on { marker.saturating_add(shown).to_string() } else { String::new() },
            truncated: if goes_on { "true" } else { "false" },
            total,
            key_details,
        }
    }
}

impl DatakeyInfo {
    /// A data key as it was made.
    #[must_use]
    pub fn new(key_id: KeyId, plaintext: Option<&Plaintext>, ciphertext: &[u8]) -> Self {
        Self { key_id, plain_text: plaintext.map(SecretText::from), cipher_text: hex::encode_upper(ciphertext) }
    }
}

impl WrappedDatakey {
    /// A data key of `bytes` bytes as it was wrapped.
    #[must_use]
    pub fn new(key_id: KeyId, ciphertext: &[u8], bytes: usize) -> Self {
        Self { key_id, cipher_text: hex::encode_upper(ciphertext), datakey_length: bytes.to_string() }
    }
}

impl From<&Plaintext> for OpenedDatakey {
    fn from(plaintext: &Plaintext) -> Self {
        let bytes = plaintext.expose();
        Self {
            data_key: SecretText::from(plaintext),
            datakey_length: bytes.len().to_string(),
            datakey_dgst: hex::encode_upper(Sha256::digest(bytes)),
        }
    }
}

impl SealedData {
    /// Data as it was sealed.
    #[must_use]
    pub fn new(key_id: KeyId, ciphertext: &[u8]) -> Self {
        Self { key_id, cipher_text: STANDARD.encode(ciphertext) }
    }
}

impl OpenedData {
    /// Data as it was opened. What is no text stands in Base64 alone.
    #[must_use]
    pub fn new(key_id: KeyId, plaintext: &Plaintext) -> Self {
        let text = str::from_utf8(plaintext.expose()).unwrap_or_default();
        let plain_text_base64 = SecretText(Zeroizing::new(STANDARD.encode(plaintext.expose())));
        Self { key_id, plain_text: SecretText(Zeroizing::new(text.to_owned())), plain_text_base64 }
    }
}

impl From<&Plaintext> for RandomData {
    fn from(plaintext: &Plaintext) -> Self {
        Self { random_data: SecretText::from(plaintext) }
    }
}

/// An answer that holds secrets: JSON out of a buffer that is wiped when it was sent.
#[derive(Debug)]
pub struct Wiped<T>(pub T);

/// What holds secrets.
pub trait HoldsSecrets: Serialize {
    /// The most bytes that it takes as JSON. A buffer that grows leaves copies behind.
    const MOST: usize;
}

impl HoldsSecrets for DatakeyInfo {
    const MOST: usize = MOST_OF_DATAKEY;
}

impl HoldsSecrets for OpenedDatakey {
    const MOST: usize = MOST_OF_DATAKEY;
}

impl HoldsSecrets for RandomData {
    const MOST: usize = MOST_OF_DATAKEY;
}

impl HoldsSecrets for OpenedData {
    /// 4,096 bytes that are all escaped, and the same in Base64.
    const MOST: usize = 32 * 1_024;
}

/// 1,024 bytes and their wrapping in hexadecimal.
const MOST_OF_DATAKEY: usize = 8 * 1_024;

impl<T: HoldsSecrets> IntoResponse for Wiped<T> {
    fn into_response(self) -> Response {
        let mut body = Zeroizing::new(Vec::with_capacity(T::MOST));
        if serde_json::to_writer(&mut *body, &self.0).is_err() {
            return ApiError::internal().into_response();
        }
        let json = HeaderValue::from_static("application/json");
        ([(header::CONTENT_TYPE, json)], Bytes::from_owner(body)).into_response()
    }
}

/// Milliseconds since 1970, as a text.
fn milliseconds(at: OffsetDateTime) -> String {
    (at.unix_timestamp_nanos() / 1_000_000).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Maker, Origin, ProjectId, UserId};
    use serde_json::json;
    use time::macros::datetime;
    use uuid::Uuid;

    fn key(state: KeyState) -> Key {
        Key {
            id: "0d0466b0-e727-4d9c-b35d-f84bb474a37f".parse().unwrap(),
            domain_id: "b168fe00ff56492495a7d22974df2d0b".parse().unwrap(),
            project_id: ProjectId::from_uuid(Uuid::from_u128(3)),
            alias: "payments".parse().unwrap(),
            description: "of the <ledger>".parse().unwrap(),
            spec: KeySpec::Aes256,
            origin: Origin::Kms,
            state,
            made_by: Maker::User(UserId::from_uuid(Uuid::from_u128(4))),
            created_at: datetime!(2017-08-15 12:50:22.9 UTC),
            version: 1,
            revision: 0,
        }
    }

    #[test]
    fn every_detail_of_a_key_is_a_text() {
        let details = serde_json::to_value(KeyDetails::of(&key(KeyState::Enabled), "eu-west-0")).unwrap();
        let want = json!({
            "key_id": "0d0466b0-e727-4d9c-b35d-f84bb474a37f", "domain_id": "b168fe00ff56492495a7d22974df2d0b",
            "key_alias": "payments", "realm": "eu-west-0", "key_description": "of the <ledger>",
            "creation_date": "1502801422900", "scheduled_deletion_date": "", "key_state": "2", "default_key_flag": "0",
            "key_type": "1", "expiration_time": "", "origin": "kms", "key_spec": "AES_256",
            "key_usage": "ENCRYPT_DECRYPT", "key_rotation_enabled": "false", "sys_enterprise_project_id": "0",
            "keystore_id": "0",
        });
        assert_eq!(details, want);
        let pending = KeyState::PendingDeletion { deletion_at: datetime!(2017-08-22 12:50:22 UTC) };
        let service = Key { made_by: Maker::Service("obs".parse().unwrap()), ..key(pending) };
        let details = serde_json::to_value(KeyDetails::of(&service, "r")).unwrap();
        assert_eq!(
            [&details["scheduled_deletion_date"], &details["key_state"], &details["default_key_flag"]],
            ["1503406222000", "4", "1"]
        );
    }

    #[test]
    fn the_states_have_the_numbers_of_the_reference() {
        let pending = KeyState::PendingDeletion { deletion_at: OffsetDateTime::UNIX_EPOCH };
        for (state, number) in
            [(KeyState::Enabled, "2"), (KeyState::Disabled, "3"), (pending, "4"), (KeyState::PendingImport, "5")]
        {
            assert_eq!(KeyStateInfo::from(&key(state)).key_state, number);
        }
    }

    #[test]
    fn the_last_page_has_no_marker() {
        let keys = [key(KeyState::Enabled), key(KeyState::Disabled)];
        let page = |count, marker, has_more| KeyPage::of(keys.iter().take(count), "r", marker, has_more, 5);
        for (page, next, truncated) in
            [(page(2, 1, true), "3", "true"), (page(2, 3, false), "", "false"), (page(0, 9, true), "", "false")]
        {
            assert_eq!((page.next_marker.as_str(), page.truncated, page.total), (next, truncated, 5));
            assert_eq!(page.keys.len(), page.key_details.len());
        }
    }

    #[test]
    fn data_keys_are_answered_in_upper_case_and_printed_by_nobody() {
        let plaintext = Plaintext::new(Zeroizing::new(vec![0xAB; 2]));
        let id = key(KeyState::Enabled).id;
        let shown = DatakeyInfo::new(id, Some(&plaintext), &[0xC1, 0xFF]);
        assert!(!format!("{shown:?}").contains("ABAB"));
        assert_eq!(serde_json::to_value(shown).unwrap(), json!({"key_id": id, "plain_text": "ABAB", "cipher_text": "C1FF"}));
        let hidden = serde_json::to_value(DatakeyInfo::new(id, None, &[0xC1])).unwrap();
        assert_eq!(hidden, json!({"key_id": id, "cipher_text": "C1"}));
        let wrapped = serde_json::to_value(WrappedDatakey::new(id, &[0xC1], 64)).unwrap();
        assert_eq!(wrapped, json!({"key_id": id, "cipher_text": "C1", "datakey_length": "64"}));
        let opened = serde_json::to_value(OpenedDatakey::from(&plaintext)).unwrap();
        let digest = hex::encode_upper(Sha256::digest([0xAB; 2]));
        assert_eq!(opened, json!({"data_key": "ABAB", "datakey_length": "2", "datakey_dgst": digest}));
        assert_eq!(serde_json::to_value(RandomData::from(&plaintext)).unwrap(), json!({"random_data": "ABAB"}));
    }
}
