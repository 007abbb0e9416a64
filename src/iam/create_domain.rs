//! Makes a tenant.

use crate::domain::{Action, Domain, DomainId, Name, Project, ProjectId, Refusal, SubjectKind};
use crate::gate::{Context, Operation, OperationError, Outcome};
use crate::store::Change;

/// Makes a domain with its default project.
#[derive(Clone, Debug)]
pub struct CreateDomain {
    /// Its name.
    pub name: Name,
    /// How many people must approve a deletion, at most 10.
    pub deletion_approvals: u8,
    /// The region, which its default project is named after.
    pub region: Name,
}

/// The most approvals that a domain can ask for.
const MOST_APPROVALS: u8 = 10;
/// How many keys a new project may have.
const KEY_QUOTA: u32 = 100;
const TOO_MANY_APPROVALS: Refusal =
    Refusal::InvalidParameter { code: "CLV.1005", message: "a domain asks for 0 to 10 approvals of a deletion" };

impl Operation for CreateDomain {
    const ACTION: Action = Action::CreateDomain;
    type Output = (Domain, Project);

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<(Domain, Project)>, OperationError> {
        if self.deletion_approvals > MOST_APPROVALS {
            return Err(TOO_MANY_APPROVALS.into());
        }
        let (id, created_at) = (DomainId::from_uuid(cx.new_id()?), cx.now());
        let domain = Domain { id, name: self.name.clone(), deletion_approvals: self.deletion_approvals, created_at };
        let project = Project {
            id: ProjectId::from_uuid(cx.new_id()?),
            domain_id: domain.id,
            name: self.region.clone(),
            key_quota: KEY_QUOTA,
            created_at,
        };
        let outcome = Outcome::of(()).about(SubjectKind::Domain, domain.id.as_uuid()).named(domain.name.as_str());
        let outcome = outcome.in_log_of(domain.id).noting("approvals", domain.deletion_approvals).noting("project", project.id);
        let outcome = outcome.saving(Change::InsertDomain(domain.clone())).saving(Change::InsertProject(project.clone()));
        Ok(outcome.answering((domain, project)))
    }
}
