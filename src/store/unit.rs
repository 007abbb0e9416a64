//! What is saved together.

use crate::domain::{
    AttemptOn, AuditEvent, DeletionPlan, Domain, DomainId, Key, KeyId, Project, ProjectId, SecretHash, Session, Token, Tombstone,
    User, UserId, WitnessedTime,
};
use time::OffsetDateTime;

/// How many changes a domain's log had when a decision began to read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct HeadSeen {
    /// The domain.
    pub domain_id: DomainId,
    /// The count of changes.
    pub changes: u64,
}

/// A record that a decision relied on, at the revision that it read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reliance {
    /// A key: its state, and that it is there.
    Key(KeyId, u64),
    /// A person: their roles, and that they are active.
    User(UserId, u64),
    /// A session: that it is there, of the person's present epoch.
    Session(SecretHash),
    /// A token: that it is there, of the person's present epoch.
    Token(SecretHash),
    /// A plan, at the revision that was read.
    Plan(crate::domain::PlanId, u64),
}

/// A system key's row.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SystemKeyRow {
    /// The epoch.
    pub epoch: u32,
    /// Sealed under the epoch's root secret.
    pub sealed: Vec<u8>,
}

/// The row of one of the installation's own secrets.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SecretRow {
    /// What it is.
    pub name: String,
    /// Counts the secrets of this name.
    pub number: u32,
    /// The epoch of the system key that seals it.
    pub epoch: u32,
    /// Sealed under that system key.
    pub sealed: Vec<u8>,
}

/// A KEK's row.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct KekRow {
    /// The last 12 bits of the ids of the keys under it.
    pub bucket: u16,
    /// Counts the KEKs that the bucket had.
    pub number: u32,
    /// The epoch of the system key that seals it.
    pub epoch: u32,
    /// Sealed under that system key.
    pub sealed: Vec<u8>,
}

/// The row of one version of a key's material.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MaterialRow {
    /// The key.
    pub key_id: KeyId,
    /// The version, from 1.
    pub version: u32,
    /// The bucket of the KEK that seals it.
    pub bucket: u16,
    /// The number of the KEK that seals it.
    pub number: u32,
    /// Sealed under that KEK.
    pub sealed: Vec<u8>,
}

/// A change of one record.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Change {
    /// A new tenant.
    InsertDomain(Domain),
    /// A new project.
    InsertProject(Project),
    /// A new key, with its first material if it has any. Counts toward the quota unless it is a default key.
    InsertKey(Key, Option<MaterialRow>),
    /// A key's next revision; the record carries the one that was read.
    UpdateKey(Key),
    /// The end of a key: every version of its material goes, a tombstone stays, its bucket is dirty from now on.
    DestroyKey(Key, Tombstone),
    /// A new plan to destroy a key.
    InsertPlan(DeletionPlan),
    /// A plan's next revision, with all its approvals.
    UpdatePlan(DeletionPlan),
    /// A new person, with their password as hashed.
    InsertUser(User, String),
    /// A person's next revision.
    UpdateUser(User),
    /// A person's new password, as hashed.
    SetPassword(UserId, String),
    /// Makes a session that is nobody's yet somebody's.
    StartSession(Session),
    /// A session works in another project from now on.
    ChooseProject(SecretHash, ProjectId),
    /// The password was given again in a session.
    GivePassword(SecretHash, OffsetDateTime),
    /// Ends a session.
    EndSession(SecretHash),
    /// Ends every session and token of a person but one session.
    EndCredentials(UserId, Option<SecretHash>),
    /// A new token.
    InsertToken(Token),
    /// Ends a token.
    EndToken(SecretHash),
    /// Forgets attempts to sign in: one succeeded.
    ForgetAttempts(AttemptOn),
    /// What the operator says of the time; the number is the revision that was read.
    AcceptTime(WitnessedTime, u64),
}

/// Changes, the event that explains them, and what the decision behind them relied on.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The logs that the event stands in, with their counts of changes as read: the caller's domain, then the owner's if
    /// it is another. Never empty.
    pub logs: Vec<HeadSeen>,
    /// What must still be as it was read, if a log moved on.
    pub relied_on: Vec<Reliance>,
    /// What to change.
    pub changes: Vec<Change>,
    /// What explains it.
    pub event: AuditEvent,
}
