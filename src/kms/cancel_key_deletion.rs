//! Gives up the plan to destroy a key.

use crate::domain::{Action, Key, KeyId, SubjectKind};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource, Unavailable};
use crate::store::Change;

/// Gives up the plan to destroy a key: it comes back disabled, or waiting if it never had material.
#[derive(Clone, Copy, Debug)]
pub struct CancelKeyDeletion {
    /// The key.
    pub key_id: KeyId,
}

impl Operation for CancelKeyDeletion {
    const ACTION: Action = Action::CancelKeyDeletion;
    type Output = Key;

    fn resource(&self) -> Resource {
        Resource::Key(self.key_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<Key>, OperationError> {
        let before = cx.key(self.key_id)?;
        let key = before.clone().cancel_deletion()?;
        let Some(plan) = cx.store().find_open_plan(key.id).await? else { return Err(Unavailable::Stale.into()) };
        let plan = plan.cancel(cx.person()?.user.id, cx.now())?;
        let outcome = Outcome::of(key.clone()).about_key(&key).about(SubjectKind::Plan, plan.id.as_uuid());
        let outcome = outcome.noting("from", before.state).noting("state", key.state);
        Ok(outcome.saving(Change::UpdatePlan(plan)).saving(Change::UpdateKey(key)))
    }
}
