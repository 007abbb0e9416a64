//! The head of every page about one key: name, state, facts, the way to suspend it, tabs.

use super::impact::LastUse;
use super::row::origin;
use crate::console::{Badge, BadgeView, Crumb, Dates};
use crate::domain::{Key, KeyId, KeySpec, KeyState};
use crate::web::Words;

/// The pages about one key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeyTab {
    /// What it is and how it is used.
    Overview,
    /// What happened to it.
    Audit,
}

/// A tab, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TabEntry {
    /// Its words.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is the page itself.
    pub is_current: bool,
}

/// What is read before a key is disabled.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Disabling {
    /// When and by whom it was used, as far as is known.
    pub used: String,
    /// The words on the button that does it.
    pub button: String,
}

/// The head, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct KeyHead {
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// The key's id.
    pub id: String,
    /// Its alias.
    pub alias: String,
    /// Its state, and whether a service made it.
    pub badges: Vec<BadgeView>,
    /// Type, origin, creation.
    pub facts: Vec<String>,
    /// The way to disable it, where this reader may.
    pub disabling: Option<Disabling>,
    /// The words on the button that enables it, where this reader may.
    pub enabling: Option<String>,
    /// The pages about it.
    pub tabs: Vec<TabEntry>,
}

/// What the head is made of.
#[derive(Clone, Copy, Debug)]
pub struct HeadFacts<'facts> {
    /// The key.
    pub key: &'facts Key,
    /// The name of whoever made it; empty where the page does not look for it.
    pub maker: &'facts str,
    /// Its last use.
    pub last_use: Option<&'facts LastUse>,
    /// The page.
    pub tab: KeyTab,
    /// Whether the reader may change the key.
    pub may_change: bool,
    /// Whether the reader may see what happened to the key.
    pub may_see_trail: bool,
}

impl KeyHead {
    /// The head as this reader sees it.
    #[must_use]
    pub fn of(facts: &HeadFacts<'_>, t: Words, dates: Dates) -> Self {
        let key = facts.key;
        let (id, alias) = (key.id.to_string(), key.alias.to_string());
        let default = key.is_default().then(|| Badge::Default.view(t));
        let created = dates.day(key.created_at);
        let may_change = facts.may_change && !key.is_default() && facts.tab == KeyTab::Overview;
        Self {
            crumbs: crumbs(&id, &alias, facts.tab, t),
            badges: default.into_iter().chain([Badge::from(key.state).view(t)]).collect(),
            facts: vec![
                t.with2("head-type", "spec", spec(key.spec), "usage", t.say("usage-encrypt")),
                t.with("head-origin", "origin", origin(key.origin, t)),
                match facts.maker {
                    "" => t.with("head-created-on", "day", created),
                    maker => t.with2("head-created", "day", created, "name", maker),
                },
            ],
            disabling: (may_change && key.state == KeyState::Enabled).then(|| Disabling {
                used: facts.last_use.map_or_else(
                    || t.say("disable-unused"),
                    |last| t.with2("disable-used", "when", dates.ago(last.at), "who", &last.by),
                ),
                button: t.with("disable-key", "alias", &alias),
            }),
            enabling: (may_change && key.state == KeyState::Disabled).then(|| t.with("enable-key", "alias", &alias)),
            tabs: tabs(&id, facts.tab, facts.may_see_trail, t),
            id,
            alias,
        }
    }

    /// The head of a destroyed key, over what happened to it.
    #[must_use]
    pub fn destroyed(id: KeyId, alias: &str, t: Words) -> Self {
        let id = id.to_string();
        Self {
            crumbs: crumbs(&id, alias, KeyTab::Audit, t),
            badges: vec![Badge::Destroyed.view(t)],
            facts: Vec::new(),
            disabling: None,
            enabling: None,
            tabs: tabs(&id, KeyTab::Audit, true, t),
            id,
            alias: alias.to_owned(),
        }
    }
}

/// A key's type, as people write it.
pub(in crate::console) const fn spec(spec: KeySpec) -> &'static str {
    match spec {
        KeySpec::Aes256 => "AES-256",
    }
}

fn crumbs(id: &str, alias: &str, tab: KeyTab, t: Words) -> Vec<Crumb> {
    let list = Crumb::to(t.say("nav-keys"), "/console/keys");
    match tab {
        KeyTab::Overview => vec![list, Crumb::here(alias)],
        KeyTab::Audit => vec![list, Crumb::to(alias, format!("/console/keys/{id}")), Crumb::here(t.say("tab-audit"))],
    }
}

fn tabs(id: &str, tab: KeyTab, may_see_trail: bool, t: Words) -> Vec<TabEntry> {
    let overview =
        TabEntry { text: t.say("tab-overview"), href: format!("/console/keys/{id}"), is_current: tab == KeyTab::Overview };
    let audit =
        TabEntry { text: t.say("tab-audit"), href: format!("/console/keys/{id}/audit"), is_current: tab == KeyTab::Audit };
    if may_see_trail { vec![overview, audit] } else { vec![overview] }
}
