//! How a key was used in the last 30 days: figures, a bar a day, calls by operation.

use super::impact::{LastUse, act, act_inline};
use crate::console::Dates;
use crate::domain::{Action, ActorKind, DailyUse};
use crate::web::Words;
use std::collections::BTreeMap;
use time::{Date, Duration};

const DAYS: u32 = 30;
const BAR: u32 = 20;
const HEIGHT: f64 = 80.0;
const TALLEST: f64 = 76.0;

/// What the card about use is made of.
#[derive(Clone, Copy, Debug)]
pub struct UseFacts<'facts> {
    /// The use of the last 30 days.
    pub days: &'facts [DailyUse],
    /// The last use of all.
    pub last_use: Option<&'facts LastUse>,
}

/// The card, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UseView {
    /// The numbers that matter.
    pub figures: Vec<Figure>,
    /// The chart in a sentence.
    pub sentence: String,
    /// The bars.
    pub bars: Vec<Bar>,
    /// The first day, the middle, today.
    pub scale: [String; 3],
    /// Calls by operation, most first.
    pub operations: Vec<OperationUse>,
}

/// A number, and what it counts.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Figure {
    /// The number.
    pub value: String,
    /// What it counts.
    pub label: String,
    /// Whether it is bad news.
    pub is_bad: bool,
}

/// A bar of the chart: its place in the drawing, and what it shows.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Bar {
    /// What it shows: nothing, `now`, `refused`.
    pub kind: &'static str,
    /// From the left.
    pub x: u32,
    /// From above.
    pub y: String,
    /// How tall it is.
    pub height: String,
}

/// The calls of one operation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OperationUse {
    /// The operation.
    pub act: String,
    /// How many calls were answered.
    pub calls: String,
    /// Who called.
    pub by: String,
}

#[derive(Clone, Copy, Default)]
struct Calls {
    answered: u64,
    refused: u64,
}

impl UseView {
    /// The card in the reader's language.
    #[must_use]
    pub fn of(facts: &UseFacts<'_>, t: Words, dates: Dates) -> Self {
        let today = dates.now().date();
        let from = today - Duration::days(i64::from(DAYS) - 1);
        let mut calls: BTreeMap<Date, Calls> =
            (0..DAYS).map(|day| (from + Duration::days(i64::from(day)), Calls::default())).collect();
        for used in facts.days {
            if let Some(day) = calls.get_mut(&used.day) {
                day.answered += used.answered;
                day.refused += used.refused;
            }
        }
        let middle = today - Duration::days(15);
        Self {
            figures: figures(&calls, facts.last_use, t, dates),
            sentence: sentence(&calls, from, today, t, dates),
            bars: bars(&calls),
            scale: [dates.short_day(from), dates.short_day(middle), t.say("today")],
            operations: operations(facts.days, t),
        }
    }
}

fn figures(calls: &BTreeMap<Date, Calls>, last_use: Option<&LastUse>, t: Words, dates: Dates) -> Vec<Figure> {
    let answered: u64 = calls.values().map(|day| day.answered).sum();
    let refused: u64 = calls.values().map(|day| day.refused).sum();
    let last = last_use.map_or_else(
        || Figure { value: t.say("never"), label: t.say("use-last-never"), is_bad: false },
        |last| {
            let label = t.with2("use-last", "act", act_inline(last.action, t), "who", &last.by);
            Figure { value: dates.ago(last.at), label, is_bad: false }
        },
    );
    vec![
        Figure { value: t.number(answered), label: t.with("use-answered", "n", answered), is_bad: false },
        last,
        Figure { value: t.number(refused), label: t.say("use-refused"), is_bad: refused > 0 },
    ]
}

fn sentence(calls: &BTreeMap<Date, Calls>, from: Date, to: Date, t: Words, dates: Dates) -> String {
    let (from, to) = (dates.short_day(from), dates.short_day(to));
    let total = |day: &Calls| day.answered + day.refused;
    let least = calls.values().map(total).min().unwrap_or_default();
    let most = calls.values().map(total).max().unwrap_or_default();
    let refused: u64 = calls.values().map(|day| day.refused).sum();
    if most == 0 {
        return t.with2("use-chart-none", "from", from, "to", to);
    }
    t.all("use-chart", &[("from", &from), ("to", &to), ("least", &least), ("most", &most), ("refused", &refused)])
}

fn bars(calls: &BTreeMap<Date, Calls>) -> Vec<Bar> {
    let most = calls.values().map(|day| day.answered + day.refused).max().unwrap_or_default();
    let mut bars = Vec::new();
    let last = calls.len().saturating_sub(1);
    for ((at, day), x) in calls.values().enumerate().zip((2..).step_by(BAR as usize)) {
        let answered = height(day.answered, most);
        let refused = height(day.refused, most);
        let kind = if at == last { "now" } else { "" };
        bars.extend((answered > 0.0).then(|| Bar::of(kind, x, HEIGHT - answered, answered)));
        bars.extend((refused > 0.0).then(|| Bar::of("refused", x, HEIGHT - answered - refused, refused)));
    }
    bars
}

impl Bar {
    fn of(kind: &'static str, x: u32, y: f64, height: f64) -> Self {
        Self { kind, x, y: format!("{y:.1}"), height: format!("{height:.1}") }
    }
}

/// How tall a bar is: in proportion, and never too low to be seen.
fn height(calls: u64, most: u64) -> f64 {
    if calls == 0 { 0.0 } else { (TALLEST * share(calls, most)).max(2.0) }
}

/// One number over another, to a hundredth of a percent.
fn share(part: u64, whole: u64) -> f64 {
    let parts = u128::from(part) * 10_000 / u128::from(whole.max(1));
    f64::from(u16::try_from(parts).unwrap_or(10_000)) / 10_000.0
}

fn operations(days: &[DailyUse], t: Words) -> Vec<OperationUse> {
    let mut calls: BTreeMap<Action, (u64, BTreeMap<String, u64>)> = BTreeMap::new();
    for used in days.iter().filter(|used| used.answered > 0) {
        let (all, by) = calls.entry(used.action).or_default();
        *all += used.answered;
        *by.entry(named(used, t)).or_default() += used.answered;
    }
    let mut calls: Vec<_> = calls.into_iter().collect();
    calls.sort_by_key(|(_, (all, _))| std::cmp::Reverse(*all));
    let row = |(action, (all, by)): (Action, (u64, BTreeMap<String, u64>))| {
        let mut by: Vec<_> = by.into_iter().collect();
        by.sort_by_key(|(_, calls)| std::cmp::Reverse(*calls));
        let names: Vec<String> = by.into_iter().map(|(name, _)| name).collect();
        OperationUse { act: act(action, t), calls: t.number(all), by: names.join(", ") }
    };
    calls.into_iter().map(row).collect()
}

/// Whoever used a key, as pages name them.
pub(in crate::console) fn named(used: &DailyUse, t: Words) -> String {
    match used.by.kind {
        ActorKind::Service => t.with("service", "service", &used.by.name),
        ActorKind::User | ActorKind::Operator | ActorKind::Worker | ActorKind::Stranger => used.by.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{KeyId, UsageBy};
    use crate::web::Language;
    use time::OffsetDateTime;
    use uuid::Uuid;

    fn view(days: &[(i64, u64, u64)]) -> UseView {
        let now = OffsetDateTime::UNIX_EPOCH + Duration::days(400);
        let used: Vec<DailyUse> = days
            .iter()
            .map(|(ago, answered, refused)| DailyUse {
                key_id: KeyId::from_uuid(Uuid::nil()),
                day: (now - Duration::days(*ago)).date(),
                action: Action::DecryptDatakey,
                by: UsageBy { kind: ActorKind::Service, id: Uuid::nil(), name: "obs".to_owned() },
                answered: *answered,
                refused: *refused,
                last_at: now,
            })
            .collect();
        let t = Words::of(Language::English);
        UseView::of(&UseFacts { days: &used, last_use: None }, t, Dates::of(t, now))
    }

    #[test]
    fn a_day_without_calls_has_no_bar_and_a_day_with_one_can_be_seen() {
        let view = view(&[(0, 1, 0), (29, 1_000_000, 0)]);
        assert_eq!(view.bars.len(), 2);
        assert_eq!((view.bars[0].x, view.bars[0].height.as_str()), (2, "76.0"));
        assert_eq!((view.bars[1].x, view.bars[1].kind, view.bars[1].height.as_str()), (582, "now", "2.0"));
        assert_eq!(view.operations[0].by, "Object Storage");
    }

    #[test]
    fn refused_calls_stand_on_answered_ones_and_days_outside_do_not_count() {
        let view = view(&[(1, 50, 50), (30, 9, 9)]);
        assert_eq!(view.bars.iter().map(|bar| bar.kind).collect::<Vec<_>>(), ["", "refused"]);
        assert_eq!(view.bars[1].y, "4.0");
        assert_eq!(view.figures[0].value, "50");
        assert!(view.figures[2].is_bad);
    }

    #[test]
    fn no_use_is_said_in_words() {
        let view = view(&[]);
        assert!(view.bars.is_empty() && view.operations.is_empty());
        assert_eq!(view.sentence, "No call from 7 Jan to 5 Feb.");
    }
}
