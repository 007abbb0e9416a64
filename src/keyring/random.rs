//! Random bytes: the operating system's, checked. Where an HSM is the root, its bytes are mixed in here.

use rand::TryRng;
use rand::rngs::SysRng;
use sha2::{Digest, Sha256};
use std::sync::{Mutex, PoisonError};
use uuid::{Builder, Uuid};
use zeroize::Zeroizing;

/// The generator gave what no working generator gives.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the random number generator failed its check")]
pub struct RandomFailed;

/// Draws random bytes and refuses output that is all zero or repeats (a continuous test, as FIPS 140-2, 4.9.2).
#[derive(Default)]
pub struct Random {
    /// Only the hash of the last output: the output itself may be a key, which must not outlive its owner here.
    last: Mutex<[u8; 32]>,
}

impl std::fmt::Debug for Random {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Random(..)")
    }
}

impl Random {
    /// 32 fresh bytes.
    pub fn draw(&self) -> Result<Zeroizing<[u8; 32]>, RandomFailed> {
        let mut bytes = Zeroizing::new([0; 32]);
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// Fills `bytes` where they stand.
    pub fn fill(&self, bytes: &mut [u8; 32]) -> Result<(), RandomFailed> {
        SysRng.try_fill_bytes(bytes).map_err(|_| RandomFailed)?;
        self.check(bytes)
    }

    /// `length` fresh bytes.
    pub fn bytes(&self, length: usize) -> Result<Zeroizing<Vec<u8>>, RandomFailed> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(length + 32));
        while bytes.len() < length {
            bytes.extend_from_slice(&*self.draw()?);
        }
        bytes.truncate(length);
        Ok(bytes)
    }

    /// A `UUIDv7` (RFC 9562, 5.7) for a moment in milliseconds since 1970 began.
    pub fn time_ordered_id(&self, unix_millis: u64) -> Result<Uuid, RandomFailed> {
        let drawn = self.draw()?;
        let (random, _) = drawn.split_first_chunk::<10>().ok_or(RandomFailed)?;
        Ok(Builder::from_unix_timestamp_millis(unix_millis, random).into_uuid())
    }

    fn check(&self, drawn: &[u8; 32]) -> Result<(), RandomFailed> {
        let hash = Sha256::digest(drawn).into();
        let before = std::mem::replace(&mut *self.last.lock().unwrap_or_else(PoisonError::into_inner), hash);
        if before == hash || *drawn == [0; 32] { Err(RandomFailed) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generator_that_repeats_or_gives_zeros_is_refused() {
        let random = Random::default();
        assert_eq!(random.check(&[0; 32]), Err(RandomFailed));
        assert_eq!(random.check(&[1; 32]), Ok(()));
        assert_eq!(random.check(&[1; 32]), Err(RandomFailed));
        assert_eq!(random.check(&[0; 32]), Err(RandomFailed));
        assert_eq!(random.check(&[2; 32]), Ok(()));
    }

    #[test]
    fn what_was_drawn_is_not_kept() {
        let random = Random::default();
        let drawn = random.draw().unwrap();
        assert_ne!(*random.last.lock().unwrap(), *drawn);
        assert_eq!(format!("{random:?}"), "Random(..)");
    }

    #[test]
    fn as_many_bytes_come_as_were_asked_for() {
        for length in [0, 1, 32, 33, 1024] {
            assert_eq!(Random::default().bytes(length).unwrap().len(), length);
        }
        let id = Random::default().time_ordered_id(1_764_000_000_000).unwrap();
        assert_eq!(id.get_version_num(), 7);
    }
}
