//! One key in the list: the row, and the fragment that answers an act on it.

use crate::console::{Badge, BadgeView, Dates, Moment, Notice, NoticeView};
use crate::domain::{DeletionPlan, Key, KeyId, KeyState, Maker, Origin, PlanState};
use crate::web::Words;
use askama::Template;
use time::OffsetDateTime;

/// What a row is made of.
#[derive(Clone, Copy, Debug)]
pub struct RowFacts<'facts> {
    /// The key.
    pub key: &'facts Key,
    /// The open plan to destroy it.
    pub plan: Option<&'facts DeletionPlan>,
    /// Whether that plan has the approvals that it needs.
    pub is_approved: bool,
    /// When it was last used.
    pub last_used_at: Option<OffsetDateTime>,
    /// Whether the reader may change keys.
    pub may_change: bool,
}

/// One key in the list, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct KeyRowView {
    /// Its id.
    pub id: String,
    /// The id as lists show it.
    pub short_id: String,
    /// Its alias.
    pub alias: String,
    /// Its state.
    pub badge: BadgeView,
    /// Whether and how a service made it.
    pub default: Option<BadgeView>,
    /// The one line that matters about it.
    pub remark: Option<Remark>,
    /// Who made its material.
    pub origin: String,
    /// The day it was made.
    pub created: String,
    /// When it was last used.
    pub used: Option<Moment>,
    /// What the reader may do with it.
    pub menu: Option<RowMenu>,
    /// Whether the row answers an act on it and takes the focus.
    pub is_focused: bool,
}

/// The one line that matters about a key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Remark {
    /// The class that colours it.
    pub class: &'static str,
    /// The line.
    pub text: String,
}

/// The acts that a key's state allows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum RowMenu {
    /// Disable, or plan deletion.
    Enabled,
    /// Enable, or plan deletion.
    Disabled,
    /// See the plan, or cancel it.
    PendingDeletion,
    /// Plan deletion.
    PendingImport,
}

/// The answer to an act on a row: the row as it is now, and what to say about it.
#[derive(Clone, Debug, Template)]
#[template(path = "keys/_row_answer.html")]
pub struct KeyRow {
    /// The texts.
    pub t: Words,
    /// The session's token against forged requests.
    pub csrf: String,
    /// The row.
    pub row: KeyRowView,
    /// What happened.
    pub notice: NoticeView,
    /// Whether the list has boxes and menus.
    pub may_change: bool,
}

impl KeyRow {
    /// The answer to `notice`: the row's menu takes the focus, so the notice does not.
    #[must_use]
    pub fn answer(row: KeyRowView, notice: &Notice, csrf: &str, t: Words) -> Self {
        let row = KeyRowView { is_focused: true, ..row };
        let notice = NoticeView { is_new: false, ..notice.view(t) };
        Self { t, csrf: csrf.to_owned(), row, notice, may_change: true }
    }
}

impl KeyRowView {
    /// The row as this reader sees it.
    #[must_use]
    pub fn of(facts: &RowFacts<'_>, t: Words, dates: Dates) -> Self {
        let key = facts.key;
        let id = key.id.to_string();
        Self {
            short_id: short(key.id),
            alias: key.alias.to_string(),
            badge: Badge::from(key.state).view(t),
            default: key.is_default().then(|| Badge::Default.view(t)),
            remark: Remark::of(facts, t, dates),
            origin: origin(key.origin, t),
            created: dates.day(key.created_at),
            used: facts.last_used_at.map(|at| dates.moment(at)),
            menu: (facts.may_change && !key.is_default()).then(|| RowMenu::from(key.state)),
            is_focused: false,
            id,
        }
    }
}

impl Remark {
    fn of(facts: &RowFacts<'_>, t: Words, dates: Dates) -> Option<Self> {
        let quiet = |text| Some(Self { class: "", text });
        let bad = |text| Some(Self { class: "bad-text", text });
        match (&facts.key.made_by, facts.key.state) {
            (Maker::Service(service), _) => {
                quiet(t.with("row-managed", "service", t.with("service", "service", service.as_str())))
            }
            (Maker::User(_), KeyState::PendingImport) => quiet(t.say("row-waits-for-material")),
            (Maker::User(_), KeyState::PendingDeletion { deletion_at }) => {
                let is_overdue = facts.plan.is_some_and(|plan| is_overdue(plan, facts.is_approved, dates.now()));
                let day = dates.day(deletion_at);
                bad(match (is_overdue, facts.is_approved) {
                    (true, _) => t.with("row-overdue", "day", day),
                    (false, true) => t.with("row-due-approved", "day", day),
                    (false, false) => t.with("row-due", "day", day),
                })
            }
            (Maker::User(_), KeyState::Enabled | KeyState::Disabled) => None,
        }
    }
}

impl RowMenu {
    /// Whether deletion can be planned from here.
    #[must_use]
    pub const fn plans_deletion(self) -> bool {
        match self {
            Self::Enabled | Self::Disabled | Self::PendingImport => true,
            Self::PendingDeletion => false,
        }
    }
}

impl From<KeyState> for RowMenu {
    fn from(state: KeyState) -> Self {
        match state {
            KeyState::Enabled => Self::Enabled,
            KeyState::Disabled => Self::Disabled,
            KeyState::PendingDeletion { .. } => Self::PendingDeletion,
            KeyState::PendingImport => Self::PendingImport,
        }
    }
}

/// Whether a plan's date has come without the approvals that it needs.
pub(in crate::console) fn is_overdue(plan: &DeletionPlan, is_approved: bool, now: OffsetDateTime) -> bool {
    match plan.state {
        PlanState::Waiting { overdue_since } => !is_approved && (overdue_since.is_some() || now >= plan.deletion_at),
        PlanState::Refused { .. } | PlanState::Cancelled { .. } | PlanState::CarriedOut { .. } => false,
    }
}

/// Who made a key's material, in words.
pub(in crate::console) fn origin(origin: Origin, t: Words) -> String {
    match origin {
        Origin::Kms => t.say("origin-kms"),
        Origin::External => t.say("origin-external"),
    }
}

/// `6f1c2a90…d8a6`
fn short(id: KeyId) -> String {
    let id = id.to_string();
    let tail = id.get(id.len().saturating_sub(4)..).unwrap_or_default();
    format!("{}…{tail}", id.get(..8).unwrap_or_default())
}
