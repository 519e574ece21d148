use rusqlite::types::ValueRef;
use serde::de::DeserializeOwned;
use sqlx::postgres::PgValueRef;
use sqlx::{Row as _, TypeInfo as _, ValueRef as _};
use uuid::Uuid;

use super::row::{Inner as RowInner, Row};
use super::{DbError, Kind};
use crate::clock::Ts;

/// One cell of a row.
pub struct Cell<'r>(CellInner<'r>);

enum CellInner<'r> {
    Sqlite(ValueRef<'r>),
    Postgres(PgValueRef<'r>),
}

/// A type one cell can be read as.
pub trait Decode: Sized {
    /// The kind of cell it reads.
    const KIND: Kind;
    /// Whether it has a place for a missing value.
    const NULLABLE: bool = false;

    /// Reads the cell.
    ///
    /// # Errors
    /// When the cell holds something else.
    fn decode(cell: &Cell<'_>) -> Result<Self, DbError>;
}

/// JSON text in a column, read as `T`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Json<T>(pub T);

/// Object numbers of PostgreSQL's own types, which never change.
mod oid {
    pub(super) const BOOL: u32 = 16;
    pub(super) const BYTES: u32 = 17;
    pub(super) const NAME: u32 = 19;
    pub(super) const INT8: u32 = 20;
    pub(super) const INT2: u32 = 21;
    pub(super) const INT4: u32 = 23;
    pub(super) const TEXT: u32 = 25;
    pub(super) const FLOAT4: u32 = 700;
    pub(super) const FLOAT8: u32 = 701;
    pub(super) const VARCHAR: u32 = 1043;
    pub(super) const UUID: u32 = 2950;
}

impl<'r> Cell<'r> {
    pub(super) fn of(row: &'r Row<'r>, place: usize) -> Result<Self, DbError> {
        Ok(Self(match &row.0 {
            RowInner::Sqlite(row) => CellInner::Sqlite(row.get_ref(place).map_err(DbError::other)?),
            RowInner::Postgres(row) => CellInner::Postgres(row.try_get_raw(place).map_err(DbError::other)?),
        }))
    }

    /// Whether nothing is there.
    #[must_use]
    pub fn is_null(&self) -> bool {
        match &self.0 {
            CellInner::Sqlite(value) => matches!(value, ValueRef::Null),
            CellInner::Postgres(value) => value.is_null(),
        }
    }

    /// A whole number; yes and no are 1 and 0.
    ///
    /// # Errors
    /// When it is something else.
    pub fn int(&self) -> Result<i64, DbError> {
        match &self.0 {
            CellInner::Sqlite(ValueRef::Integer(value)) => Ok(*value),
            CellInner::Postgres(value) => match (oid_of(value), bytes_of(value)?) {
                (oid::INT8, bytes) => fixed(bytes).map(i64::from_be_bytes),
                (oid::INT4, bytes) => fixed(bytes).map(|bytes| i32::from_be_bytes(bytes).into()),
                (oid::INT2, bytes) => fixed(bytes).map(|bytes| i16::from_be_bytes(bytes).into()),
                (oid::BOOL, bytes) => fixed(bytes).map(|[byte]: [u8; 1]| byte.into()),
                _ => Err(self.is_not("a whole number")),
            },
            CellInner::Sqlite(_) => Err(self.is_not("a whole number")),
        }
    }

    /// A number.
    ///
    /// # Errors
    /// When it is something else.
    pub fn real(&self) -> Result<f64, DbError> {
        match &self.0 {
            CellInner::Sqlite(ValueRef::Real(value)) => Ok(*value),
            CellInner::Postgres(value) if oid_of(value) == oid::FLOAT8 => {
                fixed(bytes_of(value)?).map(f64::from_be_bytes)
            }
            CellInner::Postgres(value) if oid_of(value) == oid::FLOAT4 => {
                fixed(bytes_of(value)?).map(|bytes| f32::from_be_bytes(bytes).into())
            }
            #[expect(clippy::cast_precision_loss, reason = "a sum of whole numbers read as a number")]
            _ => self.int().map(|whole| whole as f64).map_err(|_| self.is_not("a number")),
        }
    }

    /// Text.
    ///
    /// # Errors
    /// When it is something else.
    pub fn text(&self) -> Result<&'r str, DbError> {
        match &self.0 {
            CellInner::Sqlite(ValueRef::Text(text)) => std::str::from_utf8(text).map_err(DbError::other),
            CellInner::Postgres(value) if matches!(oid_of(value), oid::TEXT | oid::VARCHAR | oid::NAME) => {
                std::str::from_utf8(bytes_of(value)?).map_err(DbError::other)
            }
            _ => Err(self.is_not("text")),
        }
    }

    /// Bytes.
    ///
    /// # Errors
    /// When it is something else.
    pub fn bytes(&self) -> Result<&'r [u8], DbError> {
        match &self.0 {
            CellInner::Sqlite(ValueRef::Blob(bytes)) => Ok(bytes),
            CellInner::Postgres(value) if oid_of(value) == oid::BYTES => bytes_of(value),
            _ => Err(self.is_not("bytes")),
        }
    }

    /// An id.
    ///
    /// # Errors
    /// When it is something else.
    pub fn uuid(&self) -> Result<Uuid, DbError> {
        match &self.0 {
            CellInner::Sqlite(_) => Uuid::from_slice(self.bytes()?).map_err(|_| self.is_not("an id")),
            CellInner::Postgres(value) if oid_of(value) == oid::UUID => fixed(bytes_of(value)?).map(Uuid::from_bytes),
            CellInner::Postgres(_) => Err(self.is_not("an id")),
        }
    }

    fn is_not(&self, what: &str) -> DbError {
        if self.is_null() {
            return DbError::Other(format!("{what} was expected, nothing is there"));
        }
        let found = match &self.0 {
            CellInner::Sqlite(value) => value.data_type().to_string(),
            CellInner::Postgres(value) => value.type_info().name().to_owned(),
        };
        DbError::Other(format!("{what} was expected, the database sent {found}"))
    }
}

fn oid_of(value: &PgValueRef<'_>) -> u32 {
    value.type_info().oid().map_or(0, |oid| oid.0)
}

fn bytes_of<'r>(value: &PgValueRef<'r>) -> Result<&'r [u8], DbError> {
    value.as_bytes().map_err(|_| DbError::Other("a value was expected, nothing is there".into()))
}

fn fixed<const N: usize>(bytes: &[u8]) -> Result<[u8; N], DbError> {
    bytes.try_into().map_err(|_| DbError::Other(format!("{N} bytes were expected, {} came", bytes.len())))
}

macro_rules! decode {
    ($($type:ty => $kind:ident, |$cell:ident| $read:expr;)+) => {$(
        impl Decode for $type {
            const KIND: Kind = Kind::$kind;

            fn decode($cell: &Cell<'_>) -> Result<Self, DbError> {
                $read
            }
        }
    )+};
}

decode! {
    i64 => Int, |cell| cell.int();
    i32 => Int, |cell| narrow(cell);
    u32 => Int, |cell| narrow(cell);
    u16 => Int, |cell| narrow(cell);
    u8 => Int, |cell| narrow(cell);
    usize => Int, |cell| narrow(cell);
    bool => Int, |cell| cell.int().map(|value| value != 0);
    Ts => Int, |cell| cell.int().map(Ts);
    f64 => Real, |cell| cell.real();
    String => Text, |cell| cell.text().map(str::to_owned);
    Vec<u8> => Bytes, |cell| cell.bytes().map(<[u8]>::to_vec);
    Uuid => Uuid, |cell| cell.uuid();
}

fn narrow<T: TryFrom<i64>>(cell: &Cell<'_>) -> Result<T, DbError> {
    let value = cell.int()?;
    T::try_from(value).map_err(|_| DbError::Other(format!("{value} is outside of what fits here")))
}

impl<T: Decode> Decode for Option<T> {
    const KIND: Kind = T::KIND;
    const NULLABLE: bool = true;

    fn decode(cell: &Cell<'_>) -> Result<Self, DbError> {
        if cell.is_null() { Ok(None) } else { T::decode(cell).map(Some) }
    }
}

impl<T: DeserializeOwned> Decode for Json<T> {
    const KIND: Kind = Kind::Text;

    fn decode(cell: &Cell<'_>) -> Result<Self, DbError> {
        serde_json::from_str(cell.text()?).map(Self).map_err(DbError::other)
    }
}
