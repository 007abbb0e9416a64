//! The form that plans the destruction of a key.

use super::act::{ActForm, after};
use super::one::{key_page, report};
use super::{only_who_may, path_of};
use crate::console::keys::{Deciders, FateFragment, FateView, Impact, ScheduleDeletionPage, ScheduleFacts, ScheduleTyped, done};
use crate::console::{ConsoleError, Named, Section, View, Visit, pages, refusal};
use crate::domain::{Action, KeyId, PendingDays, Reason, Refusal};
use crate::gate::{Gate, OperationError, Resource};
use crate::kms::{KeyReport, ScheduleKeyDeletion};
use crate::web::{Checked, Htmx};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

pages!(ScheduleDeletionPage);

/// The number of days that an address names, and whether a preset chose it.
#[derive(Debug, Default, Deserialize)]
pub struct DaysQuery {
    days: Option<String>,
    #[serde(default)]
    chosen: bool,
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct ScheduleForm {
    #[serde(default)]
    days: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    alias: String,
}

/// `GET /console/keys/{key_id}/schedule-deletion` shows the form; another number of days swaps `#fate`.
pub async fn form(
    State(gate): State<Gate>,
    visit: Visit,
    Named(key_id): Named<KeyId>,
    View(query): View<DaysQuery>,
) -> Result<Response, ConsoleError> {
    only_who_may(&visit, Action::ScheduleKeyDeletion, Resource::Key(key_id))?;
    let report = report(&gate, &visit, key_id).await?;
    let days = PendingDays::new(PendingDays::MIN).map_err(refused)?;
    let possible = report.key.clone().schedule_deletion(days, visit.now());
    match visit.htmx {
        // The plan was made while the fate of other days was on its way: the page says so already.
        Htmx::Swaps if possible.is_err() => Ok(StatusCode::NO_CONTENT.into_response()),
        Htmx::Swaps => {
            let (names, days) = (names(&report), query.days.unwrap_or_default());
            let fate = FateView::of(&days, deciders(&report, &names), visit.words(), visit.dates());
            let chosen = days.parse().ok().filter(|_| query.chosen);
            let fragment = FateFragment { t: visit.words(), key_id: key_id.to_string(), chosen, fate };
            Ok(Html(askama::Template::render(&fragment)?).into_response())
        }
        Htmx::Loads => {
            // A key that no plan can be made for refuses one here as it would later.
            possible.map_err(refused)?;
            let untouched = ScheduleTyped::default();
            let typed = ScheduleTyped { days: query.days.unwrap_or_else(|| untouched.days.clone()), ..untouched };
            visit.page(&page(&visit, &report, &typed, &[]))
        }
    }
}

/// `POST /console/keys/{key_id}/schedule-deletion` plans the destruction, and swaps the key's page into `#main`.
pub async fn schedule_deletion(
    State(gate): State<Gate>,
    visit: Visit,
    Named(key_id): Named<KeyId>,
    Checked(form): Checked<ScheduleForm>,
) -> Result<Response, ConsoleError> {
    let typed = ScheduleTyped { days: form.days, reason: form.reason, alias: form.alias };
    let operation = match read(key_id, &typed) {
        Ok(operation) => operation,
        Err(refusals) => return again(&gate, &visit, key_id, &typed, &refusals).await,
    };
    match gate.perform(&visit.caller, operation).await {
        Ok((key, plan)) => {
            let page = async |notice: &_| key_page(&gate, &visit, key_id, notice).await;
            visit.done_at(path_of(key_id), done::planned(&key.alias, plan.deletion_at), page).await
        }
        Err(OperationError::Refused(refusal)) if refusal::field(&refusal).is_some() => {
            again(&gate, &visit, key_id, &typed, &[refusal]).await
        }
        Err(other) => after(&gate, &visit, key_id, &ActForm::on_key_page(), Err(other)).await,
    }
}

/// The plan that the form asks for, or all that is wrong with it.
fn read(key_id: KeyId, typed: &ScheduleTyped) -> Result<ScheduleKeyDeletion, Vec<Refusal>> {
    let days = typed.days.trim().parse().map_err(|_| Refusal::InvalidWindow).and_then(PendingDays::new);
    match (days, typed.reason.parse::<Reason>()) {
        (Ok(days), Ok(reason)) => {
            Ok(ScheduleKeyDeletion { key_id, days, reason: Some(reason), typed: Some(typed.alias.clone()) })
        }
        (days, reason) => Err(days.err().into_iter().chain(reason.err()).collect()),
    }
}

async fn again(
    gate: &Gate,
    visit: &Visit,
    key_id: KeyId,
    typed: &ScheduleTyped,
    refusals: &[Refusal],
) -> Result<Response, ConsoleError> {
    visit.page_again(&page(visit, &report(gate, visit, key_id).await?, typed, refusals))
}

fn page(visit: &Visit, report: &KeyReport, typed: &ScheduleTyped, refusals: &[Refusal]) -> ScheduleDeletionPage {
    let (names, impact) = (names(report), Impact::seen(&report.impact, visit.words()));
    let facts = ScheduleFacts {
        key: &report.key,
        domain: visit.person().domain.name.as_str(),
        impact: &impact,
        deciders: deciders(report, &names),
    };
    let here = format!("{}/schedule-deletion", path_of(report.key.id));
    ScheduleDeletionPage::of(visit.shell_at(Section::Keys, &here, None), &facts, typed, refusals, visit.dates())
}

fn names(report: &KeyReport) -> Vec<String> {
    report.deciders.iter().map(|user| user.name.to_string()).collect()
}

const fn deciders<'facts>(report: &KeyReport, names: &'facts [String]) -> Deciders<'facts> {
    Deciders { names, needed: report.approvals_needed }
}

fn refused(refusal: Refusal) -> ConsoleError {
    OperationError::from(refusal).into()
}
