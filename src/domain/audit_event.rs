//! What the trail records: who did what to what, with which outcome and from where.

use super::{Action, Actor, ActorKind, DomainId, EventId, Face, KeyId, Principal, RequestOrigin};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::net::IpAddr;
use time::OffsetDateTime;
use uuid::Uuid;

/// What sort of record, other than a key, was acted on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SubjectKind {
    /// A tenant.
    Domain,
    /// A project.
    Project,
    /// A person.
    User,
    /// A plan to destroy a key.
    Plan,
}

impl SubjectKind {
    const ALL: [Self; 4] = [Self::Domain, Self::Project, Self::User, Self::Plan];

    /// The name in the trail.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::Project => "project",
            Self::User => "user",
            Self::Plan => "plan",
        }
    }
}

/// What was acted on.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Subject {
    /// The key, when it was one.
    pub key_id: Option<KeyId>,
    /// Any other record, by kind and id.
    pub other: Option<(SubjectKind, Uuid)>,
    /// The name that it had: alias, person's name.
    pub label: String,
}

/// How it ended.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum EventOutcome {
    /// Done, and recorded with this event.
    Done,
    /// Refused, with the code that the caller saw; nothing changed.
    Refused {
        /// The code.
        code: String,
    },
}

/// One record of the trail.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AuditEvent {
    /// Its id, a `UUIDv7`; what it issued carries the same.
    pub id: EventId,
    /// When it was decided.
    pub at: OffsetDateTime,
    /// Who acted.
    pub actor: Actor,
    /// What they asked for.
    pub action: Action,
    /// What it was about.
    pub subject: Subject,
    /// How it ended.
    pub outcome: EventOutcome,
    /// The door it came through.
    pub face: Face,
    /// Where from.
    pub address: Option<IpAddr>,
    /// Names the request in logs and answers.
    pub request_id: Uuid,
    /// How many equal refusals this event stands for.
    pub count: u32,
    /// Whether it changed a record.
    pub changed: bool,
    /// More, by name: what changed to what. Ids, numbers and states only; never a secret.
    pub details: BTreeMap<String, String>,
}

impl AuditEvent {
    /// Begins the record of what `principal` asks for.
    #[must_use]
    pub fn begin(id: EventId, at: OffsetDateTime, principal: &Principal, action: Action, origin: &RequestOrigin) -> Self {
        Self {
            id,
            at,
            actor: principal.into(),
            action,
            subject: Subject::default(),
            outcome: EventOutcome::Done,
            face: origin.face,
            address: origin.address,
            request_id: origin.request_id,
            count: 1,
            changed: false,
            details: BTreeMap::new(),
        }
    }

    /// The bytes that the trail keeps and that the leaf hash covers: `claviger/event/1`, then every field in the order
    /// of this struct, each as u32 big-endian length and bytes; absent is empty.
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        let mut out = Canonical(Vec::with_capacity(256));
        out.part(b"claviger/event/1");
        out.part(self.id.as_bytes());
        out.part(&micros(self.at).to_be_bytes());
        out.part(self.actor.kind.as_str().as_bytes());
        out.part(self.actor.id.as_bytes());
        out.part(self.actor.name.as_bytes());
        out.part(self.actor.domain_id.as_ref().map_or(&[], |id| id.as_bytes().as_slice()));
        out.part(self.action.as_str().as_bytes());
        out.part(self.subject.key_id.as_ref().map_or(&[], |id| id.as_bytes().as_slice()));
        out.part(self.subject.other.map_or("", |(kind, _)| kind.as_str()).as_bytes());
        out.part(self.subject.other.as_ref().map_or(&[], |(_, id)| id.as_bytes().as_slice()));
        out.part(self.subject.label.as_bytes());
        match &self.outcome {
            EventOutcome::Done => out.part(b""),
            EventOutcome::Refused { code } => out.part(code.as_bytes()),
        }
        out.part(self.face.as_str().as_bytes());
        out.part(self.address.map(|address| address.to_string()).unwrap_or_default().as_bytes());
        out.part(self.request_id.as_bytes());
        out.part(&self.count.to_be_bytes());
        out.part(&[u8::from(self.changed)]);
        for (name, value) in &self.details {
            out.part(name.as_bytes());
            out.part(value.as_bytes());
        }
        out.0
    }

    /// Reads what [`AuditEvent::canonical`] wrote, and nothing else.
    pub fn from_canonical(bytes: &[u8]) -> Result<Self, InvalidEvent> {
        let mut parts = Parts(bytes);
        if parts.next()? != b"claviger/event/1" {
            return Err(InvalidEvent);
        }
        let id = EventId::from_uuid(parts.uuid()?.ok_or(InvalidEvent)?);
        let at = moment(i64::from_be_bytes(parts.exact()?)).ok_or(InvalidEvent)?;
        let kind = parts.one_of(&ActorKind::ALL, ActorKind::as_str)?;
        let actor_id = parts.uuid()?.ok_or(InvalidEvent)?;
        let name = parts.text()?.to_owned();
        let domain_id = parts.uuid()?.map(DomainId::from_uuid);
        let action = parts.text()?.parse().map_err(|_| InvalidEvent)?;
        let key_id = parts.uuid()?.map(KeyId::from_uuid);
        let other_kind = parts.text()?;
        let other_id = parts.uuid()?;
        let other = match (SubjectKind::ALL.into_iter().find(|kind| kind.as_str() == other_kind), other_id) {
            (Some(kind), Some(id)) => Some((kind, id)),
            (None, None) if other_kind.is_empty() => None,
            (Some(_) | None, Some(_) | None) => return Err(InvalidEvent),
        };
        let label = parts.text()?.to_owned();
        let outcome = match parts.text()? {
            "" => EventOutcome::Done,
            code => EventOutcome::Refused { code: code.to_owned() },
        };
        let face = parts.one_of(&Face::ALL, Face::as_str)?;
        let address = match parts.text()? {
            "" => None,
            text => Some(text.parse().map_err(|_| InvalidEvent)?),
        };
        let request_id = parts.uuid()?.ok_or(InvalidEvent)?;
        let count = u32::from_be_bytes(parts.exact()?);
        let [changed @ (0 | 1)] = parts.exact()? else { return Err(InvalidEvent) };
        let mut details = BTreeMap::new();
        while !parts.0.is_empty() {
            details.insert(parts.text()?.to_owned(), parts.text()?.to_owned());
        }
        Ok(Self {
            id,
            at,
            actor: Actor { kind, id: actor_id, name, domain_id },
            action,
            subject: Subject { key_id, other, label },
            outcome,
            face,
            address,
            request_id,
            count,
            changed: changed == 1,
            details,
        })
    }

    /// The leaf of the domain's tree: SHA-256(0x00 ‖ canonical), as RFC 6962, 2.1.
    #[must_use]
    pub fn leaf_hash(canonical: &[u8]) -> [u8; 32] {
        Sha256::new().chain_update([0]).chain_update(canonical).finalize().into()
    }
}

/// Whole microseconds since 1970 began: what the database and canonical forms keep.
#[must_use]
pub fn micros(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos() / 1_000).unwrap_or(i64::MAX)
}

/// The moment of so many microseconds, if the calendar has it.
#[must_use]
pub fn moment(micros: i64) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000).ok()
}

/// Bytes that are no event in canonical form.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("these bytes are no event")]
pub struct InvalidEvent;

struct Parts<'a>(&'a [u8]);

impl<'a> Parts<'a> {
    fn next(&mut self) -> Result<&'a [u8], InvalidEvent> {
        let (length, rest) = self.0.split_first_chunk::<4>().ok_or(InvalidEvent)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| InvalidEvent)?;
        let (part, rest) = rest.split_at_checked(length).ok_or(InvalidEvent)?;
        self.0 = rest;
        Ok(part)
    }

    fn exact<const N: usize>(&mut self) -> Result<[u8; N], InvalidEvent> {
        self.next()?.try_into().map_err(|_| InvalidEvent)
    }

    fn text(&mut self) -> Result<&'a str, InvalidEvent> {
        std::str::from_utf8(self.next()?).map_err(|_| InvalidEvent)
    }

    fn uuid(&mut self) -> Result<Option<Uuid>, InvalidEvent> {
        match self.next()? {
            [] => Ok(None),
            bytes => Uuid::from_slice(bytes).map(Some).map_err(|_| InvalidEvent),
        }
    }

    fn one_of<T: Copy>(&mut self, all: &[T], name: impl Fn(T) -> &'static str) -> Result<T, InvalidEvent> {
        let text = self.text()?;
        all.iter().copied().find(|one| name(*one) == text).ok_or(InvalidEvent)
    }
}

struct Canonical(Vec<u8>);

impl Canonical {
    fn part(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
        self.0.extend_from_slice(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_bytes_make_reading_an_event_panic(any: Vec<u8>) {
            let mut begun = AuditEvent::canonical(&example());
            let _read = AuditEvent::from_canonical(&any);
            begun.truncate(any.len() * 3);
            begun.extend(any);
            if let Ok(read) = AuditEvent::from_canonical(&begun) {
                prop_assert_eq!(read.canonical(), begun, "one form for one event");
            }
        }
    }

    fn example() -> AuditEvent {
        AuditEvent {
            id: EventId::from_uuid(Uuid::from_u128(0x019a_b3c4_d5e6_7f01_2345_6789_abcd_ef01)),
            at: OffsetDateTime::UNIX_EPOCH + time::Duration::microseconds(1_764_000_000_000_001),
            actor: Actor {
                kind: ActorKind::User,
                id: Uuid::from_u128(1),
                name: "Amélie".to_owned(),
                domain_id: Some(DomainId::from_uuid(Uuid::from_u128(2))),
            },
            action: Action::DisableKey,
            subject: Subject { key_id: Some(KeyId::from_uuid(Uuid::from_u128(3))), other: None, label: "a".to_owned() },
            outcome: EventOutcome::Refused { code: "KMS.1301".to_owned() },
            face: Face::Console,
            address: Some(IpAddr::from([127, 0, 0, 1])),
            request_id: Uuid::from_u128(4),
            count: 1,
            changed: false,
            details: BTreeMap::from([("state".to_owned(), "Disabled".to_owned())]),
        }
    }

    /// The vector pins the form for ever: whoever keeps a checkpoint must be able to check it in ten years.
    #[test]
    fn the_canonical_form_of_an_event_is_the_one_checked_in() {
        let event = example();
        let canonical = event.canonical();
        let parts = [
            hex::encode("claviger/event/1"),
            "019ab3c4d5e67f0123456789abcdef01".to_owned(),
            "0006445941624001".to_owned(),
            hex::encode("user"),
            "00000000000000000000000000000001".to_owned(),
            hex::encode("Amélie"),
            "00000000000000000000000000000002".to_owned(),
            hex::encode("kms:DisableKey"),
            "00000000000000000000000000000003".to_owned(),
            String::new(),
            String::new(),
            hex::encode("a"),
            hex::encode("KMS.1301"),
            hex::encode("console"),
            hex::encode("127.0.0.1"),
            "00000000000000000000000000000004".to_owned(),
            "00000001".to_owned(),
            "00".to_owned(),
            hex::encode("state"),
            hex::encode("Disabled"),
        ];
        let expected: Vec<String> = parts.iter().map(|part| format!("{:08x}{part}", part.len() / 2)).collect();
        assert_eq!(hex::encode(&canonical), expected.concat());
        assert_eq!(AuditEvent::from_canonical(&canonical), Ok(event));
        for cut in 0..canonical.len() {
            // A cut between two details is a shorter event; every other is none.
            let _read = AuditEvent::from_canonical(&canonical[..cut]);
        }
        assert_eq!(AuditEvent::from_canonical(&canonical[..canonical.len() - 1]), Err(InvalidEvent));
        assert_ne!(AuditEvent::leaf_hash(&canonical), <[u8; 32]>::from(Sha256::digest(&canonical)), "a leaf is not a node");
    }
}
