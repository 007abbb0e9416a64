//! The people, projects and moments that sample pages show.

use claviger::console::{Notice, Plain, Section, Shell, ShellFacts, Trust};
use claviger::domain::{
    Domain, DomainId, Giver, HeldRole, Person, Project, ProjectId, Role, SecretHash, User, UserId, UserStatus, Via,
};
use claviger::web::{Language, Words};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// 24 November 2026, 13:32 UTC.
pub const NOW: OffsetDateTime = match OffsetDateTime::from_unix_timestamp(1_795_527_120) {
    Ok(now) => now,
    Err(_) => OffsetDateTime::UNIX_EPOCH,
};

pub fn ago(seconds: i64) -> OffsetDateTime {
    NOW - Duration::seconds(seconds)
}

pub fn days_ago(days: i64) -> OffsetDateTime {
    NOW - Duration::days(days)
}

pub fn domain() -> Domain {
    Domain { id: DomainId::from_uuid(Uuid::from_u128(1)), name: "acme".parse().unwrap(), deletion_approvals: 1, created_at: NOW }
}

pub fn projects() -> Vec<Project> {
    let project = |id, name: &str| Project {
        id: ProjectId::from_uuid(Uuid::from_u128(id)),
        domain_id: domain().id,
        name: name.parse().unwrap(),
        key_quota: 100,
        created_at: NOW,
    };
    vec![project(10, "eu-west-0"), project(11, "eu-west-0_research")]
}

pub fn person(name: &str, role: Role) -> Person {
    let user = User {
        id: UserId::from_uuid(Uuid::from_u128(20)),
        domain_id: domain().id,
        name: name.parse().unwrap(),
        status: UserStatus::Active,
        roles: vec![HeldRole { role, given_by: Giver::Operator }],
        vouched_by: Giver::Operator,
        password_set_by: Giver::Operator,
        epoch: 0,
        created_at: NOW,
        revision: 0,
    };
    let via = Via::Session { session: SecretHash([0; 32]), password_given_at: NOW };
    Person { user, domain: domain(), project: projects().into_iter().next(), via }
}

pub fn shell_in(language: Language, role: Role, section: Section, here: &str, notice: Option<&Notice>) -> Shell {
    Shell::of(&ShellFacts {
        language,
        person: &person("amelie.laurent", role),
        projects: &projects(),
        section,
        here,
        csrf: "sample",
        waiting: 4,
        trust: Trust::Software,
        notice,
        request_id: Uuid::from_u128(0x0199_8f3a_6c1e_7b42_9d05_2e7a_41c0_8b9f),
        swapped: false,
    })
}

pub fn shell_with(language: Language, role: Role, notice: Option<&Notice>) -> Shell {
    shell_in(language, role, Section::Keys, "/console/keys", notice)
}

pub fn shell(language: Language) -> Shell {
    shell_with(language, Role::KmsCmkFull, None)
}

pub fn plain(language: Language) -> Plain {
    Plain {
        t: Words::of(language),
        region: "eu-west-0".to_owned(),
        switch_href: Some(format!("/console/sign-in?language={}", language.other().code())),
    }
}
