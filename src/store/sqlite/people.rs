//! Tenants, people and what they show to be known, read from SQLite.

use super::super::row::{self, USER_COLUMNS};
use super::super::{Holder, Identities, StoreError};
use super::SqliteStore;
use crate::domain::{
    AttemptOn, Attempts, Cursor, Domain, DomainId, Name, Page, Project, ProjectId, Refusal, Roles, SecretHash, Session, Token,
    User, UserId, micros,
};
use async_trait::async_trait;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// What a session or a token is read with, in one statement: its holder, their domain and project, and the count of changes.
const HOLDER: &str = "JOIN users u ON u.id = c.user_id JOIN domains d ON d.id = u.domain_id \
     LEFT JOIN projects p ON p.id = c.project_id LEFT JOIN trail_heads h ON h.domain_id = d.id WHERE c.id = $1";
const HOLDER_COLUMNS: &str = "d.id AS domain_id, d.name AS domain_name, d.deletion_approvals, d.created_at AS domain_created_at, \
     p.id AS project, p.name AS project_name, p.key_quota, p.created_at AS project_created_at, coalesce(h.changes, 0) AS changes";
/// Attempts are forgotten when the longest wait is long over.
const ATTEMPTS_KEPT: Duration = Duration::hours(24);

#[async_trait]
impl Identities for SqliteStore {
    async fn has_domains(&self) -> Result<bool, StoreError> {
        Ok(sqlx::query("SELECT 1 FROM domains LIMIT 1").fetch_optional(&self.readers).await?.is_some())
    }

    async fn find_domain(&self, id: DomainId) -> Result<Option<Domain>, StoreError> {
        let found = sqlx::query("SELECT * FROM domains WHERE id = $1").bind(id.as_uuid()).fetch_optional(&self.readers).await?;
        found.as_ref().map(row::domain).transpose()
    }

    async fn find_domain_named(&self, name: &Name) -> Result<Option<Domain>, StoreError> {
        let query = sqlx::query("SELECT * FROM domains WHERE name = $1").bind(name.as_str());
        query.fetch_optional(&self.readers).await?.as_ref().map(row::domain).transpose()
    }

    async fn find_project(&self, id: ProjectId) -> Result<Option<Project>, StoreError> {
        let found = sqlx::query("SELECT * FROM projects WHERE id = $1").bind(id.as_uuid()).fetch_optional(&self.readers).await?;
        found.as_ref().map(row::project).transpose()
    }

    async fn list_projects(&self, domain_id: DomainId) -> Result<Vec<Project>, StoreError> {
        let query = sqlx::query("SELECT * FROM projects WHERE domain_id = $1 ORDER BY created_at, id LIMIT 100");
        let rows = query.bind(domain_id.as_uuid()).fetch_all(&self.readers).await?;
        rows.iter().map(row::project).collect()
    }

    async fn find_user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        let sql = AssertSqlSafe(format!("SELECT {USER_COLUMNS} FROM users u WHERE u.id = $1"));
        sqlx::query(sql).bind(id.as_uuid()).fetch_optional(&self.readers).await?.as_ref().map(row::user).transpose()
    }

    async fn find_user_named(&self, domain_id: DomainId, name: &Name) -> Result<Option<User>, StoreError> {
        let sql = AssertSqlSafe(format!("SELECT {USER_COLUMNS} FROM users u WHERE u.domain_id = $1 AND u.name = $2"));
        let query = sqlx::query(sql).bind(domain_id.as_uuid()).bind(name.as_str());
        query.fetch_optional(&self.readers).await?.as_ref().map(row::user).transpose()
    }

    async fn list_users(
        &self,
        domain_id: DomainId,
        text: &str,
        after: Option<&Cursor>,
        limit: u16,
    ) -> Result<Page<(User, Option<OffsetDateTime>)>, StoreError> {
        let sql = AssertSqlSafe(format!(
            "SELECT {USER_COLUMNS}, u.last_sign_in_at FROM users u WHERE u.domain_id = $1 AND (u.folded, u.id) > ($2, $3) \
             AND instr(' ' || u.folded, ' ' || $4) > 0 ORDER BY u.folded, u.id LIMIT $5"
        ));
        let (sort, id) = after.map_or(("", ""), |cursor| (&cursor.sort, &cursor.id));
        let query = sqlx::query(sql).bind(domain_id.as_uuid()).bind(sort).bind(Uuid::try_parse(id).unwrap_or_default());
        let query = query.bind(text.to_lowercase()).bind(i64::from(limit) + 1);
        let rows = query.fetch_all(&self.readers).await?;
        let seen = |found: &SqliteRow| Ok((row::user(found)?, row::maybe_moment(found, "last_sign_in_at")?));
        let users = rows.iter().map(seen).collect::<Result<Vec<_>, StoreError>>()?;
        let place = |(user, _): &(User, _)| Cursor { sort: user.name.as_str().to_lowercase(), id: user.id.to_string() };
        Ok(Page::cut(users, usize::from(limit), place))
    }

    async fn list_users_with(&self, domain_id: DomainId, roles: Roles) -> Result<Vec<User>, StoreError> {
        let sql = AssertSqlSafe(format!(
            "SELECT {USER_COLUMNS} FROM users u WHERE u.domain_id = $1 AND u.active = 1 AND (u.role_bits & $2) <> 0 \
             ORDER BY u.name LIMIT 100"
        ));
        let rows = sqlx::query(sql).bind(domain_id.as_uuid()).bind(i64::from(roles.bits())).fetch_all(&self.readers).await?;
        rows.iter().map(row::user).collect()
    }

    async fn last_sign_in(&self, id: UserId) -> Result<Option<OffsetDateTime>, StoreError> {
        let query = sqlx::query("SELECT last_sign_in_at FROM users WHERE id = $1").bind(id.as_uuid());
        let Some(found) = query.fetch_optional(&self.readers).await? else { return Ok(None) };
        row::maybe_moment(&found, "last_sign_in_at")
    }

    async fn find_password(&self, id: UserId) -> Result<Option<String>, StoreError> {
        let query = sqlx::query("SELECT password FROM users WHERE id = $1").bind(id.as_uuid());
        Ok(query.fetch_optional(&self.readers).await?.map(|found| found.try_get("password")).transpose()?)
    }

    async fn find_session(&self, id: SecretHash) -> Result<Option<Holder<Session>>, StoreError> {
        let sql = AssertSqlSafe(format!("SELECT c.*, {USER_COLUMNS}, {HOLDER_COLUMNS} FROM sessions c {HOLDER}"));
        let found = sqlx::query(sql).bind(id.0.as_slice()).fetch_optional(&self.readers).await?;
        found.as_ref().map(|found| holder(found, row::session)).transpose()
    }

    async fn list_sessions(&self, user_id: UserId) -> Result<Vec<Session>, StoreError> {
        let query = sqlx::query("SELECT * FROM sessions WHERE user_id = $1 ORDER BY signed_in_at DESC LIMIT 100");
        query.bind(user_id.as_uuid()).fetch_all(&self.readers).await?.iter().map(row::session).collect()
    }

    async fn find_token(&self, id: SecretHash) -> Result<Option<Holder<Token>>, StoreError> {
        let sql = AssertSqlSafe(format!("SELECT c.*, {USER_COLUMNS}, {HOLDER_COLUMNS} FROM tokens c {HOLDER}"));
        let found = sqlx::query(sql).bind(id.0.as_slice()).fetch_optional(&self.readers).await?;
        found.as_ref().map(|found| holder(found, row::token)).transpose()
    }

    async fn count_tokens(&self, user_id: UserId, epoch: u32) -> Result<u64, StoreError> {
        let query = sqlx::query("SELECT count(*) AS found FROM tokens WHERE user_id = $1 AND user_epoch = $2");
        row::number(&query.bind(user_id.as_uuid()).bind(epoch).fetch_one(&self.readers).await?, "found")
    }

    async fn touch_session(&self, id: SecretHash, now: OffsetDateTime) -> Result<(), StoreError> {
        let query = sqlx::query("UPDATE sessions SET seen_at = $2 WHERE id = $1 AND seen_at < $2");
        query.bind(id.0.as_slice()).bind(micros(now)).execute(&self.writers).await?;
        Ok(())
    }

    async fn begin_attempt(&self, on: AttemptOn, now: OffsetDateTime) -> Result<(), StoreError> {
        let limits = [(on.account, Attempts::LONGEST_FOR_ACCOUNT), (on.from_address, Attempts::LONGEST_FROM_ADDRESS)];
        let mut transaction = self.writers.begin_with("BEGIN IMMEDIATE").await?;
        let mut wait = Duration::ZERO;
        for (subject, longest) in limits {
            let query =
                sqlx::query("SELECT failures, last_at FROM attempts WHERE subject = $1").bind(subject.0.as_slice().to_vec());
            let Some(found) = query.fetch_optional(&mut *transaction).await? else { continue };
            let attempts = Attempts { failures: row::number(&found, "failures")?, last_at: row::moment_in(&found, "last_at")? };
            wait = wait.max(attempts.wait(longest, now));
        }
        if wait > Duration::ZERO {
            let seconds = u32::try_from(wait.whole_seconds()).unwrap_or(u32::MAX).saturating_add(1);
            return Err(Refusal::TooManyAttempts { seconds }.into());
        }
        for (subject, _) in limits {
            let query = sqlx::query(
                "INSERT INTO attempts (subject, failures, last_at) VALUES ($1, 1, $2) \
                 ON CONFLICT (subject) DO UPDATE SET failures = min(failures + 1, 1000), last_at = excluded.last_at",
            );
            query.bind(subject.0.as_slice().to_vec()).bind(micros(now)).execute(&mut *transaction).await?;
        }
        Ok(transaction.commit().await?)
    }

    async fn sweep(&self, now: OffsetDateTime, limit: u16) -> Result<bool, StoreError> {
        let mut more = false;
        let statements = [
            ("DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at < $1 LIMIT $2)", now),
            ("DELETE FROM tokens WHERE id IN (SELECT id FROM tokens WHERE expires_at < $1 LIMIT $2)", now),
            (
                "DELETE FROM attempts WHERE subject IN (SELECT subject FROM attempts WHERE last_at < $1 LIMIT $2)",
                now.saturating_sub(ATTEMPTS_KEPT),
            ),
        ];
        for (sql, before) in statements {
            let done = sqlx::query(sql).bind(micros(before)).bind(limit).execute(&self.writers).await?;
            more |= done.rows_affected() >= u64::from(limit);
        }
        Ok(more)
    }
}

fn holder<C>(found: &SqliteRow, credential: impl Fn(&SqliteRow) -> Result<C, StoreError>) -> Result<Holder<C>, StoreError> {
    let damaged = |_| StoreError::Damaged("domains");
    let domain_id = DomainId::from_uuid(found.try_get("domain_id")?);
    let project = match found.try_get::<Option<uuid::Uuid>, _>("project")? {
        None => None,
        Some(id) => Some(Project {
            id: ProjectId::from_uuid(id),
            domain_id,
            name: found.try_get::<&str, _>("project_name")?.parse().map_err(|_| StoreError::Damaged("projects"))?,
            key_quota: row::number(found, "key_quota")?,
            created_at: row::moment_in(found, "project_created_at")?,
        }),
    };
    Ok(Holder {
        credential: credential(found)?,
        user: row::user(found)?,
        domain: Domain {
            id: domain_id,
            name: found.try_get::<&str, _>("domain_name")?.parse().map_err(damaged)?,
            deletion_approvals: row::number(found, "deletion_approvals")?,
            created_at: row::moment_in(found, "domain_created_at")?,
        },
        project,
        changes: row::number(found, "changes")?,
    })
}
