//! What a caller seals, or what was opened for one: a data key or data.

use std::fmt;
use zeroize::Zeroizing;

/// Bytes that must not outlive their use. Wiped when dropped, printed by nobody, never copied.
pub struct Plaintext(Zeroizing<Vec<u8>>);

impl Plaintext {
    /// Takes over bytes that are wiped already wherever else they were.
    #[must_use]
    pub const fn new(bytes: Zeroizing<Vec<u8>>) -> Self {
        Self(bytes)
    }

    /// The bytes, to be sealed or answered; for nothing else.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Plaintext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Plaintext(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plaintext_prints_nothing() {
        let plaintext = Plaintext::new(Zeroizing::new(b"secret".to_vec()));
        assert_eq!(format!("{plaintext:?}"), "Plaintext(..)");
        assert_eq!(plaintext.expose(), b"secret");
    }
}
