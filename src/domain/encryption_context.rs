//! The encryption context: names and values that a caller binds to a ciphertext and must give again to open it.

use super::Refusal;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// Names and values bound to a ciphertext, at most 8,192 characters in all. An empty one is the same as none.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct EncryptionContext(BTreeMap<String, String>);

const INVALID: Refusal = Refusal::InvalidParameter {
    code: "KMS.0208",
    message: "encryption_context maps names to texts, each name once, 8192 characters in all",
};

impl EncryptionContext {
    /// The most characters that names and values have together.
    pub const MAX_CHARACTERS: usize = 8_192;

    /// Reads a JSON object, or a JSON string that holds one, as some clients send it. A name that stands twice is
    /// refused: to take the last one would bind something that the caller did not see.
    pub fn from_json(json: &[u8]) -> Result<Self, Refusal> {
        let Sent(context) = serde_json::from_slice(json).map_err(|_| INVALID)?;
        let characters: usize = context.0.iter().map(|(name, value)| name.chars().count() + value.chars().count()).sum();
        if characters > Self::MAX_CHARACTERS { Err(INVALID) } else { Ok(context) }
    }

    /// The bytes that a ciphertext binds: names and values, each as u32 big-endian length and UTF-8, sorted by the
    /// names' bytes. Empty for an empty context.
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for text in self.0.iter().flat_map(|(name, value)| [name, value]) {
            out.extend_from_slice(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes());
            out.extend_from_slice(text.as_bytes());
        }
        out
    }
}

/// Contexts name what they protect, so they are not for logs.
impl fmt::Debug for EncryptionContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EncryptionContext({} names)", self.0.len())
    }
}

/// What may stand on the wire: an object, or a string that holds an object.
struct Sent(EncryptionContext);

impl<'de> Deserialize<'de> for Sent {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Names { inside_string: false }).map(Self)
    }
}

struct Names {
    inside_string: bool,
}

impl<'de> Visitor<'de> for Names {
    type Value = EncryptionContext;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of texts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<EncryptionContext, A::Error> {
        let mut names = BTreeMap::new();
        while let Some((name, value)) = map.next_entry::<String, String>()? {
            if names.insert(name, value).is_some() {
                return Err(A::Error::custom("a name stands twice"));
            }
        }
        Ok(EncryptionContext(names))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<EncryptionContext, E> {
        if self.inside_string {
            return Err(E::custom("a string in a string"));
        }
        let mut inner = serde_json::Deserializer::from_str(text);
        let context = inner.deserialize_any(Self { inside_string: true }).map_err(E::custom)?;
        inner.end().map_err(E::custom)?;
        Ok(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_canonical_form_is_that_of_the_vectors() {
        let all: serde_json::Value = serde_json::from_str(include_str!("../../tests/vectors/seal-vectors.json")).unwrap();
        let vector = all["seal"].as_array().unwrap().iter().find(|row| row["name"] == "C1-data-context").unwrap();
        let context = EncryptionContext::from_json(vector["encryption_context"].to_string().as_bytes()).unwrap();
        let bound = hex::encode(context.canonical());
        assert!(vector["context"].as_str().unwrap().contains(&format!("{:08x}{bound}", bound.len() / 2)));
    }

    #[test]
    fn an_object_and_a_string_that_holds_it_are_the_same() {
        let object = EncryptionContext::from_json(br#"{"b": "2", "a": "1"}"#).unwrap();
        assert_eq!(EncryptionContext::from_json(br#""{\"a\":\"1\",\"b\":\"2\"}""#).unwrap(), object);
        assert!(EncryptionContext::from_json(b"{}").unwrap().canonical().is_empty());
        assert_eq!(format!("{object:?}"), "EncryptionContext(2 names)");
    }

    #[test]
    fn what_is_no_map_of_texts_has_its_own_code() {
        let long = format!(r#"{{"a": "{}"}}"#, "x".repeat(EncryptionContext::MAX_CHARACTERS));
        let nested = format!("{}1{}", r#"{"a":"#.repeat(200), "}".repeat(200));
        let twice = r#"{"a": "1", "\u0061": "2"}"#;
        let wrong = [
            "",
            "1",
            "null",
            "[]",
            r#"{"a": 1}"#,
            r#"{"a": null}"#,
            r#""x""#,
            r#""\"{}\"""#,
            r#""{} {}""#,
            "{",
            twice,
            &nested,
            &long,
        ];
        for json in wrong {
            let refused = EncryptionContext::from_json(json.as_bytes());
            assert_eq!(refused.map_err(|refusal| refusal.code()), Err("KMS.0208"), "{json:.60}");
        }
        assert!(EncryptionContext::from_json(b"{\"a\": \"\xff\"}").is_err());
    }

    proptest! {
        #[test]
        fn different_contexts_have_different_forms(one: BTreeMap<String, String>, other: BTreeMap<String, String>) {
            let (one, other) = (EncryptionContext(one), EncryptionContext(other));
            prop_assert_eq!(one == other, one.canonical() == other.canonical());
        }

        #[test]
        fn no_bytes_make_it_panic(any: Vec<u8>) {
            let _read = EncryptionContext::from_json(&any);
        }
    }
}
