//! Lists the keys of a project.

use super::Depth;
use super::deletion_report::approvers;
use crate::domain::{Action, Count, DeletionPlan, Key, KeyFilter, KeyOrder, KeyState, Page, Place};
use crate::gate::{Context, Operation, OperationError, Outcome};
use time::OffsetDateTime;

/// The most keys of one answer.
pub const MOST: u16 = 2_000;

/// Lists keys of the caller's project, a page at a time.
#[derive(Clone, Debug)]
pub struct ListKeys {
    /// Which.
    pub filter: KeyFilter,
    /// In which order.
    pub order: KeyOrder,
    /// From where on.
    pub from: Place,
    /// How many at the most; 2,000 if more are asked for.
    pub limit: u16,
    /// With the plans to destroy them, or only the keys.
    pub depth: Depth,
}

/// A page of keys, and how many there are.
#[derive(Clone, Debug)]
pub struct KeyList {
    /// The keys.
    pub page: Page<KeyLine>,
    /// How many match.
    pub matching: Count,
    /// How many the project has.
    pub all: u64,
    /// How many count toward the quota.
    pub counted: u64,
    /// The quota.
    pub quota: u64,
    /// Those that wait to be destroyed.
    pub pending: PendingSummary,
}

/// A key in a list.
#[derive(Clone, Debug)]
pub struct KeyLine {
    /// The key.
    pub key: Key,
    /// The open plan to destroy it.
    pub plan: Option<DeletionPlan>,
    /// Whether that plan has the approvals that it needs.
    pub is_approved: bool,
    /// When it was last used.
    pub last_used_at: Option<OffsetDateTime>,
}

/// The keys that wait to be destroyed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PendingSummary {
    /// How many.
    pub pending: u64,
    /// How many of them are past their date.
    pub overdue: u64,
    /// The next date.
    pub next: Option<OffsetDateTime>,
}

impl Operation for ListKeys {
    const ACTION: Action = Action::ListKeys;
    type Output = KeyList;

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<KeyList>, OperationError> {
        let (store, project) = (cx.store(), cx.project()?);
        let counted =
            async { if self.filter.is_open() { Ok(None) } else { store.count_keys(project.id, &self.filter).await.map(Some) } };
        let (totals, counted, found) = tokio::try_join!(
            store.key_totals(project.id, cx.now()),
            counted,
            store.list_keys(project.id, &self.filter, self.order, &self.from, self.limit.min(MOST)),
        )?;
        let matching = counted.unwrap_or(Count { counted: totals.all, has_more: false });
        let mut items = Vec::with_capacity(found.items.len());
        for listed in found.items {
            let plan = match (self.depth, listed.key.state) {
                (Depth::Report, KeyState::PendingDeletion { .. }) => store.find_open_plan(listed.key.id).await?,
                (Depth::Report, KeyState::Enabled | KeyState::Disabled | KeyState::PendingImport) | (Depth::Record, _) => None,
            };
            let is_approved = match &plan {
                Some(plan) => plan.is_approved(&approvers(cx, plan).await?),
                None => false,
            };
            items.push(KeyLine { key: listed.key, plan, is_approved, last_used_at: listed.last_used_at });
        }
        let pending = PendingSummary { pending: totals.pending, overdue: totals.overdue, next: totals.next_due };
        let page = Page { items, next: found.next };
        let list = KeyList { page, matching, all: totals.all, counted: totals.counted, quota: totals.quota, pending };
        Ok(Outcome::of(list))
    }
}
