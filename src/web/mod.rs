//! What both faces share: where a request came from, sessions, the check against forged forms, limits, headers, the log,
//! languages and assets.

mod api_caller;
mod assets;
mod checked;
mod compression;
mod csrf;
mod edge;
mod form;
mod form_token;
mod headers;
mod language;
mod limits;
mod local_path;
mod log;
mod next_session;
mod origin;
mod reply;
mod request_id;
mod same_site;
pub mod session;
mod signed_in;
mod site;
mod turned_away;
mod words;

pub use api_caller::ApiCaller;
pub use assets::{asset, serve};
pub use checked::{Checked, CheckedBeforeSignIn, NoFields};
pub use csrf::CsrfToken;
pub use edge::{through, within};
pub use form::{Fields, FormFault};
pub use form_token::{BeforeSignIn, FormToken};
pub use headers::{CONTENT_POLICY, PERMISSIONS};
pub use language::Language;
pub use limits::{MOST_BODY, MOST_HEAD, TIME_TO_ANSWER, TIME_TO_SEND};
pub use local_path::{LocalPath, NotOurs};
pub use next_session::{NextSession, Sessions};
pub use origin::{Door, Origin};
pub use reply::{Elsewhere, Htmx, Reply};
pub use request_id::{RequestId, RequestIds};
pub use same_site::{Forged, Forgery};
pub use signed_in::SignedIn;
pub use site::{InvalidSite, OurSite, Proxy, Site};
pub use turned_away::TurnedAway;
pub use words::{Term, Words};
