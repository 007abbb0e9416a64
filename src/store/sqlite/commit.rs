//! One unit of work inside the writer's transaction: check, change, record.

use super::super::row::state_columns;
use super::super::{Change, HeadSeen, MaterialRow, Reliance, StoreError, Unit};
use crate::domain::{AuditEvent, Domain, Key, Maker, Project, Refusal, TreeHead, micros};
use sqlx::sqlite::SqliteConnection;
use sqlx::{Error, Row};

/// Does all of `unit`, or fails; the caller's savepoint undoes what a failure leaves.
pub(super) async fn apply(connection: &mut SqliteConnection, unit: &Unit) -> Result<(), StoreError> {
    let body = unit.event.canonical();
    let leaf = AuditEvent::leaf_hash(&body);
    let mut logs: Vec<&HeadSeen> = unit.logs.iter().collect();
    logs.sort_by_key(|seen| seen.domain_id);
    let mut moved_on = false;
    for seen in logs {
        moved_on |= append(connection, seen, leaf, &body, i64::from(unit.event.changed)).await?;
    }
    if moved_on {
        for reliance in &unit.relied_on {
            check(connection, *reliance).await?;
        }
    }
    for change in &unit.changes {
        match change {
            Change::InsertDomain(domain) => insert_domain(connection, domain).await?,
            Change::InsertProject(project) => insert_project(connection, project).await?,
            Change::InsertKey(key, material) => insert_key(connection, key, material.as_ref()).await?,
            Change::UpdateKey(key) => update_key(connection, key).await?,
        }
    }
    Ok(())
}

/// Adds the event to one log and `effect` to its count of changes. Says whether the log has changes that the decision did not see.
async fn append(
    connection: &mut SqliteConnection,
    seen: &HeadSeen,
    leaf: [u8; 32],
    body: &[u8],
    effect: i64,
) -> Result<bool, StoreError> {
    let domain_id = seen.domain_id.as_uuid();
    sqlx::query("INSERT INTO trail_heads (domain_id) VALUES ($1) ON CONFLICT DO NOTHING")
        .bind(domain_id)
        .execute(&mut *connection)
        .await?;
    let query = sqlx::query("SELECT size, frontier, changes FROM trail_heads WHERE domain_id = $1");
    let head = query.bind(domain_id).fetch_one(&mut *connection).await?;
    let damaged = StoreError::Damaged("trail_heads");
    let size = u64::try_from(head.try_get::<i64, _>("size")?).map_err(|_| StoreError::Damaged("trail_heads"))?;
    let Ok(mut tree) = TreeHead::from_parts(size, head.try_get("frontier")?) else { return Err(damaged) };
    let changes: i64 = head.try_get("changes")?;
    let index = i64::try_from(tree.append(leaf)).map_err(|_| StoreError::Damaged("trail_heads"))?;
    let query = sqlx::query("INSERT INTO trail (domain_id, leaf_index, leaf_hash, body) VALUES ($1, $2, $3, $4)");
    query.bind(domain_id).bind(index).bind(leaf.as_slice()).bind(body).execute(&mut *connection).await?;
    let query = sqlx::query("UPDATE trail_heads SET size = size + 1, frontier = $2, changes = changes + $3 WHERE domain_id = $1");
    query.bind(domain_id).bind(tree.frontier_bytes()).bind(effect).execute(&mut *connection).await?;
    Ok(u64::try_from(changes) != Ok(seen.changes))
}

async fn check(connection: &mut SqliteConnection, reliance: Reliance) -> Result<(), StoreError> {
    let Reliance::Key(key_id, revision) = reliance;
    let query = sqlx::query("SELECT revision FROM keys WHERE id = $1").bind(key_id.as_uuid());
    let found = query.fetch_optional(&mut *connection).await?;
    let now = found.map(|row| row.try_get::<i64, _>("revision")).transpose()?;
    if now.and_then(|now| u64::try_from(now).ok()) == Some(revision) { Ok(()) } else { Err(StoreError::Stale) }
}

async fn insert_domain(connection: &mut SqliteConnection, domain: &Domain) -> Result<(), StoreError> {
    let query = sqlx::query("INSERT INTO domains (id, name, deletion_approvals, created_at) VALUES ($1, $2, $3, $4)");
    let query = query.bind(domain.id.as_uuid()).bind(domain.name.as_str()).bind(domain.deletion_approvals);
    query.bind(micros(domain.created_at)).execute(connection).await.map(drop).map_err(|error| taken(error, Refusal::NameTaken))
}

async fn insert_project(connection: &mut SqliteConnection, project: &Project) -> Result<(), StoreError> {
    let query = sqlx::query("INSERT INTO projects (id, domain_id, name, key_quota, created_at) VALUES ($1, $2, $3, $4, $5)");
    let query = query.bind(project.id.as_uuid()).bind(project.domain_id.as_uuid()).bind(project.name.as_str());
    let query = query.bind(project.key_quota).bind(micros(project.created_at));
    query.execute(connection).await.map(drop).map_err(|error| taken(error, Refusal::NameTaken))
}

async fn insert_key(connection: &mut SqliteConnection, key: &Key, material: Option<&MaterialRow>) -> Result<(), StoreError> {
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
    let query = query.bind(revision(key.revision)?);
    query.execute(&mut *connection).await.map_err(|error| taken(error, Refusal::AliasTaken))?;
    let Some(row) = material else { return Ok(()) };
    let query = sqlx::query("INSERT INTO key_versions (key_id, version, bucket, number, sealed) VALUES ($1, $2, $3, $4, $5)");
    let query = query.bind(row.key_id.as_uuid()).bind(row.version).bind(row.bucket).bind(row.number).bind(&row.sealed);
    query.execute(connection).await.map(drop).map_err(retired_kek)
}

async fn update_key(connection: &mut SqliteConnection, key: &Key) -> Result<(), StoreError> {
    let (state, deletion_at) = state_columns(key.state);
    let query = sqlx::query(
        "UPDATE keys SET alias = $3, description = $4, state = $5, deletion_at = $6, version = $7, revision = revision + 1 \
         WHERE id = $1 AND revision = $2 AND made_by_service IS NULL",
    );
    let query = query.bind(key.id.as_uuid()).bind(revision(key.revision)?).bind(key.alias.as_str());
    let query = query.bind(key.description.as_str()).bind(state).bind(deletion_at).bind(key.version);
    let updated = query.execute(connection).await.map_err(|error| taken(error, Refusal::AliasTaken))?;
    if updated.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Stale) }
}

fn revision(revision: u64) -> Result<i64, StoreError> {
    i64::try_from(revision).map_err(|_| StoreError::Damaged("keys"))
}

/// A name that somebody else has is a refusal; all else is trouble.
fn taken(error: Error, refusal: Refusal) -> StoreError {
    match error.as_database_error() {
        Some(database) if database.is_unique_violation() => refusal.into(),
        Some(_) | None => error.into(),
    }
}

/// Material sealed under a KEK that is gone is not saved: make it again under the present one.
fn retired_kek(error: Error) -> StoreError {
    match error.as_database_error() {
        Some(database) if database.is_foreign_key_violation() => StoreError::Stale,
        Some(_) | None => error.into(),
    }
}
