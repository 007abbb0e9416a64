//! Every address of the console.

use super::{Console, account, approvals, audit, draw, entry, error, keys, people};
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

/// The console's routes, with what draws their troubles around them. The layer of sessions goes around this.
pub fn routes(console: Console) -> Router {
    let routes = Router::new()
        .merge(entry::sign_in_routes())
        .merge(entry::choice_routes())
        .merge(keys::routes())
        .merge(keys::audit_routes())
        .merge(approvals::routes())
        .merge(audit::routes())
        .merge(people::routes())
        .merge(account::routes())
        .route("/static/{*name}", get(crate::web::serve))
        .fallback(error::not_found)
        .method_not_allowed_fallback(error::not_found);
    drawn(console.clone(), routes.with_state(console))
}

/// The same drawing once more, around the limits: what they turn away is drawn as well.
pub fn drawn(console: Console, routes: Router) -> Router {
    routes.layer(from_fn_with_state(console, draw))
}
