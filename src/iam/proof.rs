//! Who somebody is by name and password. Who is not there costs and reads the same as who is.

use crate::domain::{Domain, DomainId, Name, Password, Refusal, User, UserId};
use crate::gate::{Context, OperationError};
use crate::store::{Change, StoreError};
use uuid::Uuid;

/// A person, as somebody who is not known yet names them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum UserRef {
    /// By id.
    ById(String),
    /// By name, in a domain.
    ByName {
        /// The name.
        name: String,
        /// The domain.
        domain: DomainRef,
    },
}

/// A domain, as somebody who is not known yet names it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum DomainRef {
    /// By id.
    ById(String),
    /// By name.
    ByName(String),
}

/// A person who gave the right password.
#[derive(Debug)]
pub(super) struct Proven {
    pub(super) user: User,
    pub(super) domain: Domain,
    /// What is to be saved with whatever is done next: attempts are forgotten, and an old hash is renewed.
    pub(super) changes: Vec<Change>,
}

/// The id that no record has: what is looked up under it is looked up as any other, and not found.
const NOBODY: Uuid = Uuid::nil();

impl DomainRef {
    /// The domain, if there is one.
    pub(super) async fn find(&self, cx: &Context<'_>) -> Result<Option<Domain>, OperationError> {
        Ok(match self {
            Self::ById(id) => cx.store().find_domain(id.parse().unwrap_or(DomainId::from_uuid(NOBODY))).await?,
            Self::ByName(name) => match name.parse::<Name>() {
                Ok(name) => cx.store().find_domain_named(&name).await?,
                Err(_) => cx.store().find_domain(DomainId::from_uuid(NOBODY)).await?,
            },
        })
    }

    fn text(&self) -> &str {
        match self {
            Self::ById(text) | Self::ByName(text) => text,
        }
    }
}

impl UserRef {
    /// The person and their domain, if both are there; and the names that attempts are counted under. However far it comes, it
    /// reads twice.
    async fn find(&self, cx: &Context<'_>) -> Result<(Option<(User, Domain)>, [String; 2]), OperationError> {
        let store = cx.store();
        let (found, named) = match self {
            Self::ById(text) => {
                let user = store.find_user(text.parse().unwrap_or(UserId::from_uuid(NOBODY))).await?;
                let domain_id = user.as_ref().map_or(DomainId::from_uuid(NOBODY), |user| user.domain_id);
                (user.zip(store.find_domain(domain_id).await?), [String::new(), text.clone()])
            }
            Self::ByName { name, domain } => {
                let found = domain.find(cx).await?;
                let domain_id = found.as_ref().map_or(DomainId::from_uuid(NOBODY), |domain| domain.id);
                let user = match name.parse::<Name>() {
                    Ok(name) => store.find_user_named(domain_id, &name).await?,
                    Err(_) => store.find_user(UserId::from_uuid(NOBODY)).await?,
                };
                let domain_name = found.as_ref().map_or_else(|| normal(domain.text()), |domain| domain.name.to_string());
                (user.zip(found), [domain_name, normal(name)])
            }
        };
        // One account has one count, however it was named.
        let counted = found.as_ref().map(|(user, domain)| [domain.name.to_string(), user.name.to_string()]);
        Ok((found, counted.unwrap_or(named)))
    }

    /// The person, if this is their password and they are active. Every failure is the same refusal.
    pub(super) async fn prove(&self, cx: &Context<'_>, password: &Password) -> Result<Proven, OperationError> {
        let (found, [domain_name, user_name]) = self.find(cx).await?;
        let on = cx.attempt_on(&domain_name, &user_name);
        cx.trying(on, found.as_ref().map(|(user, _)| user));
        cx.store().begin_attempt(on, cx.now()).await?;
        let user_id = found.as_ref().map_or(UserId::from_uuid(NOBODY), |(user, _)| user.id);
        let is_right = cx.verify_password(Some(user_id), password).await?;
        let Some((user, domain)) = found.filter(|(user, _)| is_right && user.is_active()) else {
            return Err(Refusal::WrongPassword.into());
        };
        let mut changes = vec![Change::ForgetAttempts(on)];
        let stored = cx.store().find_password(user.id).await?.ok_or(StoreError::Stale)?;
        if cx.keyring().password_is_outdated(&stored) {
            changes.push(Change::SetPassword(user.id, cx.hash_password(user.id, password).await?));
        }
        Ok(Proven { user, domain, changes })
    }
}

/// A name as it would be kept; what is no name, as it is.
fn normal(text: &str) -> String {
    text.parse::<Name>().map_or_else(|_| text.to_owned(), |name| name.to_string())
}
