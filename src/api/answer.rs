//! What the calls answer, in the shapes that clients read: key details are texts, all of them.

use super::key_form::state_number;
use crate::domain::{DomainId, Key, KeyId, KeySpec, KeyState};
use serde::Serialize;
use time::OffsetDateTime;

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
}
