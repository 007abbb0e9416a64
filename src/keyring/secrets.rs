//! Secrets of the installation that are no customer's keys: they lie sealed under the system key.

use super::hierarchy::KeyringError;
use super::prf::prf;
use super::rows::{Row, SealedSecret};
use super::seal::SealingKey;
use std::collections::BTreeMap;

/// Names a secret of the installation.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum SecretName {
    /// Goes into every password hash, so that a stolen database allows no guessing.
    Pepper,
    /// Blinds encryption contexts in the trail.
    Blinding,
}

impl SecretName {
    /// Every secret that an installation has.
    pub const ALL: [Self; 2] = [Self::Pepper, Self::Blinding];

    /// The name in rows and contexts; it never changes.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pepper => "pepper",
            Self::Blinding => "blinding",
        }
    }

    /// The secret of this name, out of a row.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|secret| secret.as_str() == name)
    }
}

/// The newest of each secret, open.
pub struct Secrets {
    pepper: SealingKey,
    blinding: SealingKey,
}

impl Secrets {
    /// Opens the newest row of each name. A name without a row stops the start: a new pepper would lock everybody out.
    pub fn open(
        rows: &[SealedSecret],
        open_row: impl Fn(&SealedSecret) -> Result<SealingKey, KeyringError>,
    ) -> Result<Self, KeyringError> {
        let newest: BTreeMap<_, _> = rows.iter().map(|row| ((row.name, row.number), row)).collect();
        let opened = |name| {
            let row = newest.range((name, 0)..=(name, u32::MAX)).next_back();
            row.map_or(Err(KeyringError::Missing(Row::Secret(name, 1))), |(_, row)| open_row(row))
        };
        Ok(Self { pepper: opened(SecretName::Pepper)?, blinding: opened(SecretName::Blinding)? })
    }

    pub fn pepper(&self) -> &[u8; 32] {
        self.pepper.expose()
    }

    pub fn blind(&self, bytes: &[u8]) -> [u8; 32] {
        *prf(self.blinding.expose(), bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_as_it_is_written() {
        assert_eq!(SecretName::ALL.map(SecretName::as_str), ["pepper", "blinding"]);
        for name in SecretName::ALL {
            assert_eq!(SecretName::find(name.as_str()), Some(name));
        }
        assert_eq!(SecretName::find("Pepper"), None);
    }
}
