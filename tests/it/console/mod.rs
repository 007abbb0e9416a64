//! The console on a real router, over a real gate and database, as browsers use it.

mod account;
mod approvals;
mod audit;
mod browser;
mod entry;
mod hostile;
mod keys;
mod people;

pub use browser::{Browser, Seen};

use axum::Router;
use claviger::console::{Console, drawn, routes};
use claviger::domain::{Caller, Claim, Face, ManualClock, Password, RequestOrigin, Role, UserId};
use claviger::gate::{Gate, open_keyring};
use claviger::iam::{CreateDomain, CreateUser};
use claviger::keyring::SoftwareRoot;
use claviger::store::SqliteStore;
use claviger::web::session::sessions;
use claviger::web::{Door, Proxy, RequestIds, Sessions, Site, through, within};
use std::sync::Arc;
use tempfile::TempDir;
use time::OffsetDateTime;
use time::macros::datetime;
use uuid::Uuid;

/// Where the tests' installation is reached.
pub const ORIGIN: &str = "https://kms.example.org";

/// When the tests begin.
pub const BEGIN: OffsetDateTime = datetime!(2026-11-24 10:00 UTC);

/// A password that is good enough.
pub const PASSWORD: &str = "plover tango mixed birch";

/// An installation with a domain of people.
pub struct World {
    /// Its clock.
    pub clock: Arc<ManualClock>,
    /// Its door.
    pub router: Router,
    gate: Gate,
    domain_id: claviger::domain::DomainId,
    project_id: claviger::domain::ProjectId,
    _folder: TempDir,
}

impl World {
    /// An installation with the domain `acme`, and nobody in it.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(SqliteStore::open(&folder.path().join("claviger.db")).await.unwrap());
        let root = SoftwareRoot::open(&folder.path().join("root")).unwrap();
        let clock = Arc::new(ManualClock::at(BEGIN));
        let keyring = Arc::new(open_keyring(&*store, &root, &*clock).await.unwrap());
        let gate = Gate::new(store.clone(), keyring, clock.clone()).await.unwrap();
        let site = Arc::new(Site::parse(ORIGIN, Proxy::None).unwrap());
        let kept = Sessions::of(store.sessions());
        let console = Console { gate: gate.clone(), sessions: kept, region: "eu-west-0".into() };
        let inner = routes(console.clone()).layer(sessions(store.sessions(), &site));
        let door = Door { face: Face::Console, site, ids: RequestIds::of(gate.clone()) };
        let router = through(door, drawn(console, within(gate.clone(), inner)));
        let region = "eu-west-0".parse().unwrap();
        let operation = CreateDomain { name: "acme".parse().unwrap(), deletion_approvals: 1, region };
        let (domain, project) = gate.perform(&operator(), operation).await.unwrap();
        Self { clock, router, gate, domain_id: domain.id, project_id: project.id, _folder: folder }
    }

    /// Adds somebody with this role and the tests' password.
    pub async fn add(&self, name: &str, role: Role) -> UserId {
        let operation = CreateUser {
            domain: Some(self.domain_id),
            name: name.parse().unwrap(),
            roles: [role].into_iter().collect(),
            password: Some(Password::given(PASSWORD.to_owned())),
            confirm: None,
        };
        self.gate.perform(&operator(), operation).await.unwrap().0.id
    }

    /// A browser of somebody with this role who is signed in; they are called like the role.
    pub async fn signed_in(&self, role: Role) -> Browser {
        self.add(role.as_str(), role).await;
        let mut browser = self.browser();
        browser.sign_in(role.as_str(), PASSWORD).await;
        browser
    }

    /// A browser without a cookie.
    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }
}

fn operator() -> Caller {
    let origin = RequestOrigin { face: Face::CommandLine, address: None, request_id: Uuid::from_u128(1) };
    Caller { claim: Claim::Operator, project_id: None, origin }
}
