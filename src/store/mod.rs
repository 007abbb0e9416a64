//! Where records live: read in small methods, written in one.

mod row;
mod sqlite;
mod unit;

pub use sqlite::SqliteStore;
pub use unit::{Change, HeadSeen, KekRow, MaterialRow, Reliance, SecretRow, SystemKeyRow, Unit};

use crate::domain::{Alias, Domain, DomainId, Key, KeyId, Page, Project, ProjectId, Refusal};
use async_trait::async_trait;

/// Why the store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A record moved on since it was read: read and decide again.
    #[error("a record changed since it was read")]
    Stale,
    /// A rule that only the database can keep says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// More is waiting than can be answered soon. Nothing was changed.
    #[error("too much is waiting; try again")]
    Busy,
    /// A row holds what this program never writes.
    #[error("a row of {0} is damaged")]
    Damaged(&'static str),
    /// The database did not answer, or not as it should. Whether a commit happened is to be looked up by its event.
    #[error("the database did not answer")]
    Unavailable(#[from] sqlx::Error),
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
}

/// The head of a domain's log.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LogHead {
    /// The tree over the log.
    pub tree: crate::domain::TreeHead,
    /// How many of its events changed a record.
    pub changes: u64,
}

/// Reads records, and saves them together with the event that explains them.
#[async_trait]
pub trait Store: Send + Sync {
    /// The domain of this id.
    async fn find_domain(&self, id: DomainId) -> Result<Option<Domain>, StoreError>;

    /// The project of this id.
    async fn find_project(&self, id: ProjectId) -> Result<Option<Project>, StoreError>;

    /// The key of this id, whoever owns it.
    async fn find_key(&self, id: KeyId) -> Result<Option<Key>, StoreError>;

    /// Up to `limit` keys of a project, by alias, after `after`.
    async fn list_keys(&self, project_id: ProjectId, after: Option<&Alias>, limit: u16) -> Result<Page<Key>, StoreError>;

    /// One version of a key's material, as sealed.
    async fn find_material(&self, key_id: KeyId, version: u32) -> Result<Option<MaterialRow>, StoreError>;

    /// The newest KEK of a bucket, as sealed.
    async fn find_kek(&self, bucket: u16) -> Result<Option<KekRow>, StoreError>;

    /// Every system key, as sealed.
    async fn list_system_keys(&self) -> Result<Vec<SystemKeyRow>, StoreError>;

    /// The head of a domain's log; an empty one if it has none yet.
    async fn log_head(&self, domain_id: DomainId) -> Result<LogHead, StoreError>;

    /// The leaf hashes of a domain's log from `first`, up to `limit`, in order, with the bodies that are still kept.
    async fn list_leaves(
        &self,
        domain_id: DomainId,
        first: u64,
        limit: u16,
    ) -> Result<Vec<([u8; 32], Option<Vec<u8>>)>, StoreError>;

    /// Every secret of the installation, as sealed.
    async fn list_secrets(&self) -> Result<Vec<SecretRow>, StoreError>;

    /// Saves what an installation begins with, all of it or nothing. Fails when there is a system key already.
    async fn save_foundation(&self, system_keys: &[SystemKeyRow], secrets: &[SecretRow]) -> Result<(), StoreError>;

    /// Saves a new KEK. If somebody else was faster, theirs stays: read it again.
    async fn save_kek(&self, row: &KekRow) -> Result<(), StoreError>;

    /// Saves every change of the unit and the event that explains them, or none of it, durably.
    async fn commit(&self, unit: Unit) -> Result<(), StoreError>;

    /// Finishes what waits and closes.
    async fn close(&self);
}
