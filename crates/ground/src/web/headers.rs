//! Headers every answer carries.

use axum::http::{HeaderMap, HeaderValue, header};

/// Turbo adds one style element for its progress bar; this is its hash (Turbo 8.0.23, tested in the browser journeys).
const TURBO_PROGRESS_BAR: &str = "'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='";

/// The strict content policy: our own files only, nothing inline.
pub fn content_security_policy() -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self' {TURBO_PROGRESS_BAR}; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// Adds the security headers to an answer.
pub fn secure(headers: &mut HeaderMap, policy: &HeaderValue, https: bool) {
    headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}
