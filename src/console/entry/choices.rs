//! What is chosen for a session: the language, the project, and the page to begin with.

use crate::console::{Console, ConsoleError, Section, Visit};
use crate::domain::ProjectId;
use crate::gate::Gate;
use crate::iam::ChooseProject;
use crate::web::{Checked, Elsewhere, Htmx, Language, LocalPath, OurSite, Site};
use axum::Router;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, IntoResponseParts, Response, ResponseParts};
use axum::routing::{get, post};
use serde::Deserialize;
use std::convert::Infallible;

/// A language, and the page to come back to.
#[derive(Deserialize)]
struct LanguageForm {
    language: String,
    #[serde(default)]
    next: String,
}

/// A project of the domain.
#[derive(Deserialize)]
struct ProjectForm {
    project_id: ProjectId,
}

/// Remembers a language for a year.
#[derive(Clone, Debug)]
pub struct LanguageCookie(String);

/// The routes of what is chosen.
pub fn routes() -> Router<Console> {
    Router::new()
        .route("/", get(start))
        .route("/console", get(start))
        .route("/console/", get(start))
        .route("/console/choose-language", post(choose_language))
        .route("/console/choose-project", post(choose_project))
}

/// `GET /console` leads to the first page that the reader may see.
async fn start(visit: Visit) -> Response {
    let nav = visit.shell(Section::Account, None).nav;
    let first = nav.first().map_or("/console/account", |entry| entry.href);
    Elsewhere(Htmx::Loads, LocalPath::or_start(first)).into_response()
}

/// `POST /console/choose-language` remembers a language, and comes back.
async fn choose_language(OurSite(site): OurSite, visit: Visit, Checked(form): Checked<LanguageForm>) -> Response {
    let language = form.language.parse().unwrap_or_default();
    (LanguageCookie::of(language, &site), Elsewhere(visit.htmx, LocalPath::or_start(&form.next))).into_response()
}

/// `POST /console/choose-project` works in another project from now on, and begins with its keys.
async fn choose_project(
    State(gate): State<Gate>,
    visit: Visit,
    Checked(form): Checked<ProjectForm>,
) -> Result<Response, ConsoleError> {
    gate.perform(&visit.caller, ChooseProject { project_id: form.project_id }).await?;
    Ok(Elsewhere(visit.htmx, LocalPath::default()).into_response())
}

impl LanguageCookie {
    pub(super) fn of(language: Language, site: &Site) -> Self {
        let secure = if site.is_https() { "; Secure" } else { "" };
        let (name, code) = (Language::COOKIE, language.code());
        Self(format!("{name}={code}; HttpOnly; SameSite=Lax{secure}; Path=/; Max-Age=31536000"))
    }
}

impl IntoResponseParts for LanguageCookie {
    type Error = Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Infallible> {
        if let Ok(value) = HeaderValue::from_str(&self.0) {
            parts.headers_mut().append(SET_COOKIE, value);
        }
        Ok(parts)
    }
}
