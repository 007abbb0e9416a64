//! Rows to records and back. What a row cannot mean is `StoreError::Damaged`, never a guess.

use super::StoreError;
use crate::domain::{
    Alias, Approval, DailyUse, DeletionPlan, Domain, DomainId, Giver, HeldRole, Key, KeyId, KeyState, ListedKey, Maker, Origin,
    PlanDigest, PlanId, PlanState, Project, ProjectId, Role, SecretHash, Session, Token, TokenMethodName, Tombstone, UsageBy,
    User, UserId, UserStatus, WitnessedTime,
};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use time::OffsetDateTime;
use uuid::Uuid;

/// The columns of a key, in the order that [`key`] reads them by name.
pub(super) const KEY_COLUMNS: &str = "id, domain_id, project_id, alias, description, spec, origin, state, deletion_at, \
     made_by_user, made_by_service, created_at, version, revision";

pub(super) fn moment(micros: i64) -> Result<OffsetDateTime, StoreError> {
    crate::domain::moment(micros).ok_or(StoreError::Damaged("a time"))
}

pub(super) fn moment_in(row: &SqliteRow, column: &'static str) -> Result<OffsetDateTime, StoreError> {
    moment(row.try_get(column)?)
}

pub(super) fn maybe_moment(row: &SqliteRow, column: &'static str) -> Result<Option<OffsetDateTime>, StoreError> {
    row.try_get::<Option<i64>, _>(column)?.map(moment).transpose()
}

/// Reads a text that one of our types wrote.
fn read<T: std::str::FromStr>(row: &SqliteRow, column: &str, table: &'static str) -> Result<T, StoreError> {
    row.try_get::<&str, _>(column)?.parse().map_err(|_| StoreError::Damaged(table))
}

pub(super) fn secret(row: &SqliteRow, column: &str) -> Result<SecretHash, StoreError> {
    let bytes = row.try_get::<&[u8], _>(column)?;
    bytes.try_into().map(SecretHash).map_err(|_| StoreError::Damaged("a hash"))
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

pub(super) fn listed_key(row: &SqliteRow) -> Result<ListedKey, StoreError> {
    let used: i64 = row.try_get("last_used_at")?;
    Ok(ListedKey { key: key(row)?, last_used_at: if used == 0 { None } else { Some(moment(used)?) } })
}

pub(super) fn tombstone(row: &SqliteRow) -> Result<Tombstone, StoreError> {
    Ok(Tombstone {
        key_id: KeyId::from_uuid(row.try_get("key_id")?),
        domain_id: DomainId::from_uuid(row.try_get("domain_id")?),
        project_id: ProjectId::from_uuid(row.try_get("project_id")?),
        alias: read(row, "alias", "tombstones")?,
        created_at: moment_in(row, "created_at")?,
        destroyed_at: moment_in(row, "destroyed_at")?,
        plan_id: PlanId::from_uuid(row.try_get("plan_id")?),
    })
}

/// A giver as its column has it: nothing is the operator.
pub(super) fn giver_column(giver: Giver) -> Option<Uuid> {
    match giver {
        Giver::Operator => None,
        Giver::User(id) => Some(id.as_uuid()),
    }
}

fn giver(column: Option<Uuid>) -> Giver {
    column.map_or(Giver::Operator, |id| Giver::User(UserId::from_uuid(id)))
}

/// Roles with their givers: `kms_adm=operator te_admin=<id>`.
pub(super) fn roles_column(roles: &[HeldRole]) -> String {
    let held = |held: &HeldRole| match held.given_by {
        Giver::Operator => format!("{}=operator", held.role),
        Giver::User(id) => format!("{}={id}", held.role),
    };
    roles.iter().map(held).collect::<Vec<_>>().join(" ")
}

fn roles(column: &str) -> Result<Vec<HeldRole>, StoreError> {
    let damaged = || StoreError::Damaged("users");
    let held = |text: &str| {
        let (role, giver) = text.split_once('=').ok_or_else(damaged)?;
        let given_by = if giver == "operator" { Giver::Operator } else { Giver::User(giver.parse().map_err(|_| damaged())?) };
        Ok(HeldRole { role: role.parse::<Role>().map_err(|_| damaged())?, given_by })
    };
    column.split_whitespace().map(held).collect()
}

/// The columns that [`user`] reads, of the table that a statement calls `u`.
pub(super) const USER_COLUMNS: &str = "u.id AS user_id, u.domain_id AS user_domain_id, u.name AS user_name, u.active, u.roles, \
     u.vouched_by, u.password_set_by, u.epoch, u.created_at AS user_created_at, u.revision AS user_revision";

pub(super) fn user(row: &SqliteRow) -> Result<User, StoreError> {
    Ok(User {
        id: UserId::from_uuid(row.try_get("user_id")?),
        domain_id: DomainId::from_uuid(row.try_get("user_domain_id")?),
        name: read(row, "user_name", "users")?,
        status: if row.try_get::<i64, _>("active")? == 1 { UserStatus::Active } else { UserStatus::Deactivated },
        roles: roles(row.try_get("roles")?)?,
        vouched_by: giver(row.try_get("vouched_by")?),
        password_set_by: giver(row.try_get("password_set_by")?),
        epoch: number(row, "epoch")?,
        created_at: moment_in(row, "user_created_at")?,
        revision: number(row, "user_revision")?,
    })
}

pub(super) fn session(row: &SqliteRow) -> Result<Session, StoreError> {
    let address: Option<&str> = row.try_get("address")?;
    Ok(Session {
        id: secret(row, "id")?,
        user_id: UserId::from_uuid(row.try_get("user_id")?),
        user_epoch: number(row, "user_epoch")?,
        project_id: ProjectId::from_uuid(row.try_get("project_id")?),
        signed_in_at: moment_in(row, "signed_in_at")?,
        password_given_at: moment_in(row, "password_given_at")?,
        seen_at: moment_in(row, "seen_at")?,
        address: address.map(|text| text.parse().map_err(|_| StoreError::Damaged("sessions"))).transpose()?,
        agent: row.try_get("agent")?,
    })
}

pub(super) fn token(row: &SqliteRow) -> Result<Token, StoreError> {
    let method = match row.try_get::<&str, _>("method")? {
        "password" => TokenMethodName::Password,
        "token" => TokenMethodName::Token,
        _ => return Err(StoreError::Damaged("tokens")),
    };
    Ok(Token {
        id: secret(row, "id")?,
        user_id: UserId::from_uuid(row.try_get("user_id")?),
        user_epoch: number(row, "user_epoch")?,
        project_id: row.try_get::<Option<Uuid>, _>("project_id")?.map(ProjectId::from_uuid),
        method,
        issued_at: moment_in(row, "issued_at")?,
        expires_at: moment_in(row, "expires_at")?,
    })
}

/// The name of a plan's state; date, person and reason stand in columns of their own.
pub(super) const fn plan_state_name(state: &PlanState) -> &'static str {
    match state {
        PlanState::Waiting { .. } => "waiting",
        PlanState::Refused { .. } => "refused",
        PlanState::Cancelled { .. } => "cancelled",
        PlanState::CarriedOut { .. } => "carried-out",
    }
}

fn plan_state(row: &SqliteRow) -> Result<PlanState, StoreError> {
    let damaged = || StoreError::Damaged("deletion_plans");
    let by = row.try_get::<Option<Uuid>, _>("ended_by")?.map(UserId::from_uuid);
    let at = maybe_moment(row, "ended_at")?;
    let reason: Option<&str> = row.try_get("end_reason")?;
    match (row.try_get::<&str, _>("state")?, by, at, reason) {
        ("waiting", None, None, None) => Ok(PlanState::Waiting { overdue_since: maybe_moment(row, "overdue_since")? }),
        ("refused", Some(by), Some(at), Some(reason)) => {
            Ok(PlanState::Refused { by, at, reason: reason.parse().map_err(|_| damaged())? })
        }
        ("cancelled", Some(by), Some(at), None) => Ok(PlanState::Cancelled { by, at }),
        ("carried-out", None, Some(at), None) => Ok(PlanState::CarriedOut { at }),
        (_, Some(_) | None, Some(_) | None, Some(_) | None) => Err(damaged()),
    }
}

/// A plan, without its approvals.
pub(super) fn plan(row: &SqliteRow) -> Result<DeletionPlan, StoreError> {
    let damaged = |_| StoreError::Damaged("deletion_plans");
    let reason: Option<&str> = row.try_get("reason")?;
    Ok(DeletionPlan {
        id: PlanId::from_uuid(row.try_get("id")?),
        key_id: KeyId::from_uuid(row.try_get("key_id")?),
        domain_id: DomainId::from_uuid(row.try_get("domain_id")?),
        project_id: ProjectId::from_uuid(row.try_get("project_id")?),
        asked_by: UserId::from_uuid(row.try_get("asked_by")?),
        asked_at: moment_in(row, "asked_at")?,
        deletion_at: moment_in(row, "deletion_at")?,
        reason: reason.map(|text| text.parse().map_err(damaged)).transpose()?,
        approvals_needed: number(row, "approvals_needed")?,
        approvals: Vec::new(),
        state: plan_state(row)?,
        revision: number(row, "revision")?,
    })
}

pub(super) fn approval(row: &SqliteRow) -> Result<(PlanId, Approval), StoreError> {
    let approval = Approval {
        approver: UserId::from_uuid(row.try_get("approver")?),
        at: moment_in(row, "at")?,
        reason: read(row, "reason", "approvals")?,
        digest: PlanDigest::from_bytes(secret(row, "digest")?.0),
        impact: row.try_get("impact")?,
    };
    Ok((PlanId::from_uuid(row.try_get("plan_id")?), approval))
}

pub(super) fn usage_by(row: &SqliteRow) -> Result<UsageBy, StoreError> {
    let kind: &str = row.try_get("actor_kind")?;
    let kind = crate::domain::ActorKind::ALL.into_iter().find(|one| one.as_str() == kind);
    let kind = kind.ok_or(StoreError::Damaged("events"))?;
    Ok(UsageBy { kind, id: row.try_get("actor_id")?, name: row.try_get("actor_name")? })
}

/// Days since 1970 began, as the day of a row.
pub(super) fn day_column(day: time::Date) -> i64 {
    (day.midnight().assume_utc() - OffsetDateTime::UNIX_EPOCH).whole_days()
}

pub(super) fn daily_use(row: &SqliteRow) -> Result<DailyUse, StoreError> {
    let day = OffsetDateTime::UNIX_EPOCH.checked_add(time::Duration::days(row.try_get("day")?));
    Ok(DailyUse {
        key_id: KeyId::from_uuid(row.try_get("key_id")?),
        day: day.ok_or(StoreError::Damaged("key_usage"))?.date(),
        action: read(row, "action", "key_usage")?,
        by: usage_by(row)?,
        answered: number(row, "answered")?,
        refused: number(row, "refused")?,
        last_at: moment_in(row, "last_at")?,
    })
}

pub(super) fn witnessed_time(row: &SqliteRow) -> Result<(WitnessedTime, u64), StoreError> {
    let witnessed = WitnessedTime {
        at: moment_in(row, "at")?,
        by_timer: moment_in(row, "by_timer")?,
        held: row.try_get::<i64, _>("held")? != 0,
        last_jump_at: maybe_moment(row, "last_jump_at")?,
    };
    Ok((witnessed, number(row, "revision")?))
}
