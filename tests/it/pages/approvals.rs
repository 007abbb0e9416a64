//! The approvals pages, filled with samples.

use super::keys::{key, last_use, pending, plan};
use super::people::{NOW, ago, days_ago, domain, person, projects};
use askama::Template;
use claviger::console::approvals::{
    ApprovalsPage, ChosenPlan, Decided, InboxEntry, InboxView, PlanFacts, PlanFragment, Typed, done, held_notice,
};
use claviger::console::keys::{CallsBy, Impact, LastUse};
use claviger::console::{Dates, Notice, Section, Shell, ShellFacts, Trust, refusal};
use claviger::domain::{Action, CannotDecide, DeletionPlan, Key, Person, PlanId, Refusal, Role, SecretHash, UserId, Via};
use claviger::web::{Language, Words};
use uuid::Uuid;

/// Each page by name, as HTML.
pub fn all(language: Language) -> Vec<(&'static str, String)> {
    let open = |sample: &Sample| page(language, sample).render();
    let at_rest = Sample::default();
    let own = Sample { may_decide: Err(CannotDecide::Asked), ..Sample::default() };
    let vouched = Sample { may_decide: Err(CannotDecide::VouchedByAsker), ..Sample::default() };
    let twice = Sample {
        may_decide: Err(CannotDecide::ApprovedAlready),
        needed: 2,
        approvers: vec!["Marc Oyelaran"],
        ..Sample::default()
    };
    let typed =
        Typed { reason: "It may go.".to_owned(), alias: "legacy-crm-exprt".to_owned(), attempted: Some(Decided::Approve) };
    let errors =
        Sample { typed, refusals: vec![Refusal::AliasMismatch, Refusal::WrongPassword], is_stale: true, ..Sample::default() };
    let gone = ApprovalsPage { plan: None, ..page(language, &Sample { notice: Some(plan_changed()), ..Sample::default() }) };
    let approved = done::approved(&key(ID, "legacy-crm-export", pending(7), NOW).alias, NOW);
    let pages: Vec<(&'static str, Result<String, askama::Error>)> = vec![
        ("approvals", listed_first(page(language, &Sample { notice: Some(approved), ..at_rest.clone() })).render()),
        ("approvals-plan", open(&Sample { is_stale: true, ..at_rest.clone() })),
        ("approvals-held", open(&Sample { is_held: true, due: -8, ..at_rest.clone() })),
        ("approvals-overdue", open(&Sample { due: -8, ..at_rest.clone() })),
        ("approvals-first-of-two", open(&Sample { needed: 2, ..at_rest.clone() })),
        ("approvals-own", open(&own)),
        ("approvals-vouched", open(&vouched)),
        ("approvals-twice", open(&twice)),
        ("approvals-errors", open(&errors)),
        ("approvals-gone", gone.render()),
        ("approvals-empty", empty(language).render()),
        ("approvals-answer", answer(language).render()),
    ];
    pages.into_iter().map(|(name, page)| (name, page.unwrap())).collect()
}

const ID: &str = "e81f5d27-6904-4ba3-97cc-d2057be3816f";

/// A plan beside the list, and what is particular about it.
#[derive(Clone)]
struct Sample {
    due: i64,
    needed: u8,
    approvers: Vec<&'static str>,
    may_decide: Result<(), CannotDecide>,
    typed: Typed,
    refusals: Vec<Refusal>,
    notice: Option<Notice>,
    is_stale: bool,
    is_held: bool,
}

impl Default for Sample {
    fn default() -> Self {
        Self {
            due: 7,
            needed: 1,
            approvers: Vec::new(),
            may_decide: Ok(()),
            typed: Typed::default(),
            refusals: Vec::new(),
            notice: None,
            is_stale: false,
            is_held: false,
        }
    }
}

fn plan_changed() -> Notice {
    refusal::refused(&Refusal::PlanChanged, Uuid::from_u128(9))
}

fn reader(is_stale: bool) -> Person {
    let given = if is_stale { ago(22 * 60) } else { NOW };
    let via = Via::Session { session: SecretHash([0; 32]), password_given_at: given };
    Person { via, ..person("marc.oyelaran", Role::KmsAdm) }
}

fn shell(language: Language, reader: &Person, notice: Option<&Notice>) -> Shell {
    Shell::of(&ShellFacts {
        language,
        person: reader,
        projects: &projects(),
        section: Section::Approvals,
        here: "/console/approvals",
        csrf: "sample",
        waiting: 4,
        trust: Trust::Software,
        notice,
        request_id: Uuid::from_u128(9),
        swapped: false,
    })
}

fn impact() -> Impact {
    let last = LastUse { at: days_ago(211), action: Action::DecryptDatakey, by: "svc-crm-export".to_owned() };
    let calls = vec![CallsBy { name: "svc-crm-sync".to_owned(), calls: 14 }];
    Impact { last_use: Some(last), refused_since: Some((calls, Some(ago(720)))), used_by: Vec::new(), data_keys: 412 }
}

fn quiet() -> Impact {
    Impact { last_use: Some(last_use()), refused_since: Some((Vec::new(), None)), used_by: Vec::new(), data_keys: 0 }
}

fn asked(key: &Key) -> DeletionPlan {
    plan(key).unwrap()
}

/// The facts of a plan that the sample's reader sees beside the list.
fn chosen(sample: &Sample, language: Language) -> ChosenPlan {
    let t = Words::of(language);
    let key = key(ID, "legacy-crm-export", pending(sample.due), days_ago(1026));
    let reader = reader(sample.is_stale);
    let asked_by =
        if sample.may_decide == Err(CannotDecide::Asked) { reader.user.id } else { UserId::from_uuid(Uuid::from_u128(21)) };
    let asked = asked(&key);
    let plan = DeletionPlan { asked_by, approvals_needed: sample.needed, ..asked };
    let approvers: Vec<String> = sample.approvers.iter().map(|name| (*name).to_owned()).collect();
    let facts = PlanFacts {
        plan: &plan,
        key: &key,
        asker: "Jonas Meyer",
        approvers: &approvers,
        is_approved: false,
        may_decide: sample.may_decide,
        impact: &impact(),
        reader: &reader,
    };
    ChosenPlan::of(&facts, &sample.typed, &sample.refusals, t, Dates::of(t, NOW))
}

fn inbox(language: Language) -> InboxView {
    let t = Words::of(language);
    let reader = reader(false);
    let entry = |id: u128, alias: &str, due: i64, is_own: bool, impact: &Impact| {
        let key = key(&Uuid::from_u128(id).to_string(), alias, pending(due), days_ago(400));
        let asked_by = UserId::from_uuid(Uuid::from_u128(if is_own { 20 } else { 21 }));
        let plan = DeletionPlan { asked_by, id: PlanId::from_uuid(Uuid::from_u128(id)), ..asked(&key) };
        let facts = PlanFacts {
            plan: &plan,
            key: &key,
            asker: "Amélie Laurent",
            approvers: &[],
            is_approved: false,
            may_decide: Ok(()),
            impact,
            reader: &reader,
        };
        InboxEntry::of(&facts, alias == "legacy-crm-export", t, Dates::of(t, NOW))
    };
    InboxView {
        others: vec![entry(45, "staging-sandbox-2", 90, false, &quiet())],
        waiting: vec![
            entry(41, "vpn-gateway-2022", -8, false, &quiet()),
            entry(42, "legacy-crm-export", 7, false, &impact()),
            entry(43, "edi-archive-2023", 29, false, &quiet()),
        ],
        asked: vec![entry(44, "qa-fixtures", 11, true, &quiet())],
    }
}

fn page(language: Language, sample: &Sample) -> ApprovalsPage {
    let t = Words::of(language);
    ApprovalsPage {
        shell: shell(language, &reader(sample.is_stale), sample.notice.as_ref()),
        intro: ApprovalsPage::intro(&domain(), t),
        held: sample.is_held.then(|| held_notice(t)),
        inbox: inbox(language),
        plan: Some(chosen(sample, language)),
    }
}

/// The page when the address names no plan.
fn listed_first(page: ApprovalsPage) -> ApprovalsPage {
    ApprovalsPage { plan: page.plan.map(|plan| ChosenPlan { is_chosen: false, ..plan }), ..page }
}

fn empty(language: Language) -> ApprovalsPage {
    ApprovalsPage { inbox: InboxView::default(), plan: None, ..page(language, &Sample::default()) }
}

fn answer(language: Language) -> PlanFragment {
    let plan = ChosenPlan { is_swapped: true, ..chosen(&Sample::default(), language) };
    PlanFragment { t: Words::of(language), csrf: "sample".to_owned(), inbox: inbox(language), plan }
}
