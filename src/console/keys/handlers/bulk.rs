//! Acts on the ticked rows of the list: one event a key, one notice for all.

use super::act::list_or;
use super::list::{find, fragment};
use crate::console::keys::{KeyList, KeyQuery, done};
use crate::console::{ConsoleError, Notice, Visit};
use crate::domain::{Alias, Key, KeyId};
use crate::gate::{Gate, OperationError};
use crate::kms::{Depth, DescribeKey, Described, DisableKey, EnableKey};
use crate::web::{Checked, Elsewhere, Htmx};
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;
use std::collections::BTreeSet;

/// The ticked rows, and the view that they stand in.
#[derive(Debug, Deserialize)]
pub struct BulkForm {
    #[serde(default)]
    key_id: Vec<KeyId>,
    #[serde(default)]
    view: String,
}

/// What became of the ticked rows.
#[derive(Default)]
struct Tallied {
    done: u64,
    left: Vec<Alias>,
}

/// `POST /console/keys/enable` enables the ticked keys, and swaps `#key-list`.
pub async fn enable(State(gate): State<Gate>, visit: Visit, Checked(form): Checked<BulkForm>) -> Result<Response, ConsoleError> {
    let mut tallied = Tallied::default();
    for key_id in form.keys() {
        let done = gate.perform(&visit.caller, EnableKey { key_id }).await;
        tallied.count(&gate, &visit, key_id, done).await?;
    }
    let left: Vec<&Alias> = tallied.left.iter().collect();
    answer(&gate, &visit, &form, done::enabled_many(tallied.done, &left)).await
}

/// `POST /console/keys/disable` disables the ticked keys, and swaps `#key-list`.
pub async fn disable(State(gate): State<Gate>, visit: Visit, Checked(form): Checked<BulkForm>) -> Result<Response, ConsoleError> {
    let mut tallied = Tallied::default();
    for key_id in form.keys() {
        let done = gate.perform(&visit.caller, DisableKey { key_id }).await;
        tallied.count(&gate, &visit, key_id, done).await?;
    }
    let left: Vec<&Alias> = tallied.left.iter().collect();
    answer(&gate, &visit, &form, done::disabled_many(tallied.done, &left)).await
}

impl BulkForm {
    fn keys(&self) -> BTreeSet<KeyId> {
        self.key_id.iter().copied().collect()
    }
}

impl Tallied {
    /// Counts a key that is done, and names one that its state kept from it. A key that is not there is nobody's.
    async fn count(
        &mut self,
        gate: &Gate,
        visit: &Visit,
        key_id: KeyId,
        done: Result<Key, OperationError>,
    ) -> Result<(), ConsoleError> {
        match done {
            Ok(_) => self.done += 1,
            Err(OperationError::Refused(_)) => {
                let described = gate.perform(&visit.caller, DescribeKey { key_id, depth: Depth::Record }).await?;
                if let Described::Record(key) = described {
                    self.left.push(key.alias);
                }
            }
            Err(OperationError::NotFound(_)) => {}
            Err(other) => return Err(other.into()),
        }
        Ok(())
    }
}

async fn answer(gate: &Gate, visit: &Visit, form: &BulkForm, notice: Notice) -> Result<Response, ConsoleError> {
    match visit.htmx {
        Htmx::Swaps => {
            let query = KeyQuery::of_address(&form.view);
            let found = find(gate, visit, &query).await?;
            let list = KeyList { notice: Some(notice.view(visit.words())), ..fragment(visit, &query, &found) };
            Ok(Html(askama::Template::render(&list)?).into_response())
        }
        Htmx::Loads => {
            visit.leave(&notice).await?;
            Ok(Elsewhere(visit.htmx, list_or(&form.view, visit)).into_response())
        }
    }
}
