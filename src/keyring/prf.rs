//! The pseudorandom function of the software root and of blinding: HMAC-SHA-256.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

/// HMAC-SHA-256 (RFC 2104) under a key of 32 bytes: the same that a token computes inside.
pub fn prf(key: &[u8; 32], message: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut block = Zeroizing::new([0; 64]);
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    let mac = Hmac::<Sha256>::new((&*block).into()).chain_update(message);
    let mut tag = mac.finalize().into_bytes();
    let mut out = Zeroizing::new([0; 32]);
    out.copy_from_slice(&tag);
    tag.as_mut_slice().zeroize();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_secret_is_that_of_the_vectors() {
        let all: serde_json::Value = serde_json::from_str(include_str!("../../tests/vectors/seal-vectors.json")).unwrap();
        let bytes = |name: &str| hex::decode(all["root_secret"][name].as_str().unwrap()).unwrap();
        let key = bytes("root_key").try_into().unwrap();
        assert_eq!(prf(&key, &bytes("message")).as_slice(), bytes("hmac_sha256"));
    }
}
