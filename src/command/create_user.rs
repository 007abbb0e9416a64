//! `claviger user create`, and the two people of an empty database.

use super::operator::operator;
use super::{Known, create_domain};
use crate::domain::{DomainId, Name, Password, Role, Roles, User};
use crate::gate::{Gate, OperationError};
use crate::iam::CreateUser;
use std::fmt;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// A person that was made, as it is printed.
#[derive(Debug)]
pub struct UserMade {
    /// The record.
    pub user: User,
    /// The password, if it was generated: it is shown once.
    pub password: Option<Password>,
}

/// The file of a password did not give one.
#[derive(Debug, thiserror::Error)]
#[error("--password-file is {file}, which cannot be read; name a text file with the password alone")]
pub struct PasswordFileError {
    file: String,
    #[source]
    source: std::io::Error,
}

/// The name of the first domain.
const FIRST_DOMAIN: &str = "main";
/// Two people, so that one can approve what the other asks for.
const FIRST_PEOPLE: [(&str, Role); 2] = [("administrator", Role::TeAdmin), ("key-administrator", Role::KmsAdm)];

/// Makes a person or program. Without a password one is generated.
pub async fn create_user(
    gate: &Gate,
    domain_id: DomainId,
    name: Name,
    roles: Roles,
    password: Option<Password>,
) -> Result<UserMade, OperationError> {
    let operation = CreateUser { domain: Some(domain_id), name, roles, password, confirm: None };
    let (user, password) = gate.perform(&operator(gate)?, operation).await?;
    Ok(UserMade { user, password })
}

/// Makes the domain and the people that an empty database begins with.
pub async fn first_people(gate: &Gate, region: Name) -> Result<Vec<Known>, OperationError> {
    let made = create_domain(gate, FIRST_DOMAIN.parse()?, 1, region).await?;
    let mut people = Vec::new();
    for (name, role) in FIRST_PEOPLE {
        let UserMade { user, password } = create_user(gate, made.id(), name.parse()?, Roles::from_iter([role]), None).await?;
        people.extend(password.map(|password| Known { domain: FIRST_DOMAIN.to_owned(), user, password }));
    }
    Ok(people)
}

/// Reads a password out of a file. A line's end after it is not part of it.
pub fn read_password(file: &Path) -> Result<Password, PasswordFileError> {
    let read = std::fs::read_to_string(file).map(Zeroizing::new);
    let text = read.map_err(|source| PasswordFileError { file: PathBuf::from(file).display().to_string(), source })?;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    Ok(Password::given(line.strip_suffix('\r').unwrap_or(line).to_owned()))
}

impl UserMade {
    /// For programs.
    #[must_use]
    pub fn to_json(&self) -> Zeroizing<String> {
        let mut object = serde_json::json!({
            "user_id": self.user.id.to_string(),
            "domain_id": self.user.domain_id.to_string(),
            "name": self.user.name.as_str(),
            "roles": self.user.role_set().iter().map(Role::as_str).collect::<Vec<_>>(),
        });
        if let (Some(password), Some(fields)) = (&self.password, object.as_object_mut()) {
            fields.insert("password".to_owned(), password.expose().into());
        }
        Zeroizing::new(object.to_string())
    }
}

/// For people.
impl fmt::Display for UserMade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "user      {}  {}", self.user.id, self.user.name)?;
        match &self.password {
            Some(password) => write!(f, "\npassword  {}  (shown once)", password.expose()),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_what_stands_on_the_line() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("password");
        for (text, password) in [("plover tango\n", "plover tango"), ("a b \r\n", "a b "), ("a\n\n", "a\n"), ("a", "a")] {
            std::fs::write(&file, text).unwrap();
            assert_eq!(read_password(&file).unwrap().expose(), password);
        }
        std::fs::write(&file, b"\xff").unwrap();
        assert!(read_password(&file).is_err());
        assert!(read_password(folder.path()).is_err());
    }
}
