//! Where a request comes from, for rate limits and the list of sessions.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;

/// Addresses whose `X-Forwarded-For` is believed. Empty means: nobody's.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxy(pub Vec<IpAddr>);

/// The address and program of the one who calls.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Network address, after trusted proxies.
    pub address: IpAddr,
    /// The `User-Agent`, cut at 200 characters.
    pub agent: String,
}

impl Caller {
    /// Reads the caller from the peer address and the headers.
    pub fn read(peer: SocketAddr, headers: &HeaderMap, trusted: &TrustedProxy) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let agent = text("user-agent").chars().take(200).collect();
        let mut address = peer.ip();
        // The list grows to the right: the last entry was written by the proxy nearest to us.
        for hop in text("x-forwarded-for").rsplit(',') {
            if !trusted.0.contains(&address) {
                break;
            }
            let Ok(next) = hop.trim().parse() else { break };
            address = next;
        }
        Self { address, agent }
    }
}
