//! Who asks: what the records say now of what a caller claims.

use super::perform::Inner;
use super::{OperationError, Unknown};
use crate::domain::{Caller, Claim, Person, Principal, SecretHash, Session, Via};
use crate::store::{HeadSeen, Holder, Reliance};
use time::OffsetDateTime;

/// A principal, and what a decision about them relies on.
pub(super) struct Standing {
    pub(super) principal: Principal,
    /// The count of changes of their domain's log, read with them.
    pub(super) head: Option<HeadSeen>,
    pub(super) relied_on: Vec<Reliance>,
}

impl Standing {
    pub(super) const fn of(principal: Principal) -> Self {
        Self { principal, head: None, relied_on: Vec::new() }
    }
}

impl Inner {
    /// Looks up who the caller is now.
    pub(super) async fn standing(&self, caller: &Caller, now: OffsetDateTime) -> Result<Standing, OperationError> {
        match &caller.claim {
            Claim::Session(id) => self.by_session(*id, now).await,
            Claim::Token(id) => self.by_token(*id, now).await,
            Claim::Service { name, project_id } => {
                let Some(project) = self.store.find_project(*project_id).await? else { return Err(Unknown::NotKnown.into()) };
                let Some(domain) = self.store.find_domain(project.domain_id).await? else {
                    return super::Context::missing("a domain");
                };
                let (domain, project) = (Box::new(domain), Box::new(project));
                Ok(Standing::of(Principal::Service { name: name.clone(), domain, project }))
            }
            Claim::Operator => Ok(Standing::of(Principal::Operator)),
            Claim::Worker => Ok(Standing::of(Principal::Worker)),
            Claim::Stranger => Ok(Standing::of(Principal::Stranger)),
        }
    }

    async fn by_session(&self, id: SecretHash, now: OffsetDateTime) -> Result<Standing, OperationError> {
        let Some(holder) = self.store.find_session(id).await? else { return Err(Unknown::NotKnown.into()) };
        let session = &holder.credential;
        if !session.holds(&holder.user, now) {
            let signed_out = session.user_epoch != holder.user.epoch || !holder.user.is_active();
            return Err(if signed_out { Unknown::NotKnown } else { Unknown::Expired }.into());
        }
        if now - session.seen_at >= Session::SEEN_EVERY {
            self.store.touch_session(id, now).await?;
        }
        let via = Via::Session { session: id, password_given_at: session.password_given_at };
        Ok(standing(holder, via, Reliance::Session(id)))
    }

    async fn by_token(&self, id: SecretHash, now: OffsetDateTime) -> Result<Standing, OperationError> {
        let Some(holder) = self.store.find_token(id).await? else { return Err(Unknown::NotKnown.into()) };
        let token = &holder.credential;
        if !token.holds(&holder.user, now) {
            return Err(if now >= token.expires_at { Unknown::Expired } else { Unknown::NotKnown }.into());
        }
        let via = Via::Token { token: id, issued_at: token.issued_at, expires_at: token.expires_at };
        Ok(standing(holder, via, Reliance::Token(id)))
    }
}

fn standing<C>(holder: Holder<C>, via: Via, credential: Reliance) -> Standing {
    let head = HeadSeen { domain_id: holder.domain.id, changes: holder.changes };
    let relied_on = vec![credential, Reliance::User(holder.user.id, holder.user.revision)];
    let person = Person { user: holder.user, domain: holder.domain, project: holder.project, via };
    Standing { principal: Principal::Person(Box::new(person)), head: Some(head), relied_on }
}
