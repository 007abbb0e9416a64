//! The list of events: filters, rows, pages, and what it says when there is nothing.

use super::event::EventRow;
use super::query::{Acts, EventQuery, Scope};
use crate::console::keys::Choice;
use crate::console::{Pager, Shell};
use crate::domain::Action;
use crate::web::Words;
use askama::Template;

/// `GET /console/audit`
#[derive(Clone, Debug, Template)]
#[template(path = "audit/index.html", blocks = ["title", "main"])]
pub struct AuditPage {
    /// What stands around.
    pub shell: Shell,
    /// What the list holds.
    pub intro: String,
    /// The filter row.
    pub filter: EventFilterView,
    /// The list.
    pub events: EventsView,
}

/// The fragment that filters and pages swap in.
#[derive(Clone, Debug, Template)]
#[template(path = "audit/_events_answer.html")]
pub struct EventList {
    /// The texts.
    pub t: Words,
    /// The list.
    pub events: EventsView,
    /// The page's heading, when the reader turned to another page of the list.
    pub turned_to: Option<String>,
}

/// The filter row, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EventFilterView {
    /// Where the form is sent.
    pub action: String,
    /// What the text is compared with.
    pub hint: String,
    /// What was typed.
    pub text: String,
    /// Every act.
    pub any_act: Choice,
    /// The acts to choose from.
    pub acts: Vec<ChoiceGroup>,
    /// The outcomes to choose from.
    pub outcomes: Vec<Choice>,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
}

/// Choices that belong together.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ChoiceGroup {
    /// What they have in common.
    pub text: String,
    /// The choices.
    pub choices: Vec<Choice>,
}

/// The list, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EventsView {
    /// "20 events".
    pub count: String,
    /// What the table is, for who does not see it.
    pub caption: String,
    /// Whether the rows say what they are about; on the page of one key they need not.
    pub is_about_many: bool,
    /// The rows.
    pub rows: Vec<EventRow>,
    /// Where the list goes on.
    pub pager: Pager,
    /// Said instead of rows when there are none.
    pub nothing: Option<NoEvents>,
}

/// Said when there is no event to show.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NoEvents {
    /// What is not there.
    pub title: String,
    /// What it means.
    pub text: String,
    /// Where the search goes on, when it stopped before the end of the trail.
    pub further: Option<String>,
    /// The list without filters, when there are any.
    pub clear: Option<String>,
}

/// What the list is made of.
#[derive(Clone, Debug)]
pub struct EventsFacts<'facts> {
    /// The view.
    pub query: &'facts EventQuery,
    /// The part of the trail.
    pub scope: Scope,
    /// The rows of this page.
    pub rows: Vec<EventRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Whose events: a domain's or a key's name.
    pub whose: &'facts str,
}

impl AuditPage {
    /// The page with its list.
    #[must_use]
    pub fn of(shell: Shell, scope: Scope, filter: EventFilterView, events: EventsView) -> Self {
        let t = shell.t;
        let intro = match scope {
            Scope::Domain => t.with("audit-intro", "domain", &shell.domain),
            Scope::Keys | Scope::Key(_) => t.with("audit-intro-keys", "domain", &shell.domain),
        };
        Self { shell, intro, filter, events }
    }
}

impl EventFilterView {
    /// The filter row as the view has it.
    #[must_use]
    pub fn of(query: &EventQuery, scope: Scope, t: Words) -> Self {
        let mut acts: Vec<(Acts, ChoiceGroup)> = Vec::new();
        for action in Action::ALL.iter().copied().filter(|action| scope.has(*action)) {
            let (kind, value) = (Acts::of(action), action.name());
            let choice = Choice { value, text: t.with("act", "act", value), is_chosen: value == query.act };
            match acts.iter_mut().find(|(found, _)| *found == kind) {
                Some((_, group)) => group.choices.push(choice),
                None => acts.push((kind, ChoiceGroup { text: kind.heading(t), choices: vec![choice] })),
            }
        }
        let outcome = |(value, text)| Choice { value, text, is_chosen: value == query.outcome };
        let outcomes = [("", t.say("any-outcome")), ("allowed", t.say("badge-allowed")), ("refused", t.say("badge-refused"))];
        Self {
            action: scope.path(),
            hint: match scope {
                Scope::Domain | Scope::Keys => t.say("events-hint"),
                Scope::Key(_) => t.say("events-hint-key"),
            },
            text: query.q.clone(),
            any_act: Choice { value: "", text: t.say("any-act"), is_chosen: query.action().is_none() },
            acts: acts.into_iter().map(|(_, group)| group).collect(),
            outcomes: outcomes.map(outcome).into(),
            from: query.from.clone(),
            to: query.to.clone(),
        }
    }
}

impl EventsView {
    /// The list as the view has it.
    #[must_use]
    pub fn of(facts: EventsFacts<'_>, t: Words) -> Self {
        let (query, scope) = (facts.query, facts.scope);
        let next = facts.next.map(|after| query.page(after).href(scope));
        let count = u64::try_from(facts.rows.len()).unwrap_or_default();
        let range = t.with("events-count", "n", count);
        Self {
            count: range.clone(),
            caption: t.with("events-caption", "whose", facts.whose),
            is_about_many: match scope {
                Scope::Domain | Scope::Keys => true,
                Scope::Key(_) => false,
            },
            nothing: facts.rows.is_empty().then(|| NoEvents::of(query, scope, next.clone(), t)),
            rows: facts.rows,
            pager: Pager {
                label: t.say("events-pages"),
                range,
                first: (!query.after.is_empty()).then(|| query.first_page().href(scope)),
                next,
            },
        }
    }
}

impl NoEvents {
    fn of(query: &EventQuery, scope: Scope, further: Option<String>, t: Words) -> Self {
        let (title, text) = match (&further, query.is_filtered(), query.after.is_empty()) {
            (Some(_), _, _) => (t.say("events-none-yet"), t.say("events-none-yet.more")),
            (None, true, _) => (t.say("events-none-match"), t.say("events-none-match.more")),
            (None, false, true) => (t.say("events-none"), t.say("events-none.more")),
            (None, false, false) => (t.say("events-end"), t.say("events-end.more")),
        };
        let clear = (query.is_filtered() || !query.after.is_empty()).then(|| scope.path());
        Self { title, text, further, clear }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(query: &EventQuery, next: Option<&str>) -> NoEvents {
        let facts = EventsFacts { query, scope: Scope::Domain, rows: Vec::new(), next: next.map(str::to_owned), whose: "acme" };
        EventsView::of(facts, Words::default()).nothing.unwrap()
    }

    #[test]
    fn an_empty_page_says_whether_the_search_can_go_on() {
        let nobody = EventQuery { q: "nobody".to_owned(), ..EventQuery::default() };
        let bounded = view(&nobody, Some("ab.1"));
        assert_eq!(bounded.further.as_deref(), Some("/console/audit?q=nobody&after=ab.1"));
        assert_eq!(bounded.title, "Nothing found yet");
        let done = view(&nobody, None);
        assert_eq!((done.further, done.clear.as_deref()), (None, Some("/console/audit")));
        assert_eq!(view(&EventQuery::default(), None).clear, None);
    }

    #[test]
    fn a_reader_of_keys_events_chooses_among_acts_on_keys() {
        let all = EventFilterView::of(&EventQuery::default(), Scope::Domain, Words::default());
        let some = EventFilterView::of(&EventQuery::default(), Scope::Keys, Words::default());
        let count = |view: &EventFilterView| view.acts.iter().map(|group| group.choices.len()).sum::<usize>();
        assert_eq!(count(&all), Action::ALL.len());
        assert!(count(&some) < count(&all));
        assert!(some.acts.iter().flat_map(|group| &group.choices).all(|choice| choice.value != "SignIn"));
    }
}
