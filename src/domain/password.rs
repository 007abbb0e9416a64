//! Passwords, as people give them.

use super::WeakPassword;
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// What somebody typed as their password, in Unicode's normal form (NFC). Wiped when dropped, printed by nobody, never copied.
pub struct Password(Zeroizing<String>);

impl Password {
    /// The fewest characters of a new password (NIST SP 800-63B-4, 3.1.1.2).
    pub const MIN_LENGTH: usize = 15;
    /// The most characters of a new password, and of one that is looked at at all.
    pub const MAX_LENGTH: usize = 128;
    /// The least score of zxcvbn, of 0 to 4.
    const MIN_SCORE: u8 = 3;

    /// Takes over what was typed.
    #[must_use]
    pub fn given(text: String) -> Self {
        let text = Zeroizing::new(text);
        // Room for all of it at once: a string that grows leaves copies behind.
        let mut normal = Zeroizing::new(String::with_capacity(text.len().saturating_mul(3)));
        normal.extend(text.nfc());
        Self(normal)
    }

    /// The text, to be hashed or shown once to who it was made for; for nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether it is too long to be anybody's.
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        self.0.chars().nth(Self::MAX_LENGTH).is_some()
    }

    /// Checks a new password of somebody that `about` tells something of: names that it must not be made of.
    pub fn check_as_new(&self, about: &[&str]) -> Result<(), WeakPassword> {
        if self.is_too_long() {
            Err(WeakPassword::TooLong)
        } else if self.0.chars().count() < Self::MIN_LENGTH {
            Err(WeakPassword::TooShort)
        } else if u8::from(zxcvbn::zxcvbn(&self.0, about).score()) < Self::MIN_SCORE {
            Err(WeakPassword::Guessable)
        } else {
            Ok(())
        }
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_password_is_long_enough_and_hard_to_guess() {
        let table = [
            ("short", Err(WeakPassword::TooShort)),
            ("aaaaaaaaaaaaaaa", Err(WeakPassword::Guessable)),
            ("passwordpassword", Err(WeakPassword::Guessable)),
            ("acmeacmeacmeacme", Err(WeakPassword::Guessable)),
            ("plover tango mixed birch", Ok(())),
        ];
        for (text, expected) in table {
            assert_eq!(Password::given(text.to_owned()).check_as_new(&["acme", "amelie"]), expected, "{text}");
        }
        let long = "plover tango mixed birch ".repeat(6);
        assert_eq!(Password::given(long).check_as_new(&[]), Err(WeakPassword::TooLong));
    }

    #[test]
    fn a_password_is_the_same_however_it_was_typed_and_prints_nothing() {
        let (one, other) = (Password::given("Ame\u{301}lie".to_owned()), Password::given("Amélie".to_owned()));
        assert_eq!(one.expose(), other.expose());
        assert_eq!(format!("{one:?}"), "Password(..)");
    }
}
