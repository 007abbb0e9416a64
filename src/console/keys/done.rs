//! What an act on keys leaves to say, with the way back where there is one.

use crate::console::Notice;
use crate::domain::{Alias, KeyId};
use time::OffsetDateTime;

/// A key is made.
#[must_use]
pub fn created(alias: &Alias) -> Notice {
    Notice::ok("key-created").naming("alias", alias.as_str())
}

/// A key is called or described anew.
#[must_use]
pub fn changed(alias: &Alias) -> Notice {
    Notice::ok("key-changed").naming("alias", alias.as_str())
}

/// A key is usable again.
#[must_use]
pub fn enabled(alias: &Alias, id: KeyId) -> Notice {
    Notice::ok("key-enabled").naming("alias", alias.as_str()).way_back("disable-again", format!("/console/keys/{id}/disable"))
}

/// A key is suspended.
#[must_use]
pub fn disabled(alias: &Alias, id: KeyId) -> Notice {
    Notice::ok("key-disabled").naming("alias", alias.as_str()).way_back("enable-again", format!("/console/keys/{id}/enable"))
}

/// A key is to be destroyed.
#[must_use]
pub fn planned(alias: &Alias, due: OffsetDateTime) -> Notice {
    Notice::ok("deletion-planned").naming("alias", alias.as_str()).dating("day", due)
}

/// A key is not to be destroyed any more.
#[must_use]
pub fn cancelled(alias: &Alias) -> Notice {
    Notice::ok("deletion-cancelled").naming("alias", alias.as_str())
}

/// Several keys are usable again; `left` names those that are not.
#[must_use]
pub fn enabled_many(done: u64, left: &[&Alias]) -> Notice {
    if left.is_empty() {
        Notice::ok("keys-enabled").counting("n", done)
    } else {
        many(Notice::warn("keys-enabled-some"), done, left)
    }
}

/// Several keys are suspended; `left` names those that are not.
#[must_use]
pub fn disabled_many(done: u64, left: &[&Alias]) -> Notice {
    if left.is_empty() {
        Notice::ok("keys-disabled").counting("n", done)
    } else {
        many(Notice::warn("keys-disabled-some"), done, left)
    }
}

fn many(notice: Notice, done: u64, left: &[&Alias]) -> Notice {
    let names: Vec<&str> = left.iter().map(|alias| alias.as_str()).collect();
    let count = u64::try_from(left.len()).unwrap_or(u64::MAX);
    notice.counting("n", done).counting("left", count).naming("names", names.join(", "))
}
