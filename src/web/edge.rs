//! The layers around every route, in their order.

use super::compression::{compression, only_pages};
use super::headers::forbid;
use super::limits::limit;
use super::log::log;
use super::origin::{Door, arrive};
use super::session::take_back_cookies;
use crate::domain::Face;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};

/// What a request meets last before a face's own layers: the limits. A face draws what they turn away in a layer around this.
pub fn within_limits<S: Clone + Send + Sync + 'static>(routes: Router<S>) -> Router<S> {
    routes.layer(from_fn(limit))
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
