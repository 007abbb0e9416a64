//! Acts on one key, from its row, its page or the approvals.

use super::list::row;
use super::one::key_page;
use super::path_of;
use crate::console::approvals::inbox_page;
use crate::console::keys::{KeyRow, done};
use crate::console::{ConsoleError, Named, Notice, Visit, refusal};
use crate::domain::{KeyFilter, KeyId, KeyOrder, Place};
use crate::gate::{Gate, OperationError, Resource};
use crate::kms::{CancelKeyDeletion, Depth, DisableKey, EnableKey, KeyLine, ListKeys};
use crate::web::{Checked, Elsewhere, Htmx, LocalPath};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

/// What a form says of where it stands. Ticked rows travel along and are not looked at.
#[derive(Debug, Deserialize)]
pub struct ActForm {
    from: Option<From>,
    #[serde(default)]
    view: String,
}

/// The page that a form stands on; a row of the list says nothing.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum From {
    Key,
    Approvals,
}

/// `POST /console/keys/{key_id}/enable` swaps the key's row, or `#main` of its page.
pub async fn enable(
    State(gate): State<Gate>,
    visit: Visit,
    Named(key_id): Named<KeyId>,
    Checked(form): Checked<ActForm>,
) -> Result<Response, ConsoleError> {
    let done = gate.perform(&visit.caller, EnableKey { key_id }).await;
    after(&gate, &visit, key_id, &form, done.map(|key| done::enabled(&key.alias, key_id))).await
}

/// `POST /console/keys/{key_id}/disable` swaps the key's row, or `#main` of its page.
pub async fn disable(
    State(gate): State<Gate>,
    visit: Visit,
    Named(key_id): Named<KeyId>,
    Checked(form): Checked<ActForm>,
) -> Result<Response, ConsoleError> {
    let done = gate.perform(&visit.caller, DisableKey { key_id }).await;
    after(&gate, &visit, key_id, &form, done.map(|key| done::disabled(&key.alias, key_id))).await
}

/// `POST /console/keys/{key_id}/cancel-deletion` swaps the key's row, or `#main` of its page or of the approvals.
pub async fn cancel_deletion(
    State(gate): State<Gate>,
    visit: Visit,
    Named(key_id): Named<KeyId>,
    Checked(form): Checked<ActForm>,
) -> Result<Response, ConsoleError> {
    let done = gate.perform(&visit.caller, CancelKeyDeletion { key_id }).await;
    after(&gate, &visit, key_id, &form, done.map(|key| done::cancelled(&key.alias))).await
}

/// What follows an act: the place that it was asked from, as it is now, with what there is to say, done or refused.
pub(super) async fn after(
    gate: &Gate,
    visit: &Visit,
    key_id: KeyId,
    form: &ActForm,
    done: Result<Notice, OperationError>,
) -> Result<Response, ConsoleError> {
    let (status, notice) = match done {
        Ok(notice) => (StatusCode::OK, notice),
        Err(OperationError::Refused(refusal)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, refusal::refused(&refusal, visit.request_id()))
        }
        Err(other) => return Err(other.into()),
    };
    let mut answer = match (visit.htmx, form.from) {
        (Htmx::Loads, _) => {
            visit.leave(&notice).await?;
            return Ok(Elsewhere(visit.htmx, form.place(visit, key_id)).into_response());
        }
        (Htmx::Swaps, None) => changed_row(gate, visit, key_id, &notice).await?,
        (Htmx::Swaps, Some(From::Key)) => visit.page(&key_page(gate, visit, key_id, &notice).await?)?,
        (Htmx::Swaps, Some(From::Approvals)) => {
            let page = inbox_page(gate, visit, Some(&notice)).await?;
            visit.page_at(&LocalPath::or_start("/console/approvals"), &page)?
        }
    };
    *answer.status_mut() = status;
    Ok(answer)
}

impl ActForm {
    /// A form on the page of the key.
    pub(super) const fn on_key_page() -> Self {
        Self { from: Some(From::Key), view: String::new() }
    }

    /// Where who has no htmx goes on.
    fn place(&self, visit: &Visit, key_id: KeyId) -> LocalPath {
        match self.from {
            Some(From::Key) => path_of(key_id),
            Some(From::Approvals) => LocalPath::or_start("/console/approvals"),
            None => list_or(&self.view, visit),
        }
    }
}

/// The view of the list that a form stood in; of a notice's form, the page that it stood on.
pub(super) fn list_or(view: &str, visit: &Visit) -> LocalPath {
    let list = || LocalPath::or_start("/console/keys");
    match view.parse::<LocalPath>() {
        Ok(path) => path,
        Err(_) => visit.came_from().unwrap_or_else(list),
    }
}

async fn changed_row(gate: &Gate, visit: &Visit, key_id: KeyId, notice: &Notice) -> Result<Response, ConsoleError> {
    let line = line(gate, visit, key_id).await?;
    let answer = KeyRow::answer(row(visit, &line), notice, &visit.csrf(), visit.words());
    Ok(Html(askama::Template::render(&answer)?).into_response())
}

/// The key as the list shows it: the list finds it by its whole id.
async fn line(gate: &Gate, visit: &Visit, key_id: KeyId) -> Result<KeyLine, ConsoleError> {
    let filter = KeyFilter { text: key_id.to_string(), ..KeyFilter::default() };
    let (order, from, depth) = (KeyOrder::default(), Place::Start, Depth::Report);
    let found = gate.perform(&visit.caller, ListKeys { filter, order, from, limit: 1, depth }).await?;
    let line = found.page.items.into_iter().find(|line| line.key.id == key_id);
    line.ok_or_else(|| OperationError::NotFound(Resource::Key(key_id)).into())
}
