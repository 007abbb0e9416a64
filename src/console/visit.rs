//! Somebody who is signed in looks at a page, or acts on one.

use super::{ConsoleError, Dates, Notice, Section, Shell, ShellFacts, Trust};
use crate::domain::{Action, Caller, Person, policy};
use crate::gate::{Gate, Surroundings};
use crate::web::session::{leave_notice, take_notice};
use crate::web::{Htmx, Language, LocalPath, RequestId, SignedIn, Words};
use axum::extract::{FromRef, FromRequestParts};
use axum::http::header::REFERER;
use axum::http::request::Parts;
use axum::http::{Method, Uri};
use axum::response::{IntoResponse, Response};
use time::OffsetDateTime;
use tower_sessions::Session;
use uuid::Uuid;

/// A request of somebody who is signed in, with all that stands around the answer.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Who asks, for the gate.
    pub caller: Caller,
    /// What the answer is shown in.
    pub htmx: Htmx,
    /// The session.
    pub session: Session,
    surroundings: Surroundings,
    csrf: String,
    language: Language,
    request_id: Uuid,
    here: String,
    now: OffsetDateTime,
    notice: Option<Notice>,
    came_from: Option<LocalPath>,
    turns_page: bool,
}

impl Visit {
    /// The texts.
    #[must_use]
    pub const fn words(&self) -> Words {
        Words::of(self.language)
    }

    /// Moments in words, as seen from now.
    #[must_use]
    pub const fn dates(&self) -> Dates {
        Dates::of(self.words(), self.now)
    }

    /// Who asks, as the records say.
    #[must_use]
    pub const fn person(&self) -> &Person {
        &self.surroundings.person
    }

    /// The same visit, now that so many plans wait for this person.
    #[must_use]
    pub fn with_waiting(&self, waiting: u64) -> Self {
        let surroundings = Surroundings { waiting, ..self.surroundings.clone() };
        Self { surroundings, ..self.clone() }
    }

    /// Whether their roles allow an action.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        policy::roles_that_may(action).iter().any(|role| self.person().roles().contains(*role))
    }

    /// The session's token as this answer's forms print it.
    #[must_use]
    pub fn csrf(&self) -> String {
        self.csrf.clone()
    }

    /// The moment that the answer is of.
    #[must_use]
    pub const fn now(&self) -> OffsetDateTime {
        self.now
    }

    /// Whether what cannot be undone waits because the clock leapt.
    #[must_use]
    pub const fn is_clock_held(&self) -> bool {
        self.surroundings.is_clock_held
    }

    /// The heading to read on from, when the reader turned to another page of a list.
    #[must_use]
    pub fn turned_to(&self, heading: String) -> Option<String> {
        self.turns_page.then_some(heading)
    }

    /// The page of ours that the request came from, if the browser says so.
    #[must_use]
    pub fn came_from(&self) -> Option<LocalPath> {
        self.came_from.clone()
    }

    /// The request.
    #[must_use]
    pub const fn request_id(&self) -> Uuid {
        self.request_id
    }

    /// The shell of a page; with what is to be said now, or else what the last request left to say.
    #[must_use]
    pub fn shell(&self, section: Section, notice: Option<&Notice>) -> Shell {
        self.shell_at(section, &self.here, notice)
    }

    /// The shell of a page that has another address than the request.
    #[must_use]
    pub fn shell_at(&self, section: Section, here: &str, notice: Option<&Notice>) -> Shell {
        Shell::of(&ShellFacts {
            language: self.language,
            person: self.person(),
            projects: &self.surroundings.projects,
            section,
            here,
            csrf: &self.csrf,
            waiting: self.surroundings.waiting,
            trust: Trust::Software,
            notice: notice.or(self.notice.as_ref()),
            request_id: self.request_id,
            swapped: self.htmx.swaps(),
        })
    }

    /// Leaves something to say for the next page.
    pub async fn leave(&self, notice: &Notice) -> Result<(), ConsoleError> {
        Ok(leave_notice(&self.session, notice).await?)
    }
}

impl<S> FromRequestParts<S> for Visit
where
    S: Send + Sync,
    Gate: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let signed_in = SignedIn::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let request_id = RequestId::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let (Ok(language), Ok(htmx)) =
            (Language::from_request_parts(parts, state).await, Htmx::from_request_parts(parts, state).await);
        // What was left to say is for a page that is looked at as a whole.
        let notice = match (&parts.method, htmx) {
            (&Method::GET, Htmx::Loads) => take_notice(&signed_in.session).await.map_err(IntoResponse::into_response)?,
            (_, _) => None,
        };
        let referer = parts.headers.get(REFERER).and_then(|value| value.to_str().ok()?.parse::<Uri>().ok());
        let came_from = referer.and_then(|address| address.path_and_query()?.as_str().parse().ok());
        // What was clicked, by its id: the links of `components/pager.html`.
        let clicked = parts.headers.get("hx-trigger").and_then(|value| value.to_str().ok());
        let turns_page = matches!(clicked, Some("first" | "next" | "further"));
        let here = parts.uri.path_and_query().map_or_else(String::new, ToString::to_string);
        Ok(Self {
            caller: signed_in.caller,
            htmx,
            session: signed_in.session,
            surroundings: signed_in.surroundings,
            csrf: signed_in.csrf,
            language,
            request_id: request_id.0,
            here: LocalPath::or_start(&here).to_string(),
            now: Gate::from_ref(state).now(),
            notice,
            came_from,
            turns_page,
        })
    }
}
