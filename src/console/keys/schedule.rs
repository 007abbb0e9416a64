//! The form that plans the destruction of a key.

use super::fate::FateView;
use super::impact::ImpactView;
use crate::console::{Crumb, Field, NoticeView, Problems, Shell};
use crate::web::Words;
use askama::Template;

/// `GET /console/keys/{key_id}/schedule-deletion`, and the form as it comes back with problems.
#[derive(Clone, Debug, Template)]
#[template(path = "keys/schedule_deletion.html", blocks = ["main"])]
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

impl ScheduleDeletionPage {
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
