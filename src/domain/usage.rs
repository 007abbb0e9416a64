//! How a key is used, folded from the trail.

use super::{Action, ActorKind, KeyId};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// Who used a key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UsageBy {
    /// What sort of being.
    pub kind: ActorKind,
    /// The person's id; nil for others.
    pub id: Uuid,
    /// Their name when they used it last.
    pub name: String,
}

/// The calls of one day, of one operation, by one principal.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DailyUse {
    /// The key.
    pub key_id: KeyId,
    /// The day, in UTC.
    pub day: Date,
    /// The operation.
    pub action: Action,
    /// Who called.
    pub by: UsageBy,
    /// How many calls were answered.
    pub answered: u64,
    /// How many were refused.
    pub refused: u64,
    /// When the last one came.
    pub last_at: OffsetDateTime,
}
