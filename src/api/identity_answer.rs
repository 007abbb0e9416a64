//! What identity v3 answers, in the shapes of Keystone.

use crate::domain::{Domain, ProjectId};
use crate::iam::TokenSeen;
use serde::Serialize;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{OffsetDateTime, UtcOffset};

/// Where the services of a catalog are.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The address of this installation, without a slash at the end.
    pub base: &'a str,
    /// The region.
    pub region: &'a str,
    /// Whether the answer has a catalog at all.
    pub with_catalog: bool,
}

/// The version of the identity API.
#[derive(Debug, Serialize)]
pub struct VersionAnswer {
    version: Version,
}

/// A token, as its holder reads it. Its text travels in a header.
#[derive(Debug, Serialize)]
pub struct TokenAnswer {
    token: TokenBody,
}

#[derive(Debug, Serialize)]
struct Version {
    id: &'static str,
    status: &'static str,
    links: [Link; 1],
    #[serde(rename = "media-types")]
    media_types: [&'static str; 0],
}

#[derive(Debug, Serialize)]
struct Link {
    rel: &'static str,
    href: String,
}

#[derive(Debug, Serialize)]
struct TokenBody {
    methods: [&'static str; 1],
    issued_at: String,
    expires_at: String,
    user: UserBody,
    #[serde(skip_serializing_if = "Option::is_none")]
    project: Option<ProjectBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<Named>,
    roles: Vec<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    catalog: Option<Vec<CatalogEntry>>,
}

#[derive(Debug, Serialize)]
struct UserBody {
    id: String,
    name: String,
    domain: Named,
    /// Passwords do not expire here.
    password_expires_at: Option<String>,
}

#[derive(Debug, Serialize)]
struct ProjectBody {
    id: String,
    name: String,
    domain: Named,
}

#[derive(Debug, Serialize)]
struct Named {
    id: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct CatalogEntry {
    id: &'static str,
    r#type: &'static str,
    name: &'static str,
    endpoints: [Endpoint; 1],
}

#[derive(Debug, Serialize)]
struct Endpoint {
    id: String,
    interface: &'static str,
    region: String,
    region_id: String,
    url: String,
}

/// ISO 8601 with microseconds, in UTC.
const MOMENT: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z");

impl VersionAnswer {
    /// The version, at the address of this installation.
    #[must_use]
    pub fn at(base: &str) -> Self {
        let links = [Link { rel: "self", href: format!("{base}/v3/") }];
        Self { version: Version { id: "v3.6", status: "stable", links, media_types: [] } }
    }
}

impl TokenAnswer {
    /// What is said of a token.
    #[must_use]
    pub fn of(seen: &TokenSeen, place: &Place<'_>) -> Self {
        let TokenSeen { token, user, domain, project } = seen;
        let catalog = place.with_catalog.then(|| catalog(place, project.as_ref().map(|project| project.id)));
        Self {
            token: TokenBody {
                methods: [token.method.as_str()],
                issued_at: moment(token.issued_at),
                expires_at: moment(token.expires_at),
                user: UserBody {
                    id: user.id.to_string(),
                    name: user.name.to_string(),
                    domain: named(domain),
                    password_expires_at: None,
                },
                project: project.as_ref().map(|project| ProjectBody {
                    id: project.id.to_string(),
                    name: project.name.to_string(),
                    domain: named(domain),
                }),
                // Without a project, a token is for the domain, as IAM has it.
                domain: project.is_none().then(|| named(domain)),
                roles: user.role_set().iter().map(|role| Named { id: role.to_string(), name: role.to_string() }).collect(),
                catalog,
            },
        }
    }
}

fn named(domain: &Domain) -> Named {
    Named { id: domain.id.to_string(), name: domain.name.to_string() }
}

/// What clients look the addresses up in: some want the address of `kms` without the project, some that of `kmsv1` with it.
fn catalog(place: &Place<'_>, project_id: Option<ProjectId>) -> Vec<CatalogEntry> {
    let entry = |id, name, url| {
        let (region, region_id) = (place.region.to_owned(), place.region.to_owned());
        let endpoint = Endpoint { id: format!("{id}-public"), interface: "public", region, region_id, url };
        CatalogEntry { id, r#type: id, name, endpoints: [endpoint] }
    };
    let base = place.base;
    let with_project = project_id.map(|project_id| entry("kmsv1", "kmsv1", format!("{base}/v1.0/{project_id}/")));
    let always = [entry("identity", "keystone", format!("{base}/v3")), entry("kms", "kms", format!("{base}/v1.0"))];
    always.into_iter().chain(with_project).collect()
}

fn moment(at: OffsetDateTime) -> String {
    at.to_offset(UtcOffset::UTC).format(MOMENT).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Giver, HeldRole, Project, Role, SecretHash, Token, TokenMethodName, User, UserId, UserStatus};
    use serde_json::json;
    use time::macros::datetime;
    use uuid::Uuid;

    const AT: OffsetDateTime = datetime!(2026-11-24 09:00:00.000001 UTC);

    fn seen(project: bool) -> TokenSeen {
        let domain_id = "b168fe00ff56492495a7d22974df2d0b".parse().unwrap();
        let project_id: ProjectId = "0605768a3300d5762f46c01df0ee5ab7".parse().unwrap();
        let user_id = UserId::from_uuid(Uuid::from_u128(7));
        TokenSeen {
            token: Token {
                id: SecretHash([0; 32]),
                user_id,
                user_epoch: 0,
                project_id: project.then_some(project_id),
                method: TokenMethodName::Password,
                issued_at: AT,
                expires_at: AT + Token::LIFETIME,
            },
            user: User {
                id: user_id,
                domain_id,
                name: "alice".parse().unwrap(),
                status: UserStatus::Active,
                roles: vec![HeldRole { role: Role::KmsAdm, given_by: Giver::Operator }],
                vouched_by: Giver::Operator,
                password_set_by: Giver::Operator,
                epoch: 0,
                created_at: AT,
                revision: 0,
            },
            domain: Domain { id: domain_id, name: "acme".parse().unwrap(), deletion_approvals: 1, created_at: AT },
            project: project.then(|| Project {
                id: project_id,
                domain_id,
                name: "eu-west-0".parse().unwrap(),
                key_quota: 1,
                created_at: AT,
            }),
        }
    }

    #[test]
    fn a_token_is_told_as_keystone_tells_it() {
        let place = Place { base: "http://127.0.0.1:8480", region: "eu-west-0", with_catalog: true };
        let endpoint = |id: &str, url: &str| json!([{"id": id, "interface": "public", "region": "eu-west-0", "region_id": "eu-west-0", "url": url}]);
        let acme = json!({"id": "b168fe00ff56492495a7d22974df2d0b", "name": "acme"});
        let want = json!({"token": {
            "methods": ["password"],
            "issued_at": "2026-11-24T09:00:00.000001Z",
            "expires_at": "2026-11-25T09:00:00.000001Z",
            "user": {"id": "00000000000000000000000000000007", "name": "alice", "domain": acme, "password_expires_at": null},
            "project": {"id": "0605768a3300d5762f46c01df0ee5ab7", "name": "eu-west-0", "domain": acme},
            "roles": [{"id": "kms_adm", "name": "kms_adm"}],
            "catalog": [
                {"id": "identity", "type": "identity", "name": "keystone",
                    "endpoints": endpoint("identity-public", "http://127.0.0.1:8480/v3")},
                {"id": "kms", "type": "kms", "name": "kms", "endpoints": endpoint("kms-public", "http://127.0.0.1:8480/v1.0")},
                {"id": "kmsv1", "type": "kmsv1", "name": "kmsv1",
                    "endpoints": endpoint("kmsv1-public", "http://127.0.0.1:8480/v1.0/0605768a3300d5762f46c01df0ee5ab7/")},
            ],
        }});
        assert_eq!(serde_json::to_value(TokenAnswer::of(&seen(true), &place)).unwrap(), want);
    }

    #[test]
    fn a_token_without_a_project_is_for_its_domain_and_a_catalog_can_be_left_out() {
        let place = Place { base: "http://h", region: "r", with_catalog: false };
        let told = serde_json::to_value(TokenAnswer::of(&seen(false), &place)).unwrap();
        assert_eq!(told["token"]["domain"]["name"], "acme");
        assert!(told["token"].get("project").is_none() && told["token"].get("catalog").is_none());
        let with = Place { with_catalog: true, ..place };
        let told = serde_json::to_value(TokenAnswer::of(&seen(false), &with)).unwrap();
        assert_eq!(told["token"]["catalog"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn the_version_leads_to_itself() {
        let want = json!({"version": {"id": "v3.6", "status": "stable", "media-types": [],
            "links": [{"rel": "self", "href": "http://h/v3/"}]}});
        assert_eq!(serde_json::to_value(VersionAnswer::at("http://h")).unwrap(), want);
    }
}
