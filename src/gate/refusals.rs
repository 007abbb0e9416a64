//! Refusals are events too; equal ones within a minute become one with a count, so that nobody fills the trail by asking.

use crate::domain::{Actor, ActorKind, AuditEvent, DomainId, EventOutcome, KeyId, OPERATORS_LOG, SecretHash};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use time::Duration;
use uuid::Uuid;

/// How long equal refusals are gathered.
const GATHERED: Duration = Duration::minutes(1);
/// How many different ones are gathered at once; past that, strangers are not told apart by address.
const KINDS: usize = 4_096;

/// The account that somebody tried to be.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The account as it was named, and blinded.
    pub account: SecretHash,
    /// Whose it is, if there is one. A refusal stands in their domain's log, in their name.
    pub owner: Option<Actor>,
}

/// What makes two refusals equal.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Likeness {
    log: DomainId,
    kind: &'static str,
    actor: Uuid,
    name: String,
    action: &'static str,
    key_id: Option<KeyId>,
    other: Option<Uuid>,
    code: String,
    address: Option<IpAddr>,
    /// Told apart whether the account exists or not: how long an answer takes must not say which.
    account: Option<SecretHash>,
}

struct Gathering {
    since: Duration,
    last: AuditEvent,
    more: u32,
}

/// The refusals of the last minute.
#[derive(Default)]
pub struct Refusals(Mutex<HashMap<Likeness, Gathering>>);

impl Refusals {
    /// Whether `event` is the first of its kind and to be recorded now; else it is counted.
    pub fn is_first(&self, event: &AuditEvent, log: DomainId, account: Option<SecretHash>, running: Duration) -> bool {
        let mut gathered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut likeness = Likeness::of(event, log, account);
        if !gathered.contains_key(&likeness) && gathered.len() >= KINDS {
            likeness.address = None;
            likeness.account = None;
            likeness.key_id = None;
            likeness.other = None;
            if event.actor.kind == ActorKind::Stranger {
                likeness.name.clear();
            }
        }
        if let Some(gathering) = gathered.get_mut(&likeness) {
            gathering.more = gathering.more.saturating_add(1);
            gathering.last = event.clone();
            return false;
        }
        gathered.insert(likeness, Gathering { since: running, last: event.clone(), more: 0 });
        true
    }

    /// What was gathered for a minute, or at all if `everything` is to be recorded now: one event a kind, with its count.
    pub fn take(&self, running: Duration, everything: bool) -> Vec<(DomainId, AuditEvent)> {
        let mut gathered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let over = gathered.extract_if(|_, gathering| everything || running - gathering.since >= GATHERED);
        over.filter(|(_, gathering)| gathering.more > 0)
            .map(|(likeness, gathering)| (likeness.log, AuditEvent { count: gathering.more, ..gathering.last }))
            .collect()
    }
}

impl Likeness {
    fn of(event: &AuditEvent, log: DomainId, account: Option<SecretHash>) -> Self {
        let code = match &event.outcome {
            EventOutcome::Done => String::new(),
            EventOutcome::Refused { code } => code.clone(),
        };
        Self {
            log,
            kind: event.actor.kind.as_str(),
            actor: event.actor.id,
            name: event.actor.name.clone(),
            action: event.action.as_str(),
            key_id: event.subject.key_id,
            other: event.subject.other.map(|(_, id)| id),
            code,
            address: event.address.filter(|_| log == OPERATORS_LOG || account.is_some()),
            account,
        }
    }
}
