//! The installation that is measured: one tenant with 100,000 keys, one with 100, one whose program uses a key.

use claviger::config::{prepare_data_dir, prepare_database_file};
use claviger::domain::{
    Action, AuditEvent, Caller, Claim, DeletionPlan, Domain, DomainId, EventId, Face, Key, KeyId, KeySpec, KeyState, Maker,
    ManualClock, Name, Origin, Password, PlanId, PlanState, Principal, Project, ProjectId, RequestOrigin, Role, Roles, Subject,
    User,
};
use claviger::gate::{Gate, open_keyring};
use claviger::iam::CreateUser;
use claviger::keyring::SoftwareRoot;
use claviger::store::{Change, HeadSeen, SqliteStore, Store, Unit};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;
use time::{Duration, OffsetDateTime};
use tokio::task::JoinSet;
use uuid::Uuid;

/// How many keys the large tenant has.
pub const MANY: u32 = 100_000;
/// How many keys the small tenant has.
pub const FEW: u32 = 100;
/// Who signs in, in each tenant: somebody who manages keys and approves deletions.
pub const USER: &str = "dana";
/// Their password.
pub const PASSWORD: &str = "plover tango mixed birch";

/// More than the largest tenant has.
const QUOTA: u32 = 2 * MANY;
/// How many changes or events are saved in one go.
const AT_ONCE: usize = 500;
/// One key of so many waits to be destroyed.
const PENDING_ONE_IN: u32 = 500;
/// One key of so many was used.
const USED_ONE_IN: u32 = 5;
const TEAMS: [&str; 8] = ["payments", "ledger", "claims", "archive", "search", "identity", "reports", "billing"];

/// Makes and fills a data directory. Answers the project of the tenant `busy`.
pub async fn fill(data: &Path) -> ProjectId {
    prepare_data_dir(data).unwrap();
    let file = data.join("claviger.db");
    prepare_database_file(&file).unwrap();
    let store = Arc::new(SqliteStore::open(&file).await.unwrap());
    let clock = Arc::new(ManualClock::at(now()));
    let root = SoftwareRoot::open(&data.join("root")).unwrap();
    let keyring = Arc::new(open_keyring(&*store, &root, &*clock).await.unwrap());
    let gate = Gate::new(store.clone(), keyring, clock).await.unwrap();
    gate.begin().await.unwrap();
    let seed = Seed { store, gate };
    let busy = seed.tenant("busy", 0).await;
    seed.tenant("few", FEW).await;
    seed.tenant("many", MANY).await;
    seed.gate.fold().await.unwrap();
    seed.gate.flush().await.unwrap();
    seed.store.close().await;
    busy
}

#[expect(
    clippy::disallowed_methods,
    reason = "the program that is measured reads the machine's clock, so what it finds must be of today"
)]
fn now() -> OffsetDateTime {
    let now = OffsetDateTime::from(SystemTime::now());
    now.replace_microsecond(now.microsecond()).unwrap()
}

struct Seed {
    store: Arc<SqliteStore>,
    gate: Gate,
}

impl Seed {
    /// A tenant with two people and so many keys.
    async fn tenant(&self, name: &str, keys: u32) -> ProjectId {
        let (name, created_at): (Name, _) = (name.parse().unwrap(), self.gate.now());
        let domain = Domain { id: DomainId::from_uuid(self.id()), name: name.clone(), deletion_approvals: 1, created_at };
        let id = ProjectId::from_uuid(self.id());
        let project = Project { id, domain_id: domain.id, name, key_quota: QUOTA, created_at };
        let changes = vec![Change::InsertDomain(domain.clone()), Change::InsertProject(project)];
        let event = self.event(Action::CreateDomain, created_at);
        self.store.commit(unit(domain.id, event, changes)).await.unwrap();
        self.person(domain.id, USER).await;
        let asker = self.person(domain.id, "robin").await;
        let keys: Vec<Key> = (0..keys).map(|number| self.key(domain.id, id, &asker, number)).collect();
        for keys in keys.chunks(AT_ONCE) {
            let changes = keys.iter().flat_map(|key| self.changes(key, &asker)).collect();
            let event = self.event(Action::CreateKey, created_at);
            self.store.commit(unit(domain.id, event, changes)).await.unwrap();
        }
        self.uses(domain.id, &keys).await;
        id
    }

    async fn person(&self, domain_id: DomainId, name: &str) -> User {
        let operation = CreateUser {
            domain: Some(domain_id),
            name: name.parse().unwrap(),
            roles: Roles::from_iter([Role::KmsAdm]),
            password: Some(Password::given(PASSWORD.to_owned())),
            confirm: None,
        };
        let origin = RequestOrigin { face: Face::CommandLine, address: None, request_id: self.id() };
        let operator = Caller { claim: Claim::Operator, project_id: None, origin };
        self.gate.perform(&operator, operation).await.unwrap().0
    }

    /// A key as it is listed. It has no material: a list reads none.
    fn key(&self, domain_id: DomainId, project_id: ProjectId, maker: &User, number: u32) -> Key {
        let team = TEAMS[number as usize % TEAMS.len()];
        let created_at = self.gate.now() - Duration::minutes(i64::from(number));
        let (origin, state) = match number % 10 {
            _ if number % PENDING_ONE_IN == 7 => {
                (Origin::Kms, KeyState::PendingDeletion { deletion_at: self.deletion_at(number) })
            }
            0..=6 => (Origin::Kms, KeyState::Enabled),
            7 | 8 => (Origin::Kms, KeyState::Disabled),
            _ => (Origin::External, KeyState::PendingImport),
        };
        Key {
            id: KeyId::from_uuid(self.id()),
            domain_id,
            project_id,
            alias: format!("{team}-{number:06}").parse().unwrap(),
            description: format!("Protects what {team} keeps in bucket {number}").parse().unwrap(),
            spec: KeySpec::Aes256,
            origin,
            state,
            made_by: Maker::User(maker.id),
            created_at,
            version: u32::from(origin == Origin::Kms),
            revision: 0,
        }
    }

    fn deletion_at(&self, number: u32) -> OffsetDateTime {
        self.gate.now() + Duration::days(30) + Duration::minutes(i64::from(number))
    }

    fn changes(&self, key: &Key, asker: &User) -> Vec<Change> {
        let mut changes = vec![Change::InsertKey(key.clone(), None)];
        if let KeyState::PendingDeletion { deletion_at } = key.state {
            changes.push(Change::InsertPlan(DeletionPlan {
                id: PlanId::from_uuid(self.id()),
                key_id: key.id,
                domain_id: key.domain_id,
                project_id: key.project_id,
                asked_by: asker.id,
                asked_at: self.gate.now(),
                deletion_at,
                reason: None,
                approvals_needed: 1,
                approvals: Vec::new(),
                state: PlanState::Waiting { overdue_since: None },
                revision: 0,
            }));
        }
        changes
    }

    /// Uses of some keys, as the trail tells of them: what is shown of last use is folded from it.
    async fn uses(&self, domain_id: DomainId, keys: &[Key]) {
        let used: Vec<&Key> = keys.iter().step_by(USED_ONE_IN as usize).collect();
        for (turn, keys) in used.chunks(AT_ONCE).enumerate() {
            let mut saved = JoinSet::new();
            for (place, key) in keys.iter().enumerate() {
                let at = self.gate.now() - Duration::seconds(i64::try_from(turn * AT_ONCE + place).unwrap());
                let subject = Subject { key_id: Some(key.id), other: None, label: key.alias.to_string() };
                let unit = unit(domain_id, AuditEvent { subject, ..self.event(Action::DecryptDatakey, at) }, Vec::new());
                let store = Arc::clone(&self.store);
                saved.spawn(async move { store.commit(unit).await.unwrap() });
            }
            saved.join_all().await;
        }
    }

    fn event(&self, action: Action, at: OffsetDateTime) -> AuditEvent {
        let origin = RequestOrigin { face: Face::CommandLine, address: None, request_id: self.id() };
        AuditEvent::begin(EventId::from_uuid(self.id()), at, &Principal::Operator, action, &origin)
    }

    fn id(&self) -> Uuid {
        self.gate.new_id().unwrap()
    }
}

fn unit(domain_id: DomainId, event: AuditEvent, changes: Vec<Change>) -> Unit {
    let event = AuditEvent { changed: !changes.is_empty(), ..event };
    Unit { logs: vec![HeadSeen { domain_id, changes: u64::MAX }], relied_on: Vec::new(), changes, event }
}
