//! Sessions: how they begin and how they end.

use super::{given, inhabited, known};
use crate::house::{HOME, PASSWORD, START};
use claviger::domain::{Action, ActorKind, Claim, EventOutcome, OPERATORS_LOG, Refusal, Session, WeakPassword};
use claviger::gate::{OperationError, Resource, Unknown};
use claviger::iam::{ChangePassword, ChooseProject, ConfirmPassword, ShowAccount, SignIn, SignOut, SignOutEverywhere};
use time::Duration;

const NEW: &str = "quartz lantern velvet oboe";

#[tokio::test]
async fn somebody_who_signs_in_is_known_and_it_stands_in_their_domains_log() {
    let (house, acme, alice, _) = inhabited().await;
    let session = house.session(&alice).await;
    let event = house.last(acme.domain.id).await;
    assert_eq!(
        (event.action, event.actor.id, event.outcome, event.changed),
        (Action::SignIn, alice.id(), EventOutcome::Done, true)
    );
    let house = house.restarted().await;
    let account = house.perform(&session, ShowAccount).await.unwrap();
    assert_eq!((account.user.id, account.sessions.len(), account.tokens), (alice.user.id, 1, 0));
    assert!(account.sessions[0].is_current);
    assert_eq!((account.sessions[0].address, account.sessions[0].agent.as_str()), (Some(HOME), "A browser"));
    assert_eq!(house.gate.look(&session).await.unwrap().person.project, Some(acme.project));
}

#[tokio::test]
async fn a_session_that_is_somebodys_cannot_be_signed_into() {
    let (house, _, alice, bob) = inhabited().await;
    let caller = house.session(&alice).await;
    let Claim::Session(session) = caller.claim else { panic!("{caller:?}") };
    let (domain, user) = ("acme".to_owned(), "bob".to_owned());
    let onto = SignIn { domain, user, password: given(&bob.password), session, agent: String::new() };
    house.perform(&house.stranger(), onto).await.unwrap_err();
    assert_eq!(house.perform(&caller, ShowAccount).await.unwrap().user.id, alice.user.id);
}

#[tokio::test]
async fn a_session_ends_when_nothing_comes_for_half_an_hour_and_after_twelve_hours_whatever_comes() {
    let (house, _, alice, _) = inhabited().await;
    let idle = house.session(&alice).await;
    house.wait(Session::IDLE).await;
    assert_eq!(known(&house, &idle).await, Ok(()));
    house.wait(Session::IDLE + Session::SEEN_EVERY).await;
    assert_eq!(known(&house, &idle).await, Err(Unknown::Expired));
    let busy = house.session(&alice).await;
    for _ in 0..23 {
        house.wait(Session::IDLE).await;
        assert_eq!(known(&house, &busy).await, Ok(()));
    }
    assert_eq!(house.perform(&busy, ShowAccount).await.unwrap().sessions.len(), 1, "only those that hold are shown");
    house.wait(Session::IDLE).await;
    assert_eq!(known(&house, &busy).await, Err(Unknown::Expired));
}

#[tokio::test]
async fn a_clock_set_back_revives_nothing() {
    let (house, _, alice, _) = inhabited().await;
    let (session, token) = (house.session(&alice).await, house.token(&alice).await);
    house.clock.advance(Duration::hours(25));
    house.clock.leap_to(START);
    assert!(known(&house, &session).await.is_err() && known(&house, &token).await.is_err());
    house.gate.tick().await.unwrap();
    assert!(known(&house, &session).await.is_err() && known(&house, &token).await.is_err());
}

#[tokio::test]
async fn a_clock_three_years_ahead_and_right_again_ends_only_what_was_made_under_it() {
    let (house, _, alice, bob) = inhabited().await;
    let (session, token) = (house.session(&alice).await, house.token(&alice).await);
    house.clock.leap_to(START + Duration::days(1_096));
    assert_eq!(known(&house, &session).await, Err(Unknown::Expired));
    let (leapt_session, leapt_token) = (house.session(&alice).await, house.token(&alice).await);
    for _ in 0..6 {
        house.try_sign_in("acme", "bob", "wrong", HOME).await.unwrap_err();
    }
    house.wait(Duration::SECOND).await;
    assert_eq!((known(&house, &leapt_session).await, known(&house, &leapt_token).await), (Ok(()), Ok(())));
    house.clock.leap_to(START + Duration::SECOND);
    house.wait(Duration::SECOND).await;
    assert_eq!((known(&house, &session).await, known(&house, &token).await), (Ok(()), Ok(())));
    assert!(known(&house, &leapt_session).await.is_err() && known(&house, &leapt_token).await.is_err());
    house.session(&bob).await;
}

/// P2: what is taken away is gone with the answer.
#[tokio::test]
async fn p2_signing_out_ends_this_session_and_everywhere_ends_all_and_tokens() {
    let (house, acme, alice, _) = inhabited().await;
    let (one, other, token) = (house.session(&alice).await, house.session(&alice).await, house.token(&alice).await);
    house.perform(&one, SignOut).await.unwrap();
    assert_eq!(known(&house, &one).await, Err(Unknown::NotKnown));
    assert_eq!((known(&house, &other).await, known(&house, &token).await), (Ok(()), Ok(())));
    house.perform(&other, SignOutEverywhere).await.unwrap();
    let event = house.last(acme.domain.id).await;
    assert_eq!((event.action, event.actor.id), (Action::SignOutEverywhere, alice.id()));
    assert_eq!(known(&house, &other).await, Err(Unknown::NotKnown));
    assert_eq!(known(&house, &token).await, Err(Unknown::NotKnown));
    let event = house.last(OPERATORS_LOG).await;
    assert_eq!((event.actor.kind, event.action), (ActorKind::Stranger, Action::ShowAccount));
    let token = house.token(&alice).await;
    house.perform(&token, SignOut).await.unwrap();
    assert_eq!(known(&house, &token).await, Err(Unknown::NotKnown));
}

#[tokio::test]
async fn a_changed_password_ends_all_that_the_old_one_had_and_moves_the_session_to_a_new_id() {
    let (house, acme, alice, _) = inhabited().await;
    let (here, elsewhere, token) = (house.session(&alice).await, house.session(&alice).await, house.token(&alice).await);
    let session = house.open_session().await;
    let change = |old: &str, new: &str| ChangePassword { old: given(old), new: given(new), session };
    let weak = house.perform(&here, change(PASSWORD, "alicealicealice")).await;
    assert!(matches!(weak, Err(OperationError::Refused(Refusal::WeakPassword(WeakPassword::Guessable)))), "{weak:?}");
    let wrong = house.perform(&here, change("wrong", NEW)).await;
    assert!(matches!(wrong, Err(OperationError::Refused(Refusal::WrongPassword))), "{wrong:?}");
    let by_token = house.perform(&token, change(PASSWORD, NEW)).await;
    assert!(matches!(by_token, Err(OperationError::Denied { .. })), "{by_token:?}");
    assert_eq!((known(&house, &here).await, known(&house, &elsewhere).await), (Ok(()), Ok(())), "nothing ended yet");

    house.perform(&here, change(PASSWORD, NEW)).await.unwrap();
    for ended in [&here, &elsewhere, &token] {
        assert_eq!(known(&house, ended).await, Err(Unknown::NotKnown));
    }
    let moved = house.caller(Claim::Session(session));
    let account = house.perform(&moved, ShowAccount).await.unwrap();
    assert_eq!((account.sessions.len(), account.tokens), (1, 0));
    assert_eq!(account.user.password_set_by, alice.user.password_set_by, "changing one's own clears nothing");
    assert!(house.try_sign_in("acme", "alice", PASSWORD, HOME).await.is_err());
    house.try_sign_in("acme", "alice", NEW, HOME).await.unwrap();
    let log = house.log(acme.domain.id).await;
    assert!(log.iter().any(|event| event.action == Action::ChangePassword && event.changed && event.actor.id == alice.id()));
}

#[tokio::test]
async fn a_password_given_again_counts_as_just_given() {
    let (house, _, alice, _) = inhabited().await;
    let session = house.session(&alice).await;
    house.wait(Duration::minutes(6)).await;
    assert!(!house.gate.look(&session).await.unwrap().person.gave_password_lately(house.gate.now()));
    let wrong = house.perform(&session, ConfirmPassword { password: given("wrong") }).await;
    assert!(matches!(wrong, Err(OperationError::Refused(Refusal::WrongPassword))), "{wrong:?}");
    house.perform(&session, ConfirmPassword { password: given(PASSWORD) }).await.unwrap();
    assert!(house.gate.look(&session).await.unwrap().person.gave_password_lately(house.gate.now()));
}

#[tokio::test]
async fn a_session_works_in_a_project_of_its_domain_alone() {
    let (house, acme, alice, _) = inhabited().await;
    let other = house.tenant("other").await;
    let (session, token) = (house.session(&alice).await, house.token(&alice).await);
    let chosen = house.perform(&session, ChooseProject { project_id: acme.project.id }).await.unwrap();
    assert_eq!(chosen, acme.project);
    let foreign = ChooseProject { project_id: other.project.id };
    let refused = house.perform(&session, foreign).await;
    assert!(matches!(refused, Err(OperationError::NotFound(Resource::Project(_)))), "{refused:?}");
    let fixed = house.perform(&token, ChooseProject { project_id: acme.project.id }).await;
    assert!(matches!(fixed, Err(OperationError::Denied { .. })), "{fixed:?}");
}
