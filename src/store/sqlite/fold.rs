//! Folds the trail into the views that pages read: events by domain and key, use by day, last use. Each event once.

use super::super::{StoreError, row};
use crate::domain::{Action, AuditEvent, DomainId, Effect, EventOutcome, KeyId, micros};
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// Folds up to `limit` events; the mark moves in the same transaction. Whether there may be more.
pub(super) async fn fold(connection: &mut SqliteConnection, limit: u16) -> Result<bool, StoreError> {
    let mark: i64 = sqlx::query("SELECT seq FROM folded").fetch_one(&mut *connection).await?.try_get("seq")?;
    let query = sqlx::query("SELECT seq, domain_id, body FROM trail WHERE seq > $1 ORDER BY seq LIMIT $2");
    let rows = query.bind(mark).bind(limit).fetch_all(&mut *connection).await?;
    let Some(last) = rows.last() else { return Ok(false) };
    let last: i64 = last.try_get("seq")?;
    for found in &rows {
        let Some(body) = found.try_get::<Option<&[u8]>, _>("body")? else { continue };
        let event = AuditEvent::from_canonical(body).map_err(|_| StoreError::Damaged("trail"))?;
        let log = DomainId::from_uuid(found.try_get("domain_id")?);
        insert(connection, found.try_get("seq")?, log, &event).await?;
        if let (Effect::Use, Some(key_id)) = (event.action.effect(), key_seen(&event)) {
            count_use(connection, key_id, &event).await?;
        }
    }
    sqlx::query("UPDATE folded SET seq = $1").bind(last).execute(&mut *connection).await?;
    Ok(rows.len() >= usize::from(limit))
}

async fn insert(connection: &mut SqliteConnection, seq: i64, log: DomainId, event: &AuditEvent) -> Result<(), StoreError> {
    let query = sqlx::query(
        "INSERT INTO events (domain_id, at, seq, key_id, action, refused, changed, actor_kind, actor_id, actor_name, count, words) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    );
    let query = query.bind(log.as_uuid()).bind(micros(event.at)).bind(seq);
    let query = query.bind(key_seen(event).map(|id| id.as_uuid())).bind(event.action.as_str());
    let query = query.bind(i64::from(is_refused(event))).bind(i64::from(event.changed));
    let query = query.bind(event.actor.kind.as_str()).bind(event.actor.id).bind(&event.actor.name).bind(event.count);
    query.bind(words(event)).execute(connection).await?;
    Ok(())
}

/// The key that an event is filed under. A call on a key that its caller cannot see is not filed under that key: it is somebody
/// else's, and they are not to learn of it.
fn key_seen(event: &AuditEvent) -> Option<KeyId> {
    match &event.outcome {
        EventOutcome::Refused { code } if code == "KMS.0207" => None,
        EventOutcome::Refused { .. } | EventOutcome::Done => event.subject.key_id,
    }
}

/// What a search looks through.
fn words(event: &AuditEvent) -> String {
    let key_id = event.subject.key_id.map(|id| id.to_string()).unwrap_or_default();
    let address = event.address.map(|address| address.to_string()).unwrap_or_default();
    let code = match &event.outcome {
        EventOutcome::Done => "",
        EventOutcome::Refused { code } => code,
    };
    let request = event.request_id.as_simple().to_string();
    format!("{} {} {key_id} {address} {code} {request}", event.actor.name, event.subject.label).to_lowercase()
}

const fn is_refused(event: &AuditEvent) -> bool {
    match event.outcome {
        EventOutcome::Done => false,
        EventOutcome::Refused { .. } => true,
    }
}

async fn count_use(connection: &mut SqliteConnection, key_id: KeyId, event: &AuditEvent) -> Result<(), StoreError> {
    let calls = i64::from(event.count);
    let (answered, refused) = if is_refused(event) { (0, calls) } else { (calls, 0) };
    let answered_at = if is_refused(event) { 0 } else { micros(event.at) };
    let (key, at): (Uuid, OffsetDateTime) = (key_id.as_uuid(), event.at);
    let query = sqlx::query(
        "INSERT INTO key_usage (key_id, day, action, actor_kind, actor_id, actor_name, answered, refused, last_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO UPDATE SET answered = answered + excluded.answered, \
         refused = refused + excluded.refused, last_at = max(last_at, excluded.last_at)",
    );
    let query = query.bind(key).bind(row::day_column(at.date())).bind(event.action.as_str()).bind(event.actor.kind.as_str());
    let query = query.bind(event.actor.id).bind(&event.actor.name).bind(answered).bind(refused).bind(answered_at);
    query.execute(&mut *connection).await?;
    if answered > 0 {
        let issued = if issues_data_key(event.action) { answered } else { 0 };
        let query = sqlx::query("UPDATE keys SET last_used_at = max(last_used_at, $2), data_keys = data_keys + $3 WHERE id = $1");
        query.bind(key).bind(answered_at).bind(issued).execute(connection).await?;
    }
    Ok(())
}

fn issues_data_key(action: Action) -> bool {
    [Action::CreateDatakey, Action::CreateDatakeyWithoutPlaintext, Action::EncryptDatakey].contains(&action)
}
