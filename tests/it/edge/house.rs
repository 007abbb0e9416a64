//! An installation with one person in it, who is signed in where a test asks for it.

use super::ORIGIN;
use axum::Router;
use claviger::domain::{
    Action, AuditEvent, Domain, DomainId, EventId, Face, Giver, ManualClock, Name, OPERATORS_LOG, Principal, Project, ProjectId,
    RequestOrigin, SecretHash, Session, User, UserId, UserStatus,
};
use claviger::gate::{Gate, open_keyring};
use claviger::keyring::SoftwareRoot;
use claviger::store::{Change, HeadSeen, SqliteSessions, SqliteStore, Store, Trail, Unit};
use claviger::web::{Door, Proxy, RequestIds, Site, through, within};
use std::sync::Arc;
use tempfile::TempDir;
use time::OffsetDateTime;
use time::macros::datetime;
use uuid::Uuid;

/// When the tests take place.
pub const NOON: OffsetDateTime = datetime!(2026-11-24 12:00 UTC);

const DOMAIN: DomainId = DomainId::from_uuid(Uuid::from_u128(1));
const PROJECT: ProjectId = ProjectId::from_uuid(Uuid::from_u128(2));
const USER: UserId = UserId::from_uuid(Uuid::from_u128(3));

/// An installation.
pub struct House {
    /// Its gate.
    pub gate: Gate,
    /// Its clock.
    pub clock: Arc<ManualClock>,
    store: Arc<SqliteStore>,
    _folder: TempDir,
}

impl House {
    /// One with the domain `acme` and `amelie` in it.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(SqliteStore::open(&folder.path().join("claviger.db")).await.unwrap());
        let root = SoftwareRoot::open(&folder.path().join("root")).unwrap();
        let clock = Arc::new(ManualClock::at(NOON));
        let keyring = Arc::new(open_keyring(&*store, &root, &*clock).await.unwrap());
        let gate = Gate::new(Arc::<SqliteStore>::clone(&store), keyring, Arc::<ManualClock>::clone(&clock)).await.unwrap();
        let house = Self { gate, clock, store, _folder: folder };
        let name: Name = "acme".parse().unwrap();
        house
            .change(Change::InsertDomain(Domain { id: DOMAIN, name: name.clone(), deletion_approvals: 1, created_at: NOON }))
            .await;
        let project = Project { id: PROJECT, domain_id: DOMAIN, name, key_quota: 10, created_at: NOON };
        house.change(Change::InsertProject(project)).await;
        house.change(Change::InsertUser(amelie(), "no hash".to_owned())).await;
        house
    }

    /// The routes with everything around them that a face has.
    pub fn around(&self, face: Face, routes: Router) -> Router {
        self.around_at(ORIGIN, face, routes)
    }

    /// The same, reached at this address.
    pub fn around_at(&self, public_url: &str, face: Face, routes: Router) -> Router {
        let site = Arc::new(Site::parse(public_url, Proxy::None).unwrap());
        let ids = RequestIds::of(self.gate.clone());
        through(Door { face, site, ids }, within(self.gate.clone(), routes))
    }

    /// The sessions of its database.
    pub fn sessions(&self) -> SqliteSessions {
        self.store.sessions()
    }

    /// Makes a session that has begun Amélie's.
    pub async fn sign_in(&self, id: SecretHash) {
        let session = Session {
            id,
            user_id: USER,
            user_epoch: 0,
            project_id: PROJECT,
            signed_in_at: NOON,
            password_given_at: NOON,
            seen_at: NOON,
            address: None,
            agent: String::new(),
        };
        self.change(Change::StartSession(session)).await;
    }

    /// The forged requests of the trail: Amélie's, then strangers'.
    pub async fn forged(&self) -> (usize, usize) {
        (self.forged_in(DOMAIN).await, self.forged_in(OPERATORS_LOG).await)
    }

    async fn forged_in(&self, log: DomainId) -> usize {
        let leaves = self.store.list_leaves(log, 0, 1_000).await.unwrap();
        let bodies = leaves.iter().filter_map(|(_, body)| body.as_deref()).map(String::from_utf8_lossy);
        bodies.filter(|body| body.contains(Action::ForgedRequest.as_str()) && body.contains("CLV.0403")).count()
    }

    async fn change(&self, change: Change) {
        let seen = HeadSeen { domain_id: DOMAIN, changes: self.store.log_head(DOMAIN).await.unwrap().changes };
        let origin = RequestOrigin { face: Face::CommandLine, address: None, request_id: Uuid::nil() };
        let id = EventId::from_uuid(self.gate.new_id().unwrap());
        let begun = AuditEvent::begin(id, NOON, &Principal::Operator, Action::CreateDomain, &origin);
        let event = AuditEvent { changed: true, ..begun };
        self.store.commit(Unit { logs: vec![seen], relied_on: Vec::new(), changes: vec![change], event }).await.unwrap();
    }
}

fn amelie() -> User {
    User {
        id: USER,
        domain_id: DOMAIN,
        name: "amelie".parse().unwrap(),
        status: UserStatus::Active,
        roles: Vec::new(),
        vouched_by: Giver::Operator,
        password_set_by: Giver::Operator,
        epoch: 0,
        created_at: NOON,
        revision: 0,
    }
}
