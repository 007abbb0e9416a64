//! The one sealing construction (`docs/architecture.md`, sealing): a key per message, bound by a commitment.

use super::random::{Random, RandomFailed};
use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Nonce, Payload};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

/// Fresh random bytes in front of every message.
pub const SALT_LENGTH: usize = 32;
/// Binds key and context (RFC 5869 output beside the message key).
pub const COMMITMENT_LENGTH: usize = 32;
/// The tag of AES-256-GCM (NIST SP 800-38D).
pub const TAG_LENGTH: usize = 16;
/// What sealing adds to header and plaintext, in bytes.
pub const OVERHEAD: usize = SALT_LENGTH + COMMITMENT_LENGTH + TAG_LENGTH;

const INFO: &[u8] = b"claviger/seal/1";

/// 32 bytes that seal and open. Wiped when dropped, printed by nobody. They stay where they were first written, since a
/// move would leave a copy behind that nothing wipes.
pub struct SealingKey(Box<Zeroizing<[u8; 32]>>);

impl SealingKey {
    /// Takes 32 uniform bytes: from our generator, or unwrapped.
    #[must_use]
    pub fn from_bytes(bytes: &Zeroizing<[u8; 32]>) -> Self {
        let mut key = Self::blank();
        key.0.copy_from_slice(&**bytes);
        key
    }

    /// Draws a new one.
    pub fn draw(random: &Random) -> Result<Self, RandomFailed> {
        let mut key = Self::blank();
        random.fill(&mut key.0)?;
        Ok(key)
    }

    /// Takes what was unwrapped, if it is 32 bytes.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let mut key = Self::blank();
        if bytes.len() != key.0.len() {
            return None;
        }
        key.0.copy_from_slice(bytes);
        Some(key)
    }

    fn blank() -> Self {
        Self(Box::new(Zeroizing::new([0; 32])))
    }

    /// The bytes, for sealing this key under another.
    #[must_use]
    pub(in crate::keyring) fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealingKey(..)")
    }
}

/// Something did not open. Which of key, context, version, cut or change it was is not said.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("this key and context did not make that ciphertext")]
pub struct DoesNotOpen;

/// Sealing failed inside the cryptographic library; no input of a caller leads here.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the cryptographic library refused to seal")]
pub struct SealFailed;

struct MessageKeys {
    key: Zeroizing<[u8; 32]>,
    commitment: [u8; COMMITMENT_LENGTH],
}

fn derive(key: &SealingKey, header: &[u8], salt: &[u8], context: &[u8]) -> Result<MessageKeys, SealFailed> {
    let hkdf = Hkdf::<Sha256>::from_prk(key.expose()).map_err(|_| SealFailed)?;
    let mut okm = Zeroizing::new([0; 64]);
    let context_hash = Sha256::digest(context);
    hkdf.expand_multi_info(&[INFO, header, salt, &context_hash], &mut *okm).map_err(|_| SealFailed)?;
    let mut keys = MessageKeys { key: Zeroizing::new([0; 32]), commitment: [0; COMMITMENT_LENGTH] };
    let (message_key, commitment) = okm.split_at(32);
    keys.key.copy_from_slice(message_key);
    keys.commitment.copy_from_slice(commitment);
    Ok(keys)
}

/// Seals `plaintext` as `header ‖ salt ‖ commitment ‖ ciphertext ‖ tag`. `salt` must be fresh random bytes.
pub fn seal(
    key: &SealingKey,
    header: &[u8],
    salt: &[u8; SALT_LENGTH],
    context: &[u8],
    plaintext: &[u8],
) -> Result<Vec<u8>, SealFailed> {
    let message = derive(key, header, salt, context)?;
    let mut out = Vec::with_capacity(header.len() + plaintext.len() + OVERHEAD);
    out.extend_from_slice(header);
    out.extend_from_slice(salt);
    out.extend_from_slice(&message.commitment);
    let cipher = Aes256Gcm::new((&*message.key).into());
    let sealed = cipher.encrypt(&Nonce::<Aes256Gcm>::default(), Payload { msg: plaintext, aad: &out }).map_err(|_| SealFailed)?;
    out.extend_from_slice(&sealed);
    Ok(out)
}

/// Opens what [`seal`] made with a header of `header_length` bytes: compares the commitment in constant time first,
/// then decrypts.
pub fn open(key: &SealingKey, header_length: usize, context: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, DoesNotOpen> {
    let (header, rest) = sealed.split_at_checked(header_length).ok_or(DoesNotOpen)?;
    let (salt, rest) = rest.split_at_checked(SALT_LENGTH).ok_or(DoesNotOpen)?;
    let (commitment, ciphertext) = rest.split_at_checked(COMMITMENT_LENGTH).ok_or(DoesNotOpen)?;
    let mut message = derive(key, header, salt, context).map_err(|SealFailed| DoesNotOpen)?;
    let committed: bool = message.commitment.ct_eq(commitment).into();
    message.commitment.zeroize();
    if !committed {
        return Err(DoesNotOpen);
    }
    let aad = sealed.get(..header_length + SALT_LENGTH + COMMITMENT_LENGTH).ok_or(DoesNotOpen)?;
    let cipher = Aes256Gcm::new((&*message.key).into());
    let opened = cipher.decrypt(&Nonce::<Aes256Gcm>::default(), Payload { msg: ciphertext, aad });
    opened.map(Zeroizing::new).map_err(|_| DoesNotOpen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::os::unix::fs::FileExt;

    fn key(byte: u8) -> SealingKey {
        SealingKey::from_bytes(&Zeroizing::new([byte; 32]))
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_with_its_key_and_context_and_no_other(
            salt: [u8; 32],
            header in proptest::collection::vec(any::<u8>(), 0..48),
            context in proptest::collection::vec(any::<u8>(), 0..64),
            plaintext in proptest::collection::vec(any::<u8>(), 0..200),
            at: prop::sample::Index,
            bit in 0..8_u8,
        ) {
            let sealed = seal(&key(1), &header, &salt, &context, &plaintext).unwrap();
            prop_assert_eq!(sealed.len(), header.len() + plaintext.len() + OVERHEAD);
            prop_assert_eq!(&*open(&key(1), header.len(), &context, &sealed).unwrap(), &plaintext);
            prop_assert!(open(&key(2), header.len(), &context, &sealed).is_err());
            let longer = [context.as_slice(), &[0]].concat();
            prop_assert!(open(&key(1), header.len(), &longer, &sealed).is_err());
            let mut changed = sealed.clone();
            changed[at.index(sealed.len())] ^= 1 << bit;
            prop_assert!(open(&key(1), header.len(), &context, &changed).is_err());
            prop_assert!(open(&key(1), header.len(), &context, &sealed[..at.index(sealed.len())]).is_err());
        }
    }

    /// The tag alone would let it through: whoever holds the key could make one text that opens under two contexts.
    #[test]
    fn a_wrong_commitment_is_refused_though_the_tag_is_right() {
        let (key, header, salt, context) = (key(1), [0xC1], [2; SALT_LENGTH], b"context");
        let message = derive(&key, &header, &salt, context).unwrap();
        let with = |commitment: [u8; COMMITMENT_LENGTH]| {
            let aad = [header.as_slice(), &salt, &commitment].concat();
            let cipher = Aes256Gcm::new((&*message.key).into());
            let sealed = cipher.encrypt(&Nonce::<Aes256Gcm>::default(), Payload { msg: b"text", aad: &aad }).unwrap();
            [aad, sealed].concat()
        };
        assert_eq!(&*open(&key, 1, context, &with(message.commitment)).unwrap(), b"text");
        for at in 0..COMMITMENT_LENGTH {
            let mut wrong = message.commitment;
            wrong[at] ^= 1;
            assert_eq!(open(&key, 1, context, &with(wrong)), Err(DoesNotOpen), "byte {at}");
        }
    }

    /// Reads our own memory at an address, as a thief of a core dump would.
    fn memory_at(address: usize) -> Option<[u8; 32]> {
        let mut found = [0; 32];
        let memory = std::fs::File::open("/proc/self/mem").unwrap();
        memory.read_exact_at(&mut found, u64::try_from(address).unwrap()).ok().map(|()| found)
    }

    #[test]
    fn a_dropped_key_is_wiped_where_it_lay() {
        let key = key(0xC7);
        let address = std::ptr::from_ref(key.expose()).addr();
        let moved = std::sync::Arc::new(key);
        assert_eq!(memory_at(address), Some([0xC7; 32]), "a move copies nothing");
        drop(moved);
        let left = memory_at(address).unwrap_or_default();
        assert!(!left.windows(4).any(|four| four == [0xC7; 4]), "{left:?}");
    }

    #[test]
    fn a_key_prints_nothing() {
        assert_eq!(format!("{:?}", key(7)), "SealingKey(..)");
    }
}
