//! Suspends a key: nothing is sealed or opened with it until it is enabled again.

use crate::domain::{Action, Key, KeyId};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};
use crate::store::Change;

/// Suspends a key: nothing is sealed or opened with it until it is enabled again.
#[derive(Clone, Copy, Debug)]
pub struct DisableKey {
    /// The key.
    pub key_id: KeyId,
}

impl Operation for DisableKey {
    const ACTION: Action = Action::DisableKey;
    type Output = Key;

    fn resource(&self) -> Resource {
        Resource::Key(self.key_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<Key>, OperationError> {
        let before = cx.key(self.key_id)?;
        let key = before.clone().disable()?;
        let outcome = Outcome::of(key.clone()).about_key(&key).noting("from", before.state).noting("state", key.state);
        Ok(outcome.saving(Change::UpdateKey(key)))
    }
}
