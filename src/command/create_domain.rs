//! `claviger domain create`.

use super::operator::operator;
use crate::domain::{Domain, DomainId, Name, Project};
use crate::gate::{Gate, OperationError};
use crate::iam::CreateDomain;
use std::fmt;

/// A tenant that was made, as it is printed.
#[derive(Debug)]
pub struct DomainMade {
    domain: Domain,
    project: Project,
}

/// Makes a tenant with its default project.
pub async fn create_domain(gate: &Gate, name: Name, deletion_approvals: u8, region: Name) -> Result<DomainMade, OperationError> {
    let (domain, project) = gate.perform(&operator(gate)?, CreateDomain { name, deletion_approvals, region }).await?;
    Ok(DomainMade { domain, project })
}

impl DomainMade {
    /// The tenant's id.
    #[must_use]
    pub const fn id(&self) -> DomainId {
        self.domain.id
    }

    /// For programs.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::json!({
            "domain_id": self.domain.id.to_string(),
            "domain_name": self.domain.name.as_str(),
            "deletion_approvals": self.domain.deletion_approvals,
            "project_id": self.project.id.to_string(),
            "project_name": self.project.name.as_str(),
        })
        .to_string()
    }
}

/// For people.
impl fmt::Display for DomainMade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "domain   {}  {}", self.domain.id, self.domain.name)?;
        write!(f, "project  {}  {}", self.project.id, self.project.name)
    }
}
