//! Witnessed time: what keeps a wrong clock from destroying anything (`security-design.md` 9).

use time::{Duration, OffsetDateTime};

/// How far clock and timer may disagree.
const TOLERANCE: Duration = Duration::minutes(5);
/// How far ahead a clock may be after a stop.
const LONGEST_JUMP: Duration = Duration::hours(24);
/// How much the timer must have run between two jumps.
const BETWEEN_JUMPS: Duration = Duration::hours(1);

/// What is known of the time, apart from what the clock says. The database keeps it, so it outlives restarts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct WitnessedTime {
    /// The time as far as it was witnessed.
    pub at: OffsetDateTime,
    /// Whether what cannot be undone waits.
    pub held: bool,
    /// The last jump after a stop, in witnessed time.
    pub last_jump_at: OffsetDateTime,
}

impl WitnessedTime {
    /// Begins to witness, in a new installation.
    #[must_use]
    pub const fn begin(now: OffsetDateTime) -> Self {
        Self { at: now, held: false, last_jump_at: now }
    }

    /// The time for everything that can be undone: the later of clock and witnessed time.
    #[must_use]
    pub fn now(&self, clock: OffsetDateTime) -> OffsetDateTime {
        self.at.max(clock)
    }

    /// Takes notice that the timer ran for `ran` since the last notice and that the clock says `clock`.
    #[must_use]
    pub fn after(self, ran: Duration, clock: OffsetDateTime) -> Self {
        let expected = self.at.saturating_add(ran);
        let agrees = (clock - expected).abs() <= TOLERANCE;
        Self { at: if agrees { expected.max(clock) } else { expected }, held: !agrees, ..self }
    }

    /// Takes notice of the clock at a start, when no timer ran.
    #[must_use]
    pub fn after_a_stop(self, clock: OffsetDateTime) -> Self {
        let ahead = clock - self.at;
        if ahead.abs() <= TOLERANCE {
            Self { at: self.at.max(clock), held: false, ..self }
        } else if ahead.is_positive() && ahead < LONGEST_JUMP && self.at - self.last_jump_at >= BETWEEN_JUMPS && !self.held {
            Self { at: clock, held: false, last_jump_at: clock }
        } else {
            Self { held: true, ..self }
        }
    }

    /// The operator says that the clock is right.
    #[must_use]
    pub const fn accepted(self, clock: OffsetDateTime) -> Self {
        Self { at: clock, held: false, last_jump_at: clock }
    }

    /// Whether something dated `made_at` may be believed: not if it is from the future.
    #[must_use]
    pub fn believes(now: OffsetDateTime, made_at: OffsetDateTime) -> bool {
        made_at <= now.saturating_add(TOLERANCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    #[test]
    fn the_witness_follows_a_clock_that_agrees_with_the_timer() {
        let seen = WitnessedTime::begin(T).after(Duration::minutes(1), T + Duration::minutes(2));
        assert_eq!((seen.at, seen.held), (T + Duration::minutes(2), false));
    }

    #[test]
    fn a_leap_holds_and_the_timer_goes_on_until_the_clock_comes_back() {
        for leap in [Duration::days(1096), Duration::hours(1), -Duration::hours(1), -Duration::days(3650)] {
            let held = WitnessedTime::begin(T).after(Duration::SECOND, T + leap);
            assert_eq!((held.at, held.held), (T + Duration::SECOND, true), "{leap}");
            let still = held.after(Duration::hours(2), T + leap + Duration::hours(2));
            assert!(still.held, "{leap}");
            let back = still.after(Duration::SECOND, T + Duration::hours(2) + Duration::seconds(2));
            assert!(!back.held, "{leap}");
            assert_eq!(held.now(T + leap), (T + leap).max(T + Duration::SECOND));
        }
    }

    #[test]
    fn a_day_may_pass_while_the_service_is_stopped_and_no_more() {
        let begun = WitnessedTime::begin(T).after(Duration::hours(1), T + Duration::hours(1));
        let within = begun.after_a_stop(begun.at + Duration::hours(23));
        assert_eq!((within.at, within.held), (begun.at + Duration::hours(23), false));
        assert!(within.after_a_stop(within.at + Duration::hours(23)).held, "two jumps in a row");
        assert!(begun.after_a_stop(begun.at + Duration::hours(24)).held);
        assert!(begun.after_a_stop(begun.at - Duration::hours(1)).held);
        let accepted = begun.after_a_stop(begun.at + Duration::days(40)).accepted(begun.at + Duration::days(40));
        assert_eq!((accepted.at, accepted.held), (begun.at + Duration::days(40), false));
    }

    #[test]
    fn a_hold_is_not_ended_by_a_restart() {
        let held = WitnessedTime::begin(T).after(Duration::hours(2), T + Duration::days(1096));
        assert!(held.after_a_stop(T + Duration::days(1096)).held);
        assert!(held.after_a_stop(held.at + Duration::hours(10)).held);
    }
}
