//! The list of keys.

use crate::console::keys::{FilterView, KeyListView, KeyQuery, KeyRowView, KeysPage, ListFacts, RowFacts, Tally, pending_notice};
use crate::console::{ConsoleError, Section, View, Visit, keys, pages};
use crate::domain::{Action, Count};
use crate::gate::Gate;
use crate::kms::{self, Depth, KeyLine, ListKeys};
use axum::extract::State;
use axum::response::Response;

/// How many rows a page has.
const ROWS: u16 = 20;

pages!(KeysPage);

/// `GET /console/keys` lists keys; filters, sorts and pages swap `#key-list`.
pub async fn list(State(gate): State<Gate>, visit: Visit, View(query): View<KeyQuery>) -> Result<Response, ConsoleError> {
    let found = find(&gate, &visit, &query).await?;
    visit.page_or(|| page(&visit, &query, &found), || fragment(&visit, &query, &found))
}

/// The keys that a view shows.
pub(super) async fn find(gate: &Gate, visit: &Visit, query: &KeyQuery) -> Result<kms::KeyList, ConsoleError> {
    let (filter, order, from) = (query.filter(visit.person().user.id), query.order(), query.place());
    Ok(gate.perform(&visit.caller, ListKeys { filter, order, from, limit: ROWS, depth: Depth::Report }).await?)
}

/// What filters, sorts and pages swap in.
pub(super) fn fragment(visit: &Visit, query: &KeyQuery, found: &kms::KeyList) -> keys::KeyList {
    let may_change = visit.may(Action::CreateKey);
    let (t, list) = (visit.words(), view(visit, query, found));
    keys::KeyList { t, csrf: visit.csrf(), may_change, list, notice: None, turned_to: visit.turned_to(t.say("keys-title")) }
}

/// A line of the list, as the reader sees it.
pub(super) fn row(visit: &Visit, line: &KeyLine) -> KeyRowView {
    let facts = RowFacts {
        key: &line.key,
        plan: line.plan.as_ref(),
        is_approved: line.is_approved,
        last_used_at: line.last_used_at,
        may_change: visit.may(Action::CreateKey),
    };
    KeyRowView::of(&facts, visit.words(), visit.dates())
}

fn page(visit: &Visit, query: &KeyQuery, found: &kms::KeyList) -> KeysPage {
    let (t, pending) = (visit.words(), found.pending);
    let has_keys = found.all > 0;
    KeysPage {
        shell: visit.shell(Section::Keys, None),
        may_change: visit.may(Action::CreateKey),
        pending: pending_notice(pending.pending, pending.overdue, pending.next, t, visit.dates()),
        filter: has_keys.then(|| FilterView::of(query, visit.person().domain.name.as_str(), t)),
        list: has_keys.then(|| view(visit, query, found)),
    }
}

fn view(visit: &Visit, query: &KeyQuery, found: &kms::KeyList) -> KeyListView {
    let project = visit.person().project.as_ref().map_or("", |project| project.name.as_str());
    let facts = ListFacts {
        query,
        rows: found.page.items.iter().map(|line| row(visit, line)).collect(),
        matching: found.matching.into(),
        all: Count::of(found.all).into(),
        counted: found.counted,
        quota: found.quota,
        next: found.page.next.as_ref().map(crate::domain::Cursor::to_text),
        project,
    };
    KeyListView::of(facts, visit.words())
}

impl From<Count> for Tally {
    fn from(count: Count) -> Self {
        Self { counted: count.counted, has_more: count.has_more }
    }
}
