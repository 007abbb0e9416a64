//! Each request's own name: in the log, in the answer, in the trail.

use super::TurnedAway;
use crate::gate::Gate;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::fmt;
use std::sync::Arc;
use time::OffsetDateTime;
use uuid::{Builder, Uuid};

/// Names one request. It is always ours: what a client sends is not looked at.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RequestId(pub Uuid);

impl RequestId {
    /// The header that answers bear it in.
    pub const HEADER: &'static str = "x-request-id";

    /// A name in the order of time, a `UUIDv7` (RFC 9562, 5.7).
    #[must_use]
    pub fn at(now: OffsetDateTime, chance: [u8; 10]) -> Self {
        let millis = u64::try_from(now.unix_timestamp_nanos() / 1_000_000).unwrap_or_default();
        Self(Builder::from_unix_timestamp_millis(millis, &chance).into_uuid())
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.0.as_hyphenated(), f)
    }
}

impl<S: Sync> FromRequestParts<S> for RequestId {
    type Rejection = TurnedAway;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, TurnedAway> {
        parts.extensions.get::<Self>().copied().ok_or(TurnedAway::OutOfOrder)
    }
}

/// Where request ids come from: time and chance belong to others.
#[derive(Clone)]
pub struct RequestIds(Arc<dyn Fn() -> RequestId + Send + Sync>);

impl RequestIds {
    /// Takes every id from this source.
    pub fn from(source: impl Fn() -> RequestId + Send + Sync + 'static) -> Self {
        Self(Arc::new(source))
    }

    /// Ids by the gate's time and chance. Should chance fail, time alone names the request: nothing rests on a name.
    #[must_use]
    pub fn of(gate: Gate) -> Self {
        Self::from(move || gate.new_id().map_or_else(|_| RequestId::at(gate.now(), [0; 10]), RequestId))
    }

    /// The id of the next request.
    #[must_use]
    pub fn next(&self) -> RequestId {
        (self.0)()
    }
}

impl fmt::Debug for RequestIds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RequestIds(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_id_is_a_uuid_of_version_7() {
        let at = OffsetDateTime::UNIX_EPOCH + time::Duration::milliseconds(0x019a_b3c4_d5e6);
        assert_eq!(RequestId::at(at, [0; 10]).to_string(), "019ab3c4-d5e6-7000-8000-000000000000");
        assert_eq!(RequestId::at(at, [0xff; 10]).to_string(), "019ab3c4-d5e6-7fff-bfff-ffffffffffff");
    }
}
