//! One plan as whoever decides it reads it: who asked and why, what changed since, what would break, the decision.

use super::decision::{DecisionView, Typed};
use crate::console::keys::{self, CallsBy, Impact, ImpactView, PersonLine, PlanView};
use crate::console::shell::initials;
use crate::console::{Badge, BadgeView, Dates, NoticeView, refusal};
use crate::domain::{CannotDecide, DeletionPlan, Key, Person, Refusal};
use crate::web::Words;
use time::OffsetDateTime;

/// What the page about a plan is made of.
#[derive(Clone, Copy, Debug)]
pub struct PlanFacts<'facts> {
    /// The plan.
    pub plan: &'facts DeletionPlan,
    /// The key that it would destroy.
    pub key: &'facts Key,
    /// The name of who asked.
    pub asker: &'facts str,
    /// The names of those whose approvals count now.
    pub approvers: &'facts [String],
    /// Whether the approvals are enough.
    pub is_approved: bool,
    /// Whether the reader may decide it, or why not.
    pub may_decide: Result<(), CannotDecide>,
    /// What it would break.
    pub impact: &'facts Impact,
    /// Who reads.
    pub reader: &'facts Person,
}

/// A plan, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ChosenPlan {
    /// The key's id.
    pub key_id: String,
    /// The key's alias.
    pub alias: String,
    /// That it is overdue, or approved.
    pub badge: Option<BadgeView>,
    /// When it is due, where no form says it.
    pub due: Option<String>,
    /// Who asked.
    pub asker: PersonLine,
    /// Who decides, or approved.
    pub decider: PersonLine,
    /// Whether the decision is still open.
    pub is_open: bool,
    /// Why.
    pub reason: Option<String>,
    /// What changed after it was made.
    pub changed: Option<NoticeView>,
    /// Why the reader has no form.
    pub barred: Option<Barred>,
    /// What would break.
    pub impact: ImpactView,
    /// The form.
    pub decision: Option<DecisionView>,
    /// Whether the address names it, so that a narrow page shows it instead of the list.
    pub is_chosen: bool,
    /// Whether it is swapped in alone, so that its heading takes the focus.
    pub is_swapped: bool,
}

/// Why the reader has no form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Barred {
    /// The reason.
    pub title: String,
    /// More of it.
    pub text: String,
    /// Whether the reader asked for the plan and can give it up.
    pub may_cancel: bool,
}

impl PlanFacts<'_> {
    /// Whether the reader asked for it.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.reader.user.id == self.plan.asked_by
    }

    /// Who was refused since the plan was made, and when last.
    pub(super) fn calls_refused(&self) -> Option<(&[CallsBy], OffsetDateTime)> {
        let (by, last) = self.impact.refused_since.as_ref()?;
        (!by.is_empty()).then_some((by, (*last)?))
    }

    /// How many approvals are still missing.
    pub(super) fn missing(&self) -> u64 {
        let given = u64::try_from(self.approvers.len()).unwrap_or(u64::MAX);
        u64::from(self.plan.approvals_needed).saturating_sub(given)
    }
}

impl ChosenPlan {
    /// The plan as this reader sees it; what was typed into its form, and what was refused of it.
    #[must_use]
    pub fn of(facts: &PlanFacts<'_>, typed: &Typed, refusals: &[Refusal], t: Words, dates: Dates) -> Self {
        let plan = facts.plan;
        let about_key = keys::PlanFacts {
            plan,
            asker: facts.asker,
            approvers: facts.approvers,
            is_approved: facts.is_approved,
            may_cancel: false,
        };
        let shown = PlanView::of(&about_key, t, dates);
        let is_decidable = facts.may_decide.is_ok();
        let source = if is_decidable { t.with("decide-impact", "time", dates.time(dates.now())) } else { shown_at(t, dates) };
        Self {
            key_id: facts.key.id.to_string(),
            alias: facts.key.alias.to_string(),
            badge: badge(facts, t, dates),
            due: (!is_decidable).then(|| due(plan, t, dates)),
            asker: if facts.is_own() { PersonLine { title: t.say("you-asked"), ..shown.asker } } else { shown.asker },
            decider: if is_decidable && !facts.is_approved { you_decide(facts, t) } else { shown.decider },
            is_open: shown.is_open,
            reason: shown.reason,
            changed: changed(facts, t, dates),
            barred: barred(facts, t),
            impact: ImpactView { source, ..facts.impact.view(t, dates) },
            decision: is_decidable.then(|| DecisionView::of(facts, typed, refusals, t, dates)),
            is_chosen: true,
            is_swapped: false,
        }
    }
}

pub(super) fn badge(facts: &PlanFacts<'_>, t: Words, dates: Dates) -> Option<BadgeView> {
    let is_late = facts.plan.deletion_at <= dates.now();
    match (facts.is_approved, is_late) {
        (true, _) => Some(Badge::Approved.view(t)),
        (false, true) => Some(Badge::Overdue.view(t)),
        (false, false) => None,
    }
}

fn due(plan: &DeletionPlan, t: Words, dates: Dates) -> String {
    let day = dates.deciding(plan.deletion_at);
    if plan.deletion_at <= dates.now() {
        t.with2("entry-was-due", "day", day, "ago", dates.ago(plan.deletion_at))
    } else {
        t.with2("entry-due", "day", day, "away", dates.away(plan.deletion_at))
    }
}

fn you_decide(facts: &PlanFacts<'_>, t: Words) -> PersonLine {
    let given = u64::try_from(facts.approvers.len()).unwrap_or(u64::MAX);
    PersonLine {
        initials: initials(facts.reader.user.name.as_str()),
        title: t.say("you-decide"),
        detail: t.with2("approvals-so-far", "given", given, "needed", u64::from(facts.plan.approvals_needed)),
    }
}

fn shown_at(t: Words, dates: Dates) -> String {
    t.with("shown-impact", "time", dates.time(dates.now()))
}

fn changed(facts: &PlanFacts<'_>, t: Words, dates: Dates) -> Option<NoticeView> {
    let (by, last) = facts.calls_refused()?;
    let calls = by.iter().map(|by| by.calls).sum::<u64>();
    let (who, when) = (callers(by, t), dates.exact(last));
    let calls = t.all("changed-calls", &[("n", &calls), ("who", &who), ("when", &when)]);
    let advice = if facts.is_own() { t.say("changed-advice-own") } else { t.with("changed-advice", "name", facts.asker) };
    Some(NoticeView {
        kind: "warn",
        icon: "alert",
        title: t.say("changed-since"),
        text: Some(format!("{calls} {advice}")),
        code: None,
        request: None,
        way: None,
        is_new: false,
    })
}

/// Those who still call; of many, the first three and how many more.
fn callers(by: &[CallsBy], t: Words) -> String {
    const NAMED: usize = 3;
    let mut names: Vec<String> = by.iter().take(NAMED).map(|by| by.name.clone()).collect();
    let more = by.len().saturating_sub(NAMED);
    if more > 0 {
        names.push(t.with("fate-others", "n", u64::try_from(more).unwrap_or(u64::MAX)));
    }
    t.list("list-and", &names)
}

fn barred(facts: &PlanFacts<'_>, t: Words) -> Option<Barred> {
    let why = facts.may_decide.err()?;
    let words = refusal::cannot_decide(why).view(t);
    let title = words.title.trim_end_matches('.').to_owned();
    Some(Barred { title, text: words.text.unwrap_or_default(), may_cancel: facts.is_own() })
}
