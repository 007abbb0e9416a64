//! Signing in and out.

use super::Remembered;
use super::choices::LanguageCookie;
use crate::console::{Console, ConsoleError, Plain, SessionExpiredPage, SignInPage, SignInProblem, View, Visit};
use crate::domain::{Caller, Claim, Password, Refusal, Session as Signed};
use crate::gate::{Gate, OperationError};
use crate::iam::{SignIn, SignOut};
use crate::web::session::{end, renew};
use crate::web::{
    BeforeSignIn, Checked, CheckedBeforeSignIn, CsrfToken, Elsewhere, Htmx, Language, LocalPath, NoFields, Origin, OurSite, Site,
    TurnedAway, Words,
};
use askama::Template;
use axum::Router;
use axum::extract::{FromRequestParts, State};
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;
use tower_sessions::Session;

/// What the address of the sign-in page says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct SignInQuery {
    next: Option<String>,
    language: Option<String>,
}

/// Who wants to sign in, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct SignInForm {
    domain: String,
    user: String,
    password: String,
    next: String,
    language: Option<String>,
    expired: Option<String>,
}

/// What every answer of the sign-in page is made of.
struct Desk {
    region: Arc<str>,
    site: Arc<Site>,
    before: BeforeSignIn,
    remembered: Option<Remembered>,
    agent: String,
    /// The browser's language, until another is chosen.
    language: Language,
}

/// Why the form comes back.
enum Trouble {
    /// Something of the three is wrong.
    Wrong,
    /// Too many attempts; wait so many seconds.
    TooMany(u32),
}

/// The routes of signing in and out.
pub fn routes() -> Router<Console> {
    Router::new().route("/console/sign-in", get(show).post(sign_in)).route("/console/sign-out", post(sign_out))
}

/// `GET /console/sign-in` shows the form; to whoever was signed out meanwhile, with their name in it.
async fn show(desk: Desk, View(query): View<SignInQuery>) -> Result<Response, ConsoleError> {
    let chosen = query.language.and_then(|code| code.parse().ok());
    let desk = desk.speaking(chosen);
    let form = SignInForm { next: query.next.clone().unwrap_or_default(), ..SignInForm::default() };
    match desk.remembered.clone().filter(|_| query.next.is_some() && chosen.is_none()) {
        Some(who) => desk.expired(SignInForm { domain: who.domain, user: who.user, ..form }, None),
        None => desk.form(form, chosen, None),
    }
}

/// `POST /console/sign-in` signs in, under a new session id, and leads to where the reader wanted to go.
async fn sign_in(
    State(gate): State<Gate>,
    Origin(origin): Origin,
    desk: Desk,
    session: Session,
    CheckedBeforeSignIn(form): CheckedBeforeSignIn<SignInForm>,
) -> Result<Response, ConsoleError> {
    let chosen: Option<Language> = form.language.as_deref().and_then(|code| code.parse().ok());
    let id = renew(&session, &CsrfToken::new(gate.random_bytes()?)).await?;
    let operation = SignIn {
        domain: form.domain.clone(),
        user: form.user.clone(),
        password: Password::given(form.password.clone()),
        session: id,
        agent: desk.agent.clone(),
    };
    let caller = Caller { claim: Claim::Stranger, project_id: None, origin };
    let Err(error) = gate.perform(&caller, operation).await else {
        let who = Remembered { domain: form.domain, user: form.user }.remember(&desk.site);
        let language = chosen.map(|language| LanguageCookie::of(language, &desk.site));
        let next = Elsewhere(Htmx::Loads, LocalPath::or_start(&form.next));
        return Ok((who, language, next).into_response());
    };
    end(&session).await?;
    let trouble = match error {
        OperationError::Refused(Refusal::TooManyAttempts { seconds }) => Trouble::TooMany(seconds),
        OperationError::Refused(_) => Trouble::Wrong,
        other => return Err(other.into()),
    };
    let desk = desk.speaking(chosen);
    match form.expired {
        Some(_) => desk.expired(form, Some(&trouble)),
        None => desk.form(form, chosen, Some(&trouble)),
    }
}

/// `POST /console/sign-out` ends the session.
async fn sign_out(
    State(gate): State<Gate>,
    OurSite(site): OurSite,
    visit: Visit,
    Checked(NoFields {}): Checked<NoFields>,
) -> Result<Response, ConsoleError> {
    gate.perform(&visit.caller, SignOut).await?;
    end(&visit.session).await?;
    Ok((Remembered::forget(&site), Elsewhere(visit.htmx, LocalPath::sign_in(None))).into_response())
}

/// What a browser calls itself, cut to what is kept.
fn agent_of(headers: &HeaderMap) -> String {
    let agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    agent.chars().take(Signed::AGENT_LENGTH).collect()
}

impl FromRequestParts<Console> for Desk {
    type Rejection = TurnedAway;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, TurnedAway> {
        let OurSite(site) = OurSite::from_request_parts(parts, console).await?;
        let before = BeforeSignIn::from_request_parts(parts, console).await?;
        let Ok(language) = Language::from_request_parts(parts, console).await;
        let (remembered, agent) = (Remembered::of(&parts.headers, &site), agent_of(&parts.headers));
        Ok(Self { region: Arc::clone(&console.region), site, before, remembered, agent, language })
    }
}

impl Desk {
    fn speaking(self, chosen: Option<Language>) -> Self {
        Self { language: chosen.unwrap_or(self.language), ..self }
    }

    fn form(self, form: SignInForm, chosen: Option<Language>, trouble: Option<&Trouble>) -> Result<Response, ConsoleError> {
        let next = LocalPath::or_start(&form.next);
        let plain = self.plain(Some(&next));
        let page = SignInPage {
            csrf: self.before.csrf.clone(),
            next: next.to_string(),
            language: chosen.map(Language::code),
            domain: form.domain,
            user: form.user,
            problem: trouble.map(|trouble| trouble.words(&plain)),
            plain,
        };
        self.answer(trouble, &page)
    }

    fn expired(self, form: SignInForm, trouble: Option<&Trouble>) -> Result<Response, ConsoleError> {
        let plain = self.plain(None);
        let page = SessionExpiredPage {
            csrf: self.before.csrf.clone(),
            next: LocalPath::or_start(&form.next).to_string(),
            domain: form.domain,
            user: form.user,
            idle_minutes: Signed::IDLE.whole_minutes().unsigned_abs(),
            problem: trouble.map(|trouble| trouble.words(&plain)),
            plain,
        };
        self.answer(trouble, &page)
    }

    fn answer(self, trouble: Option<&Trouble>, page: &impl Template) -> Result<Response, ConsoleError> {
        let status = match trouble {
            None => StatusCode::OK,
            Some(Trouble::Wrong) => StatusCode::UNPROCESSABLE_ENTITY,
            Some(Trouble::TooMany(_)) => StatusCode::TOO_MANY_REQUESTS,
        };
        Ok((status, self.before.token, Html(page.render()?)).into_response())
    }

    /// The switch leads to the same form in the other language, and back to the same page after it.
    fn plain(&self, next: Option<&LocalPath>) -> Plain {
        let other = self.language.other().code();
        let switch = |next: &LocalPath| {
            let parts = [("language", other), ("next", next.as_str())];
            crate::console::address::address("/console/sign-in", &parts)
        };
        let (t, region) = (Words::of(self.language), self.region.to_string());
        Plain { t, region, switch_href: next.map(switch) }
    }
}

impl Trouble {
    fn words(&self, plain: &Plain) -> SignInProblem {
        match self {
            Self::Wrong => SignInProblem::wrong(0, plain),
            Self::TooMany(seconds) => SignInProblem::too_many(*seconds, plain),
        }
    }
}
