//! Witnessed time: what keeps a wrong clock from destroying anything.

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
    /// The time by the timer alone since it was last set, so that small steps of the clock do not add up.
    pub by_timer: OffsetDateTime,
    /// Whether what cannot be undone waits.
    pub held: bool,
    /// The last time that it was set to the clock: after a stop, or by the operator.
    pub last_jump_at: Option<OffsetDateTime>,
}

impl WitnessedTime {
    /// Begins to witness, in a new installation.
    #[must_use]
    pub const fn begin(now: OffsetDateTime) -> Self {
        Self { at: now, by_timer: now, held: false, last_jump_at: None }
    }

    /// The time for everything that can be undone: the later of clock and witnessed time.
    #[must_use]
    pub fn now(&self, clock: OffsetDateTime) -> OffsetDateTime {
        self.at.max(clock)
    }

    /// Takes notice that the timer ran for `ran` since the last notice and that the clock says `clock`.
    #[must_use]
    pub fn after(self, ran: Duration, clock: OffsetDateTime) -> Self {
        let by_timer = self.by_timer.saturating_add(ran);
        let agrees = (clock - by_timer).abs() <= TOLERANCE;
        let at = self.at.saturating_add(ran);
        Self { at: if agrees { at.max(clock) } else { at }, by_timer, held: !agrees, ..self }
    }

    /// Takes notice of the clock at a start, when no timer ran.
    #[must_use]
    pub fn after_a_stop(self, clock: OffsetDateTime) -> Self {
        let ahead = clock - self.at;
        let rested = self.last_jump_at.is_none_or(|last| self.at - last >= BETWEEN_JUMPS);
        if ahead.abs() <= TOLERANCE {
            let at = self.at.max(clock);
            Self { at, by_timer: at, held: false, ..self }
        } else if ahead.is_positive() && ahead < LONGEST_JUMP && rested && !self.held {
            self.accepted(clock)
        } else {
            Self { by_timer: self.at, held: true, ..self }
        }
    }

    /// The operator says that the clock is right.
    #[must_use]
    pub const fn accepted(self, clock: OffsetDateTime) -> Self {
        Self { at: clock, by_timer: clock, held: false, last_jump_at: Some(clock) }
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

    #[test]
    fn a_clock_that_creeps_ahead_by_minutes_is_not_followed() {
        let mut seen = WitnessedTime::begin(T);
        for minute in 1..=100 {
            seen = seen.after(Duration::SECOND, T + Duration::minutes(4) * minute);
            assert!(seen.at <= T + TOLERANCE + Duration::seconds(i64::from(minute)), "minute {minute}: {}", seen.at);
        }
        assert!(seen.held);
    }

    #[test]
    fn a_new_installation_may_be_stopped_in_its_first_hour() {
        let begun = WitnessedTime::begin(T).after(Duration::minutes(30), T + Duration::minutes(30));
        assert!(!begun.after_a_stop(begun.at + Duration::hours(2)).held);
    }

    #[test]
    fn what_is_dated_over_five_minutes_ahead_is_not_believed() {
        let table = [(-Duration::days(9), true), (TOLERANCE, true), (TOLERANCE + Duration::microseconds(1), false)];
        for (ahead, believed) in table {
            assert_eq!(WitnessedTime::believes(T, T + ahead), believed, "{ahead}");
        }
    }
}
