//! Shows one key.

use super::deletion_report::key_of;
use super::{ImpactReport, PlanReport};
use crate::domain::{
    Action, AuditEvent, DailyUse, DeletionPlan, Key, KeyId, Maker, Project, Roles, Tombstone, User, may_decide_for, policy,
};
use crate::gate::{Absent, Context, Operation, OperationError, Outcome, Resource, Unavailable};
use time::Duration;

/// How many changes of a key its story tells.
const STORY: u16 = 200;

/// How much is asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Depth {
    /// The record alone.
    Record,
    /// All that a page about it shows.
    Report,
}

/// Shows one key; with a report, also what is left of one that was destroyed.
#[derive(Clone, Copy, Debug)]
pub struct DescribeKey {
    /// The key.
    pub key_id: KeyId,
    /// How much of it.
    pub depth: Depth,
}

/// What there is of a key.
#[derive(Clone, Debug)]
pub enum Described {
    /// The record.
    Record(Box<Key>),
    /// The record with all that a page shows.
    Living(Box<KeyReport>),
    /// What is left.
    Destroyed(Box<Remains>),
}

/// A key with all that a page about it shows.
#[derive(Clone, Debug)]
pub struct KeyReport {
    /// The key.
    pub key: Key,
    /// Its project.
    pub project: Project,
    /// The name of who made it; a service's short name.
    pub maker: String,
    /// The open plan to destroy it.
    pub plan: Option<PlanReport>,
    /// Its use in the last 30 days.
    pub use_of_30_days: Vec<DailyUse>,
    /// What its deletion would break.
    pub impact: ImpactReport,
    /// What changed it, oldest first.
    pub story: Vec<AuditEvent>,
    /// The epoch of the system key.
    pub epoch: u32,
    /// Who could approve its deletion if the caller asked.
    pub deciders: Vec<User>,
    /// How many approvals the domain asks for.
    pub approvals_needed: u8,
}

/// What is left of a destroyed key.
#[derive(Clone, Debug)]
pub struct Remains {
    /// The tombstone.
    pub stone: Tombstone,
    /// The plan that was carried out.
    pub plan: DeletionPlan,
    /// The name of who asked.
    pub asker: String,
    /// The names of who approved.
    pub approvers: Vec<String>,
}

impl Operation for DescribeKey {
    const ACTION: Action = Action::DescribeKey;
    const ABSENT: Absent = Absent::IsLeftToTheOperation;
    type Output = Described;

    fn resource(&self) -> Resource {
        Resource::Key(self.key_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<Described>, OperationError> {
        match (cx.key(self.key_id), self.depth) {
            (Ok(key), Depth::Record) => Ok(Outcome::of(Described::Record(Box::new(key.clone()))).about_key(key)),
            (Ok(key), Depth::Report) => {
                let report = report(cx, key).await?;
                Ok(Outcome::of(Described::Living(Box::new(report))).about_key(key))
            }
            (Err(absent), Depth::Record) => Err(absent),
            (Err(absent), Depth::Report) => {
                let remains = remains(cx, self.key_id, absent).await?;
                let alias = remains.stone.alias.to_string();
                Ok(Outcome::of(Described::Destroyed(Box::new(remains))).about_key_id(self.key_id).named(alias))
            }
        }
    }
}

async fn report(cx: &Context<'_>, key: &Key) -> Result<KeyReport, OperationError> {
    cx.fresh_views().await?;
    let store = cx.store();
    let person = cx.person()?;
    let project = store.find_project(key.project_id).await?.ok_or(Unavailable::Missing("a project"))?;
    let maker = match &key.made_by {
        Maker::User(id) => cx.name_of(*id).await?,
        Maker::Service(name) => name.to_string(),
    };
    let plan = match store.find_open_plan(key.id).await? {
        Some(plan) => {
            let key = key_of(cx, &plan).await?;
            Some(PlanReport::read(cx, plan, key).await?)
        }
        None => None,
    };
    let impact = match &plan {
        Some(plan) => plan.impact.clone(),
        None => ImpactReport::read(cx, key.id, None).await?,
    };
    let since = cx.now().saturating_sub(Duration::days(29)).date();
    let use_of_30_days = store.list_usage(key.id, since).await?;
    let mut changes = store.list_changes_of_key(key.id, STORY).await?;
    changes.reverse();
    let roles: Roles = policy::roles_that_may(Action::ApproveKeyDeletion).iter().copied().collect();
    let mut deciders = store.list_users_with(key.domain_id, roles).await?;
    deciders.retain(|user| may_decide_for(person.user.id, user).is_ok());
    let (epoch, approvals_needed) = (cx.keyring().newest_epoch().0, person.domain.deletion_approvals);
    let key = key.clone();
    Ok(KeyReport { key, project, maker, plan, use_of_30_days, impact, story: changes, epoch, deciders, approvals_needed })
}

async fn remains(cx: &Context<'_>, key_id: KeyId, absent: OperationError) -> Result<Remains, OperationError> {
    let own = cx.domain_id()?;
    let found = cx.store().find_tombstone(key_id).await?.filter(|stone| stone.domain_id == own);
    let Some(stone) = found else { return Err(absent) };
    let plan = cx.store().find_plan(stone.plan_id).await?.ok_or(Unavailable::Missing("a plan"))?;
    let asker = cx.name_of(plan.asked_by).await?;
    let mut approvers = Vec::new();
    for approval in &plan.approvals {
        approvers.push(cx.name_of(approval.approver).await?);
    }
    Ok(Remains { stone, plan, asker, approvers })
}
