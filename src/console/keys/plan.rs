//! The plan to destroy a key, as the key's page shows it.

use super::impact::CallsBy;
use super::row::is_overdue;
use crate::console::shell::initials;
use crate::console::{Badge, BadgeView, Dates, NoticeView, Way};
use crate::domain::DeletionPlan;
use crate::web::Words;
use time::OffsetDateTime;

/// What the card about a plan is made of.
#[derive(Clone, Copy, Debug)]
pub struct PlanFacts<'facts> {
    /// The plan.
    pub plan: &'facts DeletionPlan,
    /// The name of who asked.
    pub asker: &'facts str,
    /// The names of those whose approvals count now.
    pub approvers: &'facts [String],
    /// Whether the approvals are enough.
    pub is_approved: bool,
    /// Whether the reader may cancel the plan.
    pub may_cancel: bool,
}

/// The plan, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PlanView {
    /// Whether it waits, is approved, or is overdue.
    pub badge: BadgeView,
    /// The time left, or that there is none.
    pub figure: String,
    /// What stands before the date.
    pub before: String,
    /// The date.
    pub date: String,
    /// What stands after the date, and what happens then.
    pub after: String,
    /// How many hours it waits.
    pub hours: i64,
    /// How many of them have passed.
    pub hours_passed: i64,
    /// The same in words.
    pub meter: String,
    /// The meter's beginning and end.
    pub scale: [String; 2],
    /// Who asked.
    pub asker: PersonLine,
    /// Who decides, or approved.
    pub decider: PersonLine,
    /// Whether the decision is still open.
    pub is_open: bool,
    /// Why.
    pub reason: Option<String>,
    /// Whether the reader may cancel it.
    pub may_cancel: bool,
}

/// Somebody's part in a plan.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PersonLine {
    /// One or two letters for them.
    pub initials: String,
    /// Who did what.
    pub title: String,
    /// More of it.
    pub detail: String,
}

impl PlanView {
    /// The plan in the reader's language.
    #[must_use]
    pub fn of(facts: &PlanFacts<'_>, t: Words, dates: Dates) -> Self {
        let plan = facts.plan;
        let is_late = is_overdue(plan, facts.is_approved, dates.now());
        let (badge, after) = match (is_late, facts.is_approved) {
            (true, _) => (Badge::Overdue, t.say("plan-ends-overdue")),
            (false, true) => (Badge::Approved, t.say("plan-ends-approved")),
            (false, false) => (Badge::Awaiting, t.say("plan-ends-awaiting")),
        };
        let hours = (plan.deletion_at - plan.asked_at).whole_hours().max(1);
        let hours_passed = (dates.now() - plan.asked_at).whole_hours().clamp(0, hours);
        let days = (plan.deletion_at - plan.asked_at).whole_days().unsigned_abs();
        Self {
            badge: badge.view(t),
            figure: if is_late { t.say("plan-overdue") } else { dates.left(plan.deletion_at) },
            before: if is_late { t.say("plan-was-due") } else { t.say("plan-until") },
            date: dates.deciding(plan.deletion_at),
            after,
            hours,
            hours_passed,
            meter: t.with2("plan-hours", "passed", hours_passed.unsigned_abs(), "all", hours.unsigned_abs()),
            scale: [
                t.with("plan-asked-at", "when", dates.exact(plan.asked_at)),
                t.with("plan-due-at", "when", dates.exact(plan.deletion_at)),
            ],
            asker: PersonLine {
                initials: initials(facts.asker),
                title: t.with("plan-asked", "name", facts.asker),
                detail: t.with2("plan-asked-for", "when", dates.exact(plan.asked_at), "days", days),
            },
            decider: decider(facts, t),
            is_open: !facts.is_approved,
            reason: plan.reason.as_ref().map(|reason| reason.as_str().to_owned()),
            may_cancel: facts.may_cancel,
        }
    }
}

/// Who decides, or has decided.
fn decider(facts: &PlanFacts<'_>, t: Words) -> PersonLine {
    let needed = u64::from(facts.plan.approvals_needed);
    let given = u64::try_from(facts.approvers.len()).unwrap_or(u64::MAX);
    let count = t.with2("plan-approvals", "given", given, "needed", needed);
    match (facts.approvers, needed) {
        ([], 0) => {
            PersonLine { initials: "–".to_owned(), title: t.say("plan-nobody-decides"), detail: t.say("plan-operator-chose") }
        }
        ([], _) => PersonLine {
            initials: "?".to_owned(),
            title: t.say("plan-another-decides"),
            detail: t.with("plan-who-decides", "name", facts.asker),
        },
        ([first, ..], _) => PersonLine {
            initials: initials(first),
            title: t.with("plan-approved-by", "name", t.list("list-and", facts.approvers)),
            detail: count,
        },
    }
}

/// Says that a key which is to be destroyed is still called; nothing when it is not.
#[must_use]
pub fn refused_notice(key_id: &str, by: &[CallsBy], last: OffsetDateTime, t: Words, dates: Dates) -> Option<NoticeView> {
    let first = by.first()?;
    let calls = by.iter().map(|by| by.calls).sum::<u64>();
    Some(NoticeView {
        kind: "warn",
        icon: "alert",
        title: t.with("plan-refused", "n", calls),
        text: Some(t.with2("plan-refused-by", "who", &first.name, "when", dates.exact(last))),
        code: None,
        request: None,
        way: Some(Way::Open { text: t.say("plan-refused-see"), href: format!("/console/keys/{key_id}/audit?outcome=refused") }),
        is_new: false,
    })
}
