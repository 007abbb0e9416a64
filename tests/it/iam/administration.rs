//! Administration: who adds people, gives roles and takes them away, and from whom.

use super::{given, inhabited, known};
use crate::house::{HOME, House, PASSWORD};
use claviger::domain::{Action, Caller, EventOutcome, Giver, Role, Roles, UserId, UserStatus};
use claviger::gate::{Operation, OperationError, Resource, Unknown};
use claviger::iam::{
    ActivateUser, CreateDomain, CreateUser, DeactivateUser, DescribeUser, EndSessions, ListUsers, ResetPassword, SetRoles,
    SignOutEverywhere,
};
use time::Duration;

fn roles(of: &[Role]) -> Roles {
    of.iter().copied().collect()
}

fn new_user(name: &str, of: &[Role]) -> CreateUser {
    CreateUser { domain: None, name: name.parse().unwrap(), roles: roles(of), password: None, confirm: None }
}

fn set_roles(user_id: UserId, of: &[Role]) -> SetRoles {
    SetRoles { user_id, roles: roles(of), confirm: None }
}

async fn refused<O: Operation<Output: std::fmt::Debug>>(house: &House, caller: &Caller, operation: O) -> &'static str {
    house.perform(caller, operation).await.unwrap_err().code()
}

/// P2: the answer is the end of what was taken away.
#[tokio::test]
async fn p2_who_is_deactivated_signed_out_or_given_a_new_password_has_nothing_left() {
    let (house, acme, alice, bob) = inhabited().await;
    let admin = house.session(&alice).await;
    let user_id = bob.user.id;
    let act = async |act: Action| match act {
        Action::DeactivateUser => drop(house.perform(&admin, DeactivateUser { user_id }).await.unwrap()),
        Action::EndSessions => drop(house.perform(&admin, EndSessions { user_id }).await.unwrap()),
        _ => drop(house.perform(&admin, ResetPassword { user_id, confirm: None }).await.unwrap()),
    };
    for action in [Action::EndSessions, Action::DeactivateUser, Action::ResetPassword] {
        let (session, token) = (house.session(&bob).await, house.token(&bob).await);
        act(action).await;
        let event = house.last(acme.domain.id).await;
        assert_eq!((event.action, event.actor.id, event.changed), (action, alice.id(), true));
        assert_eq!(event.subject.other.map(|(_, id)| id), Some(bob.id()));
        assert_eq!(known(&house, &session).await, Err(Unknown::NotKnown), "{action}");
        assert_eq!(known(&house, &token).await, Err(Unknown::NotKnown), "{action}");
        if action == Action::DeactivateUser {
            assert!(house.try_sign_in("acme", "bob", PASSWORD, HOME).await.is_err());
            assert!(house.issue(&bob, claviger::iam::TokenScope::Unscoped).await.is_err());
            let back = house.perform(&admin, ActivateUser { user_id }).await.unwrap();
            assert_eq!((back.status, back.vouched_by), (UserStatus::Active, Giver::User(alice.user.id)));
            assert_eq!(known(&house, &session).await, Err(Unknown::NotKnown), "activating revives nothing");
        }
    }
    assert!(house.try_sign_in("acme", "bob", PASSWORD, HOME).await.is_err(), "the old password");
}

#[tokio::test]
async fn p2_a_role_that_is_taken_away_is_gone_with_the_next_request() {
    let (house, acme, alice, _) = inhabited().await;
    let admin = house.session(&alice).await;
    let sam = house.person(&acme, "sam", Role::SecuAdmin).await;
    let (session, token) = (house.session(&sam).await, house.token(&sam).await);
    let list = || ListUsers { text: String::new(), after: None, limit: 10 };
    house.perform(&session, list()).await.unwrap();
    house.perform(&token, list()).await.unwrap();
    let set = house.perform(&admin, set_roles(sam.user.id, &[Role::KmsReadonly])).await.unwrap();
    assert_eq!(set.role_set(), roles(&[Role::KmsReadonly]));
    assert!(set.roles.iter().all(|held| held.given_by == Giver::User(alice.user.id)));
    let event = house.last(acme.domain.id).await;
    let noted = |name: &str| event.details.get(name).map(String::as_str);
    assert_eq!((noted("from"), noted("roles")), (Some("secu_admin"), Some("kms_readonly")));
    for caller in [&session, &token] {
        assert_eq!(refused(&house, caller, list()).await, "KMS.0307");
    }
    let event = house.last(acme.domain.id).await;
    assert_eq!((event.actor.id, event.outcome), (sam.id(), EventOutcome::Refused { code: "KMS.0307".to_owned() }));
}

#[tokio::test]
async fn nobody_adds_to_their_own_roles_or_vouches_for_themselves() {
    let (house, acme, alice, _) = inhabited().await;
    let admin = house.session(&alice).await;
    let sam = house.person(&acme, "sam", Role::SecuAdmin).await;
    house.perform(&admin, set_roles(sam.user.id, &[Role::SecuAdmin, Role::KmsAdm])).await.unwrap();
    let (caller, user_id) = (house.session(&sam).await, sam.user.id);
    assert_eq!(refused(&house, &caller, set_roles(user_id, &[Role::SecuAdmin, Role::TeAdmin])).await, "CLV.1201");
    assert_eq!(refused(&house, &caller, set_roles(user_id, &[])).await, "CLV.1207");
    assert_eq!(refused(&house, &caller, ResetPassword { user_id, confirm: None }).await, "CLV.1202");
    assert_eq!(refused(&house, &caller, DeactivateUser { user_id }).await, "CLV.1202");
    assert_eq!(refused(&house, &caller, ActivateUser { user_id }).await, "CLV.1202");
    assert_eq!(refused(&house, &caller, EndSessions { user_id }).await, "CLV.1202");
    let same = house.perform(&caller, set_roles(user_id, &[Role::SecuAdmin, Role::KmsAdm])).await.unwrap();
    let fewer = house.perform(&caller, set_roles(user_id, &[Role::KmsAdm])).await.unwrap();
    for user in [same, fewer] {
        assert!(user.roles.iter().all(|held| held.given_by == Giver::User(alice.user.id)), "who gave the right still answers");
    }
    assert_eq!(refused(&house, &caller, set_roles(user_id, &[Role::KmsAdm])).await, "KMS.0307");
    let alice_again = house.perform(&admin, ActivateUser { user_id }).await.unwrap();
    assert_eq!(alice_again.vouched_by, Giver::Operator, "who was active was given nothing");
}

/// P7: the people of another domain are not there.
#[tokio::test]
async fn p7_people_of_another_domain_look_like_nobody() {
    let (house, _, alice, _) = inhabited().await;
    let other = house.tenant("other").await;
    let zoe = house.person(&other, "zoe", Role::KmsReadonly).await;
    let admin = house.session(&alice).await;
    let before = house.log(other.domain.id).await.len();
    for user_id in [zoe.user.id, "2df952b09bebb0a043ff9c89012add77".parse().unwrap()] {
        let answers = [
            house.perform(&admin, DescribeUser { user_id }).await.map(drop),
            house.perform(&admin, set_roles(user_id, &[Role::TeAdmin])).await.map(drop),
            house.perform(&admin, ResetPassword { user_id, confirm: None }).await.map(drop),
            house.perform(&admin, DeactivateUser { user_id }).await.map(drop),
            house.perform(&admin, ActivateUser { user_id }).await.map(drop),
            house.perform(&admin, EndSessions { user_id }).await.map(drop),
        ];
        for answer in answers {
            assert!(matches!(answer, Err(OperationError::NotFound(Resource::User(id))) if id == user_id), "{answer:?}");
        }
    }
    let into = CreateUser { domain: Some(other.domain.id), ..new_user("mole", &[Role::TeAdmin]) };
    let answer = house.perform(&admin, into).await;
    assert!(matches!(answer, Err(OperationError::NotFound(Resource::None))), "{answer:?}");
    let nowhere = house.perform(&house.operator(), new_user("mole", &[Role::TeAdmin])).await;
    assert!(matches!(nowhere, Err(OperationError::NotFound(Resource::None))), "{nowhere:?}");
    assert_eq!(house.log(other.domain.id).await.len(), before, "nothing of it in their log");
}

#[tokio::test]
async fn a_person_is_added_with_a_role_and_a_password_that_is_shown_once() {
    let (house, acme, alice, _) = inhabited().await;
    let admin = house.session(&alice).await;
    let (user, made) = house.perform(&admin, new_user("Zo\u{65}\u{301}", &[Role::KmsCrypto])).await.unwrap();
    assert_eq!((user.vouched_by, user.password_set_by), (Giver::User(alice.user.id), Giver::User(alice.user.id)));
    let event = house.last(acme.domain.id).await;
    assert_eq!((event.action, event.subject.label.as_str(), event.actor.id), (Action::CreateUser, "Zoé", alice.id()));
    let made = made.unwrap();
    assert!(!format!("{event:?}").contains(made.expose()));
    house.try_sign_in("acme", "Zoé", made.expose(), HOME).await.unwrap();
    assert_eq!(refused(&house, &admin, new_user("Zoé", &[Role::KmsCrypto])).await, "CLV.1003");
    assert_eq!(refused(&house, &admin, new_user("nothing", &[])).await, "CLV.1207");
    let weak = CreateUser { password: Some(given("acmeacmeacmeacme")), ..new_user("weak", &[Role::KmsCrypto]) };
    assert_eq!(refused(&house, &admin, weak).await, "CLV.1203");
    let (_, again) = house.perform(&admin, ResetPassword { user_id: user.id, confirm: None }).await.unwrap();
    assert!(house.try_sign_in("acme", "Zoé", made.expose(), HOME).await.is_err());
    house.try_sign_in("acme", "Zoé", again.expose(), HOME).await.unwrap();
}

#[tokio::test]
async fn who_manages_people_gives_their_password_if_it_was_given_long_ago() {
    let (house, _, alice, bob) = inhabited().await;
    let (admin, token, user_id) = (house.session(&alice).await, house.token(&alice).await, bob.user.id);
    assert_eq!(refused(&house, &token, set_roles(user_id, &[Role::KmsAdm])).await, "CLV.1205", "a token was never given one");
    house.wait(Duration::minutes(6)).await;
    assert_eq!(refused(&house, &admin, set_roles(user_id, &[Role::KmsAdm])).await, "CLV.1205");
    assert_eq!(refused(&house, &admin, ResetPassword { user_id, confirm: None }).await, "CLV.1205");
    assert_eq!(refused(&house, &admin, new_user("eve", &[Role::KmsAdm])).await, "CLV.1205");
    let wrong = SetRoles { confirm: Some(given("wrong")), ..set_roles(user_id, &[Role::KmsAdm]) };
    assert_eq!(refused(&house, &admin, wrong).await, "CLV.1204");
    let right = SetRoles { confirm: Some(given(PASSWORD)), ..set_roles(user_id, &[Role::KmsAdm]) };
    house.perform(&admin, right).await.unwrap();
    house.perform(&admin, ResetPassword { user_id, confirm: None }).await.unwrap();
}

#[tokio::test]
async fn only_who_manages_people_does() {
    let (house, acme, alice, bob) = inhabited().await;
    let caller = house.session(&bob).await;
    let user_id = alice.user.id;
    for answer in [
        refused(&house, &caller, ListUsers { text: String::new(), after: None, limit: 1 }).await,
        refused(&house, &caller, DescribeUser { user_id }).await,
        refused(&house, &caller, new_user("eve", &[Role::TeAdmin])).await,
        refused(&house, &caller, set_roles(bob.user.id, &[Role::TeAdmin])).await,
        refused(&house, &caller, ResetPassword { user_id, confirm: None }).await,
        refused(&house, &caller, DeactivateUser { user_id }).await,
        refused(&house, &caller, EndSessions { user_id }).await,
        refused(&house, &house.stranger(), SignOutEverywhere).await,
    ] {
        assert_eq!(answer, "KMS.0307");
    }
    let domain = || CreateDomain { name: "mine".parse().unwrap(), deletion_approvals: 0, region: "eu".parse().unwrap() };
    assert_eq!(refused(&house, &house.session(&alice).await, domain()).await, "KMS.0307");
    let (made, project) = house.perform(&house.operator(), domain()).await.unwrap();
    let event = house.last(made.id).await;
    assert_eq!((event.action, event.subject.label.as_str(), project.key_quota), (Action::CreateDomain, "mine", 100));
    assert_eq!(refused(&house, &house.operator(), domain()).await, "CLV.1003");
    assert_eq!(refused(&house, &house.operator(), CreateDomain { deletion_approvals: 11, ..domain() }).await, "CLV.1005");
    let taken = house.perform(&house.operator(), set_roles(bob.user.id, &[Role::KmsAdm])).await.unwrap();
    assert!(taken.roles.iter().all(|held| held.given_by == Giver::Operator));
    assert_eq!(house.last(acme.domain.id).await.actor.name, "operator");
}

#[tokio::test]
async fn people_are_listed_by_name_with_their_last_sign_in() {
    let (house, acme, alice, _) = inhabited().await;
    house.person(&acme, "Émile", Role::KmsReadonly).await;
    let admin = house.session(&alice).await;
    let list = |text: &str, after, limit| ListUsers { text: text.to_owned(), after, limit };
    let names = |people: &[claviger::iam::UserSeen]| people.iter().map(|seen| seen.user.name.to_string()).collect::<Vec<_>>();
    let first = house.perform(&admin, list("", None, 2)).await.unwrap();
    assert_eq!(names(&first.items), ["alice", "bob"]);
    assert_eq!((first.items[0].last_sign_in_at.is_some(), first.items[1].last_sign_in_at), (true, None));
    let rest = house.perform(&admin, list("", first.next, 2)).await.unwrap();
    assert_eq!((names(&rest.items), rest.next), (vec!["Émile".to_owned()], None));
    house.person(&acme, "Zoé de la Tour", Role::KmsReadonly).await;
    house.person(&acme, "Alice", Role::KmsReadonly).await;
    for (text, found) in [
        ("E\u{301}m", &["Émile"][..]),
        ("éM", &["Émile"]),
        ("tour", &["Zoé de la Tour"]),
        ("zoé DE", &["Zoé de la Tour"]),
        ("our", &[]),
        ("%", &[]),
    ] {
        assert_eq!(names(&house.perform(&admin, list(text, None, 2)).await.unwrap().items), found, "{text}");
    }
    let mut alices = Vec::new();
    let mut after = None;
    for _ in 0..2 {
        let page = house.perform(&admin, list("ALICE", after, 1)).await.unwrap();
        alices.extend(names(&page.items));
        after = page.next;
    }
    alices.sort_unstable();
    assert_eq!((alices, after), (vec!["Alice".to_owned(), "alice".to_owned()], None));
    let seen = house.perform(&admin, DescribeUser { user_id: alice.user.id }).await.unwrap();
    assert_eq!(seen, first.items[0]);
}
