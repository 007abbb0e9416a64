//! An operation is a request as a value. It decides; it does not save.

use super::{Context, OperationError};
use crate::domain::{Action, Actor, DomainId, Key, KeyId, PlanId, ProjectId, Subject, SubjectKind, User, UserId};
use crate::store::{Change, Reliance};
use std::collections::BTreeMap;

/// What an operation is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Resource {
    /// Nothing that has a record, or what the operation itself looks up.
    None,
    /// A key, which the gate looks up before it decides.
    Key(KeyId),
    /// A plan.
    Plan(PlanId),
    /// A person.
    User(UserId),
    /// A project.
    Project(ProjectId),
}

/// What becomes of an operation on a key that is not there, or that the caller cannot see.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Absent {
    /// It is refused.
    IsRefused,
    /// It runs without a key, and looks for what is left of one.
    IsLeftToTheOperation,
}

/// A request as a value.
pub trait Operation: Send + Sync {
    /// Its name in policies and in the trail.
    const ACTION: Action;
    /// What becomes of it without its key.
    const ABSENT: Absent = Absent::IsRefused;
    /// What it gives back.
    type Output: Send;

    /// What it is about.
    fn resource(&self) -> Resource {
        Resource::None
    }

    /// Decides. It may run more than once: when records moved on meanwhile, it is asked again.
    fn run(&self, cx: &Context<'_>) -> impl Future<Output = Result<Outcome<Self::Output>, OperationError>> + Send;
}

/// What an operation wants to be saved and recorded, and what it answers.
#[derive(Debug)]
pub struct Outcome<T> {
    pub(super) output: T,
    pub(super) changes: Vec<Change>,
    pub(super) relied_on: Vec<Reliance>,
    pub(super) subject: Subject,
    pub(super) details: BTreeMap<String, String>,
    pub(super) actor: Option<Actor>,
    pub(super) log: Option<DomainId>,
    pub(super) wiped: Vec<KeyId>,
}

impl<T> Outcome<T> {
    /// Answers `output` and changes nothing.
    #[must_use]
    pub fn of(output: T) -> Self {
        Self {
            output,
            changes: Vec::new(),
            relied_on: Vec::new(),
            subject: Subject::default(),
            details: BTreeMap::new(),
            actor: None,
            log: None,
            wiped: Vec::new(),
        }
    }

    /// Answers something else.
    #[must_use]
    pub fn answering<U>(self, output: U) -> Outcome<U> {
        self.map(|_| output)
    }

    /// Answers what `with` makes of the output.
    #[must_use]
    pub fn map<U>(self, with: impl FnOnce(T) -> U) -> Outcome<U> {
        let Self { output, changes, relied_on, subject, details, actor, log, wiped } = self;
        Outcome { output: with(output), changes, relied_on, subject, details, actor, log, wiped }
    }

    /// Saves a change.
    #[must_use]
    pub fn saving(mut self, change: Change) -> Self {
        self.changes.push(change);
        self
    }

    /// Saves changes.
    #[must_use]
    pub fn saving_all(mut self, changes: impl IntoIterator<Item = Change>) -> Self {
        self.changes.extend(changes);
        self
    }

    /// Is saved only if this record is still as it was read.
    #[must_use]
    pub fn relying_on(mut self, record: Reliance) -> Self {
        self.relied_on.push(record);
        self
    }

    /// Is about this key.
    #[must_use]
    pub fn about_key(mut self, key: &Key) -> Self {
        self.subject.key_id = Some(key.id);
        self.subject.label = key.alias.to_string();
        self
    }

    /// Is about the key of this id, which is no more.
    #[must_use]
    pub const fn about_key_id(mut self, key_id: KeyId) -> Self {
        self.subject.key_id = Some(key_id);
        self
    }

    /// Is about this person.
    #[must_use]
    pub fn about_user(mut self, user: &User) -> Self {
        self.subject.other = Some((SubjectKind::User, user.id.as_uuid()));
        self.subject.label = user.name.to_string();
        self
    }

    /// Is about this record, too.
    #[must_use]
    pub fn about(mut self, kind: SubjectKind, id: uuid::Uuid) -> Self {
        self.subject.other = Some((kind, id));
        self
    }

    /// Is about something of this name.
    #[must_use]
    pub fn named(mut self, label: impl Into<String>) -> Self {
        self.subject.label = label.into();
        self
    }

    /// Records one thing more. Ids, numbers and states only; never a secret.
    #[must_use]
    pub fn noting(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.details.insert(name.to_owned(), format!("{value}"));
        self
    }

    /// Was done by somebody who became known only by it.
    #[must_use]
    pub fn done_by(mut self, actor: Actor) -> Self {
        self.actor = Some(actor);
        self
    }

    /// Stands in the log of this domain; else in that of the caller's.
    #[must_use]
    pub const fn in_log_of(mut self, domain_id: DomainId) -> Self {
        self.log = Some(domain_id);
        self
    }

    /// Once saved, the key's material is wiped from memory.
    #[must_use]
    pub fn wiping(mut self, key_id: KeyId) -> Self {
        self.wiped.push(key_id);
        self
    }
}
