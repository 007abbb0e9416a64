//! The password that some acts ask for again, when it was last given too long ago.

use super::refusal::FieldName;
use super::{Dates, Field};
use crate::domain::{Person, Refusal, Via};
use crate::web::Words;
use time::Duration;

/// How long a password that was given is proof enough.
const PROOF_LASTS: Duration = Duration::minutes(5);

/// The field that asks for the password, ready to print. What was typed into it is never kept.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ProofField {
    /// When it was last given.
    pub given: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

impl ProofField {
    /// The field, if this person needs one: the password is old, or a refusal is about it.
    #[must_use]
    pub fn of(person: &Person, refusals: &[Refusal], t: Words, dates: Dates) -> Option<Self> {
        let Via::Session { password_given_at, .. } = person.via else { return None };
        let error = Field::error(FieldName::Password, refusals, t);
        let is_needed = dates.now() - password_given_at > PROOF_LASTS || error.is_some();
        is_needed.then(|| Self { given: t.with("password-given", "ago", dates.ago(password_given_at)), error })
    }
}
