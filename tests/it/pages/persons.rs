//! The pages about people and about one's own account, filled with samples.

use super::people::{NOW, ago, days_ago, person, shell_in};
use askama::Template;
use claviger::console::account::{self, AccountFacts, AccountPage, SessionFacts};
use claviger::console::people::{
    AddPersonPage, PeopleList, PeopleListView, PeoplePage, PeopleQuery, PersonFacts, PersonForm, PersonPage, PersonRow, done,
};
use claviger::console::{Dates, Notice, Section, Shell, refusal};
use claviger::domain::{Giver, Person, Refusal, Role, User, UserId, Via, WeakPassword};
use claviger::web::{Language, Words};
use time::OffsetDateTime;
use uuid::Uuid;

/// Each page by name, as HTML.
pub fn all(language: Language) -> Vec<(&'static str, String)> {
    let ravi = user(26, "Ravi Anand", &[Role::KmsCrypto]);
    let gone = ravi.clone().deactivated();
    let (fresh, stale) = (reader(10), reader(22 * 60));
    let own_roles = refusal::refused(&Refusal::OwnRoles, Uuid::from_u128(7));
    let pages: Vec<(&'static str, Result<String, askama::Error>)> = vec![
        ("people", people(language, "").render()),
        ("people-nothing", people(language, "zo").render()),
        ("people-list", list(language).render()),
        ("person-add", AddPersonPage::empty(shell(language, "/console/people/new", None), &fresh, dates(language)).render()),
        ("person-add-errors", add_errors(language, &stale).render()),
        ("person", page(language, &ravi, &fresh, Some(&done::signed_out(&ravi))).render()),
        ("person-old-password", page(language, &ravi, &stale, None).render()),
        ("person-deactivated", page(language, &gone, &stale, Some(&done::deactivated(&gone))).render()),
        ("person-activated", page(language, &ravi, &stale, Some(&done::activated(&ravi))).render()),
        ("person-oneself", page(language, &fresh.user, &fresh, Some(&own_roles)).render()),
        ("person-secret", secret(language, &ravi, &fresh).render()),
        ("person-added", page(language, &ravi, &fresh, Some(&done::added(&ravi))).render()),
        ("person-roles-errors", wrong(language, &ravi, &fresh, PersonForm::Roles(fresh.roles())).render()),
        ("person-reset-errors", wrong(language, &ravi, &stale, PersonForm::Reset).render()),
        ("account", own(language, &[], Some(&account::done::password_changed())).render()),
        ("account-errors", own(language, &account_refusals(), None).render()),
    ];
    pages.into_iter().map(|(name, page)| (name, page.unwrap())).collect()
}

fn account_refusals() -> [Refusal; 2] {
    [Refusal::WrongPassword, Refusal::WeakPassword(WeakPassword::Guessable)]
}

fn dates(language: Language) -> Dates {
    Dates::of(Words::of(language), NOW)
}

fn user(id: u128, name: &str, roles: &[Role]) -> User {
    let user = User { id: UserId::from_uuid(Uuid::from_u128(id)), ..person(name, Role::KmsReadonly).user };
    let given_by = Giver::User(UserId::from_uuid(Uuid::from_u128(20)));
    User { created_at: days_ago(569), vouched_by: given_by, ..user.with_roles(roles.iter().copied().collect(), given_by) }
}

/// A Security Administrator who gave the password so many seconds ago.
fn reader(seconds: i64) -> Person {
    let person = person("lin.okada", Role::SecuAdmin);
    match person.via {
        Via::Session { session, .. } => Person { via: Via::Session { session, password_given_at: ago(seconds) }, ..person },
        Via::Token { .. } => person,
    }
}

fn shell(language: Language, here: &str, notice: Option<&Notice>) -> Shell {
    shell_in(language, Role::SecuAdmin, Section::People, here, notice)
}

fn view(language: Language, text: &str) -> PeopleListView {
    let t = Words::of(language);
    let row = |user: &User, at: Option<OffsetDateTime>| {
        PersonRow::of(user, at, UserId::from_uuid(Uuid::from_u128(25)), t, Dates::of(t, NOW))
    };
    let rows = vec![
        row(&user(21, "Amélie Laurent", &[Role::KmsCmkFull]), Some(ago(10))),
        row(&user(22, "Ingrid Solberg", &[Role::TeAdmin, Role::KmsAdm]), Some(ago(18 * 60))),
        row(&user(23, "Jonas Meyer", &[Role::KmsCmkFull]).deactivated(), Some(ago(3 * 3_600))),
        row(&user(25, "Lin Okada", &[Role::SecuAdmin]), Some(ago(30 * 3_600))),
        row(&user(26, "Ravi Anand", &[Role::KmsCrypto]), Some(days_ago(26))),
        row(&user(27, "svc-ledger-api", &[]), None),
    ];
    let rows = if text.is_empty() { rows } else { Vec::new() };
    let query = PeopleQuery { q: text.to_owned(), ..PeopleQuery::default() };
    PeopleListView::of(&query, rows, text.is_empty().then(|| "6f1c.Ravi".to_owned()), "acme", t)
}

fn people(language: Language, text: &str) -> PeoplePage {
    PeoplePage { shell: shell(language, "/console/people", None), text: text.to_owned(), people: view(language, text) }
}

fn list(language: Language) -> PeopleList {
    PeopleList { t: Words::of(language), people: view(language, ""), turned_to: None }
}

fn add_errors(language: Language, reader: &Person) -> AddPersonPage {
    let refusals = [Refusal::NameTaken, Refusal::PasswordNeeded];
    let roles = [Role::KmsCmkFull, Role::KmsAuditor].into_iter().collect();
    AddPersonPage::again(shell(language, "/console/people/new", None), reader, "ravi.anand", roles, &refusals, dates(language))
}

fn facts<'facts>(user: &'facts User, reader: &'facts Person) -> PersonFacts<'facts> {
    PersonFacts { user, last_sign_in_at: (!user.roles.is_empty()).then(|| days_ago(26)), reader }
}

fn page(language: Language, user: &User, reader: &Person, notice: Option<&Notice>) -> PersonPage {
    let here = format!("/console/people/{}", user.id);
    PersonPage::of(shell(language, &here, notice), &facts(user, reader), dates(language))
}

fn secret(language: Language, user: &User, reader: &Person) -> PersonPage {
    let notice = done::password_reset(user);
    page(language, user, reader, Some(&notice)).showing("correct-horse-battery-staple".to_owned())
}

fn wrong(language: Language, user: &User, reader: &Person, form: PersonForm) -> PersonPage {
    let notice = done::roles_set(user);
    let page = page(language, user, reader, Some(&notice));
    page.refused(form, &facts(user, reader), &[Refusal::WrongPassword], dates(language))
}

fn own(language: Language, refusals: &[Refusal], notice: Option<&Notice>) -> AccountPage {
    let shell = shell_in(language, Role::KmsCmkFull, Section::Account, "/console/account", notice);
    let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) Version/19.1 Mobile Safari/604.1";
    let session = |is_current, since: i64, seen: i64, address: &str, agent| SessionFacts {
        is_current,
        signed_in_at: ago(since),
        seen_at: ago(seen),
        address: address.parse().ok(),
        agent,
    };
    let sessions = [session(true, 20_040, 0, "10.12.0.48", firefox), session(false, 7_920, 840, "", safari)];
    AccountPage::of(shell, &AccountFacts { sessions: &sessions, tokens: 2 }, refusals, dates(language))
}
