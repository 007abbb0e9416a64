//! The form that makes a key.

use super::one::key_page;
use super::{only_who_may, path_of};
use crate::console::keys::{CreateKeyPage, done};
use crate::console::{ConsoleError, Section, Visit, pages, refusal};
use crate::domain::{Action, Alias, Description, KeySpec, Origin, Refusal};
use crate::gate::{Gate, OperationError, Resource};
use crate::kms::CreateKey;
use crate::web::Checked;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

pages!(CreateKeyPage);

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct CreateForm {
    #[serde(default)]
    alias: String,
    #[serde(default)]
    description: String,
}

/// `GET /console/keys/new` shows the form.
pub async fn new(visit: Visit) -> Result<Response, ConsoleError> {
    only_who_may(&visit, Action::CreateKey, Resource::None)?;
    visit.page(&CreateKeyPage::empty(visit.shell(Section::Keys, None)))
}

/// `POST /console/keys` makes a key, and swaps its page into `#main`.
pub async fn create(
    State(gate): State<Gate>,
    visit: Visit,
    Checked(form): Checked<CreateForm>,
) -> Result<Response, ConsoleError> {
    let operation = match form.read() {
        Ok(operation) => operation,
        Err(refusals) => return again(&visit, &form, &refusals),
    };
    match gate.perform(&visit.caller, operation).await {
        Ok(key) => {
            let page = async |notice: &_| key_page(&gate, &visit, key.id, notice).await;
            visit.done_at(path_of(key.id), done::created(&key.alias), page).await
        }
        Err(OperationError::Refused(refusal)) => again(&visit, &form, &[refusal]),
        Err(other) => Err(other.into()),
    }
}

impl CreateForm {
    /// The key that the form asks for, or all that is wrong with it.
    fn read(&self) -> Result<CreateKey, Vec<Refusal>> {
        match (Alias::chosen(&self.alias), self.description.parse::<Description>()) {
            (Ok(alias), Ok(description)) => Ok(CreateKey { alias, description, spec: KeySpec::Aes256, origin: Origin::Kms }),
            (alias, description) => Err(alias.err().into_iter().chain(description.err()).collect()),
        }
    }
}

fn again(visit: &Visit, form: &CreateForm, refusals: &[Refusal]) -> Result<Response, ConsoleError> {
    let notice = refusal::about_no_field(refusals, visit.request_id());
    let shell = visit.shell_at(Section::Keys, "/console/keys/new", notice.as_ref());
    visit.page_again(&CreateKeyPage::again(shell, &form.alias, &form.description, refusals))
}
