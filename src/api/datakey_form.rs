//! The bodies of the calls that make, wrap and open data keys, and of the one that draws random bytes.

use super::form::{Asked, Form, invalid, missing};
use crate::domain::{Action, Plaintext, Refusal};
use crate::kms::{CreateDatakey, CreateDatakeyWithoutPlaintext, DecryptDatakey, EncryptDatakey, GenRandom};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The longest data key, in bytes.
const MAX_BYTES: u16 = 1_024;

/// The length of the digest that follows a data key in the body of encrypt-datakey.
const DIGEST_LENGTH: usize = 32;

/// How much longer a wrapped data key is than the data key (API reference, 2.7).
const WRAPPING: usize = 124;

const INVALID_SPEC: Refusal = invalid("KMS.1902", "key_spec is AES_256 or AES_128");
const INVALID_PLAINTEXT: Refusal = invalid("KMS.2101", "plain_text is a data key and its SHA-256 in hexadecimal");
const INVALID_DECLARED: Refusal = invalid("KMS.2102", "datakey_plain_length is a number of bytes from 1 to 1024");
const WRONG_DIGEST: Refusal = invalid("KMS.2103", "the digest in plain_text is not that of the data key");
const WRONG_PLAIN_LENGTH: Refusal = invalid("KMS.2104", "plain_text is not datakey_plain_length bytes and a digest");
const INVALID_CIPHERTEXT: Refusal = invalid("KMS.2201", "cipher_text is a wrapped data key in hexadecimal");
const INVALID_OPENED: Refusal = invalid("KMS.2202", "datakey_cipher_length is a number of bytes from 1 to 1024");
const WRONG_CIPHER_LENGTH: Refusal = invalid("KMS.2204", "cipher_text does not hold a data key of datakey_cipher_length bytes");

impl Asked for CreateDatakey {
    const ACTION: Action = Action::CreateDatakey;

    fn read(form: &Form<'_>) -> Result<Self, Refusal> {
        let key_id = form.key_id()?;
        let out_of_range = invalid("KMS.1901", "datakey_length is a number of bits from 8 to 8192");
        let no_multiple = invalid("KMS.1903", "datakey_length is a multiple of 8");
        let bytes = match form.number("datakey_length", &out_of_range)? {
            Some(bits) => whole_bytes(bits, out_of_range, no_multiple)?,
            None => match form.choice("key_spec", &INVALID_SPEC)?.as_deref() {
                None | Some("AES_256") => 32,
                Some("AES_128") => 16,
                Some(_) => return Err(INVALID_SPEC),
            },
        };
        let (context, additional) = form.bound()?;
        Ok(Self { key_id, bytes, context, additional })
    }
}

impl Asked for CreateDatakeyWithoutPlaintext {
    const ACTION: Action = Action::CreateDatakeyWithoutPlaintext;

    fn read(form: &Form<'_>) -> Result<Self, Refusal> {
        let CreateDatakey { key_id, bytes, context, additional } = CreateDatakey::read(form)?;
        Ok(Self { key_id, bytes, context, additional })
    }
}

impl Asked for EncryptDatakey {
    const ACTION: Action = Action::EncryptDatakey;

    fn read(form: &Form<'_>) -> Result<Self, Refusal> {
        let key_id = form.key_id()?;
        let declared = form.number("datakey_plain_length", &INVALID_DECLARED)?;
        let declared = in_bytes(declared.ok_or(missing("datakey_plain_length is required"))?, INVALID_DECLARED)?;
        let sent = form.text("plain_text", &INVALID_PLAINTEXT)?.ok_or(missing("plain_text is required"))?;
        let plaintext = data_key_before_digest(&Zeroizing::new(sent), declared)?;
        let (context, additional) = form.bound()?;
        Ok(Self { key_id, plaintext, context, additional })
    }
}

impl Asked for DecryptDatakey {
    const ACTION: Action = Action::DecryptDatakey;

    fn read(form: &Form<'_>) -> Result<Self, Refusal> {
        let key_id = form.key_id()?;
        let declared = form.number("datakey_cipher_length", &INVALID_OPENED)?;
        let declared = in_bytes(declared.ok_or(missing("datakey_cipher_length is required"))?, INVALID_OPENED)?;
        let sent = form.text("cipher_text", &INVALID_CIPHERTEXT)?.ok_or(missing("cipher_text is required"))?;
        let ciphertext = hex::decode(sent.trim()).map_err(|_| INVALID_CIPHERTEXT)?;
        if ciphertext.len() <= WRAPPING {
            return Err(INVALID_CIPHERTEXT);
        }
        if ciphertext.len() != WRAPPING + declared {
            return Err(WRONG_CIPHER_LENGTH);
        }
        let (context, additional) = form.bound()?;
        Ok(Self { key_id, ciphertext, context, additional })
    }
}

impl Asked for GenRandom {
    const ACTION: Action = Action::GenRandom;

    fn read(form: &Form<'_>) -> Result<Self, Refusal> {
        let out_of_range = invalid("KMS.1801", "random_data_length is a number of bits from 8 to 8192");
        let no_multiple = invalid("KMS.1802", "random_data_length is a multiple of 8");
        let bits = form.number("random_data_length", &out_of_range)?.ok_or(missing("random_data_length is required"))?;
        Ok(Self { bytes: whole_bytes(bits, out_of_range, no_multiple)? })
    }
}

/// A number of bits as bytes, 1 to 1024 of them.
fn whole_bytes(bits: i64, out_of_range: Refusal, no_multiple: Refusal) -> Result<u16, Refusal> {
    match u16::try_from(bits) {
        Ok(bits) if (8..=MAX_BYTES * 8).contains(&bits) => {
            if bits.is_multiple_of(8) {
                Ok(bits / 8)
            } else {
                Err(no_multiple)
            }
        }
        Ok(_) | Err(_) => Err(out_of_range),
    }
}

/// A declared number of bytes, 1 to 1024.
fn in_bytes(declared: i64, wrong: Refusal) -> Result<usize, Refusal> {
    usize::try_from(declared).ok().filter(|bytes| (1..=usize::from(MAX_BYTES)).contains(bytes)).ok_or(wrong)
}

/// The data key out of `plain_text`: its hexadecimal, then that of its SHA-256. The vendor's own example has a space
/// between the two, so white space is passed over.
fn data_key_before_digest(sent: &str, declared: usize) -> Result<Plaintext, Refusal> {
    let digits = Zeroizing::new(sent.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect::<Vec<u8>>());
    let decoded = Zeroizing::new(hex::decode(&*digits).map_err(|_| INVALID_PLAINTEXT)?);
    if decoded.len() != declared + DIGEST_LENGTH {
        return Err(WRONG_PLAIN_LENGTH);
    }
    let (data_key, digest) = decoded.split_at_checked(declared).ok_or(WRONG_PLAIN_LENGTH)?;
    if bool::from(Sha256::digest(data_key).as_slice().ct_eq(digest)) {
        Ok(Plaintext::new(Zeroizing::new(data_key.to_vec())))
    } else {
        Err(WRONG_DIGEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEY: &str = r#""key_id": "0d0466b0-e727-4d9c-b35d-f84bb474a37f""#;

    fn read<A: Asked>(fields: &str) -> Result<A, &'static str> {
        let body = format!("{{{KEY}, {fields}}}");
        Form::read(body.as_bytes()).and_then(|form| form.asked()).map_err(|refusal| refusal.code())
    }

    #[test]
    fn a_data_key_has_a_length_in_bits_or_a_kind() {
        for (fields, want) in [
            (r#""datakey_length": 512"#, Ok(64)),
            (r#""datakey_length": "512""#, Ok(64)),
            (r#""datakey_length": 8"#, Ok(1)),
            (r#""datakey_length": 8192"#, Ok(1_024)),
            (r#""datakey_length": 512, "key_spec": "nothing""#, Ok(64)),
            (r#""key_spec": "AES_128""#, Ok(16)),
            (r#""key_spec": "AES_256""#, Ok(32)),
            (r#""datakey_length": """#, Ok(32)),
            (r#""pin": 1"#, Ok(32)),
            (r#""datakey_length": 0"#, Err("KMS.1901")),
            (r#""datakey_length": 7"#, Err("KMS.1901")),
            (r#""datakey_length": 8193"#, Err("KMS.1901")),
            (r#""datakey_length": 8200"#, Err("KMS.1901")),
            (r#""datakey_length": 65544"#, Err("KMS.1901")),
            (r#""datakey_length": -8"#, Err("KMS.1901")),
            (r#""datakey_length": "x""#, Err("KMS.1901")),
            (r#""datakey_length": 12"#, Err("KMS.1903")),
            (r#""key_spec": "SM4""#, Err("KMS.1902")),
            (r#""key_spec": 256"#, Err("KMS.1902")),
            (r#""encryption_context": 1"#, Err("KMS.0208")),
        ] {
            assert_eq!(read::<CreateDatakey>(fields).map(|asked| asked.bytes), want, "{fields}");
        }
    }

    #[test]
    fn random_bytes_are_asked_for_in_bits() {
        for (fields, want) in [
            (r#""random_data_length": 512"#, Ok(64)),
            (r#""random_data_length": "8""#, Ok(1)),
            (r#""random_data_length": 8192"#, Ok(1_024)),
            (r#""random_data_length": 0"#, Err("KMS.1801")),
            (r#""random_data_length": 9000"#, Err("KMS.1801")),
            (r#""random_data_length": [512]"#, Err("KMS.1801")),
            (r#""random_data_length": 511"#, Err("KMS.1802")),
            (r#""random_data_length": null"#, Err("KMS.0204")),
        ] {
            assert_eq!(read::<GenRandom>(fields).map(|asked| asked.bytes), want, "{fields}");
        }
    }

    #[test]
    fn a_data_key_to_be_wrapped_comes_with_its_digest() {
        let (key, digest) = (hex::encode_upper([7; 64]), hex::encode(Sha256::digest([7; 64])));
        let other = hex::encode(Sha256::digest([8; 64]));
        for (text, length, want) in [
            (format!("{key}{digest}"), "64", Ok(64)),
            (format!("{key} {digest}"), "\"64\"", Ok(64)),
            (format!("{key}{}", digest.to_uppercase()), "64", Ok(64)),
            (format!("{key}{other}"), "64", Err("KMS.2103")),
            (format!("{key}{digest}"), "63", Err("KMS.2104")),
            (key.clone(), "64", Err("KMS.2104")),
            (String::new(), "64", Err("KMS.2104")),
            (format!("{key}{digest}0"), "64", Err("KMS.2101")),
            (format!("{key}{digest}zz"), "64", Err("KMS.2101")),
            (format!("{key}{digest}"), "0", Err("KMS.2102")),
            (format!("{key}{digest}"), "1025", Err("KMS.2102")),
            (format!("{key}{digest}"), "-64", Err("KMS.2102")),
            (format!("{key}{digest}"), "null", Err("KMS.0204")),
        ] {
            let fields = format!(r#""plain_text": "{text}", "datakey_plain_length": {length}"#);
            let asked = read::<EncryptDatakey>(&fields);
            assert_eq!(asked.as_ref().map(|asked| asked.plaintext.expose().len()).map_err(|code| *code), want, "{fields}");
        }
        assert_eq!(read::<EncryptDatakey>(r#""datakey_plain_length": 64"#).err(), Some("KMS.0204"));
        assert_eq!(read::<EncryptDatakey>(r#""plain_text": 7, "datakey_plain_length": 64"#).err(), Some("KMS.2101"));
    }

    #[test]
    fn a_wrapped_data_key_is_as_long_as_it_declares() {
        for (bytes, length, want) in [
            (188, "64", Ok(188)),
            (188, "\"64\"", Ok(188)),
            (125, "1", Ok(125)),
            (188, "63", Err("KMS.2204")),
            (124, "64", Err("KMS.2201")),
            (0, "64", Err("KMS.2201")),
            (188, "0", Err("KMS.2202")),
            (188, "1025", Err("KMS.2202")),
            (188, "\"x\"", Err("KMS.2202")),
            (188, "null", Err("KMS.0204")),
        ] {
            for text in [hex::encode(vec![0xC1; bytes]), hex::encode_upper(vec![0xC1; bytes])] {
                let fields = format!(r#""cipher_text": "{text}", "datakey_cipher_length": {length}"#);
                assert_eq!(read::<DecryptDatakey>(&fields).map(|asked| asked.ciphertext.len()), want, "{bytes} {length}");
            }
        }
        for text in ["\"xy\"", "\"abc\"", "7", "[\"aa\"]"] {
            let fields = format!(r#""cipher_text": {text}, "datakey_cipher_length": 64"#);
            assert_eq!(read::<DecryptDatakey>(&fields).err(), Some("KMS.2201"), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_data_key_with_its_digest_is_read_whole(key in proptest::collection::vec(any::<u8>(), 1..=1_024)) {
            let text = format!("{}{}", hex::encode_upper(&key), hex::encode(Sha256::digest(&key)));
            let fields = format!(r#""plain_text": "{text}", "datakey_plain_length": {}"#, key.len());
            let asked = read::<EncryptDatakey>(&fields).unwrap();
            prop_assert_eq!(asked.plaintext.expose(), &key[..]);
        }

        #[test]
        fn no_fields_make_the_reading_panic(value in "(?s)[-+0-9.eE\"\\[\\]{}:,a-f ]{0,40}", text in "\\PC{0,40}", n: i64) {
            let text = serde_json::to_string(&text).unwrap();
            for value in [&value, &text, &n.to_string()] {
                let fields = ["plain_text", "cipher_text", "datakey_length", "random_data_length"]
                    .map(|name| format!("\"{name}\": {value}"))
                    .join(", ");
                let fields = format!("{fields}, \"datakey_plain_length\": {n}, \"datakey_cipher_length\": {value}");
                let _read = (read::<CreateDatakey>(&fields), read::<EncryptDatakey>(&fields));
                let _read = (read::<DecryptDatakey>(&fields), read::<GenRandom>(&fields));
            }
        }
    }
}
