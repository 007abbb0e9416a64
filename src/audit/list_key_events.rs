//! Shows the trail of the domain's keys.

use super::list_events::MOST;
use crate::domain::{Action, AuditEvent, Cursor, EventFilter, Key, KeyId, Page};
use crate::gate::{Absent, Context, Operation, OperationError, Outcome, Resource};
use crate::store::EventsAbout;

/// Lists what happened to one key, or to all keys of the caller's domain, newest first. A key's trail outlives the key.
#[derive(Clone, Debug)]
pub struct ListKeyEvents {
    /// The key; else all.
    pub key_id: Option<KeyId>,
    /// Which events.
    pub filter: EventFilter,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// How many at most.
    pub limit: u16,
}

impl Operation for ListKeyEvents {
    const ACTION: Action = Action::ListKeyEvents;
    const ABSENT: Absent = Absent::IsLeftToTheOperation;
    /// The key, unless all were asked for or this one is destroyed; and its events.
    type Output = (Option<Key>, Page<AuditEvent>);

    fn resource(&self) -> Resource {
        self.key_id.map_or(Resource::None, Resource::Key)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<Self::Output>, OperationError> {
        let own = cx.domain_id()?;
        let (outcome, about, key) = match self.key_id {
            None => (Outcome::of(()), EventsAbout::Keys, None),
            Some(key_id) => match cx.key(key_id) {
                Ok(key) => (Outcome::of(()).about_key(key), EventsAbout::Key(key_id), Some(key.clone())),
                Err(absent) => {
                    let found = cx.store().find_tombstone(key_id).await?.filter(|stone| stone.domain_id == own);
                    let Some(stone) = found else { return Err(absent) };
                    (Outcome::of(()).about_key_id(key_id).named(stone.alias.as_str()), EventsAbout::Key(key_id), None)
                }
            },
        };
        cx.fresh_views().await?;
        let limit = self.limit.clamp(1, MOST);
        let events = cx.store().list_events(own, about, &self.filter, self.after.as_ref(), limit).await?;
        Ok(outcome.answering((key, events)))
    }
}
