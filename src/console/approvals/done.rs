//! What a decision leaves to say.

use crate::console::Notice;
use crate::domain::Alias;
use time::OffsetDateTime;

/// A plan has an approval, and all that it needs.
#[must_use]
pub fn approved(alias: &Alias, due: OffsetDateTime) -> Notice {
    Notice::ok("deletion-approved").naming("alias", alias.as_str()).dating("day", due)
}

/// A plan has an approval and all that it needs, and its date has passed.
#[must_use]
pub fn approved_late(alias: &Alias) -> Notice {
    Notice::ok("deletion-approved-late").naming("alias", alias.as_str())
}

/// A plan has an approval and needs more.
#[must_use]
pub fn approved_in_part(alias: &Alias, given: u64, needed: u64) -> Notice {
    Notice::ok("deletion-approved-in-part").naming("alias", alias.as_str()).counting("given", given).counting("needed", needed)
}

/// A plan is refused.
#[must_use]
pub fn refused(alias: &Alias) -> Notice {
    Notice::ok("deletion-refused").naming("alias", alias.as_str())
}
