//! Where records live: read in small methods, written in one.

mod row;
mod sqlite;
mod unit;

pub use sqlite::{SqliteSessions, SqliteStore};
pub use unit::{Change, HeadSeen, KekRow, MaterialRow, Reliance, SecretRow, SystemKeyRow, Unit};

use crate::domain::{
    AttemptOn, AuditEvent, Count, Cursor, DailyUse, DeletionPlan, Domain, DomainId, EventFilter, Key, KeyFilter, KeyId, KeyOrder,
    ListedKey, Name, Page, Place, PlanId, Project, ProjectId, Refusal, Roles, SecretHash, Session, Token, Tombstone, UsageBy,
    User, UserId, WitnessedTime,
};
use async_trait::async_trait;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// Why the store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A record moved on since it was read: read and decide again.
    #[error("a record changed since it was read")]
    Stale,
    /// A rule that only the database can keep says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// More is waiting than can be answered soon. Nothing was changed.
    #[error("too much is waiting; try again")]
    Busy,
    /// A row holds what this program never writes.
    #[error("a row of {0} is damaged")]
    Damaged(&'static str),
    /// The database did not answer, or not as it should. Whether a commit happened is to be looked up by its event.
    #[error("the database did not answer")]
    Unavailable(#[from] sqlx::Error),
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
}

/// The head of a domain's log.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LogHead {
    /// The tree over the log.
    pub tree: crate::domain::TreeHead,
    /// How many of its events changed a record.
    pub changes: u64,
}

/// A session or token with everything that decides what its holder may do, read in one statement.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Holder<C> {
    /// What is held.
    pub credential: C,
    /// Whose it is.
    pub user: User,
    /// Their domain.
    pub domain: Domain,
    /// The project that it works in.
    pub project: Option<Project>,
    /// How many changes the domain's log had.
    pub changes: u64,
}

/// How many keys a project has, and waits to lose.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct KeyTotals {
    /// All keys, default keys included.
    pub all: u64,
    /// Those that count toward the quota.
    pub counted: u64,
    /// The quota.
    pub quota: u64,
    /// Open plans to destroy some.
    pub pending: u64,
    /// Those whose date has come.
    pub overdue: u64,
    /// The next date.
    pub next_due: Option<OffsetDateTime>,
}

/// Reads keys and how they are used.
#[async_trait]
pub trait Keys: Send + Sync {
    /// The key of this id, whoever owns it.
    async fn find_key(&self, id: KeyId) -> Result<Option<Key>, StoreError>;

    /// One version of a key's material, as sealed.
    async fn find_material(&self, key_id: KeyId, version: u32) -> Result<Option<MaterialRow>, StoreError>;

    /// The newest KEK of a bucket, as sealed.
    async fn find_kek(&self, bucket: u16) -> Result<Option<KekRow>, StoreError>;

    /// The KEK of this bucket and number, as sealed.
    async fn find_kek_numbered(&self, bucket: u16, number: u32) -> Result<Option<KekRow>, StoreError>;

    /// The key of this alias in a project.
    async fn find_key_named(&self, project_id: ProjectId, alias: &str) -> Result<Option<Key>, StoreError>;

    /// Up to `limit` keys of a project.
    async fn list_keys(
        &self,
        project_id: ProjectId,
        filter: &KeyFilter,
        order: KeyOrder,
        from: &Place,
        limit: u16,
    ) -> Result<Page<ListedKey>, StoreError>;

    /// How many keys match.
    async fn count_keys(&self, project_id: ProjectId, filter: &KeyFilter) -> Result<Count, StoreError>;

    /// How many keys there are in all, without counting them.
    async fn key_totals(&self, project_id: ProjectId, now: OffsetDateTime) -> Result<KeyTotals, StoreError>;

    /// What is left of a destroyed key.
    async fn find_tombstone(&self, id: KeyId) -> Result<Option<Tombstone>, StoreError>;

    /// The use of a key since `day`, by day, operation and caller.
    async fn list_usage(&self, key_id: KeyId, since: Date) -> Result<Vec<DailyUse>, StoreError>;

    /// The last use that was answered, and the number of data keys issued.
    async fn last_use(&self, key_id: KeyId) -> Result<(Option<DailyUse>, u64), StoreError>;

    /// The calls on a key refused since a moment, by caller, most first, with the moment of the last.
    async fn refused_since(
        &self,
        key_id: KeyId,
        since: OffsetDateTime,
    ) -> Result<(Vec<(UsageBy, u64)>, Option<OffsetDateTime>), StoreError>;
}

/// Reads plans to destroy keys.
#[async_trait]
pub trait Plans: Send + Sync {
    /// The plan of this id.
    async fn find_plan(&self, id: PlanId) -> Result<Option<DeletionPlan>, StoreError>;

    /// The open plan to destroy a key.
    async fn find_open_plan(&self, key_id: KeyId) -> Result<Option<DeletionPlan>, StoreError>;

    /// Up to `limit` open plans of a domain, by date.
    async fn list_open_plans(&self, domain_id: DomainId, limit: u16) -> Result<Vec<DeletionPlan>, StoreError>;

    /// Up to `limit` open plans whose date has come at `now`, by date, after the one given.
    async fn list_due_plans(
        &self,
        now: OffsetDateTime,
        after: Option<(OffsetDateTime, PlanId)>,
        limit: u16,
    ) -> Result<Vec<DeletionPlan>, StoreError>;
}

/// Reads tenants, their people, and what those show to be known.
#[async_trait]
pub trait Identities: Send + Sync {
    /// Whether there is any domain.
    async fn has_domains(&self) -> Result<bool, StoreError>;

    /// The domain of this id.
    async fn find_domain(&self, id: DomainId) -> Result<Option<Domain>, StoreError>;

    /// The domain of this name.
    async fn find_domain_named(&self, name: &Name) -> Result<Option<Domain>, StoreError>;

    /// The project of this id.
    async fn find_project(&self, id: ProjectId) -> Result<Option<Project>, StoreError>;

    /// The projects of a domain, oldest first; 100 at the most.
    async fn list_projects(&self, domain_id: DomainId) -> Result<Vec<Project>, StoreError>;

    /// The person of this id.
    async fn find_user(&self, id: UserId) -> Result<Option<User>, StoreError>;

    /// The person of this name in a domain.
    async fn find_user_named(&self, domain_id: DomainId, name: &Name) -> Result<Option<User>, StoreError>;

    /// Up to `limit` people of a domain with a name that begins with `text`, the first or a later one, whatever the letter case;
    /// by name, with the time of their last sign-in.
    async fn list_users(
        &self,
        domain_id: DomainId,
        text: &str,
        after: Option<&Cursor>,
        limit: u16,
    ) -> Result<Page<(User, Option<OffsetDateTime>)>, StoreError>;

    /// Up to 100 active people of a domain with any of these roles.
    async fn list_users_with(&self, domain_id: DomainId, roles: Roles) -> Result<Vec<User>, StoreError>;

    /// When a person last signed in.
    async fn last_sign_in(&self, id: UserId) -> Result<Option<OffsetDateTime>, StoreError>;

    /// A person's password, as hashed.
    async fn find_password(&self, id: UserId) -> Result<Option<String>, StoreError>;

    /// A session and its holder.
    async fn find_session(&self, id: SecretHash) -> Result<Option<Holder<Session>>, StoreError>;

    /// A person's sessions, newest first; 100 at the most.
    async fn list_sessions(&self, user_id: UserId) -> Result<Vec<Session>, StoreError>;

    /// A token and its holder.
    async fn find_token(&self, id: SecretHash) -> Result<Option<Holder<Token>>, StoreError>;

    /// How many tokens of a person's epoch are in the database; some may have ended.
    async fn count_tokens(&self, user_id: UserId, epoch: u32) -> Result<u64, StoreError>;

    /// Notes that a request came in a session. Nothing depends on it but when the session ends.
    async fn touch_session(&self, id: SecretHash, now: OffsetDateTime) -> Result<(), StoreError>;

    /// Counts an attempt to sign in before anything is looked at, or refuses it: too many failed. Success clears the count.
    async fn begin_attempt(&self, on: AttemptOn, now: OffsetDateTime) -> Result<(), StoreError>;

    /// Removes up to `limit` sessions, tokens and counts of attempts that ended before `now`. Whether there may be more.
    async fn sweep(&self, now: OffsetDateTime, limit: u16) -> Result<bool, StoreError>;
}

/// Reads the trail and the views of it.
#[async_trait]
pub trait Trail: Send + Sync {
    /// The head of a domain's log; an empty one if it has none yet.
    async fn log_head(&self, domain_id: DomainId) -> Result<LogHead, StoreError>;

    /// The leaf hashes of a domain's log from `first`, up to `limit`, in order, with the bodies that are still kept.
    async fn list_leaves(
        &self,
        domain_id: DomainId,
        first: u64,
        limit: u16,
    ) -> Result<Vec<([u8; 32], Option<Vec<u8>>)>, StoreError>;

    /// Folds up to `limit` events into the views that pages read, each once. Whether there may be more.
    async fn fold_trail(&self, limit: u16) -> Result<bool, StoreError>;

    /// Events of a domain, of one key or of all keys if asked, newest first. The search is bounded: a page may be short,
    /// or empty, and still say where it goes on.
    async fn list_events(
        &self,
        domain_id: DomainId,
        about: EventsAbout,
        filter: &EventFilter,
        after: Option<&Cursor>,
        limit: u16,
    ) -> Result<Page<AuditEvent>, StoreError>;

    /// Up to `limit` events that changed a key, newest first.
    async fn list_changes_of_key(&self, key_id: KeyId, limit: u16) -> Result<Vec<AuditEvent>, StoreError>;
}

/// What events are to be about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EventsAbout {
    /// Everything.
    Everything,
    /// Keys, and nothing about people.
    Keys,
    /// One key.
    Key(KeyId),
}

/// Reads and saves what belongs to the installation itself.
#[async_trait]
pub trait Installation: Send + Sync {
    /// The id of the installation, once it has one.
    async fn find_installation(&self) -> Result<Option<Uuid>, StoreError>;

    /// Every system key, as sealed.
    async fn list_system_keys(&self) -> Result<Vec<SystemKeyRow>, StoreError>;

    /// Every secret of the installation, as sealed.
    async fn list_secrets(&self) -> Result<Vec<SecretRow>, StoreError>;

    /// Saves what an installation begins with, all of it or nothing. Fails when there is one already.
    async fn save_foundation(
        &self,
        installation: Uuid,
        system_keys: &[SystemKeyRow],
        secrets: &[SecretRow],
        witnessed: WitnessedTime,
    ) -> Result<(), StoreError>;

    /// Saves a new KEK. If somebody else was faster, theirs stays: read it again.
    async fn save_kek(&self, row: &KekRow) -> Result<(), StoreError>;

    /// The time as it was witnessed, with the revision of its row.
    async fn find_witnessed_time(&self) -> Result<Option<(WitnessedTime, u64)>, StoreError>;

    /// Saves the witnessed time as the successor of `revision`. `Stale` when somebody else did.
    async fn save_witnessed_time(&self, witnessed: WitnessedTime, revision: u64) -> Result<(), StoreError>;
}

/// Reads records, and saves them together with the event that explains them.
#[async_trait]
pub trait Store: Keys + Plans + Identities + Trail + Installation {
    /// Saves every change of the unit and the event that explains them, or none of it, durably.
    async fn commit(&self, unit: Unit) -> Result<(), StoreError>;

    /// Whether the database answers.
    async fn check(&self) -> Result<(), StoreError>;

    /// Finishes what waits and closes.
    async fn close(&self);
}
