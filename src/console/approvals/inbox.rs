//! The list of plans beside the one that was chosen.

use super::plan::{ChosenPlan, PlanFacts, badge};
use crate::console::{BadgeView, Dates, Moment, NoticeView, Problems, Shell};
use crate::domain::Domain;
use crate::web::Words;
use askama::Template;

/// `GET /console/approvals` and `GET /console/approvals/{plan_id}`, and the form as it comes back with problems.
#[derive(Clone, Debug, Template)]
#[template(path = "approvals/index.html", blocks = ["title", "main"])]
pub struct ApprovalsPage {
    /// What stands around.
    pub shell: Shell,
    /// What the page is for.
    pub intro: String,
    /// Said on top while nothing is destroyed because the clock leapt.
    pub held: Option<NoticeView>,
    /// The list.
    pub inbox: InboxView,
    /// The plan beside it.
    pub plan: Option<ChosenPlan>,
}

/// The fragment that choosing a plan swaps in.
#[derive(Clone, Debug, Template)]
#[template(path = "approvals/_plan_answer.html")]
pub struct PlanFragment {
    /// The texts.
    pub t: Words,
    /// The session's token against forged requests.
    pub csrf: String,
    /// The list, in which another plan is marked now.
    pub inbox: InboxView,
    /// The plan.
    pub plan: ChosenPlan,
}

/// The plans that the reader is concerned with, ready to print.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct InboxView {
    /// Those that the reader can decide.
    pub waiting: Vec<InboxEntry>,
    /// Those that others asked for and others decide: the reader approved them, or may not decide them.
    pub others: Vec<InboxEntry>,
    /// Those that the reader asked for.
    pub asked: Vec<InboxEntry>,
}

/// A line of the list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct InboxEntry {
    /// Where it leads.
    pub href: String,
    /// The key's alias.
    pub alias: String,
    /// That it is overdue, or approved.
    pub badge: Option<BadgeView>,
    /// Whether the key was called since the plan.
    pub is_still_called: bool,
    /// When it is due.
    pub due: String,
    /// Who asked, or who decides.
    pub who: String,
    /// When it was asked for; not said of the reader's own.
    pub asked: Option<Moment>,
    /// Whether it is the plan beside the list.
    pub is_current: bool,
}

impl ApprovalsPage {
    /// What the page is for, in this domain.
    #[must_use]
    pub fn intro(domain: &Domain, t: Words) -> String {
        match domain.deletion_approvals {
            0 => t.say("approvals-intro-none-needed"),
            _ => t.say("approvals-intro"),
        }
    }

    /// With problems, the summary takes the focus instead of the heading.
    #[must_use]
    pub fn unless_problems_take_the_focus(self) -> Self {
        let swapped = self.shell.swapped && self.problems().is_none();
        Self { shell: Shell { swapped, ..self.shell }, ..self }
    }

    /// What is wrong with the decision.
    #[must_use]
    pub fn problems(&self) -> Option<&Problems> {
        self.plan.as_ref()?.decision.as_ref()?.problems.as_ref()
    }
}

impl InboxView {
    /// Whether there is nothing to list.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.others.is_empty() && self.asked.is_empty()
    }
}

impl InboxEntry {
    /// The line about a plan; `is_current` when it is the one beside the list.
    #[must_use]
    pub fn of(facts: &PlanFacts<'_>, is_current: bool, t: Words, dates: Dates) -> Self {
        let plan = facts.plan;
        let day = dates.day(plan.deletion_at);
        let is_late = plan.deletion_at <= dates.now();
        let given = u64::try_from(facts.approvers.len()).unwrap_or(u64::MAX);
        let needed = u64::from(plan.approvals_needed);
        Self {
            href: format!("/console/approvals/{}", plan.id),
            alias: facts.key.alias.to_string(),
            badge: badge(facts, t, dates),
            is_still_called: facts.calls_refused().is_some(),
            due: if is_late {
                t.with2("entry-was-due", "day", day, "ago", dates.ago(plan.deletion_at))
            } else {
                t.with2("entry-due", "day", day, "away", dates.away(plan.deletion_at))
            },
            who: match (facts.is_own(), needed, given) {
                (false, _, _) => facts.asker.to_owned(),
                (true, 0, _) => t.say("plan-nobody-decides"),
                (true, _, 0) => t.say("plan-another-decides"),
                (true, _, _) => t.with2("plan-approvals", "given", given, "needed", needed),
            },
            asked: (!facts.is_own()).then(|| dates.moment(plan.asked_at)),
            is_current,
        }
    }
}

/// Says that nothing is destroyed at present, because the clock leapt.
#[must_use]
pub fn held_notice(t: Words) -> NoticeView {
    NoticeView {
        kind: "",
        icon: "clock",
        title: t.say("clock-held"),
        text: Some(t.say("clock-held.more")),
        code: None,
        request: None,
        way: None,
        is_new: false,
    }
}
