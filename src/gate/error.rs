//! Why an operation was not done. Variants carry data; each face has one mapping from them to its answers.

use super::Resource;
use crate::domain::{Action, Refusal};
use crate::keyring::{KeyringError, RandomFailed};
use crate::store::StoreError;
use std::fmt;

/// Why an operation was not done. Nothing has changed when one of these is answered, but that a failure to record may be unknown.
#[derive(Debug, thiserror::Error)]
pub enum OperationError {
    /// Nobody known asks.
    #[error(transparent)]
    Unknown(#[from] Unknown),
    /// The token names no project, and the operation needs one.
    #[error("the token is not for a project")]
    NoProject,
    /// The request names a project that is not the token's.
    #[error("the project is not the token's")]
    OtherProject,
    /// There is no such thing, or none that the caller may know of.
    #[error("{0} does not exist")]
    NotFound(Resource),
    /// The caller may not do this.
    #[error("{action} on {resource} is not allowed")]
    Denied {
        /// What they asked for.
        action: Action,
        /// On what.
        resource: Resource,
    },
    /// The rules say no, whoever asks.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Something that the service needs did not answer.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Why nobody known asks.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Unknown {
    /// Neither session nor token was shown.
    #[error("nobody is signed in")]
    Missing,
    /// What was shown is no session or token, or one that was ended.
    #[error("this session or token is not known")]
    NotKnown,
    /// What was shown has ended by time.
    #[error("this session or token has ended")]
    Expired,
}

/// What did not answer. The causes reach the log and never an answer.
#[derive(Debug, thiserror::Error)]
pub enum Unavailable {
    /// The database.
    #[error("the store did not do its work")]
    Store(#[source] StoreError),
    /// The keyring, or what guards it.
    #[error("the keyring did not do its work")]
    Keyring(#[from] KeyringError),
    /// More was waiting than could be answered soon.
    #[error("too much is waiting")]
    Busy,
    /// Records moved on again and again while the operation was decided.
    #[error("the records moved on")]
    Stale,
    /// A record that must be there is not.
    #[error("{0} is missing")]
    Missing(&'static str),
}

/// What sort of answer an error is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Sign in first.
    Unknown,
    /// Not by you.
    Forbidden,
    /// No such thing.
    NotFound,
    /// Not like this.
    Invalid,
    /// Not any more: it changed.
    Conflict,
    /// Not so often.
    TooMany,
    /// Not now.
    Unavailable,
}

impl OperationError {
    /// The code that clients match on; it never changes its meaning.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown(Unknown::Missing) => "KMS.0301",
            Self::Unknown(Unknown::NotKnown) => "KMS.0302",
            Self::Unknown(Unknown::Expired) => "KMS.0303",
            Self::NoProject => "KMS.0305",
            Self::OtherProject => "KMS.0321",
            Self::NotFound(Resource::Key(_)) => "KMS.0207",
            Self::NotFound(Resource::None | Resource::Plan(_) | Resource::User(_) | Resource::Project(_)) => "CLV.0404",
            Self::Denied { resource: Resource::Key(_), .. } => "KMS.0306",
            Self::Denied { .. } => "KMS.0307",
            Self::Refused(refusal) => refusal.code(),
            Self::Unavailable(_) => "KMS.0104",
        }
    }

    /// What sort of answer it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Unknown(_) => Kind::Unknown,
            Self::NoProject | Self::OtherProject | Self::Denied { .. } => Kind::Forbidden,
            Self::NotFound(_) => Kind::NotFound,
            Self::Refused(Refusal::PlanChanged) => Kind::Conflict,
            Self::Refused(Refusal::TooManyAttempts { .. }) => Kind::TooMany,
            Self::Refused(_) => Kind::Invalid,
            Self::Unavailable(_) => Kind::Unavailable,
        }
    }
}

impl From<StoreError> for OperationError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(refusal) => Self::Refused(refusal),
            StoreError::Stale => Unavailable::Stale.into(),
            StoreError::Busy => Unavailable::Busy.into(),
            StoreError::Damaged(_) | StoreError::Unavailable(_) | StoreError::Closed => Unavailable::Store(error).into(),
        }
    }
}

impl From<KeyringError> for OperationError {
    fn from(error: KeyringError) -> Self {
        Unavailable::Keyring(error).into()
    }
}

impl From<RandomFailed> for OperationError {
    fn from(error: RandomFailed) -> Self {
        KeyringError::from(error).into()
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("this"),
            Self::Key(id) => write!(f, "key {id}"),
            Self::Plan(id) => write!(f, "plan {id}"),
            Self::User(id) => write!(f, "person {id}"),
            Self::Project(id) => write!(f, "project {id}"),
        }
    }
}
