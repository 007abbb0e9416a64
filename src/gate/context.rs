//! What an operation decides with: who asks, the time, records to read, keys to use.

use super::perform::Inner;
use super::refusals::Tried;
use super::{OperationError, Resource, Unavailable};
use crate::domain::{
    Actor, AttemptOn, Caller, DomainId, EventId, Key, KeyId, Password, Person, Principal, Project, Refusal, RequestOrigin,
    SecretHash, User, UserId, Via,
};
use crate::keyring::Keyring;
use crate::store::{Change, Store};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// How many events one step folds.
pub(super) const FOLDED: u16 = 500;

/// What an operation decides with.
pub struct Context<'a> {
    pub(super) inner: &'a Inner,
    pub(super) caller: &'a Caller,
    pub(super) principal: &'a Principal,
    pub(super) key: Option<&'a Key>,
    pub(super) event_id: EventId,
    pub(super) tried: &'a Mutex<Option<Tried>>,
    pub(super) now: OffsetDateTime,
}

impl Context<'_> {
    /// Who asks, as the records say.
    #[must_use]
    pub const fn principal(&self) -> &Principal {
        self.principal
    }

    /// The person who asks.
    pub fn person(&self) -> Result<&Person, OperationError> {
        match self.principal {
            Principal::Person(person) => Ok(person),
            Principal::Service { .. } | Principal::Operator | Principal::Worker | Principal::Stranger => {
                Err(super::Unknown::Missing.into())
            }
        }
    }

    /// The domain of who asks.
    pub fn domain_id(&self) -> Result<DomainId, OperationError> {
        self.principal.domain().map(|domain| domain.id).ok_or(OperationError::NoProject)
    }

    /// The project that who asks works in.
    pub fn project(&self) -> Result<&Project, OperationError> {
        self.principal.project().ok_or(OperationError::NoProject)
    }

    /// Where the request came from.
    #[must_use]
    pub const fn origin(&self) -> RequestOrigin {
        self.caller.origin
    }

    /// The time for everything that can be undone: the later of clock and witnessed time.
    #[must_use]
    pub const fn now(&self) -> OffsetDateTime {
        self.now
    }

    /// The time for what cannot be undone, or a refusal while that waits because the clock leapt.
    pub fn sure_now(&self) -> Result<OffsetDateTime, OperationError> {
        self.inner.time.sure().ok_or(OperationError::Refused(Refusal::ClockHeld))
    }

    /// What the clock itself says, right or wrong; for the operator who judges it.
    #[must_use]
    pub fn clock(&self) -> OffsetDateTime {
        self.inner.time.clock()
    }

    /// The timer that nobody can set.
    #[must_use]
    pub fn running(&self) -> Duration {
        self.inner.time.running()
    }

    /// The id of the event that will explain this operation; what it issues carries the same.
    #[must_use]
    pub const fn event_id(&self) -> EventId {
        self.event_id
    }

    /// The records.
    #[must_use]
    pub fn store(&self) -> &dyn Store {
        &*self.inner.store
    }

    /// The keys.
    #[must_use]
    pub fn keyring(&self) -> &Keyring {
        &self.inner.keyring
    }

    /// A new id, ordered by time.
    pub fn new_id(&self) -> Result<Uuid, OperationError> {
        self.inner.new_id(self.now)
    }

    /// The key that the operation is about. The gate found it, and the caller may see it.
    pub fn key(&self, key_id: KeyId) -> Result<&Key, OperationError> {
        self.key.filter(|key| key.id == key_id).ok_or(OperationError::NotFound(Resource::Key(key_id)))
    }

    /// A person of the caller's domain; for the operator, of any.
    pub async fn user(&self, user_id: UserId) -> Result<User, OperationError> {
        let found = self.store().find_user(user_id).await?;
        let domain_id = self.principal.domain().map(|domain| domain.id);
        let visible = found.filter(|user| domain_id.is_none_or(|own| own == user.domain_id));
        visible.ok_or(OperationError::NotFound(Resource::User(user_id)))
    }

    /// The name that pages show for a person; their id if they are gone, which no person ever is.
    pub async fn name_of(&self, user_id: UserId) -> Result<String, OperationError> {
        let found = self.store().find_user(user_id).await?;
        Ok(found.map_or_else(|| user_id.to_string(), |user| user.name.to_string()))
    }

    /// What attempts to sign in are counted under: the account as it was named, and the same from this address.
    #[must_use]
    pub fn attempt_on(&self, domain: &str, user: &str) -> AttemptOn {
        let address = self.caller.origin.address.map(network).unwrap_or_default();
        let blind = |parts: [&[u8]; 3]| {
            let mut bytes = b"claviger/attempt/1".to_vec();
            for part in parts {
                bytes.extend_from_slice(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
                bytes.extend_from_slice(part);
            }
            SecretHash(self.keyring().blind(&bytes))
        };
        AttemptOn {
            account: blind([domain.as_bytes(), user.as_bytes(), b""]),
            from_address: blind([domain.as_bytes(), user.as_bytes(), &address]),
        }
    }

    /// Notes which account somebody tries to be, and whose it is if it exists: a refusal then stands in that person's log and
    /// name. It costs as much, and reads the same to who tries, if there is no such account.
    pub fn trying(&self, on: AttemptOn, owner: Option<&User>) {
        let tried = Tried { account: on.account, owner: owner.map(Actor::from) };
        *self.tried.lock().unwrap_or_else(PoisonError::into_inner) = Some(tried);
    }

    /// Makes sure that it is the person who is signed in: their password was given within minutes, or is given now. The
    /// changes note that it was; an attempt counts like one to sign in.
    pub async fn confirm(&self, given: Option<&Password>) -> Result<Vec<Change>, OperationError> {
        let person = self.person()?;
        if person.gave_password_lately(self.now) {
            return Ok(Vec::new());
        }
        self.give_password(given.ok_or(Refusal::PasswordNeeded)?).await
    }

    /// Checks the password of the person who is signed in. The changes note that it was given.
    pub async fn give_password(&self, given: &Password) -> Result<Vec<Change>, OperationError> {
        let person = self.person()?;
        let on = self.attempt_on(person.domain.name.as_str(), person.user.name.as_str());
        self.store().begin_attempt(on, self.now).await?;
        if !self.verify_password(Some(person.user.id), given).await? {
            return Err(Refusal::WrongPassword.into());
        }
        let noted = match person.via {
            Via::Session { session, .. } => Some(Change::GivePassword(session, self.now)),
            Via::Token { .. } => None,
        };
        Ok([Change::ForgetAttempts(on)].into_iter().chain(noted).collect())
    }

    /// Whether `given` is the password of `user_id`. Nobody's password takes as long, and is never right.
    pub async fn verify_password(&self, user_id: Option<UserId>, given: &Password) -> Result<bool, OperationError> {
        let stored = match user_id {
            Some(user_id) => self.store().find_password(user_id).await?,
            None => None,
        };
        self.inner.passwords.verify(&self.inner.keyring, user_id, given, stored).await
    }

    /// The hash of a new password, as the database keeps it.
    pub async fn hash_password(&self, user_id: UserId, password: &Password) -> Result<String, OperationError> {
        self.inner.passwords.hash(&self.inner.keyring, user_id, password).await
    }

    /// A password that nobody chose: 125 random bits in words' reach of a keyboard.
    pub fn new_password(&self) -> Result<Password, OperationError> {
        Ok(self.keyring().make_password()?)
    }

    /// Folds what the trail has into the views that are read next, so that people see their own last act. Nothing is decided by
    /// those views.
    pub async fn fresh_views(&self) -> Result<(), OperationError> {
        while self.store().fold_trail(FOLDED).await? {}
        Ok(())
    }

    pub(super) fn missing<T>(what: &'static str) -> Result<T, OperationError> {
        Err(Unavailable::Missing(what).into())
    }
}

/// What counts as one address: all of an IPv4 address, the network of 64 bits of an IPv6 one.
fn network(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.octets().to_vec(),
        IpAddr::V6(v6) => v6.octets().into_iter().take(8).collect(),
    }
}
