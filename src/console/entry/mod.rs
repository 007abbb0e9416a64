//! The way in and out: signing in, signing out, and what is chosen for a session.

mod choices;
mod remembered;
mod sign_in;

pub use choices::routes as choice_routes;
pub use remembered::Remembered;
pub use sign_in::routes as sign_in_routes;
