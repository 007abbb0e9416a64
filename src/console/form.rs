//! Forms that come back: what was typed, and what is wrong with it.

/// One field of a form.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Field {
    /// What was typed, or what the field starts with.
    pub value: String,
    /// What is wrong with it, and the mend.
    pub error: Option<String>,
}

impl Field {
    /// A field that starts with, or keeps, a value.
    pub fn of(value: impl Into<String>) -> Self {
        Self { value: value.into(), error: None }
    }
}

/// All that is wrong with a form, for the summary above it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Problems {
    /// What did not happen, and how many problems there are.
    pub title: String,
    /// Each problem, with the id of its field.
    pub list: Vec<Problem>,
}

/// One problem of a form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Problem {
    /// The `id` of the field.
    pub field: &'static str,
    /// What is wrong.
    pub text: String,
}
