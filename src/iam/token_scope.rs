//! What a token is for.

use super::DomainRef;
use crate::domain::{Domain, Project, ProjectId};
use crate::gate::{Context, OperationError};

/// What a token is to be for. What is not the person's reads like what is not there.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum TokenScope {
    /// Nothing in particular: it works in no project.
    Unscoped,
    /// The person's domain: it works in no project.
    Domain(DomainRef),
    /// A project of the person's domain.
    Project {
        /// The project, as it was named.
        by: ProjectRef,
    },
}

/// A project, as somebody names it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ProjectRef {
    /// By id.
    ById(String),
    /// By name, in the person's domain or in one that is named too.
    ByName(String, Option<DomainRef>),
}

impl TokenScope {
    /// The project that a token of somebody of `domain` works in.
    pub(super) async fn resolve(&self, cx: &Context<'_>, domain: &Domain) -> Result<Option<Project>, OperationError> {
        match self {
            Self::Unscoped => Ok(None),
            Self::Domain(named) => own(cx, named, domain).await.map(|()| None),
            Self::Project { by: ProjectRef::ById(id) } => {
                let id: ProjectId = id.parse().map_err(|_| OperationError::NoProject)?;
                let found = cx.store().find_project(id).await?.filter(|project| project.domain_id == domain.id);
                found.map(Some).ok_or(OperationError::NoProject)
            }
            Self::Project { by: ProjectRef::ByName(name, named) } => {
                if let Some(named) = named {
                    own(cx, named, domain).await?;
                }
                let projects = cx.store().list_projects(domain.id).await?;
                let found = projects.into_iter().find(|project| project.name.as_str() == name);
                found.map(Some).ok_or(OperationError::NoProject)
            }
        }
    }
}

/// A domain that is named must be the person's own.
async fn own(cx: &Context<'_>, named: &DomainRef, domain: &Domain) -> Result<(), OperationError> {
    match named.find(cx).await? {
        Some(found) if found.id == domain.id => Ok(()),
        Some(_) | None => Err(OperationError::NoProject),
    }
}
