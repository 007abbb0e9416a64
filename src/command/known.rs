//! People whose passwords are shown, this once.

use crate::domain::{Password, Role, User};
use serde_json::{Value, json};
use std::fmt;
use zeroize::Zeroizing;

/// Somebody who may sign in, with the password that was generated for them.
#[derive(Debug)]
pub struct Known {
    /// The name of their domain.
    pub domain: String,
    /// Their record.
    pub user: User,
    /// Their password.
    pub password: Password,
}

impl Known {
    fn roles(&self) -> Vec<&'static str> {
        self.user.role_set().iter().map(Role::as_str).collect()
    }

    fn to_json(&self) -> Value {
        json!({
            "domain": self.domain,
            "name": self.user.name.as_str(),
            "password": self.password.expose(),
            "roles": self.roles(),
        })
    }
}

/// People who may sign in, as they are printed.
#[derive(Debug)]
pub struct KnownPeople<'a>(pub &'a [Known]);

impl KnownPeople<'_> {
    /// For programs: where the installation is, and who may sign in there.
    #[must_use]
    pub fn to_json(&self, url: &str) -> Zeroizing<String> {
        Zeroizing::new(json!({ "url": url, "people": self.0.iter().map(Known::to_json).collect::<Vec<_>>() }).to_string())
    }
}

/// For people: a table.
impl fmt::Display for KnownPeople<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = self.0.iter().map(|known| {
            [known.domain.clone(), known.user.name.to_string(), known.password.expose().to_owned(), known.roles().join(" ")]
        });
        let heading = ["Domain", "Name", "Password", "Roles"].map(str::to_owned);
        let rows: Vec<_> = [heading].into_iter().chain(rows).collect();
        let widest = |column: fn(&[String; 4]) -> &String| rows.iter().map(|row| column(row).chars().count()).max().unwrap_or(0);
        let (domains, names) = (widest(|[domain, ..]| domain), widest(|[_, name, ..]| name));
        let passwords = widest(|[_, _, password, _]| password);
        for [domain, name, password, roles] in &rows {
            writeln!(f, "  {domain:domains$}  {name:names$}  {password:passwords$}  {roles}")?;
        }
        Ok(())
    }
}
