//! Keys and the plans to destroy them: what a unit of work changes of them.

use super::super::row::{plan_state_name, state_columns};
use super::super::{MaterialRow, StoreError};
use super::commit::{number, one, taken};
use crate::domain::{DeletionPlan, Key, Maker, PlanState, Refusal, Tombstone, UserId, micros};
use sqlx::sqlite::SqliteConnection;
use sqlx::{Error, Row};
use std::collections::BTreeSet;
use uuid::Uuid;

pub(super) async fn insert_key(
    connection: &mut SqliteConnection,
    key: &Key,
    material: Option<&MaterialRow>,
) -> Result<(), StoreError> {
    if !key.is_default() {
        let query = sqlx::query("UPDATE projects SET keys_used = keys_used + 1 WHERE id = $1 AND keys_used < key_quota");
        if query.bind(key.project_id.as_uuid()).execute(&mut *connection).await?.rows_affected() == 0 {
            let query = sqlx::query("SELECT key_quota FROM projects WHERE id = $1").bind(key.project_id.as_uuid());
            let quota: i64 = query.fetch_one(connection).await?.try_get("key_quota")?;
            return Err(Refusal::QuotaReached { quota: u32::try_from(quota).unwrap_or(u32::MAX) }.into());
        }
    }
    let (state, deletion_at) = state_columns(key.state);
    let (user, service) = match &key.made_by {
        Maker::User(id) => (Some(id.as_uuid()), None),
        Maker::Service(name) => (None, Some(name.as_str())),
    };
    let query = sqlx::query(
        "INSERT INTO keys (id, domain_id, project_id, alias, description, spec, origin, state, deletion_at, made_by_user, \
         made_by_service, created_at, version, revision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    );
    let query = query.bind(key.id.as_uuid()).bind(key.domain_id.as_uuid()).bind(key.project_id.as_uuid());
    let query = query.bind(key.alias.as_str()).bind(key.description.as_str()).bind(key.spec.as_str()).bind(key.origin.as_str());
    let query = query.bind(state).bind(deletion_at).bind(user).bind(service).bind(micros(key.created_at)).bind(key.version);
    let query = query.bind(number(key.revision)?);
    query.execute(&mut *connection).await.map_err(|error| match (taken(error, Refusal::AliasTaken), &key.made_by) {
        // Somebody else made the service's key: it is to be found, not to be made.
        (StoreError::Refused(_), Maker::Service(_)) => StoreError::Stale,
        (other, Maker::User(_) | Maker::Service(_)) => other,
    })?;
    let query = sqlx::query("UPDATE projects SET keys_total = keys_total + 1 WHERE id = $1").bind(key.project_id.as_uuid());
    query.execute(&mut *connection).await?;
    insert_words(connection, key).await?;
    let Some(row) = material else { return Ok(()) };
    let query = sqlx::query("INSERT INTO key_versions (key_id, version, bucket, number, sealed) VALUES ($1, $2, $3, $4, $5)");
    let query = query.bind(row.key_id.as_uuid()).bind(row.version).bind(row.bucket).bind(row.number).bind(&row.sealed);
    query.execute(connection).await.map(drop).map_err(retired_kek)
}

pub(super) async fn update_key(connection: &mut SqliteConnection, key: &Key) -> Result<(), StoreError> {
    let query = sqlx::query("SELECT 1 FROM keys WHERE id = $1 AND (alias <> $2 OR description <> $3)").bind(key.id.as_uuid());
    let query = query.bind(key.alias.as_str()).bind(key.description.as_str());
    let is_called_anew = query.fetch_optional(&mut *connection).await?.is_some();
    let (state, deletion_at) = state_columns(key.state);
    let query = sqlx::query(
        "UPDATE keys SET alias = $3, description = $4, state = $5, deletion_at = $6, version = $7, revision = revision + 1 \
         WHERE id = $1 AND revision = $2 AND made_by_service IS NULL",
    );
    let query = query.bind(key.id.as_uuid()).bind(number(key.revision)?).bind(key.alias.as_str());
    let query = query.bind(key.description.as_str()).bind(state).bind(deletion_at).bind(key.version);
    let updated = query.execute(&mut *connection).await.map_err(|error| taken(error, Refusal::AliasTaken))?;
    one(updated.rows_affected())?;
    if is_called_anew {
        sqlx::query("DELETE FROM key_words WHERE key_id = $1").bind(key.id.as_uuid()).execute(&mut *connection).await?;
        insert_words(connection, key).await?;
    }
    Ok(())
}

async fn insert_words(connection: &mut SqliteConnection, key: &Key) -> Result<(), StoreError> {
    for word in words(key) {
        let query = sqlx::query("INSERT INTO key_words (project_id, word, key_id) VALUES ($1, $2, $3)");
        query.bind(key.project_id.as_uuid()).bind(word).bind(key.id.as_uuid()).execute(&mut *connection).await?;
    }
    Ok(())
}

/// The words that a key is found by.
fn words(key: &Key) -> BTreeSet<String> {
    key.description.words().into_iter().chain([key.alias.as_str().to_lowercase()]).collect()
}

/// Removes every version of the material and the record, and leaves the tombstone. The KEK still opens older copies of the
/// rows, so its bucket is marked.
pub(super) async fn destroy_key(connection: &mut SqliteConnection, key: &Key, stone: &Tombstone) -> Result<(), StoreError> {
    let id = key.id.as_uuid();
    let query = sqlx::query(
        "INSERT INTO dirty_buckets (bucket, since) SELECT DISTINCT bucket, $2 FROM key_versions WHERE key_id = $1 ON CONFLICT DO NOTHING",
    );
    query.bind(id).bind(micros(stone.destroyed_at)).execute(&mut *connection).await?;
    sqlx::query("DELETE FROM key_versions WHERE key_id = $1").bind(id).execute(&mut *connection).await?;
    sqlx::query("DELETE FROM key_words WHERE key_id = $1").bind(id).execute(&mut *connection).await?;
    let query = sqlx::query("DELETE FROM keys WHERE id = $1 AND revision = $2 AND made_by_service IS NULL");
    one(query.bind(id).bind(number(key.revision)?).execute(&mut *connection).await?.rows_affected())?;
    let query = sqlx::query("UPDATE projects SET keys_used = keys_used - 1, keys_total = keys_total - 1 WHERE id = $1");
    query.bind(key.project_id.as_uuid()).execute(&mut *connection).await?;
    let query = sqlx::query(
        "INSERT INTO tombstones (key_id, domain_id, project_id, alias, created_at, destroyed_at, plan_id) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    );
    let query = query.bind(id).bind(stone.domain_id.as_uuid()).bind(stone.project_id.as_uuid()).bind(stone.alias.as_str());
    let query = query.bind(micros(stone.created_at)).bind(micros(stone.destroyed_at)).bind(stone.plan_id.as_uuid());
    query.execute(connection).await?;
    Ok(())
}

pub(super) async fn insert_plan(connection: &mut SqliteConnection, plan: &DeletionPlan) -> Result<(), StoreError> {
    let end = End::of(&plan.state);
    let query = sqlx::query(
        "INSERT INTO deletion_plans (id, key_id, domain_id, project_id, asked_by, asked_at, deletion_at, reason, approvals_needed, \
         state, overdue_since, ended_by, ended_at, end_reason, revision) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    );
    let query = query.bind(plan.id.as_uuid()).bind(plan.key_id.as_uuid()).bind(plan.domain_id.as_uuid());
    let query = query.bind(plan.project_id.as_uuid()).bind(plan.asked_by.as_uuid()).bind(micros(plan.asked_at));
    let query = query.bind(micros(plan.deletion_at)).bind(plan.reason.as_ref().map(|reason| reason.as_str().to_owned()));
    let query = query.bind(plan.approvals_needed).bind(plan_state_name(&plan.state)).bind(end.overdue_since);
    let query = query.bind(end.by).bind(end.at).bind(end.reason).bind(number(plan.revision)?);
    query.execute(connection).await.map(drop).map_err(|error| taken(error, Refusal::PlanChanged))
}

pub(super) async fn update_plan(connection: &mut SqliteConnection, plan: &DeletionPlan) -> Result<(), StoreError> {
    let end = End::of(&plan.state);
    let query = sqlx::query(
        "UPDATE deletion_plans SET state = $3, overdue_since = $4, ended_by = $5, ended_at = $6, end_reason = $7, \
         revision = revision + 1 WHERE id = $1 AND revision = $2",
    );
    let query = query.bind(plan.id.as_uuid()).bind(number(plan.revision)?).bind(plan_state_name(&plan.state));
    let query = query.bind(end.overdue_since).bind(end.by).bind(end.at).bind(end.reason);
    one(query.execute(&mut *connection).await?.rows_affected())?;
    for approval in &plan.approvals {
        let query = sqlx::query(
            "INSERT INTO approvals (plan_id, approver, at, reason, digest, impact) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT DO NOTHING",
        );
        let query = query.bind(plan.id.as_uuid()).bind(approval.approver.as_uuid()).bind(micros(approval.at));
        let query = query.bind(approval.reason.as_str()).bind(approval.digest.as_bytes().to_vec()).bind(&approval.impact);
        query.execute(&mut *connection).await?;
    }
    Ok(())
}

/// The columns that tell how and when a plan ended.
#[derive(Default)]
struct End {
    overdue_since: Option<i64>,
    by: Option<Uuid>,
    at: Option<i64>,
    reason: Option<String>,
}

impl End {
    fn of(state: &PlanState) -> Self {
        let by = |id: &UserId| Some(id.as_uuid());
        match state {
            PlanState::Waiting { overdue_since } => Self { overdue_since: overdue_since.map(micros), ..Self::default() },
            PlanState::Refused { by: id, at, reason } => {
                Self { by: by(id), at: Some(micros(*at)), reason: Some(reason.as_str().to_owned()), ..Self::default() }
            }
            PlanState::Cancelled { by: id, at } => Self { by: by(id), at: Some(micros(*at)), ..Self::default() },
            PlanState::CarriedOut { at } => Self { at: Some(micros(*at)), ..Self::default() },
        }
    }
}

/// Material sealed under a KEK that is gone is not saved: make it again under the present one.
fn retired_kek(error: Error) -> StoreError {
    match error.as_database_error() {
        Some(database) if database.is_foreign_key_violation() => StoreError::Stale,
        Some(_) | None => error.into(),
    }
}
