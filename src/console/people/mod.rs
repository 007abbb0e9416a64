//! The pages about people.

mod add;
pub mod done;
mod handlers;
mod list;
mod person;
mod roles;
mod secret;

pub use add::AddPersonPage;
pub use handlers::routes;
pub use list::{PeopleList, PeopleListView, PeoplePage, PeopleQuery, PersonRow};
pub use person::{PersonFacts, PersonForm, PersonPage};
pub use roles::RoleChoice;
pub use secret::ShownOnce;
