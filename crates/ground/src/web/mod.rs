//! What every page and answer of the server shares: how a refusal is said, how a form is read, who is calling.
//!
//! Nothing here knows a word of the product. Handlers return [`Result`]; a [`Failure`] becomes a page or a JSON problem
//! in one place, [`speak`], because only there both the request and the failure are known.

mod caller;
mod cookies;
mod failure;
mod form;
mod headers;
mod speak;

pub use caller::{Caller, TrustedProxy};
pub use cookies::{Cookie, cookie};
pub use failure::{Conflict, Failure, Refusal, Result};
pub use form::{FormPairs, encoded, maybe, same_origin};
pub use headers::{content_security_policy, secure};
pub use speak::{FailurePage, Written, speak, wants_json};
