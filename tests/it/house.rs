//! A house to test in: a database in a folder of its own, a software root, a clock that stands still, a gate; and people.

use claviger::domain::{AuditEvent, Caller, Claim, Domain, DomainId, Face, ManualClock, Password, Project, RequestOrigin};
use claviger::domain::{Role, Roles, SecretHash, User};
use claviger::gate::{Gate, Operation, OperationError, open_keyring};
use claviger::iam::{
    CreateDomain, CreateToken, CreateUser, DomainRef, IssuedToken, ProjectRef, SignIn, TokenMethod, TokenScope, UserRef,
};
use claviger::keyring::SoftwareRoot;
use claviger::store::{SqliteStore, Store, Trail};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use uuid::Uuid;

/// When every test begins.
pub const START: OffsetDateTime = datetime!(2026-11-24 09:00 UTC);
/// Where requests come from.
pub const HOME: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
/// Everybody's password until they change it.
pub const PASSWORD: &str = "plover tango mixed birch";

/// A running installation.
pub struct House {
    pub clock: Arc<ManualClock>,
    pub store: Arc<SqliteStore>,
    pub gate: Gate,
    folder: TempDir,
}

/// A domain with its default project.
#[derive(Clone, Debug)]
pub struct Tenant {
    pub domain: Domain,
    pub project: Project,
}

/// A person of a domain, and what they know.
#[derive(Clone, Debug)]
pub struct Resident {
    pub user: User,
    pub domain: Domain,
    pub password: String,
}

impl House {
    /// An installation without a domain.
    pub async fn build() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(START));
        let (store, gate) = open(folder.path(), &clock).await;
        Self { clock, store, gate, folder }
    }

    /// The database's file.
    pub fn database(&self) -> std::path::PathBuf {
        self.folder.path().join("claviger.db")
    }

    /// The same installation after a stop and a start.
    pub async fn restarted(self) -> Self {
        let Self { clock, store, folder, .. } = self;
        store.close().await;
        drop(store);
        let (store, gate) = open(folder.path(), &clock).await;
        Self { clock, store, gate, folder }
    }

    /// Lets time pass, and the gate take notice of it second by second as in life, as far as a test can tell.
    pub async fn wait(&self, span: Duration) {
        self.clock.advance(span);
        self.gate.tick().await.unwrap();
    }

    /// A request of somebody.
    pub fn caller(&self, claim: Claim) -> Caller {
        self.caller_from(claim, HOME)
    }

    /// A request of somebody, from an address.
    pub fn caller_from(&self, claim: Claim, address: IpAddr) -> Caller {
        let (face, address) = match claim {
            Claim::Session(_) | Claim::Stranger => (Face::Console, Some(address)),
            Claim::Token(_) | Claim::Service { .. } => (Face::Api, Some(address)),
            Claim::Operator => (Face::CommandLine, None),
            Claim::Worker => (Face::Worker, None),
        };
        let request_id = self.gate.new_id().unwrap();
        Caller { claim, project_id: None, origin: RequestOrigin { face, address, request_id } }
    }

    /// A request at the command line.
    pub fn operator(&self) -> Caller {
        self.caller(Claim::Operator)
    }

    /// A request of nobody known.
    pub fn stranger(&self) -> Caller {
        self.caller(Claim::Stranger)
    }

    /// Does something, as the gate allows.
    pub async fn perform<O: Operation>(&self, caller: &Caller, operation: O) -> Result<O::Output, OperationError> {
        self.gate.perform(caller, operation).await
    }

    /// A domain where one person must approve a deletion.
    pub async fn tenant(&self, name: &str) -> Tenant {
        let operation = CreateDomain { name: name.parse().unwrap(), deletion_approvals: 1, region: "eu-west-0".parse().unwrap() };
        let (domain, project) = self.perform(&self.operator(), operation).await.unwrap();
        Tenant { domain, project }
    }

    /// A person with one role, made by the operator.
    pub async fn person(&self, tenant: &Tenant, name: &str, role: Role) -> Resident {
        let operation = CreateUser {
            domain: Some(tenant.domain.id),
            name: name.parse().unwrap(),
            roles: Roles::from_iter([role]),
            password: Some(Password::given(PASSWORD.to_owned())),
            confirm: None,
        };
        let (user, _) = self.perform(&self.operator(), operation).await.unwrap();
        Resident { user, domain: tenant.domain.clone(), password: PASSWORD.to_owned() }
    }

    /// A session that is nobody's yet, as a browser gets one.
    pub async fn open_session(&self) -> SecretHash {
        let mut record = Record { id: Id::default(), data: HashMap::new(), expiry_date: START + Duration::days(36_500) };
        self.store.sessions().create(&mut record).await.unwrap();
        SecretHash(Sha256::digest(record.id.0.to_le_bytes()).into())
    }

    /// Tries to sign in.
    pub async fn try_sign_in(&self, domain: &str, user: &str, password: &str, from: IpAddr) -> Result<Caller, OperationError> {
        let session = self.open_session().await;
        let (domain, user, password) = (domain.to_owned(), user.to_owned(), Password::given(password.to_owned()));
        let operation = SignIn { domain, user, password, session, agent: "A browser".to_owned() };
        self.perform(&self.caller_from(Claim::Stranger, from), operation).await?;
        Ok(self.caller_from(Claim::Session(session), from))
    }

    /// Signs somebody in.
    pub async fn session(&self, resident: &Resident) -> Caller {
        let Resident { user, domain, password } = resident;
        self.try_sign_in(domain.name.as_str(), user.name.as_str(), password, HOME).await.unwrap()
    }

    /// Issues a token by name and password.
    pub async fn issue(&self, resident: &Resident, scope: TokenScope) -> Result<IssuedToken, OperationError> {
        let domain = DomainRef::ByName(resident.domain.name.to_string());
        let user = UserRef::ByName { name: resident.user.name.to_string(), domain };
        let method = TokenMethod::Password { user, password: Password::given(resident.password.clone()) };
        self.perform(&self.stranger(), CreateToken { method, scope }).await
    }

    /// Issues a token for the default project.
    pub async fn token(&self, resident: &Resident) -> Caller {
        let by = ProjectRef::ByName("eu-west-0".to_owned(), None);
        let issued = self.issue(resident, TokenScope::Project { by }).await.unwrap();
        self.caller(Claim::Token(SecretHash(Sha256::digest(issued.secret.expose()).into())))
    }

    /// A domain's log, oldest event first.
    pub async fn log(&self, domain_id: DomainId) -> Vec<AuditEvent> {
        let leaves = self.store.list_leaves(domain_id, 0, 10_000).await.unwrap();
        leaves.iter().map(|(_, body)| AuditEvent::from_canonical(body.as_ref().unwrap()).unwrap()).collect()
    }

    /// The last event of a domain's log.
    pub async fn last(&self, domain_id: DomainId) -> AuditEvent {
        self.log(domain_id).await.pop().unwrap()
    }
}

impl Resident {
    /// The id that events name them by.
    pub fn id(&self) -> Uuid {
        self.user.id.as_uuid()
    }
}

async fn open(folder: &Path, clock: &Arc<ManualClock>) -> (Arc<SqliteStore>, Gate) {
    let store = Arc::new(SqliteStore::open(&folder.join("claviger.db")).await.unwrap());
    let root = SoftwareRoot::open(&folder.join("root")).unwrap();
    let keyring = Arc::new(open_keyring(&*store, &root, &**clock).await.unwrap());
    let gate = Gate::new(store.clone(), keyring, clock.clone()).await.unwrap();
    gate.begin().await.unwrap();
    (store, gate)
}
