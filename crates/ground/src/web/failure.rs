//! What went wrong, named for the person it happened to.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;

use crate::db::DbError;

/// The seconds after which it is worth trying again what the database was too busy for.
const BUSY_FOR: i64 = 5;

/// The result of everything that can fail towards a person.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// The one failure type at the edge. Rooms name their refusals; everything else is one of these.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Failure {
    /// Absent, or not this person's to see: the two look the same.
    #[error("not found")]
    NotFound,
    /// The address is there, but not for this method.
    #[error("not for this method")]
    WrongMethod,
    /// Nobody is signed in; `back` is where to go on afterwards.
    #[error("sign in first")]
    SignIn {
        /// Path and query the person wanted.
        back: String,
    },
    /// Seen, but not this person's to do, and not to be proposed either.
    #[error("{}", .0.message)]
    Forbidden(Refusal),
    /// A rule said no; nothing was changed.
    #[error("{}", .0.message)]
    Refused(Box<Refusal>),
    /// Somebody else was first.
    #[error("{}", .0.refusal.message)]
    Conflict(Box<Conflict>),
    /// Too many tries at a door.
    #[error("too many tries")]
    TooMany {
        /// Seconds until the next try is allowed.
        seconds: i64,
    },
    /// So many write at once that this one waited too long. Nothing was changed, and trying again will most likely help.
    #[error("the database is busy")]
    Busy,
    /// Our own fault. The text goes to the log, never to the person.
    #[error("{0}")]
    Broken(String),
}

/// A rule's no: its name for programs, a sentence for people, the field it is about.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Refusal {
    /// Stable name, such as `link-makes-a-cycle`.
    pub name: &'static str,
    /// What is wrong and what was kept, as a sentence.
    pub message: String,
    /// The field of the form it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// Two writers met: what stands now and what the second one wanted.
#[derive(Debug, Clone, Serialize)]
pub struct Conflict {
    /// The sentence.
    pub refusal: Refusal,
    /// What is stored now, field by field.
    pub stored: Value,
    /// What was sent.
    pub sent: Value,
}

impl Refusal {
    /// A refusal that belongs to no single field.
    pub fn new(name: &'static str, message: impl Into<String>) -> Self {
        Self { name, message: message.into(), field: None, hint: None }
    }

    /// Says which field it is about.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl Failure {
    /// Shorthand for a refusal without a field.
    pub fn refused(name: &'static str, message: impl Into<String>) -> Self {
        Refusal::new(name, message).into()
    }

    /// Says which field of the form a refusal belongs to, where that is not said yet.
    #[must_use]
    pub fn at(self, field: &'static str) -> Self {
        match self {
            Self::Refused(refusal) if refusal.field.is_none() => (*refusal).at(field).into(),
            other => other,
        }
    }

    /// The HTTP status that says it.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::SignIn { .. } => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// In how many seconds it may be tried again, where that alone may help.
    pub fn try_again_in(&self) -> Option<i64> {
        match self {
            Self::TooMany { seconds } => Some((*seconds).max(1)),
            Self::Busy => Some(BUSY_FOR),
            _ => None,
        }
    }

    /// The stable name for programs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::WrongMethod => "wrong-method",
            Self::SignIn { .. } => "sign-in",
            Self::Forbidden(refusal) => refusal.name,
            Self::Refused(refusal) => refusal.name,
            Self::Conflict(conflict) => conflict.refusal.name,
            Self::TooMany { .. } => "too-many-tries",
            Self::Busy => "busy",
            Self::Broken(_) => "broken",
        }
    }

    /// The rule's own words, when a rule spoke.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Forbidden(refusal) => Some(refusal),
            Self::Refused(refusal) => Some(refusal),
            Self::Conflict(conflict) => Some(&conflict.refusal),
            _ => None,
        }
    }

    /// The sentence a person reads.
    pub fn message(&self) -> String {
        match self {
            Self::NotFound => "There is nothing here, or it is not yours to see.".to_owned(),
            Self::WrongMethod => "This address takes another method. Nothing was changed.".to_owned(),
            Self::SignIn { .. } => "Sign in first.".to_owned(),
            Self::TooMany { seconds } => format!("Too many tries. Try again in {seconds} seconds."),
            Self::Busy => {
                "So much is being written at the moment that this waited too long. Nothing was changed. Try again in a few seconds."
                    .to_owned()
            }
            Self::Broken(_) => "Something broke on our side. Nothing was changed.".to_owned(),
            Self::Forbidden(_) | Self::Refused(_) | Self::Conflict(_) => {
                self.refusal().map(|refusal| refusal.message.clone()).unwrap_or_default()
            }
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        match error {
            DbError::NoRow => Self::NotFound,
            DbError::Busy => Self::Busy,
            other => Self::Broken(other.to_string()),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Broken(format!("stored JSON does not decode: {error}"))
    }
}

/// The bare status; [`super::speak`] finds the failure in the extensions and writes the body.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
