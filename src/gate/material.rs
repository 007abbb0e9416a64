//! Rows of the database made into keys of the keyring, and back.

use super::{Context, OperationError, Unavailable};
use crate::domain::{EncryptionContext, EventId, Key, Plaintext, Purpose, Refusal, UsableKey};
use crate::keyring::{Binding, Epoch, KekId, KeyringError, SealedKek, WrappedKey, bucket_of};
use crate::store::{KekRow, MaterialRow};

impl Context<'_> {
    /// Makes material for the first version of a key, to be saved with it.
    pub async fn make_material(&self, key: &Key) -> Result<MaterialRow, OperationError> {
        let bucket = bucket_of(key.id);
        let row = match self.store().find_kek(bucket).await? {
            Some(row) => row,
            None => self.make_kek(bucket).await?,
        };
        self.keyring().open_kek(&sealed_kek(row.clone()))?;
        let made = self.keyring().make_material(key, key.version, row.number)?;
        Ok(MaterialRow {
            key_id: made.key_id,
            version: made.version,
            bucket: made.kek.bucket,
            number: made.kek.number,
            sealed: made.sealed,
        })
    }

    /// Seals `plaintext` for the caller under the key's newest version. The ciphertext names the event that explains it.
    pub async fn seal(
        &self,
        key: UsableKey<'_>,
        purpose: Purpose,
        context: &EncryptionContext,
        additional: &[u8],
        plaintext: &Plaintext,
    ) -> Result<Vec<u8>, OperationError> {
        let wrapped = self.wrapped(key.key(), key.key().version).await?;
        let binding = Binding { purpose, encryption_context: context, additional };
        Ok(self.keyring().seal_for_caller(key, &wrapped, self.event_id(), binding, plaintext, self.running())?)
    }

    /// Opens a caller's ciphertext. Every reason not to is the same refusal. Says which event made the ciphertext.
    pub async fn open(
        &self,
        key: UsableKey<'_>,
        purpose: Purpose,
        context: &EncryptionContext,
        additional: &[u8],
        ciphertext: &[u8],
    ) -> Result<(Plaintext, EventId), OperationError> {
        let refused = || OperationError::Refused(Refusal::InvalidCiphertext { purpose });
        let header = crate::keyring::CiphertextHeader::read(ciphertext).map_err(|_| refused())?;
        let is_own = header.key_id == key.key().id && (1..=key.key().version).contains(&header.version);
        if !is_own {
            return Err(refused());
        }
        let wrapped = self.wrapped(key.key(), header.version).await?;
        let binding = Binding { purpose, encryption_context: context, additional };
        match self.keyring().open_for_caller(key, &wrapped, binding, ciphertext, self.running()) {
            Ok(plaintext) => Ok((plaintext, header.issue_id)),
            Err(KeyringError::DoesNotOpen(_)) => Err(refused()),
            Err(other) => Err(other.into()),
        }
    }

    /// One version of a key's material as sealed, with the KEK over it open. It was destroyed meanwhile if it is not there.
    async fn wrapped(&self, key: &Key, version: u32) -> Result<WrappedKey, OperationError> {
        let found = self.store().find_material(key.id, version).await?;
        let Some(row) = found else { return Err(Unavailable::Stale.into()) };
        let kek = KekId { bucket: row.bucket, number: row.number };
        if !self.keyring().holds_kek(kek) {
            let Some(row) = self.store().find_kek_numbered(kek.bucket, kek.number).await? else {
                return Self::missing("a KEK");
            };
            self.keyring().open_kek(&sealed_kek(row))?;
        }
        Ok(WrappedKey { key_id: row.key_id, version: row.version, kek, sealed: row.sealed })
    }

    /// Makes a bucket's first KEK. Of two that are made at once, one is saved, and that one is used by both.
    async fn make_kek(&self, bucket: u16) -> Result<KekRow, OperationError> {
        let made = self.keyring().make_kek(KekId { bucket, number: 1 })?;
        let row = KekRow { bucket, number: made.id.number, epoch: made.epoch.0, sealed: made.sealed };
        self.store().save_kek(&row).await?;
        match self.store().find_kek(bucket).await? {
            Some(row) => Ok(row),
            None => Self::missing("a KEK"),
        }
    }
}

fn sealed_kek(row: KekRow) -> SealedKek {
    SealedKek { id: KekId { bucket: row.bucket, number: row.number }, epoch: Epoch(row.epoch), sealed: row.sealed }
}
