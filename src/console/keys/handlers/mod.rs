//! The handlers of the pages about keys.

mod act;
mod bulk;
mod create;
mod details;
mod list;
mod one;
mod schedule;

use crate::console::{Console, ConsoleError, Visit};
use crate::domain::{Action, KeyId};
use crate::gate::{OperationError, Resource};
use crate::web::LocalPath;
use axum::Router;
use axum::routing::{get, post};

/// The routes of the pages about keys.
pub fn routes() -> Router<Console> {
    Router::new()
        .route("/console/keys", get(list::list).post(create::create))
        .route("/console/keys/new", get(create::new))
        .route("/console/keys/enable", post(bulk::enable))
        .route("/console/keys/disable", post(bulk::disable))
        .route("/console/keys/{key_id}", get(one::show))
        .route("/console/keys/{key_id}/enable", post(act::enable))
        .route("/console/keys/{key_id}/disable", post(act::disable))
        .route("/console/keys/{key_id}/cancel-deletion", post(act::cancel_deletion))
        .route("/console/keys/{key_id}/details", get(details::form).post(details::change))
        .route("/console/keys/{key_id}/schedule-deletion", get(schedule::form).post(schedule::schedule_deletion))
}

/// The page of a key.
fn path_of(key_id: KeyId) -> LocalPath {
    LocalPath::or_start(&format!("/console/keys/{key_id}"))
}

/// Who could not send a form is not shown it.
fn only_who_may(visit: &Visit, action: Action, resource: Resource) -> Result<(), ConsoleError> {
    if visit.may(action) { Ok(()) } else { Err(OperationError::Denied { action, resource }.into()) }
}
