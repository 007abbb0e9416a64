//! Shows one's own account.

use crate::domain::{Action, SecretHash, User, Via};
use crate::gate::{Context, Operation, OperationError, Outcome};
use std::net::IpAddr;
use time::OffsetDateTime;

/// Shows the caller who they are, and where they are signed in.
#[derive(Clone, Copy, Debug)]
pub struct ShowAccount;

/// Somebody's account, as they see it.
#[derive(Clone, Debug)]
pub struct Account {
    /// The person.
    pub user: User,
    /// The sessions that hold, newest first.
    pub sessions: Vec<SessionSeen>,
    /// How many tokens were issued and not ended.
    pub tokens: u64,
}

/// A session, as its owner sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SessionSeen {
    /// The hash of its id.
    pub id: SecretHash,
    /// Whether it is the one that asks.
    pub is_current: bool,
    /// When it began.
    pub signed_in_at: OffsetDateTime,
    /// When a request last came.
    pub seen_at: OffsetDateTime,
    /// Where from, at sign-in.
    pub address: Option<IpAddr>,
    /// What the browser called itself, at sign-in.
    pub agent: String,
}

impl Operation for ShowAccount {
    const ACTION: Action = Action::ShowAccount;
    type Output = Account;

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<Account>, OperationError> {
        let person = cx.person()?;
        let user = person.user.clone();
        let current = match person.via {
            Via::Session { session, .. } => Some(session),
            Via::Token { .. } => None,
        };
        let mut sessions = cx.store().list_sessions(user.id).await?;
        sessions.retain(|session| session.holds(&user, cx.now()));
        let seen = sessions.into_iter().map(|session| SessionSeen {
            id: session.id,
            is_current: Some(session.id) == current,
            signed_in_at: session.signed_in_at,
            seen_at: session.seen_at,
            address: session.address,
            agent: session.agent,
        });
        let sessions = seen.collect();
        let tokens = cx.store().count_tokens(user.id, user.epoch).await?;
        Ok(Outcome::of(()).about_user(&user).answering(Account { user, sessions, tokens }))
    }
}
