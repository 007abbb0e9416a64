//! Forms that come back: what was typed, and what is wrong with it.

use super::refusal::{self, FieldName};
use crate::domain::Refusal;
use crate::web::Words;

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

    /// A field as it comes back: what was typed, and what the refusals say of it.
    #[must_use]
    pub fn again(name: FieldName, typed: &str, refusals: &[Refusal], t: Words) -> Self {
        Self { value: typed.to_owned(), error: Self::error(name, refusals, t) }
    }

    /// What the refusals say of a field.
    #[must_use]
    pub fn error(name: FieldName, refusals: &[Refusal], t: Words) -> Option<String> {
        let about = |refusal: &&Refusal| refusal::field(refusal) == Some(name);
        refusals.iter().find(about).map(|refusal| refusal::in_field(refusal, t))
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

impl Problems {
    /// The summary of the refusals that are about fields, if any is; `title` says what did not happen, and counts.
    #[must_use]
    pub fn of(refusals: &[Refusal], t: Words, title: impl FnOnce(u64) -> String) -> Option<Self> {
        let problem = |refusal: &Refusal| {
            let field = refusal::field(refusal)?.id();
            Some(Problem { field, text: refusal::in_summary(refusal, t) })
        };
        let list: Vec<Problem> = refusals.iter().filter_map(problem).collect();
        let count = u64::try_from(list.len()).unwrap_or(u64::MAX);
        (!list.is_empty()).then(|| Self { title: title(count), list })
    }
}
