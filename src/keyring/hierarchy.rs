//! The keys between the root of trust and a caller's ciphertext: system key, KEK, key material.

use super::format::{CiphertextHeader, Context, RowFormat, caller_context, frame, unframe};
use super::material_cache::MaterialCache;
use super::random::{Random, RandomFailed};
use super::root_of_trust::{Epoch, InstallationId, RootOfTrust, RootOfTrustError};
use super::rows::{Foundation, KekId, Row, SealedKek, SealedSecret, SealedSystemKey, WrappedKey, bucket_of};
use super::seal::{DoesNotOpen, SALT_LENGTH, SealFailed, SealingKey, open, seal};
use super::secrets::{SecretName, Secrets};
use super::self_test::{SelfTestFailed, self_test};
use crate::domain::{EncryptionContext, EventId, Key, KeyId, Plaintext, Purpose, UsableKey};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use time::Duration;
use zeroize::Zeroizing;

/// Why the keyring did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// A known answer came out differently.
    #[error(transparent)]
    SelfTest(#[from] SelfTestFailed),
    /// The root of trust gave nothing.
    #[error("the root of trust gave no secret")]
    RootOfTrust(#[from] RootOfTrustError),
    /// The generator failed its check.
    #[error(transparent)]
    Random(#[from] RandomFailed),
    /// A row of our own does not open: it was forged, swapped or damaged.
    #[error("{0} does not open: it was changed, or is another installation's")]
    ForgedRow(Row),
    /// A row that must be there is not.
    #[error("{0} is missing")]
    Missing(Row),
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
#[derive(Clone, Copy)]
pub struct Binding<'a> {
    /// Data key or data: one never opens as the other.
    pub purpose: Purpose,
    /// The encryption context.
    pub encryption_context: &'a EncryptionContext,
    /// Additional authenticated data.
    pub additional: &'a [u8],
}

/// What is bound names what is protected, so it is not for logs.
impl std::fmt::Debug for Binding<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Binding({:?}, ..)", self.purpose)
    }
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keyring(..)")
    }
}

/// One KEK for each of the 4,096 buckets.
const KEKS_HELD: usize = 4_096;
const MATERIAL_HELD: usize = 16_384;

/// Holds the open keys of an installation, and seals and opens with them. It knows no database: it hands out rows to
/// save and is handed them back.
pub struct Keyring {
    installation: InstallationId,
    random: Random,
    system_keys: BTreeMap<Epoch, SealingKey>,
    secrets: Secrets,
    keks: RwLock<BTreeMap<KekId, Arc<SealingKey>>>,
    material: MaterialCache,
}

impl Keyring {
    /// Begins an installation: root keys for this epoch and the next, a first system key and the installation's secrets.
    /// The rows are to be saved before anything is sealed.
    pub async fn create(root: &dyn RootOfTrust, installation: InstallationId) -> Result<(Self, Foundation), KeyringError> {
        self_test()?;
        let random = Random::default();
        let newest = root.epochs().await?.last().map_or(0, |epoch| epoch.0);
        let epoch = Epoch(newest.saturating_add(1));
        root.make(epoch).await?;
        root.make(Epoch(epoch.0.saturating_add(1))).await?;
        let system_key = SealingKey::draw(&random)?;
        let secret = root.derive(installation, epoch).await?;
        let context = system_key_context(installation);
        let sealed = sealed_row(&random, &secret, RowFormat::A3, epoch.0, &context, &system_key)?;
        let mut secrets = Vec::new();
        for name in SecretName::ALL {
            let (number, secret) = (1, SealingKey::draw(&random)?);
            let context = secret_context(name, number);
            let sealed = sealed_row(&random, &system_key, RowFormat::A2, epoch.0, &context, &secret)?;
            secrets.push(SealedSecret { name, number, epoch, sealed });
        }
        let foundation = Foundation { system_keys: vec![SealedSystemKey { epoch, sealed }], secrets };
        let keyring = Self::holding(installation, random, BTreeMap::from([(epoch, system_key)]), &foundation.secrets)?;
        Ok((keyring, foundation))
    }

    /// Opens an installation's system keys and secrets. A row that does not open stops the start and is named.
    pub async fn open(
        root: &dyn RootOfTrust,
        installation: InstallationId,
        foundation: &Foundation,
    ) -> Result<Self, KeyringError> {
        self_test()?;
        let mut system_keys = BTreeMap::new();
        for row in &foundation.system_keys {
            let secret = root.derive(installation, row.epoch).await?;
            let opened = opened_row(&secret, RowFormat::A3, row.epoch.0, &system_key_context(installation), &row.sealed);
            let key = opened.map_err(|DoesNotOpen| KeyringError::ForgedRow(Row::SystemKey(row.epoch)))?;
            system_keys.insert(row.epoch, key);
        }
        Self::holding(installation, Random::default(), system_keys, &foundation.secrets)
    }

    fn holding(
        installation: InstallationId,
        random: Random,
        system_keys: BTreeMap<Epoch, SealingKey>,
        secrets: &[SealedSecret],
    ) -> Result<Self, KeyringError> {
        let secrets = Secrets::open(secrets, |row| {
            let system_key = system_keys.get(&row.epoch).ok_or(KeyringError::NotOpen(Row::SystemKey(row.epoch)))?;
            let context = secret_context(row.name, row.number);
            opened_row(system_key, RowFormat::A2, row.epoch.0, &context, &row.sealed)
                .map_err(|DoesNotOpen| KeyringError::ForgedRow(Row::Secret(row.name, row.number)))
        })?;
        let material = MaterialCache::holding(MATERIAL_HELD);
        Ok(Self { installation, random, system_keys, secrets, keks: RwLock::default(), material })
    }

    /// The installation whose keys these are.
    #[must_use]
    pub const fn installation(&self) -> InstallationId {
        self.installation
    }

    /// The epoch of the newest system key.
    #[must_use]
    pub fn newest_epoch(&self) -> Epoch {
        self.system_keys.last_key_value().map_or(Epoch(0), |(epoch, _)| *epoch)
    }

    /// Where random bytes come from.
    #[must_use]
    pub const fn random(&self) -> &Random {
        &self.random
    }

    /// The secret that goes into every password hash, and nowhere else.
    #[must_use]
    pub fn expose_pepper(&self) -> &[u8; 32] {
        self.secrets.pepper()
    }

    /// What the trail holds instead of an encryption context: HMAC-SHA-256 under the blinding key.
    #[must_use]
    pub fn blind(&self, bytes: &[u8]) -> [u8; 32] {
        self.secrets.blind(bytes)
    }

    /// Makes KEK `number` of `bucket` under the newest system key. The row is to be saved, and what the database has then is to
    /// be opened: of two that are made at once only one is saved.
    pub fn make_kek(&self, id: KekId) -> Result<SealedKek, KeyringError> {
        let (epoch, system_key) = self.system_keys.last_key_value().ok_or(KeyringError::NotOpen(Row::SystemKey(Epoch(0))))?;
        let kek = SealingKey::draw(&self.random)?;
        let sealed = sealed_row(&self.random, system_key, RowFormat::A2, epoch.0, &kek_context(id), &kek)?;
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

    /// Makes material for `version` of `key` under its bucket's KEK `kek_number`, which must be open. The row is to be saved.
    pub fn make_material(&self, key: &Key, version: u32, kek_number: u32) -> Result<WrappedKey, KeyringError> {
        let kek = KekId { bucket: bucket_of(key.id), number: kek_number };
        let material = SealingKey::draw(&self.random)?;
        let context = material_context(key, version);
        let sealed = sealed_row(&self.random, &*self.kek(kek)?, RowFormat::A1, kek.number, &context, &material)?;
        Ok(WrappedKey { key_id: key.id, version, kek, sealed })
    }

    /// Makes a data key of `length` bytes. It is in no row and no cache: only its caller keeps it.
    pub fn make_data_key(&self, length: usize) -> Result<Plaintext, KeyringError> {
        Ok(Plaintext::new(self.random.bytes(length)?))
    }

    /// Seals `plaintext` for a caller, under the version that `wrapped` holds. `now` is the clock's running time.
    pub fn seal_for_caller(
        &self,
        key: UsableKey<'_>,
        wrapped: &WrappedKey,
        issue_id: EventId,
        binding: Binding<'_>,
        plaintext: &Plaintext,
        now: Duration,
    ) -> Result<Vec<u8>, KeyringError> {
        let material = self.open_material(key.key(), wrapped, now)?;
        let header = CiphertextHeader { purpose: binding.purpose, version: wrapped.version, key_id: key.key().id, issue_id };
        let context = caller_context(key.key().domain_id, &binding.encryption_context.canonical(), binding.additional);
        let salt: Zeroizing<[u8; SALT_LENGTH]> = self.random.draw()?;
        let framed = frame(binding.purpose, plaintext.expose());
        Ok(seal(&material, &header.to_bytes(), &salt, context.as_bytes(), &framed)?)
    }

    /// Opens a caller's ciphertext. Every reason not to is the same error.
    pub fn open_for_caller(
        &self,
        key: UsableKey<'_>,
        wrapped: &WrappedKey,
        binding: Binding<'_>,
        ciphertext: &[u8],
        now: Duration,
    ) -> Result<Plaintext, KeyringError> {
        let header = CiphertextHeader::read(ciphertext)?;
        if header.purpose != binding.purpose || header.key_id != key.key().id || header.version != wrapped.version {
            return Err(DoesNotOpen.into());
        }
        let material = self.open_material(key.key(), wrapped, now)?;
        let context = caller_context(key.key().domain_id, &binding.encryption_context.canonical(), binding.additional);
        let framed = open(&material, CiphertextHeader::LENGTH, context.as_bytes(), ciphertext)?;
        Ok(Plaintext::new(unframe(binding.purpose, &framed)?))
    }

    /// Wipes the material of a key that was destroyed, or whose material was taken away. What is under way may end.
    pub fn forget(&self, key_id: KeyId, now: Duration) {
        self.material.forget(key_id, now);
    }

    /// Wipes material that was kept for its five minutes. To be called every second or so, else it waits for the next use.
    pub fn wipe_expired(&self, now: Duration) {
        self.material.wipe_expired(now);
    }

    fn open_material(&self, key: &Key, wrapped: &WrappedKey, now: Duration) -> Result<Arc<SealingKey>, KeyringError> {
        let forged = || KeyringError::ForgedRow(Row::Material(key.id, wrapped.version));
        if wrapped.key_id != key.id || wrapped.kek.bucket != bucket_of(key.id) {
            return Err(forged());
        }
        let context = material_context(key, wrapped.version);
        if let Some(held) = self.material.find(wrapped, &context, now) {
            return Ok(held);
        }
        let opened = opened_row(&*self.kek(wrapped.kek)?, RowFormat::A1, wrapped.kek.number, &context, &wrapped.sealed);
        let material = Arc::new(opened.map_err(|DoesNotOpen| forged())?);
        self.material.keep(wrapped, context, &material, now);
        Ok(material)
    }

    fn kek(&self, id: KekId) -> Result<Arc<SealingKey>, KeyringError> {
        let keks = self.keks.read().unwrap_or_else(PoisonError::into_inner);
        keks.get(&id).cloned().ok_or(KeyringError::NotOpen(Row::Kek(id)))
    }

    /// Keeps a KEK open. With more than one for each bucket, the first that another of its bucket can replace goes.
    fn hold(&self, id: KekId, kek: SealingKey) {
        let mut keks = self.keks.write().unwrap_or_else(PoisonError::into_inner);
        keks.insert(id, Arc::new(kek));
        if keks.len() > KEKS_HELD {
            let mut twins = keks.keys().zip(keks.keys().skip(1)).filter(|(older, newer)| older.bucket == newer.bucket);
            let goes = twins.next().map(|(older, newer)| if *older == id { *newer } else { *older });
            goes.and_then(|twin| keks.remove(&twin));
        }
    }
}

fn system_key_context(installation: InstallationId) -> Context {
    Context::default().part(b"system-key").part(installation.0.as_bytes())
}

fn secret_context(name: SecretName, number: u32) -> Context {
    Context::default().part(b"signing").part(name.as_str().as_bytes()).number(number)
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
    secret: &SealingKey,
) -> Result<Vec<u8>, KeyringError> {
    let salt = random.draw()?;
    Ok(seal(under, &format.header(number), &salt, context.as_bytes(), secret.expose())?)
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
