//! What the records know of the use of a key: what its deletion would break.

use crate::domain::{Action, DailyUse, DeletionPlan, KeyId, UsageBy};
use crate::gate::{Context, OperationError};
use time::{Duration, OffsetDateTime};

/// How far back callers are named.
const LOOKED_BACK: Duration = Duration::days(90);

/// The last time that a key was used.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UseSeen {
    /// When.
    pub at: OffsetDateTime,
    /// For what.
    pub action: Action,
    /// By whom.
    pub by: UsageBy,
}

/// Somebody who called, and how often.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CallsOf {
    /// Who.
    pub by: UsageBy,
    /// How many calls.
    pub calls: u64,
}

/// What the deletion of a key would break, as far as the records know.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ImpactReport {
    /// Its last answered use.
    pub last_use: Option<UseSeen>,
    /// Since the plan was made: the calls refused, most first, and the last of them. `None` without a plan.
    pub refused_since: Option<(Vec<CallsOf>, Option<OffsetDateTime>)>,
    /// Who used it in 90 days, most first.
    pub used_by: Vec<CallsOf>,
    /// How many data keys were issued under it.
    pub data_keys: u64,
}

impl ImpactReport {
    /// Reads the report of a key, with what was refused since `plan` was made.
    pub(super) async fn read(cx: &Context<'_>, key_id: KeyId, plan: Option<&DeletionPlan>) -> Result<Self, OperationError> {
        let store = cx.store();
        let (last, data_keys) = store.last_use(key_id).await?;
        let refused_since = match plan {
            None => None,
            Some(plan) => {
                let (by, last) = store.refused_since(key_id, plan.asked_at).await?;
                Some((by.into_iter().map(|(by, calls)| CallsOf { by, calls }).collect(), last))
            }
        };
        let since = cx.now().saturating_sub(LOOKED_BACK).date();
        let used_by = callers(store.list_usage(key_id, since).await?);
        let last_use = last.map(|used| UseSeen { at: used.last_at, action: used.action, by: used.by });
        Ok(Self { last_use, refused_since, used_by, data_keys })
    }
}

/// The callers of so many days, each once, most calls first.
fn callers(days: Vec<DailyUse>) -> Vec<CallsOf> {
    let mut found: Vec<CallsOf> = Vec::new();
    for used in days.into_iter().filter(|used| used.answered > 0) {
        match found.iter_mut().find(|calls| calls.by == used.by) {
            Some(calls) => calls.calls = calls.calls.saturating_add(used.answered),
            None => found.push(CallsOf { by: used.by, calls: used.answered }),
        }
    }
    found.sort_by_key(|calls| std::cmp::Reverse(calls.calls));
    found
}
