//! The REST API on a real router: real store, real keys, a clock that stands still.

mod data;
mod datakeys;
mod hostile;
mod identity;
mod keys;
mod order;

use crate::edge::{Answer, ask};
use crate::house::{House, Resident, Tenant};
use axum::Router;
use axum::body::Body;
use claviger::api::routes;
use claviger::domain::{Claim, Face, ProjectId, Role};
use claviger::iam::{ProjectRef, TokenScope};
use claviger::kms::CreateDefaultKey;
use claviger::web::{Door, Proxy, RequestIds, Site, through};
use serde_json::{Value, json};
use std::sync::Arc;

/// A body in JSON, with or without parameters of its media type.
const JSON: (&str, &str) = ("content-type", "application/json;charset=utf-8");

/// An installation with its REST face, and one tenant.
struct Desk {
    house: House,
    tenant: Tenant,
    router: Router,
}

/// What a call was answered.
#[derive(Debug)]
struct Told {
    status: u16,
    body: Value,
    answer: Answer,
}

impl Desk {
    async fn open() -> Self {
        let house = House::build().await;
        let tenant = house.tenant("acme").await;
        let site = Arc::new(Site::parse("http://127.0.0.1:8480", Proxy::None).unwrap());
        let door = Door { face: Face::Api, site, ids: RequestIds::of(house.gate.clone()) };
        let router = through(door, routes(house.gate.clone(), "eu-west-0".parse().unwrap()));
        Self { house, tenant, router }
    }

    /// The text of a token of a new person with this role, for the tenant's project.
    async fn token_of(&self, tenant: &Tenant, name: &str, role: Role) -> String {
        let resident = self.house.person(tenant, name, role).await;
        self.token(&resident).await
    }

    async fn token(&self, resident: &Resident) -> String {
        let by = ProjectRef::ByName("eu-west-0".to_owned(), None);
        let issued = self.house.issue(resident, TokenScope::Project { by }).await.unwrap();
        issued.secret.expose().to_owned()
    }

    /// An administrator of the tenant's keys.
    async fn administrator(&self) -> String {
        self.token_of(&self.tenant, "amelie", Role::KmsAdm).await
    }

    /// The id of the tenant's default key of a cloud service.
    async fn default_key(&self) -> String {
        let claim = Claim::Service { name: "obs".parse().unwrap(), project_id: self.tenant.project.id };
        let caller = self.house.caller(claim);
        self.house.perform(&caller, CreateDefaultKey).await.unwrap().id.to_string()
    }

    /// Calls an operation in the tenant's project.
    async fn call(&self, token: &str, verb: &str, body: Value) -> Told {
        self.call_in(self.tenant.project.id, token, verb, body.to_string()).await
    }

    /// Calls an operation with any body, in any project.
    async fn call_in(&self, project_id: ProjectId, token: &str, verb: &str, body: impl Into<Body>) -> Told {
        let path = format!("/v1.0/{project_id}/kms/{verb}");
        self.send("POST", &path, &[JSON, ("x-auth-token", token)], body).await
    }

    /// Sends a request.
    async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Told {
        let answer = ask(&self.router, method, path, headers, body).await;
        assert!(!answer.header("x-request-id").is_empty(), "{method} {path}: every answer bears its name");
        if !answer.text.is_empty() {
            assert_eq!(answer.header("content-type"), "application/json", "{method} {path}: {}", answer.text);
        }
        let body = serde_json::from_str(&answer.text).unwrap_or(Value::Null);
        Told { status: answer.status.as_u16(), body, answer }
    }

    /// Makes a key and answers its id.
    async fn key(&self, token: &str, alias: &str) -> String {
        let told = self.call(token, "create-key", json!({"key_alias": alias})).await;
        assert_eq!(told.status, 200, "{told:?}");
        told.body["key_info"]["key_id"].as_str().unwrap().to_owned()
    }
}

impl Told {
    /// Status and code of a refusal; nothing else stands in its body.
    #[track_caller]
    fn refused(&self) -> (u16, &str) {
        let error = self.body.get("error").unwrap_or_else(|| panic!("refused: {self:?}"));
        assert_eq!(error.as_object().unwrap().keys().collect::<Vec<_>>(), ["error_code", "error_msg"]);
        assert!(error["error_msg"].is_string() && self.body.as_object().unwrap().len() == 1, "{error}");
        (self.status, error["error_code"].as_str().unwrap())
    }

    /// The body of an answer that is none of refusal.
    #[track_caller]
    fn done(self) -> Value {
        assert_eq!(self.status, 200, "{self:?}");
        self.body
    }
}
