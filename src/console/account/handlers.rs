//! The handlers of one's own account.

use super::{AccountFacts, AccountPage, SessionFacts, done};
use crate::console::entry::Remembered;
use crate::console::{Console, ConsoleError, Notice, Section, Visit, pages, refusal};
use crate::domain::{Password, Refusal};
use crate::gate::{Gate, OperationError};
use crate::iam::{Account, ChangePassword, SessionSeen, ShowAccount, SignOutEverywhere};
use crate::web::session::end;
use crate::web::{Checked, CsrfToken, Elsewhere, LocalPath, NoFields, OurSite};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;

pages!(AccountPage);

/// The present password and the one that shall follow it.
#[derive(Deserialize)]
struct PasswordForm {
    #[serde(default)]
    old: String,
    #[serde(default)]
    new: String,
}

/// The routes of one's own account.
pub fn routes() -> Router<Console> {
    Router::new()
        .route("/console/account", get(show))
        .route("/console/account/change-password", post(change_password))
        .route("/console/account/sign-out-everywhere", post(sign_out_everywhere))
}

/// `GET /console/account` shows one's own account.
async fn show(State(gate): State<Gate>, visit: Visit) -> Result<Response, ConsoleError> {
    visit.page(&page(&gate, &visit, &[], None).await?)
}

/// `POST /console/account/change-password` changes the password, and goes on in a session of another id.
async fn change_password(
    State(console): State<Console>,
    OurSite(site): OurSite,
    visit: Visit,
    Checked(form): Checked<PasswordForm>,
) -> Result<Response, ConsoleError> {
    let gate = &console.gate;
    let next = console.sessions.next(&CsrfToken::new(gate.random_bytes()?), &site).await?;
    let (old, new) = (Password::given(form.old), Password::given(form.new));
    let Err(error) = gate.perform(&visit.caller, ChangePassword { old, new, session: next.hash() }).await else {
        next.leave_notice(&done::password_changed()).await?;
        // The token of every form is another now, so the page is loaded as a whole.
        return Ok((next, Elsewhere(visit.htmx, account())).into_response());
    };
    next.end().await?;
    let OperationError::Refused(refusal) = error else { return Err(error.into()) };
    let notice = refusal::field(&refusal).is_none().then(|| refusal::refused(&refusal, visit.request_id()));
    visit.page_again(&page(gate, &visit, &[refusal], notice.as_ref()).await?)
}

/// `POST /console/account/sign-out-everywhere` ends all of one's sessions and tokens, this session too.
async fn sign_out_everywhere(
    State(gate): State<Gate>,
    OurSite(site): OurSite,
    visit: Visit,
    Checked(NoFields {}): Checked<NoFields>,
) -> Result<Response, ConsoleError> {
    gate.perform(&visit.caller, SignOutEverywhere).await?;
    end(&visit.session).await?;
    Ok((Remembered::forget(&site), Elsewhere(visit.htmx, LocalPath::sign_in(None))).into_response())
}

async fn page(gate: &Gate, visit: &Visit, refusals: &[Refusal], notice: Option<&Notice>) -> Result<AccountPage, ConsoleError> {
    let Account { sessions, tokens, .. } = gate.perform(&visit.caller, ShowAccount).await?;
    let sessions: Vec<SessionFacts<'_>> = sessions.iter().map(SessionFacts::from).collect();
    let shell = visit.shell_at(Section::Account, account().as_str(), notice);
    Ok(AccountPage::of(shell, &AccountFacts { sessions: &sessions, tokens }, refusals, visit.dates()))
}

impl<'facts> From<&'facts SessionSeen> for SessionFacts<'facts> {
    fn from(seen: &'facts SessionSeen) -> Self {
        Self {
            is_current: seen.is_current,
            signed_in_at: seen.signed_in_at,
            seen_at: seen.seen_at,
            address: seen.address,
            agent: &seen.agent,
        }
    }
}

fn account() -> LocalPath {
    LocalPath::or_start("/console/account")
}
