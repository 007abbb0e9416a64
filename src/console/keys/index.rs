//! The list of keys: filters, sortable columns, rows, pages, and what it says when there is nothing.

use super::query::{KeyQuery, SortBy};
use super::row::KeyRowView;
use crate::console::{Dates, NoticeView, Pager, Shell, Way};
use crate::web::Words;
use askama::Template;
use time::OffsetDateTime;

/// `GET /console/keys`
#[derive(Clone, Debug, Template)]
#[template(path = "keys/index.html", blocks = ["title", "main"])]
pub struct KeysPage {
    /// What stands around.
    pub shell: Shell,
    /// Whether the reader may create keys, and change them.
    pub may_change: bool,
    /// How many keys wait to be destroyed, when nothing newer is to be said.
    pub pending: Option<NoticeView>,
    /// The filter row; absent when the project has no key at all.
    pub filter: Option<FilterView>,
    /// The list; absent when the project has no key at all.
    pub list: Option<KeyListView>,
}

/// The fragment that filters, sorts, pages and bulk acts swap in.
#[derive(Clone, Debug, Template)]
#[template(path = "keys/_list_answer.html")]
pub struct KeyList {
    /// The texts.
    pub t: Words,
    /// The session's token against forged requests.
    pub csrf: String,
    /// Whether the reader may change keys.
    pub may_change: bool,
    /// The list.
    pub list: KeyListView,
    /// What a bulk act did.
    pub notice: Option<NoticeView>,
    /// The page's heading, when the reader turned to another page of the list.
    pub turned_to: Option<String>,
}

/// The filter row, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FilterView {
    /// What was typed.
    pub text: String,
    /// The states to choose from.
    pub states: Vec<Choice>,
    /// The origins to choose from.
    pub origins: Vec<Choice>,
    /// The makers to choose from.
    pub makers: Vec<Choice>,
}

/// One choice of a list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Choice {
    /// What the form sends.
    pub value: &'static str,
    /// What the reader sees.
    pub text: String,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

/// The list, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct KeyListView {
    /// "43 keys", "7 of 43 keys".
    pub count: String,
    /// "38 of 100 in quota".
    pub quota: String,
    /// What the table is, for who does not see it.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<KeyRowView>,
    /// Where the list goes on.
    pub pager: Pager,
    /// Said instead of rows when nothing matches.
    pub nothing: Option<Nothing>,
    /// The order, as the URL names it.
    pub sort: String,
    /// The view's query, so that an act comes back to it.
    pub view: String,
}

/// A column that the list can be sorted by.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Column {
    /// Its name in URLs.
    pub name: &'static str,
    /// Its heading.
    pub text: String,
    /// Which narrow lists leave it out.
    pub class: &'static str,
    /// Sorts by it, or turns the order round.
    pub href: String,
    /// The order, when the list is sorted by it: `ascending` or `descending`.
    pub order: Option<&'static str>,
}

/// Said when no key matches.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Nothing {
    /// What was looked for.
    pub title: String,
    /// Where was looked.
    pub text: String,
}

/// How many there are; counting stops somewhere.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Tally {
    /// How many were counted.
    pub counted: u64,
    /// Whether there are more.
    pub has_more: bool,
}

/// What the list is made of.
#[derive(Clone, Debug)]
pub struct ListFacts<'facts> {
    /// The view.
    pub query: &'facts KeyQuery,
    /// The rows of this page.
    pub rows: Vec<KeyRowView>,
    /// How many keys match.
    pub matching: Tally,
    /// How many keys the project has.
    pub all: Tally,
    /// How many of them count toward the quota.
    pub counted: u64,
    /// The quota.
    pub quota: u64,
    /// Where the next page begins.
    pub next: Option<String>,
    /// The project's name.
    pub project: &'facts str,
}

impl FilterView {
    /// The filter row as the view has it.
    #[must_use]
    pub fn of(query: &KeyQuery, domain: &str, t: Words) -> Self {
        let choices = |chosen: &str, choices: Vec<(&'static str, String)>| {
            let choice = |(value, text)| Choice { value, text, is_chosen: value == chosen };
            choices.into_iter().map(choice).collect()
        };
        Self {
            text: query.q.clone(),
            states: choices(
                &query.state,
                vec![
                    ("", t.say("any-state")),
                    ("enabled", t.say("badge-enabled")),
                    ("disabled", t.say("badge-disabled")),
                    ("pending-deletion", t.say("badge-pending-deletion")),
                    ("pending-import", t.say("badge-pending-import")),
                ],
            ),
            origins: choices(
                &query.origin,
                vec![("", t.say("any-origin")), ("kms", t.say("origin-kms")), ("external", t.say("origin-external"))],
            ),
            makers: choices(
                &query.by,
                vec![
                    ("", t.say("anyone")),
                    ("me", t.say("made-by-me")),
                    ("people", t.with("made-by-people", "domain", domain)),
                    ("services", t.say("made-by-services")),
                ],
            ),
        }
    }
}

impl KeyListView {
    /// The list as the view has it.
    #[must_use]
    pub fn of(facts: ListFacts<'_>, t: Words) -> Self {
        let query = facts.query;
        let first = query.first_row();
        let last = first + u64::try_from(facts.rows.len()).unwrap_or_default().saturating_sub(1);
        let matching = facts.matching.say(t);
        let is_empty = facts.rows.is_empty();
        let range = t.all("keys-range", &[("from", &first), ("to", &last), ("all", &matching)]);
        let column = query.sorted().0.heading(t);
        Self {
            count: if query.is_filtered() {
                t.all("keys-count-of", &[("matching", &matching), ("all", &facts.all.say(t)), ("n", &facts.all.counted)])
            } else {
                t.with2("keys-count", "n", facts.all.counted, "shown", facts.all.say(t))
            },
            quota: t.with2("keys-quota", "counted", facts.counted, "quota", facts.quota),
            caption: t.all("keys-caption", &[("column", &column), ("range", &range)]),
            columns: SortBy::ALL.into_iter().map(|column| Column::of(column, query, t)).collect(),
            pager: Pager {
                label: t.say("keys-pages"),
                range,
                first: (!query.after.is_empty()).then(|| query.first_page().href()),
                next: facts.next.map(|after| query.page(after, last + 1).href()),
            },
            nothing: is_empty.then(|| Nothing::of(query, facts.project, t)),
            rows: facts.rows,
            sort: query.sort.clone(),
            view: query.href(),
        }
    }
}

impl Column {
    fn of(column: SortBy, query: &KeyQuery, t: Words) -> Self {
        let (sorted, turned) = query.sorted();
        let is_sorted = column == sorted;
        Self {
            name: column.name(),
            text: column.heading(t),
            class: match column {
                SortBy::Alias => "",
                SortBy::State | SortBy::Used => "mid",
                SortBy::Origin | SortBy::Created => "low",
            },
            href: query.in_order(column, is_sorted && !turned).href(),
            order: is_sorted.then_some(if turned { "descending" } else { "ascending" }),
        }
    }
}

impl Nothing {
    fn of(query: &KeyQuery, project: &str, t: Words) -> Self {
        let title = if query.q.is_empty() { t.say("nothing-chosen") } else { t.with("nothing-matches", "text", &query.q) };
        Self { title, text: t.with("nothing-where", "project", project) }
    }
}

impl Tally {
    fn say(self, t: Words) -> String {
        let number = t.number(self.counted);
        if self.has_more { t.with("more-than", "number", number) } else { number }
    }
}

/// Says how many keys wait to be destroyed, which of them are overdue, and when the next is due.
#[must_use]
pub fn pending_notice(pending: u64, overdue: u64, next: Option<OffsetDateTime>, t: Words, dates: Dates) -> Option<NoticeView> {
    let day = next.map(|at| dates.full_day(at));
    let text = match (overdue, day) {
        (0, None) => None,
        (0, Some(day)) => Some(t.with("pending-next", "day", day)),
        (_, None) => Some(t.with("pending-overdue", "n", overdue)),
        (_, Some(day)) => Some(t.with2("pending-overdue-and-next", "n", overdue, "day", day)),
    };
    (pending > 0).then(|| NoticeView {
        kind: "warn",
        icon: "clock",
        title: t.with("pending-count", "n", pending),
        text,
        code: None,
        request: None,
        way: Some(Way::Open { text: t.say("pending-show"), href: "/console/keys?state=pending-deletion".to_owned() }),
        is_new: false,
    })
}
