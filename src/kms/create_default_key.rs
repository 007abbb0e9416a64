//! Makes the default key of a cloud service for a tenant.

use crate::domain::{Action, Alias, Description, Key, KeyId, KeySpec, KeyState, Maker, Origin, Principal};
use crate::gate::{Context, Operation, OperationError, Outcome, Unknown};
use crate::store::Change;

/// Makes the calling service's default key in a tenant's project, or finds it: the first use of encryption asks for it, and
/// many may be first at once.
#[derive(Clone, Copy, Debug)]
pub struct CreateDefaultKey;

impl Operation for CreateDefaultKey {
    const ACTION: Action = Action::CreateDefaultKey;
    type Output = Key;

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<Key>, OperationError> {
        let Principal::Service { name, project, .. } = cx.principal() else { return Err(Unknown::Missing.into()) };
        let alias = Alias::of_default_key(name);
        if let Some(key) = cx.store().find_key_named(project.id, alias.as_str()).await? {
            return Ok(Outcome::of(key.clone()).about_key(&key));
        }
        let key = Key {
            id: KeyId::from_uuid(cx.new_id()?),
            domain_id: project.domain_id,
            project_id: project.id,
            alias,
            description: Description::default(),
            spec: KeySpec::Aes256,
            origin: Origin::Kms,
            state: KeyState::Enabled,
            made_by: Maker::Service(name.clone()),
            created_at: cx.now(),
            version: 1,
            revision: 0,
        };
        let material = cx.make_material(&key).await?;
        Ok(Outcome::of(key.clone()).about_key(&key).noting("state", key.state).saving(Change::InsertKey(key, Some(material))))
    }
}
