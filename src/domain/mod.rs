//! Nouns and rules. No I/O, no async, no wall clock.

mod action;
mod audit_event;
mod caller;
mod clock;
mod deletion_plan;
mod encryption_context;
mod ids;
mod key;
mod key_state;
mod names;
mod page;
pub mod policy;
mod refusal;
mod role;
mod tenant;
mod tree_head;
mod usage;
mod witnessed_time;

pub use action::{Action, Effect, UnknownAction};
pub use audit_event::{Actor, ActorKind, AuditEvent, EventOutcome, Subject, micros};
pub use caller::{Caller, Claim, Face, Person, Principal, RequestOrigin, SecretHash, Via};
pub use clock::{Clock, ManualClock};
pub use deletion_plan::{Approval, DeletionPlan, PlanDigest, PlanState, may_decide_for};
pub use encryption_context::EncryptionContext;
pub use ids::{DomainId, EventId, InvalidId, KeyId, PlanId, ProjectId, UserId};
pub use key::{Key, KeySpec, Maker, Origin, Tombstone, UsableKey};
pub use key_state::{KeyState, Material, PendingDays};
pub use names::{Alias, Description, Name, Reason, ServiceName};
pub use page::{Cursor, Page};
pub use policy::Decision;
pub use refusal::{CannotDecide, Purpose, Refusal, Transition, WeakPassword};
pub use role::{Role, Roles, UnknownRole};
pub use tenant::{Domain, Giver, HeldRole, Project, User, UserStatus};
pub use tree_head::{InvalidTreeHead, TreeHead};
pub use usage::{DailyUse, UsageBy};
pub use witnessed_time::WitnessedTime;
