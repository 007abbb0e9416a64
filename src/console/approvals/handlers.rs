//! The handlers of the approvals pages.

use super::{ApprovalsPage, ChosenPlan, Decided, InboxEntry, InboxView, PlanFacts, PlanFragment, Typed, done, held_notice};
use crate::console::keys::Impact;
use crate::console::{Console, ConsoleError, Named, Notice, Section, Visit, pages, refusal};
use crate::domain::{Password, PlanDigest, PlanId, Reason, Refusal};
use crate::gate::{Gate, Kind, OperationError};
use crate::kms::{ApproveKeyDeletion, DescribeDeletionPlan, Inbox, ListDeletionPlans, PlanReport, RefuseKeyDeletion};
use crate::web::{Checked, LocalPath};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;

pages!(ApprovalsPage);

/// What the form sends.
#[derive(Deserialize)]
struct DecisionForm {
    #[serde(default)]
    digest: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    alias: String,
    password: Option<String>,
}

/// The routes of the approvals pages.
pub fn routes() -> Router<Console> {
    Router::new()
        .route("/console/approvals", get(list))
        .route("/console/approvals/{plan_id}", get(show))
        .route("/console/approvals/{plan_id}/approve", post(approve))
        .route("/console/approvals/{plan_id}/refuse", post(refuse))
}

/// `GET /console/approvals` lists the plans that wait, with the first of them beside.
async fn list(State(gate): State<Gate>, visit: Visit) -> Result<Response, ConsoleError> {
    visit.page(&inbox_page(&gate, &visit, None).await?)
}

/// `GET /console/approvals/{plan_id}` shows one plan beside the others; choosing it in the list swaps `#plan`.
async fn show(State(gate): State<Gate>, visit: Visit, Named(plan_id): Named<PlanId>) -> Result<Response, ConsoleError> {
    let inbox = gate.perform(&visit.caller, ListDeletionPlans).await?;
    let report = gate.perform(&visit.caller, DescribeDeletionPlan { plan_id }).await?;
    let plan = chosen(&visit, &report, &Typed::default(), &[]);
    visit.page_or(
        || page(&visit, &inbox, Some((plan_id, plan.clone())), &address(plan_id), None),
        || PlanFragment {
            t: visit.words(),
            csrf: visit.csrf(),
            inbox: listed(&visit, &inbox, Some(plan_id)),
            plan: ChosenPlan { is_swapped: true, ..plan.clone() },
        },
    )
}

/// `POST /console/approvals/{plan_id}/approve` approves the plan that was shown, and swaps the list into `#main`.
async fn approve(
    State(gate): State<Gate>,
    visit: Visit,
    Named(plan_id): Named<PlanId>,
    Checked(form): Checked<DecisionForm>,
) -> Result<Response, ConsoleError> {
    let (typed, digest, reason, password) = form.read(Decided::Approve);
    let (digest, reason) = match (digest, reason) {
        (Ok(digest), Ok(reason)) => (digest, reason),
        (digest, reason) => return again(&gate, &visit, plan_id, &typed, digest.err().or(reason.err())).await,
    };
    let impact = impact_shown(&gate, &visit, plan_id).await?;
    let operation = ApproveKeyDeletion { plan_id, digest, reason, typed: typed.alias.clone(), password, impact };
    match gate.perform(&visit.caller, operation).await {
        Ok(report) => decided(&gate, &visit, done::of_approval(&report, visit.now())).await,
        Err(OperationError::Refused(refusal)) => again(&gate, &visit, plan_id, &typed, Some(refusal)).await,
        Err(other) => Err(other.into()),
    }
}

/// `POST /console/approvals/{plan_id}/refuse` refuses the plan that was shown, and swaps the list into `#main`.
async fn refuse(
    State(gate): State<Gate>,
    visit: Visit,
    Named(plan_id): Named<PlanId>,
    Checked(form): Checked<DecisionForm>,
) -> Result<Response, ConsoleError> {
    let (typed, digest, reason, password) = form.read(Decided::Refuse);
    let (digest, reason) = match (digest, reason) {
        (Ok(digest), Ok(reason)) => (digest, reason),
        (digest, reason) => return again(&gate, &visit, plan_id, &typed, digest.err().or(reason.err())).await,
    };
    match gate.perform(&visit.caller, RefuseKeyDeletion { plan_id, digest, reason, password }).await {
        Ok(key) => decided(&gate, &visit, done::refused(&key.alias)).await,
        Err(OperationError::Refused(refusal)) => again(&gate, &visit, plan_id, &typed, Some(refusal)).await,
        Err(other) => Err(other.into()),
    }
}

/// The list with its first plan beside, and what there is to say.
pub(in crate::console) async fn inbox_page(
    gate: &Gate,
    visit: &Visit,
    notice: Option<&Notice>,
) -> Result<ApprovalsPage, ConsoleError> {
    let inbox = gate.perform(&visit.caller, ListDeletionPlans).await?;
    // An act may just have taken a plan off the list; the rail says what waits now.
    let visit = &visit.with_waiting(waiting(&inbox));
    let first = split(&inbox).into_iter().flatten().next();
    let plan = first.map(|report| {
        let plan = chosen(visit, report, &Typed::default(), &[]);
        (report.plan.id, ChosenPlan { is_chosen: false, ..plan })
    });
    Ok(page(visit, &inbox, plan, LIST, notice))
}

const LIST: &str = "/console/approvals";

fn address(plan_id: PlanId) -> String {
    format!("{LIST}/{plan_id}")
}

impl DecisionForm {
    /// What was typed, and what is made of it; a password is taken along and kept nowhere.
    fn read(self, attempted: Decided) -> (Typed, Result<PlanDigest, Refusal>, Result<Reason, Refusal>, Option<Password>) {
        let mut bytes = [0; 32];
        let digest = hex::decode_to_slice(&self.digest, &mut bytes).map_err(|_| Refusal::PlanChanged);
        let reason = self.reason.parse();
        let typed = Typed { reason: self.reason, alias: self.alias, attempted: Some(attempted) };
        (typed, digest.map(|()| PlanDigest::from_bytes(bytes)), reason, self.password.map(Password::given))
    }
}

/// What follows a decision: the list, which the plan has left.
async fn decided(gate: &Gate, visit: &Visit, notice: Notice) -> Result<Response, ConsoleError> {
    let page = async |notice: &Notice| inbox_page(gate, visit, Some(notice)).await;
    visit.done_at(LocalPath::or_start(LIST), notice, page).await
}

/// The plan as it is now, with the form as it was typed; a plan that is decided meanwhile is in the list no more.
async fn again(
    gate: &Gate,
    visit: &Visit,
    plan_id: PlanId,
    typed: &Typed,
    refusal: Option<Refusal>,
) -> Result<Response, ConsoleError> {
    let refusals: Vec<Refusal> = refusal.into_iter().collect();
    let notice = refusal::about_no_field(&refusals, visit.request_id());
    let page = match gate.perform(&visit.caller, DescribeDeletionPlan { plan_id }).await {
        Ok(report) => {
            let inbox = gate.perform(&visit.caller, ListDeletionPlans).await?;
            let plan = chosen(visit, &report, typed, &refusals);
            page(visit, &inbox, Some((plan_id, plan)), &address(plan_id), notice.as_ref())
        }
        Err(OperationError::NotFound(_)) => inbox_page(gate, visit, notice.as_ref()).await?,
        Err(other) => return Err(other.into()),
    };
    let mut answer = visit.page_again(&page)?;
    if refusals.into_iter().any(|refusal| OperationError::from(refusal).kind() == Kind::Conflict) {
        *answer.status_mut() = StatusCode::CONFLICT;
    }
    Ok(answer)
}

/// What the page says at this moment that the deletion would break, as text for the record. Of a plan that is decided
/// already it says nothing: the decision will be refused.
async fn impact_shown(gate: &Gate, visit: &Visit, plan_id: PlanId) -> Result<String, ConsoleError> {
    match gate.perform(&visit.caller, DescribeDeletionPlan { plan_id }).await {
        Ok(report) => Ok(Impact::seen(&report.impact, visit.words()).view(visit.words(), visit.dates()).as_text()),
        Err(OperationError::NotFound(_)) => Ok(String::new()),
        Err(other) => Err(other.into()),
    }
}

fn page(visit: &Visit, inbox: &Inbox, plan: Option<(PlanId, ChosenPlan)>, here: &str, notice: Option<&Notice>) -> ApprovalsPage {
    let t = visit.words();
    let shell = visit.shell_at(Section::Approvals, here, notice);
    ApprovalsPage {
        intro: ApprovalsPage::intro(&visit.person().domain, t),
        held: visit.is_clock_held().then(|| held_notice(t)),
        inbox: listed(visit, inbox, plan.as_ref().map(|(id, _)| *id)),
        plan: plan.map(|(_, plan)| plan),
        shell,
    }
    .unless_problems_take_the_focus()
}

fn listed(visit: &Visit, inbox: &Inbox, current: Option<PlanId>) -> InboxView {
    let entries = |reports: Vec<&PlanReport>| {
        let entry = |report: &PlanReport| {
            Told::of(report, visit).about(report, visit, |facts| {
                InboxEntry::of(facts, current == Some(report.plan.id), visit.words(), visit.dates())
            })
        };
        reports.into_iter().map(entry).collect()
    };
    let [waiting, others, asked] = split(inbox);
    InboxView { waiting: entries(waiting), others: entries(others), asked: entries(asked) }
}

fn waiting(inbox: &Inbox) -> u64 {
    let [waiting, _, _] = split(inbox);
    u64::try_from(waiting.len()).unwrap_or(u64::MAX)
}

/// The plans that the reader decides, that others decide, and that the reader asked for.
fn split(inbox: &Inbox) -> [Vec<&PlanReport>; 3] {
    let (waiting, others) = inbox.waiting.iter().partition(|report| report.may_decide.is_ok());
    [waiting, others, inbox.asked.iter().collect()]
}

fn chosen(visit: &Visit, report: &PlanReport, typed: &Typed, refusals: &[Refusal]) -> ChosenPlan {
    Told::of(report, visit).about(report, visit, |facts| ChosenPlan::of(facts, typed, refusals, visit.words(), visit.dates()))
}

/// What of a report is told in words.
struct Told {
    approvers: Vec<String>,
    impact: Impact,
}

impl Told {
    fn of(report: &PlanReport, visit: &Visit) -> Self {
        Self { approvers: report.approvers_that_count(), impact: Impact::seen(&report.impact, visit.words()) }
    }

    fn about<T>(&self, report: &PlanReport, visit: &Visit, view: impl FnOnce(&PlanFacts<'_>) -> T) -> T {
        view(&PlanFacts {
            plan: &report.plan,
            key: &report.key,
            asker: report.asker.name.as_str(),
            approvers: &self.approvers,
            is_approved: report.is_approved,
            may_decide: report.may_decide,
            impact: &self.impact,
            reader: visit.person(),
        })
    }
}
