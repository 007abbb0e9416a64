//! Badges: each a word, a shape and a colour, so that none of them is needed alone.

use crate::domain::KeyState;
use crate::web::Words;

/// What a badge says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Badge {
    /// The key is in use.
    Enabled,
    /// The key is suspended.
    Disabled,
    /// The key is to be destroyed.
    PendingDeletion,
    /// The key waits for material.
    PendingImport,
    /// The key is destroyed.
    Destroyed,
    /// A cloud service made the key.
    Default,
    /// A plan waits for somebody's decision.
    Awaiting,
    /// A plan has the approvals that it needs.
    Approved,
    /// A plan's date came without enough approvals.
    Overdue,
    /// Used within 30 days.
    InUse,
    /// Called, and refused, since the plan was made.
    StillCalled,
    /// Used within 90 days.
    UsedRecently,
    /// The trail knows of no use within 90 days.
    NoUse,
    /// An event that was allowed.
    Allowed,
    /// An event that was refused.
    Refused,
    /// A person who may sign in.
    Active,
    /// A person who may do nothing.
    Deactivated,
}

/// A badge, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BadgeView {
    /// What the style sheet colours by.
    pub state: &'static str,
    /// The shape, by its name in the sprite.
    pub icon: &'static str,
    /// The word.
    pub text: String,
}

impl Badge {
    /// The badge in the reader's language.
    #[must_use]
    pub fn view(self, t: Words) -> BadgeView {
        let (state, icon, text) = match self {
            Self::Enabled => ("enabled", "s-enabled", t.say("badge-enabled")),
            Self::Disabled => ("disabled", "s-disabled", t.say("badge-disabled")),
            Self::PendingDeletion => ("pending-deletion", "s-pending", t.say("badge-pending-deletion")),
            Self::PendingImport => ("pending-import", "s-import", t.say("badge-pending-import")),
            Self::Destroyed => ("destroyed", "s-x", t.say("badge-destroyed")),
            Self::Default => ("default", "s-lock", t.say("badge-default")),
            Self::Awaiting => ("awaiting", "s-await", t.say("badge-awaiting")),
            Self::Approved => ("approved", "s-check", t.say("badge-approved")),
            Self::Overdue => ("overdue", "s-await", t.say("badge-overdue")),
            Self::InUse => ("in-use", "s-x", t.say("badge-in-use")),
            Self::StillCalled => ("in-use", "s-x", t.say("badge-still-called")),
            Self::UsedRecently => ("used-recently", "s-await", t.say("badge-used-recently")),
            Self::NoUse => ("no-use", "unseen", t.say("badge-no-use")),
            Self::Allowed => ("allowed", "s-check", t.say("badge-allowed")),
            Self::Refused => ("refused", "s-x", t.say("badge-refused")),
            Self::Active => ("enabled", "s-enabled", t.say("badge-active")),
            Self::Deactivated => ("disabled", "s-disabled", t.say("badge-deactivated")),
        };
        BadgeView { state, icon, text }
    }
}

impl From<KeyState> for Badge {
    fn from(state: KeyState) -> Self {
        match state {
            KeyState::Enabled => Self::Enabled,
            KeyState::Disabled => Self::Disabled,
            KeyState::PendingDeletion { .. } => Self::PendingDeletion,
            KeyState::PendingImport => Self::PendingImport,
        }
    }
}
