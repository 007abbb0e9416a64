//! One key.

use super::path_of;
use crate::console::keys::{
    ChainLink, DefaultKeyView, HeadFacts, Impact, KeyHead, KeyPage, KeyTab, LastUse, Parts, PlanFacts, PlanView, StateView,
    StoryEvent, TombstonePage, UseFacts, UseView, details, refused_notice,
};
use crate::console::{ConsoleError, Named, Notice, NoticeView, Section, Visit, pages};
use crate::domain::{Action, KeyId, KeyState, Maker};
use crate::gate::{Gate, OperationError, Resource};
use crate::kms::{Depth, DescribeKey, Described, KeyReport, PlanReport, Remains};
use axum::extract::State;
use axum::response::Response;

pages!(KeyPage, TombstonePage);

/// `GET /console/keys/{key_id}` shows one key, or what is left of it.
pub async fn show(State(gate): State<Gate>, visit: Visit, Named(key_id): Named<KeyId>) -> Result<Response, ConsoleError> {
    match gate.perform(&visit.caller, DescribeKey { key_id, depth: Depth::Report }).await? {
        Described::Living(report) => visit.page(&living(&visit, &report, None)),
        Described::Destroyed(remains) => visit.page(&destroyed(&visit, &remains)),
        Described::Record(_) => Err(OperationError::NotFound(Resource::Key(key_id)).into()),
    }
}

/// The page of a key after an act, with what there is to say.
pub(super) async fn key_page(gate: &Gate, visit: &Visit, key_id: KeyId, notice: &Notice) -> Result<KeyPage, ConsoleError> {
    Ok(living(visit, &report(gate, visit, key_id).await?, Some(notice)))
}

/// All that a page about a living key shows.
pub(super) async fn report(gate: &Gate, visit: &Visit, key_id: KeyId) -> Result<KeyReport, ConsoleError> {
    match gate.perform(&visit.caller, DescribeKey { key_id, depth: Depth::Report }).await? {
        Described::Living(report) => Ok(*report),
        Described::Destroyed(_) | Described::Record(_) => Err(OperationError::NotFound(Resource::Key(key_id)).into()),
    }
}

fn living(visit: &Visit, report: &KeyReport, notice: Option<&Notice>) -> KeyPage {
    let (t, dates, key) = (visit.words(), visit.dates(), &report.key);
    let may_change = visit.may(Action::DisableKey);
    let impact = Impact::seen(&report.impact, t);
    let service = match &key.made_by {
        Maker::Service(service) => Some(service),
        Maker::User(_) => None,
    };
    let maker = service.map_or_else(|| report.maker.clone(), |service| t.with("service", "service", service.as_str()));
    let head = HeadFacts {
        key,
        maker: &maker,
        last_use: impact.last_use.as_ref(),
        tab: KeyTab::Overview,
        may_change,
        may_see_trail: visit.may(Action::ListKeyEvents),
    };
    let is_pending = matches!(key.state, KeyState::PendingDeletion { .. });
    let story: Vec<StoryEvent> = report.story.iter().filter_map(|event| StoryEvent::told(event, t)).collect();
    KeyPage {
        shell: visit.shell_at(Section::Keys, path_of(key.id).as_str(), notice),
        key: KeyHead::of(&head, t, dates),
        default: service.map(|service| DefaultKeyView::of(service, visit.may(Action::CreateKey), t)),
        plan: report.plan.as_ref().map(|plan| planned(visit, plan)),
        refused: refused(visit, key.id, &impact),
        usage: use_of(visit, report, impact.last_use.as_ref()),
        state: service.is_none().then(|| StateView::of(key.state, &story, t, dates)),
        may_schedule: visit.may(Action::ScheduleKeyDeletion) && service.is_none() && !is_pending,
        may_rename: visit.may(Action::UpdateKeyAlias) && service.is_none() && !is_pending,
        details: details(key, &report.project, report.impact.data_keys, t, dates),
        chain: if is_pending { Vec::new() } else { ChainLink::chain(key, u64::from(report.epoch), t) },
    }
}

fn planned(visit: &Visit, report: &PlanReport) -> PlanView {
    let facts = PlanFacts {
        plan: &report.plan,
        asker: report.asker.name.as_str(),
        approvers: &report.approvers_that_count(),
        is_approved: report.is_approved,
        may_cancel: visit.may(Action::CancelKeyDeletion),
    };
    PlanView::of(&facts, visit.words(), visit.dates())
}

fn refused(visit: &Visit, key_id: KeyId, impact: &Impact) -> Option<NoticeView> {
    let (by, last) = impact.refused_since.as_ref()?;
    refused_notice(&key_id.to_string(), by, (*last)?, visit.words(), visit.dates())
}

fn use_of(visit: &Visit, report: &KeyReport, last_use: Option<&LastUse>) -> UseView {
    UseView::of(&UseFacts { days: &report.use_of_30_days, last_use }, visit.words(), visit.dates())
}

fn destroyed(visit: &Visit, remains: &Remains) -> TombstonePage {
    let reason = remains.plan.reason.as_ref().map(crate::domain::Reason::as_str);
    let parts = Parts { asker: &remains.asker, approvers: &remains.approvers, reason };
    let shell = visit.shell(Section::Keys, None);
    TombstonePage::of(shell, &remains.stone, &parts, visit.may(Action::ListKeyEvents), visit.dates())
}
