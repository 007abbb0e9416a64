//! As much of identity v3 as programs sign in with.

use super::call::receive;
use super::error::ApiError;
use super::form::missing;
use super::identity_answer::{Place, TokenAnswer, VersionAnswer};
use super::identity_form::{token_hash, token_wanted};
use super::service::Service;
use crate::domain::{Caller, Claim};
use crate::gate::{OperationError, Unknown};
use crate::iam::{IssuedToken, RevokeToken, TokenSeen, ValidateToken};
use crate::web::{ApiCaller, Origin, OurSite};
use axum::Json;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

/// The header that names the token that a call is about.
const SUBJECT: HeaderName = HeaderName::from_static("x-subject-token");

/// `GET /v3`
pub async fn version(OurSite(site): OurSite) -> Json<VersionAnswer> {
    Json(VersionAnswer::at(site.origin()))
}

/// `POST /v3/auth/tokens`
pub async fn create_token(
    State(service): State<Service>,
    OurSite(site): OurSite,
    Origin(origin): Origin,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let asked = token_wanted(&receive(&headers, body).await?)?;
    let caller = Caller { claim: Claim::Stranger, project_id: None, origin };
    let issued = service.gate.perform(&caller, asked).await?;
    let secret = HeaderValue::from_str(issued.secret.expose()).map_err(|_| ApiError::internal())?;
    let IssuedToken { token, user, domain, project, .. } = issued;
    let place = Place { base: site.origin(), region: service.region.as_str(), with_catalog: with_catalog(query.as_deref()) };
    let answer = TokenAnswer::of(&TokenSeen { token, user, domain, project }, &place);
    Ok((StatusCode::CREATED, [(SUBJECT, sensitive(secret))], Json(answer)).into_response())
}

/// `GET /v3/auth/tokens` and `HEAD`, about the token of `X-Subject-Token`
pub async fn validate_token(
    State(service): State<Service>,
    OurSite(site): OurSite,
    ApiCaller(caller): ApiCaller,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let subject = subject(&service, &caller, &headers).await?;
    let seen = service.gate.perform(&caller, ValidateToken { token: token_hash(subject.as_bytes()) }).await;
    let seen = seen.map_err(|error| known_first(&caller, error))?;
    let place = Place { base: site.origin(), region: service.region.as_str(), with_catalog: with_catalog(query.as_deref()) };
    Ok(([(SUBJECT, sensitive(subject))], Json(TokenAnswer::of(&seen, &place))).into_response())
}

/// `DELETE /v3/auth/tokens`, about the token of `X-Subject-Token`
pub async fn revoke_token(
    State(service): State<Service>,
    ApiCaller(caller): ApiCaller,
    headers: HeaderMap,
) -> Result<StatusCode, ApiError> {
    let subject = subject(&service, &caller, &headers).await?;
    service
        .gate
        .perform(&caller, RevokeToken { token: token_hash(subject.as_bytes()) })
        .await
        .map_err(|error| known_first(&caller, error))?;
    Ok(StatusCode::NO_CONTENT)
}

/// The token that a call is about. Somebody unknown is told so before they are told that they named none.
async fn subject(service: &Service, caller: &Caller, headers: &HeaderMap) -> Result<HeaderValue, ApiError> {
    if let Some(subject) = headers.get(SUBJECT) {
        return Ok(subject.clone());
    }
    service.gate.look(caller).await?;
    Err(missing("X-Subject-Token is required").into())
}

/// Somebody unknown is asked who they are, not told that they may not.
fn known_first(caller: &Caller, error: OperationError) -> ApiError {
    let is_denied = matches!(error, OperationError::Denied { .. });
    if is_denied && caller.claim == Claim::Stranger { OperationError::from(Unknown::Missing).into() } else { error.into() }
}

fn with_catalog(query: Option<&str>) -> bool {
    !query.unwrap_or_default().split('&').any(|pair| pair.split('=').next() == Some("nocatalog"))
}

/// A value that is not to stand in any log.
fn sensitive(mut value: HeaderValue) -> HeaderValue {
    value.set_sensitive(true);
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalog_is_dropped_whatever_nocatalog_says() {
        for (query, want) in [
            (None, true),
            (Some(""), true),
            (Some("nocatalog"), false),
            (Some("nocatalog=true"), false),
            (Some("a=b&nocatalog=0"), false),
            (Some("x=nocatalog"), true),
        ] {
            assert_eq!(with_catalog(query), want, "{query:?}");
        }
    }
}
