//! Tenants, people and what they show to be known: what a unit of work changes of them.

use super::super::StoreError;
use super::super::row::{giver_column, roles_column};
use super::commit::{number, one, taken};
use crate::domain::{AttemptOn, Domain, Project, ProjectId, Refusal, SecretHash, Session, Token, User, UserId, micros};
use sqlx::sqlite::SqliteConnection;
use time::OffsetDateTime;

pub(super) async fn insert_domain(connection: &mut SqliteConnection, domain: &Domain) -> Result<(), StoreError> {
    let query = sqlx::query("INSERT INTO domains (id, name, deletion_approvals, created_at) VALUES ($1, $2, $3, $4)");
    let query = query.bind(domain.id.as_uuid()).bind(domain.name.as_str()).bind(domain.deletion_approvals);
    query.bind(micros(domain.created_at)).execute(connection).await.map(drop).map_err(|error| taken(error, Refusal::NameTaken))
}

pub(super) async fn insert_project(connection: &mut SqliteConnection, project: &Project) -> Result<(), StoreError> {
    let query = sqlx::query("INSERT INTO projects (id, domain_id, name, key_quota, created_at) VALUES ($1, $2, $3, $4, $5)");
    let query = query.bind(project.id.as_uuid()).bind(project.domain_id.as_uuid()).bind(project.name.as_str());
    let query = query.bind(project.key_quota).bind(micros(project.created_at));
    query.execute(connection).await.map(drop).map_err(|error| taken(error, Refusal::NameTaken))
}

pub(super) async fn insert_user(connection: &mut SqliteConnection, user: &User, password: &str) -> Result<(), StoreError> {
    let query = sqlx::query(
        "INSERT INTO users (id, domain_id, name, folded, active, roles, role_bits, vouched_by, password_set_by, password, epoch, \
         created_at, revision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    );
    let query = query.bind(user.id.as_uuid()).bind(user.domain_id.as_uuid()).bind(user.name.as_str());
    let query = query.bind(user.name.as_str().to_lowercase());
    let query = query.bind(i64::from(user.is_active())).bind(roles_column(&user.roles)).bind(i64::from(user.role_set().bits()));
    let query = query.bind(giver_column(user.vouched_by)).bind(giver_column(user.password_set_by)).bind(password);
    let query = query.bind(user.epoch).bind(micros(user.created_at)).bind(number(user.revision)?);
    query.execute(connection).await.map(drop).map_err(|error| taken(error, Refusal::NameTaken))
}

pub(super) async fn update_user(connection: &mut SqliteConnection, user: &User) -> Result<(), StoreError> {
    let query = sqlx::query(
        "UPDATE users SET active = $3, roles = $4, role_bits = $5, vouched_by = $6, password_set_by = $7, epoch = $8, \
         revision = revision + 1 WHERE id = $1 AND revision = $2",
    );
    let query = query.bind(user.id.as_uuid()).bind(number(user.revision)?).bind(i64::from(user.is_active()));
    let query = query.bind(roles_column(&user.roles)).bind(i64::from(user.role_set().bits()));
    let query = query.bind(giver_column(user.vouched_by)).bind(giver_column(user.password_set_by)).bind(user.epoch);
    one(query.execute(connection).await?.rows_affected())
}

pub(super) async fn set_password(connection: &mut SqliteConnection, id: UserId, password: &str) -> Result<(), StoreError> {
    let query = sqlx::query("UPDATE users SET password = $2 WHERE id = $1").bind(id.as_uuid()).bind(password);
    one(query.execute(connection).await?.rows_affected())
}

/// Only a session that is nobody's becomes somebody's.
pub(super) async fn start_session(connection: &mut SqliteConnection, session: &Session) -> Result<(), StoreError> {
    let query = sqlx::query(
        "UPDATE sessions SET user_id = $2, user_epoch = $3, project_id = $4, signed_in_at = $5, password_given_at = $6, seen_at = $7, \
         address = $8, agent = $9, expires_at = $10 WHERE id = $1 AND user_id IS NULL",
    );
    let query = query.bind(session.id.0.to_vec()).bind(session.user_id.as_uuid()).bind(session.user_epoch);
    let query =
        query.bind(session.project_id.as_uuid()).bind(micros(session.signed_in_at)).bind(micros(session.password_given_at));
    let query = query.bind(micros(session.seen_at)).bind(session.address.map(|address| address.to_string())).bind(&session.agent);
    let query = query.bind(micros(session.signed_in_at.saturating_add(Session::ABSOLUTE)));
    one(query.execute(&mut *connection).await?.rows_affected())?;
    let query = sqlx::query("UPDATE users SET last_sign_in_at = $2 WHERE id = $1");
    query.bind(session.user_id.as_uuid()).bind(micros(session.signed_in_at)).execute(connection).await?;
    Ok(())
}

pub(super) async fn choose_project(
    connection: &mut SqliteConnection,
    id: SecretHash,
    project: ProjectId,
) -> Result<(), StoreError> {
    let query = sqlx::query("UPDATE sessions SET project_id = $2 WHERE id = $1 AND user_id IS NOT NULL");
    one(query.bind(id.0.to_vec()).bind(project.as_uuid()).execute(connection).await?.rows_affected())
}

pub(super) async fn give_password(
    connection: &mut SqliteConnection,
    id: SecretHash,
    at: OffsetDateTime,
) -> Result<(), StoreError> {
    let query = sqlx::query("UPDATE sessions SET password_given_at = $2 WHERE id = $1 AND user_id IS NOT NULL");
    one(query.bind(id.0.to_vec()).bind(micros(at)).execute(connection).await?.rows_affected())
}

/// Ending what has ended already changes nothing.
pub(super) async fn end_session(connection: &mut SqliteConnection, id: SecretHash) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sessions WHERE id = $1").bind(id.0.to_vec()).execute(connection).await?;
    Ok(())
}

pub(super) async fn end_credentials(
    connection: &mut SqliteConnection,
    id: UserId,
    but: Option<SecretHash>,
) -> Result<(), StoreError> {
    let query = sqlx::query("DELETE FROM sessions WHERE user_id = $1 AND ($2 IS NULL OR id <> $2)");
    query.bind(id.as_uuid()).bind(but.map(|but| but.0.to_vec())).execute(&mut *connection).await?;
    sqlx::query("DELETE FROM tokens WHERE user_id = $1").bind(id.as_uuid()).execute(connection).await?;
    Ok(())
}

pub(super) async fn insert_token(connection: &mut SqliteConnection, token: &Token) -> Result<(), StoreError> {
    let query = sqlx::query(
        "INSERT INTO tokens (id, user_id, user_epoch, project_id, method, issued_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    );
    let query = query.bind(token.id.0.to_vec()).bind(token.user_id.as_uuid()).bind(token.user_epoch);
    let query = query.bind(token.project_id.map(|id| id.as_uuid())).bind(token.method.as_str());
    query.bind(micros(token.issued_at)).bind(micros(token.expires_at)).execute(connection).await?;
    Ok(())
}

/// Ending what has ended already changes nothing.
pub(super) async fn end_token(connection: &mut SqliteConnection, id: SecretHash) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM tokens WHERE id = $1").bind(id.0.to_vec()).execute(connection).await?;
    Ok(())
}

pub(super) async fn forget_attempts(connection: &mut SqliteConnection, on: AttemptOn) -> Result<(), StoreError> {
    let query = sqlx::query("DELETE FROM attempts WHERE subject IN ($1, $2)");
    query.bind(on.account.0.to_vec()).bind(on.from_address.0.to_vec()).execute(connection).await?;
    Ok(())
}
