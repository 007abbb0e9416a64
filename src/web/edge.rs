//! The layers around every route, in their order.

use super::TurnedAway;
use super::compression::{compression, only_pages};
use super::headers::forbid;
use super::limits::limit;
use super::log::log;
use super::origin::{Door, arrive};
use super::session::take_back_cookies;
use crate::domain::Face;
use crate::gate::Gate;
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};

/// What a request meets last, right around the routes and their sessions: the limits, and the record of what is forged.
///
/// A face draws what is turned away here, and by extractors, in a layer of its own around this: it finds a [`TurnedAway`]
/// in the answer's extensions.
pub fn within<S: Clone + Send + Sync + 'static>(gate: Gate, routes: Router<S>) -> Router<S> {
    routes.layer(from_fn_with_state(gate, record_forged)).layer(from_fn(limit))
}

/// What a request meets first: its name, the log, and the headers of every answer; the console's pages are compressed.
///
/// It takes all the routes of a face, put together: the log knows a route by its pattern only here.
pub fn through<S: Clone + Send + Sync + 'static>(door: Door, routes: Router<S>) -> Router<S> {
    let routes = match door.face {
        Face::Console => routes.layer(compression()).layer(from_fn(only_pages)).layer(from_fn(take_back_cookies)),
        Face::Api | Face::CommandLine | Face::Worker => routes,
    };
    let forbidding = from_fn_with_state(door.site.clone(), forbid);
    routes.layer(forbidding).layer(from_fn(log)).layer(from_fn_with_state(door, arrive))
}

/// Has the gate record a forged request before it is answered. What cannot be recorded is not answered.
async fn record_forged(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let answer = next.run(request).await;
    let Some(TurnedAway::Forged(forged)) = answer.extensions().get() else { return answer };
    match gate.record_forgery(&forged.caller).await {
        Ok(()) => answer,
        Err(error) => TurnedAway::from(error).into_response(),
    }
}
