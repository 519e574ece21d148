//! Requests as the bytes that go over the wire: made once, sent often.

use std::net::SocketAddr;

/// A request of nobody in particular, without content.
pub(crate) fn plain(method: &str, path: &str, address: SocketAddr) -> Vec<u8> {
    written(method, path, address, &[], &[])
}

/// A request with headers and content.
pub(crate) fn written(
    method: &str,
    path: &str,
    address: SocketAddr,
    headers: &[(&str, &str)],
    content: &[u8],
) -> Vec<u8> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if method != "GET" {
        head.push_str(&format!("content-length: {}\r\n", content.len()));
    }
    head.push_str("\r\n");
    [head.as_bytes(), content].concat()
}

/// The pairs of a form as its content.
pub(crate) fn form(pairs: &[(&str, &str)]) -> Vec<u8> {
    let pairs = pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
    pairs.collect::<Vec<_>>().join("&").into_bytes()
}

fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// What stands in a page between two texts.
pub(crate) fn between<'a>(page: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}
