use std::borrow::Cow;

use serde::Serialize;
use sqlx::Arguments as _;
use sqlx::postgres::PgArguments;
use uuid::Uuid;

use super::DbError;
use crate::clock::Ts;

/// The values of a statement's `$1` to `$n`, in order.
pub type Args = Vec<Value>;

/// One value on its way into the database. A missing one keeps its kind, which PostgreSQL wants to know.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing, where a value of this kind could be.
    Null(Kind),
    /// A whole number; also a moment, and yes or no as 1 and 0.
    Int(i64),
    /// A number.
    Real(f64),
    /// Text; also JSON.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// An id.
    Uuid(Uuid),
}

/// The kinds of values both databases share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `BIGINT`; `INTEGER` on SQLite.
    Int,
    /// `DOUBLE PRECISION`; `REAL` on SQLite.
    Real,
    /// `TEXT`.
    Text,
    /// `BYTEA`; `BLOB` on SQLite.
    Bytes,
    /// `UUID`; a `BLOB` of 16 bytes on SQLite.
    Uuid,
}

/// A type whose kind is known without a value, so that `None` can be sent.
pub trait Typed {
    /// The kind its values have in the database.
    const KIND: Kind;
}

/// Lists the values of a statement: `args![product, "open", Some(3), None::<i64>]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => {
        vec![$($crate::db::Value::from($value)),*]
    };
}

/// A set of ids as one value, for `IN @ids($1)`.
pub fn ids<T: Into<Uuid> + Copy>(ids: &[T]) -> Value {
    let mut json = String::with_capacity(ids.len() * 35 + 2);
    json.push('[');
    for (n, id) in ids.iter().enumerate() {
        let comma = if n == 0 { "" } else { "," };
        let id: Uuid = (*id).into();
        json.push_str(comma);
        json.push('"');
        json.push_str(id.simple().encode_lower(&mut Uuid::encode_buffer()));
        json.push('"');
    }
    json.push(']');
    Value::Text(json)
}

/// A set of texts as one value, for `IN @texts($1)`.
pub fn texts<T: AsRef<str>>(texts: &[T]) -> Value {
    Value::Text(serde_json::Value::from_iter(texts.iter().map(AsRef::as_ref)).to_string())
}

/// Texts by the ids they belong to as one value, for `FROM @texts_by_id($1)`; of one id there is one text.
pub fn texts_by_id<T: Into<Uuid> + Copy>(texts: &[(T, String)]) -> Value {
    let by_id = texts.iter().map(|(id, text)| {
        let id: Uuid = (*id).into();
        (id.simple().to_string(), serde_json::Value::from(text.as_str()))
    });
    Value::Text(serde_json::Value::from_iter(by_id).to_string())
}

/// A text as the pattern "contains it", for `@like(x, $1)`.
#[must_use]
pub fn containing(text: &str) -> Value {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    Value::Text(pattern)
}

/// Any serialisable value as JSON text.
///
/// # Errors
/// When the value has no JSON form, for instance a map whose keys are no texts.
pub fn json<T: Serialize>(value: &T) -> Result<Value, DbError> {
    serde_json::to_string(value).map(Value::Text).map_err(DbError::other)
}

impl Value {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Null(kind) => *kind,
            Self::Int(_) => Kind::Int,
            Self::Real(_) => Kind::Real,
            Self::Text(_) => Kind::Text,
            Self::Bytes(_) => Kind::Bytes,
            Self::Uuid(_) => Kind::Uuid,
        }
    }
}

pub(super) fn for_postgres(args: Args) -> Result<PgArguments, DbError> {
    let mut bound = PgArguments::default();
    bound.reserve(args.len(), args.len() * 16);
    for value in args {
        match value {
            Value::Null(Kind::Int) => bound.add(None::<i64>),
            Value::Null(Kind::Real) => bound.add(None::<f64>),
            Value::Null(Kind::Text) => bound.add(None::<String>),
            Value::Null(Kind::Bytes) => bound.add(None::<Vec<u8>>),
            Value::Null(Kind::Uuid) => bound.add(None::<Uuid>),
            Value::Int(value) => bound.add(value),
            Value::Real(value) => bound.add(value),
            Value::Text(value) => bound.add(without_nul(&value).into_owned()),
            Value::Bytes(value) => bound.add(value),
            Value::Uuid(value) => bound.add(value),
        }
        .map_err(DbError::other)?;
    }
    Ok(bound)
}

/// PostgreSQL has no place for NUL in text, and SQLite's functions stop at one; a page cannot show it either.
pub(super) fn without_nul(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { text.replace('\0', "\u{fffd}").into() } else { text.into() }
}

macro_rules! kinds {
    ($($type:ty => $kind:ident, |$value:ident| $make:expr;)+) => {$(
        impl Typed for $type {
            const KIND: Kind = Kind::$kind;
        }

        impl From<$type> for Value {
            fn from($value: $type) -> Self {
                Self::$kind($make)
            }
        }
    )+};
}

kinds! {
    i64 => Int, |value| value;
    i32 => Int, |value| value.into();
    i16 => Int, |value| value.into();
    u32 => Int, |value| value.into();
    u16 => Int, |value| value.into();
    u8 => Int, |value| value.into();
    usize => Int, |value| i64::try_from(value).unwrap_or(i64::MAX);
    bool => Int, |value| value.into();
    Ts => Int, |value| value.0;
    f64 => Real, |value| value;
    String => Text, |value| value;
    &String => Text, |value| value.clone();
    &str => Text, |value| value.to_owned();
    Cow<'_, str> => Text, |value| value.into_owned();
    Vec<u8> => Bytes, |value| value;
    &[u8] => Bytes, |value| value.to_vec();
    Uuid => Uuid, |value| value;
}

impl<T: Typed + Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null(T::KIND), Into::into)
    }
}
