//! Folds the trail into the views that pages read: events by domain and key, use by day, last use. Each event once.

use super::super::{StoreError, row};
use crate::domain::{Action, AuditEvent, DomainId, Effect, EventOutcome, KeyId, micros};
use sqlx::sqlite::SqliteConnection;
use sqlx::{QueryBuilder, Row, Sqlite};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many events one statement inserts: the most that fit. Few sizes, so that few statements are kept prepared.
const AT_ONCE: [usize; 3] = [50, 10, 1];

/// Folds up to `limit` events; the mark moves in the same transaction. Whether there may be more.
pub(super) async fn fold(connection: &mut SqliteConnection, limit: u16) -> Result<bool, StoreError> {
    let mark: i64 = sqlx::query("SELECT seq FROM folded").fetch_one(&mut *connection).await?.try_get("seq")?;
    let query = sqlx::query("SELECT seq, domain_id, body FROM trail WHERE seq > $1 ORDER BY seq LIMIT $2");
    let rows = query.bind(mark).bind(limit).fetch_all(&mut *connection).await?;
    let Some(last) = rows.last() else { return Ok(false) };
    let last: i64 = last.try_get("seq")?;
    let (mut events, mut use_of_keys) = (Vec::with_capacity(rows.len()), UseOfKeys::default());
    for found in &rows {
        let Some(body) = found.try_get::<Option<&[u8]>, _>("body")? else { continue };
        let event = AuditEvent::from_canonical(body).map_err(|_| StoreError::Damaged("trail"))?;
        if let (Effect::Use, Some(key_id)) = (event.action.effect(), key_seen(&event)) {
            use_of_keys.count(key_id, &event);
        }
        events.push((found.try_get("seq")?, DomainId::from_uuid(found.try_get("domain_id")?), event));
    }
    let mut left = events.as_slice();
    for size in AT_ONCE {
        while let Some((some, rest)) = left.split_at_checked(size) {
            insert(connection, some).await?;
            left = rest;
        }
    }
    use_of_keys.write(connection).await?;
    sqlx::query("UPDATE folded SET seq = $1").bind(last).execute(&mut *connection).await?;
    Ok(rows.len() >= usize::from(limit))
}

async fn insert(connection: &mut SqliteConnection, events: &[(i64, DomainId, AuditEvent)]) -> Result<(), sqlx::Error> {
    let mut query = QueryBuilder::<Sqlite>::new(
        "INSERT INTO events (domain_id, at, seq, key_id, action, refused, changed, actor_kind, actor_id, actor_name, count, words) ",
    );
    query.push_values(events, |mut row, (seq, log, event)| {
        row.push_bind(log.as_uuid()).push_bind(micros(event.at)).push_bind(*seq);
        row.push_bind(key_seen(event).map(|id| id.as_uuid())).push_bind(event.action.as_str());
        row.push_bind(i64::from(is_refused(event))).push_bind(i64::from(event.changed));
        row.push_bind(event.actor.kind.as_str()).push_bind(event.actor.id).push_bind(event.actor.name.clone());
        row.push_bind(event.count).push_bind(words(event));
    });
    query.build().execute(connection).await?;
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

/// Calls by key, day, action and caller. Many events of one step are of the same few keys: their rows are written once.
#[derive(Default)]
struct UseOfKeys {
    calls: BTreeMap<(Uuid, i64, &'static str, &'static str, Uuid, String), Calls>,
    keys: BTreeMap<Uuid, Calls>,
}

#[derive(Default)]
struct Calls {
    answered: i64,
    refused: i64,
    issued: i64,
    last_at: i64,
}

impl UseOfKeys {
    fn count(&mut self, key_id: KeyId, event: &AuditEvent) {
        let (key, day, actor) = (key_id.as_uuid(), row::day_column(event.at.date()), &event.actor);
        let by = (key, day, event.action.as_str(), actor.kind.as_str(), actor.id, actor.name.clone());
        self.calls.entry(by).or_default().add(event);
        if !is_refused(event) {
            self.keys.entry(key).or_default().add(event);
        }
    }

    async fn write(self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        for ((key, day, action, actor_kind, actor_id, actor_name), calls) in self.calls {
            let query = sqlx::query(
                "INSERT INTO key_usage (key_id, day, action, actor_kind, actor_id, actor_name, answered, refused, last_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO UPDATE SET answered = answered + excluded.answered, \
                 refused = refused + excluded.refused, last_at = max(last_at, excluded.last_at)",
            );
            let query = query.bind(key).bind(day).bind(action).bind(actor_kind).bind(actor_id).bind(actor_name);
            let query = query.bind(calls.answered).bind(calls.refused).bind(calls.last_at);
            query.execute(&mut *connection).await?;
        }
        for (key, calls) in self.keys {
            let query =
                sqlx::query("UPDATE keys SET last_used_at = max(last_used_at, $2), data_keys = data_keys + $3 WHERE id = $1");
            query.bind(key).bind(calls.last_at).bind(calls.issued).execute(&mut *connection).await?;
        }
        Ok(())
    }
}

impl Calls {
    fn add(&mut self, event: &AuditEvent) {
        let calls = i64::from(event.count);
        if is_refused(event) {
            self.refused = self.refused.saturating_add(calls);
            return;
        }
        self.answered = self.answered.saturating_add(calls);
        self.last_at = self.last_at.max(micros(event.at));
        if issues_data_key(event.action) {
            self.issued = self.issued.saturating_add(calls);
        }
    }
}

fn issues_data_key(action: Action) -> bool {
    [Action::CreateDatakey, Action::CreateDatakeyWithoutPlaintext, Action::EncryptDatakey].contains(&action)
}
