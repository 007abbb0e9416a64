//! The handlers of the audit log.

use super::{AuditPage, EventFilterView, EventList, EventQuery, EventRow, EventsFacts, EventsView, Reader, Scope};
use crate::audit::{ListEvents, ListKeyEvents};
use crate::console::{Console, ConsoleError, Section, View, Visit, pages};
use crate::domain::{Action, AuditEvent, Page};
use crate::gate::{Gate, OperationError};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

/// How many events a page shows.
pub const EVENTS_ON_A_PAGE: u16 = 50;

pages!(AuditPage);

/// The routes of the audit log.
pub fn routes() -> Router<Console> {
    Router::new().route("/console/audit", get(show))
}

/// `GET /console/audit` shows the events that the reader may see; filters and pages swap `#events`.
async fn show(State(gate): State<Gate>, visit: Visit, View(query): View<EventQuery>) -> Result<Response, ConsoleError> {
    let scope = Scope::of(&visit);
    let events = list(&gate, &visit, scope, &query).await?;
    let view = EventsView::found(&visit, scope, &query, events, visit.person().domain.name.as_str());
    let t = visit.words();
    visit.page_or(
        || {
            let filter = EventFilterView::of(&query, scope, t);
            AuditPage::of(visit.shell(Section::Audit, None), scope, filter, view.clone())
        },
        || EventList { t, events: view.clone(), turned_to: visit.turned_to(t.say("nav-audit")) },
    )
}

async fn list(gate: &Gate, visit: &Visit, scope: Scope, query: &EventQuery) -> Result<Page<AuditEvent>, OperationError> {
    let (filter, after, limit) = (query.filter(), query.place(), EVENTS_ON_A_PAGE);
    match scope {
        Scope::Domain => gate.perform(&visit.caller, ListEvents { filter, after, limit }).await,
        Scope::Keys => {
            let operation = ListKeyEvents { key_id: None, filter, after, limit };
            Ok(gate.perform(&visit.caller, operation).await?.1)
        }
        Scope::Key(id) => {
            let operation = ListKeyEvents { key_id: Some(id), filter, after, limit };
            Ok(gate.perform(&visit.caller, operation).await?.1)
        }
    }
}

impl Scope {
    /// The part of the trail that this person may see on the page of the whole.
    fn of(visit: &Visit) -> Self {
        if visit.may(Action::ListEvents) { Self::Domain } else { Self::Keys }
    }
}

impl EventsView {
    /// The list of what was found, as the reader sees it.
    pub(in crate::console) fn found(
        visit: &Visit,
        scope: Scope,
        query: &EventQuery,
        found: Page<AuditEvent>,
        whose: &str,
    ) -> Self {
        let (t, dates, reader) = (visit.words(), visit.dates(), Reader::of(visit.person()));
        let rows = found.items.iter().map(|event| EventRow::of(event, reader, t, dates)).collect();
        let next = found.next.map(|next| next.to_text());
        Self::of(EventsFacts { query, scope, rows, next, whose }, t)
    }
}
