//! Which path leads to which call. Every path is there with and without a slash at its end, as signers and clients differ.

use super::error::{ApiError, draw};
use super::service::Service;
use super::{data, datakeys, identity, keys};
use crate::domain::Name;
use crate::gate::Gate;
use crate::web::within;
use axum::Router;
use axum::middleware::from_fn;
use axum::routing::{MethodRouter, get, post};

/// All routes of the REST face, for an installation in `region`. They want the layers of [`crate::web::through`] around them.
pub fn routes(gate: Gate, region: Name) -> Router {
    let identity = with_and_without_slash(
        Router::new(),
        [("/auth/tokens".to_owned(), post(identity::create_token).get(identity::validate_token).delete(identity::revoke_token))],
    );
    let kms = [
        ("create-key", post(keys::create)),
        ("list-keys", post(keys::list)),
        ("describe-key", post(keys::describe)),
        ("enable-key", post(keys::enable)),
        ("disable-key", post(keys::disable)),
        ("schedule-key-deletion", post(keys::schedule_deletion)),
        ("cancel-key-deletion", post(keys::cancel_deletion)),
        ("create-datakey", post(datakeys::create)),
        ("create-datakey-without-plaintext", post(datakeys::create_without_plaintext)),
        ("encrypt-datakey", post(datakeys::encrypt)),
        ("decrypt-datakey", post(datakeys::decrypt)),
        ("gen-random", post(datakeys::gen_random)),
        ("encrypt-data", post(data::encrypt)),
        ("decrypt-data", post(data::decrypt)),
        ("update-key-alias", post(keys::update_alias)),
        ("update-key-description", post(keys::update_description)),
        ("user-instances", get(keys::show_instances)),
    ];
    let kms = with_and_without_slash(Router::new(), kms.map(|(verb, call)| (format!("/{{project_id}}/kms/{verb}"), call)));
    let routes = Router::new()
        .nest("/v1.0", answering(kms))
        .nest("/v3", answering(identity.route("/", get(identity::version))))
        .route("/v3/", get(identity::version).fallback(wrong_method))
        .with_state(Service { gate: gate.clone(), region });
    within(gate, routes).layer(from_fn(draw))
}

fn with_and_without_slash<const N: usize>(
    router: Router<Service>,
    paths: [(String, MethodRouter<Service>); N],
) -> Router<Service> {
    paths.into_iter().fold(router, |router, (path, call)| router.route(&format!("{path}/"), call.clone()).route(&path, call))
}

/// What is no route, or has no such method, is answered in the shape of all errors.
fn answering(router: Router<Service>) -> Router<Service> {
    router.fallback(no_route).method_not_allowed_fallback(wrong_method)
}

async fn no_route() -> ApiError {
    ApiError::no_route()
}

async fn wrong_method() -> ApiError {
    ApiError::wrong_method()
}
