//! Headers, contexts and frames: the bytes around what is sealed. A format is for ever; a new one gets a new first byte.

use super::seal::DoesNotOpen;
use crate::domain::{DomainId, EventId, KeyId, Purpose};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Builds a context: each part as u32 big-endian length and bytes.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Context(Vec<u8>);

impl Context {
    /// Adds bytes: an id's 16, an ASCII name, or nothing for what is absent.
    #[must_use]
    pub fn part(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
        self.0.extend_from_slice(bytes);
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn number(self, number: u32) -> Self {
        self.part(&number.to_be_bytes())
    }

    /// The context's bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Which of our own formats a sealed row has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum RowFormat {
    /// Sealed under a KEK; the number is the KEK's.
    A1,
    /// Sealed under a system key; the number is its epoch.
    A2,
    /// A system key, sealed under a root secret; the number is its epoch.
    A3,
}

impl RowFormat {
    /// The length of a row's header, in bytes.
    pub const HEADER_LENGTH: usize = 5;

    /// The header of a row sealed under KEK or epoch `number`.
    #[must_use]
    pub fn header(self, number: u32) -> [u8; Self::HEADER_LENGTH] {
        let first = match self {
            Self::A1 => 0xA1,
            Self::A2 => 0xA2,
            Self::A3 => 0xA3,
        };
        let [a, b, c, d] = number.to_be_bytes();
        [first, a, b, c, d]
    }
}

/// The header of a caller's ciphertext (`C1`).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct CiphertextHeader {
    /// What it holds.
    pub purpose: Purpose,
    /// The version of the key's material that sealed it.
    pub version: u32,
    /// The key that sealed it.
    pub key_id: KeyId,
    /// The audit event that made it.
    pub issue_id: EventId,
}

impl CiphertextHeader {
    /// The header's length, in bytes.
    pub const LENGTH: usize = 40;
    pub(super) const FIRST: u8 = 0xC1;

    /// The bytes in front of the ciphertext.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let purpose = match self.purpose {
            Purpose::DataKey => 1,
            Purpose::Data => 2,
        };
        let mut out = vec![Self::FIRST, purpose, 0, 0];
        out.extend_from_slice(&self.version.to_be_bytes());
        out.extend_from_slice(self.key_id.as_bytes());
        out.extend_from_slice(self.issue_id.as_bytes());
        out
    }

    /// Reads the header of `ciphertext`, without opening anything.
    pub fn read(ciphertext: &[u8]) -> Result<Self, DoesNotOpen> {
        let (header, _) = ciphertext.split_first_chunk::<{ Self::LENGTH }>().ok_or(DoesNotOpen)?;
        let (start, ids) = header.split_at(8);
        let (key_id, issue_id) = ids.split_first_chunk::<16>().ok_or(DoesNotOpen)?;
        let issue_id: &[u8; 16] = issue_id.try_into().map_err(|_| DoesNotOpen)?;
        let [Self::FIRST, purpose, 0, 0, a, b, c, d] = *start else { return Err(DoesNotOpen) };
        let purpose = match purpose {
            1 => Purpose::DataKey,
            2 => Purpose::Data,
            _ => return Err(DoesNotOpen),
        };
        Ok(Self {
            purpose,
            version: u32::from_be_bytes([a, b, c, d]),
            key_id: KeyId::from_uuid(Uuid::from_bytes(*key_id)),
            issue_id: EventId::from_uuid(Uuid::from_bytes(*issue_id)),
        })
    }
}

/// The context of a caller's ciphertext: the owner, the encryption context in canonical form, the additional
/// authenticated data.
#[must_use]
pub fn caller_context(owner: DomainId, encryption_context: &[u8], additional: &[u8]) -> Context {
    Context::default().part(owner.as_bytes()).part(encryption_context).part(additional)
}

/// Frames what a caller's ciphertext seals: `length u32 ‖ bytes ‖ zeros`, the zeros for data alone, to whole blocks of 16.
#[must_use]
pub fn frame(purpose: Purpose, bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    let padded = padded_length(purpose, bytes.len());
    let mut framed = Zeroizing::new(Vec::with_capacity(4 + padded));
    framed.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    framed.extend_from_slice(bytes);
    framed.resize(4 + padded, 0);
    framed
}

/// Takes the bytes out of an opened frame; checks length, least padding and zeros.
pub fn unframe(purpose: Purpose, framed: &[u8]) -> Result<Zeroizing<Vec<u8>>, DoesNotOpen> {
    let (length, rest) = framed.split_first_chunk::<4>().ok_or(DoesNotOpen)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| DoesNotOpen)?;
    let (bytes, padding) = rest.split_at_checked(length).ok_or(DoesNotOpen)?;
    if rest.len() != padded_length(purpose, length) || padding.iter().any(|byte| *byte != 0) {
        return Err(DoesNotOpen);
    }
    Ok(Zeroizing::new(bytes.to_vec()))
}

const fn padded_length(purpose: Purpose, length: usize) -> usize {
    match purpose {
        Purpose::DataKey => length,
        Purpose::Data => length.next_multiple_of(16),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_frame_gives_back_what_went_in_and_nothing_else(
            bytes in proptest::collection::vec(any::<u8>(), 0..100),
            any in proptest::collection::vec(any::<u8>(), 0..100),
        ) {
            for purpose in [Purpose::DataKey, Purpose::Data] {
                let framed = frame(purpose, &bytes);
                prop_assert_eq!(&*unframe(purpose, &framed).unwrap(), &bytes);
                if let Ok(read) = unframe(purpose, &any) {
                    prop_assert_eq!(&*frame(purpose, &read), &any, "one frame for one text");
                }
            }
        }

        #[test]
        fn a_header_is_read_as_it_was_written_or_not_at_all(any in proptest::collection::vec(any::<u8>(), 0..64)) {
            if let Ok(header) = CiphertextHeader::read(&any) {
                prop_assert_eq!(&header.to_bytes(), &any[..CiphertextHeader::LENGTH]);
            }
        }
    }

    #[test]
    fn reserved_bytes_and_other_purposes_are_no_header() {
        let good = CiphertextHeader {
            purpose: Purpose::Data,
            version: 2,
            key_id: KeyId::from_uuid(Uuid::from_u128(1)),
            issue_id: EventId::from_uuid(Uuid::from_u128(2)),
        };
        let bytes = good.to_bytes();
        assert_eq!(CiphertextHeader::read(&bytes), Ok(good));
        for (at, value) in [(0, 0xC2), (1, 0), (1, 3), (2, 1), (3, 1)] {
            let mut wrong = bytes.clone();
            wrong[at] = value;
            assert!(CiphertextHeader::read(&wrong).is_err(), "byte {at} = {value}");
        }
    }
}
