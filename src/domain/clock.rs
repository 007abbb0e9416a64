//! Time as an argument.

use std::sync::Mutex;
use std::sync::PoisonError;
use time::{Duration, OffsetDateTime};

/// Tells the time. Nothing in this crate asks the machine for it in any other way.
pub trait Clock: Send + Sync {
    /// The time of day, in UTC, cut to whole microseconds: what the database keeps.
    fn now(&self) -> OffsetDateTime;

    /// How long this clock has run, by a timer that nobody can set.
    fn running(&self) -> Duration;
}

/// A clock that stands still until it is told to move.
#[derive(Debug)]
pub struct ManualClock(Mutex<(OffsetDateTime, Duration)>);

impl ManualClock {
    /// A clock that shows `start`.
    #[must_use]
    pub const fn at(start: OffsetDateTime) -> Self {
        Self(Mutex::new((start, Duration::ZERO)))
    }

    /// Lets time pass: the clock and its timer go on by `span`.
    pub fn advance(&self, span: Duration) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.0 = state.0.saturating_add(span);
        state.1 = state.1.saturating_add(span);
    }

    /// Sets the clock without time passing, as a wrong time server does.
    pub fn leap_to(&self, moment: OffsetDateTime) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0 = moment;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> OffsetDateTime {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0
    }

    fn running(&self) -> Duration {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1
    }
}
