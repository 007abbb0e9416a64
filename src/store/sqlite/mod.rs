//! The embedded database: SQLite in WAL mode, every commit synced before it is answered.

mod commit;
mod writer;

use super::row::{self, KEY_COLUMNS};
use super::{KekRow, LogHead, MaterialRow, SecretRow, Store, StoreError, SystemKeyRow, Unit};
use crate::domain::{Alias, Cursor, Domain, DomainId, Key, KeyId, Page, Project, ProjectId, TreeHead};
use async_trait::async_trait;
use include_dir::{Dir, include_dir};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Row, SqlStr};
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
        let readers = SqlitePoolOptions::new().max_connections(READERS).connect_with(options.read_only(true)).await?;
        let writer = Writer::start(writers.clone());
        Ok(Self { readers, writers, writer })
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
    async fn find_domain(&self, id: DomainId) -> Result<Option<Domain>, StoreError> {
        let found = sqlx::query("SELECT * FROM domains WHERE id = $1").bind(id.as_uuid()).fetch_optional(&self.readers).await?;
        found.as_ref().map(row::domain).transpose()
    }

    async fn find_project(&self, id: ProjectId) -> Result<Option<Project>, StoreError> {
        let found = sqlx::query("SELECT * FROM projects WHERE id = $1").bind(id.as_uuid()).fetch_optional(&self.readers).await?;
        found.as_ref().map(row::project).transpose()
    }

    async fn find_key(&self, id: KeyId) -> Result<Option<Key>, StoreError> {
        let sql = AssertSqlSafe(format!("SELECT {KEY_COLUMNS} FROM keys WHERE id = $1"));
        let found = sqlx::query(sql).bind(id.as_uuid()).fetch_optional(&self.readers).await?;
        found.as_ref().map(row::key).transpose()
    }

    async fn list_keys(&self, project_id: ProjectId, after: Option<&Alias>, limit: u16) -> Result<Page<Key>, StoreError> {
        let sql =
            AssertSqlSafe(format!("SELECT {KEY_COLUMNS} FROM keys WHERE project_id = $1 AND alias > $2 ORDER BY alias LIMIT $3"));
        let query = sqlx::query(sql).bind(project_id.as_uuid()).bind(after.map_or("", Alias::as_str)).bind(i64::from(limit) + 1);
        let rows = query.fetch_all(&self.readers).await?;
        let keys = rows.iter().map(row::key).collect::<Result<Vec<_>, _>>()?;
        let place = |key: &Key| Cursor { sort: key.alias.to_string(), id: key.id.as_uuid().as_simple().to_string() };
        Ok(Page::cut(keys, usize::from(limit), place))
    }

    async fn find_material(&self, key_id: KeyId, version: u32) -> Result<Option<MaterialRow>, StoreError> {
        let query = sqlx::query("SELECT bucket, number, sealed FROM key_versions WHERE key_id = $1 AND version = $2");
        let found = query.bind(key_id.as_uuid()).bind(version).fetch_optional(&self.readers).await?;
        let Some(found) = found else { return Ok(None) };
        let (bucket, number) = (row::number(&found, "bucket")?, row::number(&found, "number")?);
        Ok(Some(MaterialRow { key_id, version, bucket, number, sealed: found.try_get("sealed")? }))
    }

    async fn find_kek(&self, bucket: u16) -> Result<Option<KekRow>, StoreError> {
        let query = sqlx::query("SELECT number, epoch, sealed FROM keks WHERE bucket = $1 ORDER BY number DESC LIMIT 1");
        let found = query.bind(bucket).fetch_optional(&self.readers).await?;
        let Some(found) = found else { return Ok(None) };
        let (number, epoch) = (row::number(&found, "number")?, row::number(&found, "epoch")?);
        Ok(Some(KekRow { bucket, number, epoch, sealed: found.try_get("sealed")? }))
    }

    async fn list_system_keys(&self) -> Result<Vec<SystemKeyRow>, StoreError> {
        let rows = sqlx::query("SELECT epoch, sealed FROM system_keys ORDER BY epoch").fetch_all(&self.readers).await?;
        rows.iter()
            .map(|found| Ok(SystemKeyRow { epoch: row::number(found, "epoch")?, sealed: found.try_get("sealed")? }))
            .collect()
    }

    async fn log_head(&self, domain_id: DomainId) -> Result<LogHead, StoreError> {
        let query = sqlx::query("SELECT size, frontier, changes FROM trail_heads WHERE domain_id = $1");
        let Some(found) = query.bind(domain_id.as_uuid()).fetch_optional(&self.readers).await? else {
            return Ok(LogHead { tree: TreeHead::default(), changes: 0 });
        };
        let tree = TreeHead::from_parts(row::number(&found, "size")?, found.try_get("frontier")?);
        Ok(LogHead { tree: tree.map_err(|_| StoreError::Damaged("trail_heads"))?, changes: row::number(&found, "changes")? })
    }

    async fn list_leaves(
        &self,
        domain_id: DomainId,
        first: u64,
        limit: u16,
    ) -> Result<Vec<([u8; 32], Option<Vec<u8>>)>, StoreError> {
        let query = sqlx::query(
            "SELECT leaf_hash, body FROM trail WHERE domain_id = $1 AND leaf_index >= $2 ORDER BY leaf_index LIMIT $3",
        );
        let first = i64::try_from(first).map_err(|_| StoreError::Damaged("trail"))?;
        let rows = query.bind(domain_id.as_uuid()).bind(first).bind(limit).fetch_all(&self.readers).await?;
        let leaf = |found: &SqliteRow| {
            let hash = found.try_get::<&[u8], _>("leaf_hash")?.try_into().map_err(|_| StoreError::Damaged("trail"))?;
            Ok((hash, found.try_get("body")?))
        };
        rows.iter().map(leaf).collect()
    }

    async fn list_secrets(&self) -> Result<Vec<SecretRow>, StoreError> {
        let rows =
            sqlx::query("SELECT name, number, epoch, sealed FROM secrets ORDER BY name, number").fetch_all(&self.readers).await?;
        let secret = |found: &SqliteRow| {
            let (number, epoch) = (row::number(found, "number")?, row::number(found, "epoch")?);
            Ok(SecretRow { name: found.try_get("name")?, number, epoch, sealed: found.try_get("sealed")? })
        };
        rows.iter().map(secret).collect()
    }

    async fn save_foundation(&self, system_keys: &[SystemKeyRow], secrets: &[SecretRow]) -> Result<(), StoreError> {
        let mut transaction = self.writers.begin_with("BEGIN IMMEDIATE").await?;
        let there: i64 =
            sqlx::query("SELECT count(*) AS there FROM system_keys").fetch_one(&mut *transaction).await?.try_get("there")?;
        if there > 0 {
            return Err(StoreError::Stale);
        }
        for row in system_keys {
            let query = sqlx::query("INSERT INTO system_keys (epoch, sealed) VALUES ($1, $2)");
            query.bind(row.epoch).bind(&row.sealed).execute(&mut *transaction).await?;
        }
        for row in secrets {
            let query = sqlx::query("INSERT INTO secrets (name, number, epoch, sealed) VALUES ($1, $2, $3, $4)");
            let query = query.bind(&row.name).bind(row.number).bind(row.epoch).bind(&row.sealed);
            query.execute(&mut *transaction).await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn save_kek(&self, row: &KekRow) -> Result<(), StoreError> {
        let query =
            sqlx::query("INSERT INTO keks (bucket, number, epoch, sealed) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING");
        query.bind(row.bucket).bind(row.number).bind(row.epoch).bind(&row.sealed).execute(&self.writers).await?;
        Ok(())
    }

    async fn commit(&self, unit: Unit) -> Result<(), StoreError> {
        self.writer.commit(unit).await
    }

    async fn close(&self) {
        self.writer.close().await;
        self.readers.close().await;
        self.writers.close().await;
    }
}
