//! Roles, by the names that IAM puts in a token.

use std::fmt;
use std::str::FromStr;

/// A set of rights that a domain gives to its people.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Role {
    /// Tenant Administrator: everything in the domain, people included.
    TeAdmin,
    /// KMS Administrator: everything about keys, approving deletions included.
    KmsAdm,
    /// Security Administrator: people and their roles; nothing about keys.
    SecuAdmin,
    /// Key Manager: everything about keys except approving deletions.
    KmsCmkFull,
    /// Key User: sees keys, uses them.
    KmsCrypto,
    /// Auditor: sees keys and the whole trail; changes nothing.
    KmsAuditor,
    /// Viewer: sees keys.
    KmsReadonly,
}

/// A text that names no role.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("no such role; roles are te_admin, kms_adm, secu_admin, kms_cmk_full, kms_crypto, kms_auditor, kms_readonly")]
pub struct UnknownRole;

impl Role {
    /// Every role, in the order that pages list them.
    pub const ALL: [Self; 7] =
        [Self::TeAdmin, Self::KmsAdm, Self::SecuAdmin, Self::KmsCmkFull, Self::KmsCrypto, Self::KmsAuditor, Self::KmsReadonly];

    /// The name in tokens, on the command line and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TeAdmin => "te_admin",
            Self::KmsAdm => "kms_adm",
            Self::SecuAdmin => "secu_admin",
            Self::KmsCmkFull => "kms_cmk_full",
            Self::KmsCrypto => "kms_crypto",
            Self::KmsAuditor => "kms_auditor",
            Self::KmsReadonly => "kms_readonly",
        }
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(UnknownRole)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Roles(u8);

impl Roles {
    /// Whether the set has this role.
    #[must_use]
    pub const fn contains(self, role: Role) -> bool {
        self.0 & (1 << role as u8) != 0
    }

    /// The roles of the set, in the order of [`Role::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.contains(*role))
    }

    /// Whether nobody would have any right by this set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set as one number, for the database.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether every role of this set is in `other`.
    #[must_use]
    pub const fn is_subset_of(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<T: IntoIterator<Item = Role>>(roles: T) -> Self {
        roles.into_iter().fold(Self::default(), |set, role| Self(set.0 | 1 << role as u8))
    }
}
