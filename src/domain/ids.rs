//! Identifiers. Each noun has its own type, so that a project's id is never taken for a key's.

use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// A text that is not an identifier of the wanted kind.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not a {0} id")]
pub struct InvalidId(pub &'static str);

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $noun:literal, $style:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(Uuid);

        impl $name {
            /// Takes an identifier as the database or the generator gave it.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The identifier as the database keeps it.
            #[must_use]
            pub const fn as_uuid(&self) -> Uuid {
                self.0
            }

            /// The 16 bytes that cryptographic contexts bind.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                id!(@display $style, self, f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let lower = !text.bytes().any(|byte| byte.is_ascii_uppercase());
                let shape = id!(@length $style) == text.len();
                match Uuid::try_parse(text) {
                    Ok(uuid) if lower && shape => Ok(Self(uuid)),
                    Ok(_) | Err(_) => Err(InvalidId($noun)),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }
    };
    (@display hyphenated, $id:ident, $f:ident) => { fmt::Display::fmt($id.0.as_hyphenated(), $f) };
    (@display simple, $id:ident, $f:ident) => { fmt::Display::fmt($id.0.as_simple(), $f) };
    (@length hyphenated) => { 36 };
    (@length simple) => { 32 };
}

id!(
    /// Names a customer master key, for ever: an id is never used again.
    KeyId, "key", hyphenated
);
id!(
    /// Names a tenant's account.
    DomainId, "domain", simple
);
id!(
    /// Names a domain's part in one region; `project_id` on the wire.
    ProjectId, "project", simple
);
id!(
    /// Names a person or a program of a domain.
    UserId, "user", simple
);
id!(
    /// Names an audit event. A `UUIDv7`; it is also the issue id inside a ciphertext.
    EventId, "event", hyphenated
);
id!(
    /// Names one plan to destroy one key.
    PlanId, "plan", hyphenated
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_in_exactly_the_form_they_are_written() {
        let key = "0d0466b0-e727-4d9c-b35d-f84bb474a37f";
        assert_eq!(key.parse::<KeyId>().unwrap().to_string(), key);
        let domain = "2df952b09bebb0a043ff9c89012add77";
        assert_eq!(domain.parse::<DomainId>().unwrap().to_string(), domain);
        for wrong in ["", "x", domain, "0D0466B0-E727-4D9C-B35D-F84BB474A37F", "{0d0466b0-e727-4d9c-b35d-f84bb474a37f}"] {
            assert!(wrong.parse::<KeyId>().is_err(), "{wrong}");
        }
        assert!(key.parse::<DomainId>().is_err());
    }
}
