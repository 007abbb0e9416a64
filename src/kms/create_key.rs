//! Makes a customer master key.

use crate::domain::{Action, Alias, Description, Key, KeyId, KeySpec, KeyState, Maker, Origin};
use crate::gate::{Context, Operation, OperationError, Outcome};
use crate::store::Change;

/// Makes a key in the caller's project: enabled at once, or waiting for its owner's material.
#[derive(Clone, Debug)]
pub struct CreateKey {
    /// Its alias.
    pub alias: Alias,
    /// What it is for.
    pub description: Description,
    /// What kind of key it is.
    pub spec: KeySpec,
    /// Who makes its material.
    pub origin: Origin,
}

impl Operation for CreateKey {
    const ACTION: Action = Action::CreateKey;
    type Output = Key;

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<Key>, OperationError> {
        let made_by = Maker::User(cx.person()?.user.id);
        // Whatever the face did: names of default keys are for services alone.
        let alias = Alias::chosen(self.alias.as_str())?;
        let (state, version) = match self.origin {
            Origin::Kms => (KeyState::Enabled, 1),
            Origin::External => (KeyState::PendingImport, 0),
        };
        let project = cx.project()?;
        let key = Key {
            id: KeyId::from_uuid(cx.new_id()?),
            domain_id: project.domain_id,
            project_id: project.id,
            alias,
            description: self.description.clone(),
            spec: self.spec,
            origin: self.origin,
            state,
            made_by,
            created_at: cx.now(),
            version,
            revision: 0,
        };
        let material = match self.origin {
            Origin::Kms => Some(cx.make_material(&key).await?),
            Origin::External => None,
        };
        let outcome = Outcome::of(key.clone()).about_key(&key).noting("state", key.state).noting("origin", key.origin.as_str());
        Ok(outcome.saving(Change::InsertKey(key, material)))
    }
}
