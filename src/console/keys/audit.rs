//! What happened to one key.

use super::head::{HeadFacts, KeyHead, KeyTab};
use crate::audit::ListKeyEvents;
use crate::console::audit::{EVENTS_ON_A_PAGE, EventFilterView, EventList, EventQuery, EventsView, Scope};
use crate::console::{Console, ConsoleError, Named, Section, Shell, View, Visit, pages};
use crate::domain::{AuditEvent, Key, KeyId};
use crate::gate::Gate;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

/// `GET /console/keys/{key_id}/audit`
#[derive(Clone, Debug, Template)]
#[template(path = "keys/audit.html", blocks = ["title", "main"])]
pub struct KeyAuditPage {
    /// What stands around.
    pub shell: Shell,
    /// The head.
    pub key: KeyHead,
    /// The filter row.
    pub filter: EventFilterView,
    /// The list.
    pub events: EventsView,
}

pages!(KeyAuditPage);

/// The route of a key's trail.
pub fn audit_routes() -> Router<Console> {
    Router::new().route("/console/keys/{key_id}/audit", get(show))
}

/// `GET /console/keys/{key_id}/audit` shows what happened to the key; filters and pages swap `#events`.
async fn show(
    State(gate): State<Gate>,
    visit: Visit,
    Named(key_id): Named<KeyId>,
    View(query): View<EventQuery>,
) -> Result<Response, ConsoleError> {
    let (filter, after, limit) = (query.filter(), query.place(), EVENTS_ON_A_PAGE);
    let (key, found) = gate.perform(&visit.caller, ListKeyEvents { key_id: Some(key_id), filter, after, limit }).await?;
    let (t, scope) = (visit.words(), Scope::Key(key_id));
    let head = KeyHead::over_trail(key.as_ref(), key_id, &found.items, &visit);
    let events = EventsView::found(&visit, scope, &query, found, &head.alias);
    visit.page_or(
        || KeyAuditPage {
            shell: visit.shell(Section::Keys, None),
            key: head.clone(),
            filter: EventFilterView::of(&query, scope, t),
            events: events.clone(),
        },
        || EventList { t, events: events.clone(), turned_to: visit.turned_to(head.alias.clone()) },
    )
}

impl KeyHead {
    /// The head over what happened to a key; a destroyed one is named as its events name it.
    fn over_trail(key: Option<&Key>, key_id: KeyId, events: &[AuditEvent], visit: &Visit) -> Self {
        let t = visit.words();
        let Some(key) = key else {
            let label = events.iter().map(|event| event.subject.label.as_str()).find(|label| !label.is_empty());
            return Self::destroyed(key_id, label.unwrap_or(&key_id.to_string()), t);
        };
        let facts = HeadFacts { key, maker: "", last_use: None, tab: KeyTab::Audit, may_change: false, may_see_trail: true };
        Self::of(&facts, t, visit.dates())
    }
}
