//! Seals data.

use super::create_datakey::noting_use;
use crate::domain::{Action, EncryptionContext, KeyId, Plaintext, Purpose};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};

/// Seals a little data that the caller has: at most 4 KiB. For more, a data key serves.
#[derive(Debug)]
pub struct EncryptData {
    /// The key to seal it under.
    pub key_id: KeyId,
    /// The data.
    pub plaintext: Plaintext,
    /// What it is bound to.
    pub context: EncryptionContext,
    /// Bound like the context.
    pub additional: Vec<u8>,
}

impl Operation for EncryptData {
    const ACTION: Action = Action::EncryptData;
    type Output = Vec<u8>;

    fn resource(&self) -> Resource {
        Resource::Key(self.key_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<Vec<u8>>, OperationError> {
        let key = cx.key(self.key_id)?;
        let ciphertext = cx.seal(key.usable()?, Purpose::Data, &self.context, &self.additional, &self.plaintext).await?;
        Ok(noting_use(Outcome::of(ciphertext).about_key(key), cx, key.version, &self.context))
    }
}
