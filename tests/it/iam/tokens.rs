//! Tokens: who gets one, for what, and when it ends.

use super::{inhabited, known};
use crate::house::{House, Resident};
use claviger::domain::{Action, Claim, Refusal, Role, SecretHash, Token};
use claviger::gate::{OperationError, Resource, Unknown};
use claviger::iam::{
    CreateToken, DomainRef, IssuedToken, ProjectRef, RevokeToken, ShowAccount, TokenMethod, TokenScope, ValidateToken,
};
use time::Duration;

async fn from_token(house: &House, token: SecretHash, scope: TokenScope) -> Result<IssuedToken, OperationError> {
    house.perform(&house.stranger(), CreateToken { method: TokenMethod::Token { token }, scope }).await
}

fn project(by: ProjectRef) -> TokenScope {
    TokenScope::Project { by }
}

async fn unscoped(house: &House, resident: &Resident) -> IssuedToken {
    house.issue(resident, TokenScope::Unscoped).await.unwrap()
}

#[tokio::test]
async fn a_token_is_for_a_project_of_its_owners_domain_or_for_none() {
    let (house, acme, alice, _) = inhabited().await;
    let other = house.tenant("other").await;
    let name = || "eu-west-0".to_owned();
    let [own, foreign] = [&acme, &other].map(|tenant| DomainRef::ByName(tenant.domain.name.to_string()));
    for scope in [TokenScope::Unscoped, TokenScope::Domain(own.clone())] {
        let issued = house.issue(&alice, scope).await.unwrap();
        assert_eq!((issued.project, issued.token.project_id, issued.domain.id), (None, None, acme.domain.id));
    }
    for by in [
        ProjectRef::ById(acme.project.id.to_string()),
        ProjectRef::ByName(name(), None),
        ProjectRef::ByName(name(), Some(own)),
        ProjectRef::ByName(name(), Some(DomainRef::ById(acme.domain.id.to_string()))),
    ] {
        assert_eq!(house.issue(&alice, project(by)).await.unwrap().project, Some(acme.project.clone()));
    }
    let held = unscoped(&house, &alice).await.token.id;
    for scope in [
        TokenScope::Domain(foreign.clone()),
        TokenScope::Domain(DomainRef::ById("nothing".to_owned())),
        project(ProjectRef::ById(other.project.id.to_string())),
        project(ProjectRef::ById("nothing".to_owned())),
        project(ProjectRef::ByName("eu-west-9".to_owned(), None)),
        project(ProjectRef::ByName(name(), Some(foreign))),
    ] {
        let refused = from_token(&house, held, scope).await;
        assert!(matches!(refused, Err(OperationError::NoProject)), "{refused:?}");
    }
    let refused = house.issue(&alice, project(ProjectRef::ById(other.project.id.to_string()))).await;
    assert!(matches!(refused, Err(OperationError::NoProject)), "{refused:?}");
}

#[tokio::test]
async fn the_record_of_a_token_holds_nothing_that_opens_a_door() {
    let (house, acme, alice, _) = inhabited().await;
    let issued = unscoped(&house, &alice).await;
    assert_eq!((issued.secret.expose().len(), format!("{:?}", issued.secret)), (64, "TokenText(..)".to_owned()));
    let event = house.last(acme.domain.id).await;
    assert_eq!((event.action, event.actor.id, event.changed), (Action::CreateToken, alice.id(), true));
    let bytes = event.canonical();
    for secret in [issued.secret.expose().as_bytes(), &issued.token.id.0] {
        assert!(!bytes.windows(secret.len()).any(|part| part == secret));
    }
}

#[tokio::test]
async fn a_token_lives_for_a_day_and_one_had_by_it_no_longer() {
    let (house, _, alice, _) = inhabited().await;
    let first = unscoped(&house, &alice).await;
    let caller = house.caller(Claim::Token(first.token.id));
    house.wait(Duration::hours(23)).await;
    let second = from_token(&house, first.token.id, project(ProjectRef::ByName("eu-west-0".to_owned(), None))).await.unwrap();
    assert_eq!((second.token.expires_at, second.project.is_some()), (first.token.issued_at + Token::LIFETIME, true));
    assert_eq!(known(&house, &caller).await, Ok(()));
    house.clock.advance(Duration::hours(1));
    assert_eq!(known(&house, &caller).await, Err(Unknown::Expired));
    let late = from_token(&house, first.token.id, TokenScope::Unscoped).await;
    assert!(matches!(late, Err(OperationError::Unknown(Unknown::Expired))), "{late:?}");
    let unknown = from_token(&house, SecretHash([7; 32]), TokenScope::Unscoped).await;
    assert!(matches!(unknown, Err(OperationError::Unknown(Unknown::NotKnown))), "{unknown:?}");
}

/// P2, P7: a token is seen and ended by its holder and by who manages the people of its domain; by nobody else.
#[tokio::test]
async fn a_token_is_its_holders_business_and_that_of_who_manages_people() {
    let (house, acme, alice, bob) = inhabited().await;
    let (sam, zoe) = (
        house.person(&acme, "sam", Role::SecuAdmin).await,
        house.person(&house.tenant("other").await, "zoe", Role::TeAdmin).await,
    );
    let (sam, zoe, bob_session) = (house.session(&sam).await, house.session(&zoe).await, house.session(&bob).await);
    let (own, others) = (unscoped(&house, &bob).await.token.id, unscoped(&house, &alice).await.token.id);
    for (caller, token) in [(&bob_session, own), (&sam, own), (&sam, others)] {
        assert_eq!(house.perform(caller, ValidateToken { token }).await.unwrap().token.id, token);
    }
    let holder = house.caller(Claim::Token(own));
    for (caller, token) in [(&bob_session, others), (&holder, others), (&zoe, own), (&sam, SecretHash([7; 32]))] {
        let (seen, ended) =
            (house.perform(caller, ValidateToken { token }).await, house.perform(caller, RevokeToken { token }).await);
        assert!(matches!(seen, Err(OperationError::NotFound(Resource::None))), "{seen:?}");
        assert!(matches!(ended, Err(OperationError::NotFound(Resource::None))), "{ended:?}");
    }
    house.perform(&holder, RevokeToken { token: own }).await.unwrap();
    house.perform(&sam, RevokeToken { token: others }).await.unwrap();
    for token in [own, others] {
        assert_eq!(known(&house, &house.caller(Claim::Token(token))).await, Err(Unknown::NotKnown));
        assert!(house.perform(&sam, ValidateToken { token }).await.is_err());
    }
}

#[tokio::test]
async fn nobody_holds_more_than_500_tokens() {
    let (house, _, alice, _) = inhabited().await;
    let first = unscoped(&house, &alice).await.token.id;
    for _ in 1..500 {
        from_token(&house, first, TokenScope::Unscoped).await.unwrap();
    }
    let refused = from_token(&house, first, TokenScope::Unscoped).await;
    assert!(matches!(refused, Err(OperationError::Refused(Refusal::TooManyAttempts { .. }))), "{refused:?}");
    let holder = house.caller(Claim::Token(first));
    assert_eq!(house.perform(&holder, ShowAccount).await.unwrap().tokens, 500);
}
