//! The states of a key and the only ways between them (`docs/architecture.md`, states).

use super::{Refusal, Transition};
use time::{Duration, OffsetDateTime};

/// Where a key is in its life (NIST SP 800-57 part 1, section 7).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeyState {
    /// Waits for its owner's key material; opens nothing.
    PendingImport,
    /// In use.
    Enabled,
    /// Suspended by its owner; opens nothing until enabled again.
    Disabled,
    /// To be destroyed at `deletion_at` if approved; opens nothing.
    PendingDeletion {
        /// When it is due.
        deletion_at: OffsetDateTime,
    },
}

/// Whether a key holds material, which decides where a cancelled deletion leads.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Material {
    /// At least one version is there.
    Present,
    /// Nothing was imported yet, or it was deleted.
    Absent,
}

/// How many days ahead a deletion is planned: 7 to 1096.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PendingDays(u16);

impl PendingDays {
    /// The shortest wait, in days.
    pub const MIN: u16 = 7;
    /// The longest wait, in days: three years, one of them a leap year.
    pub const MAX: u16 = 1096;

    /// Takes a number of days, if it is one that a deletion may wait.
    pub fn new(days: u16) -> Result<Self, Refusal> {
        if (Self::MIN..=Self::MAX).contains(&days) { Ok(Self(days)) } else { Err(Refusal::InvalidWindow) }
    }

    /// The number of days.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }

    /// The moment a deletion asked for at `now` is due.
    #[must_use]
    pub fn after(self, now: OffsetDateTime) -> OffsetDateTime {
        now.saturating_add(Duration::days(i64::from(self.0)))
    }
}

impl KeyState {
    /// Makes a suspended key usable again.
    pub fn enable(self) -> Result<Self, Refusal> {
        match self {
            Self::Disabled => Ok(Self::Enabled),
            Self::Enabled | Self::PendingImport | Self::PendingDeletion { .. } => Err(self.refuse(Transition::Enable)),
        }
    }

    /// Suspends the key. Only an enabled key can be disabled.
    pub fn disable(self) -> Result<Self, Refusal> {
        match self {
            Self::Enabled => Ok(Self::Disabled),
            Self::Disabled | Self::PendingImport | Self::PendingDeletion { .. } => Err(self.refuse(Transition::Disable)),
        }
    }

    /// Takes the key out of use at once, to be destroyed at `deletion_at`.
    pub fn schedule_deletion(self, deletion_at: OffsetDateTime) -> Result<Self, Refusal> {
        match self {
            Self::Enabled | Self::Disabled | Self::PendingImport => Ok(Self::PendingDeletion { deletion_at }),
            Self::PendingDeletion { .. } => Err(self.refuse(Transition::ScheduleDeletion)),
        }
    }

    /// Gives up the plan to destroy the key. It comes back disabled, or waiting if it never had material.
    pub fn cancel_deletion(self, material: Material) -> Result<Self, Refusal> {
        match (self, material) {
            (Self::PendingDeletion { .. }, Material::Present) => Ok(Self::Disabled),
            (Self::PendingDeletion { .. }, Material::Absent) => Ok(Self::PendingImport),
            (Self::Enabled | Self::Disabled | Self::PendingImport, Material::Present | Material::Absent) => {
                Err(self.refuse(Transition::CancelDeletion))
            }
        }
    }

    /// Gives the material that the key waits for.
    pub fn import_material(self) -> Result<Self, Refusal> {
        match self {
            Self::PendingImport => Ok(Self::Enabled),
            Self::Enabled | Self::Disabled | Self::PendingDeletion { .. } => Err(self.refuse(Transition::ImportMaterial)),
        }
    }

    /// Takes imported material away; the key waits for it again.
    pub fn delete_material(self) -> Result<Self, Refusal> {
        match self {
            Self::Enabled | Self::Disabled => Ok(Self::PendingImport),
            Self::PendingImport | Self::PendingDeletion { .. } => Err(self.refuse(Transition::DeleteMaterial)),
        }
    }

    /// Whether the key may seal and open now.
    pub fn usable(self) -> Result<(), Refusal> {
        match self {
            Self::Enabled => Ok(()),
            Self::Disabled => Err(Refusal::KeyDisabled),
            Self::PendingDeletion { .. } => Err(Refusal::KeyPendingDeletion),
            Self::PendingImport => Err(Refusal::KeyPendingImport),
        }
    }

    const fn refuse(self, attempted: Transition) -> Refusal {
        Refusal::WrongState { found: self, attempted }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use KeyState::{Disabled, Enabled, PendingImport};

    const AT: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;
    const PENDING: KeyState = KeyState::PendingDeletion { deletion_at: AT };

    /// The table of `docs/architecture.md`, row by row: enable, disable, plan, cancel (with, without material), import, delete material, use.
    #[test]
    fn every_state_allows_exactly_what_the_table_says() {
        type Row = (KeyState, [Option<KeyState>; 7], bool);
        let table: [Row; 4] = [
            (Enabled, [None, Some(Disabled), Some(PENDING), None, None, None, Some(PendingImport)], true),
            (Disabled, [Some(Enabled), None, Some(PENDING), None, None, None, Some(PendingImport)], false),
            (PENDING, [None, None, None, Some(Disabled), Some(PendingImport), None, None], false),
            (PendingImport, [None, None, Some(PENDING), None, None, Some(Enabled), None], false),
        ];
        for (state, leads_to, used) in table {
            let found = [
                state.enable(),
                state.disable(),
                state.schedule_deletion(AT),
                state.cancel_deletion(Material::Present),
                state.cancel_deletion(Material::Absent),
                state.import_material(),
                state.delete_material(),
            ];
            for (index, (got, want)) in found.into_iter().zip(leads_to).enumerate() {
                match want {
                    Some(next) => assert_eq!(got, Ok(next), "{state:?}, column {index}"),
                    None => assert!(matches!(got, Err(Refusal::WrongState { .. })), "{state:?}, column {index}"),
                }
            }
            assert_eq!(state.usable().is_ok(), used, "{state:?}");
        }
    }

    #[test]
    fn a_deletion_waits_7_to_1096_days() {
        for (days, good) in [(0, false), (6, false), (7, true), (1096, true), (1097, false), (u16::MAX, false)] {
            assert_eq!(PendingDays::new(days).is_ok(), good, "{days}");
        }
        let due = PendingDays::new(1096).unwrap().after(AT);
        assert_eq!(due - AT, Duration::days(1096));
    }
}
