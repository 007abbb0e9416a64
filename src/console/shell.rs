//! What stands around every page: the bar above, the rail beside.

use super::{Notice, NoticeView};
use crate::domain::{Action, Person, Project, policy};
use crate::web::{Language, Words};
use uuid::Uuid;

/// The parts of the console that the rail leads to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Section {
    /// The keys of the project.
    Keys,
    /// The plans that wait for a decision.
    Approvals,
    /// The trail.
    Audit,
    /// The people of the domain.
    People,
    /// One's own account, which the rail does not list.
    Account,
}

/// What guards every key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Trust {
    /// Key files on the server, read when it starts.
    Software,
}

/// What the shell is made of.
#[derive(Debug)]
pub struct ShellFacts<'facts> {
    /// The reader's language.
    pub language: Language,
    /// Who reads.
    pub person: &'facts Person,
    /// The projects of their domain.
    pub projects: &'facts [Project],
    /// The part of the console that the page belongs to.
    pub section: Section,
    /// The page's own address, to come back to.
    pub here: &'facts str,
    /// The session's token against forged requests.
    pub csrf: &'facts str,
    /// How many plans this person can decide.
    pub waiting: u64,
    /// What guards every key.
    pub trust: Trust,
    /// What the last request left to say.
    pub notice: Option<&'facts Notice>,
    /// The request.
    pub request_id: Uuid,
    /// Whether only a part of the page is asked for.
    pub swapped: bool,
}

/// The shell of a page for who is signed in, ready to print.
#[derive(Clone, Debug)]
pub struct Shell {
    /// The texts.
    pub t: Words,
    /// The session's token against forged requests.
    pub csrf: String,
    /// Who reads.
    pub person: String,
    /// One or two letters for them.
    pub initials: String,
    /// Their roles in words.
    pub roles: String,
    /// Their domain.
    pub domain: String,
    /// The project that they work in.
    pub project: String,
    /// The projects that they can work in.
    pub projects: Vec<ProjectEntry>,
    /// Where the rail leads them.
    pub nav: Vec<NavEntry>,
    /// Whether they may look for keys.
    pub finds_keys: bool,
    /// What guards every key.
    pub trust: TrustView,
    /// The language that the switch leads to.
    pub other: Language,
    /// The page's own address.
    pub here: String,
    /// What the last request left to say.
    pub notice: Option<NoticeView>,
    /// The request.
    pub request_id: String,
    /// Whether the page is swapped in, so that its heading takes the focus.
    pub swapped: bool,
}

/// A project in the bar.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ProjectEntry {
    /// Its id, for the form.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is the one worked in.
    pub is_current: bool,
}

/// A line of the rail.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NavEntry {
    /// Its words.
    pub text: String,
    /// Its shape, by its name in the sprite.
    pub icon: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Whether the page belongs to it.
    pub is_current: bool,
    /// What waits there.
    pub badge: Option<String>,
}

/// The root of trust in the rail.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TrustView {
    /// The shape, by its name in the sprite.
    pub icon: &'static str,
    /// What it is.
    pub text: String,
}

/// What stands around a page for who is not signed in, or in trouble.
#[derive(Clone, Debug)]
pub struct Plain {
    /// The texts.
    pub t: Words,
    /// The region's name.
    pub region: String,
    /// The same page in the other language, where it can be had by looking at it.
    pub switch_href: Option<String>,
}

impl Shell {
    /// The shell as this person sees it.
    #[must_use]
    pub fn of(facts: &ShellFacts<'_>) -> Self {
        let t = Words::of(facts.language);
        let person = facts.person;
        let project = person.project.as_ref();
        let roles: Vec<String> = person.roles().iter().map(|role| t.with("role", "role", role.as_str())).collect();
        Self {
            t,
            csrf: facts.csrf.to_owned(),
            person: person.user.name.to_string(),
            initials: initials(person.user.name.as_str()),
            roles: if roles.is_empty() { t.say("role-none") } else { roles.join(", ") },
            domain: person.domain.name.to_string(),
            project: project.map_or_else(String::new, |project| project.name.to_string()),
            projects: facts.projects.iter().map(|other| ProjectEntry::of(other, project)).collect(),
            nav: Section::RAIL.into_iter().filter_map(|section| section.entry(facts, t)).collect(),
            finds_keys: may(person, Action::ListKeys),
            trust: facts.trust.view(t),
            other: facts.language.other(),
            here: facts.here.to_owned(),
            // Where the heading takes the focus, the notice does not.
            notice: facts.notice.map(|notice| NoticeView { is_new: !facts.swapped, ..notice.view(t) }),
            request_id: facts.request_id.to_string(),
            swapped: facts.swapped,
        }
    }
}

impl Section {
    const RAIL: [Self; 4] = [Self::Keys, Self::Approvals, Self::Audit, Self::People];

    fn entry(self, facts: &ShellFacts<'_>, t: Words) -> Option<NavEntry> {
        let (text, icon, href, asked): (_, _, _, &[Action]) = match self {
            Self::Keys => (t.say("nav-keys"), "key", "/console/keys", &[Action::ListKeys]),
            Self::Approvals => (t.say("nav-approvals"), "inbox", "/console/approvals", &[Action::ListDeletionPlans]),
            Self::Audit => (t.say("nav-audit"), "list", "/console/audit", &[Action::ListEvents, Action::ListKeyEvents]),
            Self::People => (t.say("nav-people"), "people", "/console/people", &[Action::ListUsers]),
            Self::Account => return None,
        };
        let badge = (self == Self::Approvals && facts.waiting > 0).then(|| t.number(facts.waiting));
        let entry = NavEntry { text, icon, href, is_current: self == facts.section, badge };
        asked.iter().any(|action| may(facts.person, *action)).then_some(entry)
    }
}

impl Trust {
    fn view(self, t: Words) -> TrustView {
        match self {
            Self::Software => TrustView { icon: "s-enabled", text: t.say("trust-software") },
        }
    }
}

impl ProjectEntry {
    fn of(project: &Project, current: Option<&Project>) -> Self {
        let is_current = current.is_some_and(|current| current.id == project.id);
        Self { id: project.id.to_string(), name: project.name.to_string(), is_current }
    }
}

fn may(person: &Person, action: Action) -> bool {
    policy::roles_that_may(action).iter().any(|role| person.roles().contains(*role))
}

/// The first letters of the first two parts of a name: `AL` for `amelie.laurent`.
pub(in crate::console) fn initials(name: &str) -> String {
    let parts = name.split(|c: char| !c.is_alphanumeric()).filter_map(|part| part.chars().next());
    parts.take(2).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn a_name_has_one_or_two_letters() {
        for (name, expected) in
            [("amelie.laurent", "AL"), ("root", "R"), ("Jean-Luc P. Dupont", "JL"), ("émile zola", "ÉZ"), ("", "")]
        {
            assert_eq!(initials(name), expected);
        }
    }
}
