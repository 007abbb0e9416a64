//! What is left of a destroyed key.

use crate::console::{Badge, BadgeView, Crumb, Dates, Shell};
use crate::domain::Tombstone;
use askama::Template;

/// `GET /console/keys/{key_id}` of a key that is no more.
#[derive(Clone, Debug, Template)]
#[template(path = "keys/tombstone.html", blocks = ["title", "main"])]
pub struct TombstonePage {
    /// What stands around.
    pub shell: Shell,
    /// The way here.
    pub crumbs: Vec<Crumb>,
    /// Its id.
    pub id: String,
    /// The alias that it had.
    pub alias: String,
    /// That it is destroyed.
    pub badge: BadgeView,
    /// When it was destroyed, in a sentence.
    pub destroyed: String,
    /// Its life in dates and names.
    pub facts: Vec<[String; 2]>,
    /// Whether the reader may see what happened to it.
    pub may_see_trail: bool,
}

/// Who had a part in the end of a key.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'facts> {
    /// Who asked.
    pub asker: &'facts str,
    /// Who approved.
    pub approvers: &'facts [String],
    /// Why.
    pub reason: Option<&'facts str>,
}

impl TombstonePage {
    /// The page about what is left of a key.
    #[must_use]
    pub fn of(shell: Shell, stone: &Tombstone, parts: &Parts<'_>, may_see_trail: bool, dates: Dates) -> Self {
        let t = shell.t;
        let approved =
            if parts.approvers.is_empty() { t.say("plan-nobody-decides") } else { t.list("list-and", parts.approvers) };
        let mut facts = vec![
            [t.say("detail-created"), dates.exact(stone.created_at)],
            [t.say("tombstone-destroyed"), dates.exact(stone.destroyed_at)],
            [t.say("tombstone-asked"), parts.asker.to_owned()],
            [t.say("tombstone-approved"), approved],
        ];
        facts.extend(parts.reason.map(|reason| [t.say("tombstone-reason"), reason.to_owned()]));
        Self {
            crumbs: vec![Crumb::to(t.say("nav-keys"), "/console/keys"), Crumb::here(stone.alias.to_string())],
            id: stone.key_id.to_string(),
            alias: stone.alias.to_string(),
            badge: Badge::Destroyed.view(t),
            destroyed: t.with("tombstone-sentence", "day", dates.full_day(stone.destroyed_at)),
            facts,
            may_see_trail,
            shell,
        }
    }
}
