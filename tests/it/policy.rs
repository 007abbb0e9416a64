//! The role × action matrix, printed and compared with `tests/it/policy.txt`, so that no right changes unseen.

use claviger::domain::policy::decide;
use claviger::domain::{Action, Decision, Giver, HeldRole, Name, Person, Principal, Role, SecretHash, User, UserStatus, Via};
use claviger::domain::{Domain, DomainId, UserId};
use std::fmt::Write;
use time::OffsetDateTime;
use uuid::Uuid;

fn person(role: Role, via: Via) -> Principal {
    let domain_id = DomainId::from_uuid(Uuid::from_u128(1));
    let name: Name = "somebody".parse().unwrap();
    let at = OffsetDateTime::UNIX_EPOCH;
    Principal::Person(Box::new(Person {
        user: User {
            id: UserId::from_uuid(Uuid::from_u128(2)),
            domain_id,
            name: name.clone(),
            status: UserStatus::Active,
            roles: vec![HeldRole { role, given_by: Giver::Operator }],
            vouched_by: Giver::Operator,
            password_set_by: Giver::Operator,
            epoch: 0,
            created_at: at,
            revision: 0,
        },
        domain: Domain { id: domain_id, name, deletion_approvals: 1, created_at: at },
        project: None,
        via,
    }))
}

fn mark(principal: &Principal, action: Action) -> char {
    match decide(principal, action, None) {
        Decision::Allow => 'x',
        Decision::Deny => '-',
    }
}

#[test]
fn the_matrix_of_rights_is_the_one_checked_in() {
    let at = OffsetDateTime::UNIX_EPOCH;
    let session = Via::Session { session: SecretHash([0; 32]), password_given_at: at };
    let token = Via::Token { token: SecretHash([0; 32]), issued_at: at, expires_at: at };
    let mut matrix = String::from("Each role twice: in the console, with a token. Then operator, worker, stranger.\n\n");
    for action in Action::ALL {
        write!(matrix, "{:<36}", action.as_str()).unwrap();
        for role in Role::ALL {
            write!(matrix, " {role}={}{}", mark(&person(role, session), *action), mark(&person(role, token), *action)).unwrap();
        }
        for (name, principal) in
            [("operator", Principal::Operator), ("worker", Principal::Worker), ("stranger", Principal::Stranger)]
        {
            write!(matrix, " {name}={}", mark(&principal, *action)).unwrap();
        }
        matrix.push('\n');
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/policy.txt");
    if std::env::var_os("UPDATE_POLICY").is_some() {
        std::fs::write(path, &matrix).unwrap();
    }
    let checked_in = std::fs::read_to_string(path).unwrap();
    assert!(matrix == checked_in, "the matrix changed; look at it, then run with UPDATE_POLICY=1:\n{matrix}");
}
