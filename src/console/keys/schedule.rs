//! The form that plans the destruction of a key.

use super::fate::{Deciders, FateView};
use super::impact::{Impact, ImpactView};
use crate::console::refusal::FieldName;
use crate::console::{Crumb, Dates, Field, NoticeView, Problems, Shell};
use crate::domain::{Key, KeyState, Refusal};
use crate::web::Words;
use askama::Template;

/// `GET /console/keys/{key_id}/schedule-deletion`, and the form as it comes back with problems.
#[derive(Clone, Debug, Template)]
#[template(path = "keys/schedule_deletion.html", blocks = ["title", "main"])]
pub struct ScheduleDeletionPage {
    /// What stands around.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// The key's id.
    pub key_id: String,
    /// The key's alias, to be typed.
    pub key_alias: String,
    /// Whether the key could be disabled instead.
    pub can_disable: bool,
    /// Said first when nobody could approve.
    pub warning: Option<NoticeView>,
    /// All that is wrong.
    pub problems: Option<Problems>,
    /// What would break.
    pub impact: ImpactView,
    /// How many days to wait.
    pub days: Field,
    /// What follows.
    pub fate: FateView,
    /// Why.
    pub reason: Field,
    /// The alias as typed.
    pub typed: Field,
}

/// The fragment that another number of days swaps in.
#[derive(Clone, Debug, Template)]
#[template(path = "keys/_fate_answer.html")]
pub struct FateFragment {
    /// The texts.
    pub t: Words,
    /// The key's id.
    pub key_id: String,
    /// The number of days, when a preset chose it; a typed one stays as it is being typed.
    pub chosen: Option<u16>,
    /// What follows.
    pub fate: FateView,
}

/// What the form is made of.
#[derive(Clone, Copy, Debug)]
pub struct ScheduleFacts<'facts> {
    /// The key.
    pub key: &'facts Key,
    /// The name of its domain.
    pub domain: &'facts str,
    /// What would break.
    pub impact: &'facts Impact,
    /// Who must agree.
    pub deciders: Deciders<'facts>,
}

/// What was typed into the form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ScheduleTyped {
    /// How many days to wait.
    pub days: String,
    /// Why.
    pub reason: String,
    /// The alias.
    pub alias: String,
}

impl Default for ScheduleTyped {
    fn default() -> Self {
        Self { days: "30".to_owned(), reason: String::new(), alias: String::new() }
    }
}

impl ScheduleDeletionPage {
    /// The form, with what was typed into it and what was refused of that.
    #[must_use]
    pub fn of(shell: Shell, facts: &ScheduleFacts<'_>, typed: &ScheduleTyped, refusals: &[Refusal], dates: Dates) -> Self {
        let t = shell.t;
        let (key_id, key_alias) = (facts.key.id.to_string(), facts.key.alias.to_string());
        let nobody = facts.deciders.needed > 0 && facts.deciders.names.is_empty();
        Self {
            crumbs: Self::crumbs(&key_id, &key_alias, t),
            can_disable: facts.key.state == KeyState::Enabled,
            warning: nobody.then(|| Self::nobody_approves(facts.domain, t)),
            problems: Problems::of(refusals, t, |n| t.with("not-scheduled", "n", n)),
            impact: facts.impact.view(t, dates),
            days: Field::again(FieldName::Days, &typed.days, refusals, t),
            fate: FateView::of(&typed.days, facts.deciders, t, dates),
            reason: Field::again(FieldName::Reason, &typed.reason, refusals, t),
            typed: Field::again(FieldName::Typed, &typed.alias, refusals, t),
            key_id,
            key_alias,
            // With problems, the summary takes the focus instead of the heading.
            shell: Shell { swapped: shell.swapped && refusals.is_empty(), ..shell },
        }
    }

    /// The way to this form.
    #[must_use]
    pub fn crumbs(key_id: &str, key_alias: &str, t: Words) -> Vec<Crumb> {
        vec![
            Crumb::to(t.say("nav-keys"), "/console/keys"),
            Crumb::to(key_alias, format!("/console/keys/{key_id}")),
            Crumb::here(t.say("schedule-deletion")),
        ]
    }

    /// Warns before the form that nobody could approve.
    #[must_use]
    pub fn nobody_approves(domain: &str, t: Words) -> NoticeView {
        NoticeView {
            kind: "warn",
            icon: "alert",
            title: t.with("nobody-approves", "domain", domain),
            text: Some(t.say("nobody-approves.more")),
            code: None,
            request: None,
            way: None,
            is_new: false,
        }
    }
}
