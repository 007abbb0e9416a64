//! Works in another project of one's domain.

use crate::domain::{Action, Project, ProjectId, SubjectKind, Via};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};
use crate::store::Change;

/// Lets the caller's session work in another project of their domain. A token's project is fixed when it is issued.
#[derive(Clone, Copy, Debug)]
pub struct ChooseProject {
    /// The project.
    pub project_id: ProjectId,
}

impl Operation for ChooseProject {
    const ACTION: Action = Action::ChooseProject;
    type Output = Project;

    fn resource(&self) -> Resource {
        Resource::Project(self.project_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<Project>, OperationError> {
        let Via::Session { session, .. } = cx.person()?.via else {
            return Err(OperationError::Denied { action: Self::ACTION, resource: self.resource() });
        };
        let own = cx.domain_id()?;
        let found = cx.store().find_project(self.project_id).await?.filter(|project| project.domain_id == own);
        let project = found.ok_or(OperationError::NotFound(self.resource()))?;
        let outcome = Outcome::of(()).about(SubjectKind::Project, project.id.as_uuid()).named(project.name.as_str());
        Ok(outcome.saving(Change::ChooseProject(session, project.id)).answering(project))
    }
}
