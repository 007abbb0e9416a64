//! The embedded database: SQLite in WAL mode, every commit synced before it is answered.

mod commit;
mod commit_keys;
mod commit_people;
mod fold;
mod installation;
mod keys;
mod logs;
mod people;
mod plans;
mod sessions;
mod trail;
mod writer;

pub use sessions::SqliteSessions;

use super::{Store, StoreError, Unit};
use async_trait::async_trait;
use include_dir::{Dir, include_dir};
use sqlx::SqlStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use std::path::Path;
use std::time::Duration;
use writer::Writer;

static MIGRATIONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations/sqlite");

/// How long a statement waits for another process that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const READERS: u32 = 4;

/// Records in one SQLite file.
pub struct SqliteStore {
    readers: SqlitePool,
    writers: SqlitePool,
    writer: Writer,
}

impl SqliteStore {
    /// Opens the file, makes it if it is not there, and brings its tables up to date.
    pub async fn open(file: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .pragma("trusted_schema", "OFF");
        let writers = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        migrator()?.run(&writers).await.map_err(|error| sqlx::Error::Migrate(Box::new(error)))?;
        // The pool looks after a connection when it comes back; to ask it again when it goes out would double what a read costs.
        let readers = SqlitePoolOptions::new().max_connections(READERS).test_before_acquire(false);
        let readers = readers.connect_with(options.read_only(true)).await?;
        let writer = Writer::start(writers.clone());
        Ok(Self { readers, writers, writer })
    }

    /// The sessions of browsers, over the same database.
    #[must_use]
    pub fn sessions(&self) -> SqliteSessions {
        SqliteSessions::over(self.readers.clone(), self.writers.clone())
    }
}

fn migrator() -> Result<Migrator, StoreError> {
    let mut migrations = Vec::new();
    for file in MIGRATIONS.files() {
        let name = file.path().file_stem().and_then(|stem| stem.to_str());
        let (version, what) = name.and_then(|name| name.split_once('_')).ok_or(StoreError::Damaged("migrations"))?;
        let version = version.parse().map_err(|_| StoreError::Damaged("migrations"))?;
        let sql = file.contents_utf8().ok_or(StoreError::Damaged("migrations"))?;
        migrations.push(Migration::new(version, what.to_owned().into(), MigrationType::Simple, SqlStr::from_static(sql), false));
    }
    migrations.sort_by_key(|migration| migration.version);
    Ok(Migrator::with_migrations(migrations))
}

#[async_trait]
impl Store for SqliteStore {
    async fn commit(&self, unit: Unit) -> Result<(), StoreError> {
        self.writer.commit(unit).await
    }

    async fn check(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1").execute(&self.readers).await?;
        Ok(())
    }

    async fn close(&self) {
        self.writer.close().await;
        self.readers.close().await;
        self.writers.close().await;
    }
}
