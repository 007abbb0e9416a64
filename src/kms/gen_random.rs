//! Draws random bytes.

use super::create_datakey::checked_length;
use crate::domain::{Action, Plaintext};
use crate::gate::{Context, Operation, OperationError, Outcome};

/// Draws random bytes for the caller; nobody else sees them.
#[derive(Clone, Copy, Debug)]
pub struct GenRandom {
    /// How many, in bytes: 1 to 1,024.
    pub bytes: u16,
}

impl Operation for GenRandom {
    const ACTION: Action = Action::GenRandom;
    type Output = Plaintext;

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<Plaintext>, OperationError> {
        let random = cx.keyring().make_data_key(checked_length(self.bytes, "KMS.1801")?)?;
        Ok(Outcome::of(random).noting("bytes", self.bytes))
    }
}
