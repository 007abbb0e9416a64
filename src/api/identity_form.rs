//! The body that programs sign in with (`POST /v3/auth/tokens`), as Keystone's clients send it.

use super::form::{invalid, missing};
use crate::domain::Refusal;
use serde::Deserialize;
use serde_json::error::Category;
use std::fmt;
use zeroize::Zeroizing;

/// What a program signs in with, and for what.
#[derive(Debug, Eq, PartialEq)]
pub struct TokenWanted {
    /// How it proves who it is.
    pub proof: Proof,
    /// What the token is for.
    pub scope: Scope,
}

/// How a program proves who it is.
#[derive(Debug, Eq, PartialEq)]
pub enum Proof {
    /// A person's name or id, and the password.
    Password {
        /// The person.
        user: Named,
        /// The password.
        password: SecretText,
    },
    /// A token that it has already.
    Token(SecretText),
}

/// What a token is for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Scope {
    /// Nothing was said.
    Unscoped,
    /// A project: keys.
    Project(Named),
    /// The whole domain: no keys.
    Domain(DomainNamed),
}

/// A person or a project, by id or by name in a domain.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Named {
    /// By id.
    Id(String),
    /// By name; without a domain, in that of the person.
    Name {
        /// The name.
        name: String,
        /// The domain.
        domain: Option<DomainNamed>,
    },
}

/// A domain, by id or by name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum DomainNamed {
    /// By id.
    Id(String),
    /// By name.
    Name(String),
}

/// A secret out of a body. Wiped when dropped, printed by nobody.
#[derive(Deserialize, Eq, PartialEq)]
#[serde(from = "String")]
pub struct SecretText(pub Zeroizing<String>);

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(..)")
    }
}

impl TokenWanted {
    /// Reads the body. Looks nothing up.
    pub fn read(body: &[u8]) -> Result<Self, Refusal> {
        let Body { auth } = serde_json::from_slice(body).map_err(|error| match error.classify() {
            Category::Data => invalid("KMS.0214", "the body is an object auth with identity and scope"),
            Category::Eof | Category::Io | Category::Syntax => invalid("KMS.0202", "the body is not valid JSON"),
        })?;
        let proof = match &*auth.identity.methods.iter().map(String::as_str).collect::<Vec<_>>() {
            ["password"] => {
                let WithPassword { user } = auth.identity.password.ok_or(missing("identity.password is required"))?;
                Proof::Password { user: named(user.id, user.name, user.domain)?, password: user.password }
            }
            ["token"] => Proof::Token(auth.identity.token.ok_or(missing("identity.token is required"))?.id),
            [] => return Err(missing("identity.methods is required")),
            _ => return Err(invalid("KMS.0308", "identity.methods is password or token")),
        };
        let scope = match auth.scope {
            None => Scope::Unscoped,
            Some(ScopeSent::Word(word)) if word == "unscoped" => Scope::Unscoped,
            Some(ScopeSent::Word(_)) => return Err(invalid("KMS.0308", "scope is a project or a domain")),
            Some(ScopeSent::Object(ScopeObject { project, domain, unscoped })) => match (project, domain, unscoped) {
                (Some(project), None, None) => Scope::Project(named(project.id, project.name, project.domain)?),
                (None, Some(domain), None) => Scope::Domain(domain_named(domain)?),
                (None, None, Some(_)) => Scope::Unscoped,
                _ => return Err(invalid("KMS.0308", "scope is one project or one domain")),
            },
        };
        Ok(Self { proof, scope })
    }
}

fn named(id: Option<String>, name: Option<String>, domain: Option<DomainSent>) -> Result<Named, Refusal> {
    match (id, name) {
        (Some(id), _) => Ok(Named::Id(id)),
        (None, Some(name)) => Ok(Named::Name { name, domain: domain.map(domain_named).transpose()? }),
        (None, None) => Err(missing("an id or a name is required")),
    }
}

fn domain_named(sent: DomainSent) -> Result<DomainNamed, Refusal> {
    match (sent.id, sent.name) {
        (Some(id), _) => Ok(DomainNamed::Id(id)),
        (None, Some(name)) => Ok(DomainNamed::Name(name)),
        (None, None) => Err(missing("the id or the name of a domain is required")),
    }
}

#[derive(Deserialize)]
struct Body {
    auth: Auth,
}

#[derive(Deserialize)]
struct Auth {
    identity: Identity,
    scope: Option<ScopeSent>,
}

#[derive(Deserialize)]
struct Identity {
    #[serde(default)]
    methods: Vec<String>,
    password: Option<WithPassword>,
    token: Option<WithToken>,
}

#[derive(Deserialize)]
struct WithPassword {
    user: UserSent,
}

#[derive(Deserialize)]
struct UserSent {
    id: Option<String>,
    name: Option<String>,
    domain: Option<DomainSent>,
    password: SecretText,
}

#[derive(Deserialize)]
struct WithToken {
    id: SecretText,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ScopeSent {
    Word(String),
    Object(ScopeObject),
}

#[derive(Deserialize)]
struct ScopeObject {
    project: Option<ProjectSent>,
    domain: Option<DomainSent>,
    unscoped: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct ProjectSent {
    id: Option<String>,
    name: Option<String>,
    domain: Option<DomainSent>,
}

#[derive(Deserialize)]
struct DomainSent {
    id: Option<String>,
    name: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_name(name: &str, domain: Option<&str>) -> Named {
        Named::Name { name: name.to_owned(), domain: domain.map(|domain| DomainNamed::Name(domain.to_owned())) }
    }

    fn secret(text: &str) -> SecretText {
        SecretText(Zeroizing::new(text.to_owned()))
    }

    #[test]
    fn what_openstacksdk_sends_is_read() {
        let body = br#"{"auth":{"identity":{"methods":["password"],"password":{"user":{"password":"pw","name":"alice",
            "domain":{"name":"acme"}}}},"scope":{"project":{"name":"eu-west-0","domain":{"name":"acme"}}}}}"#;
        let want = TokenWanted {
            proof: Proof::Password { user: by_name("alice", Some("acme")), password: secret("pw") },
            scope: Scope::Project(by_name("eu-west-0", Some("acme"))),
        };
        assert_eq!(TokenWanted::read(body).unwrap(), want);
        assert!(!format!("{want:?}").contains("pw"));
    }

    #[test]
    fn a_token_is_for_a_project_a_domain_or_nothing() {
        let domain = DomainNamed::Id("d1".to_owned());
        for (scope, want) in [
            ("null", Scope::Unscoped),
            (r#""unscoped""#, Scope::Unscoped),
            (r#"{"unscoped": {}}"#, Scope::Unscoped),
            (r#"{"project": {"id": "p1"}}"#, Scope::Project(Named::Id("p1".to_owned()))),
            (r#"{"project": {"name": "eu"}}"#, Scope::Project(by_name("eu", None))),
            (
                r#"{"project": {"name": "eu", "domain": {"id": "d1"}}}"#,
                Scope::Project(Named::Name { name: "eu".to_owned(), domain: Some(domain.clone()) }),
            ),
            (r#"{"domain": {"id": "d1"}}"#, Scope::Domain(domain)),
        ] {
            let body =
                format!(r#"{{"auth": {{"identity": {{"methods": ["token"], "token": {{"id": "t"}}}}, "scope": {scope}}}}}"#);
            let read = TokenWanted::read(body.as_bytes()).unwrap();
            assert_eq!(read, TokenWanted { proof: Proof::Token(secret("t")), scope: want }, "{scope}");
        }
    }

    #[test]
    fn what_is_no_sign_in_is_refused_with_a_code() {
        let user =
            |user: &str| format!(r#"{{"auth": {{"identity": {{"methods": ["password"], "password": {{"user": {user}}}}}}}}}"#);
        let methods = |methods: &str| format!(r#"{{"auth": {{"identity": {{"methods": {methods}}}}}}}"#);
        let scope = |scope: &str| {
            format!(r#"{{"auth": {{"identity": {{"methods": ["token"], "token": {{"id": "t"}}}}, "scope": {scope}}}}}"#)
        };
        for (body, want) in [
            (String::new(), "KMS.0202"),
            ("{".to_owned(), "KMS.0202"),
            ("{}".to_owned(), "KMS.0214"),
            ("[]".to_owned(), "KMS.0214"),
            (r#"{"auth": {}}"#.to_owned(), "KMS.0214"),
            (methods("7"), "KMS.0214"),
            (methods("[]"), "KMS.0204"),
            (methods(r#"["password"]"#), "KMS.0204"),
            (methods(r#"["token"]"#), "KMS.0204"),
            (methods(r#"["password", "totp"]"#), "KMS.0308"),
            (methods(r#"["assume_role"]"#), "KMS.0308"),
            (user(r#"{"name": "alice"}"#), "KMS.0214"),
            (user(r#"{"password": "pw"}"#), "KMS.0204"),
            (user(r#"{"name": "alice", "domain": {}, "password": "pw"}"#), "KMS.0204"),
            (user(r#"{"name": "alice", "password": 7}"#), "KMS.0214"),
            (scope(r#"{"project": {}}"#), "KMS.0204"),
            (scope(r#"{"domain": {}}"#), "KMS.0204"),
            (scope("{}"), "KMS.0308"),
            (scope(r#""system""#), "KMS.0308"),
            (scope(r#"{"project": {"id": "p"}, "domain": {"id": "d"}}"#), "KMS.0308"),
            (scope("7"), "KMS.0214"),
        ] {
            assert_eq!(TokenWanted::read(body.as_bytes()).map_err(|refusal| refusal.code()), Err(want), "{body}");
        }
        assert_eq!(TokenWanted::read(b"{\"auth\": \"\xff\"}").map_err(|refusal| refusal.code()), Err("KMS.0202"));
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_sign_in_panic(any: Vec<u8>, value in "(?s)[-+0-9.eE\"\\[\\]{}:,a-z ]{0,40}") {
            let _read = TokenWanted::read(&any);
            let _read = TokenWanted::read(format!(r#"{{"auth": {{"identity": {value}, "scope": {value}}}}}"#).as_bytes());
        }
    }
}
