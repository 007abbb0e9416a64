//! Every page of the console about keys, signing in and trouble, filled with samples.

use super::keys::{busy_month, default_key, key, last_use, listed, pending, plan, refused_today};
use super::people::{NOW, ago, days_ago, plain, projects, shell, shell_with};
use askama::Template;
use claviger::console::keys::{
    CallsBy, ChainLink, CreateKeyPage, Deciders, DefaultKeyView, FateFragment, FateView, FilterView, HeadFacts, Impact, KeyHead,
    KeyList, KeyListView, KeyPage, KeyQuery, KeyRow, KeyRowView, KeyTab, KeysPage, LastUse, ListFacts, Parts, PlanFacts,
    PlanView, RowFacts, ScheduleDeletionPage, ScheduleFacts, ScheduleTyped, StateView, StoryEvent, StoryKind, Tally,
    TombstonePage, UseFacts, UseView, details, done, pending_notice, refused_notice,
};
use claviger::console::{Dates, Denied, Notice, SessionExpiredPage, Shell, SignInPage, SignInProblem, TroublePage};
use claviger::domain::{Action, Alias, Key, KeyState, Maker, Origin, Refusal, Role, Tombstone};
use claviger::web::{Language, Words};

/// Each page by name, as HTML.
pub fn all(language: Language) -> Vec<(&'static str, String)> {
    let pages: Vec<(&'static str, Result<String, askama::Error>)> = vec![
        ("keys", keys(shell(language), true).render()),
        ("keys-viewer", keys(shell_with(language, Role::KmsReadonly, None), false).render()),
        ("keys-noticed", keys(shell_with(language, Role::TeAdmin, Some(&enabled_notice())), true).render()),
        ("keys-empty", empty(shell(language)).render()),
        ("keys-nothing", nothing(shell(language)).render()),
        ("key-row", row(language).render()),
        ("key-list", rows_again(language).render()),
        ("key-fate", fate(language).render()),
        ("key-detail", detail(shell(language)).render()),
        ("key-disabled", disabled(shell(language)).render()),
        ("key-pending", pending_page(shell(language), 7).render()),
        ("key-overdue", pending_page(shell_with(language, Role::KmsReadonly, None), -8).render()),
        ("key-import", waiting(shell(language)).render()),
        ("key-default", default(shell(language)).render()),
        ("key-destroyed", tombstone(shell(language)).render()),
        ("create-key", CreateKeyPage::empty(shell(language)).render()),
        ("create-key-errors", create_errors(shell(language)).render()),
        ("schedule-deletion", schedule(shell(language), "30", &[]).render()),
        ("schedule-deletion-errors", schedule(shell(language), "5", &[Refusal::InvalidWindow, Refusal::AliasMismatch]).render()),
        ("sign-in", sign_in(language, false).render()),
        ("sign-in-error", sign_in(language, true).render()),
        ("session-expired", expired(language).render()),
        ("error-403", denied(language).render()),
        ("error-404", TroublePage::not_found(plain(language), REQUEST.to_owned()).render()),
        ("error-503", TroublePage::unavailable(plain(language), "/console/keys".to_owned(), REQUEST.to_owned()).render()),
        ("error-form", TroublePage::not_accepted(plain(language), "/console/keys".to_owned(), REQUEST.to_owned()).render()),
    ];
    pages.into_iter().map(|(name, page)| (name, page.unwrap())).collect()
}

const REQUEST: &str = "01998f3a-6c1e-7b42-9d05-2e7a41c08b9f";

fn enabled_notice() -> Notice {
    done::enabled(&Alias::chosen("hr-payroll").unwrap(), "2ab6e8c3-f75d-4109-b3e4-60d8c19fa527".parse().unwrap())
}

fn dates(t: Words) -> Dates {
    Dates::of(t, NOW)
}

fn rows(t: Words, may_change: bool) -> Vec<KeyRowView> {
    let view = |(key, used): (Key, Option<i64>)| {
        let plan = plan(&key);
        let facts = RowFacts { key: &key, plan: plan.as_ref(), is_approved: false, last_used_at: used.map(ago), may_change };
        KeyRowView::of(&facts, t, dates(t))
    };
    listed().into_iter().map(view).collect()
}

fn tally(counted: u64) -> Tally {
    Tally { counted, has_more: false }
}

fn list(t: Words, query: &KeyQuery, rows: Vec<KeyRowView>) -> KeyListView {
    let facts = ListFacts {
        query,
        matching: if query.is_filtered() { tally(0) } else { tally(43) },
        rows,
        all: tally(43),
        counted: 38,
        quota: 100,
        next: Some("6f1c2a907d144b8e9c530e2b7f41d8a6.web".to_owned()),
        project: "eu-west-0",
    };
    KeyListView::of(facts, t)
}

fn keys(shell: Shell, may_change: bool) -> KeysPage {
    let t = shell.t;
    let query = KeyQuery::default();
    KeysPage {
        may_change,
        pending: pending_notice(5, 1, Some(ago(0) + time::Duration::days(7)), t, dates(t)),
        filter: Some(FilterView::of(&query, "acme", t)),
        list: Some(list(t, &query, rows(t, may_change))),
        shell,
    }
}

fn empty(shell: Shell) -> KeysPage {
    KeysPage { may_change: true, pending: None, filter: None, list: None, shell }
}

fn nothing(shell: Shell) -> KeysPage {
    let t = shell.t;
    let query = KeyQuery { q: "ledgr".to_owned(), ..KeyQuery::default() };
    let filter = Some(FilterView::of(&query, "acme", t));
    KeysPage { may_change: true, pending: None, filter, list: Some(list(t, &query, Vec::new())), shell }
}

fn row(language: Language) -> KeyRow {
    let t = Words::of(language);
    KeyRow::answer(rows(t, true).swap_remove(2), &enabled_notice(), "sample", t)
}

fn rows_again(language: Language) -> KeyList {
    let t = Words::of(language);
    let key = key("2ab6e8c3-f75d-4109-b3e4-60d8c19fa527", "hr-payroll", KeyState::Disabled, days_ago(935));
    let notice = done::enabled_many(3, &[&key.alias]).view(t);
    let list = list(t, &KeyQuery::default(), rows(t, true));
    KeyList { t, csrf: "sample".to_owned(), may_change: true, list, notice: Some(notice), turned_to: Some(t.say("keys-title")) }
}

fn fate(language: Language) -> FateFragment {
    let t = Words::of(language);
    let names = ["Marc Oyelaran".to_owned()];
    let fate = FateView::of("90", Deciders { names: &names, needed: 1 }, t, dates(t));
    FateFragment { t, key_id: "6f1c2a90-7d14-4b8e-9c53-0e2b7f41d8a6".to_owned(), chosen: Some(90), fate }
}

fn page(shell: Shell, key: &Key, events: &[StoryEvent]) -> KeyPage {
    let t = shell.t;
    let may_change = shell.roles != "Viewer";
    let last = last_use();
    let head = HeadFacts {
        key,
        maker: "Amélie Laurent",
        last_use: Some(&last),
        tab: KeyTab::Overview,
        may_change,
        may_see_trail: may_change,
    };
    KeyPage {
        key: KeyHead::of(&head, t, dates(t)),
        default: None,
        plan: None,
        refused: None,
        usage: UseView::of(&UseFacts { days: &busy_month(), last_use: Some(&last) }, t, dates(t)),
        state: Some(StateView::of(key.state, events, t, dates(t))),
        may_schedule: may_change && key.state != pending(7),
        may_rename: may_change && key.state != pending(7),
        details: details(key, &projects()[0], 1_114_337, t, dates(t)),
        chain: ChainLink::chain(key, 1, t),
        shell,
    }
}

fn story(at: i64, kind: StoryKind, by: &str) -> StoryEvent {
    StoryEvent { at: days_ago(at), kind, by: by.to_owned() }
}

fn detail(shell: Shell) -> KeyPage {
    let key = key("6f1c2a90-7d14-4b8e-9c53-0e2b7f41d8a6", "payments-ledger", KeyState::Enabled, days_ago(987));
    let events = [
        story(987, StoryKind::Created, "Amélie Laurent"),
        story(175, StoryKind::Disabled, "Jonas Meyer"),
        story(174, StoryKind::Enabled, "Amélie Laurent"),
    ];
    page(shell, &key, &events)
}

fn disabled(shell: Shell) -> KeyPage {
    let key = key("2ab6e8c3-f75d-4109-b3e4-60d8c19fa527", "hr-payroll", KeyState::Disabled, days_ago(935));
    let events = [story(935, StoryKind::Created, "Jonas Meyer"), story(12, StoryKind::Disabled, "Amélie Laurent")];
    page(shell, &key, &events)
}

fn pending_page(shell: Shell, due: i64) -> KeyPage {
    let t = shell.t;
    let key = key("e81f5d27-6904-4ba3-97cc-d2057be3816f", "legacy-crm-export", pending(due), days_ago(1026));
    let plan = plan(&key).unwrap();
    let may_cancel = shell.roles != "Viewer";
    let planned = StoryEvent {
        at: plan.asked_at,
        kind: StoryKind::DeletionPlanned { deletion_at: plan.deletion_at },
        by: "Jonas Meyer".to_owned(),
    };
    let facts = PlanFacts { plan: &plan, asker: "Jonas Meyer", approvers: &[], is_approved: false, may_cancel };
    let last = LastUse { at: days_ago(211), action: Action::DecryptDatakey, by: "svc-crm-export".to_owned() };
    let calls = [CallsBy { name: "svc-crm-sync".to_owned(), calls: 14 }];
    KeyPage {
        plan: Some(PlanView::of(&facts, t, dates(t))),
        refused: refused_notice("e81f5d27-6904-4ba3-97cc-d2057be3816f", &calls, ago(720), t, dates(t)),
        usage: UseView::of(&UseFacts { days: &refused_today(), last_use: Some(&last) }, t, dates(t)),
        may_schedule: false,
        chain: Vec::new(),
        ..page(shell, &key, &[story(1026, StoryKind::Created, "Jonas Meyer"), planned])
    }
}

fn waiting(shell: Shell) -> KeyPage {
    let t = shell.t;
    let made = key("fa3d6281-5c0e-47b9-a1f2-8e60d4c7d31c", "vendor-escrow", KeyState::PendingImport, days_ago(3));
    let key = Key { origin: Origin::External, version: 0, ..made };
    let usage = UseView::of(&UseFacts { days: &[], last_use: None }, t, dates(t));
    KeyPage { usage, ..page(shell, &key, &[story(3, StoryKind::CreatedWithoutMaterial, "Amélie Laurent")]) }
}

fn default(shell: Shell) -> KeyPage {
    let t = shell.t;
    let key = default_key("c7aa03d5-88f1-4c0a-b6de-3f9250e71b48", "obs");
    let Maker::Service(service) = &key.made_by else { panic!("a default key is made by a service") };
    let default = Some(DefaultKeyView::of(service, true, t));
    KeyPage { default, state: None, may_schedule: false, ..page(shell, &key, &[]) }
}

fn tombstone(shell: Shell) -> TombstonePage {
    let t = shell.t;
    let gone = key("1f96c4ad-3e80-4d5b-92a7-c60e8b1f7d94", "qa-fixtures-2025", KeyState::Disabled, days_ago(600));
    let stone = Tombstone {
        key_id: gone.id,
        domain_id: gone.domain_id,
        project_id: gone.project_id,
        alias: gone.alias,
        created_at: gone.created_at,
        destroyed_at: days_ago(1),
        plan_id: claviger::domain::PlanId::from_uuid(uuid::Uuid::nil()),
    };
    let approvers = ["Marc Oyelaran".to_owned()];
    let parts = Parts { asker: "Jonas Meyer", approvers: &approvers, reason: Some("Fixtures of 2025, no longer used.") };
    TombstonePage::of(shell, &stone, &parts, true, dates(t))
}

fn create_errors(shell: Shell) -> CreateKeyPage {
    CreateKeyPage::again(shell, "payments-ledger", "Ledger data keys", &[Refusal::AliasTaken])
}

fn schedule(shell: Shell, days: &str, refusals: &[Refusal]) -> ScheduleDeletionPage {
    let t = shell.t;
    let by = |name: &str, calls| CallsBy { name: name.to_owned(), calls };
    let impact = Impact {
        last_use: Some(last_use()),
        refused_since: None,
        used_by: vec![by("svc-ledger-api", 3_610_244), by("svc-reporting", 224_390), by("svc-backup-agent", 4)],
        data_keys: 1_114_337,
    };
    let names = ["Marc Oyelaran".to_owned(), "Priya Nair".to_owned(), "Ingrid Solberg".to_owned()];
    let names = if refusals.is_empty() { names.as_slice() } else { &[] };
    let key = key("6f1c2a90-7d14-4b8e-9c53-0e2b7f41d8a6", "payments-ledger", KeyState::Enabled, days_ago(987));
    let facts = ScheduleFacts { key: &key, domain: "acme", impact: &impact, deciders: Deciders { names, needed: 1 } };
    let reason = "Ledger moved to payments-ledger-v2 on 20 November, change CHG-1180.".to_owned();
    let typed = ScheduleTyped { days: days.to_owned(), reason, alias: String::new() };
    ScheduleDeletionPage::of(shell, &facts, &typed, refusals, dates(t))
}

fn sign_in(language: Language, failed: bool) -> SignInPage {
    let plain = plain(language);
    SignInPage {
        problem: failed.then(|| SignInProblem::wrong(4, &plain)),
        csrf: "sample".to_owned(),
        next: "/console/keys".to_owned(),
        language: None,
        domain: "acme".to_owned(),
        user: if failed { "amelie.laurent".to_owned() } else { String::new() },
        plain,
    }
}

fn expired(language: Language) -> SessionExpiredPage {
    SessionExpiredPage {
        plain: plain(language),
        csrf: "sample".to_owned(),
        next: "/console/keys".to_owned(),
        domain: "acme".to_owned(),
        user: "amelie.laurent".to_owned(),
        idle_minutes: 30,
        problem: None,
    }
}

fn denied(language: Language) -> TroublePage {
    let roles = ["Viewer".to_owned()];
    let needed = ["Key Manager".to_owned(), "KMS Administrator".to_owned(), "Tenant Administrator".to_owned()];
    let facts = Denied {
        act: if language == Language::French { "désactiver hr-payroll" } else { "disable hr-payroll" },
        domain: "acme",
        roles: &roles,
        needed: &needed,
        back: Some(("hr-payroll", "/console/keys/2ab6e8c3-f75d-4109-b3e4-60d8c19fa527")),
    };
    TroublePage::denied(plain(language), &facts, REQUEST.to_owned())
}
