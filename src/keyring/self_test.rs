//! Known answers, computed again at every start: a program or machine that computes wrongly must not touch a key.

use super::format::{CiphertextHeader, RowFormat, unframe};
use super::prf::prf;
use super::seal::{DoesNotOpen, SealingKey, open, seal};
use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Nonce};
use hkdf::Hkdf;
use serde_json::Value;
use sha2::Sha256;
use zeroize::Zeroizing;

const VECTORS: &str = include_str!("../../tests/vectors/seal-vectors.json");
const ROWS: usize = 7;
const REFUSED_ROWS: usize = 11;

/// A known answer came out differently. Nothing may be started.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the self-test of {0} failed: this program or this machine computes wrongly; reinstall it, or run it elsewhere")]
pub struct SelfTestFailed(pub String);

/// Computes the known answers of every primitive and format. No keyring is created or opened without it.
pub fn self_test() -> Result<(), SelfTestFailed> {
    check(&HMAC, &HKDF, &GCM, VECTORS)
}

/// What goes in, and what must come out, in hexadecimal.
struct Known {
    key: &'static str,
    message: &'static str,
    answer: &'static str,
}

/// RFC 4231, test case 2: the key is "Jefe", which HMAC fills up with zeros.
const HMAC: Known = Known {
    key: "4a65666500000000000000000000000000000000000000000000000000000000",
    message: "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
    answer: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
};

/// RFC 5869, A.1: the pseudorandom key, the info, and the 42 bytes that they expand to.
const HKDF: Known = Known {
    key: "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
    message: "f0f1f2f3f4f5f6f7f8f9",
    answer: "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
};

/// Test case 14 of the GCM specification by its authors: a zero nonce, as in our sealing.
const GCM: Known = Known {
    key: "0000000000000000000000000000000000000000000000000000000000000000",
    message: "00000000000000000000000000000000",
    answer: "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919",
};

fn check(hmac: &Known, hkdf: &Known, gcm: &Known, vectors: &str) -> Result<(), SelfTestFailed> {
    let holds = |name: &str, held: Option<bool>| match held {
        Some(true) => Ok(()),
        Some(false) | None => Err(SelfTestFailed(name.to_owned())),
    };
    holds("HMAC-SHA-256", hmac_holds(hmac))?;
    holds("HKDF-SHA-256", hkdf_holds(hkdf))?;
    holds("AES-256-GCM", gcm_holds(gcm))?;
    let vectors: Value = serde_json::from_str(vectors).unwrap_or_default();
    holds("the root secret", vectors.get("root_secret").and_then(root_secret_holds))?;
    let name = |row: &Value| row.get("name").and_then(Value::as_str).unwrap_or("a row without a name").to_owned();
    let rows = |list: &str, count| vectors.get(list).and_then(Value::as_array).filter(|rows| rows.len() == count);
    for row in rows("seal", ROWS).ok_or_else(|| SelfTestFailed("the sealed rows".to_owned()))? {
        holds(&name(row), row_holds(row))?;
    }
    for row in rows("must_fail", REFUSED_ROWS).ok_or_else(|| SelfTestFailed("the refused rows".to_owned()))? {
        holds(&name(row), refused_row_holds(row))?;
    }
    Ok(())
}

fn hmac_holds(known: &Known) -> Option<bool> {
    let key = array(known.key)?;
    Some(prf(&key, &hex::decode(known.message).ok()?).as_slice() == hex::decode(known.answer).ok()?)
}

fn hkdf_holds(known: &Known) -> Option<bool> {
    let hkdf = Hkdf::<Sha256>::from_prk(&array::<32>(known.key)?).ok()?;
    let mut okm = [0; 42];
    hkdf.expand_multi_info(&[&hex::decode(known.message).ok()?], &mut okm).ok()?;
    Some(okm.as_slice() == hex::decode(known.answer).ok()?)
}

fn gcm_holds(known: &Known) -> Option<bool> {
    let cipher = Aes256Gcm::new((&array::<32>(known.key)?).into());
    let (plain, sealed) = (hex::decode(known.message).ok()?, hex::decode(known.answer).ok()?);
    let nonce = Nonce::<Aes256Gcm>::default();
    Some(cipher.encrypt(&nonce, plain.as_slice()).ok()? == sealed && cipher.decrypt(&nonce, sealed.as_slice()).ok()? == plain)
}

fn root_secret_holds(row: &Value) -> Option<bool> {
    let key = array(text(row, "root_key")?)?;
    Some(prf(&key, &bytes(row, "message")?).as_slice() == bytes(row, "hmac_sha256")?)
}

fn row_holds(row: &Value) -> Option<bool> {
    let (key, header, context) = (key(row)?, bytes(row, "header")?, bytes(row, "context")?);
    let (plaintext, sealed) = (bytes(row, "plaintext")?, bytes(row, "sealed")?);
    let again = seal(&key, &header, &array(text(row, "salt")?)?, &context, &plaintext).ok()?;
    Some(again == sealed && opened(&key, &context, &sealed).is_ok())
}

fn refused_row_holds(row: &Value) -> Option<bool> {
    Some(opened(&key(row)?, &bytes(row, "context")?, &bytes(row, "sealed")?).is_err())
}

/// Opens a row of any format, with all checks of its format.
fn opened(key: &SealingKey, context: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, DoesNotOpen> {
    if sealed.first() == Some(&CiphertextHeader::FIRST) {
        let header = CiphertextHeader::read(sealed)?;
        unframe(header.purpose, &open(key, CiphertextHeader::LENGTH, context, sealed)?)
    } else {
        open(key, RowFormat::HEADER_LENGTH, context, sealed)
    }
}

fn key(row: &Value) -> Option<SealingKey> {
    SealingKey::from_slice(&bytes(row, "key")?)
}

fn text<'row>(row: &'row Value, name: &str) -> Option<&'row str> {
    row.get(name)?.as_str()
}

fn bytes(row: &Value, name: &str) -> Option<Vec<u8>> {
    hex::decode(text(row, name)?).ok()
}

fn array<const LENGTH: usize>(text: &str) -> Option<[u8; LENGTH]> {
    hex::decode(text).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRONG: Known = Known { answer: "00", ..HMAC };

    fn failed(hmac: &Known, hkdf: &Known, gcm: &Known, vectors: &str) -> String {
        check(hmac, hkdf, gcm, vectors).unwrap_err().0
    }

    #[test]
    fn this_program_computes_the_known_answers() {
        assert_eq!(self_test(), Ok(()));
    }

    #[test]
    fn a_wrong_primitive_is_named() {
        assert_eq!(failed(&WRONG, &HKDF, &GCM, VECTORS), "HMAC-SHA-256");
        assert_eq!(failed(&HMAC, &Known { answer: "00", ..HKDF }, &GCM, VECTORS), "HKDF-SHA-256");
        assert_eq!(failed(&HMAC, &HKDF, &Known { answer: "00", ..GCM }, VECTORS), "AES-256-GCM");
        for nothing in ["", "{}", r#"{"root_secret": {}}"#] {
            assert_eq!(failed(&HMAC, &HKDF, &GCM, nothing), "the root secret");
        }
    }

    #[test]
    fn a_row_that_comes_out_differently_is_named() {
        let all: Value = serde_json::from_str(VECTORS).unwrap();
        for at in 0..ROWS {
            for field in ["key", "header", "salt", "context", "plaintext", "sealed"] {
                let mut changed = all.clone();
                let text = changed["seal"][at][field].as_str().unwrap();
                let other = if text.ends_with('0') { "1" } else { "0" };
                changed["seal"][at][field] = Value::from(format!("{}{other}", &text[..text.len() - 1]));
                assert_eq!(failed(&HMAC, &HKDF, &GCM, &changed.to_string()), all["seal"][at]["name"], "{field}");
            }
        }
        for at in 0..REFUSED_ROWS {
            let mut changed = all.clone();
            for field in ["key", "context", "sealed"] {
                changed["must_fail"][at][field] = all["seal"][5][field].clone();
            }
            assert_eq!(failed(&HMAC, &HKDF, &GCM, &changed.to_string()), all["must_fail"][at]["name"]);
        }
        for list in ["seal", "must_fail"] {
            let mut fewer = all.clone();
            fewer[list].as_array_mut().unwrap().pop();
            assert!(failed(&HMAC, &HKDF, &GCM, &fewer.to_string()).ends_with("rows"), "a row that is gone is a failure");
        }
    }
}
