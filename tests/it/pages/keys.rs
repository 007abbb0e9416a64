//! The keys that sample pages show.

use super::people::{NOW, ago, days_ago, domain, projects};
use claviger::console::keys::LastUse;
use claviger::domain::{
    Action, ActorKind, Alias, DailyUse, DeletionPlan, Key, KeyId, KeySpec, KeyState, Maker, Origin, PlanId, PlanState, UsageBy,
    UserId,
};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

pub fn key(id: &str, alias: &str, state: KeyState, created_at: OffsetDateTime) -> Key {
    Key {
        id: id.parse().unwrap(),
        domain_id: domain().id,
        project_id: projects()[0].id,
        alias: Alias::chosen(alias).unwrap(),
        description: "Data keys of the payments ledger and its nightly statements. Ask team-payments.".parse().unwrap(),
        spec: KeySpec::Aes256,
        origin: Origin::Kms,
        state,
        made_by: Maker::User(UserId::from_uuid(Uuid::from_u128(20))),
        created_at,
        version: 1,
        revision: 0,
    }
}

pub fn default_key(id: &str, service: &str) -> Key {
    let made_by = Maker::Service(service.parse().unwrap());
    let alias = Alias::of_default_key(&service.parse().unwrap());
    Key { alias, made_by, ..key(id, "x", KeyState::Enabled, days_ago(1051)) }
}

pub fn pending(days_from_now: i64) -> KeyState {
    KeyState::PendingDeletion { deletion_at: ago(5 * 3600 + 52 * 60) + Duration::days(days_from_now) }
}

/// A project's first page of keys, each with its last use in seconds before now.
pub fn listed() -> Vec<(Key, Option<i64>)> {
    let (second, minute, hour, day) = (1, 60, 3600, 86_400);
    let enabled = KeyState::Enabled;
    let external = |key: Key| Key { origin: Origin::External, version: 0, ..key };
    vec![
        (key("3c9f27b1-0e64-4d7a-8b15-a2f6d09c4e71", "edi-archive-2023", pending(29), days_ago(1415)), Some(402 * day)),
        (default_key("4e5b91f2-6f0d-4c37-9a51-b0c4d2e8735b", "evs"), Some(6 * minute)),
        (key("2ab6e8c3-f75d-4109-b3e4-60d8c19fa527", "hr-payroll", KeyState::Disabled, days_ago(935)), Some(12 * day)),
        (key("b20e77c1-3a4f-4d12-8e60-92c7ab5510fd", "invoices-archive", enabled, days_ago(1014)), Some(14 * hour)),
        (key("93d7f04a-b2c8-4e19-85fa-1cd06e2b97a3", "ledger-db-volumes", enabled, days_ago(987)), Some(hour)),
        (key("e81f5d27-6904-4ba3-97cc-d2057be3816f", "legacy-crm-export", pending(7), days_ago(1026)), Some(211 * day)),
        (key("d94b06e2-8f31-4c57-a0d6-5e7c21b98f34", "mail-gateway", enabled, days_ago(522)), Some(18 * second)),
        (default_key("c7aa03d5-88f1-4c0a-b6de-3f9250e71b48", "obs"), Some(4 * second)),
        (key("6f1c2a90-7d14-4b8e-9c53-0e2b7f41d8a6", "payments-ledger", enabled, days_ago(987)), Some(2 * minute)),
        (external(key("fa3d6281-5c0e-47b9-a1f2-8e60d4c7d31c", "vendor-escrow", KeyState::PendingImport, NOW)), None),
        (key("b6071e9c-27d4-4fa8-8c13-e95b0a6f5e46", "vpn-gateway-2022", pending(-8), days_ago(1753)), Some(511 * day)),
    ]
}

pub fn plan(key: &Key) -> Option<DeletionPlan> {
    let KeyState::PendingDeletion { deletion_at } = key.state else { return None };
    let is_late = deletion_at < NOW;
    let asked_at = if is_late { deletion_at - Duration::days(30) } else { ago(5 * 3600 + 52 * 60) };
    Some(DeletionPlan {
        id: PlanId::from_uuid(Uuid::from_u128(40)),
        key_id: key.id,
        domain_id: key.domain_id,
        project_id: key.project_id,
        asked_by: UserId::from_uuid(Uuid::from_u128(21)),
        asked_at,
        deletion_at,
        reason: Some(
            "CRM was switched off in April. Exports were encrypted again under invoices-archive, ticket OPS-2291."
                .parse()
                .unwrap(),
        ),
        approvals_needed: 1,
        approvals: Vec::new(),
        state: PlanState::Waiting { overdue_since: is_late.then_some(deletion_at) },
        revision: 0,
    })
}

fn used(days: i64, action: Action, name: &str, answered: u64, refused: u64) -> DailyUse {
    DailyUse {
        key_id: KeyId::from_uuid(Uuid::nil()),
        day: days_ago(days).date(),
        action,
        by: UsageBy { kind: ActorKind::User, id: Uuid::nil(), name: name.to_owned() },
        answered,
        refused,
        last_at: days_ago(days),
    }
}

/// A month with quiet weekends.
pub fn busy_month() -> Vec<DailyUse> {
    let weekday = |day: i64| days_ago(day).weekday().number_from_monday();
    (0..30)
        .flat_map(|day| {
            let swing = u64::try_from(day * 7919 % 11).unwrap() * 700;
            let calls = if weekday(day) > 5 { 16_000 + swing } else { 41_000 + swing };
            [
                used(day, Action::DecryptDatakey, "svc-ledger-api", calls, 0),
                used(day, Action::CreateDatakey, "svc-ledger-api", calls / 18, 0),
                used(day, Action::DecryptDatakey, "svc-reporting", calls / 40, 0),
            ]
        })
        .collect()
}

pub fn refused_today() -> Vec<DailyUse> {
    vec![used(0, Action::DecryptDatakey, "svc-crm-sync", 0, 14)]
}

pub fn last_use() -> LastUse {
    LastUse { at: ago(120), action: Action::DecryptDatakey, by: "svc-ledger-api".to_owned() }
}
