//! The body of a call: one JSON object, read as leniently as real clients need and not more.
//!
//! Numbers may come as texts, optional fields as empty texts or `null`, and fields that nobody knows are ignored
//! (API reference, section 1). What is wrong has the code that the reference gives it.

use crate::domain::{Action, EncryptionContext, KeyId, Refusal};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fmt;
use uuid::Uuid;

/// What a call asks for, read from its body.
pub trait Asked: Send + Sized {
    /// What is refused when the fields are wrong.
    const ACTION: Action;

    /// Reads the fields. Looks nothing up.
    fn read(form: &Form<'_>) -> Result<Self, Refusal>;
}

/// The fields of a body, as they were sent.
pub struct Form<'body>(BTreeMap<String, &'body RawValue>);

/// The most bytes of `additional_authenticated_data`.
const MAX_ADDITIONAL: usize = 128;

const INVALID_KEY_ID: Refusal = invalid("KMS.0205", "key_id is a UUID in lower case");
const INVALID_SEQUENCE: Refusal = invalid("KMS.0206", "sequence is a UUID of 36 characters");
const INVALID_CONTEXT: Refusal = invalid("KMS.0208", "encryption_context maps names to texts");
const INVALID_ADDITIONAL: Refusal = invalid("KMS.0308", "additional_authenticated_data is a text of at most 128 bytes");

/// A refusal with a code of the wire.
pub const fn invalid(code: &'static str, message: &'static str) -> Refusal {
    Refusal::InvalidParameter { code, message }
}

/// A required field is not there.
pub const fn missing(message: &'static str) -> Refusal {
    invalid("KMS.0204", message)
}

impl<'body> Form<'body> {
    /// Reads a body. None at all is an object without fields. A name that stands twice is refused: to take the last
    /// one would act on something that a reader before us did not see.
    pub fn read(body: &'body [u8]) -> Result<Self, Refusal> {
        if body.trim_ascii().is_empty() {
            return Ok(Self(BTreeMap::new()));
        }
        let Fields(fields) = serde_json::from_slice(body).map_err(|error| match error.classify() {
            Category::Data => invalid("KMS.0214", "the body is one JSON object, each name once"),
            Category::Eof | Category::Io | Category::Syntax => invalid("KMS.0202", "the body is not valid JSON"),
        })?;
        Ok(Self(fields))
    }

    /// Reads what a call asks for, after the fields that every call may have.
    pub fn asked<A: Asked>(&self) -> Result<A, Refusal> {
        if let Some(sequence) = self.text("sequence", &INVALID_SEQUENCE)?.filter(|text| !text.is_empty()) {
            let wide = sequence.to_ascii_lowercase();
            if !has_shape_of_id(&wide) {
                return Err(INVALID_SEQUENCE);
            }
        }
        A::read(self)
    }

    /// The field as it was sent; `null` is none.
    fn given(&self, name: &str) -> Option<&'body RawValue> {
        self.0.get(name).copied().filter(|raw| raw.get() != "null")
    }

    /// A text; anything else is `wrong`.
    pub fn text(&self, name: &str, wrong: &Refusal) -> Result<Option<String>, Refusal> {
        let Some(raw) = self.given(name) else { return Ok(None) };
        serde_json::from_str(raw.get()).map(Some).map_err(|_| wrong.clone())
    }

    /// A text that clients leave empty when they mean none.
    pub fn choice(&self, name: &str, wrong: &Refusal) -> Result<Option<String>, Refusal> {
        Ok(self.text(name, wrong)?.filter(|text| !text.is_empty()))
    }

    /// A whole number, sent as such or as a text; an empty text is none.
    pub fn number(&self, name: &str, wrong: &Refusal) -> Result<Option<i64>, Refusal> {
        let Some(raw) = self.given(name) else { return Ok(None) };
        let digits = if raw.get().starts_with('"') {
            serde_json::from_str(raw.get()).map_err(|_| wrong.clone())?
        } else {
            raw.get().to_owned()
        };
        if digits.is_empty() {
            return Ok(None);
        }
        // Rust reads a leading plus; JSON and the reference do not.
        if digits.starts_with('+') { Err(wrong.clone()) } else { digits.parse().map(Some).map_err(|_| wrong.clone()) }
    }

    /// The key that the call names. An id of the reference's wide alphabet that is no UUID names no key; neither does
    /// the nil id, so it stands for all of those and the gate answers that there is none.
    pub fn key_id(&self) -> Result<KeyId, Refusal> {
        let text = self.text("key_id", &INVALID_KEY_ID)?.ok_or(missing("key_id is required"))?;
        if !has_shape_of_id(&text) {
            return Err(INVALID_KEY_ID);
        }
        Ok(text.parse().unwrap_or(KeyId::from_uuid(Uuid::nil())))
    }

    /// The key that the call may name; an empty text is none.
    pub fn maybe_key_id(&self) -> Result<Option<KeyId>, Refusal> {
        self.choice("key_id", &INVALID_KEY_ID)?.map(|_| self.key_id()).transpose()
    }

    /// What is bound to a ciphertext: the encryption context and the additional authenticated data.
    pub fn bound(&self) -> Result<(EncryptionContext, Vec<u8>), Refusal> {
        let context = match self.given("encryption_context").map(RawValue::get) {
            None | Some("\"\"") => EncryptionContext::default(),
            Some(raw) => EncryptionContext::from_json(raw.as_bytes()).map_err(|_| INVALID_CONTEXT)?,
        };
        let additional = self.text("additional_authenticated_data", &INVALID_ADDITIONAL)?.unwrap_or_default();
        if additional.len() > MAX_ADDITIONAL { Err(INVALID_ADDITIONAL) } else { Ok((context, additional.into_bytes())) }
    }
}

/// Bodies hold secrets: only the names of the fields are printed.
impl fmt::Debug for Form<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// `^[0-9a-z]{8}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{12}$`
fn has_shape_of_id(text: &str) -> bool {
    let groups = text.split('-').map(str::len);
    let letters = text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase() || byte == b'-');
    letters && groups.eq([8, 4, 4, 4, 12])
}

struct Fields<'body>(BTreeMap<String, &'body RawValue>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(OneObject).map(Self)
    }
}

struct OneObject;

impl<'de> Visitor<'de> for OneObject {
    type Value = BTreeMap<String, &'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = BTreeMap::new();
        while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
            if fields.insert(name, value).is_some() {
                return Err(A::Error::custom("a name stands twice"));
            }
        }
        Ok(fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WRONG: Refusal = invalid("X", "x");

    struct Nothing;

    impl Asked for Nothing {
        const ACTION: Action = Action::GenRandom;

        fn read(_: &Form<'_>) -> Result<Self, Refusal> {
            Ok(Self)
        }
    }

    fn code<T>(read: Result<T, Refusal>) -> Option<&'static str> {
        read.err().map(|refusal| refusal.code())
    }

    #[test]
    fn a_body_is_one_object_with_each_name_once() {
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(60_000), "]".repeat(60_000));
        for (body, want) in [
            (&b""[..], None),
            (b" \n", None),
            (b"{}", None),
            (br#"{"unknown": [1, {"x": null}]}"#, None),
            (deep.as_bytes(), None),
            (b"{", Some("KMS.0202")),
            (b"{} {}", Some("KMS.0202")),
            (b"{\"a\": \"\xff\"}", Some("KMS.0202")),
            (b"{\"\xc3\": 1}", Some("KMS.0202")),
            (b"\0", Some("KMS.0202")),
            (b"{\"a\": \"\0\"}", Some("KMS.0202")),
            (b"key_id=1", Some("KMS.0202")),
            (b"[]", Some("KMS.0214")),
            (b"null", Some("KMS.0214")),
            (b"\"{}\"", Some("KMS.0214")),
            (br#"{"a": 1, "\u0061": 2}"#, Some("KMS.0214")),
        ] {
            assert_eq!(code(Form::read(body)), want, "{:.60}", String::from_utf8_lossy(body));
        }
    }

    #[test]
    fn a_number_may_come_as_a_text() {
        for (sent, want) in [
            ("512", Ok(Some(512))),
            (r#""512""#, Ok(Some(512))),
            ("-1", Ok(Some(-1))),
            (r#""-1""#, Ok(Some(-1))),
            (r#""""#, Ok(None)),
            ("null", Ok(None)),
            ("5.0", Err(())),
            ("1e3", Err(())),
            ("true", Err(())),
            ("[1]", Err(())),
            (r#""+1""#, Err(())),
            (r#"" 1""#, Err(())),
            (r#""٣""#, Err(())),
            ("99999999999999999999", Err(())),
        ] {
            let body = format!("{{\"n\": {sent}}}");
            let form = Form::read(body.as_bytes()).unwrap();
            assert_eq!(form.number("n", &WRONG).map_err(|refusal| assert_eq!(refusal, WRONG)), want, "{sent}");
        }
    }

    #[test]
    fn a_sequence_is_a_uuid_or_refused() {
        for (sent, want) in [
            (r#""919c82d4-8046-4722-9094-35c3c6524cff""#, None),
            (r#""919C82D4-8046-4722-9094-35C3C6524CFF""#, None),
            (r#""""#, None),
            ("null", None),
            (r#""919c82d4""#, Some("KMS.0206")),
            (r#""919c82d4804647229094 35c3c6524cff    ""#, Some("KMS.0206")),
            ("7", Some("KMS.0206")),
        ] {
            let body = format!("{{\"sequence\": {sent}}}");
            assert_eq!(code(Form::read(body.as_bytes()).unwrap().asked::<Nothing>()), want, "{sent}");
        }
    }

    #[test]
    fn a_key_id_is_judged_by_its_form_before_anything_is_looked_up() {
        let known = "0d0466b0-e727-4d9c-b35d-f84bb474a37f";
        let nil = Uuid::nil().to_string();
        for (sent, want) in [
            (format!("\"{known}\""), Ok(known)),
            ("\"zzzzzzzz-e727-4d9c-b35d-f84bb474a37f\"".to_owned(), Ok(nil.as_str())),
            ("\"0D0466B0-e727-4d9c-b35d-f84bb474a37f\"".to_owned(), Err("KMS.0205")),
            ("\"my-alias\"".to_owned(), Err("KMS.0205")),
            ("\"\"".to_owned(), Err("KMS.0205")),
            (format!("\"{known}\\u0000\""), Err("KMS.0205")),
            (format!("\"{}\"", known.replace('-', "")), Err("KMS.0205")),
            ("12".to_owned(), Err("KMS.0205")),
            ("{}".to_owned(), Err("KMS.0205")),
            ("null".to_owned(), Err("KMS.0204")),
        ] {
            let body = format!("{{\"key_id\": {sent}}}");
            let read = Form::read(body.as_bytes()).unwrap().key_id();
            assert_eq!(read.map(|id| id.to_string()).map_err(|refusal| refusal.code()), want.map(str::to_owned), "{sent}");
        }
        assert_eq!(code(Form::read(b"{}").unwrap().key_id()), Some("KMS.0204"));
    }

    #[test]
    fn what_is_bound_has_its_limits() {
        let at_most = format!(r#"{{"additional_authenticated_data": "{}"}}"#, "é".repeat(64));
        let too_long = format!(r#"{{"additional_authenticated_data": "{}"}}"#, "é".repeat(65));
        for (body, want) in [
            (r#"{"encryption_context": {"a": "1"}}"#, None),
            (r#"{"encryption_context": "{\"a\": \"1\"}"}"#, None),
            (r#"{"encryption_context": ""}"#, None),
            (r#"{"encryption_context": null}"#, None),
            (r#"{"encryption_context": {"a": 1}}"#, Some("KMS.0208")),
            (r#"{"encryption_context": {"a": "1", "a": "2"}}"#, Some("KMS.0208")),
            (r#"{"encryption_context": ["a"]}"#, Some("KMS.0208")),
            (at_most.as_str(), None),
            (too_long.as_str(), Some("KMS.0308")),
            (r#"{"additional_authenticated_data": 1}"#, Some("KMS.0308")),
        ] {
            assert_eq!(code(Form::read(body.as_bytes()).unwrap().bound()), want, "{body:.60}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_a_form_panic(body: Vec<u8>) {
            let _read = Form::read(&body);
        }

        #[test]
        fn no_value_makes_a_field_panic(value in "(?s)\\PC{0,40}|[-+0-9.eE\"\\[\\]{}:,a-f\\\\u]{0,40}") {
            let body = format!(r#"{{"key_id": {value}, "n": {value}, "encryption_context": {value}}}"#);
            if let Ok(form) = Form::read(body.as_bytes()) {
                let _read = (form.key_id(), form.number("n", &WRONG), form.text("n", &WRONG), form.bound());
            }
        }
    }
}
