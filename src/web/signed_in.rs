//! Who asks, in the console.

use super::same_site::from_our_site;
use super::session::{csrf, session_hash};
use super::{Elsewhere, Forged, Htmx, LocalPath, Origin, OurSite, Site, TurnedAway};
use crate::domain::{Caller, Claim};
use crate::gate::{Gate, OperationError, Surroundings};
use axum::extract::{FromRef, FromRequestParts};
use axum::http::Method;
use axum::http::request::Parts;
use tower_sessions::Session;

/// Somebody who is signed in now, by the records. Everybody else is led to the sign-in page, and from there back.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who asks, for the gate.
    pub caller: Caller,
    /// Who they are, and what stands around their pages.
    pub surroundings: Surroundings,
    /// Their session.
    pub session: Session,
    /// The session's token as this answer's forms print it.
    pub csrf: String,
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn
where
    Gate: FromRef<S>,
{
    type Rejection = TurnedAway;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, TurnedAway> {
        let gate = Gate::from_ref(state);
        let Origin(origin) = Origin::from_request_parts(parts, state).await?;
        let OurSite(site) = OurSite::from_request_parts(parts, state).await?;
        let Ok(htmx) = Htmx::from_request_parts(parts, state).await;
        let session = Session::from_request_parts(parts, state).await.map_err(|_| TurnedAway::OutOfOrder)?;
        // A browser keeps our cookie back when another site sends a form: that is no reader who was signed out.
        let came_from = if parts.method.is_safe() { Ok(()) } else { from_our_site(&parts.headers, &site) };
        let signed_out = || match came_from {
            Ok(()) => TurnedAway::SignedOut(Box::new(Elsewhere(htmx, LocalPath::sign_in(back(parts, htmx, &site).as_ref())))),
            Err(why) => Forged::turn_away(parts, Claim::Stranger, why),
        };
        let claim = session_hash(&session).map(Claim::Session).ok_or_else(signed_out)?;
        let caller = Caller { claim, project_id: None, origin };
        let surroundings = match gate.look(&caller).await {
            Ok(surroundings) => surroundings,
            Err(OperationError::Unknown(_)) => return Err(signed_out()),
            Err(error) => return Err(error.into()),
        };
        let token = csrf(&session).await?.ok_or_else(signed_out)?;
        let csrf = token.masked(gate.random_bytes()?);
        Ok(Self { caller, surroundings, session, csrf })
    }
}

/// The page to come back to: the one that was asked for, or with htmx the one that is open. Nobody comes back to an action.
fn back(parts: &Parts, htmx: Htmx, site: &Site) -> Option<LocalPath> {
    match htmx {
        Htmx::Swaps => parts.headers.get("hx-current-url")?.to_str().ok()?.strip_prefix(site.origin())?.parse().ok(),
        Htmx::Loads if parts.method == Method::GET => parts.uri.path_and_query()?.as_str().parse().ok(),
        Htmx::Loads => None,
    }
}
