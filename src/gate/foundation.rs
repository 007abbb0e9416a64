//! What an installation begins with, and what each start opens.

use crate::domain::{Clock, WitnessedTime};
use crate::keyring::{
    Epoch, Foundation, InstallationId, Keyring, KeyringError, Random, RandomFailed, RootOfTrust, SealedSecret, SealedSystemKey,
    SecretName,
};
use crate::store::{SecretRow, Store, StoreError, SystemKeyRow};

/// Why the service does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database.
    #[error("the database does not open: {0}")]
    Store(#[from] StoreError),
    /// The keyring, or the root of trust over it.
    #[error("the keyring does not open: {0}")]
    Keyring(#[from] KeyringError),
    /// The generator.
    #[error(transparent)]
    Random(#[from] RandomFailed),
    /// The database has keys, and no installation id to open them with.
    #[error("the database does not say which installation it belongs to")]
    NoInstallation,
    /// The database names a secret that this version does not know.
    #[error("the database has a secret of the unknown name {0}")]
    UnknownSecret(String),
}

/// Opens the installation's keys, or begins an installation in an empty database.
pub async fn open_keyring(store: &dyn Store, root: &dyn RootOfTrust, clock: &dyn Clock) -> Result<Keyring, StartError> {
    let Some(installation) = store.find_installation().await? else {
        if !store.list_system_keys().await?.is_empty() {
            return Err(StartError::NoInstallation);
        }
        return begin(store, root, clock).await;
    };
    let system_keys = store.list_system_keys().await?.into_iter();
    let system_keys = system_keys.map(|row| SealedSystemKey { epoch: Epoch(row.epoch), sealed: row.sealed }).collect();
    let secrets = store.list_secrets().await?.into_iter().map(secret).collect::<Result<_, _>>()?;
    Ok(Keyring::open(root, InstallationId(installation), &Foundation { system_keys, secrets }).await?)
}

async fn begin(store: &dyn Store, root: &dyn RootOfTrust, clock: &dyn Clock) -> Result<Keyring, StartError> {
    let millis = u64::try_from(clock.now().unix_timestamp_nanos() / 1_000_000).unwrap_or_default();
    let installation = Random::default().time_ordered_id(millis)?;
    let (keyring, foundation) = Keyring::create(root, InstallationId(installation)).await?;
    let system_keys: Vec<SystemKeyRow> =
        foundation.system_keys.into_iter().map(|key| SystemKeyRow { epoch: key.epoch.0, sealed: key.sealed }).collect();
    let row = |secret: SealedSecret| {
        let (name, number) = (secret.name.as_str().to_owned(), secret.number);
        SecretRow { name, number, epoch: secret.epoch.0, sealed: secret.sealed }
    };
    let secrets: Vec<SecretRow> = foundation.secrets.into_iter().map(row).collect();
    store.save_foundation(installation, &system_keys, &secrets, WitnessedTime::begin(clock.now())).await?;
    Ok(keyring)
}

fn secret(row: SecretRow) -> Result<SealedSecret, StartError> {
    let name = SecretName::find(&row.name).ok_or(StartError::UnknownSecret(row.name))?;
    Ok(SealedSecret { name, number: row.number, epoch: Epoch(row.epoch), sealed: row.sealed })
}
