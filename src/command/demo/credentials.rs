//! How people and programs of the story become known to the gate: as they do in life.

use super::super::operator::caller;
use super::Outside;
use super::cast::{Member, Tenant};
use crate::domain::{Caller, Claim, Face, Password, ProjectId, SecretHash, ServiceName, User};
use crate::gate::{Gate, OperationError};
use crate::iam::{CreateToken, ProjectRef, SignIn, TokenMethod, TokenScope, UserRef};
use std::net::{IpAddr, Ipv4Addr};
use time::{Duration, OffsetDateTime};

/// What browsers of the story call themselves.
const AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
/// How long a session is used again: acts of one sitting.
const SITTING: Duration = Duration::minutes(4);
/// How long a token is used again.
const TOKEN_SERVES: Duration = Duration::hours(23);

/// A person or program on the stage.
pub(super) struct Actor {
    pub tenant: &'static Tenant,
    pub member: &'static Member,
    pub user: User,
    pub password: String,
    address: IpAddr,
    project_id: ProjectId,
    held: Option<(Claim, OffsetDateTime)>,
}

impl Actor {
    /// Somebody who works in this project, at the place of this number in their tenant's network.
    pub(super) fn new(
        tenant: &'static Tenant,
        member: &'static Member,
        place: u8,
        project_id: ProjectId,
        user: User,
        password: String,
    ) -> Self {
        let address = IpAddr::V4(Ipv4Addr::new(10, 12, tenant.network, 40_u8.saturating_add(place)));
        Self { tenant, member, user, password, address, project_id, held: None }
    }

    /// The caller that this person or program is now. They sign in, or ask for a token, unless they just did.
    pub(super) async fn arrive(&mut self, gate: &Gate, outside: &impl Outside) -> Result<Caller, OperationError> {
        let (face, serves) = if self.member.is_program { (Face::Api, TOKEN_SERVES) } else { (Face::Console, SITTING) };
        let claim = match &self.held {
            Some((claim, since)) if gate.now() - *since < serves => claim.clone(),
            Some(_) | None => {
                let stranger = caller(gate, Claim::Stranger, face, Some(self.address))?;
                let claim = if self.member.is_program {
                    Claim::Token(self.ask_for_token(gate, &stranger).await?)
                } else {
                    Claim::Session(self.sign_in(gate, &stranger, outside).await?)
                };
                self.held = Some((claim.clone(), gate.now()));
                claim
            }
        };
        caller(gate, claim, face, Some(self.address))
    }

    async fn sign_in(&self, gate: &Gate, stranger: &Caller, outside: &impl Outside) -> Result<SecretHash, OperationError> {
        let session = outside.open_browser().await?;
        let operation = SignIn {
            domain: self.tenant.name.to_owned(),
            user: self.member.name.to_owned(),
            password: Password::given(self.password.clone()),
            session,
            agent: AGENT.to_owned(),
        };
        gate.perform(stranger, operation).await?;
        Ok(session)
    }

    async fn ask_for_token(&self, gate: &Gate, stranger: &Caller) -> Result<SecretHash, OperationError> {
        let (user, password) = (UserRef::ById(self.user.id.to_string()), Password::given(self.password.clone()));
        let scope = TokenScope::Project { by: ProjectRef::ById(self.project_id.to_string()) };
        let operation = CreateToken { method: TokenMethod::Password { user, password }, scope };
        let issued = gate.perform(stranger, operation).await?;
        Ok(issued.token.id)
    }
}

/// A cloud service at work in a tenant's project. It will come over mutual TLS; here it is taken at its word.
pub(super) fn service(gate: &Gate, name: &str, project_id: ProjectId) -> Result<Caller, OperationError> {
    let name: ServiceName = name.parse()?;
    caller(gate, Claim::Service { name, project_id }, Face::Api, None)
}
