//! Moments in words: exact in UTC, or as far from now as they are.

use crate::web::Words;
use time::{Date, Duration, OffsetDateTime, UtcOffset};

/// After this long, "ago" says less than the date.
const RELATIVE_UNTIL: Duration = Duration::days(731);

/// Writes moments in the reader's language, as seen from `now`.
#[derive(Clone, Copy, Debug)]
pub struct Dates {
    t: Words,
    now: OffsetDateTime,
}

/// A moment in a list: how long ago, with the exact time behind it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Moment {
    /// As the reader sees it.
    pub text: String,
    /// The exact time.
    pub exact: String,
    /// For programs (RFC 3339).
    pub machine: String,
}

impl Dates {
    /// Writes for a reader of `t` at the moment `now`.
    #[must_use]
    pub const fn of(t: Words, now: OffsetDateTime) -> Self {
        Self { t, now: now.to_offset(UtcOffset::UTC) }
    }

    /// The moment that all is seen from.
    #[must_use]
    pub const fn now(self) -> OffsetDateTime {
        self.now
    }

    /// `24 Nov 2026`
    #[must_use]
    pub fn day(self, at: OffsetDateTime) -> String {
        let date = utc(at).date();
        let month = self.t.with("date-month-short", "n", month(date));
        self.t.all("date-day", &[("day", &day(date)), ("month", &month), ("year", &date.year().to_string())])
    }

    /// `24 November 2026`
    #[must_use]
    pub fn full_day(self, at: OffsetDateTime) -> String {
        let date = utc(at).date();
        let month = self.t.with("date-month", "n", month(date));
        self.t.all("date-full-day", &[("day", &day(date)), ("month", &month), ("year", &date.year().to_string())])
    }

    /// `24 Nov`
    #[must_use]
    pub fn short_day(self, date: Date) -> String {
        let month = self.t.with("date-month-short", "n", month(date));
        self.t.with2("date-short-day", "day", day(date), "month", month)
    }

    /// `13:32 UTC`
    #[must_use]
    pub fn time(self, at: OffsetDateTime) -> String {
        let at = utc(at);
        format!("{:02}:{:02} UTC", at.hour(), at.minute())
    }

    /// `24 Nov 2026, 13:32 UTC`
    #[must_use]
    pub fn exact(self, at: OffsetDateTime) -> String {
        format!("{}, {}", self.day(at), self.time(at))
    }

    /// `24 Nov 2026, 13:31:58 UTC`
    #[must_use]
    pub fn to_the_second(self, at: OffsetDateTime) -> String {
        let at = utc(at);
        format!("{}, {:02}:{:02}:{:02} UTC", self.day(at), at.hour(), at.minute(), at.second())
    }

    /// `Thursday 24 December 2026, 13:32 UTC`, where a date decides.
    #[must_use]
    pub fn deciding(self, at: OffsetDateTime) -> String {
        let weekday = self.t.with("date-weekday", "n", u64::from(utc(at).weekday().number_from_monday()));
        format!("{weekday} {}, {}", self.full_day(at), self.time(at))
    }

    /// `2 min ago`; after two years `24 Nov 2024`.
    #[must_use]
    pub fn ago(self, at: OffsetDateTime) -> String {
        let since = (self.now - at).max(Duration::ZERO);
        if since >= RELATIVE_UNTIL {
            return self.day(at);
        }
        match since {
            _ if since < Duration::MINUTE => self.t.with("date-seconds-ago", "n", since.whole_seconds().unsigned_abs()),
            _ if since < Duration::HOUR => self.t.with("date-minutes-ago", "n", since.whole_minutes().unsigned_abs()),
            _ if since < Duration::DAY => self.t.with("date-hours-ago", "n", since.whole_hours().unsigned_abs()),
            _ => self.t.with("date-days-ago", "n", since.whole_days().unsigned_abs()),
        }
    }

    /// `in 29 days`, `in 5 h`
    #[must_use]
    pub fn away(self, at: OffsetDateTime) -> String {
        let until = (at - self.now).max(Duration::ZERO);
        match until {
            _ if until < Duration::HOUR => self.t.with("date-in-minutes", "n", until.whole_minutes().unsigned_abs()),
            _ if until < Duration::DAY => self.t.with("date-in-hours", "n", until.whole_hours().unsigned_abs()),
            _ => self.t.with("date-in-days", "n", until.whole_days().unsigned_abs()),
        }
    }

    /// `6 days 18 hours`, the two largest parts of the time from now until `at`.
    #[must_use]
    pub fn left(self, at: OffsetDateTime) -> String {
        let until = (at - self.now).max(Duration::ZERO);
        let (days, hours, minutes) = (until.whole_days(), until.whole_hours() % 24, until.whole_minutes() % 60);
        let days_left = self.t.with("date-days", "n", days.unsigned_abs());
        let hours_left = self.t.with("date-hours", "n", hours.unsigned_abs());
        let minutes_left = self.t.with("date-minutes", "n", minutes.unsigned_abs());
        match (days, hours) {
            (0, 0) => minutes_left,
            (0, _) => format!("{hours_left} {minutes_left}"),
            (_, 0) => days_left,
            (_, _) => format!("{days_left} {hours_left}"),
        }
    }

    /// A moment of a list.
    #[must_use]
    pub fn moment(self, at: OffsetDateTime) -> Moment {
        Moment { text: self.ago(at), exact: self.to_the_second(at), machine: self.machine(at) }
    }

    /// `2026-11-24T13:31:58Z`, for the `datetime` attribute.
    #[must_use]
    pub fn machine(self, at: OffsetDateTime) -> String {
        let at = utc(at);
        format!("{}T{:02}:{:02}:{:02}Z", iso(at.date()), at.hour(), at.minute(), at.second())
    }
}

fn day(date: Date) -> u64 {
    u64::from(date.day())
}

fn month(date: Date) -> u64 {
    u64::from(u8::from(date.month()))
}

fn utc(at: OffsetDateTime) -> OffsetDateTime {
    at.to_offset(UtcOffset::UTC)
}

fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::Language;

    fn at(text: &str) -> OffsetDateTime {
        let part = |range: std::ops::Range<usize>| text[range].parse::<u32>().unwrap();
        let month = u8::try_from(part(5..7)).unwrap().try_into().unwrap();
        let date = Date::from_calendar_date(text[..4].parse().unwrap(), month, u8::try_from(part(8..10)).unwrap()).unwrap();
        let seconds = part(11..13) * 3600 + part(14..16) * 60 + part(17..19);
        date.midnight().assume_utc() + Duration::seconds(i64::from(seconds))
    }

    fn dates(language: Language) -> Dates {
        Dates::of(Words::of(language), at("2026-11-24T13:32:00"))
    }

    #[test]
    fn exact_moments_are_utc_and_say_so() {
        let due = at("2026-12-01T07:40:09");
        let english = dates(Language::English);
        assert_eq!(english.exact(due), "1 Dec 2026, 07:40 UTC");
        assert_eq!(english.to_the_second(due), "1 Dec 2026, 07:40:09 UTC");
        assert_eq!(english.deciding(due), "Tuesday 1 December 2026, 07:40 UTC");
        assert_eq!(english.short_day(due.date()), "1 Dec");
        assert_eq!(english.machine(due), "2026-12-01T07:40:09Z");
        let french = dates(Language::French);
        assert_eq!(french.exact(due), "1er déc. 2026, 07:40 UTC");
        assert_eq!(french.deciding(due), "mardi 1er décembre 2026, 07:40 UTC");
        assert_eq!(french.full_day(at("2026-08-24T00:00:00")), "24 août 2026");
    }

    #[test]
    fn relative_moments_use_the_largest_unit_that_fits() {
        let table = [
            ("2026-11-24T13:32:00", "now", "à l’instant"),
            ("2026-11-24T13:31:42", "18 s ago", "il y a 18 s"),
            ("2026-11-24T13:30:00", "2 min ago", "il y a 2 min"),
            ("2026-11-23T23:32:00", "14 h ago", "il y a 14 h"),
            ("2026-11-23T13:31:00", "1 day ago", "il y a 1 jour"),
            ("2026-09-27T13:00:00", "58 days ago", "il y a 58 jours"),
            ("2024-11-24T13:32:01", "729 days ago", "il y a 729 jours"),
            ("2024-11-01T00:00:00", "1 Nov 2024", "1er nov. 2024"),
            ("2026-11-24T13:32:05", "now", "à l’instant"),
        ];
        for (moment, english, french) in table {
            assert_eq!(dates(Language::English).ago(at(moment)), english);
            assert_eq!(dates(Language::French).ago(at(moment)), french);
        }
    }

    #[test]
    fn what_is_left_shows_its_two_largest_parts() {
        let table = [
            ("2026-12-01T07:40:00", "6 days 18 hours", "in 6 days"),
            ("2026-11-26T13:40:00", "2 days", "in 2 days"),
            ("2026-11-24T18:40:00", "5 hours 8 minutes", "in 5 h"),
            ("2026-11-24T13:33:00", "1 minute", "in 1 min"),
            ("2026-11-24T13:00:00", "0 minutes", "in 0 min"),
        ];
        for (due, left, away) in table {
            assert_eq!(dates(Language::English).left(at(due)), left);
            assert_eq!(dates(Language::English).away(at(due)), away);
        }
    }
}
