//! Cookies: few, HttpOnly, SameSite=Lax, and `__Host-` with Secure behind https.

use axum::http::{HeaderMap, HeaderValue, header};

/// A cookie to set. Its name gets the `__Host-` prefix when the site is served over https.
pub struct Cookie<'a> {
    /// Name without prefix.
    pub name: &'a str,
    /// Value; cookie-safe characters only.
    pub value: &'a str,
    /// Seconds to live; 0 removes it.
    pub max_age: i64,
    /// Whether the site is reached over https.
    pub secure: bool,
}

impl Cookie<'_> {
    /// The `Set-Cookie` header value.
    pub fn header(&self) -> HeaderValue {
        let (prefix, secure) = if self.secure { ("__Host-", "; Secure") } else { ("", "") };
        let text = format!(
            "{prefix}{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{secure}",
            self.name, self.value, self.max_age
        );
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}

/// The value of a cookie the caller sent, under its plain or its `__Host-` name.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str, secure: bool) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split("; "))
        .find_map(|pair| {
            let (key, value) = pair.split_once('=')?;
            let plain = if secure { key.strip_prefix("__Host-")? } else { key };
            (plain == name).then_some(value)
        })
}
