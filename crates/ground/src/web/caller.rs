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
        let mut address = peer.ip().to_canonical();
        // The list grows to the right, and over several lines: the last entry was written by the proxy nearest to us.
        let lines: Vec<&str> =
            headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok()).collect();
        for hop in lines.iter().flat_map(|line| line.split(',')).rev() {
            if !trusted.0.contains(&address) {
                break;
            }
            let Ok(next) = hop.trim().parse::<IpAddr>() else { break };
            address = next.to_canonical();
        }
        Self { address, agent }
    }
}

#[cfg(test)]
mod unit {
    use super::*;

    fn seen(peer: &str, lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().expect("a header"));
        }
        let trusted =
            TrustedProxy(vec!["127.0.0.1".parse().expect("an address"), "10.0.0.2".parse().expect("an address")]);
        Caller::read(SocketAddr::new(peer.parse().expect("an address"), 1), &headers, &trusted).address.to_string()
    }

    #[test]
    fn only_a_trusted_proxy_says_who_calls() {
        assert_eq!(seen("192.0.2.7", &["198.51.100.1"]), "192.0.2.7");
        assert_eq!(seen("127.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(seen("::ffff:127.0.0.1", &["198.51.100.1"]), "198.51.100.1", "on a socket for both kinds");
        assert_eq!(seen("127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn what_the_caller_wrote_into_the_list_counts_for_nothing() {
        assert_eq!(seen("127.0.0.1", &["203.0.113.9, 198.51.100.1"]), "198.51.100.1");
        assert_eq!(seen("127.0.0.1", &["203.0.113.9", "198.51.100.1"]), "198.51.100.1", "nor into a line of its own");
        assert_eq!(seen("127.0.0.1", &["203.0.113.9, 198.51.100.1, 10.0.0.2"]), "198.51.100.1", "two proxies");
        assert_eq!(seen("127.0.0.1", &["198.51.100.1, nonsense"]), "127.0.0.1");
    }
}
