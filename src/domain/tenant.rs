//! Tenants: domains, their projects and their people.

use super::{DomainId, Name, ProjectId, Role, Roles, UserId};
use time::OffsetDateTime;

/// A tenant's account.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Domain {
    /// Its id.
    pub id: DomainId,
    /// Its name, unique in this installation.
    pub name: Name,
    /// How many people must approve a deletion; 0 only by the operator's choice.
    pub deletion_approvals: u8,
    /// When it was made.
    pub created_at: OffsetDateTime,
}

/// A domain's part in one region, the owner of keys.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// The domain that it is part of.
    pub domain_id: DomainId,
    /// Its name, unique in the domain; the default project bears the region's.
    pub name: Name,
    /// How many keys it may have, default keys and destroyed ones not counted.
    pub key_quota: u32,
    /// When it was made.
    pub created_at: OffsetDateTime,
}

/// Who gave something to a person: an account, a role or a password.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Giver {
    /// The operator, at the command line.
    Operator,
    /// An administrator of the domain.
    User(UserId),
}

/// A role that a person has, and from whom.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct HeldRole {
    /// The role.
    pub role: Role,
    /// Who gave it last.
    pub given_by: Giver,
}

/// Whether a person can sign in and do anything at all.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum UserStatus {
    /// As their roles allow.
    Active,
    /// Nothing, until activated again.
    Deactivated,
}

/// A person or a program of a domain.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// The domain that it belongs to.
    pub domain_id: DomainId,
    /// Its name, unique in the domain.
    pub name: Name,
    /// Whether it may do anything.
    pub status: UserStatus,
    /// Its roles, each once, in the order of [`Role::ALL`].
    pub roles: Vec<HeldRole>,
    /// Who made the account, or activated it last.
    pub vouched_by: Giver,
    /// Who made or last reset the password; changing one's own does not clear it.
    pub password_set_by: Giver,
    /// Goes up when everything that the person holds must end: sessions and tokens carry it.
    pub epoch: u32,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// Counts the record's changes, so that a stale one is noticed.
    pub revision: u64,
}

impl User {
    /// The roles as a set, for the policy.
    #[must_use]
    pub fn role_set(&self) -> Roles {
        self.roles.iter().map(|held| held.role).collect()
    }

    /// Whether it may do anything.
    #[must_use]
    pub const fn is_active(&self) -> bool {
        matches!(self.status, UserStatus::Active)
    }

    /// Gives exactly `roles`, all of them by `giver`: who sets the roles answers for the whole set.
    #[must_use]
    pub fn with_roles(self, roles: Roles, given_by: Giver) -> Self {
        let roles = roles.iter().map(|role| HeldRole { role, given_by }).collect();
        Self { roles, ..self }
    }

    /// Ends every session and token of this person.
    #[must_use]
    pub fn signed_out_everywhere(self) -> Self {
        Self { epoch: self.epoch.saturating_add(1), ..self }
    }

    /// Takes away all that the person may do, until activated again.
    #[must_use]
    pub fn deactivated(self) -> Self {
        Self { status: UserStatus::Deactivated, ..self }.signed_out_everywhere()
    }

    /// Lets the person sign in again.
    #[must_use]
    pub fn activated(self, giver: Giver) -> Self {
        Self { status: UserStatus::Active, vouched_by: giver, ..self }
    }
}
