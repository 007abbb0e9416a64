//! Rows to records and back. What a row cannot mean is `StoreError::Damaged`, never a guess.

use super::StoreError;
use crate::domain::{Alias, Domain, DomainId, Key, KeyId, KeyState, Maker, Origin, Project, ProjectId, UserId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use time::OffsetDateTime;
use uuid::Uuid;

/// The columns of a key, in the order that [`key`] reads them by name.
pub(super) const KEY_COLUMNS: &str = "id, domain_id, project_id, alias, description, spec, origin, state, deletion_at, \
     made_by_user, made_by_service, created_at, version, revision";

pub(super) fn moment(micros: i64) -> Result<OffsetDateTime, StoreError> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000).map_err(|_| StoreError::Damaged("a time"))
}

pub(super) fn number<T: TryFrom<i64>>(row: &SqliteRow, column: &'static str) -> Result<T, StoreError> {
    T::try_from(row.try_get::<i64, _>(column)?).map_err(|_| StoreError::Damaged(column))
}

/// The wire's number of a state, and the date that goes with one of them.
pub(super) fn state_columns(state: KeyState) -> (i64, Option<i64>) {
    match state {
        KeyState::Enabled => (2, None),
        KeyState::Disabled => (3, None),
        KeyState::PendingDeletion { deletion_at } => (4, Some(crate::domain::micros(deletion_at))),
        KeyState::PendingImport => (5, None),
    }
}

fn state(number: i64, deletion_at: Option<i64>) -> Result<KeyState, StoreError> {
    match (number, deletion_at) {
        (2, None) => Ok(KeyState::Enabled),
        (3, None) => Ok(KeyState::Disabled),
        (4, Some(at)) => Ok(KeyState::PendingDeletion { deletion_at: moment(at)? }),
        (5, None) => Ok(KeyState::PendingImport),
        _ => Err(StoreError::Damaged("keys")),
    }
}

fn maker(user: Option<Uuid>, service: Option<String>) -> Result<Maker, StoreError> {
    match (user, service) {
        (Some(id), None) => Ok(Maker::User(UserId::from_uuid(id))),
        (None, Some(name)) => name.parse().map(Maker::Service).map_err(|_| StoreError::Damaged("keys")),
        (Some(_), Some(_)) | (None, None) => Err(StoreError::Damaged("keys")),
    }
}

pub(super) fn key(row: &SqliteRow) -> Result<Key, StoreError> {
    let damaged = |_| StoreError::Damaged("keys");
    let alias: Alias = row.try_get::<&str, _>("alias")?.parse().map_err(damaged)?;
    Ok(Key {
        id: KeyId::from_uuid(row.try_get("id")?),
        domain_id: DomainId::from_uuid(row.try_get("domain_id")?),
        project_id: ProjectId::from_uuid(row.try_get("project_id")?),
        alias,
        description: row.try_get::<&str, _>("description")?.parse().map_err(damaged)?,
        spec: row.try_get::<&str, _>("spec")?.parse().map_err(damaged)?,
        origin: row.try_get::<&str, _>("origin")?.parse::<Origin>().map_err(damaged)?,
        state: state(row.try_get("state")?, row.try_get("deletion_at")?)?,
        made_by: maker(row.try_get("made_by_user")?, row.try_get("made_by_service")?)?,
        created_at: moment(row.try_get("created_at")?)?,
        version: number(row, "version")?,
        revision: number(row, "revision")?,
    })
}

pub(super) fn domain(row: &SqliteRow) -> Result<Domain, StoreError> {
    Ok(Domain {
        id: DomainId::from_uuid(row.try_get("id")?),
        name: row.try_get::<&str, _>("name")?.parse().map_err(|_| StoreError::Damaged("domains"))?,
        deletion_approvals: number(row, "deletion_approvals")?,
        created_at: moment(row.try_get("created_at")?)?,
    })
}

pub(super) fn project(row: &SqliteRow) -> Result<Project, StoreError> {
    Ok(Project {
        id: ProjectId::from_uuid(row.try_get("id")?),
        domain_id: DomainId::from_uuid(row.try_get("domain_id")?),
        name: row.try_get::<&str, _>("name")?.parse().map_err(|_| StoreError::Damaged("projects"))?,
        key_quota: number(row, "key_quota")?,
        created_at: moment(row.try_get("created_at")?)?,
    })
}
