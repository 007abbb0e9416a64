//! What follows when a deletion is planned for so many days, step by step and with its dates.

use crate::console::Dates;
use crate::domain::PendingDays;
use crate::web::Words;

/// The waits that one click chooses.
const PRESETS: [u16; 5] = [7, 30, 90, 365, 1096];

/// What follows, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FateView {
    /// The steps; none when the number of days is not one that can be waited.
    pub steps: Vec<FateStep>,
    /// What is wrong with the number of days.
    pub problem: Option<String>,
    /// The words on the button.
    pub button: String,
    /// What is announced.
    pub announced: String,
    /// The waits that one click chooses.
    pub presets: Vec<Preset>,
}

/// One step.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FateStep {
    /// When.
    pub when: String,
    /// What.
    pub title: String,
    /// More of it.
    pub text: String,
    /// The moment, for programs, where one decides.
    pub machine: Option<String>,
}

/// A wait that one click chooses.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Preset {
    /// How many days.
    pub days: u16,
    /// The same in words.
    pub text: String,
    /// Whether it is what the form has now.
    pub is_chosen: bool,
}

/// Who must agree.
#[derive(Clone, Copy, Debug)]
pub struct Deciders<'facts> {
    /// The names of those who can approve this person's plan.
    pub names: &'facts [String],
    /// How many of them must.
    pub needed: u8,
}

impl FateView {
    /// What follows for a number of days as it was typed.
    #[must_use]
    pub fn of(typed: &str, deciders: Deciders<'_>, t: Words, dates: Dates) -> Self {
        let number = typed.trim().parse::<u16>().ok();
        let presets = PRESETS.into_iter().map(|days| Preset { days, text: preset(days, t), is_chosen: number == Some(days) });
        let presets = presets.collect();
        match number.and_then(|days| PendingDays::new(days).ok()) {
            Some(days) => Self::known(days, deciders, presets, t, dates),
            None => Self {
                steps: Vec::new(),
                problem: Some(t.say("days-wrong")),
                button: t.say("schedule-deletion"),
                announced: t.say("days-wrong"),
                presets,
            },
        }
    }

    fn known(days: PendingDays, deciders: Deciders<'_>, presets: Vec<Preset>, t: Words, dates: Dates) -> Self {
        let due = days.after(dates.now());
        let ends = match deciders.needed {
            0 => (t.say("fate-destroyed"), t.with("fate-destroyed.more", "days", u64::from(days.get()))),
            _ => (t.say("fate-destroyed-if"), t.with("fate-destroyed-if.more", "days", u64::from(days.get()))),
        };
        Self {
            steps: vec![
                FateStep { when: t.say("fate-now"), title: t.say("fate-stops"), text: t.say("fate-stops.more"), machine: None },
                waiting(deciders, t.with("fate-until", "day", dates.day(due)), t),
                FateStep { when: dates.deciding(due), title: ends.0, text: ends.1, machine: Some(dates.machine(due)) },
            ],
            problem: None,
            button: t.with("schedule-deletion-for", "day", dates.day(due)),
            announced: t.with("fate-announced", "date", dates.deciding(due)),
            presets,
        }
    }
}

fn waiting(deciders: Deciders<'_>, when: String, t: Words) -> FateStep {
    let (title, text) = match (deciders.needed, deciders.names) {
        (0, _) => (t.say("fate-waits"), t.say("fate-nobody-asked")),
        (_, []) => (t.say("fate-waits-approval"), t.say("fate-nobody-can")),
        (1, names) => (t.say("fate-waits-approval"), t.with("fate-by", "names", some_of(names, t))),
        (needed, names) => {
            (t.say("fate-waits-approval"), t.with2("fate-by-several", "n", u64::from(needed), "names", some_of(names, t)))
        }
    };
    FateStep { when, title, text, machine: None }
}

/// Names in a row; of many, the first three and how many more.
fn some_of(names: &[String], t: Words) -> String {
    const SHOWN: usize = 3;
    match names.split_at_checked(SHOWN) {
        Some((shown, more)) if !more.is_empty() => {
            let rest = t.with("fate-others", "n", u64::try_from(more.len()).unwrap_or(u64::MAX));
            t.list("list-or", &[shown, &[rest]].concat())
        }
        Some(_) | None => t.list("list-or", names),
    }
}

fn preset(days: u16, t: Words) -> String {
    match days {
        365 => t.with("preset-years", "n", 1_u64),
        1096 => t.with("preset-years", "n", 3_u64),
        _ => t.with("date-days", "n", u64::from(days)),
    }
}
