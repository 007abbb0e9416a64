//! `tests/vectors/seal-vectors.json`, made by an independent implementation, pins every format for ever.

use claviger::domain::{DomainId, EventId, KeyId, ProjectId, Purpose};
use claviger::keyring::{CiphertextHeader, Context, Epoch, InstallationId, RowFormat, SealingKey};
use claviger::keyring::{caller_context, derivation_message, frame, open, seal, unframe};
use serde_json::Value;
use uuid::Uuid;
use zeroize::Zeroizing;

fn vectors() -> Value {
    serde_json::from_str(include_str!("../vectors/seal-vectors.json")).unwrap()
}

fn bytes(of: &Value, name: &str) -> Vec<u8> {
    hex::decode(of[name].as_str().unwrap()).unwrap()
}

fn key(of: &Value) -> SealingKey {
    SealingKey::from_bytes(&Zeroizing::new(bytes(of, "key").try_into().unwrap()))
}

fn row<'a>(all: &'a Value, name: &str) -> &'a Value {
    all["seal"].as_array().unwrap().iter().find(|row| row["name"] == name).unwrap()
}

fn uuid(ids: &Value, name: &str) -> Uuid {
    Uuid::parse_str(ids[name].as_str().unwrap()).unwrap()
}

fn purpose(sealed: &[u8]) -> Option<Purpose> {
    (sealed.first() == Some(&0xC1)).then(|| CiphertextHeader::read(sealed).map(|header| header.purpose).ok()).flatten()
}

#[test]
fn every_row_is_sealed_to_the_byte_and_opens() {
    let all = vectors();
    for vector in all["seal"].as_array().unwrap() {
        let (header, context, sealed) = (bytes(vector, "header"), bytes(vector, "context"), bytes(vector, "sealed"));
        let salt = bytes(vector, "salt").try_into().unwrap();
        let plaintext = bytes(vector, "plaintext");
        assert_eq!(seal(&key(vector), &header, &salt, &context, &plaintext).unwrap(), sealed, "{}", vector["name"]);
        assert_eq!(*open(&key(vector), header.len(), &context, &sealed).unwrap(), plaintext, "{}", vector["name"]);
        assert_eq!(vector["sealed_length"], sealed.len());
    }
}

#[test]
fn our_headers_contexts_and_frames_are_those_of_the_rows() {
    let all = vectors();
    let ids = &all["ids"];
    let domain = DomainId::from_uuid(uuid(ids, "domain"));
    let project = ProjectId::from_uuid(uuid(ids, "project"));
    let key_id = KeyId::from_uuid(uuid(ids, "key_id"));
    let system_key = Context::default().part(b"system-key").part(uuid(ids, "installation").as_bytes());
    let kek = Context::default().part(b"kek").number(895).number(3);
    let signing = Context::default().part(b"signing").part(b"checkpoint").number(1);
    let material = Context::default()
        .part(b"material")
        .part(domain.as_bytes())
        .part(project.as_bytes())
        .part(key_id.as_bytes())
        .number(2)
        .part(b"AES_256")
        .part(b"kms");
    for (name, context, header) in [
        ("A3-system-key", system_key, RowFormat::A3.header(7)),
        ("A2-kek", kek, RowFormat::A2.header(7)),
        ("A2-signing", signing, RowFormat::A2.header(7)),
        ("A1-material", material, RowFormat::A1.header(3)),
    ] {
        assert_eq!(context.as_bytes(), bytes(row(&all, name), "context"), "{name}");
        assert_eq!(header.as_slice(), bytes(row(&all, name), "header"), "{name}");
    }
    for (name, purpose) in [("C1-datakey", Purpose::DataKey), ("C1-data-context", Purpose::Data), ("C1-data-16", Purpose::Data)] {
        let vector = row(&all, name);
        let header = CiphertextHeader { purpose, version: 2, key_id, issue_id: EventId::from_uuid(uuid(ids, "issue_id")) };
        assert_eq!(header.to_bytes(), bytes(vector, "header"), "{name}");
        assert_eq!(*frame(purpose, &bytes(vector, "bytes")), bytes(vector, "plaintext"), "{name}");
    }
    assert_eq!(caller_context(domain, b"", b"").as_bytes(), bytes(row(&all, "C1-datakey"), "context"));
    let root = &all["root_secret"];
    let message = derivation_message(InstallationId(uuid(ids, "installation")), Epoch(7));
    assert_eq!(message.as_slice(), bytes(root, "message"));
}

#[test]
fn what_must_not_open_does_not_open() {
    let all = vectors();
    for vector in all["must_fail"].as_array().unwrap() {
        let (context, sealed) = (bytes(vector, "context"), bytes(vector, "sealed"));
        let header_length = if sealed.first() == Some(&0xC1) { CiphertextHeader::LENGTH } else { RowFormat::HEADER_LENGTH };
        let opened = open(&key(vector), header_length, &context, &sealed);
        assert_eq!(vector["aead_opens"], opened.is_ok(), "{}: {}", vector["name"], vector["why"]);
        if let Ok(framed) = opened {
            let read = purpose(&sealed).map(|purpose| unframe(purpose, &framed));
            assert!(!matches!(read, Some(Ok(_))), "{}: {}", vector["name"], vector["why"]);
        }
    }
}
