//! The token that tells our own forms from forged ones, printed differently in every answer.

use std::fmt;
use subtle::ConstantTimeEq;

const BYTES: usize = 32;

/// What a form of ours knows and a forged one does not.
#[derive(Clone)]
pub struct CsrfToken([u8; BYTES]);

impl CsrfToken {
    /// The field of a form that carries it.
    pub const FIELD: &'static str = "csrf";

    /// The header that carries it where there is no form.
    pub const HEADER: &'static str = "x-csrf-token";

    /// Takes a token as chance gave it.
    #[must_use]
    pub const fn new(random: [u8; BYTES]) -> Self {
        Self(random)
    }

    /// The token as a page prints it: a mask, and the token under it. As no two answers print the same, the length of a
    /// compressed answer says nothing about the token (BREACH).
    #[must_use]
    pub fn masked(&self, random: [u8; BYTES]) -> String {
        format!("{}{}", hex::encode(random), hex::encode(xor(&random, &self.0)))
    }

    /// Whether a form that sent this text knows the token.
    #[must_use]
    pub fn admits(&self, sent: &str) -> bool {
        unmask(sent).is_some_and(|token| token.ct_eq(&self.0).into())
    }

    pub(in crate::web) fn from_hex(text: &str) -> Option<Self> {
        bytes(text).map(Self)
    }

    pub(in crate::web) fn to_hex(&self) -> String {
        hex::encode(self.0)
    }
}

impl fmt::Debug for CsrfToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CsrfToken(..)")
    }
}

fn unmask(sent: &str) -> Option<[u8; BYTES]> {
    let (mask, token) = sent.split_at_checked(2 * BYTES)?;
    Some(xor(&bytes(mask)?, &bytes(token)?))
}

fn bytes(text: &str) -> Option<[u8; BYTES]> {
    let mut bytes = [0; BYTES];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}

fn xor(a: &[u8; BYTES], b: &[u8; BYTES]) -> [u8; BYTES] {
    let mut both = *a;
    for (byte, other) in both.iter_mut().zip(b) {
        *byte ^= other;
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, proptest};

    #[test]
    fn a_token_looks_different_in_every_answer_and_never_as_itself() {
        let token = CsrfToken::new([7; BYTES]);
        let (one, two) = (token.masked([1; BYTES]), token.masked([2; BYTES]));
        assert_ne!(one, two);
        assert!(token.admits(&one) && token.admits(&two));
        assert!(!one.contains(&token.to_hex()) && !two.contains(&token.to_hex()));
        assert_eq!(format!("{token:?}"), "CsrfToken(..)");
    }

    #[test]
    fn a_wrong_short_or_bare_token_is_not_admitted() {
        let token = CsrfToken::new([7; BYTES]);
        let good = token.masked([1; BYTES]);
        for sent in ["", "0", &token.to_hex(), &good[1..], &format!("{good}0"), &good.replace('1', "2"), &"é".repeat(64)] {
            assert!(!token.admits(sent), "{sent}");
        }
    }

    proptest! {
        #[test]
        fn whoever_was_shown_a_token_is_admitted_and_no_other(token: [u8; BYTES], other: [u8; BYTES], mask: [u8; BYTES]) {
            let sent = CsrfToken::new(token).masked(mask);
            assert!(CsrfToken::new(token).admits(&sent));
            assert_eq!(CsrfToken::new(other).admits(&sent), token == other);
        }

        #[test]
        fn no_text_upsets_the_reader(sent in any::<String>()) {
            assert!(!CsrfToken::new([7; BYTES]).admits(&sent));
        }
    }
}
