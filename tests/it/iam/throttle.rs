//! Guessing: it gets slower and tells nothing.

use super::{given, inhabited};
use crate::house::{HOME, House, PASSWORD};
use claviger::domain::{ActorKind, EventOutcome, OPERATORS_LOG, Refusal};
use claviger::gate::{OperationError, Unknown};
use claviger::iam::{CreateToken, DeactivateUser, TokenMethod, TokenScope, UserRef};
use std::net::IpAddr;
use time::Duration;

fn address(text: &str) -> IpAddr {
    text.parse().unwrap()
}

/// How long the answer says to wait; none after a wrong password.
fn wait(error: &OperationError) -> Option<u32> {
    match error {
        OperationError::Refused(Refusal::WrongPassword) => None,
        OperationError::Refused(Refusal::TooManyAttempts { seconds }) => Some(*seconds),
        other => panic!("{other}"),
    }
}

async fn guess(house: &House, domain: &str, user: &str, from: IpAddr) -> Option<u32> {
    wait(&house.try_sign_in(domain, user, "a wrong guess", from).await.unwrap_err())
}

#[tokio::test]
async fn each_wrong_password_makes_the_next_wait_longer_until_one_is_right() {
    let (house, ..) = inhabited().await;
    for _ in 0..4 {
        assert_eq!(guess(&house, "acme", "alice", HOME).await, None);
    }
    for seconds in [1, 2, 4, 8] {
        let refused = house.try_sign_in("acme", "alice", PASSWORD, HOME).await.unwrap_err();
        assert_eq!(wait(&refused), Some(seconds + 1), "the right one must wait as well");
        house.wait(Duration::seconds(seconds.into())).await;
        assert_eq!(guess(&house, "acme", "alice", HOME).await, None);
    }
    house.wait(Duration::seconds(16)).await;
    house.try_sign_in("acme", "alice", PASSWORD, HOME).await.unwrap();
    for _ in 0..4 {
        assert_eq!(guess(&house, "acme", "alice", HOME).await, None, "success clears the count");
    }
}

#[tokio::test]
async fn who_guesses_waits_longer_than_who_is_guessed() {
    let (house, ..) = inhabited().await;
    let (network, neighbour) = (address("2001:db8:1:2::3"), address("2001:db8:1:2:ffff::4"));
    while guess(&house, "acme", "alice", network).await.is_none_or(|seconds| seconds < 60) {
        house.wait(Duration::seconds(33)).await;
    }
    house.wait(Duration::seconds(31)).await;
    assert!(guess(&house, "acme", "alice", neighbour).await.is_some(), "a network of 64 bits is one address");
    assert!(guess(&house, "acme", "bob", network).await.is_none(), "another account");
    house.try_sign_in("acme", "alice", PASSWORD, HOME).await.unwrap();
}

/// No answer, no wait and no record that the caller causes differs between an account that is there and one that is not.
#[tokio::test]
async fn nobody_learns_which_accounts_exist() {
    let (house, acme, alice, bob) = inhabited().await;
    house.perform(&house.session(&alice).await, DeactivateUser { user_id: bob.user.id }).await.unwrap();
    let elsewhere = address("198.51.100.7");
    let mut seen = Vec::new();
    for (domain, user) in [("acme", "alice"), ("acme", "bob"), ("acme", "nobody"), ("nowhere", "alice"), (" no\nname", "")] {
        let mut answers = Vec::new();
        let before = (house.log(acme.domain.id).await.len(), house.log(OPERATORS_LOG).await.len());
        for from in [HOME, elsewhere, HOME, elsewhere, HOME] {
            let error = house.try_sign_in(domain, user, "a wrong guess", from).await.unwrap_err();
            answers.push((error.code(), wait(&error), error.to_string()));
        }
        let after = (house.log(acme.domain.id).await.len(), house.log(OPERATORS_LOG).await.len());
        let recorded = (after.0 - before.0) + (after.1 - before.1);
        seen.push((answers, recorded));
    }
    let (answers, recorded) = &seen[0];
    assert_eq!((answers[0].0, answers[4].0, *recorded), ("CLV.1204", "CLV.1206", 3), "one event for each address and code");
    assert!(seen.iter().all(|other| *other == seen[0]), "{seen:#?}");
}

#[tokio::test]
async fn a_password_that_is_too_long_is_wrong() {
    let (house, ..) = inhabited().await;
    let error = house.try_sign_in("acme", "alice", &"plover tango mixed birch ".repeat(6), HOME).await.unwrap_err();
    assert_eq!(error.code(), "CLV.1204");
}

#[tokio::test]
async fn a_refused_sign_in_stands_in_the_log_of_its_account_and_one_of_nobody_in_the_operators() {
    let (house, acme, alice, _) = inhabited().await;
    guess(&house, "acme", "alice", HOME).await;
    let event = house.last(acme.domain.id).await;
    assert_eq!((event.actor.kind, event.actor.id, event.actor.name.as_str()), (ActorKind::User, alice.id(), "alice"));
    assert_eq!((event.outcome, event.address), (EventOutcome::Refused { code: "CLV.1204".to_owned() }, Some(HOME)));
    let size = house.log(acme.domain.id).await.len();
    guess(&house, "acme", "her password by mistake", HOME).await;
    let event = house.last(OPERATORS_LOG).await;
    assert_eq!((event.actor.kind, event.actor.name.as_str(), event.actor.domain_id), (ActorKind::Stranger, "", None));
    assert_eq!(house.log(acme.domain.id).await.len(), size);
    let bytes = event.canonical();
    assert!(!bytes.windows(8).any(|part| part == b"password"), "what was typed as a name may be a secret");
    for _ in 0..2 {
        guess(&house, "acme", "alice", HOME).await;
    }
    assert_eq!(house.log(acme.domain.id).await.len(), size, "equal ones are gathered");
    house.wait(Duration::minutes(1)).await;
    let gathered = house.last(acme.domain.id).await;
    assert_eq!((gathered.count, gathered.actor.id), (2, alice.id()));
}

#[tokio::test]
async fn guesses_for_tokens_count_with_those_at_the_door_however_the_account_is_named() {
    let (house, _, alice, _) = inhabited().await;
    for _ in 0..4 {
        let user = UserRef::ById(alice.user.id.to_string());
        let method = TokenMethod::Password { user, password: given("a wrong guess") };
        let refused = house.perform(&house.stranger(), CreateToken { method, scope: TokenScope::Unscoped }).await;
        assert!(matches!(refused, Err(OperationError::Unknown(Unknown::NotKnown))), "{refused:?}");
    }
    assert_eq!(guess(&house, "acme", "alice", HOME).await, Some(2));
    let refused = house.issue(&alice, TokenScope::Unscoped).await;
    assert!(matches!(refused, Err(OperationError::Refused(Refusal::TooManyAttempts { seconds: 2 }))), "{refused:?}");
}
