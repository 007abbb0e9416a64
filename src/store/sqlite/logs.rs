//! What a transaction adds to the logs. Each head is read once, moves with every event, and is written once, with the leaves,
//! before the commit.

use super::super::{HeadSeen, StoreError, Unit};
use crate::domain::{AuditEvent, DomainId, TreeHead};
use sqlx::sqlite::SqliteConnection;
use sqlx::{QueryBuilder, Row, Sqlite};
use std::collections::BTreeMap;

/// How many leaves one statement adds: the most that fit. Few sizes, so that few statements are kept prepared.
const AT_ONCE: [usize; 3] = [64, 8, 1];

/// The logs that a transaction writes in, with what it adds to them.
#[derive(Default)]
pub(super) struct Logs {
    heads: BTreeMap<DomainId, Head>,
    leaves: Vec<Leaf>,
}

#[derive(Default)]
struct Head {
    tree: TreeHead,
    changes: u64,
    has_moved: bool,
}

struct Leaf {
    domain_id: DomainId,
    index: i64,
    hash: [u8; 32],
    body: Vec<u8>,
}

impl Logs {
    /// Reads the heads that are not open yet. Says whether a log has changes that a decision did not see, those of this
    /// transaction included.
    pub(super) async fn open(&mut self, connection: &mut SqliteConnection, seen: &[HeadSeen]) -> Result<bool, StoreError> {
        let mut moved_on = false;
        for HeadSeen { domain_id, changes } in seen {
            if !self.heads.contains_key(domain_id) {
                self.heads.insert(*domain_id, read(connection, *domain_id).await?);
            }
            moved_on |= self.heads.get(domain_id).is_none_or(|head| head.changes != *changes);
        }
        Ok(moved_on)
    }

    /// Adds the event of a unit to its logs, which are open: the unit is as good as saved.
    pub(super) fn append(&mut self, unit: &Unit) {
        let body = unit.event.canonical();
        let hash = AuditEvent::leaf_hash(&body);
        for HeadSeen { domain_id, .. } in &unit.logs {
            let head = self.heads.entry(*domain_id).or_default();
            // A size that was read from a column fits into one.
            let index = i64::try_from(head.tree.append(hash)).unwrap_or(i64::MAX);
            head.changes = head.changes.saturating_add(u64::from(unit.event.changed));
            head.has_moved = true;
            self.leaves.push(Leaf { domain_id: *domain_id, index, hash, body: body.clone() });
        }
    }

    /// Writes leaves and heads, in the order in which they came.
    pub(super) async fn write(self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let mut left = self.leaves.as_slice();
        for size in AT_ONCE {
            while let Some((some, rest)) = left.split_at_checked(size) {
                insert(connection, some).await?;
                left = rest;
            }
        }
        for (domain_id, head) in self.heads.iter().filter(|(_, head)| head.has_moved) {
            let query = sqlx::query(
                "INSERT INTO trail_heads (domain_id, size, frontier, changes) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT DO UPDATE SET size = excluded.size, frontier = excluded.frontier, changes = excluded.changes",
            );
            let query = query.bind(domain_id.as_uuid()).bind(number(head.tree.size())?).bind(head.tree.frontier_bytes());
            query.bind(number(head.changes)?).execute(&mut *connection).await?;
        }
        Ok(())
    }
}

async fn read(connection: &mut SqliteConnection, domain_id: DomainId) -> Result<Head, StoreError> {
    let damaged = || StoreError::Damaged("trail_heads");
    let query = sqlx::query("SELECT size, frontier, changes FROM trail_heads WHERE domain_id = $1").bind(domain_id.as_uuid());
    let Some(found) = query.fetch_optional(connection).await? else { return Ok(Head::default()) };
    let size = u64::try_from(found.try_get::<i64, _>("size")?).map_err(|_| damaged())?;
    let changes = u64::try_from(found.try_get::<i64, _>("changes")?).map_err(|_| damaged())?;
    let tree = TreeHead::from_parts(size, found.try_get("frontier")?).map_err(|_| damaged())?;
    Ok(Head { tree, changes, has_moved: false })
}

async fn insert(connection: &mut SqliteConnection, leaves: &[Leaf]) -> Result<(), sqlx::Error> {
    let mut query = QueryBuilder::<Sqlite>::new("INSERT INTO trail (domain_id, leaf_index, leaf_hash, body) ");
    query.push_values(leaves, |mut row, leaf| {
        row.push_bind(leaf.domain_id.as_uuid()).push_bind(leaf.index).push_bind(leaf.hash.to_vec()).push_bind(leaf.body.clone());
    });
    query.build().execute(connection).await?;
    Ok(())
}

/// A count as a column has it.
fn number(count: u64) -> Result<i64, sqlx::Error> {
    i64::try_from(count).map_err(|error| sqlx::Error::Encode(Box::new(error)))
}
