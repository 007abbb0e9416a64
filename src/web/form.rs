//! The fields of a form, read strictly: what is not text is refused, never mended.

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use std::collections::BTreeMap;
use std::fmt;

/// More fields than any form of ours sends, a page of ticked rows included.
const MOST_FIELDS: usize = 1_000;

/// Why a form cannot be read. It never says what was sent.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum FormFault {
    /// The body is something else.
    #[error("the body is not a form")]
    NotAForm,
    /// A field is not UTF-8.
    #[error("a field is not UTF-8")]
    NotUtf8,
    /// A field holds a NUL character.
    #[error("a field holds a NUL character")]
    Nul,
    /// A `%` is not followed by two hexadecimal digits.
    #[error("a percent sign is not followed by two hexadecimal digits")]
    BadEscape,
    /// There are more fields than any form of ours has.
    #[error("there are too many fields")]
    TooManyFields,
    /// A field is not of the type that the form has there.
    #[error("a field is of another type")]
    Misfit,
    /// A field is not there.
    #[error("the field {0} is missing")]
    Missing(&'static str),
    /// A field is there more than once.
    #[error("a field is given more than once")]
    Repeated,
}

/// The fields of one form, by name; a name may come more than once, as ticked rows do.
#[derive(Debug)]
pub struct Fields(BTreeMap<String, Values>);

impl Fields {
    /// Reads an `application/x-www-form-urlencoded` body (URL Standard, 5.1), but refuses what that mends.
    pub fn parse(body: &[u8]) -> Result<Self, FormFault> {
        let mut fields: BTreeMap<String, Values> = BTreeMap::new();
        let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
        for (at, pair) in pairs.enumerate() {
            if at == MOST_FIELDS {
                return Err(FormFault::TooManyFields);
            }
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = text(halves.next().unwrap_or_default())?;
            let value = text(halves.next().unwrap_or_default())?;
            fields.entry(name).or_default().0.push(value);
        }
        Ok(Self(fields))
    }

    /// Whether the headers announce a form.
    #[must_use]
    pub fn announced(headers: &HeaderMap) -> bool {
        let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
    }

    /// Takes a field out, if it is there exactly once.
    pub fn take(&mut self, name: &str) -> Option<String> {
        self.0.remove(name)?.only().ok()
    }

    /// Reads the fields as a form of ours. An optional field that is empty counts as not given; a tick is `on` or `true`;
    /// a `Vec` takes a name as often as it comes; fields that the form does not know are left alone.
    pub fn read<T: DeserializeOwned>(self) -> Result<T, FormFault> {
        T::deserialize(MapDeserializer::new(self.0.into_iter()))
    }
}

impl Error for FormFault {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::Misfit
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Missing(field)
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self::Repeated
    }
}

/// One name or value, with its escapes undone.
fn text(encoded: &[u8]) -> Result<String, FormFault> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.iter().copied();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => match (rest.next().and_then(digit), rest.next().and_then(digit)) {
                (Some(high), Some(low)) => high << 4 | low,
                (None, _) | (_, None) => return Err(FormFault::BadEscape),
            },
            byte => byte,
        });
    }
    let text = String::from_utf8(bytes).map_err(|_| FormFault::NotUtf8)?;
    if text.contains('\0') { Err(FormFault::Nul) } else { Ok(text) }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Everything that came under one name.
#[derive(Debug, Default)]
struct Values(Vec<String>);

impl Values {
    fn only(self) -> Result<String, FormFault> {
        let mut values = self.0.into_iter();
        match (values.next(), values.next()) {
            (Some(only), None) => Ok(only),
            (None, _) | (_, Some(_)) => Err(FormFault::Repeated),
        }
    }
}

impl IntoDeserializer<'_, FormFault> for Values {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident;)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormFault> {
            visitor.$visit(self.only()?.parse().map_err(|_| FormFault::Misfit)?)
        }
    )+};
}

impl<'de> Deserializer<'de> for Values {
    type Error = FormFault;

    numbers! {
        deserialize_i8 visit_i8;
        deserialize_i16 visit_i16;
        deserialize_i32 visit_i32;
        deserialize_i64 visit_i64;
        deserialize_u8 visit_u8;
        deserialize_u16 visit_u16;
        deserialize_u32 visit_u32;
        deserialize_u64 visit_u64;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormFault> {
        visitor.visit_string(self.only()?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormFault> {
        match self.only()?.as_str() {
            "on" | "true" => visitor.visit_bool(true),
            "" | "false" => visitor.visit_bool(false),
            _ => Err(FormFault::Misfit),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormFault> {
        match self.0.as_slice() {
            [only] if only.is_empty() => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormFault> {
        let each = self.0.into_iter().map(|value| Self(vec![value]));
        visitor.visit_seq(SeqDeserializer::new(each))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FormFault> {
        visitor.visit_enum(self.only()?.into_deserializer())
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value, FormFault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormFault> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple tuple_struct map struct identifier
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::KeyId;
    use proptest::prelude::{any, prop, proptest};
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "kebab-case")]
    enum Way {
        FirstOne,
        Second,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Sample {
        name: String,
        days: Option<u16>,
        way: Option<Way>,
        #[serde(default)]
        sure: bool,
        #[serde(default)]
        key_id: Vec<KeyId>,
    }

    fn read(body: impl AsRef<[u8]>) -> Result<Sample, FormFault> {
        Fields::parse(body.as_ref())?.read()
    }

    #[test]
    fn a_form_is_read_into_the_types_that_it_has() {
        let id = "0d0466b0-e727-4d9c-b35d-f84bb474a37f";
        let all =
            read(format!("name=a+b%2B%C3%A9%26&days=30&way=first-one&sure=on&key_id={id}&key_id={id}&other=1&csrf=x")).unwrap();
        let key_id: KeyId = id.parse().unwrap();
        let expected =
            Sample { name: "a b+é&".to_owned(), days: Some(30), way: Some(Way::FirstOne), sure: true, key_id: vec![key_id; 2] };
        assert_eq!(all, expected);
        let least = read("name=&days=&way=").unwrap();
        assert_eq!(least, Sample { name: String::new(), days: None, way: None, sure: false, key_id: vec![] });
    }

    #[test]
    fn what_does_not_fit_is_refused_by_what_is_wrong_with_it() {
        for (body, fault) in [
            (&b""[..], FormFault::Missing("name")),
            (b"name=\xff", FormFault::NotUtf8),
            (b"name=%ff", FormFault::NotUtf8),
            (b"name=%C3", FormFault::NotUtf8),
            (b"name=%ED%A0%80", FormFault::NotUtf8),
            (b"name=a%00b", FormFault::Nul),
            (b"na\0me=a", FormFault::Nul),
            (b"name=100%", FormFault::BadEscape),
            (b"name=%4", FormFault::BadEscape),
            (b"name=%zz", FormFault::BadEscape),
            (b"name=%+4", FormFault::BadEscape),
            (b"name=a&name=b", FormFault::Repeated),
            (b"name=a&days=1&days=2", FormFault::Repeated),
            (b"name=a&days=-1", FormFault::Misfit),
            (b"name=a&days=70000", FormFault::Misfit),
            (b"name=a&days=seven", FormFault::Misfit),
            (b"name=a&way=third", FormFault::Misfit),
            (b"name=a&sure=maybe", FormFault::Misfit),
            (b"name=a&key_id=x", FormFault::Misfit),
        ] {
            assert_eq!(read(body), Err(fault), "{}", String::from_utf8_lossy(body));
        }
        assert_eq!(read("a&".repeat(MOST_FIELDS + 1)), Err(FormFault::TooManyFields));
    }

    #[test]
    fn only_a_form_is_announced_as_one() {
        for (kind, expected) in [
            ("application/x-www-form-urlencoded", true),
            ("Application/X-WWW-Form-Urlencoded; charset=UTF-8", true),
            ("application/json", false),
            ("text/plain", false),
            ("multipart/form-data; boundary=x", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, kind.parse().unwrap())]);
            assert_eq!(Fields::announced(&headers), expected, "{kind}");
        }
        assert!(!Fields::announced(&HeaderMap::new()));
    }

    proptest! {
        #[test]
        fn what_a_browser_encodes_is_read_back(name in "[^\0]*", value in "[^\0]*") {
            let encode = |text: &str| hex::encode(text).as_bytes().chunks(2).flat_map(|pair| [b"%", pair].concat()).collect::<Vec<u8>>();
            let body = [encode(&name), encode(&value)].join(&b'=');
            assert_eq!(Fields::parse(&body).unwrap().take(&name), Some(value));
        }

        #[test]
        fn no_bytes_upset_the_reader(body in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(fields) = Fields::parse(&body) {
                let _: Result<Sample, FormFault> = fields.read();
            }
        }
    }
}
