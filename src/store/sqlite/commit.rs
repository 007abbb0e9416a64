//! One unit of work inside the writer's transaction: check, change, record.

use super::super::{Change, HeadSeen, Reliance, StoreError, Unit};
use super::{commit_keys as keys, commit_people as people};
use crate::domain::{AuditEvent, Refusal, TreeHead, WitnessedTime, micros};
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
            Change::InsertDomain(domain) => people::insert_domain(connection, domain).await?,
            Change::InsertProject(project) => people::insert_project(connection, project).await?,
            Change::InsertKey(key, material) => keys::insert_key(connection, key, material.as_ref()).await?,
            Change::UpdateKey(key) => keys::update_key(connection, key).await?,
            Change::DestroyKey(key, tombstone) => keys::destroy_key(connection, key, tombstone).await?,
            Change::InsertPlan(plan) => keys::insert_plan(connection, plan).await?,
            Change::UpdatePlan(plan) => keys::update_plan(connection, plan).await?,
            Change::InsertUser(user, password) => people::insert_user(connection, user, password).await?,
            Change::UpdateUser(user) => people::update_user(connection, user).await?,
            Change::SetPassword(user_id, password) => people::set_password(connection, *user_id, password).await?,
            Change::StartSession(session) => people::start_session(connection, session).await?,
            Change::ChooseProject(session, project_id) => people::choose_project(connection, *session, *project_id).await?,
            Change::GivePassword(session, at) => people::give_password(connection, *session, *at).await?,
            Change::EndSession(session) => people::end_session(connection, *session).await?,
            Change::EndCredentials(user_id, but) => people::end_credentials(connection, *user_id, *but).await?,
            Change::InsertToken(token) => people::insert_token(connection, token).await?,
            Change::EndToken(token) => people::end_token(connection, *token).await?,
            Change::ForgetAttempts(on) => people::forget_attempts(connection, *on).await?,
            Change::AcceptTime(witnessed, revision) => save_witnessed_time(connection, *witnessed, *revision).await?,
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
    let query = match reliance {
        Reliance::Key(id, revision) => {
            let query = sqlx::query("SELECT 1 FROM keys WHERE id = $1 AND revision = $2");
            query.bind(id.as_uuid()).bind(number(revision)?)
        }
        Reliance::User(id, revision) => {
            let query = sqlx::query("SELECT 1 FROM users WHERE id = $1 AND revision = $2");
            query.bind(id.as_uuid()).bind(number(revision)?)
        }
        Reliance::Plan(id, revision) => {
            let query = sqlx::query("SELECT 1 FROM deletion_plans WHERE id = $1 AND revision = $2");
            query.bind(id.as_uuid()).bind(number(revision)?)
        }
        Reliance::Session(id) => {
            let query = sqlx::query(
                "SELECT 1 FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = $1 AND s.user_epoch = u.epoch",
            );
            query.bind(id.0.to_vec())
        }
        Reliance::Token(id) => {
            let query =
                sqlx::query("SELECT 1 FROM tokens t JOIN users u ON u.id = t.user_id WHERE t.id = $1 AND t.user_epoch = u.epoch");
            query.bind(id.0.to_vec())
        }
    };
    query.fetch_optional(connection).await?.map(drop).ok_or(StoreError::Stale)
}

pub(super) async fn save_witnessed_time(
    connection: &mut SqliteConnection,
    witnessed: WitnessedTime,
    revision: u64,
) -> Result<(), StoreError> {
    let query = sqlx::query(
        "UPDATE witnessed_time SET at = $1, by_timer = $2, held = $3, last_jump_at = $4, revision = revision + 1 WHERE revision = $5",
    );
    let query = query.bind(micros(witnessed.at)).bind(micros(witnessed.by_timer)).bind(i64::from(witnessed.held));
    let query = query.bind(witnessed.last_jump_at.map(micros)).bind(number(revision)?);
    one(query.execute(connection).await?.rows_affected())
}

/// Exactly one row was there to change, or somebody else was faster.
pub(super) const fn one(rows: u64) -> Result<(), StoreError> {
    if rows == 1 { Ok(()) } else { Err(StoreError::Stale) }
}

/// A count as a column has it.
pub(super) fn number(count: u64) -> Result<i64, StoreError> {
    i64::try_from(count).map_err(|_| StoreError::Damaged("a count"))
}

/// A name that somebody else has is a refusal; all else is trouble.
pub(super) fn taken(error: Error, refusal: Refusal) -> StoreError {
    match error.as_database_error() {
        Some(database) if database.is_unique_violation() => refusal.into(),
        Some(_) | None => error.into(),
    }
}
