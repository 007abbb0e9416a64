//! A new password, shown once: in the answer to the request that made it.

use std::fmt;

/// Who may sign in with what. It is printed into one answer and kept nowhere.
#[derive(Clone, Eq, PartialEq)]
pub struct ShownOnce {
    /// The domain to sign in to.
    pub domain: String,
    /// The name to sign in with.
    pub user: String,
    /// The password.
    pub password: String,
}

impl fmt::Debug for ShownOnce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ShownOnce(..)")
    }
}
