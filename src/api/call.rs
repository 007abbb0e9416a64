//! A call of v1.0: who asks, in which project, and what for.

use super::error::ApiError;
use super::form::{Asked, Form};
use super::service::Service;
use crate::domain::{Caller, ProjectId};
use crate::web::{ApiCaller, MOST_BODY};
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;
use zeroize::Zeroizing;

/// A call whose form is right, ready for the gate.
///
/// The order of refusals is: who, project, form, and the rest by the gate. The form is read
/// first, but a wrong one is answered only to somebody whom the gate knows in that project: so the usual call asks the
/// records once.
#[derive(Debug)]
pub struct Call<A> {
    /// Who asks.
    pub caller: Caller,
    /// What for.
    pub asked: A,
}

/// The project of a path that names none: ids are made of time and chance, so nobody has this one.
const NOBODYS: ProjectId = ProjectId::from_uuid(Uuid::nil());

impl<A: Asked> FromRequest<Service> for Call<A> {
    type Rejection = Response;

    async fn from_request(request: Request, service: &Service) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let ApiCaller(caller) = ApiCaller::from_request_parts(&mut parts, service).await.map_err(IntoResponse::into_response)?;
        let named = Path::<String>::from_request_parts(&mut parts, service).await;
        let project_id = named.ok().and_then(|Path(text)| text.parse().ok()).unwrap_or(NOBODYS);
        let caller = Caller { project_id: Some(project_id), ..caller };
        match read::<A>(&parts.headers, body).await {
            Ok(asked) => Ok(Self { caller, asked }),
            Err(fault) => Err(service.refuse(&caller, A::ACTION, fault).await.into_response()),
        }
    }
}

async fn read<A: Asked>(headers: &HeaderMap, body: Body) -> Result<A, ApiError> {
    let body = receive(headers, body).await?;
    Ok(Form::read(&body)?.asked()?)
}

/// Takes in a body of JSON. It may hold secrets, so it is wiped.
pub async fn receive(headers: &HeaderMap, body: Body) -> Result<Zeroizing<Vec<u8>>, ApiError> {
    let bytes = to_bytes(body, MOST_BODY).await.map_err(|_| ApiError::too_large())?;
    let body = Zeroizing::new(Vec::from(bytes));
    if body.is_empty() || is_json(headers) { Ok(body) } else { Err(ApiError::wrong_media_type()) }
}

/// Whether the body says that it is JSON, or nothing. Parameters and letter case do not matter.
fn is_json(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_none_or(|value| {
        let media_type = value.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim();
        media_type.eq_ignore_ascii_case("application/json")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_the_media_type_is_looked_at() {
        for (sent, want) in [
            ("application/json", true),
            ("application/json;charset=utf-8", true),
            ("Application/JSON ; charset=UTF-8", true),
            ("application/jsonp", false),
            ("text/plain", false),
            ("application/x-www-form-urlencoded", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(sent))]);
            assert_eq!(is_json(&headers), want, "{sent}");
        }
        assert!(is_json(&HeaderMap::new()));
    }
}
