//! Who acted, as the trail names them.

use super::{Domain, DomainId, Principal, User};
use uuid::Uuid;

/// What sort of being acted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ActorKind {
    /// A person or program of a domain.
    User,
    /// A cloud service.
    Service,
    /// Somebody at the command line.
    Operator,
    /// This service itself.
    Worker,
    /// Somebody unknown.
    Stranger,
}

impl ActorKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::User, Self::Service, Self::Operator, Self::Worker, Self::Stranger];

    /// The name in the trail.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Service => "service",
            Self::Operator => "operator",
            Self::Worker => "worker",
            Self::Stranger => "stranger",
        }
    }
}

/// Who acted, as known when they did.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Actor {
    /// What sort of being.
    pub kind: ActorKind,
    /// The person's id; nil for others.
    pub id: Uuid,
    /// The name they had.
    pub name: String,
    /// The domain they belong to, or work for.
    pub domain_id: Option<DomainId>,
}

impl From<&Principal> for Actor {
    fn from(principal: &Principal) -> Self {
        let domain_id = principal.domain().map(|domain: &Domain| domain.id);
        let (kind, id, name) = match principal {
            Principal::Person(person) => (ActorKind::User, person.user.id.as_uuid(), person.user.name.to_string()),
            Principal::Service { name, .. } => (ActorKind::Service, Uuid::nil(), name.to_string()),
            Principal::Operator => (ActorKind::Operator, Uuid::nil(), "operator".to_owned()),
            Principal::Worker => (ActorKind::Worker, Uuid::nil(), "claviger".to_owned()),
            Principal::Stranger => (ActorKind::Stranger, Uuid::nil(), String::new()),
        };
        Self { kind, id, name, domain_id }
    }
}

impl From<&User> for Actor {
    fn from(user: &User) -> Self {
        Self { kind: ActorKind::User, id: user.id.as_uuid(), name: user.name.to_string(), domain_id: Some(user.domain_id) }
    }
}
