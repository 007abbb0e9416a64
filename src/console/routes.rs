//! Every address of the console.

use super::{Console, account, approvals, audit, entry, error, keys, people};
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

/// The console's routes, with what draws their troubles around them. The layer of sessions goes around this, then
/// `web::within`, then [`drawn`], then `web::through`.
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
    routes.layer(from_fn_with_state(console.clone(), error::draw)).with_state(console)
}

/// The routes with what draws what the edge turns away around them.
pub fn drawn(console: Console, routes: Router) -> Router {
    routes.layer(from_fn_with_state(console, error::draw_turned_away))
}
