//! Reading a posted form: pairs first, so that what the person wrote can be shown again when it is refused.

use axum::http::{HeaderMap, header};
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error};

use super::Refusal;

/// A text as it stands in the query of an address.
pub fn encoded(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' ' => written.push('+'),
            byte if byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte) => written.push(char::from(byte)),
            byte => written.push_str(&format!("%{byte:02X}")),
        }
    }
    written
}

/// The names and values of a posted form, in order.
#[derive(Debug, Clone, Default)]
pub struct FormPairs(Vec<(String, String)>);

impl FormPairs {
    /// Reads an `application/x-www-form-urlencoded` body.
    pub fn parse(body: &[u8]) -> Result<Self, Refusal> {
        serde_urlencoded::from_bytes(body)
            .map(Self)
            .map_err(|_| Refusal::new("form-unreadable", "The form could not be read. Nothing was changed."))
    }

    /// From pairs that came another way (a multipart form, a query).
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// The last value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Takes a name out, returning its last value: for names that steer the form rather than belong to it.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let value = self.get(name).map(str::to_owned);
        self.0.retain(|(key, _)| key != name);
        value
    }

    /// Reads the pairs as a struct. Empty values of optional numbers count as absent, those of other optional fields where
    /// they say so with [`maybe`]; repeated names fill lists.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        let body = serde_urlencoded::to_string(&self.0).unwrap_or_default();
        serde_html_form::from_str(&body).map_err(|error| {
            Refusal::new("form-incomplete", format!("The form was not complete: {error}. Nothing was changed."))
        })
    }

    /// The pairs as they came.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

/// A value that may be left away; an empty field counts as nothing, as the forms of browsers send it. For
/// `#[serde(deserialize_with = "maybe")]` on an `Option`.
pub fn maybe<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<Option<T>, D::Error> {
    match Option::<serde_json::Value>::deserialize(deserializer)? {
        None | Some(serde_json::Value::Null) => Ok(None),
        Some(serde_json::Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(value) => T::deserialize(value).map(Some).map_err(Error::custom),
    }
}

/// Whether a posting request comes from our own pages: its `Origin` (or else `Referer`) names the host it was sent to,
/// or the configured base URL's.
pub fn same_origin(headers: &HeaderMap, base: Option<&str>) -> bool {
    let host = |url: &str| url.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or_default().to_owned());
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let ours = base.and_then(host).or_else(|| text(header::HOST).map(str::to_owned));
    let theirs = text(header::ORIGIN).or_else(|| text(header::REFERER)).and_then(host);
    ours.is_some() && ours == theirs
}
