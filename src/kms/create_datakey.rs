//! Makes data keys: random bytes and the same sealed under a key.

use crate::domain::{Action, EncryptionContext, KeyId, Plaintext, Purpose, Refusal};
use crate::gate::{Context, Operation, OperationError, Outcome, Resource};

/// Makes a data key and shows it once, with its ciphertext.
#[derive(Clone, Debug)]
pub struct CreateDatakey {
    /// The key to seal it under.
    pub key_id: KeyId,
    /// Its length in bytes: 1 to 1,024.
    pub bytes: u16,
    /// What it is bound to.
    pub context: EncryptionContext,
    /// Bound like the context.
    pub additional: Vec<u8>,
}

/// Makes a data key that nobody sees: only its ciphertext is answered.
#[derive(Clone, Debug)]
pub struct CreateDatakeyWithoutPlaintext {
    /// The key to seal it under.
    pub key_id: KeyId,
    /// Its length in bytes: 1 to 1,024.
    pub bytes: u16,
    /// What it is bound to.
    pub context: EncryptionContext,
    /// Bound like the context.
    pub additional: Vec<u8>,
}

/// A data key as it was issued.
#[derive(Debug)]
pub struct IssuedDatakey {
    /// The key that seals it.
    pub key_id: KeyId,
    /// The data key.
    pub plaintext: Plaintext,
    /// The data key, sealed.
    pub ciphertext: Vec<u8>,
}

impl Operation for CreateDatakey {
    const ACTION: Action = Action::CreateDatakey;
    type Output = IssuedDatakey;

    fn resource(&self) -> Resource {
        Resource::Key(self.key_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<IssuedDatakey>, OperationError> {
        issue(cx, self.key_id, self.bytes, &self.context, &self.additional).await
    }
}

impl Operation for CreateDatakeyWithoutPlaintext {
    const ACTION: Action = Action::CreateDatakeyWithoutPlaintext;
    type Output = (KeyId, Vec<u8>);

    fn resource(&self) -> Resource {
        Resource::Key(self.key_id)
    }

    async fn run(&self, cx: &Context<'_>) -> Result<Outcome<(KeyId, Vec<u8>)>, OperationError> {
        let issued = issue(cx, self.key_id, self.bytes, &self.context, &self.additional).await?;
        Ok(issued.map(|issued| (issued.key_id, issued.ciphertext)))
    }
}

async fn issue(
    cx: &Context<'_>,
    key_id: KeyId,
    bytes: u16,
    context: &EncryptionContext,
    additional: &[u8],
) -> Result<Outcome<IssuedDatakey>, OperationError> {
    let key = cx.key(key_id)?;
    let usable = key.usable()?;
    let plaintext = cx.keyring().make_data_key(checked_length(bytes, "KMS.1901")?)?;
    let ciphertext = cx.seal(usable, Purpose::DataKey, context, additional, &plaintext).await?;
    let outcome = Outcome::of(IssuedDatakey { key_id, plaintext, ciphertext }).about_key(key);
    Ok(noting_use(outcome, cx, key.version, context))
}

/// Notes with which version a key was used, and under which context: blinded, since contexts name what they protect.
pub(super) fn noting_use<T>(outcome: Outcome<T>, cx: &Context<'_>, version: u32, context: &EncryptionContext) -> Outcome<T> {
    let bound = context.canonical();
    let outcome = outcome.noting("version", version);
    if bound.is_empty() { outcome } else { outcome.noting("context", hex::encode(cx.keyring().blind(&bound))) }
}

/// A length in bytes that is answered.
pub(super) fn checked_length(bytes: u16, code: &'static str) -> Result<usize, OperationError> {
    if (1..=1_024).contains(&bytes) {
        Ok(usize::from(bytes))
    } else {
        Err(Refusal::InvalidParameter { code, message: "the length is 8 to 8192 bits" }.into())
    }
}
