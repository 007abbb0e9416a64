//! Where a request came from, found once as it arrives.

use super::{Proxy, RequestId, RequestIds, Site, TurnedAway};
use crate::domain::{Face, RequestOrigin};
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// The door that requests arrive at.
#[derive(Clone, Debug)]
pub struct Door {
    /// Which face it leads to.
    pub face: Face,
    /// The address of the installation.
    pub site: Arc<Site>,
    /// Names for requests.
    pub ids: RequestIds,
}

/// Where the request came from, for handlers and other extractors.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Origin(pub RequestOrigin);

impl<S: Sync> FromRequestParts<S> for Origin {
    type Rejection = TurnedAway;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, TurnedAway> {
        parts.extensions.get::<RequestOrigin>().copied().map(Self).ok_or(TurnedAway::OutOfOrder)
    }
}

/// The outermost layer: names the request, notes where it came from, and has every answer bear the name.
pub async fn arrive(State(door): State<Door>, mut request: Request, next: Next) -> Response {
    let id = door.ids.next();
    let address = address(request.headers(), request.extensions(), door.site.proxy());
    let extensions = request.extensions_mut();
    extensions.insert(id);
    extensions.insert(RequestOrigin { face: door.face, address, request_id: id.0 });
    extensions.insert(door.site);
    let mut answer = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        answer.headers_mut().insert(HeaderName::from_static(RequestId::HEADER), value);
    }
    answer
}

/// The peer's address; behind a proxy the last entry of `X-Forwarded-For`, the only one that the proxy itself wrote.
fn address(headers: &HeaderMap, extensions: &Extensions, proxy: Proxy) -> Option<IpAddr> {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    let address = match proxy {
        Proxy::None => peer,
        Proxy::Trusted => forwarded(headers).or(peer),
    };
    address.map(|address| address.to_canonical())
}

fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    let entry = last.rsplit(',').next().unwrap_or_default().trim();
    let bare = entry.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().or_else(|| entry.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(proxy: Proxy, peer: Option<&str>, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_str(value).unwrap());
        }
        let mut extensions = Extensions::new();
        if let Some(peer) = peer {
            extensions.insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
        }
        address(&headers, &extensions, proxy).map(|address| address.to_string()).unwrap_or_default()
    }

    #[test]
    fn the_peer_is_believed_and_only_a_trusted_proxy_speaks_for_another() {
        let peer = Some("192.0.2.1:4000");
        for (proxy, peer, forwarded, expected) in [
            (Proxy::None, peer, &[][..], "192.0.2.1"),
            (Proxy::None, peer, &["203.0.113.9"], "192.0.2.1"),
            (Proxy::None, None, &["203.0.113.9"], ""),
            (Proxy::None, Some("[::ffff:192.0.2.1]:4000"), &[], "192.0.2.1"),
            (Proxy::Trusted, peer, &["203.0.113.9"], "203.0.113.9"),
            (Proxy::Trusted, peer, &["10.0.0.1, 203.0.113.9"], "203.0.113.9"),
            (Proxy::Trusted, peer, &["10.0.0.1", "10.0.0.2,203.0.113.9 "], "203.0.113.9"),
            (Proxy::Trusted, peer, &["[2001:db8::1]"], "2001:db8::1"),
            (Proxy::Trusted, peer, &["[2001:db8::1]:443"], "2001:db8::1"),
            (Proxy::Trusted, peer, &["203.0.113.9:443"], "203.0.113.9"),
            (Proxy::Trusted, peer, &["203.0.113.9, unknown"], "192.0.2.1"),
            (Proxy::Trusted, peer, &[""], "192.0.2.1"),
            (Proxy::Trusted, peer, &[], "192.0.2.1"),
        ] {
            assert_eq!(seen(proxy, peer, forwarded), expected, "{proxy:?} {forwarded:?}");
        }
    }
}
