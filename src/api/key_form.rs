//! The bodies of the calls that make, list, move and retire keys.

use super::form::{Asked, Form, invalid, missing};
use crate::domain::{
    Action, Alias, KeyColumn, KeyFilter, KeyOrder, KeySpec, KeyState, Origin, PendingDays, Place, Refusal, StateName,
};
use crate::kms::{
    CancelKeyDeletion, CreateKey, Depth, DescribeKey, DisableKey, EnableKey, KeyList, ListKeys, ScheduleKeyDeletion,
    ShowInstances, UpdateKeyAlias, UpdateKeyDescription,
};
use std::str::FromStr;

/// The keys that list-keys asks for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct KeysWanted {
    /// Which ones.
    pub which: Which,
    /// How many come before the page.
    pub marker: u32,
    /// How many the page has at most.
    pub limit: u16,
}

/// Which keys are wanted, by state and kind.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Which {
    /// All of the project.
    All,
    /// Those of one state.
    State(StateName),
    /// Those that never are here: of a state, a kind or an enterprise project that this service has none of.
    NoneOfOurs,
}

/// The most keys on a page, and how many there are when nobody says.
const MOST_KEYS: u16 = 2_000;

/// Kinds that the reference names and this service does not make.
const OTHER_SPECS: [&str; 14] = [
    "RSA_2048",
    "RSA_3072",
    "RSA_4096",
    "EC_P256",
    "EC_P384",
    "HMAC_256",
    "HMAC_384",
    "HMAC_512",
    "HMAC_SM3",
    "SM2",
    "SM4",
    "SECP256K1",
    "ED25519",
    "EC_SECP256K1",
];

const INVALID_LIMIT: Refusal = invalid("KMS.1601", "limit is a number from 1 to 2000");
const INVALID_MARKER: Refusal = invalid("KMS.1602", "marker is a number, 0 or more");
const INVALID_STATE: Refusal = invalid("KMS.0308", "key_state is a number from 1 to 5");
const INVALID_PROJECT: Refusal = invalid("KMS.0308", "enterprise_project_id is 0 or a UUID");
const INVALID_KEYSTORE: Refusal = invalid("KMS.0308", "this keystore is not offered");
const INVALID_USAGE: Refusal = invalid("KMS.0308", "key_usage is ENCRYPT_DECRYPT");
const INVALID_ORIGIN: Refusal = invalid("KMS.0308", "origin is kms or external");
const INVALID_SPEC: Refusal = invalid("KMS.1110", "this key_spec is not offered");

impl Asked for DescribeKey {
    const ACTION: Action = Action::DescribeKey;

    fn read(form: &Form<'_>) -> Result<Self, Refusal> {
        Ok(Self { key_id: form.key_id()?, depth: Depth::Record })
    }
}

impl Asked for EnableKey {
    const ACTION: Action = Action::EnableKey;

    fn read(form: &Form<'_>) -> Result<Self, Refusal> {
        Ok(Self { key_id: form.key_id()? })
    }
}

impl Asked for DisableKey {
    const ACTION: Action = Action::DisableKey;

    fn read(form: &Form<'_>) -> Result<Self, Refusal> {
        Ok(Self { key_id: form.key_id()? })
    }
}

impl Asked for CancelKeyDeletion {
    const ACTION: Action = Action::CancelKeyDeletion;

    fn read(form: &Form<'_>) -> Result<Self, Refusal> {
        Ok(Self { key_id: form.key_id()? })
    }
}

impl Asked for CreateKey {
    const ACTION: Action = Action::CreateKey;

    fn read(form: &Form<'_>) -> Result<Self, Refusal> {
        let alias = form.text("key_alias", &Refusal::InvalidAlias)?.ok_or(missing("key_alias is required"))?;
        let description = form.text("key_description", &Refusal::InvalidDescription)?.unwrap_or_default();
        let spec = form.choice("key_spec", &INVALID_SPEC)?;
        let origin = form.choice("origin", &INVALID_ORIGIN)?;
        let asked = Self {
            alias: Alias::chosen(&alias)?,
            description: description.parse()?,
            spec: spec.as_deref().map_or(Ok(KeySpec::Aes256), KeySpec::from_str)?,
            origin: origin.as_deref().map_or(Ok(Origin::Kms), Origin::from_str)?,
        };
        match form.choice("key_usage", &INVALID_USAGE)?.as_deref() {
            None | Some("ENCRYPT_DECRYPT") => {}
            Some("SIGN_VERIFY") => return Err(invalid("KMS.1115", "symmetric keys cannot sign")),
            Some(_) => return Err(INVALID_USAGE),
        }
        match form.choice("keystore_id", &INVALID_KEYSTORE)?.as_deref() {
            None | Some("0") => {}
            Some(_) => return Err(INVALID_KEYSTORE),
        }
        enterprise_project(form)?;
        Ok(asked)
    }
}

impl Asked for UpdateKeyAlias {
    const ACTION: Action = Action::UpdateKeyAlias;

    fn read(form: &Form<'_>) -> Result<Self, Refusal> {
        let key_id = form.key_id()?;
        let alias = form.text("key_alias", &Refusal::InvalidAlias)?.ok_or(missing("key_alias is required"))?;
        Ok(Self { key_id, alias: Alias::chosen(&alias)? })
    }
}

impl Asked for UpdateKeyDescription {
    const ACTION: Action = Action::UpdateKeyDescription;

    fn read(form: &Form<'_>) -> Result<Self, Refusal> {
        let key_id = form.key_id()?;
        let description = form.text("key_description", &Refusal::InvalidDescription)?;
        Ok(Self { key_id, description: description.ok_or(missing("key_description is required"))?.parse()? })
    }
}

impl Asked for ShowInstances {
    const ACTION: Action = Action::ShowInstances;

    fn read(_: &Form<'_>) -> Result<Self, Refusal> {
        Ok(Self)
    }
}

impl Asked for ScheduleKeyDeletion {
    const ACTION: Action = Action::ScheduleKeyDeletion;

    fn read(form: &Form<'_>) -> Result<Self, Refusal> {
        let key_id = form.key_id()?;
        let days = form.number("pending_days", &Refusal::InvalidWindow)?.ok_or(missing("pending_days is required"))?;
        let days = u16::try_from(days).map_err(|_| Refusal::InvalidWindow)?;
        Ok(Self { key_id, days: PendingDays::new(days)?, reason: None, typed: None })
    }
}

impl Asked for KeysWanted {
    const ACTION: Action = Action::ListKeys;

    fn read(form: &Form<'_>) -> Result<Self, Refusal> {
        let limit = form.number("limit", &INVALID_LIMIT)?.map_or(Ok(MOST_KEYS), u16::try_from).map_err(|_| INVALID_LIMIT)?;
        if !(1..=MOST_KEYS).contains(&limit) {
            return Err(INVALID_LIMIT);
        }
        let marker = form.number("marker", &INVALID_MARKER)?.unwrap_or_default();
        if marker < 0 {
            return Err(INVALID_MARKER);
        }
        let state = form.number("key_state", &INVALID_STATE)?.map(u8::try_from).transpose().map_err(|_| INVALID_STATE)?;
        let of_state = match state {
            None => Which::All,
            // Keys are made at once here; nobody ever sees one on its way.
            Some(1) => Which::NoneOfOurs,
            Some(2) => Which::State(StateName::Enabled),
            Some(3) => Which::State(StateName::Disabled),
            Some(4) => Which::State(StateName::PendingDeletion),
            Some(5) => Which::State(StateName::PendingImport),
            Some(_) => return Err(INVALID_STATE),
        };
        let spec = form.choice("key_spec", &INVALID_SPEC)?;
        let has_spec = match spec.as_deref() {
            None | Some("ALL") => true,
            Some(other) if OTHER_SPECS.contains(&other) => false,
            Some(text) => match text.parse()? {
                KeySpec::Aes256 => true,
            },
        };
        let has_project = enterprise_project(form)?;
        // No project has so many keys that a marker of more bits would find one.
        let marker = u32::try_from(marker).unwrap_or(u32::MAX);
        Ok(Self { which: if has_spec && has_project { of_state } else { Which::NoneOfOurs }, marker, limit })
    }
}

impl KeysWanted {
    /// The operation that finds them, newest first. Who wants what is never here asks all the same, and is shown nothing.
    #[must_use]
    pub fn operation(self) -> ListKeys {
        let (state, from) = match self.which {
            Which::All => (None, Place::Skip(self.marker)),
            Which::State(state) => (Some(state), Place::Skip(self.marker)),
            Which::NoneOfOurs => (None, Place::Skip(u32::MAX)),
        };
        ListKeys {
            filter: KeyFilter { state, ..KeyFilter::default() },
            order: KeyOrder { column: KeyColumn::Created, descending: true },
            from,
            limit: self.limit,
            depth: Depth::Record,
        }
    }

    /// How many match in all.
    #[must_use]
    pub fn total(self, found: &KeyList) -> u64 {
        match self.which {
            Which::All | Which::State(_) => found.matching.counted,
            Which::NoneOfOurs => 0,
        }
    }
}

/// The number of a state on the wire.
pub const fn state_number(state: KeyState) -> &'static str {
    match state {
        KeyState::Enabled => "2",
        KeyState::Disabled => "3",
        KeyState::PendingDeletion { .. } => "4",
        KeyState::PendingImport => "5",
    }
}

/// Whether the enterprise project, if one is named, is the only one that there is.
fn enterprise_project(form: &Form<'_>) -> Result<bool, Refusal> {
    match form.choice("enterprise_project_id", &INVALID_PROJECT)?.as_deref() {
        None | Some("0" | "all") => Ok(true),
        Some(text) => uuid::Uuid::try_parse(text).map(|_| false).map_err(|_| INVALID_PROJECT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read<A: Asked>(body: &str) -> Result<A, &'static str> {
        Form::read(body.as_bytes()).and_then(|form| form.asked()).map_err(|refusal| refusal.code())
    }

    #[test]
    fn create_key_reads_what_the_reference_names_and_ignores_the_rest() {
        let asked: CreateKey = read(
            r#"{"key_alias": "payments", "key_description": "of the ledger", "realm": "eu-west-0", "type": "1",
                "key_policy": "", "key_usage": "ENCRYPT_DECRYPT", "key_spec": "", "origin": "external",
                "enterprise_project_id": "0", "keystore_id": "0", "rotation_interval": 0}"#,
        )
        .unwrap();
        assert_eq!(asked.alias.as_str(), "payments");
        assert_eq!(asked.description.as_str(), "of the ledger");
        assert_eq!((asked.spec, asked.origin), (KeySpec::Aes256, Origin::External));
        let least: CreateKey = read(r#"{"key_alias": "a"}"#).unwrap();
        assert_eq!((least.description.as_str(), least.spec, least.origin), ("", KeySpec::Aes256, Origin::Kms));
    }

    #[test]
    fn create_key_refuses_each_field_with_its_code() {
        let long = format!(r#"{{"key_alias": "{}"}}"#, "a".repeat(10_000));
        let wordy = format!(r#"{{"key_alias": "a", "key_description": "{}"}}"#, "é".repeat(256));
        for (body, want) in [
            ("{}", "KMS.0204"),
            (r#"{"key_alias": ""}"#, "KMS.1101"),
            (r#"{"key_alias": 1}"#, "KMS.1101"),
            (r#"{"key_alias": "obs/default"}"#, "KMS.1101"),
            (r#"{"key_alias": "a\u0000"}"#, "KMS.1101"),
            (r#"{"key_alias": "'; DROP TABLE keys; --"}"#, "KMS.1101"),
            (&long, "KMS.1101"),
            (&wordy, "KMS.1103"),
            (r#"{"key_alias": "a", "key_description": ["x"]}"#, "KMS.1103"),
            (r#"{"key_alias": "a", "key_description": "\u0000"}"#, "KMS.1103"),
            (r#"{"key_alias": "a", "key_spec": "RSA_2048"}"#, "KMS.1110"),
            (r#"{"key_alias": "a", "key_spec": 1}"#, "KMS.1110"),
            (r#"{"key_alias": "a", "key_usage": "SIGN_VERIFY"}"#, "KMS.1115"),
            (r#"{"key_alias": "a", "key_usage": "DANCE"}"#, "KMS.0308"),
            (r#"{"key_alias": "a", "origin": "moon"}"#, "KMS.0308"),
            (r#"{"key_alias": "a", "keystore_id": "7"}"#, "KMS.0308"),
            (r#"{"key_alias": "a", "enterprise_project_id": "x"}"#, "KMS.0308"),
            (r#"{"key_alias": "a", "sequence": "x"}"#, "KMS.0206"),
        ] {
            assert_eq!(read::<CreateKey>(body).err(), Some(want), "{body:.80}");
        }
    }

    #[test]
    fn a_deletion_is_planned_in_days_sent_as_number_or_text() {
        for (sent, want) in [
            ("7", Ok(7)),
            ("\"7\"", Ok(7)),
            ("1096", Ok(1096)),
            ("6", Err("KMS.1401")),
            ("1097", Err("KMS.1401")),
            ("-7", Err("KMS.1401")),
            ("65543", Err("KMS.1401")),
            ("\"seven\"", Err("KMS.1401")),
            ("7.5", Err("KMS.1401")),
            ("\"\"", Err("KMS.0204")),
        ] {
            let body = format!(r#"{{"key_id": "0d0466b0-e727-4d9c-b35d-f84bb474a37f", "pending_days": {sent}}}"#);
            assert_eq!(read::<ScheduleKeyDeletion>(&body).map(|asked| asked.days.get()), want, "{sent}");
        }
        assert_eq!(read::<ScheduleKeyDeletion>(r#"{"key_id": "x", "pending_days": 3}"#).err(), Some("KMS.0205"));
    }

    #[test]
    fn list_keys_pages_by_offset_and_filters_by_state_and_kind() {
        let all = KeysWanted { which: Which::All, marker: 0, limit: 2_000 };
        for (body, want) in [
            ("", Ok(all)),
            (r#"{"limit": "", "marker": "", "key_state": ""}"#, Ok(all)),
            (r#"{"limit": 2, "marker": "1"}"#, Ok(KeysWanted { marker: 1, limit: 2, ..all })),
            (r#"{"key_state": "4"}"#, Ok(KeysWanted { which: Which::State(StateName::PendingDeletion), ..all })),
            (r#"{"key_state": 2, "key_spec": "AES_256"}"#, Ok(KeysWanted { which: Which::State(StateName::Enabled), ..all })),
            (r#"{"key_state": 1}"#, Ok(KeysWanted { which: Which::NoneOfOurs, ..all })),
            (r#"{"key_spec": "ALL", "enterprise_project_id": "all"}"#, Ok(all)),
            (r#"{"key_spec": "RSA_4096"}"#, Ok(KeysWanted { which: Which::NoneOfOurs, ..all })),
            (
                r#"{"enterprise_project_id": "0d0466b0-e727-4d9c-b35d-f84bb474a37f"}"#,
                Ok(KeysWanted { which: Which::NoneOfOurs, ..all }),
            ),
            (r#"{"limit": 0}"#, Err("KMS.1601")),
            (r#"{"limit": 2001}"#, Err("KMS.1601")),
            (r#"{"limit": -1}"#, Err("KMS.1601")),
            (r#"{"limit": true}"#, Err("KMS.1601")),
            (r#"{"limit": "x"}"#, Err("KMS.1601")),
            (r#"{"marker": 5000000000}"#, Ok(KeysWanted { marker: u32::MAX, ..all })),
            (r#"{"marker": "-1"}"#, Err("KMS.1602")),
            (r#"{"marker": "x"}"#, Err("KMS.1602")),
            (r#"{"key_state": 0}"#, Err("KMS.0308")),
            (r#"{"key_state": "6"}"#, Err("KMS.0308")),
            (r#"{"key_state": 256}"#, Err("KMS.0308")),
            (r#"{"key_spec": "DES"}"#, Err("KMS.1110")),
            (r#"{"enterprise_project_id": "mine"}"#, Err("KMS.0308")),
        ] {
            assert_eq!(read::<KeysWanted>(body), want, "{body}");
        }
    }

    proptest! {
        #[test]
        fn no_fields_make_the_reading_panic(value in "(?s)[-+0-9.eE\"\\[\\]{}:,a-z\\\\/]{0,20}", text in "\\PC{0,20}") {
            let text = serde_json::to_string(&text).unwrap();
            for value in [&value, &text] {
                let body = ["key_alias", "key_id", "pending_days", "limit", "marker", "key_state", "key_spec", "origin"]
                    .map(|name| format!("\"{name}\": {value}"))
                    .join(", ");
                let body = format!("{{{body}}}");
                let _read = (read::<CreateKey>(&body), read::<ScheduleKeyDeletion>(&body), read::<KeysWanted>(&body));
            }
        }
    }
}
