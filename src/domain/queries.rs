//! What is looked for in lists: keys by text, state and maker; events by act, outcome and day.

use super::{Action, Cursor, Key, KeyState, Origin, UserId};
use time::Date;

/// A state without its date, to look for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum StateName {
    /// In use.
    Enabled,
    /// Suspended.
    Disabled,
    /// To be destroyed.
    PendingDeletion,
    /// Waits for material.
    PendingImport,
}

impl From<KeyState> for StateName {
    fn from(state: KeyState) -> Self {
        match state {
            KeyState::Enabled => Self::Enabled,
            KeyState::Disabled => Self::Disabled,
            KeyState::PendingDeletion { .. } => Self::PendingDeletion,
            KeyState::PendingImport => Self::PendingImport,
        }
    }
}

/// Whose keys to look for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum MadeBy {
    /// This person's.
    User(UserId),
    /// Those that people made.
    People,
    /// Those that cloud services made.
    Services,
}

/// Which keys to list.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct KeyFilter {
    /// The beginning of the alias, the whole id, or the beginning of a word of the description.
    pub text: String,
    /// In this state.
    pub state: Option<StateName>,
    /// Of this origin.
    pub origin: Option<Origin>,
    /// Made by these.
    pub made_by: Option<MadeBy>,
}

impl KeyFilter {
    /// Whether it leaves no key out.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }
}

/// What keys are sorted by.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum KeyColumn {
    /// Their alias.
    #[default]
    Alias,
    /// Their state, by the wire's number.
    State,
    /// Their origin.
    Origin,
    /// When they were made.
    Created,
    /// When they were last used; never comes first.
    Used,
}

/// The order of a list of keys.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct KeyOrder {
    /// The column.
    pub column: KeyColumn,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// Where a page of a list begins.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum Place {
    /// At the beginning.
    #[default]
    Start,
    /// After the last item seen.
    After(Cursor),
    /// After so many items.
    Skip(u32),
}

/// How many there are; counting stops at [`Count::MOST`].
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Count {
    /// How many were counted.
    pub counted: u64,
    /// Whether there are more.
    pub has_more: bool,
}

impl Count {
    /// Where counting stops.
    pub const MOST: u64 = 10_000;

    /// The count of what was found with a limit of one more than [`Count::MOST`].
    #[must_use]
    pub const fn of(found: u64) -> Self {
        if found > Self::MOST { Self { counted: Self::MOST, has_more: true } } else { Self { counted: found, has_more: false } }
    }
}

/// A key in a list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ListedKey {
    /// The key.
    pub key: Key,
    /// When it was last used.
    pub last_used_at: Option<time::OffsetDateTime>,
}

/// How an event ended, to look for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum OutcomeName {
    /// Done.
    Done,
    /// Refused.
    Refused,
}

/// Which events to list.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct EventFilter {
    /// Part of a person's name, an alias, an address, an id; letter case does not matter.
    pub text: String,
    /// Of this act.
    pub action: Option<Action>,
    /// That ended so.
    pub outcome: Option<OutcomeName>,
    /// Not before this day, in UTC.
    pub from: Option<Date>,
    /// Not after this day, in UTC.
    pub to: Option<Date>,
}
