//! Keys, their material and their use, read from SQLite.

use super::super::row::{self, KEY_COLUMNS};
use super::super::{KekRow, KeyTotals, Keys, MaterialRow, StoreError};
use super::SqliteStore;
use crate::domain::{
    Count, Cursor, DailyUse, Key, KeyColumn, KeyFilter, KeyId, KeyOrder, KeyState, ListedKey, MadeBy, Page, Place, ProjectId,
    StateName, Tombstone, UsageBy, micros,
};
use async_trait::async_trait;
use sqlx::{AssertSqlSafe, QueryBuilder, Row, Sqlite};
use time::{Date, OffsetDateTime};

/// The most words of a search that count.
const WORDS: usize = 5;
/// So many keys are sorted sooner than a hundred times as many are walked along.
const FEW: i64 = 1_000;
/// Where a word stands more often than this, its keys are not sorted for one page. A key has a word about twice: in its alias and
/// as a part of it, or in its description.
const MANY: i64 = 40_000;
/// Greater than every word that begins with what stands before it.
const LAST: char = char::MAX;

#[async_trait]
impl Keys for SqliteStore {
    async fn find_key(&self, id: KeyId) -> Result<Option<Key>, StoreError> {
        let sql = AssertSqlSafe(format!("SELECT {KEY_COLUMNS} FROM keys WHERE id = $1"));
        let found = sqlx::query(sql).bind(id.as_uuid()).fetch_optional(&self.readers).await?;
        found.as_ref().map(row::key).transpose()
    }

    async fn find_key_named(&self, project_id: ProjectId, alias: &str) -> Result<Option<Key>, StoreError> {
        let sql = AssertSqlSafe(format!("SELECT {KEY_COLUMNS} FROM keys WHERE project_id = $1 AND alias = $2"));
        let found = sqlx::query(sql).bind(project_id.as_uuid()).bind(alias).fetch_optional(&self.readers).await?;
        found.as_ref().map(row::key).transpose()
    }

    async fn find_material(&self, key_id: KeyId, version: u32) -> Result<Option<MaterialRow>, StoreError> {
        let query = sqlx::query("SELECT bucket, number, sealed FROM key_versions WHERE key_id = $1 AND version = $2");
        let found = query.bind(key_id.as_uuid()).bind(version).fetch_optional(&self.readers).await?;
        let Some(found) = found else { return Ok(None) };
        let (bucket, number) = (row::number(&found, "bucket")?, row::number(&found, "number")?);
        Ok(Some(MaterialRow { key_id, version, bucket, number, sealed: found.try_get("sealed")? }))
    }

    async fn find_kek(&self, bucket: u16) -> Result<Option<KekRow>, StoreError> {
        let query = sqlx::query("SELECT number, epoch, sealed FROM keks WHERE bucket = $1 ORDER BY number DESC LIMIT 1");
        let found = query.bind(bucket).fetch_optional(&self.readers).await?;
        let Some(found) = found else { return Ok(None) };
        let (number, epoch) = (row::number(&found, "number")?, row::number(&found, "epoch")?);
        Ok(Some(KekRow { bucket, number, epoch, sealed: found.try_get("sealed")? }))
    }

    async fn find_kek_numbered(&self, bucket: u16, number: u32) -> Result<Option<KekRow>, StoreError> {
        let query = sqlx::query("SELECT epoch, sealed FROM keks WHERE bucket = $1 AND number = $2");
        let Some(found) = query.bind(bucket).bind(number).fetch_optional(&self.readers).await? else { return Ok(None) };
        Ok(Some(KekRow { bucket, number, epoch: row::number(&found, "epoch")?, sealed: found.try_get("sealed")? }))
    }

    async fn list_keys(
        &self,
        project_id: ProjectId,
        filter: &KeyFilter,
        order: KeyOrder,
        from: &Place,
        limit: u16,
    ) -> Result<Page<ListedKey>, StoreError> {
        let Some(matching) = self.matching(project_id, filter).await? else { return Ok(Page { items: Vec::new(), next: None }) };
        let columns = KEY_COLUMNS.split(", ").map(|column| format!("k.{}", column.trim())).collect::<Vec<_>>().join(", ");
        let mut query = QueryBuilder::new("SELECT ");
        query.push(columns).push(", k.last_used_at");
        matching.push(&mut query, project_id, filter);
        let sort = Sort::of(order.column);
        let (after, direction) = if order.descending { (" < (", " DESC") } else { (" > (", "") };
        if let Place::After(cursor) = from {
            query.push(" AND (k.").push(sort.first).push(", k.").push(sort.second).push(")").push(after);
            sort.push_place(&mut query, cursor);
            query.push(")");
        }
        // Few are found and then sorted; many are walked along the order until a page is full. A plus hides an index.
        let along = if self.finds_few(&matching, project_id, filter).await? { "+k." } else { "k." };
        query.push(" ORDER BY ").push(along).push(sort.first).push(direction);
        query.push(", ").push(along).push(sort.second).push(direction);
        query.push(" LIMIT ").push_bind(i64::from(limit) + 1);
        if let Place::Skip(skip) = from {
            query.push(" OFFSET ").push_bind(i64::from(*skip));
        }
        let rows = query.build().fetch_all(&self.readers).await?;
        let keys = rows.iter().map(row::listed_key).collect::<Result<Vec<_>, _>>()?;
        Ok(Page::cut(keys, usize::from(limit), |listed| place(order.column, listed)))
    }

    async fn count_keys(&self, project_id: ProjectId, filter: &KeyFilter) -> Result<Count, StoreError> {
        let Some(matching) = self.matching(project_id, filter).await? else { return Ok(Count::default()) };
        let mut query = QueryBuilder::new("SELECT count(*) AS found FROM (SELECT ");
        let is_cut = match matching {
            Matching::Few(words) | Matching::Many(words) if words.len() == 1 && has_only_text(filter) => {
                // The words alone say how many there are.
                query.push("DISTINCT key_id");
                push_having(&mut query, project_id, words.first().map_or("", String::as_str));
                false
            }
            Matching::Many(words) => {
                query.push("1");
                Matching::Few(words).push(&mut query, project_id, filter);
                true
            }
            Matching::Anything | Matching::Id(_) | Matching::Few(_) => {
                query.push("1");
                matching.push(&mut query, project_id, filter);
                false
            }
        };
        query.push(" LIMIT ").push_bind(Count::MOST.cast_signed() + 1).push(")");
        let count = Count::of(row::number(&query.build().fetch_one(&self.readers).await?, "found")?);
        Ok(Count { has_more: count.has_more || is_cut, ..count })
    }

    async fn key_totals(&self, project_id: ProjectId, now: OffsetDateTime) -> Result<KeyTotals, StoreError> {
        let query = sqlx::query(
            "SELECT keys_total, keys_used, key_quota, \
             (SELECT count(*) FROM (SELECT 1 FROM deletion_plans WHERE project_id = $1 AND state = 'waiting' LIMIT 10000)) AS pending, \
             (SELECT count(*) FROM (SELECT 1 FROM deletion_plans WHERE project_id = $1 AND state = 'waiting' \
              AND deletion_at <= $2 LIMIT 10000)) AS overdue, \
             (SELECT min(deletion_at) FROM deletion_plans WHERE project_id = $1 AND state = 'waiting' AND deletion_at > $2) AS next \
             FROM projects WHERE id = $1",
        );
        let query = query.bind(project_id.as_uuid()).bind(micros(now));
        let Some(found) = query.fetch_optional(&self.readers).await? else { return Ok(KeyTotals::default()) };
        Ok(KeyTotals {
            all: row::number(&found, "keys_total")?,
            counted: row::number(&found, "keys_used")?,
            quota: row::number(&found, "key_quota")?,
            pending: row::number(&found, "pending")?,
            overdue: row::number(&found, "overdue")?,
            next_due: row::maybe_moment(&found, "next")?,
        })
    }

    async fn find_tombstone(&self, id: KeyId) -> Result<Option<Tombstone>, StoreError> {
        let query = sqlx::query("SELECT * FROM tombstones WHERE key_id = $1").bind(id.as_uuid());
        query.fetch_optional(&self.readers).await?.as_ref().map(row::tombstone).transpose()
    }

    async fn list_usage(&self, key_id: KeyId, since: Date) -> Result<Vec<DailyUse>, StoreError> {
        let query = sqlx::query("SELECT * FROM key_usage WHERE key_id = $1 AND day >= $2 ORDER BY day LIMIT 50000");
        let rows = query.bind(key_id.as_uuid()).bind(row::day_column(since)).fetch_all(&self.readers).await?;
        rows.iter().map(row::daily_use).collect()
    }

    async fn last_use(&self, key_id: KeyId) -> Result<(Option<DailyUse>, u64), StoreError> {
        let query = sqlx::query("SELECT last_used_at, data_keys FROM keys WHERE id = $1").bind(key_id.as_uuid());
        let Some(found) = query.fetch_optional(&self.readers).await? else { return Ok((None, 0)) };
        let data_keys = row::number(&found, "data_keys")?;
        let used: i64 = found.try_get("last_used_at")?;
        if used == 0 {
            return Ok((None, data_keys));
        }
        let query =
            sqlx::query("SELECT * FROM key_usage WHERE key_id = $1 AND day = $2 AND answered > 0 ORDER BY last_at DESC LIMIT 1");
        let query = query.bind(key_id.as_uuid()).bind(row::day_column(row::moment(used)?.date()));
        let last = query.fetch_optional(&self.readers).await?.as_ref().map(row::daily_use).transpose()?;
        Ok((last, data_keys))
    }

    async fn refused_since(
        &self,
        key_id: KeyId,
        since: OffsetDateTime,
    ) -> Result<(Vec<(UsageBy, u64)>, Option<OffsetDateTime>), StoreError> {
        let query = sqlx::query(
            "SELECT actor_kind, actor_id, actor_name, sum(count) AS calls, max(at) AS last FROM \
             (SELECT * FROM events INDEXED BY events_refusals_of_key \
              WHERE key_id = $1 AND refused = 1 AND at >= $2 ORDER BY at DESC LIMIT 10000) \
             WHERE action IN ('kms:CreateDatakey', 'kms:CreateDatakeyWithoutPlaintext', 'kms:EncryptDatakey', 'kms:DecryptDatakey', \
              'kms:EncryptData', 'kms:DecryptData') \
             GROUP BY actor_kind, actor_id, actor_name ORDER BY calls DESC, actor_name LIMIT 20",
        );
        let rows = query.bind(key_id.as_uuid()).bind(micros(since)).fetch_all(&self.readers).await?;
        let mut last = None;
        let mut by = Vec::new();
        for found in &rows {
            last = last.max(Some(row::moment_in(found, "last")?));
            by.push((row::usage_by(found)?, row::number(found, "calls")?));
        }
        Ok((by, last))
    }
}

impl SqliteStore {
    /// What the text of a filter asks for. `None` when nothing can match.
    async fn matching(&self, project_id: ProjectId, filter: &KeyFilter) -> Result<Option<Matching>, StoreError> {
        let text = filter.text.trim().to_lowercase();
        if text.is_empty() {
            return Ok(Some(Matching::Anything));
        }
        if let Ok(id) = text.parse() {
            return Ok(Some(Matching::Id(id)));
        }
        // A word of a description has letters and digits alone; an alias, which counts as a word, has more.
        let words: Vec<String> = text.split_whitespace().take(WORDS).map(str::to_owned).collect();
        let Some(first) = words.first() else { return Ok(None) };
        let mut query = QueryBuilder::new("SELECT 1");
        push_having(&mut query, project_id, first);
        query.push(" LIMIT 1 OFFSET ").push_bind(MANY);
        let are_many = query.build().fetch_optional(&self.readers).await?.is_some();
        Ok(Some(if are_many { Matching::Many(words) } else { Matching::Few(words) }))
    }

    /// Whether a filter leaves so few keys that to sort them costs less than to pass all others.
    async fn finds_few(&self, matching: &Matching, project_id: ProjectId, filter: &KeyFilter) -> Result<bool, StoreError> {
        match matching {
            Matching::Id(_) | Matching::Few(_) => return Ok(true),
            Matching::Many(_) => return Ok(false),
            Matching::Anything if filter.is_open() => return Ok(false),
            Matching::Anything => {}
        }
        let mut query = QueryBuilder::new("SELECT 1");
        matching.push(&mut query, project_id, filter);
        query.push(" LIMIT 1 OFFSET ").push_bind(FEW);
        Ok(query.build().fetch_optional(&self.readers).await?.is_none())
    }
}

/// What the text of a filter asks for.
enum Matching {
    Anything,
    Id(KeyId),
    /// Keys with words that begin so; the first stands there at most [`MANY`] times, so they can all be looked at and sorted.
    Few(Vec<String>),
    /// The same where the first word stands more often: a walk along the order soon has a page full of them.
    Many(Vec<String>),
}

impl Matching {
    fn push(&self, query: &mut QueryBuilder<Sqlite>, project_id: ProjectId, filter: &KeyFilter) {
        let project = project_id.as_uuid();
        match self {
            Self::Anything => {
                // Default keys are few, which SQLite does not know.
                let along = if filter.made_by == Some(MadeBy::Services) { " INDEXED BY keys_by_service" } else { "" };
                query.push(" FROM keys k").push(along).push(" WHERE k.project_id = ").push_bind(project);
            }
            Self::Id(id) => {
                query.push(" FROM keys k WHERE k.project_id = ").push_bind(project);
                query.push(" AND k.id = ").push_bind(id.as_uuid());
            }
            Self::Few(words) => {
                // The words come first and the keys after them: SQLite keeps the order of a CROSS JOIN.
                query.push(" FROM (SELECT DISTINCT key_id");
                push_having(query, project_id, words.first().map_or("", String::as_str));
                query.push(" LIMIT ").push_bind(MANY + 1);
                query.push(") w CROSS JOIN keys k ON k.id = w.key_id WHERE k.project_id = ").push_bind(project);
                for word in words.iter().skip(1) {
                    push_has(query, project_id, word);
                }
            }
            Self::Many(words) => {
                query.push(" FROM keys k WHERE k.project_id = ").push_bind(project);
                for word in words {
                    push_has(query, project_id, word);
                }
            }
        }
        if let Some(state) = filter.state {
            query.push(" AND k.state = ").push_bind(state_number(state));
        }
        if let Some(origin) = filter.origin {
            query.push(" AND k.origin = ").push_bind(origin.as_str());
        }
        match filter.made_by {
            None => {}
            Some(MadeBy::User(id)) => {
                query.push(" AND k.made_by_user = ").push_bind(id.as_uuid());
            }
            Some(MadeBy::People) => {
                query.push(" AND k.made_by_service IS NULL");
            }
            Some(MadeBy::Services) => {
                query.push(" AND k.made_by_service IS NOT NULL");
            }
        }
    }
}

/// Words of a project that begin so.
fn push_having(query: &mut QueryBuilder<Sqlite>, project_id: ProjectId, word: &str) {
    query.push(" FROM key_words WHERE project_id = ").push_bind(project_id.as_uuid());
    query.push(" AND word >= ").push_bind(word.to_owned()).push(" AND word < ").push_bind(format!("{word}{LAST}"));
}

/// And the key has a word that begins so.
fn push_has(query: &mut QueryBuilder<Sqlite>, project_id: ProjectId, word: &str) {
    query.push(" AND EXISTS (SELECT 1 FROM key_words x WHERE x.key_id = k.id AND x.project_id = ");
    query.push_bind(project_id.as_uuid()).push(" AND x.word >= ").push_bind(word.to_owned());
    query.push(" AND x.word < ").push_bind(format!("{word}{LAST}")).push(")");
}

fn has_only_text(filter: &KeyFilter) -> bool {
    filter.state.is_none() && filter.origin.is_none() && filter.made_by.is_none()
}

const fn state_number(state: StateName) -> i64 {
    match state {
        StateName::Enabled => 2,
        StateName::Disabled => 3,
        StateName::PendingDeletion => 4,
        StateName::PendingImport => 5,
    }
}

/// The columns that an order is made of; the second makes it total.
struct Sort {
    first: &'static str,
    second: &'static str,
    numbers_first: bool,
    ids_second: bool,
}

impl Sort {
    const fn of(column: KeyColumn) -> Self {
        let (first, second, numbers_first, ids_second) = match column {
            KeyColumn::Alias => ("alias", "id", false, true),
            KeyColumn::State => ("state", "alias", true, false),
            KeyColumn::Origin => ("origin", "alias", false, false),
            KeyColumn::Created => ("created_at", "id", true, true),
            KeyColumn::Used => ("last_used_at", "id", true, true),
        };
        Self { first, second, numbers_first, ids_second }
    }

    /// What a made-up cursor says wrong finds another place, and no more.
    fn push_place(&self, query: &mut QueryBuilder<Sqlite>, cursor: &Cursor) {
        let (first, rest) = cursor.sort.split_once(' ').unwrap_or((&cursor.sort, ""));
        if self.numbers_first {
            query.push_bind(first.parse::<i64>().unwrap_or_default());
        } else {
            query.push_bind(first.to_owned());
        }
        query.push(", ");
        if self.ids_second {
            query.push_bind(uuid::Uuid::try_parse(&cursor.id).unwrap_or_default());
        } else {
            query.push_bind(rest.to_owned());
        }
    }
}

fn place(column: KeyColumn, listed: &ListedKey) -> Cursor {
    let key = &listed.key;
    let state = |state: KeyState| state_number(StateName::from(state));
    let sort = match column {
        KeyColumn::Alias => key.alias.to_string(),
        KeyColumn::State => format!("{} {}", state(key.state), key.alias),
        KeyColumn::Origin => format!("{} {}", key.origin.as_str(), key.alias),
        KeyColumn::Created => micros(key.created_at).to_string(),
        KeyColumn::Used => listed.last_used_at.map_or(0, micros).to_string(),
    };
    Cursor { sort, id: key.id.as_uuid().as_simple().to_string() }
}
