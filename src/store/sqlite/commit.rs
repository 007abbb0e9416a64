//! One unit of work inside the writer's transaction: check, then change.

use super::super::{Change, Reliance, StoreError, Unit};
use super::logs::Logs;
use super::{commit_keys as keys, commit_people as people};
use crate::domain::{Refusal, WitnessedTime, micros};
use sqlx::Error;
use sqlx::sqlite::SqliteConnection;

/// Does what `unit` changes, or fails; the caller's savepoint undoes what a failure leaves. The caller adds the event.
pub(super) async fn apply(connection: &mut SqliteConnection, logs: &mut Logs, unit: &Unit) -> Result<(), StoreError> {
    if logs.open(connection, &unit.logs).await? {
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
