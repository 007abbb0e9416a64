//! The keys between the root of trust and a caller's ciphertext: system key, KEK, key material.

use super::format::{CiphertextHeader, Context, RowFormat, caller_context, frame, unframe};
use super::random::{Random, RandomFailed};
use super::root_of_trust::{Epoch, InstallationId, RootOfTrust, RootOfTrustError};
use super::rows::{KekId, Row, SealedKek, SealedSystemKey, WrappedKey};
use super::seal::{DoesNotOpen, SALT_LENGTH, SealFailed, SealingKey, open, seal};
use crate::domain::{EncryptionContext, EventId, Key, Purpose, UsableKey};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};
use zeroize::Zeroizing;

/// Why the keyring did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// The root of trust gave nothing.
    #[error("the root of trust gave no secret")]
    RootOfTrust(#[from] RootOfTrustError),
    /// The generator failed its check.
    #[error(transparent)]
    Random(#[from] RandomFailed),
    /// A row of our own does not open: it was forged, swapped or damaged.
    #[error("{0} does not open: it was changed, or is another installation's")]
    ForgedRow(Row),
    /// A row needs a key that is not open.
    #[error("{0} is not open")]
    NotOpen(Row),
    /// The cryptographic library refused.
    #[error(transparent)]
    Seal(#[from] SealFailed),
    /// What a caller gave does not open.
    #[error(transparent)]
    DoesNotOpen(#[from] DoesNotOpen),
}

/// Everything that binds a caller's ciphertext, beside the key.
#[derive(Clone, Copy, Debug)]
pub struct Binding<'a> {
    /// Data key or data: one never opens as the other.
    pub purpose: Purpose,
    /// The encryption context.
    pub encryption_context: &'a EncryptionContext,
    /// Additional authenticated data.
    pub additional: &'a [u8],
}

/// Holds the open keys of an installation, and seals and opens with them. It knows no database: it hands out rows to
/// save and is handed them back.
pub struct Keyring {
    installation: InstallationId,
    random: Random,
    system_keys: BTreeMap<Epoch, SealingKey>,
    keks: RwLock<HashMap<KekId, Arc<SealingKey>>>,
}

impl Keyring {
    /// Begins an installation: root keys for this epoch and the next, and a first system key to save.
    pub async fn create(root: &dyn RootOfTrust, installation: InstallationId) -> Result<(Self, SealedSystemKey), KeyringError> {
        let random = Random::default();
        let newest = root.epochs().await?.last().map_or(0, |epoch| epoch.0);
        let epoch = Epoch(newest.saturating_add(1));
        root.make(epoch).await?;
        root.make(Epoch(epoch.0.saturating_add(1))).await?;
        let system_key = SealingKey::draw(&random)?;
        let secret = root.derive(installation, epoch).await?;
        let context = system_key_context(installation);
        let sealed = sealed_row(&random, &secret, RowFormat::A3, epoch.0, &context, system_key.expose())?;
        let keyring = Self { installation, random, system_keys: BTreeMap::from([(epoch, system_key)]), keks: RwLock::default() };
        Ok((keyring, SealedSystemKey { epoch, sealed }))
    }

    /// Opens an installation's system keys. A row that does not open stops the start and is named.
    pub async fn open(
        root: &dyn RootOfTrust,
        installation: InstallationId,
        rows: &[SealedSystemKey],
    ) -> Result<Self, KeyringError> {
        let mut system_keys = BTreeMap::new();
        for row in rows {
            let secret = root.derive(installation, row.epoch).await?;
            let opened = opened_row(&secret, RowFormat::A3, row.epoch.0, &system_key_context(installation), &row.sealed);
            let key = opened.map_err(|DoesNotOpen| KeyringError::ForgedRow(Row::SystemKey(row.epoch)))?;
            system_keys.insert(row.epoch, key);
        }
        Ok(Self { installation, random: Random::default(), system_keys, keks: RwLock::default() })
    }

    /// The installation whose keys these are.
    #[must_use]
    pub const fn installation(&self) -> InstallationId {
        self.installation
    }

    /// Where random bytes come from.
    #[must_use]
    pub const fn random(&self) -> &Random {
        &self.random
    }

    /// Makes KEK `number` of `bucket` under the newest system key. It is open from now on; the row is to be saved.
    pub fn make_kek(&self, id: KekId) -> Result<SealedKek, KeyringError> {
        let (epoch, system_key) = self.system_keys.last_key_value().ok_or(KeyringError::NotOpen(Row::SystemKey(Epoch(0))))?;
        let kek = SealingKey::draw(&self.random)?;
        let sealed = sealed_row(&self.random, system_key, RowFormat::A2, epoch.0, &kek_context(id), kek.expose())?;
        self.hold(id, kek);
        Ok(SealedKek { id, epoch: *epoch, sealed })
    }

    /// Opens a KEK out of the database, unless it is open already.
    pub fn open_kek(&self, row: &SealedKek) -> Result<(), KeyringError> {
        if self.holds_kek(row.id) {
            return Ok(());
        }
        let system_key = self.system_keys.get(&row.epoch).ok_or(KeyringError::NotOpen(Row::SystemKey(row.epoch)))?;
        let opened = opened_row(system_key, RowFormat::A2, row.epoch.0, &kek_context(row.id), &row.sealed);
        self.hold(row.id, opened.map_err(|DoesNotOpen| KeyringError::ForgedRow(Row::Kek(row.id)))?);
        Ok(())
    }

    /// Whether a KEK is open.
    #[must_use]
    pub fn holds_kek(&self, id: KekId) -> bool {
        self.keks.read().unwrap_or_else(PoisonError::into_inner).contains_key(&id)
    }

    /// Makes material for `version` of `key` under an open KEK. The row is to be saved.
    pub fn make_material(&self, key: &Key, version: u32, kek: KekId) -> Result<WrappedKey, KeyringError> {
        let material = self.random.draw()?;
        let context = material_context(key, version);
        let sealed = sealed_row(&self.random, &*self.kek(kek)?, RowFormat::A1, kek.number, &context, &material)?;
        Ok(WrappedKey { key_id: key.id, version, kek, sealed })
    }

    /// Seals `plaintext` for a caller, under the version that `wrapped` holds.
    pub fn seal_for_caller(
        &self,
        key: UsableKey<'_>,
        wrapped: &WrappedKey,
        issue_id: EventId,
        binding: Binding<'_>,
        plaintext: &[u8],
    ) -> Result<Vec<u8>, KeyringError> {
        let material = self.unwrap_material(key.key(), wrapped)?;
        let header = CiphertextHeader { purpose: binding.purpose, version: wrapped.version, key_id: key.key().id, issue_id };
        let context = caller_context(key.key().domain_id, &binding.encryption_context.canonical(), binding.additional);
        let salt: Zeroizing<[u8; SALT_LENGTH]> = self.random.draw()?;
        let framed = frame(binding.purpose, plaintext);
        Ok(seal(&material, &header.to_bytes(), &salt, context.as_bytes(), &framed)?)
    }

    /// Opens a caller's ciphertext. Every reason not to is the same error.
    pub fn open_for_caller(
        &self,
        key: UsableKey<'_>,
        wrapped: &WrappedKey,
        binding: Binding<'_>,
        ciphertext: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, KeyringError> {
        let header = CiphertextHeader::read(ciphertext)?;
        if header.purpose != binding.purpose || header.key_id != key.key().id || header.version != wrapped.version {
            return Err(DoesNotOpen.into());
        }
        let material = self.unwrap_material(key.key(), wrapped)?;
        let context = caller_context(key.key().domain_id, &binding.encryption_context.canonical(), binding.additional);
        let framed = open(&material, CiphertextHeader::LENGTH, context.as_bytes(), ciphertext)?;
        Ok(unframe(binding.purpose, &framed)?)
    }

    fn unwrap_material(&self, key: &Key, wrapped: &WrappedKey) -> Result<SealingKey, KeyringError> {
        let context = material_context(key, wrapped.version);
        let opened = opened_row(&*self.kek(wrapped.kek)?, RowFormat::A1, wrapped.kek.number, &context, &wrapped.sealed);
        opened.map_err(|DoesNotOpen| KeyringError::ForgedRow(Row::Material(key.id, wrapped.version)))
    }

    fn kek(&self, id: KekId) -> Result<Arc<SealingKey>, KeyringError> {
        let keks = self.keks.read().unwrap_or_else(PoisonError::into_inner);
        keks.get(&id).cloned().ok_or(KeyringError::NotOpen(Row::Kek(id)))
    }

    /// Keeps a KEK open. One a bucket and the one that follows it: 4,096 buckets bound the map.
    fn hold(&self, id: KekId, kek: SealingKey) {
        let mut keks = self.keks.write().unwrap_or_else(PoisonError::into_inner);
        keks.remove(&KekId { number: id.number.wrapping_sub(2), ..id });
        keks.insert(id, Arc::new(kek));
    }
}

fn system_key_context(installation: InstallationId) -> Context {
    Context::default().part(b"system-key").part(installation.0.as_bytes())
}

fn kek_context(id: KekId) -> Context {
    Context::default().part(b"kek").number(u32::from(id.bucket)).number(id.number)
}

fn material_context(key: &Key, version: u32) -> Context {
    Context::default()
        .part(b"material")
        .part(key.domain_id.as_bytes())
        .part(key.project_id.as_bytes())
        .part(key.id.as_bytes())
        .number(version)
        .part(key.spec.as_str().as_bytes())
        .part(key.origin.as_str().as_bytes())
}

fn sealed_row(
    random: &Random,
    under: &SealingKey,
    format: RowFormat,
    number: u32,
    context: &Context,
    secret: &[u8; 32],
) -> Result<Vec<u8>, KeyringError> {
    let salt = random.draw()?;
    Ok(seal(under, &format.header(number), &salt, context.as_bytes(), secret)?)
}

/// Opens a row whose header must be the one that its other columns say.
fn opened_row(
    under: &SealingKey,
    format: RowFormat,
    number: u32,
    context: &Context,
    sealed: &[u8],
) -> Result<SealingKey, DoesNotOpen> {
    if !sealed.starts_with(&format.header(number)) {
        return Err(DoesNotOpen);
    }
    let opened = open(under, RowFormat::HEADER_LENGTH, context.as_bytes(), sealed)?;
    SealingKey::from_slice(&opened).ok_or(DoesNotOpen)
}
