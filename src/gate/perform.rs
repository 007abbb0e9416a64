//! The gate itself. Every operation goes this way: arrive, read, decide, act, record durably, answer.

use super::passwords::Passwords;
use super::principal::Standing;
use super::refusals::{Refusals, Tried};
use super::time_keeper::TimeKeeper;
use super::{Absent, Context, Operation, OperationError, Outcome, Resource, Unavailable, Unknown};
use crate::domain::policy::decide;
use crate::domain::{
    Action, AuditEvent, Caller, Claim, Clock, Decision, DomainId, Effect, EventId, EventOutcome, Key, OPERATORS_LOG, Person,
    Principal, Project, Subject, SubjectKind, Via,
};
use crate::keyring::Keyring;
use crate::store::{HeadSeen, Reliance, Store, StoreError, Unit};
use std::sync::{Arc, Mutex, PoisonError};
use time::OffsetDateTime;
use uuid::Uuid;

/// How often an operation is decided anew because records moved on.
const ATTEMPTS: u32 = 16;
/// How many open plans are looked at to count those that somebody can decide.
const PLANS_COUNTED: u16 = 200;

/// The one way in. Clones are the same gate.
#[derive(Clone)]
pub struct Gate(pub(super) Arc<Inner>);

pub struct Inner {
    pub(super) store: Arc<dyn Store>,
    pub(super) keyring: Arc<Keyring>,
    pub(super) time: TimeKeeper,
    pub(super) passwords: Passwords,
    pub(super) refusals: Refusals,
}

/// Who is there, and what stands around every page that they see.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The person.
    pub person: Person,
    /// The projects of their domain.
    pub projects: Vec<Project>,
    /// How many plans to destroy a key this person can decide.
    pub waiting: u64,
    /// Whether what cannot be undone waits because the clock leapt.
    pub is_clock_held: bool,
}

impl std::fmt::Debug for Gate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Gate(..)")
    }
}

impl Gate {
    /// A gate over records and keys. The database must have its foundation (`open_keyring`).
    pub async fn new(store: Arc<dyn Store>, keyring: Arc<Keyring>, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let found = store.find_witnessed_time().await?;
        let (witnessed, revision) = found.ok_or(StoreError::Damaged("witnessed_time"))?;
        let time = TimeKeeper::new(clock, witnessed, revision);
        let (passwords, refusals) = (Passwords::new(), Refusals::default());
        Ok(Self(Arc::new(Inner { store, keyring, time, passwords, refusals })))
    }

    /// Lets `caller` do `operation`, if they may: decides, and saves what changed together with the record of it. A refusal
    /// is recorded, too. The answer is given only when the record is durable.
    pub async fn perform<O: Operation>(&self, caller: &Caller, operation: O) -> Result<O::Output, OperationError> {
        for _ in 0..ATTEMPTS {
            match self.0.attempt(caller, &operation).await {
                Err(OperationError::Unavailable(Unavailable::Stale)) => {}
                Err(OperationError::Unavailable(cause)) => {
                    tracing::error!(action = %O::ACTION, request = %caller.origin.request_id, error = ?cause, "unavailable");
                    return Err(cause.into());
                }
                answer => return answer,
            }
        }
        Err(Unavailable::Busy.into())
    }

    /// Who the caller is now, and what stands around the pages that they see. It is no operation and leaves no record.
    pub async fn look(&self, caller: &Caller) -> Result<Surroundings, OperationError> {
        let now = self.now();
        let standing = self.0.standing(caller, now).await?;
        check_project(caller, &standing.principal)?;
        let Principal::Person(person) = standing.principal else { return Err(Unknown::Missing.into()) };
        let (projects, waiting) = match person.via {
            Via::Session { .. } => (self.0.store.list_projects(person.domain.id).await?, self.0.waiting_for(&person).await?),
            Via::Token { .. } => (Vec::new(), 0),
        };
        Ok(Surroundings { person: *person, projects, waiting, is_clock_held: self.0.time.is_held() })
    }

    /// Records that a request was refused before it became an operation: it lacked the session's token, or came from elsewhere.
    pub async fn record_forgery(&self, caller: &Caller) -> Result<(), OperationError> {
        let now = self.now();
        let (principal, _) = self.0.known_or_not(caller, now).await?;
        let event = self.0.begin(caller, &principal, Action::ForgedRequest, now)?;
        self.0.record_refusal(event, None, "CLV.0403").await
    }

    /// Refuses what is wrong in its form, with this code, before it is an operation. Who is unknown, or known in no such
    /// project, is told that instead. Recorded like every refusal.
    pub async fn refuse_form(&self, caller: &Caller, action: Action, code: &'static str) -> Result<(), OperationError> {
        let now = self.now();
        let (principal, unknown) = self.0.known_or_not(caller, now).await?;
        let instead = unknown.map(OperationError::from).or_else(|| check_project(caller, &principal).err());
        let event = self.0.begin(caller, &principal, action, now)?;
        self.0.record_refusal(event, None, instead.as_ref().map_or(code, OperationError::code)).await?;
        instead.map_or(Ok(()), Err)
    }

    /// The time for everything that can be undone: the later of clock and witnessed time.
    #[must_use]
    pub fn now(&self) -> OffsetDateTime {
        self.0.time.now()
    }

    /// A new id for a request, ordered by time.
    pub fn new_id(&self) -> Result<Uuid, OperationError> {
        self.0.new_id(self.now())
    }

    /// 32 random bytes, for what a face hands out: tokens against forged requests.
    pub fn random_bytes(&self) -> Result<[u8; 32], OperationError> {
        Ok(*self.0.keyring.random().draw()?)
    }
}

impl Inner {
    async fn attempt<O: Operation>(&self, caller: &Caller, operation: &O) -> Result<O::Output, OperationError> {
        let now = self.time.now();
        let standing = match self.standing(caller, now).await {
            Ok(standing) => standing,
            Err(OperationError::Unknown(unknown)) => {
                let event = self.begin(caller, &Principal::Stranger, O::ACTION, now)?;
                self.record_refusal(event, None, OperationError::from(unknown).code()).await?;
                return Err(unknown.into());
            }
            Err(other) => return Err(other),
        };
        let mut event = self.begin(caller, &standing.principal, O::ACTION, now)?;
        let tried = Mutex::new(None);
        // The store refuses too: a name that somebody took meanwhile is known only when the change is saved.
        let answer = match self.decide(caller, &standing, operation, &mut event, &tried).await {
            Ok((outcome, relied_on)) => self.save(standing, event.clone(), outcome, relied_on).await,
            Err(error) => Err(error),
        };
        match answer {
            Ok(output) => Ok(output),
            Err(unavailable @ OperationError::Unavailable(_)) => Err(unavailable),
            Err(refused) => {
                let tried = tried.into_inner().unwrap_or_else(PoisonError::into_inner);
                self.record_refusal(event, tried, refused.code()).await?;
                Err(refused)
            }
        }
    }

    /// Project, existence, policy, rules: in this order, so that nobody learns of what they may not see.
    async fn decide<O: Operation>(
        &self,
        caller: &Caller,
        standing: &Standing,
        operation: &O,
        event: &mut AuditEvent,
        tried: &Mutex<Option<Tried>>,
    ) -> Result<(Outcome<O::Output>, Vec<Reliance>), OperationError> {
        let principal = &standing.principal;
        check_project(caller, principal)?;
        let resource = operation.resource();
        let mut relied_on = standing.relied_on.clone();
        let mut found = None;
        match resource {
            Resource::Key(key_id) => {
                event.subject.key_id = Some(key_id);
                let key = self.store.find_key(key_id).await?.filter(|key| is_visible(key, principal));
                if key.is_none() && O::ABSENT == Absent::IsRefused {
                    return Err(OperationError::NotFound(resource));
                }
                if let Some(key) = &key {
                    event.subject.label = key.alias.to_string();
                    relied_on.push(Reliance::Key(key.id, key.revision));
                }
                found = key;
            }
            Resource::Plan(id) => event.subject.other = Some((SubjectKind::Plan, id.as_uuid())),
            Resource::User(id) => event.subject.other = Some((SubjectKind::User, id.as_uuid())),
            Resource::Project(id) => event.subject.other = Some((SubjectKind::Project, id.as_uuid())),
            Resource::None => {}
        }
        if decide(principal, O::ACTION, found.as_ref()) == Decision::Deny {
            return Err(OperationError::Denied { action: O::ACTION, resource });
        }
        let cx = Context { inner: self, caller, principal, key: found.as_ref(), event_id: event.id, tried, now: event.at };
        let outcome = operation.run(&cx).await?;
        Ok((outcome, relied_on))
    }

    async fn save<T>(
        &self,
        standing: Standing,
        event: AuditEvent,
        outcome: Outcome<T>,
        mut relied_on: Vec<Reliance>,
    ) -> Result<T, OperationError> {
        let log = outcome.log.or_else(|| standing.principal.domain().map(|domain| domain.id)).unwrap_or(OPERATORS_LOG);
        relied_on.extend(outcome.relied_on);
        let mut details = event.details;
        details.extend(outcome.details);
        let named = outcome.subject != Subject::default();
        let event = AuditEvent {
            subject: if named { outcome.subject } else { event.subject },
            actor: outcome.actor.unwrap_or(event.actor),
            changed: !outcome.changes.is_empty() && event.action.effect() == Effect::Change,
            details,
            ..event
        };
        let logs = vec![standing.head.filter(|head| head.domain_id == log).unwrap_or_else(|| unseen(log))];
        self.store.commit(Unit { logs, relied_on, changes: outcome.changes, event }).await?;
        for key_id in outcome.wiped {
            self.keyring.forget(key_id, self.time.running());
        }
        Ok(outcome.output)
    }

    /// Who the caller is; or nobody, and why.
    async fn known_or_not(&self, caller: &Caller, now: OffsetDateTime) -> Result<(Principal, Option<Unknown>), OperationError> {
        match self.standing(caller, now).await {
            Ok(standing) => Ok((standing.principal, None)),
            Err(OperationError::Unknown(unknown)) => Ok((Principal::Stranger, Some(unknown))),
            Err(other) => Err(other),
        }
    }

    fn begin(
        &self,
        caller: &Caller,
        principal: &Principal,
        action: Action,
        now: OffsetDateTime,
    ) -> Result<AuditEvent, OperationError> {
        let id = EventId::from_uuid(self.new_id(now)?);
        Ok(AuditEvent::begin(id, now, principal, action, &caller.origin))
    }

    /// Records a refusal, or counts it with its equals of the last minute.
    async fn record_refusal(&self, event: AuditEvent, tried: Option<Tried>, code: &str) -> Result<(), OperationError> {
        let mut event = AuditEvent { outcome: EventOutcome::Refused { code: code.to_owned() }, ..event };
        let account = tried.as_ref().map(|tried| tried.account);
        if let Some(owner) = tried.and_then(|tried| tried.owner) {
            event.actor = owner;
        }
        let log = event.actor.domain_id.unwrap_or(OPERATORS_LOG);
        let is_first = self.refusals.is_first(&event, log, account, self.time.running());
        if is_first { self.record(log, event).await } else { Ok(()) }
    }

    /// Records an event that changes nothing and relies on nothing.
    pub(super) async fn record(&self, log: DomainId, event: AuditEvent) -> Result<(), OperationError> {
        let unit = Unit { logs: vec![unseen(log)], relied_on: Vec::new(), changes: Vec::new(), event };
        Ok(self.store.commit(unit).await?)
    }

    pub(super) fn new_id(&self, now: OffsetDateTime) -> Result<Uuid, OperationError> {
        let millis = u64::try_from(now.unix_timestamp_nanos() / 1_000_000).unwrap_or_default();
        Ok(self.keyring.random().time_ordered_id(millis)?)
    }

    async fn waiting_for(&self, person: &Person) -> Result<u64, OperationError> {
        let principal = Principal::Person(Box::new(person.clone()));
        if decide(&principal, Action::ApproveKeyDeletion, None) == Decision::Deny {
            return Ok(0);
        }
        let plans = self.store.list_open_plans(person.domain.id, PLANS_COUNTED).await?;
        let can = plans.iter().filter(|plan| plan.awaits(&person.user)).count();
        Ok(u64::try_from(can).unwrap_or(u64::MAX))
    }
}

/// A log whose count of changes was not read with the decision: whatever the decision relied on is checked again.
const fn unseen(domain_id: DomainId) -> HeadSeen {
    HeadSeen { domain_id, changes: u64::MAX }
}

/// The project that a request names must be the token's own.
fn check_project(caller: &Caller, principal: &Principal) -> Result<(), OperationError> {
    match (caller.project_id, principal.project()) {
        (None, _) => Ok(()),
        (Some(named), Some(own)) if named == own.id => Ok(()),
        (Some(_), Some(_)) => Err(OperationError::OtherProject),
        (Some(_), None) => match caller.claim {
            Claim::Stranger => Err(Unknown::Missing.into()),
            Claim::Session(_) | Claim::Token(_) | Claim::Service { .. } | Claim::Operator | Claim::Worker => {
                Err(OperationError::NoProject)
            }
        },
    }
}

/// Whether the principal may know of the key: in the console, people see every project of their domain; a token and a
/// service see their own project; what time asks for sees all.
fn is_visible(key: &Key, principal: &Principal) -> bool {
    match principal {
        Principal::Person(person) => match person.via {
            Via::Session { .. } => key.domain_id == person.domain.id,
            Via::Token { .. } => person.project.as_ref().is_some_and(|project| project.id == key.project_id),
        },
        Principal::Service { project, .. } => key.project_id == project.id,
        Principal::Worker => true,
        Principal::Operator | Principal::Stranger => false,
    }
}
