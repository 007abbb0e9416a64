//! The customer master key's record. Its material lives in the keyring, never here.

use super::{Alias, Description, DomainId, KeyId, KeyState, Material, PendingDays, ProjectId, Refusal, ServiceName};
use std::fmt;
use std::str::FromStr;
use time::OffsetDateTime;

/// What kind of key it is, as the wire names it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeySpec {
    /// A 256-bit key that encrypts and decrypts.
    Aes256,
}

impl KeySpec {
    /// The name on the wire and in cryptographic contexts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aes256 => "AES_256",
        }
    }
}

impl FromStr for KeySpec {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        match text {
            "AES_256" => Ok(Self::Aes256),
            _ => Err(Refusal::InvalidParameter { code: "KMS.1110", message: "this key_spec is not offered" }),
        }
    }
}

/// Who made the key's material.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Origin {
    /// This service.
    Kms,
    /// The key's owner, who imports it.
    External,
}

impl Origin {
    /// The name on the wire and in cryptographic contexts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kms => "kms",
            Self::External => "external",
        }
    }
}

impl FromStr for Origin {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        match text {
            "kms" => Ok(Self::Kms),
            "external" => Ok(Self::External),
            _ => Err(Refusal::InvalidParameter { code: "KMS.0308", message: "origin is kms or external" }),
        }
    }
}

/// Who made the key: a person of the tenant, or a cloud service for it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Maker {
    /// A person or program of the key's domain.
    User(super::UserId),
    /// A cloud service; only default keys are made so.
    Service(ServiceName),
}

/// A customer master key's record.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Key {
    /// Its name for ever.
    pub id: KeyId,
    /// The tenant that owns it.
    pub domain_id: DomainId,
    /// The project that it belongs to.
    pub project_id: ProjectId,
    /// Its name among the project's keys.
    pub alias: Alias,
    /// What it is for, in its owner's words.
    pub description: Description,
    /// What kind of key it is.
    pub spec: KeySpec,
    /// Who made its material.
    pub origin: Origin,
    /// Where it is in its life.
    pub state: KeyState,
    /// Who made it; a service's key is a default key.
    pub made_by: Maker,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// The newest version of its material, 0 when it has none.
    pub version: u32,
    /// Counts the record's changes, so that a stale one is noticed.
    pub revision: u64,
}

/// A key that has been found usable. The keyring seals and opens with nothing else.
#[derive(Clone, Copy, Debug)]
pub struct UsableKey<'key>(&'key Key);

impl<'key> UsableKey<'key> {
    /// The record behind the proof.
    #[must_use]
    pub const fn key(self) -> &'key Key {
        self.0
    }
}

impl Key {
    /// Whether a cloud service made this key for its tenant; then nobody can change it.
    #[must_use]
    pub const fn is_default(&self) -> bool {
        matches!(self.made_by, Maker::Service(_))
    }

    /// Whether it has material.
    #[must_use]
    pub const fn material(&self) -> Material {
        if self.version == 0 { Material::Absent } else { Material::Present }
    }

    /// Proves that the key may be used now.
    pub fn usable(&self) -> Result<UsableKey<'_>, Refusal> {
        self.state.usable().map(|()| UsableKey(self))
    }

    /// Makes a suspended key usable again.
    pub fn enable(self) -> Result<Self, Refusal> {
        self.moved(KeyState::enable)
    }

    /// Suspends the key until it is enabled again.
    pub fn disable(self) -> Result<Self, Refusal> {
        self.moved(KeyState::disable)
    }

    /// Gives the key another alias.
    pub fn rename(self, alias: Alias) -> Result<Self, Refusal> {
        self.changeable().map(|key| Self { alias, ..key })
    }

    /// Says anew what the key is for.
    pub fn describe(self, description: Description) -> Result<Self, Refusal> {
        self.changeable().map(|key| Self { description, ..key })
    }

    /// A key that waits to be destroyed stays as whoever decides has seen it.
    fn changeable(self) -> Result<Self, Refusal> {
        match self.state {
            _ if self.is_default() => Err(Refusal::DefaultKey),
            KeyState::PendingDeletion { .. } => Err(Refusal::KeyPendingDeletion),
            KeyState::Enabled | KeyState::Disabled | KeyState::PendingImport => Ok(self),
        }
    }

    /// Takes the key out of use at once, to be destroyed after `days`.
    pub fn schedule_deletion(self, days: PendingDays, now: OffsetDateTime) -> Result<Self, Refusal> {
        self.moved(|state| state.schedule_deletion(days.after(now)))
    }

    /// Gives up the plan to destroy the key.
    pub fn cancel_deletion(self) -> Result<Self, Refusal> {
        let material = self.material();
        self.moved(|state| state.cancel_deletion(material))
    }

    /// Gives a key of external origin the material that it waits for.
    pub fn import_material(self) -> Result<Self, Refusal> {
        self.external()?.moved(KeyState::import_material)
    }

    /// Takes the imported material away.
    pub fn delete_material(self) -> Result<Self, Refusal> {
        self.external()?.moved(KeyState::delete_material)
    }

    fn external(self) -> Result<Self, Refusal> {
        match (self.is_default(), self.origin) {
            (true, _) => Err(Refusal::DefaultKey),
            (false, Origin::External) => Ok(self),
            (false, Origin::Kms) => Err(Refusal::NotExternal),
        }
    }

    fn moved(self, step: impl FnOnce(KeyState) -> Result<KeyState, Refusal>) -> Result<Self, Refusal> {
        if self.is_default() {
            return Err(Refusal::DefaultKey);
        }
        let state = step(self.state)?;
        Ok(Self { state, ..self })
    }
}

/// What is left of a destroyed key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Tombstone {
    /// The id, which is never used again.
    pub key_id: KeyId,
    /// The tenant that owned it.
    pub domain_id: DomainId,
    /// The project that it belonged to.
    pub project_id: ProjectId,
    /// Its alias, which another key may have now.
    pub alias: Alias,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When its material was destroyed.
    pub destroyed_at: OffsetDateTime,
    /// The plan that was carried out.
    pub plan_id: super::PlanId,
}

impl fmt::Display for KeyState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PendingImport => "PendingImport",
            Self::Enabled => "Enabled",
            Self::Disabled => "Disabled",
            Self::PendingDeletion { .. } => "PendingDeletion",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn key(made_by: Maker, state: KeyState, origin: Origin) -> Key {
        Key {
            id: KeyId::from_uuid(Uuid::from_u128(1)),
            domain_id: DomainId::from_uuid(Uuid::from_u128(2)),
            project_id: ProjectId::from_uuid(Uuid::from_u128(3)),
            alias: "a".parse().unwrap(),
            description: Description::default(),
            spec: KeySpec::Aes256,
            origin,
            state,
            made_by,
            created_at: OffsetDateTime::UNIX_EPOCH,
            version: 1,
            revision: 0,
        }
    }

    #[test]
    fn a_default_key_refuses_every_change_and_stays_usable() {
        let service = Maker::Service("obs".parse().unwrap());
        let days = PendingDays::new(7).unwrap();
        let now = OffsetDateTime::UNIX_EPOCH;
        for state in
            [KeyState::Enabled, KeyState::Disabled, KeyState::PendingDeletion { deletion_at: now }, KeyState::PendingImport]
        {
            let default = || key(service.clone(), state, Origin::Kms);
            for refused in [
                default().enable(),
                default().disable(),
                default().schedule_deletion(days, now),
                default().cancel_deletion(),
                default().import_material(),
                default().delete_material(),
                default().rename("b".parse().unwrap()),
                default().describe(Description::default()),
            ] {
                assert_eq!(refused, Err(Refusal::DefaultKey));
            }
        }
        assert!(key(service, KeyState::Enabled, Origin::Kms).usable().is_ok());
    }

    #[test]
    fn alias_and_description_change_until_a_deletion_is_planned() {
        let user = Maker::User(super::super::UserId::from_uuid(Uuid::from_u128(4)));
        let now = OffsetDateTime::UNIX_EPOCH;
        for (state, refused) in [
            (KeyState::Enabled, None),
            (KeyState::Disabled, None),
            (KeyState::PendingImport, None),
            (KeyState::PendingDeletion { deletion_at: now }, Some(Refusal::KeyPendingDeletion)),
        ] {
            let renamed = key(user.clone(), state, Origin::Kms).rename("b".parse().unwrap());
            assert_eq!(renamed.clone().err(), refused, "{state}");
            assert!(renamed.is_ok_and(|key| key.alias.as_str() == "b" && key.state == state) || refused.is_some());
            let described = key(user.clone(), state, Origin::Kms).describe("of the ledger".parse().unwrap());
            assert_eq!(described.clone().err(), refused, "{state}");
            assert!(described.is_ok_and(|key| key.description.as_str() == "of the ledger") || refused.is_some());
        }
    }

    #[test]
    fn material_comes_and_goes_only_with_external_origin() {
        let user = Maker::User(super::super::UserId::from_uuid(Uuid::from_u128(4)));
        assert_eq!(key(user.clone(), KeyState::PendingImport, Origin::Kms).import_material(), Err(Refusal::NotExternal));
        assert_eq!(key(user.clone(), KeyState::Enabled, Origin::Kms).delete_material(), Err(Refusal::NotExternal));
        assert!(key(user, KeyState::PendingImport, Origin::External).import_material().is_ok());
    }
}
