//! Who is on the stage.

use crate::domain::Role;
use crate::domain::Role::{KmsAdm, KmsAuditor, KmsCmkFull, KmsCrypto, KmsReadonly, SecuAdmin, TeAdmin};

/// A tenant of the demonstration.
pub(super) struct Tenant {
    pub name: &'static str,
    pub deletion_approvals: u8,
    /// The last byte but one of its people's addresses.
    pub network: u8,
    pub people: &'static [Member],
}

/// A person or program.
pub(super) struct Member {
    pub name: &'static str,
    pub roles: &'static [Role],
    /// Who gave the account: the operator, or a person of the domain that was there before.
    pub made_by: Option<&'static str>,
    /// Whether it comes by the API, with tokens.
    pub is_program: bool,
}

const fn by_operator(name: &'static str, roles: &'static [Role]) -> Member {
    Member { name, roles, made_by: None, is_program: false }
}

const fn by(made_by: &'static str, name: &'static str, roles: &'static [Role]) -> Member {
    Member { name, roles, made_by: Some(made_by), is_program: false }
}

const fn program(made_by: &'static str, name: &'static str) -> Member {
    Member { name, roles: &[KmsCrypto], made_by: Some(made_by), is_program: true }
}

/// Every tenant. The operator makes those who approve, so that no approval is void because of who gave the account.
pub(super) const TENANTS: [Tenant; 2] = [
    Tenant {
        name: "acme",
        deletion_approvals: 1,
        network: 0,
        people: &[
            by_operator("Ingrid Solberg", &[TeAdmin]),
            by_operator("Marc Duval", &[KmsAdm]),
            by_operator("Lin Okada", &[SecuAdmin]),
            by("Lin Okada", "Amélie Laurent", &[KmsCmkFull]),
            by("Lin Okada", "Ravi Anand", &[KmsCrypto]),
            by("Lin Okada", "Tomás Rey", &[KmsAuditor]),
            by("Lin Okada", "Sofia Varga", &[KmsReadonly]),
            by_operator("Nora Lindqvist", &[TeAdmin]),
            by_operator("Priya Nair", &[KmsAdm]),
            by("Lin Okada", "Jonas Meyer", &[KmsCmkFull]),
            program("Ingrid Solberg", "svc-crm-sync"),
            program("Ingrid Solberg", "svc-ledger-api"),
        ],
    },
    Tenant {
        name: "globex",
        deletion_approvals: 2,
        network: 1,
        people: &[
            by_operator("Hana Sato", &[TeAdmin]),
            by_operator("Paulo Reis", &[KmsAdm]),
            by_operator("Wanda Fry", &[KmsAdm]),
            by("Hana Sato", "Emil Novak", &[KmsCmkFull]),
            by("Hana Sato", "Zoë Klein", &[KmsAuditor]),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_tenant_has_somebody_in_every_role_and_two_who_can_approve_for_each_other() {
        let [acme, _] = &TENANTS;
        for role in Role::ALL {
            assert!(acme.people.iter().any(|member| member.roles.contains(&role)), "{role}");
        }
        for role in [TeAdmin, KmsAdm] {
            let independent = acme.people.iter().filter(|member| member.roles.contains(&role) && member.made_by.is_none());
            assert_eq!(independent.count(), 2, "{role}");
        }
    }

    #[test]
    fn nobody_is_made_by_somebody_who_comes_later() {
        for tenant in &TENANTS {
            for (at, member) in tenant.people.iter().enumerate() {
                let before = &tenant.people[..at];
                assert!(member.made_by.is_none_or(|maker| before.iter().any(|there| there.name == maker)), "{}", member.name);
            }
        }
    }
}
