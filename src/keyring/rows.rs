//! What the database keeps of the keyring: sealed rows, and the names they have in errors.

use super::root_of_trust::Epoch;
use super::secrets::SecretName;
use crate::domain::KeyId;

/// A system key as the database keeps it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SealedSystemKey {
    /// The epoch whose root secret seals it.
    pub epoch: Epoch,
    /// Format A3.
    pub sealed: Vec<u8>,
}

/// Names a KEK.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct KekId {
    /// The last 12 bits of the ids of the keys under it.
    pub bucket: u16,
    /// Counts the KEKs that the bucket had.
    pub number: u32,
}

/// A KEK as the database keeps it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SealedKek {
    /// Its name.
    pub id: KekId,
    /// The epoch of the system key that seals it.
    pub epoch: Epoch,
    /// Format A2.
    pub sealed: Vec<u8>,
}

/// One version of a key's material as the database keeps it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct WrappedKey {
    /// The key.
    pub key_id: KeyId,
    /// The version, from 1.
    pub version: u32,
    /// The KEK that seals it.
    pub kek: KekId,
    /// Format A1.
    pub sealed: Vec<u8>,
}

/// A secret of the installation as the database keeps it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SealedSecret {
    /// Which one.
    pub name: SecretName,
    /// Counts the secrets of this name, from 1.
    pub number: u32,
    /// The epoch of the system key that seals it.
    pub epoch: Epoch,
    /// Format A2.
    pub sealed: Vec<u8>,
}

/// What an installation begins with, and what each start needs. All of it is saved in one transaction, or none.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Foundation {
    /// The system keys of all epochs that rows are still sealed under.
    pub system_keys: Vec<SealedSystemKey>,
    /// The installation's own secrets.
    pub secrets: Vec<SealedSecret>,
}

/// Names a sealed row in an error.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Row {
    /// The system key of an epoch.
    SystemKey(Epoch),
    /// A secret of the installation, by number.
    Secret(SecretName, u32),
    /// The KEK of a bucket, by number.
    Kek(KekId),
    /// The material of a key, by version.
    Material(KeyId, u32),
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::SystemKey(epoch) => write!(f, "the system key of epoch {}", epoch.0),
            Self::Secret(name, number) => write!(f, "secret {number} of the name {}", name.as_str()),
            Self::Kek(kek) => write!(f, "KEK {} of bucket {}", kek.number, kek.bucket),
            Self::Material(key_id, version) => write!(f, "version {version} of key {key_id}"),
        }
    }
}

/// The bucket whose KEK seals a key's material: the last 12 bits of its id.
#[must_use]
pub fn bucket_of(key_id: KeyId) -> u16 {
    let [.., high, low] = *key_id.as_bytes();
    u16::from_be_bytes([high, low]) & 0x0FFF
}
