//! The trail and the views of it, read from SQLite.

use super::super::{EventsAbout, LogHead, StoreError, Trail, row};
use super::{SqliteStore, fold};
use crate::domain::{AuditEvent, Cursor, DomainId, EventFilter, KeyId, OutcomeName, Page, TreeHead, micros};
use async_trait::async_trait;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite};
use time::{Date, Duration};

/// How many events one page looks through for those that match.
const LOOKED_THROUGH: i64 = 5_000;

#[async_trait]
impl Trail for SqliteStore {
    async fn log_head(&self, domain_id: DomainId) -> Result<LogHead, StoreError> {
        let query = sqlx::query("SELECT size, frontier, changes FROM trail_heads WHERE domain_id = $1");
        let Some(found) = query.bind(domain_id.as_uuid()).fetch_optional(&self.readers).await? else {
            return Ok(LogHead { tree: TreeHead::default(), changes: 0 });
        };
        let tree = TreeHead::from_parts(row::number(&found, "size")?, found.try_get("frontier")?);
        Ok(LogHead { tree: tree.map_err(|_| StoreError::Damaged("trail_heads"))?, changes: row::number(&found, "changes")? })
    }

    async fn list_leaves(
        &self,
        domain_id: DomainId,
        first: u64,
        limit: u16,
    ) -> Result<Vec<([u8; 32], Option<Vec<u8>>)>, StoreError> {
        let query = sqlx::query(
            "SELECT leaf_hash, body FROM trail WHERE domain_id = $1 AND leaf_index >= $2 ORDER BY leaf_index LIMIT $3",
        );
        let first = i64::try_from(first).map_err(|_| StoreError::Damaged("trail"))?;
        let rows = query.bind(domain_id.as_uuid()).bind(first).bind(limit).fetch_all(&self.readers).await?;
        let leaf = |found: &SqliteRow| {
            let hash = found.try_get::<&[u8], _>("leaf_hash")?.try_into().map_err(|_| StoreError::Damaged("trail"))?;
            Ok((hash, found.try_get("body")?))
        };
        rows.iter().map(leaf).collect()
    }

    async fn fold_trail(&self, limit: u16) -> Result<bool, StoreError> {
        let mut transaction = self.writers.begin_with("BEGIN IMMEDIATE").await?;
        let more = fold::fold(&mut transaction, limit).await?;
        transaction.commit().await?;
        Ok(more)
    }

    async fn list_events(
        &self,
        domain_id: DomainId,
        about: EventsAbout,
        filter: &EventFilter,
        after: Option<&Cursor>,
        limit: u16,
    ) -> Result<Page<AuditEvent>, StoreError> {
        // The inner statement walks an index and stops; the outer one chooses among what was walked.
        let mut query = QueryBuilder::new("SELECT e.at, e.seq, t.body FROM (");
        query.push("SELECT * FROM events WHERE ");
        push_walk(&mut query, domain_id, about, filter, after);
        query
            .push(" ORDER BY at DESC, seq DESC LIMIT ")
            .push_bind(LOOKED_THROUGH)
            .push(") e JOIN trail t ON t.seq = e.seq WHERE 1");
        if let Some(action) = filter.action {
            query.push(" AND e.action = ").push_bind(action.as_str());
        }
        if let Some(outcome) = filter.outcome {
            query.push(" AND e.refused = ").push_bind(match outcome {
                OutcomeName::Done => 0_i64,
                OutcomeName::Refused => 1,
            });
        }
        for word in filter.text.to_lowercase().split_whitespace().take(5) {
            query.push(" AND instr(e.words, ").push_bind(word.to_owned()).push(") > 0");
        }
        query.push(" ORDER BY e.at DESC, e.seq DESC LIMIT ").push_bind(i64::from(limit) + 1);
        let rows = query.build().fetch_all(&self.readers).await?;
        let mut events = rows.iter().map(placed_event).collect::<Result<Vec<_>, _>>()?;
        if events.len() > usize::from(limit) {
            events.truncate(usize::from(limit));
            let next = events.last().map(|(cursor, _)| cursor.clone());
            return Ok(Page { items: events.into_iter().map(|(_, event)| event).collect(), next });
        }
        let next = self.end_of_walk(domain_id, about, filter, after).await?;
        Ok(Page { items: events.into_iter().map(|(_, event)| event).collect(), next })
    }

    async fn list_changes_of_key(&self, key_id: KeyId, limit: u16) -> Result<Vec<AuditEvent>, StoreError> {
        let query = sqlx::query(
            "SELECT e.at, e.seq, t.body FROM events e INDEXED BY events_changes_of_key JOIN trail t ON t.seq = e.seq \
             WHERE e.key_id = $1 AND e.changed = 1 ORDER BY e.at DESC, e.seq DESC LIMIT $2",
        );
        let rows = query.bind(key_id.as_uuid()).bind(limit).fetch_all(&self.readers).await?;
        rows.iter().map(|found| Ok(placed_event(found)?.1)).collect()
    }
}

impl SqliteStore {
    /// Where a search that found less than a page goes on: behind the last event that it looked through, if it stopped there.
    async fn end_of_walk(
        &self,
        domain_id: DomainId,
        about: EventsAbout,
        filter: &EventFilter,
        after: Option<&Cursor>,
    ) -> Result<Option<Cursor>, StoreError> {
        let mut query = QueryBuilder::new("SELECT at, seq FROM events WHERE ");
        push_walk(&mut query, domain_id, about, filter, after);
        query.push(" ORDER BY at DESC, seq DESC LIMIT 1 OFFSET ").push_bind(LOOKED_THROUGH - 1);
        let found = query.build().fetch_optional(&self.readers).await?;
        found.map(|found| cursor(&found)).transpose()
    }
}

/// The events that a search walks through, along an index.
fn push_walk(
    query: &mut QueryBuilder<Sqlite>,
    domain_id: DomainId,
    about: EventsAbout,
    filter: &EventFilter,
    after: Option<&Cursor>,
) {
    query.push("domain_id = ").push_bind(domain_id.as_uuid());
    match about {
        EventsAbout::Everything => {}
        EventsAbout::Keys => {
            query.push(" AND (key_id IS NOT NULL OR action LIKE 'kms:%')");
        }
        EventsAbout::Key(key_id) => {
            query.push(" AND key_id = ").push_bind(key_id.as_uuid());
        }
    }
    if let Some(from) = filter.from {
        query.push(" AND at >= ").push_bind(micros(from.midnight().assume_utc()));
    }
    if let Some(to) = filter.to {
        query.push(" AND at < ").push_bind(micros(end_of(to)));
    }
    if let Some((at, seq)) = after.and_then(place) {
        query.push(" AND (at, seq) < (").push_bind(at).push(", ").push_bind(seq).push(")");
    }
}

fn end_of(day: Date) -> time::OffsetDateTime {
    day.midnight().assume_utc().saturating_add(Duration::DAY)
}

fn place(cursor: &Cursor) -> Option<(i64, i64)> {
    let seq = u64::from_str_radix(cursor.id.get(16..)?, 16).ok()?;
    Some((cursor.sort.parse().ok()?, i64::try_from(seq).ok()?))
}

fn cursor(found: &SqliteRow) -> Result<Cursor, StoreError> {
    let (at, seq): (i64, i64) = (found.try_get("at")?, found.try_get("seq")?);
    Ok(Cursor { sort: at.to_string(), id: format!("{seq:032x}") })
}

fn placed_event(found: &SqliteRow) -> Result<(Cursor, AuditEvent), StoreError> {
    let body: Option<&[u8]> = found.try_get("body")?;
    let event = AuditEvent::from_canonical(body.unwrap_or_default()).map_err(|_| StoreError::Damaged("trail"))?;
    Ok((cursor(found)?, event))
}
