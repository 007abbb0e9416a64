//! Shows the whole trail of a domain.

use crate::domain::{Action, AuditEvent, Cursor, EventFilter, Page};
use crate::gate::{Context, Operation, OperationError, Outcome};
use crate::store::EventsAbout;

/// Lists what happened in the caller's domain, newest first, their own last act included.
#[derive(Clone, Debug)]
pub struct ListEvents {
    /// Which events.
    pub filter: EventFilter,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// How many at most.
    pub limit: u16,
}

/// The longest page.
pub(super) const MOST: u16 = 100;

impl Operation for ListEvents {
    const ACTION: Action = Action::ListEvents;
    type Output = Page<AuditEvent>;

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<Page<AuditEvent>>, OperationError> {
        cx.fresh_views().await?;
        let (own, about, limit) = (cx.domain_id()?, EventsAbout::Everything, self.limit.clamp(1, MOST));
        Ok(Outcome::of(cx.store().list_events(own, about, &self.filter, self.after.as_ref(), limit).await?))
    }
}
