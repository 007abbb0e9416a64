//! What the sessions of browsers keep between two requests, for tower-sessions.

use super::super::StoreError;
use crate::domain::SecretHash;
use async_trait::async_trait;
use sha2::{Digest, Sha256};
use sqlx::Row;
use sqlx::sqlite::SqlitePool;
use time::OffsetDateTime;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

/// Sessions in the database. The row's key is the SHA-256 of the id: who reads the database cannot be anybody.
#[derive(Clone, Debug)]
pub struct SqliteSessions {
    readers: SqlitePool,
    writers: SqlitePool,
}

impl SqliteSessions {
    pub(super) const fn over(readers: SqlitePool, writers: SqlitePool) -> Self {
        Self { readers, writers }
    }
}

fn key(id: Id) -> SecretHash {
    SecretHash(Sha256::digest(id.0.to_le_bytes()).into())
}

fn backend(error: impl std::fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

fn data(record: &Record) -> Result<String> {
    serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))
}

fn end(record: &Record) -> i64 {
    crate::domain::micros(record.expiry_date)
}

#[async_trait]
impl SessionStore for SqliteSessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            let query = sqlx::query("INSERT INTO sessions (id, data, expires_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
            let query = query.bind(key(record.id).0.to_vec()).bind(data(record)?).bind(end(record));
            if query.execute(&self.writers).await.map_err(backend)?.rows_affected() == 1 {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    /// Updates and never inserts: a request that was under way cannot bring back a session that was ended meanwhile.
    async fn save(&self, record: &Record) -> Result<()> {
        let query = sqlx::query("UPDATE sessions SET data = $2 WHERE id = $1");
        query.bind(key(record.id).0.to_vec()).bind(data(record)?).execute(&self.writers).await.map_err(backend)?;
        Ok(())
    }

    /// Whether it still holds is the gate's question, with the gate's time.
    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let query = sqlx::query("SELECT data, expires_at FROM sessions WHERE id = $1").bind(key(*id).0.to_vec());
        let Some(found) = query.fetch_optional(&self.readers).await.map_err(backend)? else { return Ok(None) };
        let data: &str = found.try_get("data").map_err(backend)?;
        let data = serde_json::from_str(data).map_err(|error| Error::Decode(error.to_string()))?;
        let ends: i64 = found.try_get("expires_at").map_err(backend)?;
        let expiry_date: std::result::Result<OffsetDateTime, StoreError> = super::super::row::moment(ends);
        Ok(Some(Record { id: *id, data, expiry_date: expiry_date.map_err(backend)? }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let query = sqlx::query("DELETE FROM sessions WHERE id = $1").bind(key(*id).0.to_vec());
        query.execute(&self.writers).await.map_err(backend)?;
        Ok(())
    }
}
