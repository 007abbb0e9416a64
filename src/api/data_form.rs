//! The bodies of the calls that seal and open data.

use super::form::{Asked, Form, invalid, missing};
use crate::domain::{Action, Plaintext, Refusal};
use crate::kms::{DecryptData, EncryptData};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

/// The most data that is sealed at once, in bytes.
const MAX_BYTES: usize = 4_096;

/// The algorithms of the reference that need another kind of key than there is.
const OTHER_ALGORITHMS: [&str; 3] = ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2_ENCRYPT"];

const INVALID_PLAINTEXT: Refusal = invalid("KMS.2101", "plain_text is a text of 1 to 4096 bytes");
const INVALID_CIPHERTEXT: Refusal = invalid("KMS.2201", "cipher_text is what encrypt-data answered, in Base64");
const INVALID_ALGORITHM: Refusal = invalid("KMS.0308", "encryption_algorithm is SYMMETRIC_DEFAULT");
const OTHER_ALGORITHM: Refusal = invalid("KMS.2105", "a symmetric key has no other algorithm than SYMMETRIC_DEFAULT");

impl Asked for EncryptData {
    const ACTION: Action = Action::EncryptData;

    fn read(form: &Form<'_>) -> Result<Self, Refusal> {
        let key_id = form.key_id()?;
        let text = Zeroizing::new(form.text("plain_text", &INVALID_PLAINTEXT)?.ok_or(missing("plain_text is required"))?);
        if !(1..=MAX_BYTES).contains(&text.len()) {
            return Err(INVALID_PLAINTEXT);
        }
        check_algorithm(form)?;
        let (context, additional) = form.bound()?;
        Ok(Self { key_id, plaintext: Plaintext::new(Zeroizing::new(text.as_bytes().to_vec())), context, additional })
    }
}

impl Asked for DecryptData {
    const ACTION: Action = Action::DecryptData;

    fn read(form: &Form<'_>) -> Result<Self, Refusal> {
        let key_id = form.maybe_key_id()?;
        let text = form.text("cipher_text", &INVALID_CIPHERTEXT)?.ok_or(missing("cipher_text is required"))?;
        let ciphertext = STANDARD.decode(text.trim()).map_err(|_| INVALID_CIPHERTEXT)?;
        check_algorithm(form)?;
        let (context, additional) = form.bound()?;
        Ok(Self { key_id, ciphertext, context, additional })
    }
}

fn check_algorithm(form: &Form<'_>) -> Result<(), Refusal> {
    match form.choice("encryption_algorithm", &INVALID_ALGORITHM)?.as_deref() {
        None | Some("SYMMETRIC_DEFAULT") => Ok(()),
        Some(other) if OTHER_ALGORITHMS.contains(&other) => Err(OTHER_ALGORITHM),
        Some(_) => Err(INVALID_ALGORITHM),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEY: &str = r#""key_id": "0d0466b0-e727-4d9c-b35d-f84bb474a37f""#;

    fn read<A: Asked>(fields: &str) -> Result<A, &'static str> {
        Form::read(format!("{{{fields}}}").as_bytes()).and_then(|form| form.asked()).map_err(|refusal| refusal.code())
    }

    #[test]
    fn data_is_a_text_of_one_to_4096_bytes() {
        let (longest, longer, wide) = ("a".repeat(4_096), "a".repeat(4_097), "é".repeat(2_049));
        for (fields, want) in [
            (r#""plain_text": "a""#.to_owned(), Ok(1)),
            (r#""plain_text": "é\n\u0000""#.to_owned(), Ok(4)),
            (format!(r#""plain_text": "{longest}""#), Ok(4_096)),
            (format!(r#""plain_text": "{longer}""#), Err("KMS.2101")),
            (format!(r#""plain_text": "{wide}""#), Err("KMS.2101")),
            (r#""plain_text": """#.to_owned(), Err("KMS.2101")),
            (r#""plain_text": 7"#.to_owned(), Err("KMS.2101")),
            (r#""plain_text": null"#.to_owned(), Err("KMS.0204")),
            (r#""plain_text": "a", "encryption_algorithm": "SYMMETRIC_DEFAULT""#.to_owned(), Ok(1)),
            (r#""plain_text": "a", "encryption_algorithm": """#.to_owned(), Ok(1)),
            (r#""plain_text": "a", "encryption_algorithm": "RSAES_OAEP_SHA_256""#.to_owned(), Err("KMS.2105")),
            (r#""plain_text": "a", "encryption_algorithm": "ROT13""#.to_owned(), Err("KMS.0308")),
            (r#""plain_text": "a", "encryption_context": 1"#.to_owned(), Err("KMS.0208")),
        ] {
            let asked = read::<EncryptData>(&format!("{KEY}, {fields}"));
            assert_eq!(asked.map(|asked| asked.plaintext.expose().len()), want, "{fields:.80}");
        }
        assert_eq!(read::<EncryptData>(r#""plain_text": "a""#).err(), Some("KMS.0204"));
        assert_eq!(read::<EncryptData>(r#""key_id": "x", "plain_text": "a""#).err(), Some("KMS.0205"));
    }

    #[test]
    fn sealed_data_comes_in_base64_and_names_its_key_itself() {
        for (fields, want) in [
            (r#""cipher_text": "wQIAAA==""#, Ok((4, false))),
            (r#""cipher_text": "wQIAAA==\n""#, Ok((4, false))),
            (r#""cipher_text": "wQIAAA==", "key_id": """#, Ok((4, false))),
            (r#""cipher_text": "wQIAAA==", "key_id": "0d0466b0-e727-4d9c-b35d-f84bb474a37f""#, Ok((4, true))),
            (r#""cipher_text": "wQIAAA==", "key_id": "x""#, Err("KMS.0205")),
            (r#""cipher_text": "wQIAAA==", "key_id": 7"#, Err("KMS.0205")),
            (r#""cipher_text": "wQIAAA""#, Err("KMS.2201")),
            (r#""cipher_text": "wQIA_A==""#, Err("KMS.2201")),
            (r#""cipher_text": "wQIAAB==""#, Err("KMS.2201")),
            (r#""cipher_text": 7"#, Err("KMS.2201")),
            (r#""cipher_text": null"#, Err("KMS.0204")),
        ] {
            let asked = read::<DecryptData>(fields);
            assert_eq!(asked.map(|asked| (asked.ciphertext.len(), asked.key_id.is_some())), want, "{fields}");
        }
    }

    proptest! {
        #[test]
        fn no_fields_make_the_reading_panic(value in "(?s)[-+0-9.eE\"\\[\\]{}:,a-f ]{0,40}", text in "\\PC{0,40}") {
            let text = serde_json::to_string(&text).unwrap();
            for value in [&value, &text] {
                let fields = format!("{KEY}, \"plain_text\": {value}, \"cipher_text\": {value}, \"encryption_algorithm\": {value}");
                let _read = (read::<EncryptData>(&fields), read::<DecryptData>(&fields));
            }
        }
    }
}
