//! What a deletion would break: one report for whoever asks and for whoever approves.

use crate::console::audit::who;
use crate::console::{Badge, BadgeView, Dates};
use crate::domain::Action;
use crate::kms::{CallsOf, ImpactReport};
use crate::web::Words;
use time::{Duration, OffsetDateTime};

/// The last time that a key was used.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LastUse {
    /// When.
    pub at: OffsetDateTime,
    /// For what.
    pub action: Action,
    /// By whom, as pages name them.
    pub by: String,
}

/// Somebody who used a key, and how often.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CallsBy {
    /// Their name, as pages show it.
    pub name: String,
    /// How many calls.
    pub calls: u64,
}

/// What is known about the use of a key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Impact {
    /// Its last use.
    pub last_use: Option<LastUse>,
    /// The calls refused since the plan was made, most first, and the last of them; `None` before there is a plan.
    pub refused_since: Option<(Vec<CallsBy>, Option<OffsetDateTime>)>,
    /// Who used it in 90 days, most first.
    pub used_by: Vec<CallsBy>,
    /// How many data keys were made under it.
    pub data_keys: u64,
}

/// The report, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ImpactView {
    /// The verdict.
    pub verdict: BadgeView,
    /// Where it comes from, and of when it is.
    pub source: String,
    /// What is known.
    pub rows: Vec<ImpactRow>,
    /// What is not.
    pub unseen: Vec<String>,
}

/// One line of the report.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ImpactRow {
    /// How much was found: `yes`, `some`, `no`.
    pub found: &'static str,
    /// The shape, by its name in the sprite.
    pub icon: &'static str,
    /// The question.
    pub title: String,
    /// The answer.
    pub answer: String,
    /// More of it.
    pub detail: Option<String>,
}

impl Impact {
    /// What the records know, with names as pages show them.
    #[must_use]
    pub fn seen(report: &ImpactReport, t: Words) -> Self {
        let named = |calls: &[CallsOf]| {
            calls.iter().map(|of| CallsBy { name: who(of.by.kind, &of.by.name, t), calls: of.calls }).collect::<Vec<_>>()
        };
        let last_use = report.last_use.as_ref().map(|used| LastUse {
            at: used.at,
            action: used.action,
            by: who(used.by.kind, &used.by.name, t),
        });
        Self {
            last_use,
            refused_since: report.refused_since.as_ref().map(|(by, last)| (named(by), *last)),
            used_by: named(&report.used_by),
            data_keys: report.data_keys,
        }
    }

    /// The report in the reader's language.
    #[must_use]
    pub fn view(&self, t: Words, dates: Dates) -> ImpactView {
        let refused = self.refused_since.as_ref().map(|(by, last)| refused_row(by, *last, t, dates));
        let rows = [Some(self.last_use_row(t, dates)), refused, Some(self.used_by_row(t)), Some(self.data_keys_row(t))];
        ImpactView {
            verdict: self.verdict(dates.now()).view(t),
            source: t.with("impact-source", "time", dates.time(dates.now())),
            rows: rows.into_iter().flatten().collect(),
            unseen: vec![t.say("unseen-elsewhere"), t.say("unseen-in-memory"), t.say("unseen-unregistered")],
        }
    }

    fn verdict(&self, now: OffsetDateTime) -> Badge {
        let within = |days| self.last_use.as_ref().is_some_and(|last| now - last.at <= Duration::days(days));
        let still_called = self.refused_since.as_ref().is_some_and(|(by, _)| by.iter().any(|by| by.calls > 0));
        match (still_called, within(30), within(90)) {
            (true, _, _) => Badge::StillCalled,
            (false, true, _) => Badge::InUse,
            (false, false, true) => Badge::UsedRecently,
            (false, false, false) => Badge::NoUse,
        }
    }

    fn last_use_row(&self, t: Words, dates: Dates) -> ImpactRow {
        let title = t.say("impact-last-use");
        match &self.last_use {
            Some(last) => {
                let recent = dates.now() - last.at <= Duration::days(90);
                let (when, act) = (dates.exact(last.at), act_inline(last.action, t));
                ImpactRow {
                    found: if recent { "yes" } else { "some" },
                    icon: "clock",
                    title,
                    answer: dates.ago(last.at),
                    detail: Some(t.all("impact-last-use-by", &[("when", &when), ("act", &act), ("who", &last.by)])),
                }
            }
            None => ImpactRow { found: "no", icon: "clock", title, answer: t.say("impact-no-use"), detail: None },
        }
    }

    fn used_by_row(&self, t: Words) -> ImpactRow {
        let title = t.say("impact-used-by");
        if self.used_by.is_empty() {
            return ImpactRow { found: "no", icon: "people", title, answer: t.say("impact-nobody"), detail: None };
        }
        let calls = self.used_by.iter().map(|by| by.calls).sum::<u64>();
        let callers = u64::try_from(self.used_by.len()).unwrap_or(u64::MAX);
        ImpactRow {
            found: "yes",
            icon: "people",
            title,
            answer: format!("{}, {}", t.with("impact-callers", "n", callers), t.with("calls", "n", calls)),
            detail: Some(callers_in_a_row(&self.used_by, t)),
        }
    }

    fn data_keys_row(&self, t: Words) -> ImpactRow {
        let found = if self.data_keys > 0 { "some" } else { "no" };
        ImpactRow {
            found,
            icon: "ticket",
            title: t.say("impact-data-keys"),
            answer: t.number(self.data_keys),
            detail: (self.data_keys > 0).then(|| t.say("impact-data-keys-unknown")),
        }
    }
}

impl ImpactView {
    /// The report as text, for the record of a decision.
    #[must_use]
    pub fn as_text(&self) -> String {
        let row = |row: &ImpactRow| {
            let detail = row.detail.as_ref().map(|detail| format!(" ({detail})")).unwrap_or_default();
            format!("{}: {}{detail}", row.title, row.answer)
        };
        let rows = self.rows.iter().map(row);
        [self.verdict.text.clone(), self.source.clone()].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
    }
}

/// An action in the middle of a sentence.
pub(in crate::console::keys) fn act_inline(action: Action, t: Words) -> String {
    lower_first(&act(action, t))
}

/// An action after "may" and "may not".
pub(in crate::console) fn to_act(action: Action, t: Words) -> String {
    t.with("to-act", "act", action.name())
}

/// An action in words.
pub(in crate::console) fn act(action: Action, t: Words) -> String {
    t.with("act", "act", action.name())
}

fn refused_row(by: &[CallsBy], last: Option<OffsetDateTime>, t: Words, dates: Dates) -> ImpactRow {
    let calls = by.iter().map(|by| by.calls).sum::<u64>();
    let last = last.map(|at| t.with("impact-last-at", "when", dates.exact(at)));
    let detail = [(!by.is_empty()).then(|| callers_in_a_row(by, t)), last].into_iter().flatten().collect::<Vec<_>>();
    ImpactRow {
        found: if calls > 0 { "yes" } else { "no" },
        icon: "alert",
        title: t.say("impact-refused"),
        answer: if calls > 0 { t.with("calls", "n", calls) } else { t.say("impact-none") },
        detail: (!detail.is_empty()).then(|| detail.join(", ")),
    }
}

fn callers_in_a_row(by: &[CallsBy], t: Words) -> String {
    by.iter().map(|by| format!("{} {}", by.name, t.number(by.calls))).collect::<Vec<_>>().join(" · ")
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
