//! What went wrong, as a page, or as a notice where htmx asks.

use super::keys::to_act;
use super::{Console, Denied, Notice, NoticeView, Plain, TroublePage, refusal};
use crate::domain::{Action, Caller, Claim, Role, policy};
use crate::gate::{Kind, OperationError};
use crate::web::session::session_hash;
use crate::web::{Elsewhere, Htmx, Language, LocalPath, RequestId, TurnedAway, Words};
use askama::Template;
use axum::extract::{Request, State};
use axum::http::header::{REFERER, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use std::sync::Arc;
use tower_sessions::Session;
use uuid::Uuid;

/// The code of forms that are not accepted, as the trail has it.
const NOT_ACCEPTED: &str = "CLV.0403";

/// Why a handler has no answer. It is drawn by [`draw`], which knows the language and who reads.
#[derive(Clone, Debug)]
pub enum ConsoleError {
    /// The operation was not done.
    Operation(Arc<OperationError>),
    /// The edge let it go no further.
    TurnedAway(TurnedAway),
    /// A page could not be printed: a fault of ours.
    Unprintable,
}

/// A red notice, swapped into `#notice` wherever htmx stands.
#[derive(Clone, Debug, Template)]
#[template(path = "errors/_notice_answer.html")]
struct NoticeAnswer {
    t: Words,
    csrf: &'static str,
    notice: NoticeView,
}

/// What is known of a request that ended in trouble.
struct Asked {
    console: Console,
    language: Language,
    htmx: Htmx,
    /// The page that it was asked from or for.
    page: LocalPath,
    request_id: Uuid,
    session: Option<Session>,
    origin: Option<crate::domain::RequestOrigin>,
}

impl From<OperationError> for ConsoleError {
    fn from(error: OperationError) -> Self {
        Self::Operation(Arc::new(error))
    }
}

impl From<TurnedAway> for ConsoleError {
    fn from(why: TurnedAway) -> Self {
        Self::TurnedAway(why)
    }
}

impl From<askama::Error> for ConsoleError {
    fn from(error: askama::Error) -> Self {
        tracing::error!(%error, "a page could not be printed");
        Self::Unprintable
    }
}

impl ConsoleError {
    fn status(&self) -> StatusCode {
        match self {
            Self::Operation(error) => match error.kind() {
                Kind::Unknown => StatusCode::UNAUTHORIZED,
                Kind::Forbidden => StatusCode::FORBIDDEN,
                Kind::NotFound => StatusCode::NOT_FOUND,
                Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
                Kind::Conflict => StatusCode::CONFLICT,
                Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
                Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            },
            Self::TurnedAway(why) => why.status(),
            Self::Unprintable => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for ConsoleError {
    fn into_response(self) -> Response {
        let mut answer = self.status().into_response();
        answer.extensions_mut().insert(self);
        answer
    }
}

/// The layer that draws what went wrong in handlers. It stands inside of sessions, and knows who reads.
pub async fn draw(State(console): State<Console>, request: Request, next: Next) -> Response {
    let asked = Asked::of(console, &request);
    let mut answer = next.run(request).await;
    match answer.extensions_mut().remove::<ConsoleError>() {
        Some(trouble) => asked.draw(&trouble, answer.headers().get(RETRY_AFTER).cloned()).await,
        None => answer,
    }
}

/// The layer that draws what the edge turned away. It stands around the edge's own, which records what is forged.
pub async fn draw_turned_away(State(console): State<Console>, request: Request, next: Next) -> Response {
    let asked = Asked::of(console, &request);
    let mut answer = next.run(request).await;
    match answer.extensions_mut().remove::<TurnedAway>() {
        Some(why) => asked.draw(&why.into(), answer.headers().get(RETRY_AFTER).cloned()).await,
        None => answer,
    }
}

/// `GET` of an address that no page has.
pub async fn not_found() -> ConsoleError {
    OperationError::NotFound(crate::gate::Resource::None).into()
}

impl Asked {
    fn of(console: Console, request: &Request) -> Self {
        let header = |name: &HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
        let says = |name| request.headers().get(name).is_some_and(|value| value == "true");
        let htmx = if says("hx-request") && !says("hx-history-restore-request") { Htmx::Swaps } else { Htmx::Loads };
        let is_looked_at = request.method() == Method::GET && htmx == Htmx::Loads;
        let page = if is_looked_at {
            request.uri().path_and_query().map(ToString::to_string)
        } else {
            header(&HeaderName::from_static("hx-current-url")).or(header(&REFERER)).and_then(path_of)
        };
        let language = Language::choose(
            header(&axum::http::header::COOKIE).unwrap_or_default(),
            header(&axum::http::header::ACCEPT_LANGUAGE).unwrap_or_default(),
        );
        Self {
            console,
            language,
            htmx,
            page: LocalPath::or_start(&page.unwrap_or_default()),
            request_id: request.extensions().get::<RequestId>().map_or(Uuid::nil(), |id| id.0),
            session: request.extensions().get::<Session>().cloned(),
            origin: request.extensions().get().copied(),
        }
    }

    async fn draw(&self, trouble: &ConsoleError, retry: Option<HeaderValue>) -> Response {
        if let ConsoleError::TurnedAway(TurnedAway::SignedOut(elsewhere)) = trouble {
            return elsewhere.clone().into_response();
        }
        if let ConsoleError::Operation(error) = trouble
            && error.kind() == Kind::Unknown
        {
            return Elsewhere(self.htmx, LocalPath::sign_in(Some(&self.page))).into_response();
        }
        let status = trouble.status();
        let mut answer = match self.htmx {
            Htmx::Swaps if status.is_client_error() => self.notice(trouble),
            Htmx::Swaps | Htmx::Loads => self.page(trouble).await,
        };
        *answer.status_mut() = status;
        if status == StatusCode::SERVICE_UNAVAILABLE {
            answer.headers_mut().insert(RETRY_AFTER, retry.unwrap_or(HeaderValue::from_static("5")));
        }
        answer
    }

    /// Where htmx asked, the page stays, and says at its head what was refused.
    fn notice(&self, trouble: &ConsoleError) -> Response {
        let t = Words::of(self.language);
        let notice = match trouble {
            ConsoleError::Operation(error) => match &**error {
                OperationError::Refused(refusal) => refusal::refused(refusal, self.request_id),
                OperationError::Denied { action, .. } => Notice::bad("refused-denied")
                    .naming("act", to_act(*action, t))
                    .coded(error.code(), self.request_id.to_string()),
                OperationError::Unknown(_)
                | OperationError::NoProject
                | OperationError::OtherProject
                | OperationError::NotFound(_)
                | OperationError::Unavailable(_) => Notice::bad("not-found").coded(error.code(), self.request_id.to_string()),
            },
            ConsoleError::TurnedAway(_) | ConsoleError::Unprintable => {
                Notice::bad("not-accepted").coded(NOT_ACCEPTED, self.request_id.to_string())
            }
        };
        let answer = NoticeAnswer { t, csrf: "", notice: notice.view(t) };
        let headers = [
            (HeaderName::from_static("hx-retarget"), HeaderValue::from_static("#notice")),
            (HeaderName::from_static("hx-reswap"), HeaderValue::from_static("innerHTML")),
        ];
        (headers, Html(answer.render().unwrap_or_default())).into_response()
    }

    async fn page(&self, trouble: &ConsoleError) -> Response {
        let (plain, here, request_id) = (self.plain(), self.page.to_string(), self.request_id.to_string());
        let page = match trouble {
            ConsoleError::Operation(error) => match &**error {
                OperationError::Denied { action, .. } => self.denied(plain, *action).await,
                OperationError::NotFound(_) | OperationError::NoProject | OperationError::OtherProject => {
                    TroublePage::not_found(plain, request_id)
                }
                OperationError::Unknown(_) | OperationError::Unavailable(_) => TroublePage::unavailable(plain, here, request_id),
                OperationError::Refused(refusal) => {
                    let view = refusal::refused(refusal, self.request_id).view(plain.t);
                    TroublePage::refused(plain, view, here, request_id)
                }
            },
            ConsoleError::TurnedAway(why) if why.status().is_client_error() => TroublePage::not_accepted(plain, here, request_id),
            ConsoleError::TurnedAway(_) | ConsoleError::Unprintable => TroublePage::unavailable(plain, here, request_id),
        };
        Html(page.render().unwrap_or_default()).into_response()
    }

    async fn denied(&self, plain: Plain, action: Action) -> TroublePage {
        let t = plain.t;
        let in_words = |role: Role| t.with("role", "role", role.as_str());
        let person = self.person().await;
        let roles: Vec<String> = person.iter().flat_map(|person| person.roles().iter()).map(in_words).collect();
        let needed: Vec<String> = policy::roles_that_may(action).iter().copied().map(in_words).collect();
        let domain = person.as_ref().map_or_else(String::new, |person| person.domain.name.to_string());
        let act = to_act(action, t);
        let denied = Denied { act: &act, domain: &domain, roles: &roles, needed: &needed, back: None };
        TroublePage::denied(plain, &denied, self.request_id.to_string())
    }

    async fn person(&self) -> Option<crate::domain::Person> {
        let claim = Claim::Session(session_hash(self.session.as_ref()?)?);
        let caller = Caller { claim, project_id: None, origin: self.origin? };
        self.console.gate.look(&caller).await.ok().map(|surroundings| surroundings.person)
    }

    fn plain(&self) -> Plain {
        Plain { t: Words::of(self.language), region: self.console.region.to_string(), switch_href: None }
    }
}

/// The path and query of an address of ours.
fn path_of(address: &str) -> Option<String> {
    address.parse::<Uri>().ok()?.path_and_query().map(ToString::to_string)
}
