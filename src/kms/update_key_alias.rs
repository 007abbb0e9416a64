//! Gives a key another alias.

use crate::domain::{Action, Alias, Key, KeyId};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};
use crate::store::Change;

/// Gives a key another alias. Nothing else changes: programs name keys by their ids.
#[derive(Clone, Debug)]
pub struct UpdateKeyAlias {
    /// The key.
    pub key_id: KeyId,
    /// Its new alias.
    pub alias: Alias,
}

impl Operation for UpdateKeyAlias {
    const ACTION: Action = Action::UpdateKeyAlias;
    type Output = Key;

    fn resource(&self) -> Resource {
        Resource::Key(self.key_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<Key>, OperationError> {
        let before = cx.key(self.key_id)?;
        // Whatever the face did: names of default keys are for services alone.
        let key = before.clone().rename(Alias::chosen(self.alias.as_str())?)?;
        let outcome = Outcome::of(key.clone()).about_key(&key).noting("from", &before.alias).noting("alias", &key.alias);
        Ok(outcome.saving(Change::UpdateKey(key)))
    }
}
