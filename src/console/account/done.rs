//! What an act on one's own account leaves to say.

use crate::console::Notice;

/// The password is another one now.
#[must_use]
pub fn password_changed() -> Notice {
    Notice::ok("password-changed")
}
