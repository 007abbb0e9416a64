//! The form that approves or refuses a plan, with what would follow.

use super::plan::PlanFacts;
use crate::console::refusal::FieldName;
use crate::console::{Dates, Field, Problems, ProofField};
use crate::domain::{Material, Refusal};
use crate::web::Words;

/// What somebody attempted with the form.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Decided {
    /// To approve.
    Approve,
    /// To refuse.
    Refuse,
}

/// What was typed into the form. A password is never kept.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Typed {
    /// Why.
    pub reason: String,
    /// The alias.
    pub alias: String,
    /// What was attempted, when the form comes back.
    pub attempted: Option<Decided>,
}

/// The form, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DecisionView {
    /// Where its answers go, without the verb.
    pub action: String,
    /// Binds the decision to the plan that is shown.
    pub digest: String,
    /// What would follow.
    pub consequences: Vec<Consequence>,
    /// All that is wrong.
    pub problems: Option<Problems>,
    /// Why.
    pub reason: Field,
    /// Who reads the reason.
    pub reason_hint: String,
    /// The alias as typed.
    pub typed: Field,
    /// The password, when it was last given too long ago.
    pub password: Option<ProofField>,
    /// The words on the button that refuses.
    pub refuse: String,
    /// The words on the button that approves.
    pub approve: String,
}

/// What follows one answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Consequence {
    /// The answer.
    pub answer: String,
    /// What follows.
    pub title: String,
    /// More of it.
    pub text: String,
    /// Whether it destroys.
    pub is_bad: bool,
}

impl DecisionView {
    /// The form about a plan, empty or as it comes back.
    #[must_use]
    pub fn of(facts: &PlanFacts<'_>, typed: &Typed, refusals: &[Refusal], t: Words, dates: Dates) -> Self {
        let plan = facts.plan;
        let is_late = plan.deletion_at <= dates.now();
        let day = dates.day(plan.deletion_at);
        Self {
            action: format!("/console/approvals/{}", plan.id),
            digest: plan.digest().to_string(),
            consequences: vec![if_approved(facts, t, dates), if_refused(facts, t), if_undecided(facts, t, dates)],
            problems: Problems::of(refusals, t, |n| match typed.attempted {
                Some(Decided::Refuse) => t.with("not-refused", "n", n),
                Some(Decided::Approve) | None => t.with("not-approved", "n", n),
            }),
            reason: Field::again(FieldName::Reason, &typed.reason, refusals, t),
            reason_hint: t.with("decide-reason-hint", "name", facts.asker),
            typed: Field::again(FieldName::Typed, &typed.alias, refusals, t),
            password: ProofField::of(facts.reader, refusals, t, dates),
            refuse: match facts.key.material() {
                Material::Present => t.say("refuse-and-disable"),
                Material::Absent => t.say("refuse"),
            },
            approve: match (facts.missing(), is_late) {
                (0 | 1, true) => t.say("approve-at-once"),
                (0 | 1, false) => t.with("approve-for", "day", day),
                (_, _) => t.say("approve"),
            },
        }
    }
}

fn if_approved(facts: &PlanFacts<'_>, t: Words, dates: Dates) -> Consequence {
    let answer = t.say("if-approved");
    let exact = dates.exact(facts.plan.deletion_at);
    let is_late = facts.plan.deletion_at <= dates.now();
    let (title, text, is_bad) = match (facts.missing(), is_late) {
        (0 | 1, true) => (t.say("then-at-once"), t.with("then-at-once.more", "when", exact), true),
        (0 | 1, false) => (t.with("then-destroyed", "when", exact), t.say("then-destroyed.more"), true),
        (missing, _) => (t.with("then-waits-on", "n", missing - 1), t.with("then-waits-on.more", "when", exact), false),
    };
    Consequence { answer, title, text, is_bad }
}

fn if_refused(facts: &PlanFacts<'_>, t: Words) -> Consequence {
    let title = match facts.key.material() {
        Material::Present => t.say("then-disabled"),
        Material::Absent => t.say("then-waits-for-material"),
    };
    Consequence { answer: t.say("if-refused"), title, text: t.with("then-disabled.more", "name", facts.asker), is_bad: false }
}

fn if_undecided(facts: &PlanFacts<'_>, t: Words, dates: Dates) -> Consequence {
    let answer = t.say("if-undecided");
    let day = dates.day(facts.plan.deletion_at);
    let is_late = facts.plan.deletion_at <= dates.now();
    let (title, text, is_bad) = match (facts.is_approved, is_late) {
        (true, _) => {
            (t.with("then-destroyed", "when", dates.exact(facts.plan.deletion_at)), t.say("then-approved-already"), true)
        }
        (false, true) => (t.say("then-overdue"), t.say("then-overdue.more"), false),
        (false, false) => (t.say("then-pending"), t.with("then-pending.more", "day", day), false),
    };
    Consequence { answer, title, text, is_bad }
}
