//! Lists the people of a domain.

use crate::domain::{Action, Cursor, Name, Page, User};
use crate::gate::{Context, Operation, OperationError, Outcome};
use time::OffsetDateTime;

/// Lists the people of the caller's domain whose name begins with a text, by name.
#[derive(Clone, Debug)]
pub struct ListUsers {
    /// What the name begins with.
    pub text: String,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// How many at most.
    pub limit: u16,
}

/// A person, as administrators see them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UserSeen {
    /// The person.
    pub user: User,
    /// When they last signed in.
    pub last_sign_in_at: Option<OffsetDateTime>,
}

/// The longest page.
const MOST: u16 = 100;

impl Operation for ListUsers {
    const ACTION: Action = Action::ListUsers;
    type Output = Page<UserSeen>;

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<Page<UserSeen>>, OperationError> {
        // Names are kept in their normal form, so that is what they begin with.
        let text = self.text.trim();
        let begins = text.parse::<Name>().map_or_else(|_| text.to_owned(), |name| name.to_string());
        let limit = self.limit.clamp(1, MOST);
        let found = cx.store().list_users(cx.domain_id()?, &begins, self.after.as_ref(), limit).await?;
        Ok(Outcome::of(found.map(|(user, last_sign_in_at)| UserSeen { user, last_sign_in_at })))
    }
}
