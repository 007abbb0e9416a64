//! What the calls answer that hold secrets: data keys, data and random bytes.

use super::error::ApiError;
use crate::domain::{KeyId, Plaintext};
use axum::body::Bytes;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroizing;

/// A data key, wrapped, and in the clear if it was asked for so.
#[derive(Debug, Serialize)]
pub struct DatakeyInfo {
    key_id: KeyId,
    #[serde(skip_serializing_if = "Option::is_none")]
    plain_text: Option<SecretText>,
    cipher_text: String,
}

/// A data key of the caller, wrapped.
#[derive(Debug, Serialize)]
pub struct WrappedDatakey {
    key_id: KeyId,
    cipher_text: String,
    datakey_length: String,
}

/// A data key, opened.
#[derive(Debug, Serialize)]
pub struct OpenedDatakey {
    data_key: SecretText,
    datakey_length: String,
    datakey_dgst: String,
}

/// Data, sealed.
#[derive(Debug, Serialize)]
pub struct SealedData {
    key_id: KeyId,
    cipher_text: String,
}

/// Data, opened: as the text that it is, and the same in Base64.
#[derive(Debug, Serialize)]
pub struct OpenedData {
    key_id: KeyId,
    plain_text: SecretText,
    plain_text_base64: SecretText,
}

/// Random bytes.
#[derive(Debug, Serialize)]
pub struct RandomData {
    random_data: SecretText,
}

/// Plaintext as a text. Wiped when dropped.
struct SecretText(Zeroizing<String>);

impl From<&Plaintext> for SecretText {
    /// In hexadecimal, upper case as the samples of the reference have it.
    fn from(plaintext: &Plaintext) -> Self {
        Self(Zeroizing::new(hex::encode_upper(plaintext.expose())))
    }
}

impl Serialize for SecretText {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(..)")
    }
}

impl DatakeyInfo {
    /// A data key as it was made.
    #[must_use]
    pub fn new(key_id: KeyId, plaintext: Option<&Plaintext>, ciphertext: &[u8]) -> Self {
        Self { key_id, plain_text: plaintext.map(SecretText::from), cipher_text: hex::encode_upper(ciphertext) }
    }
}

impl WrappedDatakey {
    /// A data key of `bytes` bytes as it was wrapped.
    #[must_use]
    pub fn new(key_id: KeyId, ciphertext: &[u8], bytes: usize) -> Self {
        Self { key_id, cipher_text: hex::encode_upper(ciphertext), datakey_length: bytes.to_string() }
    }
}

impl From<&Plaintext> for OpenedDatakey {
    fn from(plaintext: &Plaintext) -> Self {
        let bytes = plaintext.expose();
        Self {
            data_key: SecretText::from(plaintext),
            datakey_length: bytes.len().to_string(),
            datakey_dgst: hex::encode_upper(Sha256::digest(bytes)),
        }
    }
}

impl SealedData {
    /// Data as it was sealed.
    #[must_use]
    pub fn new(key_id: KeyId, ciphertext: &[u8]) -> Self {
        Self { key_id, cipher_text: STANDARD.encode(ciphertext) }
    }
}

impl OpenedData {
    /// Data as it was opened. What is no text stands in Base64 alone.
    #[must_use]
    pub fn new(key_id: KeyId, plaintext: &Plaintext) -> Self {
        let text = str::from_utf8(plaintext.expose()).unwrap_or_default();
        let plain_text_base64 = SecretText(Zeroizing::new(STANDARD.encode(plaintext.expose())));
        Self { key_id, plain_text: SecretText(Zeroizing::new(text.to_owned())), plain_text_base64 }
    }
}

impl From<&Plaintext> for RandomData {
    fn from(plaintext: &Plaintext) -> Self {
        Self { random_data: SecretText::from(plaintext) }
    }
}

/// An answer that holds secrets: JSON out of a buffer that is wiped when it was sent.
#[derive(Debug)]
pub struct Wiped<T>(pub T);

/// What holds secrets.
pub trait HoldsSecrets: Serialize {
    /// The most bytes that it takes as JSON. A buffer that grows leaves copies behind.
    const MOST: usize;
}

impl HoldsSecrets for DatakeyInfo {
    const MOST: usize = MOST_OF_DATAKEY;
}

impl HoldsSecrets for OpenedDatakey {
    const MOST: usize = MOST_OF_DATAKEY;
}

impl HoldsSecrets for RandomData {
    const MOST: usize = MOST_OF_DATAKEY;
}

impl HoldsSecrets for OpenedData {
    /// 4,096 bytes that are all escaped, and the same in Base64.
    const MOST: usize = 32 * 1_024;
}

/// 1,024 bytes and their wrapping in hexadecimal.
const MOST_OF_DATAKEY: usize = 8 * 1_024;

impl<T: HoldsSecrets> IntoResponse for Wiped<T> {
    fn into_response(self) -> Response {
        let mut body = Zeroizing::new(Vec::with_capacity(T::MOST));
        if serde_json::to_writer(&mut *body, &self.0).is_err() {
            return ApiError::internal().into_response();
        }
        let json = HeaderValue::from_static("application/json");
        ([(header::CONTENT_TYPE, json)], Bytes::from_owner(body)).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn data_keys_are_answered_in_upper_case_and_printed_by_nobody() {
        let plaintext = Plaintext::new(Zeroizing::new(vec![0xAB; 2]));
        let id: KeyId = "0d0466b0-e727-4d9c-b35d-f84bb474a37f".parse().unwrap();
        let shown = DatakeyInfo::new(id, Some(&plaintext), &[0xC1, 0xFF]);
        assert!(!format!("{shown:?}").contains("ABAB"));
        assert_eq!(serde_json::to_value(shown).unwrap(), json!({"key_id": id, "plain_text": "ABAB", "cipher_text": "C1FF"}));
        let hidden = serde_json::to_value(DatakeyInfo::new(id, None, &[0xC1])).unwrap();
        assert_eq!(hidden, json!({"key_id": id, "cipher_text": "C1"}));
        let wrapped = serde_json::to_value(WrappedDatakey::new(id, &[0xC1], 64)).unwrap();
        assert_eq!(wrapped, json!({"key_id": id, "cipher_text": "C1", "datakey_length": "64"}));
        let opened = serde_json::to_value(OpenedDatakey::from(&plaintext)).unwrap();
        let digest = hex::encode_upper(Sha256::digest([0xAB; 2]));
        assert_eq!(opened, json!({"data_key": "ABAB", "datakey_length": "2", "datakey_dgst": digest}));
        assert_eq!(serde_json::to_value(RandomData::from(&plaintext)).unwrap(), json!({"random_data": "ABAB"}));
    }

    #[test]
    fn data_is_answered_as_the_text_that_it_is_and_in_base64() {
        let id: KeyId = "0d0466b0-e727-4d9c-b35d-f84bb474a37f".parse().unwrap();
        let sealed = serde_json::to_value(SealedData::new(id, &[0xC1, 2])).unwrap();
        assert_eq!(sealed, json!({"key_id": id, "cipher_text": "wQI="}));
        for (bytes, text, base64) in [(&b"a\"b"[..], "a\"b", "YSJi"), (b"\xFF", "", "/w==")] {
            let opened = OpenedData::new(id, &Plaintext::new(Zeroizing::new(bytes.to_vec())));
            assert!(!format!("{opened:?}").contains(base64));
            let want = json!({"key_id": id, "plain_text": text, "plain_text_base64": base64});
            assert_eq!(serde_json::to_value(opened).unwrap(), want);
        }
    }

    #[test]
    fn the_longest_answers_fit_in_their_buffers() {
        let most = |byte, bytes: usize| Plaintext::new(Zeroizing::new(vec![byte; bytes]));
        let id: KeyId = "0d0466b0-e727-4d9c-b35d-f84bb474a37f".parse().unwrap();
        let length = |json: Result<String, _>| json.unwrap().len();
        let made = DatakeyInfo::new(id, Some(&most(7, 1_024)), &[7; 1_148]);
        assert!(length(serde_json::to_string(&made)) <= DatakeyInfo::MOST);
        assert!(length(serde_json::to_string(&OpenedDatakey::from(&most(7, 1_024)))) <= OpenedDatakey::MOST);
        assert!(length(serde_json::to_string(&RandomData::from(&most(7, 1_024)))) <= RandomData::MOST);
        assert!(length(serde_json::to_string(&OpenedData::new(id, &most(0, 4_096)))) <= OpenedData::MOST);
    }
}
