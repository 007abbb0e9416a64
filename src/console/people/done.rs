//! What an act on a person leaves to say, with the way back where there is one.

use crate::console::Notice;
use crate::domain::User;

/// A person is added.
#[must_use]
pub fn added(user: &User) -> Notice {
    Notice::ok("person-added").naming("name", user.name.as_str())
}

/// A person's roles are other ones now.
#[must_use]
pub fn roles_set(user: &User) -> Notice {
    Notice::ok("person-roles-set").naming("name", user.name.as_str())
}

/// A person has a new password.
#[must_use]
pub fn password_reset(user: &User) -> Notice {
    Notice::ok("person-password-reset").naming("name", user.name.as_str())
}

/// All sessions and tokens of a person are ended.
#[must_use]
pub fn signed_out(user: &User) -> Notice {
    Notice::ok("person-signed-out").naming("name", user.name.as_str())
}

/// A person can do nothing any more.
#[must_use]
pub fn deactivated(user: &User) -> Notice {
    let back = format!("/console/people/{}/activate", user.id);
    Notice::ok("person-deactivated").naming("name", user.name.as_str()).way_back("activate-again", back)
}

/// A person can sign in again.
#[must_use]
pub fn activated(user: &User) -> Notice {
    let back = format!("/console/people/{}/deactivate", user.id);
    Notice::ok("person-activated").naming("name", user.name.as_str()).way_back("deactivate-again", back)
}
