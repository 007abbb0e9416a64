//! What happened to one key.

use super::head::KeyHead;
use crate::console::Shell;
use crate::console::audit::{EventFilterView, EventsView};
use askama::Template;

/// `GET /console/keys/{key_id}/audit`
#[derive(Clone, Debug, Template)]
#[template(path = "keys/audit.html", blocks = ["main"])]
pub struct KeyAuditPage {
    /// What stands around.
    pub shell: Shell,
    /// The head.
    pub key: KeyHead,
    /// The filter row.
    pub filter: EventFilterView,
    /// The list.
    pub events: EventsView,
}
