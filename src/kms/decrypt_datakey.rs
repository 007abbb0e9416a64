//! Opens a data key.

use super::create_datakey::noting_use;
use crate::domain::{Action, EncryptionContext, KeyId, Plaintext, Purpose};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};

/// Opens a data key that was sealed under this key, with the same context.
#[derive(Clone, Debug)]
pub struct DecryptDatakey {
    /// The key.
    pub key_id: KeyId,
    /// The data key, sealed.
    pub ciphertext: Vec<u8>,
    /// What it is bound to.
    pub context: EncryptionContext,
    /// Bound like the context.
    pub additional: Vec<u8>,
}

impl Operation for DecryptDatakey {
    const ACTION: Action = Action::DecryptDatakey;
    type Output = Plaintext;

    fn resource(&self) -> Resource {
        Resource::Key(self.key_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<Plaintext>, OperationError> {
        let key = cx.key(self.key_id)?;
        let (plaintext, issue) =
            cx.open(key.usable()?, Purpose::DataKey, &self.context, &self.additional, &self.ciphertext).await?;
        let outcome = Outcome::of(plaintext).about_key(key).noting("issue", issue);
        Ok(noting_use(outcome, cx, key.version, &self.context))
    }
}
