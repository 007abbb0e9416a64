//! The pages about what happened, filled with samples.

use super::keys::key;
use super::people::{NOW, ago, days_ago, domain, person, shell_in};
use askama::Template;
use claviger::console::audit::{
    AuditPage, EventFilterView, EventList, EventQuery, EventRow, EventsFacts, EventsView, Reader, Scope,
};
use claviger::console::keys::{HeadFacts, KeyAuditPage, KeyHead, KeyTab};
use claviger::console::{Dates, Section, Shell};
use claviger::domain::{
    Action, Actor, ActorKind, AuditEvent, EventId, EventOutcome, Face, KeyId, KeyState, Role, Subject, SubjectKind,
};
use claviger::web::{Language, Words};
use std::collections::BTreeMap;
use std::net::IpAddr;
use uuid::Uuid;

/// Each page by name, as HTML.
pub fn all(language: Language) -> Vec<(&'static str, String)> {
    let nobody = EventQuery { q: "nobody".to_owned(), ..EventQuery::default() };
    let refused = EventQuery { outcome: "refused".to_owned(), from: "2026-11-24".to_owned(), ..EventQuery::default() };
    let older = EventQuery { after: "0".repeat(32), ..EventQuery::default() };
    let events = some();
    let pages: Vec<(&'static str, Result<String, askama::Error>)> = vec![
        ("audit", audit(language, Role::TeAdmin, &refused, &events, true).render()),
        ("audit-auditor", audit(language, Role::KmsAuditor, &older, &events, false).render()),
        ("audit-nothing", audit(language, Role::KmsAdm, &nobody, &[], false).render()),
        ("audit-further", audit(language, Role::KmsAdm, &nobody, &[], true).render()),
        ("audit-empty", audit(language, Role::TeAdmin, &EventQuery::default(), &[], false).render()),
        ("audit-list", list(language, &events).render()),
        ("key-audit", of_key(language, &events).render()),
        ("key-audit-destroyed", of_destroyed(language, &events).render()),
    ];
    pages.into_iter().map(|(name, page)| (name, page.unwrap())).collect()
}

struct Sample(Action, ActorKind, &'static str, Option<(&'static str, &'static str)>, Option<&'static str>, &'static str);

fn some() -> Vec<AuditEvent> {
    use ActorKind::{Operator, Service, Stranger, User, Worker};
    let ledger = Some(("6f1c2a90-7d14-4b8e-9c53-0e2b7f41d8a6", "payments-ledger"));
    let legacy = Some(("e81f5d27-6904-4ba3-97cc-d2057be3816f", "legacy-crm-export"));
    let payroll = Some(("2ab6e8c3-f75d-4109-b3e4-60d8c19fa527", "hr-payroll"));
    let default = Some(("c7aa03d5-88f1-4c0a-b6de-3f9250e71b48", "obs/default"));
    let gone = Some(("1f96c4ad-3e80-4d5b-92a7-c60e8b1f7d94", "qa-fixtures-2025"));
    let samples = [
        Sample(Action::DecryptDatakey, User, "svc-ledger-api", ledger, None, "10.40.3.17"),
        Sample(Action::DecryptDatakey, User, "svc-crm-sync", legacy, Some("KMS.0210"), "10.40.9.4"),
        Sample(Action::SignIn, User, "Marc Oyelaran", None, None, "10.12.0.55"),
        Sample(Action::CreateDatakey, Service, "obs", default, None, ""),
        Sample(Action::DisableKey, User, "Sofia Varga", payroll, Some("KMS.0307"), "10.12.0.72"),
        Sample(Action::ScheduleKeyDeletion, User, "Jonas Meyer", legacy, None, "10.12.0.39"),
        Sample(Action::DisableKey, User, "Amélie Laurent", default, Some("KMS.0211"), "2001:db8:40:9::1:48"),
        Sample(Action::SetRoles, User, "Ingrid Solberg", None, None, "10.12.0.12"),
        Sample(Action::SignIn, Stranger, "", None, Some("CLV.1204"), "203.0.113.40"),
        Sample(Action::CreateUser, Operator, "operator", None, None, ""),
        Sample(Action::DestroyKey, Worker, "claviger", gone, None, ""),
    ];
    samples.into_iter().zip(0..).map(|(sample, at)| event(&sample, at)).collect()
}

fn event(sample: &Sample, at: i64) -> AuditEvent {
    let Sample(action, kind, name, key, code, address) = *sample;
    let face = match kind {
        ActorKind::Operator => Face::CommandLine,
        ActorKind::Worker => Face::Worker,
        ActorKind::Service => Face::Api,
        ActorKind::User | ActorKind::Stranger => Face::Console,
    };
    let about_person = matches!(action, Action::SetRoles | Action::CreateUser);
    let other = about_person.then_some((SubjectKind::User, Uuid::from_u128(21)));
    let label = key.map_or(if about_person { "Ravi Anand" } else { "" }, |(_, alias)| alias).to_owned();
    AuditEvent {
        id: EventId::from_uuid(Uuid::from_u128(u128::from(at.unsigned_abs()))),
        at: ago(2 + at * 1_733),
        actor: Actor { kind, id: Uuid::nil(), name: name.to_owned(), domain_id: Some(domain().id) },
        action,
        subject: Subject { key_id: key.map(|(id, _)| id.parse::<KeyId>().unwrap()), other, label },
        outcome: code.map_or(EventOutcome::Done, |code| EventOutcome::Refused { code: code.to_owned() }),
        face,
        address: address.parse::<IpAddr>().ok(),
        request_id: Uuid::from_u128(0x0199_8f3a_6c1e_7b42_9d05_2e7a_41c0_8b9f),
        count: if code == Some("KMS.0210") { 14 } else { 1 },
        changed: false,
        details: BTreeMap::new(),
    }
}

fn view(t: Words, reader: Reader, facts: (&EventQuery, Scope, &str), events: &[AuditEvent], goes_on: bool) -> EventsView {
    let rows = events.iter().map(|event| EventRow::of(event, reader, t, Dates::of(t, NOW))).collect();
    let next = goes_on.then(|| "6f1c2a907d144b8e9c530e2b7f41d8a6.1764000000000001".to_owned());
    let (query, scope, whose) = facts;
    EventsView::of(EventsFacts { query, scope, rows, next, whose }, t)
}

fn audit(language: Language, role: Role, query: &EventQuery, events: &[AuditEvent], goes_on: bool) -> AuditPage {
    let shell = shell_in(language, role, Section::Audit, "/console/audit", None);
    let t = shell.t;
    let scope = if role == Role::KmsAdm { Scope::Keys } else { Scope::Domain };
    let reader = Reader::of(&person("amelie.laurent", role));
    let list = view(t, reader, (query, scope, "acme"), events, goes_on);
    AuditPage::of(shell, scope, EventFilterView::of(query, scope, t), list)
}

fn list(language: Language, events: &[AuditEvent]) -> EventList {
    let t = Words::of(language);
    let reader = Reader { sees_keys: true, sees_people: true };
    EventList { t, events: view(t, reader, (&EventQuery::default(), Scope::Domain, "acme"), events, true), turned_to: None }
}

fn key_page(shell: Shell, head: KeyHead, id: KeyId, events: &[AuditEvent]) -> KeyAuditPage {
    let t = shell.t;
    let (query, scope) = (EventQuery::default(), Scope::Key(id));
    let reader = Reader { sees_keys: true, sees_people: false };
    let about: Vec<AuditEvent> = events.iter().filter(|event| event.subject.key_id == Some(id)).cloned().collect();
    let events = view(t, reader, (&query, scope, &head.alias), &about, false);
    KeyAuditPage { shell, key: head, filter: EventFilterView::of(&query, scope, t), events }
}

fn of_key(language: Language, events: &[AuditEvent]) -> KeyAuditPage {
    let shell = shell_in(language, Role::KmsCmkFull, Section::Keys, "/console/keys", None);
    let t = shell.t;
    let key = key("e81f5d27-6904-4ba3-97cc-d2057be3816f", "legacy-crm-export", KeyState::Enabled, days_ago(987));
    let facts = HeadFacts { key: &key, maker: "", last_use: None, tab: KeyTab::Audit, may_change: true, may_see_trail: true };
    key_page(shell, KeyHead::of(&facts, t, Dates::of(t, NOW)), key.id, events)
}

fn of_destroyed(language: Language, events: &[AuditEvent]) -> KeyAuditPage {
    let shell = shell_in(language, Role::KmsAuditor, Section::Keys, "/console/keys", None);
    let id = "1f96c4ad-3e80-4d5b-92a7-c60e8b1f7d94".parse().unwrap();
    let head = KeyHead::destroyed(id, "qa-fixtures-2025", shell.t);
    key_page(shell, head, id, events)
}
