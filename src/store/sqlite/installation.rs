//! What belongs to the installation itself, in SQLite.

use super::super::{Installation, KekRow, SecretRow, StoreError, SystemKeyRow, row};
use super::SqliteStore;
use crate::domain::{WitnessedTime, micros};
use async_trait::async_trait;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

#[async_trait]
impl Installation for SqliteStore {
    async fn find_installation(&self) -> Result<Option<Uuid>, StoreError> {
        let found = sqlx::query("SELECT id FROM installation").fetch_optional(&self.readers).await?;
        Ok(found.map(|found| found.try_get("id")).transpose()?)
    }

    async fn list_system_keys(&self) -> Result<Vec<SystemKeyRow>, StoreError> {
        let rows = sqlx::query("SELECT epoch, sealed FROM system_keys ORDER BY epoch").fetch_all(&self.readers).await?;
        rows.iter()
            .map(|found| Ok(SystemKeyRow { epoch: row::number(found, "epoch")?, sealed: found.try_get("sealed")? }))
            .collect()
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

    async fn save_foundation(
        &self,
        installation: Uuid,
        system_keys: &[SystemKeyRow],
        secrets: &[SecretRow],
        witnessed: WitnessedTime,
    ) -> Result<(), StoreError> {
        let mut transaction = self.writers.begin_with("BEGIN IMMEDIATE").await?;
        let there: i64 =
            sqlx::query("SELECT count(*) AS there FROM system_keys").fetch_one(&mut *transaction).await?.try_get("there")?;
        if there > 0 {
            return Err(StoreError::Stale);
        }
        let query = sqlx::query("INSERT INTO installation (one, id) VALUES (1, $1)");
        query.bind(installation).execute(&mut *transaction).await?;
        for row in system_keys {
            let query = sqlx::query("INSERT INTO system_keys (epoch, sealed) VALUES ($1, $2)");
            query.bind(row.epoch).bind(&row.sealed).execute(&mut *transaction).await?;
        }
        for row in secrets {
            let query = sqlx::query("INSERT INTO secrets (name, number, epoch, sealed) VALUES ($1, $2, $3, $4)");
            let query = query.bind(&row.name).bind(row.number).bind(row.epoch).bind(&row.sealed);
            query.execute(&mut *transaction).await?;
        }
        let query = sqlx::query(
            "INSERT INTO witnessed_time (one, at, by_timer, held, last_jump_at, revision) VALUES (1, $1, $2, $3, $4, 0)",
        );
        let query = query.bind(micros(witnessed.at)).bind(micros(witnessed.by_timer)).bind(i64::from(witnessed.held));
        query.bind(witnessed.last_jump_at.map(micros)).execute(&mut *transaction).await?;
        Ok(transaction.commit().await?)
    }

    async fn save_kek(&self, row: &KekRow) -> Result<(), StoreError> {
        let query =
            sqlx::query("INSERT INTO keks (bucket, number, epoch, sealed) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING");
        query.bind(row.bucket).bind(row.number).bind(row.epoch).bind(&row.sealed).execute(&self.writers).await?;
        Ok(())
    }

    async fn find_witnessed_time(&self) -> Result<Option<(WitnessedTime, u64)>, StoreError> {
        let found = sqlx::query("SELECT * FROM witnessed_time").fetch_optional(&self.readers).await?;
        found.as_ref().map(row::witnessed_time).transpose()
    }

    async fn save_witnessed_time(&self, witnessed: WitnessedTime, revision: u64) -> Result<(), StoreError> {
        let mut connection = self.writers.acquire().await?;
        super::commit::save_witnessed_time(&mut connection, witnessed, revision).await
    }
}
