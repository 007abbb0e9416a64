//! Describes a key anew.

use crate::domain::{Action, Description, Key, KeyId};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};
use crate::store::Change;

/// Says anew what a key is for.
#[derive(Clone, Debug)]
pub struct UpdateKeyDescription {
    /// The key.
    pub key_id: KeyId,
    /// What it is for.
    pub description: Description,
}

impl Operation for UpdateKeyDescription {
    const ACTION: Action = Action::UpdateKeyDescription;
    type Output = Key;

    fn resource(&self) -> Resource {
        Resource::Key(self.key_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<Key>, OperationError> {
        let key = cx.key(self.key_id)?.clone().describe(self.description.clone())?;
        let outcome = Outcome::of(key.clone()).about_key(&key);
        Ok(outcome.saving(Change::UpdateKey(key)))
    }
}
