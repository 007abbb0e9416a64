//! Who asks. A caller claims; a principal is what the records say of that claim now.

use super::{Domain, Project, ProjectId, Roles, ServiceName, User};
use std::fmt;
use std::net::IpAddr;
use time::OffsetDateTime;
use uuid::Uuid;

/// SHA-256 of a secret that its holder shows. The secret itself is kept nowhere.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub struct SecretHash(pub [u8; 32]);

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(..)")
    }
}

/// What a caller claims to be, before anything was looked up.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Claim {
    /// The holder of a console session.
    Session(SecretHash),
    /// The holder of a token.
    Token(SecretHash),
    /// A cloud service, named by its client certificate, in a tenant's project.
    Service {
        /// The service.
        name: ServiceName,
        /// The project that it works for.
        project_id: ProjectId,
    },
    /// Somebody at the command line of the machine.
    Operator,
    /// This service itself, when time asks for something.
    Worker,
    /// Somebody unknown.
    Stranger,
}

/// The door that a request came through.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Face {
    /// The console in a browser.
    Console,
    /// The REST API.
    Api,
    /// The command line.
    CommandLine,
    /// Time.
    Worker,
}

impl Face {
    /// Every door.
    pub const ALL: [Self; 4] = [Self::Console, Self::Api, Self::CommandLine, Self::Worker];

    /// The name in the trail.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Console => "console",
            Self::Api => "api",
            Self::CommandLine => "command-line",
            Self::Worker => "worker",
        }
    }
}

/// Where a request came from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RequestOrigin {
    /// The door.
    pub face: Face,
    /// The address of the peer, or what a trusted proxy says it is.
    pub address: Option<IpAddr>,
    /// Names the request in logs, answers and the trail.
    pub request_id: Uuid,
}

/// Who asks, as they say.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Caller {
    /// What they claim to be.
    pub claim: Claim,
    /// The project that the request names, if it names one; it must be the claim's own.
    pub project_id: Option<ProjectId>,
    /// Where the request came from.
    pub origin: RequestOrigin,
}

/// How a person is known at the moment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Via {
    /// By a console session.
    Session {
        /// The session.
        session: SecretHash,
        /// When the password was last given in it.
        password_given_at: OffsetDateTime,
    },
    /// By a token.
    Token {
        /// The token.
        token: SecretHash,
        /// When it was issued.
        issued_at: OffsetDateTime,
        /// When it ends.
        expires_at: OffsetDateTime,
    },
}

/// A person or program whose claim holds now.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Person {
    /// The person's record.
    pub user: User,
    /// Their domain.
    pub domain: Domain,
    /// The project that they work in; a token may have none.
    pub project: Option<Project>,
    /// How they are known.
    pub via: Via,
}

impl Person {
    /// Whether the password was given in this very session within the last minutes, so that no form asks for it again.
    #[must_use]
    pub fn gave_password_lately(&self, now: OffsetDateTime) -> bool {
        match self.via {
            Via::Session { password_given_at, .. } => now < password_given_at.saturating_add(super::Session::PASSWORD_FRESH),
            Via::Token { .. } => false,
        }
    }

    /// The roles that they have now.
    #[must_use]
    pub fn roles(&self) -> Roles {
        self.user.role_set()
    }
}

/// Who asks, as the records say.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Principal {
    /// A person or program of a domain.
    Person(Box<Person>),
    /// A cloud service, at work in a tenant's project.
    Service {
        /// The service.
        name: ServiceName,
        /// The tenant.
        domain: Box<Domain>,
        /// The tenant's project.
        project: Box<Project>,
    },
    /// Somebody at the command line of the machine.
    Operator,
    /// This service itself.
    Worker,
    /// Somebody unknown.
    Stranger,
}

impl Principal {
    /// The project that the principal works in.
    #[must_use]
    pub fn project(&self) -> Option<&Project> {
        match self {
            Self::Person(person) => person.project.as_ref(),
            Self::Service { project, .. } => Some(project),
            Self::Operator | Self::Worker | Self::Stranger => None,
        }
    }

    /// The domain that the principal belongs to, or works for.
    #[must_use]
    pub fn domain(&self) -> Option<&Domain> {
        match self {
            Self::Person(person) => Some(&person.domain),
            Self::Service { domain, .. } => Some(domain),
            Self::Operator | Self::Worker | Self::Stranger => None,
        }
    }
}
