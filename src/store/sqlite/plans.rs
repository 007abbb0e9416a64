//! Plans to destroy keys, read from SQLite.

use super::super::{Plans, StoreError, row};
use super::SqliteStore;
use crate::domain::{DeletionPlan, DomainId, KeyId, PlanId, micros};
use async_trait::async_trait;
use sqlx::QueryBuilder;
use sqlx::sqlite::SqliteRow;
use std::collections::BTreeMap;
use time::OffsetDateTime;

#[async_trait]
impl Plans for SqliteStore {
    async fn find_plan(&self, id: PlanId) -> Result<Option<DeletionPlan>, StoreError> {
        let query = sqlx::query("SELECT * FROM deletion_plans WHERE id = $1").bind(id.as_uuid());
        let found = query.fetch_optional(&self.readers).await?;
        Ok(self.with_approvals(found.as_slice()).await?.pop())
    }

    async fn find_open_plan(&self, key_id: KeyId) -> Result<Option<DeletionPlan>, StoreError> {
        let query = sqlx::query("SELECT * FROM deletion_plans WHERE key_id = $1 AND state = 'waiting'").bind(key_id.as_uuid());
        let found = query.fetch_optional(&self.readers).await?;
        Ok(self.with_approvals(found.as_slice()).await?.pop())
    }

    async fn list_open_plans(&self, domain_id: DomainId, limit: u16) -> Result<Vec<DeletionPlan>, StoreError> {
        let query = sqlx::query(
            "SELECT * FROM deletion_plans WHERE domain_id = $1 AND state = 'waiting' ORDER BY deletion_at, id LIMIT $2",
        );
        let found = query.bind(domain_id.as_uuid()).bind(limit).fetch_all(&self.readers).await?;
        self.with_approvals(&found).await
    }

    async fn list_due_plans(
        &self,
        now: OffsetDateTime,
        after: Option<(OffsetDateTime, PlanId)>,
        limit: u16,
    ) -> Result<Vec<DeletionPlan>, StoreError> {
        let (at, id) = after.map_or((i64::MIN, uuid::Uuid::nil()), |(at, id)| (micros(at), id.as_uuid()));
        let query = sqlx::query(
            "SELECT * FROM deletion_plans WHERE state = 'waiting' AND deletion_at <= $1 AND (deletion_at, id) > ($2, $3) \
             ORDER BY deletion_at, id LIMIT $4",
        );
        let found = query.bind(micros(now)).bind(at).bind(id).bind(limit).fetch_all(&self.readers).await?;
        self.with_approvals(&found).await
    }
}

impl SqliteStore {
    /// Plans with their approvals, in the order of the rows.
    async fn with_approvals(&self, found: &[SqliteRow]) -> Result<Vec<DeletionPlan>, StoreError> {
        let mut plans = found.iter().map(row::plan).collect::<Result<Vec<_>, _>>()?;
        if plans.is_empty() {
            return Ok(plans);
        }
        let mut query = QueryBuilder::new("SELECT * FROM approvals WHERE plan_id IN (");
        let mut ids = query.separated(", ");
        for plan in &plans {
            ids.push_bind(plan.id.as_uuid());
        }
        query.push(") ORDER BY at, approver");
        let mut approvals: BTreeMap<PlanId, Vec<_>> = BTreeMap::new();
        for found in &query.build().fetch_all(&self.readers).await? {
            let (plan_id, approval) = row::approval(found)?;
            approvals.entry(plan_id).or_default().push(approval);
        }
        for plan in &mut plans {
            plan.approvals = approvals.remove(&plan.id).unwrap_or_default();
        }
        Ok(plans)
    }
}
