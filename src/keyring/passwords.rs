//! Passwords as the database keeps them: argon2id (RFC 9106) keyed by the installation's pepper and bound to their owner.

use super::hierarchy::{Keyring, KeyringError};
use super::random::Random;
use super::seal::SealFailed;
use crate::domain::{Password, UserId};
use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Memory in KiB, passes and lanes: the least that OWASP asks of argon2id.
const PRESENT: Cost = Cost { memory: 19_456, passes: 2, lanes: 1 };
const SALT_LENGTH: usize = 16;
const HASH_LENGTH: usize = 32;
/// Letters and digits that nobody takes for one another.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const GROUPS: usize = 5;
const GROUP: usize = 5;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Cost {
    memory: u32,
    passes: u32,
    lanes: u32,
}

struct Stored {
    cost: Cost,
    salt: [u8; SALT_LENGTH],
    hash: [u8; HASH_LENGTH],
}

impl Keyring {
    /// Hashes a password. It takes a twentieth of a second and 19 MiB.
    pub fn hash_password(&self, user: UserId, password: &Password) -> Result<String, KeyringError> {
        let drawn = self.random().draw()?;
        let (salt, _) = drawn.split_first_chunk::<SALT_LENGTH>().ok_or(SealFailed)?;
        let hash = self.argon2(PRESENT, user.as_bytes(), salt, password)?;
        Ok(Stored { cost: PRESENT, salt: *salt, hash: *hash }.to_text())
    }

    /// Whether `password` is what `stored` was made of. Nobody's password takes as long and is never right.
    pub fn verify_password(&self, user: Option<UserId>, password: &Password, stored: Option<&str>) -> Result<bool, KeyringError> {
        let nobody = Stored { cost: PRESENT, salt: [0; SALT_LENGTH], hash: [0; HASH_LENGTH] };
        let found = stored.and_then(Stored::read);
        let is_somebody = found.is_some() && user.is_some() && !password.is_too_long();
        let stored = found.unwrap_or(nobody);
        let hash = self.argon2(stored.cost, user.as_ref().map_or(&[0; 16], UserId::as_bytes), &stored.salt, password)?;
        let is_right: bool = hash.ct_eq(&stored.hash).into();
        Ok(is_right && is_somebody)
    }

    /// Whether a stored password was hashed at another cost than the present one, and is to be hashed again when it is next given.
    #[must_use]
    pub fn password_is_outdated(&self, stored: &str) -> bool {
        Stored::read(stored).is_none_or(|stored| stored.cost != PRESENT)
    }

    /// A password that nobody chose: 25 letters and digits in groups of five, 125 random bits.
    pub fn make_password(&self) -> Result<Password, KeyringError> {
        Ok(made_of(self.random())?)
    }

    fn argon2(
        &self,
        cost: Cost,
        user: &[u8; 16],
        salt: &[u8],
        password: &Password,
    ) -> Result<Zeroizing<[u8; HASH_LENGTH]>, KeyringError> {
        let bound = AssociatedData::new(user).map_err(|_| SealFailed)?;
        let mut params = ParamsBuilder::new();
        params.m_cost(cost.memory).t_cost(cost.passes).p_cost(cost.lanes).data(bound).output_len(HASH_LENGTH);
        let params = params.build().map_err(|_| SealFailed)?;
        let argon2 = Argon2::new_with_secret(self.expose_pepper(), Algorithm::Argon2id, Version::V0x13, params);
        let mut hash = Zeroizing::new([0; HASH_LENGTH]);
        // What is too long to be anybody's is not worth its whole length.
        let text: Zeroizing<String> = Zeroizing::new(password.expose().chars().take(Password::MAX_LENGTH + 1).collect());
        argon2.map_err(|_| SealFailed)?.hash_password_into(text.as_bytes(), salt, &mut *hash).map_err(|_| SealFailed)?;
        Ok(hash)
    }
}

fn made_of(random: &Random) -> Result<Password, super::random::RandomFailed> {
    let drawn = random.draw()?;
    let letters = drawn.iter().map(|byte| ALPHABET.get(usize::from(byte & 31)).copied().map_or('a', char::from));
    let mut text = String::with_capacity(GROUPS * (GROUP + 1));
    for (at, letter) in letters.take(GROUPS * GROUP).enumerate() {
        if at > 0 && at.is_multiple_of(GROUP) {
            text.push('-');
        }
        text.push(letter);
    }
    Ok(Password::given(text))
}

impl Stored {
    fn to_text(&self) -> String {
        let Cost { memory, passes, lanes } = self.cost;
        format!("argon2id$19${memory}${passes}${lanes}${}${}", hex::encode(self.salt), hex::encode(self.hash))
    }

    fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('$').collect();
        let ["argon2id", "19", memory, passes, lanes, salt, hash] = parts.as_slice() else { return None };
        let mut stored = Self {
            cost: Cost { memory: memory.parse().ok()?, passes: passes.parse().ok()?, lanes: lanes.parse().ok()? },
            salt: [0; SALT_LENGTH],
            hash: [0; HASH_LENGTH],
        };
        hex::decode_to_slice(salt, &mut stored.salt).ok()?;
        hex::decode_to_slice(hash, &mut stored.hash).ok()?;
        Some(stored)
    }
}
