//! Breadcrumbs, below the first level of pages.

/// One step of the way to a page; the last has no link.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Crumb {
    /// The name of the step.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
}

impl Crumb {
    /// A step that leads back.
    pub fn to(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: Some(href.into()) }
    }

    /// The page itself.
    pub fn here(text: impl Into<String>) -> Self {
        Self { text: text.into(), href: None }
    }
}
