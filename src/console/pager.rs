//! The pages of a list, one at a time and forwards.

/// What a list says about its pages, ready to print.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Pager {
    /// What it pages through.
    pub label: String,
    /// Which part of the list this is.
    pub range: String,
    /// The first page, when this is another.
    pub first: Option<String>,
    /// The next page, when there is one.
    pub next: Option<String>,
}
