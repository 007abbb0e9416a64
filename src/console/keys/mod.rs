//! The pages about keys.

mod audit;
mod create;
mod default_key;
mod detail;
pub mod done;
mod fate;
mod handlers;
mod head;
mod impact;
mod index;
mod key_details;
mod plan;
mod query;
mod row;
mod schedule;
mod state_story;
mod tombstone;
mod use_chart;

pub use audit::{KeyAuditPage, audit_routes};
pub use create::CreateKeyPage;
pub use default_key::DefaultKeyView;
pub use detail::{ChainLink, KeyPage, details};
pub use fate::{Deciders, FateStep, FateView, Preset};
pub use handlers::routes;
pub use head::{Disabling, HeadFacts, KeyHead, KeyTab, TabEntry};
pub(in crate::console) use impact::to_act;
pub use impact::{CallsBy, Impact, ImpactRow, ImpactView, LastUse};
pub use index::{Choice, Column, FilterView, KeyList, KeyListView, KeysPage, ListFacts, Nothing, Tally, pending_notice};
pub use key_details::KeyDetailsPage;
pub use plan::{PersonLine, PlanFacts, PlanView, refused_notice};
pub use query::{KeyQuery, SortBy};
pub use row::{KeyRow, KeyRowView, Remark, RowFacts, RowMenu};
pub use schedule::{FateFragment, ScheduleDeletionPage, ScheduleFacts, ScheduleTyped};
pub use state_story::{Segment, StateView, StoryEvent, StoryKind, StoryLine};
pub use tombstone::{Parts, TombstonePage};
pub use use_chart::{Bar, Figure, OperationUse, UseFacts, UseView};
