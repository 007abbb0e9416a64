//! Opens data.

use super::create_datakey::noting_use;
use crate::domain::{Action, EncryptionContext, KeyId, Plaintext, Purpose, Refusal};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};
use crate::keyring::CiphertextHeader;

/// Opens data that was sealed with the same context, under the key that its ciphertext names.
#[derive(Clone, Debug)]
pub struct DecryptData {
    /// The key, if the caller names one: then it must be the one that the ciphertext names.
    pub key_id: Option<KeyId>,
    /// The data, sealed.
    pub ciphertext: Vec<u8>,
    /// What it is bound to.
    pub context: EncryptionContext,
    /// Bound like the context.
    pub additional: Vec<u8>,
}

impl DecryptData {
    fn key_named(&self) -> Option<KeyId> {
        CiphertextHeader::read(&self.ciphertext).ok().map(|header| header.key_id)
    }
}

impl Operation for DecryptData {
    const ACTION: Action = Action::DecryptData;
    type Output = (KeyId, Plaintext);

    fn resource(&self) -> Resource {
        self.key_named().map_or(Resource::None, Resource::Key)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<(KeyId, Plaintext)>, OperationError> {
        let refused = || OperationError::from(Refusal::InvalidCiphertext { purpose: Purpose::Data });
        let key = cx.key(self.key_named().ok_or_else(refused)?)?;
        if self.key_id.is_some_and(|named| named != key.id) {
            return Err(refused());
        }
        let (plaintext, issue) = cx.open(key.usable()?, Purpose::Data, &self.context, &self.additional, &self.ciphertext).await?;
        let outcome = Outcome::of((key.id, plaintext)).about_key(key).noting("issue", issue);
        Ok(noting_use(outcome, cx, key.version, &self.context))
    }
}
