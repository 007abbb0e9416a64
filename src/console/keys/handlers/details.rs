//! The form that calls and describes a key anew.

use super::one::key_page;
use super::{only_who_may, path_of};
use crate::console::keys::{KeyDetailsPage, done};
use crate::console::{ConsoleError, Named, Section, Visit, pages, refusal};
use crate::domain::{Action, Alias, Description, Key, KeyId, Refusal};
use crate::gate::{Gate, OperationError, Resource};
use crate::kms::{Depth, DescribeKey, Described, UpdateKeyAlias, UpdateKeyDescription};
use crate::web::Checked;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

pages!(KeyDetailsPage);

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct DetailsForm {
    #[serde(default)]
    alias: String,
    #[serde(default)]
    description: String,
}

/// `GET /console/keys/{key_id}/details` shows the form.
pub async fn form(State(gate): State<Gate>, visit: Visit, Named(key_id): Named<KeyId>) -> Result<Response, ConsoleError> {
    only_who_may(&visit, Action::UpdateKeyAlias, Resource::Key(key_id))?;
    let key = record(&gate, &visit, key_id).await?;
    // A key that nothing can be changed of refuses the form here as it would later.
    key.clone().rename(key.alias.clone()).map_err(OperationError::from)?;
    visit.page(&KeyDetailsPage::of(visit.shell(Section::Keys, None), &key))
}

/// `POST /console/keys/{key_id}/details` calls and describes the key anew, and swaps its page into `#main`.
pub async fn change(
    State(gate): State<Gate>,
    visit: Visit,
    Named(key_id): Named<KeyId>,
    Checked(form): Checked<DetailsForm>,
) -> Result<Response, ConsoleError> {
    let changed = match form.read() {
        Ok((alias, description)) => change_to(&gate, &visit, key_id, alias, description).await,
        Err(refusals) => return again(&gate, &visit, key_id, &form, &refusals).await,
    };
    match changed {
        Ok(key) => {
            let page = async |notice: &_| key_page(&gate, &visit, key_id, notice).await;
            visit.done_at(path_of(key_id), done::changed(&key.alias), page).await
        }
        Err(OperationError::Refused(refusal)) if refusal::field(&refusal).is_some() => {
            again(&gate, &visit, key_id, &form, &[refusal]).await
        }
        Err(other) => Err(other.into()),
    }
}

impl DetailsForm {
    fn read(&self) -> Result<(Alias, Description), Vec<Refusal>> {
        match (Alias::chosen(&self.alias), self.description.parse()) {
            (Ok(alias), Ok(description)) => Ok((alias, description)),
            (alias, description) => Err(alias.err().into_iter().chain(description.err()).collect()),
        }
    }
}

/// Asks for what is new; and if nothing is, for the alias that it has, so that the gate says whether they may. The alias comes
/// first: it alone can be taken.
async fn change_to(
    gate: &Gate,
    visit: &Visit,
    key_id: KeyId,
    alias: Alias,
    description: Description,
) -> Result<Key, OperationError> {
    let mut key = record(gate, visit, key_id).await?;
    if key.alias != alias || key.description == description {
        key = gate.perform(&visit.caller, UpdateKeyAlias { key_id, alias }).await?;
    }
    if key.description != description {
        key = gate.perform(&visit.caller, UpdateKeyDescription { key_id, description }).await?;
    }
    Ok(key)
}

async fn record(gate: &Gate, visit: &Visit, key_id: KeyId) -> Result<Key, OperationError> {
    match gate.perform(&visit.caller, DescribeKey { key_id, depth: Depth::Record }).await? {
        Described::Record(key) => Ok(*key),
        Described::Living(_) | Described::Destroyed(_) => Err(OperationError::NotFound(Resource::Key(key_id))),
    }
}

async fn again(
    gate: &Gate,
    visit: &Visit,
    key_id: KeyId,
    form: &DetailsForm,
    refusals: &[Refusal],
) -> Result<Response, ConsoleError> {
    let key = record(gate, visit, key_id).await?;
    let notice = refusal::about_no_field(refusals, visit.request_id());
    let shell = visit.shell_at(Section::Keys, &format!("{}/details", path_of(key_id)), notice.as_ref());
    visit.page_again(&KeyDetailsPage::again(shell, &key, &form.alias, &form.description, refusals))
}
