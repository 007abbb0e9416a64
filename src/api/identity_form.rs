//! The body that programs sign in with (`POST /v3/auth/tokens`), as Keystone's clients send it.

use super::form::{invalid, missing};
use crate::domain::{Password, Refusal, SecretHash};
use crate::iam::{CreateToken, DomainRef, ProjectRef, TokenMethod, TokenScope, UserRef};
use serde::Deserialize;
use serde_json::error::Category;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Reads what a program signs in with, and for what. Looks nothing up.
pub fn token_wanted(body: &[u8]) -> Result<CreateToken, Refusal> {
    let Body { auth } = serde_json::from_slice(body).map_err(|error| match error.classify() {
        Category::Data => invalid("KMS.0214", "the body is an object auth with identity and scope"),
        Category::Eof | Category::Io | Category::Syntax => invalid("KMS.0202", "the body is not valid JSON"),
    })?;
    Ok(CreateToken { method: method(auth.identity)?, scope: scope(auth.scope)? })
}

/// The name that a token is known by: the hash of its text.
pub fn token_hash(text: &[u8]) -> SecretHash {
    SecretHash(Sha256::digest(text).into())
}

fn method(identity: Identity) -> Result<TokenMethod, Refusal> {
    match &*identity.methods.iter().map(String::as_str).collect::<Vec<_>>() {
        ["password"] => {
            let WithPassword { user } = identity.password.ok_or(missing("identity.password is required"))?;
            let named = match (user.id, user.name) {
                (Some(id), _) => UserRef::ById(id),
                (None, Some(name)) => {
                    let domain = user.domain.ok_or(missing("the domain of the user is required"))?;
                    UserRef::ByName { name, domain: domain.named()? }
                }
                (None, None) => return Err(missing("the id or the name of the user is required")),
            };
            Ok(TokenMethod::Password { user: named, password: Password::given(user.password) })
        }
        ["token"] => {
            let WithToken { id } = identity.token.ok_or(missing("identity.token is required"))?;
            let id = Zeroizing::new(id);
            Ok(TokenMethod::Token { token: token_hash(id.as_bytes()) })
        }
        [] => Err(missing("identity.methods is required")),
        [_, ..] => Err(invalid("KMS.0308", "identity.methods is password or token")),
    }
}

fn scope(sent: Option<ScopeSent>) -> Result<TokenScope, Refusal> {
    let object = match sent {
        None => return Ok(TokenScope::Unscoped),
        Some(ScopeSent::Word(word)) if word == "unscoped" => return Ok(TokenScope::Unscoped),
        Some(ScopeSent::Word(_)) => return Err(invalid("KMS.0308", "scope is a project or a domain")),
        Some(ScopeSent::Object(object)) => object,
    };
    match (object.project, object.domain, object.unscoped) {
        (Some(project), None, None) => Ok(TokenScope::Project {
            by: match (project.id, project.name) {
                (Some(id), _) => ProjectRef::ById(id),
                (None, Some(name)) => ProjectRef::ByName(name, project.domain.map(DomainSent::named).transpose()?),
                (None, None) => return Err(missing("the id or the name of the project is required")),
            },
        }),
        (None, Some(domain), None) => Ok(TokenScope::Domain(domain.named()?)),
        (None, None, Some(_)) => Ok(TokenScope::Unscoped),
        (Some(_), Some(_), _) | (Some(_), _, Some(_)) | (_, Some(_), Some(_)) | (None, None, None) => {
            Err(invalid("KMS.0308", "scope is one project or one domain"))
        }
    }
}

impl DomainSent {
    fn named(self) -> Result<DomainRef, Refusal> {
        match (self.id, self.name) {
            (Some(id), _) => Ok(DomainRef::ById(id)),
            (None, Some(name)) => Ok(DomainRef::ByName(name)),
            (None, None) => Err(missing("the id or the name of a domain is required")),
        }
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
    password: String,
}

#[derive(Deserialize)]
struct WithToken {
    id: String,
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

    #[test]
    fn what_openstacksdk_sends_is_read() {
        let body = br#"{"auth":{"identity":{"methods":["password"],"password":{"user":{"password":"pw","name":"alice",
            "domain":{"name":"acme"}}}},"scope":{"project":{"name":"eu-west-0","domain":{"name":"acme"}}}}}"#;
        let CreateToken { method, scope } = token_wanted(body).unwrap();
        let acme = DomainRef::ByName("acme".to_owned());
        assert_eq!(scope, TokenScope::Project { by: ProjectRef::ByName("eu-west-0".to_owned(), Some(acme.clone())) });
        assert!(!format!("{method:?}").contains("pw"));
        let TokenMethod::Password { user, password } = method else { panic!("a password was sent") };
        assert_eq!((user, password.expose()), (UserRef::ByName { name: "alice".to_owned(), domain: acme }, "pw"));
    }

    #[test]
    fn a_token_is_for_a_project_a_domain_or_nothing() {
        let domain = DomainRef::ById("d1".to_owned());
        let project = |by| TokenScope::Project { by };
        for (scope, want) in [
            ("null", TokenScope::Unscoped),
            (r#""unscoped""#, TokenScope::Unscoped),
            (r#"{"unscoped": {}}"#, TokenScope::Unscoped),
            (r#"{"project": {"id": "p1"}}"#, project(ProjectRef::ById("p1".to_owned()))),
            (r#"{"project": {"name": "eu"}}"#, project(ProjectRef::ByName("eu".to_owned(), None))),
            (
                r#"{"project": {"name": "eu", "domain": {"id": "d1"}}}"#,
                project(ProjectRef::ByName("eu".to_owned(), Some(domain.clone()))),
            ),
            (r#"{"domain": {"id": "d1"}}"#, TokenScope::Domain(domain.clone())),
        ] {
            let body =
                format!(r#"{{"auth": {{"identity": {{"methods": ["token"], "token": {{"id": "t"}}}}, "scope": {scope}}}}}"#);
            let CreateToken { method, scope: read } = token_wanted(body.as_bytes()).unwrap();
            assert_eq!(read, want, "{scope}");
            assert!(matches!(method, TokenMethod::Token { token } if token == token_hash(b"t")));
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
            (user(r#"{"name": "alice", "password": "pw"}"#), "KMS.0204"),
            (user(r#"{"name": "alice", "password": 7}"#), "KMS.0214"),
            (scope(r#"{"project": {}}"#), "KMS.0204"),
            (scope(r#"{"domain": {}}"#), "KMS.0204"),
            (scope("{}"), "KMS.0308"),
            (scope(r#""system""#), "KMS.0308"),
            (scope(r#"{"project": {"id": "p"}, "domain": {"id": "d"}}"#), "KMS.0308"),
            (scope("7"), "KMS.0214"),
        ] {
            assert_eq!(token_wanted(body.as_bytes()).map_err(|refusal| refusal.code()).err(), Some(want), "{body}");
        }
        assert_eq!(token_wanted(b"{\"auth\": \"\xff\"}").map_err(|refusal| refusal.code()).err(), Some("KMS.0202"));
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_sign_in_panic(any: Vec<u8>, value in "(?s)[-+0-9.eE\"\\[\\]{}:,a-z ]{0,40}") {
            let _read = token_wanted(&any);
            let _read = token_wanted(format!(r#"{{"auth": {{"identity": {value}, "scope": {value}}}}}"#).as_bytes());
        }
    }
}
