//! The handlers of the pages about people.

use super::{
    AddPersonPage, PeopleList, PeopleListView, PeoplePage, PeopleQuery, PersonFacts, PersonForm, PersonPage, PersonRow, done,
};
use crate::console::{Console, ConsoleError, Named, Notice, Section, View, Visit, pages, refusal};
use crate::domain::{Name, Password, Refusal, Role, Roles, User, UserId};
use crate::gate::{Gate, Operation, OperationError};
use crate::iam::{
    ActivateUser, CreateUser, DeactivateUser, DescribeUser, EndSessions, ListUsers, ResetPassword, SetRoles, UserSeen,
};
use crate::web::{Checked, LocalPath, NoFields};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;

/// How many people a page shows.
const PEOPLE_ON_A_PAGE: u16 = 50;

pages!(PeoplePage, AddPersonPage, PersonPage);

/// A new person, as typed.
#[derive(Deserialize)]
struct AddForm {
    name: String,
    #[serde(default)]
    role: Vec<String>,
    password: Option<String>,
}

/// A person's roles, as chosen.
#[derive(Deserialize)]
struct RolesForm {
    #[serde(default)]
    role: Vec<String>,
    password: Option<String>,
}

/// The reader's password, where it is asked for.
#[derive(Deserialize)]
struct ProofForm {
    password: Option<String>,
}

/// The routes of the pages about people.
pub fn routes() -> Router<Console> {
    Router::new()
        .route("/console/people", get(list).post(add))
        .route("/console/people/new", get(new))
        .route("/console/people/{user_id}", get(show))
        .route("/console/people/{user_id}/roles", post(set_roles))
        .route("/console/people/{user_id}/reset-password", post(reset_password))
        .route("/console/people/{user_id}/end-sessions", post(end_sessions))
        .route("/console/people/{user_id}/deactivate", post(deactivate))
        .route("/console/people/{user_id}/activate", post(activate))
}

/// `GET /console/people` lists the people of the domain; searching and paging swap `#people`.
async fn list(State(gate): State<Gate>, visit: Visit, View(query): View<PeopleQuery>) -> Result<Response, ConsoleError> {
    let operation = ListUsers { text: query.q.clone(), after: query.place(), limit: PEOPLE_ON_A_PAGE };
    let found = gate.perform(&visit.caller, operation).await?;
    let (t, dates, reader) = (visit.words(), visit.dates(), visit.person());
    let row = |seen: &UserSeen| PersonRow::of(&seen.user, seen.last_sign_in_at, reader.user.id, t, dates);
    let rows = found.items.iter().map(row).collect();
    let next = found.next.map(|next| next.to_text());
    let people = PeopleListView::of(&query, rows, next, reader.domain.name.as_str(), t);
    visit.page_or(
        || PeoplePage { shell: visit.shell(Section::People, None), text: query.q.clone(), people: people.clone() },
        || PeopleList { t, people: people.clone(), turned_to: visit.turned_to(t.say("nav-people")) },
    )
}

/// `GET /console/people/new` shows the form that adds a person.
async fn new(State(gate): State<Gate>, visit: Visit) -> Result<Response, ConsoleError> {
    // Who may not list people may not add one: the list is asked, so that the form is refused like the act.
    gate.perform(&visit.caller, ListUsers { text: String::new(), after: None, limit: 1 }).await?;
    visit.page(&AddPersonPage::empty(visit.shell(Section::People, None), visit.person(), visit.dates()))
}

/// `POST /console/people` adds a person, and answers with their page and their first password, which no later page shows.
async fn add(State(gate): State<Gate>, visit: Visit, Checked(form): Checked<AddForm>) -> Result<Response, ConsoleError> {
    let roles = roles(&form.role);
    let again = |refusal: Refusal| {
        let notice = about_no_field(&refusal, &visit);
        let shell = visit.shell_at(Section::People, "/console/people/new", notice.as_ref());
        visit.page_again(&AddPersonPage::again(shell, visit.person(), &form.name, roles, &[refusal], visit.dates()))
    };
    let name: Name = match form.name.parse() {
        Ok(name) => name,
        Err(refusal) => return again(refusal),
    };
    let confirm = form.password.clone().map(Password::given);
    match gate.perform(&visit.caller, CreateUser { domain: None, name, roles, password: None, confirm }).await {
        Ok((user, made)) => once(&gate, &visit, user.id, &done::added(&user), made).await,
        Err(OperationError::Refused(refusal)) => again(refusal),
        Err(other) => Err(other.into()),
    }
}

/// `GET /console/people/{user_id}` shows one person.
async fn show(State(gate): State<Gate>, visit: Visit, Named(user_id): Named<UserId>) -> Result<Response, ConsoleError> {
    visit.page(&page(&gate, &visit, user_id, None).await?.0)
}

/// `POST /console/people/{user_id}/roles` sets exactly these roles, and swaps `#main`.
async fn set_roles(
    State(gate): State<Gate>,
    visit: Visit,
    Named(user_id): Named<UserId>,
    Checked(form): Checked<RolesForm>,
) -> Result<Response, ConsoleError> {
    let roles = roles(&form.role);
    let confirm = form.password.map(Password::given);
    match gate.perform(&visit.caller, SetRoles { user_id, roles, confirm }).await {
        Ok(user) => after(&gate, &visit, user_id, done::roles_set(&user)).await,
        Err(error) => again(&gate, &visit, user_id, Some(PersonForm::Roles(roles)), error).await,
    }
}

/// `POST /console/people/{user_id}/reset-password` answers with the new password, which no later page shows.
async fn reset_password(
    State(gate): State<Gate>,
    visit: Visit,
    Named(user_id): Named<UserId>,
    Checked(form): Checked<ProofForm>,
) -> Result<Response, ConsoleError> {
    let confirm = form.password.map(Password::given);
    match gate.perform(&visit.caller, ResetPassword { user_id, confirm }).await {
        Ok((user, made)) => once(&gate, &visit, user_id, &done::password_reset(&user), Some(made)).await,
        Err(error) => again(&gate, &visit, user_id, Some(PersonForm::Reset), error).await,
    }
}

/// `POST /console/people/{user_id}/end-sessions` signs a person out everywhere, and swaps `#main`.
async fn end_sessions(
    State(gate): State<Gate>,
    visit: Visit,
    Named(user_id): Named<UserId>,
    Checked(NoFields {}): Checked<NoFields>,
) -> Result<Response, ConsoleError> {
    act(&gate, &visit, user_id, EndSessions { user_id }, done::signed_out).await
}

/// `POST /console/people/{user_id}/deactivate` takes away all that a person may do, and swaps `#main`.
async fn deactivate(
    State(gate): State<Gate>,
    visit: Visit,
    Named(user_id): Named<UserId>,
    Checked(NoFields {}): Checked<NoFields>,
) -> Result<Response, ConsoleError> {
    act(&gate, &visit, user_id, DeactivateUser { user_id }, done::deactivated).await
}

/// `POST /console/people/{user_id}/activate` lets a person sign in again, and swaps `#main`.
async fn activate(
    State(gate): State<Gate>,
    visit: Visit,
    Named(user_id): Named<UserId>,
    Checked(NoFields {}): Checked<NoFields>,
) -> Result<Response, ConsoleError> {
    act(&gate, &visit, user_id, ActivateUser { user_id }, done::activated).await
}

async fn act(
    gate: &Gate,
    visit: &Visit,
    user_id: UserId,
    operation: impl Operation<Output = User>,
    notice: impl FnOnce(&User) -> Notice,
) -> Result<Response, ConsoleError> {
    match gate.perform(&visit.caller, operation).await {
        Ok(user) => after(gate, visit, user_id, notice(&user)).await,
        Err(error) => again(gate, visit, user_id, None, error).await,
    }
}

/// The person's page as it is now, with what it was made of.
async fn page(
    gate: &Gate,
    visit: &Visit,
    user_id: UserId,
    notice: Option<&Notice>,
) -> Result<(PersonPage, UserSeen), ConsoleError> {
    let seen = gate.perform(&visit.caller, DescribeUser { user_id }).await?;
    let shell = visit.shell_at(Section::People, path(user_id).as_str(), notice);
    Ok((PersonPage::of(shell, &facts(&seen, visit), visit.dates()), seen))
}

fn facts<'facts>(seen: &'facts UserSeen, visit: &'facts Visit) -> PersonFacts<'facts> {
    PersonFacts { user: &seen.user, last_sign_in_at: seen.last_sign_in_at, reader: visit.person() }
}

async fn after(gate: &Gate, visit: &Visit, user_id: UserId, notice: Notice) -> Result<Response, ConsoleError> {
    visit.done(path(user_id), notice, async |notice| Ok(page(gate, visit, user_id, Some(notice)).await?.0)).await
}

/// The page with a password that was just made: it is in this answer and in no other, so it is not redirected to.
async fn once(
    gate: &Gate,
    visit: &Visit,
    user_id: UserId,
    notice: &Notice,
    made: Option<Password>,
) -> Result<Response, ConsoleError> {
    let (page, _) = page(gate, visit, user_id, Some(notice)).await?;
    match made {
        Some(made) => visit.page_at(&path(user_id), &page.showing(made.expose().to_owned())),
        None => visit.page_at(&path(user_id), &page),
    }
}

/// The page after an act that the rules do not allow: the form as it was sent, or a notice.
async fn again(
    gate: &Gate,
    visit: &Visit,
    user_id: UserId,
    form: Option<PersonForm>,
    error: OperationError,
) -> Result<Response, ConsoleError> {
    let OperationError::Refused(refusal) = error else { return Err(error.into()) };
    let notice =
        if form.is_none() { Some(refusal::refused(&refusal, visit.request_id())) } else { about_no_field(&refusal, visit) };
    let (page, seen) = page(gate, visit, user_id, notice.as_ref()).await?;
    match form {
        Some(form) => visit.page_again(&page.refused(form, &facts(&seen, visit), &[refusal], visit.dates())),
        None => visit.page_again(&page),
    }
}

/// A refusal that no field can show.
fn about_no_field(refusal: &Refusal, visit: &Visit) -> Option<Notice> {
    refusal::field(refusal).is_none().then(|| refusal::refused(refusal, visit.request_id()))
}

/// The roles of these names; no form of ours sends another.
fn roles(names: &[String]) -> Roles {
    names.iter().filter_map(|name| name.parse::<Role>().ok()).collect()
}

fn path(user_id: UserId) -> LocalPath {
    LocalPath::or_start(&format!("/console/people/{user_id}"))
}
