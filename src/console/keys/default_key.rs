//! What a default key's page says instead of controls.

use crate::domain::ServiceName;
use crate::web::Words;

/// Why nobody can change a default key, and what to do instead; ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DefaultKeyView {
    /// Who made it.
    pub title: String,
    /// Why it has no controls.
    pub why: String,
    /// Whether the reader may create a key of their own.
    pub may_create: bool,
    /// Who may do what with it, and with a key of one's own.
    pub rows: Vec<[String; 3]>,
}

impl DefaultKeyView {
    /// What is said about the default key of `service`.
    #[must_use]
    pub fn of(service: &ServiceName, may_create: bool, t: Words) -> Self {
        let name = t.with("service", "service", service.as_str());
        Self {
            title: t.with("default-made", "service", &name),
            why: t.with("default-why", "service", service.as_str()),
            may_create,
            rows: vec![
                [t.say("default-see"), t.say("default-you"), t.say("default-you")],
                [t.say("default-use"), t.with("default-you-and", "service", &name), t.say("own-use")],
                [t.say("default-state"), t.say("default-nobody"), t.say("own-state")],
                [t.say("default-edit"), t.say("default-nobody"), t.say("own-edit")],
            ],
        }
    }
}
