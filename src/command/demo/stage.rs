//! Plays the story: every act is asked of the gate by who does it, at its time.

use super::super::Known;
use super::super::operator::operator;
use super::cast::{TENANTS, Tenant};
use super::credentials::{Actor, service};
use super::story::{Act, Scene, Who};
use super::{DemoFailed, Outside};
use crate::domain::{
    Alias, Caller, EncryptionContext, KeyId, KeySpec, ManualClock, Name, Origin, Password, PendingDays, PlanId, ProjectId,
};
use crate::gate::{Gate, OperationError, Resource};
use crate::iam::{CreateDomain, CreateUser};
use crate::kms::{
    ApproveKeyDeletion, CancelKeyDeletion, CreateDatakeyWithoutPlaintext, CreateDefaultKey, CreateKey, DecryptDatakey,
    DescribeDeletionPlan, DisableKey, EnableKey, RefuseKeyDeletion, ScheduleKeyDeletion,
};
use std::collections::BTreeMap;
use time::{Duration, OffsetDateTime};
use tokio::task::JoinSet;

const DATA_KEY_BYTES: u16 = 64;
/// How long after the first day the tenants come.
const FIRST_DAYS: Duration = Duration::days(5);
const BETWEEN_PEOPLE: Duration = Duration::minutes(7);

/// Everything that the story has brought about.
pub(super) struct Stage<'a, O> {
    gate: &'a Gate,
    outside: &'a O,
    clock: &'a ManualClock,
    /// Where the clock stands.
    now: OffsetDateTime,
    actors: Vec<Actor>,
    projects: BTreeMap<&'static str, ProjectId>,
    keys: BTreeMap<(&'static str, String), KeyId>,
    plans: BTreeMap<KeyId, PlanId>,
    ciphertexts: BTreeMap<KeyId, Vec<u8>>,
}

impl<'a, O: Outside> Stage<'a, O> {
    /// A stage with nobody on it; `begins_at` is where the clock stands.
    pub(super) fn empty(gate: &'a Gate, outside: &'a O, clock: &'a ManualClock, begins_at: OffsetDateTime) -> Self {
        let (projects, keys) = (BTreeMap::new(), BTreeMap::new());
        let (plans, ciphertexts) = (BTreeMap::new(), BTreeMap::new());
        Self { gate, outside, clock, now: begins_at, actors: Vec::new(), projects, keys, plans, ciphertexts }
    }

    /// Makes the tenants and their people.
    pub(super) async fn open(&mut self, region: &Name) -> Result<(), DemoFailed> {
        self.move_to(self.now.saturating_add(FIRST_DAYS));
        for tenant in &TENANTS {
            self.open_tenant(tenant, region).await.map_err(|cause| DemoFailed::at(tenant.name, cause))?;
        }
        Ok(())
    }

    /// Lets time pass until `moment`.
    pub(super) fn move_to(&mut self, moment: OffsetDateTime) {
        self.clock.advance((moment - self.now).max(Duration::ZERO));
        self.now = self.now.max(moment);
    }

    /// Plays a scene. What is to be refused must be.
    pub(super) async fn play(&mut self, scene: Scene) -> Result<(), DemoFailed> {
        let done = self.act(scene).await;
        let act = || format!("{:?} by {:?}", scene.act, scene.who);
        match (done, scene.is_refused) {
            (Ok(()), false) | (Err(OperationError::Refused(_) | OperationError::Denied { .. }), true) => Ok(()),
            (Ok(()), true) => Err(DemoFailed::Unrefused(act())),
            (Err(cause), _) => Err(DemoFailed::at(act(), cause)),
        }
    }

    /// Everybody who may sign in.
    pub(super) fn into_people(self) -> Vec<Known> {
        let known = |actor: Actor| Known {
            domain: actor.tenant.name.to_owned(),
            user: actor.user,
            password: Password::given(actor.password),
        };
        self.actors.into_iter().map(known).collect()
    }

    async fn open_tenant(&mut self, tenant: &'static Tenant, region: &Name) -> Result<(), OperationError> {
        let (name, deletion_approvals) = (tenant.name.parse()?, tenant.deletion_approvals);
        let operation = CreateDomain { name, deletion_approvals, region: region.clone() };
        let (domain, project) = self.gate.perform(&operator(self.gate)?, operation).await?;
        self.projects.insert(tenant.name, project.id);
        for (member, place) in tenant.people.iter().zip(0..) {
            self.move_to(self.now.saturating_add(BETWEEN_PEOPLE));
            let (caller, domain) = match member.made_by {
                Some(maker) => (self.arrive(maker).await?, None),
                None => (operator(self.gate)?, Some(domain.id)),
            };
            let roles = member.roles.iter().copied().collect();
            let operation = CreateUser { domain, name: member.name.parse()?, roles, password: None, confirm: None };
            let (user, password) = self.gate.perform(&caller, operation).await?;
            let password = password.map(|password| password.expose().to_owned()).unwrap_or_default();
            self.actors.push(Actor::new(tenant, member, place, project.id, user, password));
        }
        Ok(())
    }

    async fn act(&mut self, scene: Scene) -> Result<(), OperationError> {
        let (tenant, caller) = match scene.who {
            Who::Member(name) => (self.tenant_of(name)?, self.arrive(name).await?),
            Who::Service(name, tenant) => {
                let project_id = *self.projects.get(tenant).ok_or(OperationError::NoProject)?;
                (tenant, service(self.gate, name, project_id)?)
            }
            Who::Nobody => return Ok(()),
        };
        let gate = self.gate;
        match scene.act {
            Act::Create { alias, description } => self.create(&caller, tenant, alias, description, Origin::Kms).await?,
            Act::CreateExternal { alias, description } => {
                self.create(&caller, tenant, alias, description, Origin::External).await?;
            }
            Act::CreateDefault => {
                let key = gate.perform(&caller, CreateDefaultKey).await?;
                self.keys.insert((tenant, key.alias.to_string()), key.id);
            }
            Act::Enable(alias) => drop(gate.perform(&caller, EnableKey { key_id: self.key(tenant, alias)? }).await?),
            Act::Disable(alias) => drop(gate.perform(&caller, DisableKey { key_id: self.key(tenant, alias)? }).await?),
            Act::Plan { alias, days, reason } => {
                let (key_id, days) = (self.key(tenant, alias)?, PendingDays::new(days)?);
                let (reason, typed) = (Some(reason.parse()?), Some(alias.to_owned()));
                let (_, plan) = gate.perform(&caller, ScheduleKeyDeletion { key_id, days, reason, typed }).await?;
                self.plans.insert(key_id, plan.id);
            }
            Act::Cancel(alias) => drop(gate.perform(&caller, CancelKeyDeletion { key_id: self.key(tenant, alias)? }).await?),
            Act::Approve(alias, reason) => self.approve(&caller, tenant, alias, reason).await?,
            Act::Refuse(alias, reason) => {
                let plan_id = self.plan(tenant, alias)?;
                let digest = gate.perform(&caller, DescribeDeletionPlan { plan_id }).await?.plan.digest();
                let operation = RefuseKeyDeletion { plan_id, digest, reason: reason.parse()?, password: None };
                drop(gate.perform(&caller, operation).await?);
            }
            Act::Use { alias, made, opened } => self.use_key(&caller, self.key(tenant, alias)?, made, opened).await?,
            Act::Visit | Act::Wait => {}
        }
        Ok(())
    }

    async fn create(
        &mut self,
        caller: &Caller,
        tenant: &'static str,
        alias: &'static str,
        description: &'static str,
        origin: Origin,
    ) -> Result<(), OperationError> {
        let (alias, description) = (Alias::chosen(alias)?, description.parse()?);
        let key = self.gate.perform(caller, CreateKey { alias, description, spec: KeySpec::Aes256, origin }).await?;
        self.keys.insert((tenant, key.alias.to_string()), key.id);
        Ok(())
    }

    async fn approve(&self, caller: &Caller, tenant: &'static str, alias: &str, reason: &str) -> Result<(), OperationError> {
        let plan_id = self.plan(tenant, alias)?;
        let report = self.gate.perform(caller, DescribeDeletionPlan { plan_id }).await?;
        let operation = ApproveKeyDeletion {
            plan_id,
            digest: report.plan.digest(),
            reason: reason.parse()?,
            typed: alias.to_owned(),
            password: None,
            impact: format!("{} data keys issued", report.impact.data_keys),
        };
        self.gate.perform(caller, operation).await?;
        Ok(())
    }

    /// Makes data keys, then opens the last one, so often. All that is done at once is saved at once.
    async fn use_key(&mut self, caller: &Caller, key_id: KeyId, made: u8, opened: u8) -> Result<(), OperationError> {
        let (context, additional) = (EncryptionContext::default(), Vec::new());
        let mut tasks = JoinSet::new();
        for _ in 0..made {
            let (gate, caller) = (self.gate.clone(), caller.clone());
            let operation = CreateDatakeyWithoutPlaintext {
                key_id,
                bytes: DATA_KEY_BYTES,
                context: context.clone(),
                additional: additional.clone(),
            };
            tasks.spawn(async move { gate.perform(&caller, operation).await.map(|(_, ciphertext)| ciphertext) });
        }
        for ciphertext in tasks.join_all().await {
            self.ciphertexts.insert(key_id, ciphertext?);
        }
        let ciphertext = self.ciphertexts.get(&key_id).ok_or(OperationError::NotFound(Resource::Key(key_id)))?;
        let mut tasks = JoinSet::new();
        for _ in 0..opened {
            let (gate, caller) = (self.gate.clone(), caller.clone());
            let (context, additional) = (context.clone(), additional.clone());
            let operation = DecryptDatakey { key_id, ciphertext: ciphertext.clone(), context, additional };
            tasks.spawn(async move { gate.perform(&caller, operation).await.map(drop) });
        }
        tasks.join_all().await.into_iter().collect()
    }

    async fn arrive(&mut self, name: &str) -> Result<Caller, OperationError> {
        let actor = self.actors.iter_mut().find(|actor| actor.member.name == name).ok_or(OperationError::NoProject)?;
        actor.arrive(self.gate, self.outside).await
    }

    fn tenant_of(&self, name: &str) -> Result<&'static str, OperationError> {
        let actor = self.actors.iter().find(|actor| actor.member.name == name);
        actor.map(|actor| actor.tenant.name).ok_or(OperationError::NotFound(Resource::None))
    }

    fn key(&self, tenant: &'static str, alias: &str) -> Result<KeyId, OperationError> {
        self.keys.get(&(tenant, alias.to_owned())).copied().ok_or(OperationError::NotFound(Resource::None))
    }

    fn plan(&self, tenant: &'static str, alias: &str) -> Result<PlanId, OperationError> {
        let key_id = self.key(tenant, alias)?;
        self.plans.get(&key_id).copied().ok_or(OperationError::NotFound(Resource::None))
    }
}
