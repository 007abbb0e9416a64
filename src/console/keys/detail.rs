//! The page about one key.

use super::default_key::DefaultKeyView;
use super::head::{KeyHead, spec};
use super::plan::PlanView;
use super::state_story::StateView;
use super::use_chart::UseView;
use crate::console::{Dates, NoticeView, Shell};
use crate::domain::{Key, Maker, Project};
use crate::web::Words;
use askama::Template;

/// `GET /console/keys/{key_id}`, and what acts on the page swap into `#main`.
#[derive(Clone, Debug, Template)]
#[template(path = "keys/detail.html", blocks = ["title", "main"])]
pub struct KeyPage {
    /// What stands around.
    pub shell: Shell,
    /// The head.
    pub key: KeyHead,
    /// What a default key says instead of controls.
    pub default: Option<DefaultKeyView>,
    /// The plan to destroy it.
    pub plan: Option<PlanView>,
    /// The calls refused since the plan.
    pub refused: Option<NoticeView>,
    /// How it is used.
    pub usage: UseView,
    /// What became of it; a default key has no story.
    pub state: Option<StateView>,
    /// Whether the reader may plan its deletion now.
    pub may_schedule: bool,
    /// Whether the reader may call and describe it anew now.
    pub may_rename: bool,
    /// Details, each a name and a value.
    pub details: Vec<[String; 2]>,
    /// What guards it, outermost first; not shown while deletion is pending.
    pub chain: Vec<ChainLink>,
}

/// What guards a key: one link.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ChainLink {
    /// The shape, by its name in the sprite.
    pub icon: &'static str,
    /// What it is.
    pub title: String,
    /// More of it.
    pub detail: String,
}

impl ChainLink {
    /// The links from the root of trust down to this key.
    #[must_use]
    pub fn chain(key: &Key, epoch: u64, t: Words) -> Vec<Self> {
        let version = u64::from(key.version);
        let own = match version {
            0 => Self { icon: "key", title: t.say("chain-key-waits"), detail: t.say("chain-key-waits.more") },
            _ => Self {
                icon: "key",
                title: t.with("chain-key", "version", version),
                detail: t.with("chain-key-kept", "spec", spec(key.spec)),
            },
        };
        vec![
            Self { icon: "disk", title: t.say("chain-root-software"), detail: t.with("chain-epoch", "epoch", epoch) },
            Self { icon: "shield", title: t.say("chain-system"), detail: t.say("chain-system.more") },
            own,
        ]
    }
}

/// The details of a key beside its page.
#[must_use]
pub fn details(key: &Key, project: &Project, data_keys: u64, t: Words, dates: Dates) -> Vec<[String; 2]> {
    let mut rows = vec![[t.say("detail-alias"), key.alias.to_string()]];
    match &key.made_by {
        Maker::Service(service) => {
            let name = t.with("service", "service", service.as_str());
            rows = vec![[t.say("detail-service"), format!("{name} ({})", service.as_str())]];
        }
        Maker::User(_) if key.description.as_str().is_empty() => {}
        Maker::User(_) => rows.push([t.say("detail-description"), key.description.as_str().to_owned()]),
    }
    rows.push([t.say("detail-type"), spec(key.spec).to_owned()]);
    rows.push([t.say("detail-project"), project.name.to_string()]);
    rows.push([t.say("detail-created"), dates.exact(key.created_at)]);
    rows.push([t.say("detail-data-keys"), t.with("detail-issued", "n", data_keys)]);
    if key.is_default() {
        rows.push([t.say("detail-quota"), t.say("detail-quota-free")]);
    }
    rows
}
