use sqlx::postgres::PgRow;

use super::cell::{Cell, Decode};
use super::{DbError, Kind, Value};

/// One row of an answer; cells are read by position.
pub struct Row<'r>(pub(super) Inner<'r>);

pub(super) enum Inner<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r PgRow),
}

/// A type a whole row can be read as: what [`row!`](crate::row) declares, a tuple of up to eight, or nothing.
pub trait FromRow: Sized + Send {
    /// What the row must have, in order.
    const COLUMNS: &'static [Column];

    /// Reads the row.
    ///
    /// # Errors
    /// When a cell holds something else.
    fn from_row(row: &Row<'_>) -> Result<Self, DbError>;
}

/// One column of a declared row.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The field it fills; empty in a tuple.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be missing.
    pub nullable: bool,
}

/// Declares a struct that a row is read into, its fields in the order of the columns.
///
/// ```
/// ground::row! {
///     /// What a list shows of a thing.
///     #[derive(Debug, Clone)]
///     pub struct Line {
///         /// Its name.
///         pub title: String,
///         /// Its size, once estimated.
///         pub points: Option<i64>,
///     }
/// }
/// ```
#[macro_export]
macro_rules! row {
    ($($(#[$meta:meta])* $vis:vis struct $name:ident {
        $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty),* $(,)?
    })+) => {$(
        $(#[$meta])*
        $vis struct $name {
            $($(#[$field_meta])* $field_vis $field: $type,)*
        }

        impl $crate::db::FromRow for $name {
            const COLUMNS: &'static [$crate::db::Column] =
                &[$($crate::db::Column::of::<$type>(stringify!($field))),*];

            fn from_row(row: &$crate::db::Row<'_>) -> ::std::result::Result<Self, $crate::db::DbError> {
                let mut cells = row.cells();
                Ok(Self { $($field: cells.read()?),* })
            }
        }
    )+};
}

/// Reads the cells of a row one after the other.
pub struct Cells<'r> {
    row: &'r Row<'r>,
    next: usize,
}

impl Row<'_> {
    /// The cell at this place, from 0.
    ///
    /// # Errors
    /// When there is no such cell or it holds something else.
    pub fn get<T: Decode>(&self, place: usize) -> Result<T, DbError> {
        let read = Cell::of(self, place).and_then(|cell| T::decode(&cell));
        read.map_err(|error| DbError::Other(format!("column {place}: {error}")))
    }

    /// The cell at this place as a value of this kind.
    pub(super) fn value(&self, place: usize, kind: Kind) -> Result<Value, DbError> {
        Ok(match kind {
            Kind::Int => self.get::<Option<i64>>(place)?.into(),
            Kind::Real => self.get::<Option<f64>>(place)?.into(),
            Kind::Text => self.get::<Option<String>>(place)?.into(),
            Kind::Bytes => self.get::<Option<Vec<u8>>>(place)?.into(),
            Kind::Uuid => self.get::<Option<uuid::Uuid>>(place)?.into(),
        })
    }

    /// The cells from the first on.
    #[must_use]
    pub fn cells(&self) -> Cells<'_> {
        Cells { row: self, next: 0 }
    }
}

impl Cells<'_> {
    /// The next cell.
    ///
    /// # Errors
    /// When there is none left or it holds something else.
    pub fn read<T: Decode>(&mut self) -> Result<T, DbError> {
        let place = self.next;
        self.next += 1;
        self.row.get(place)
    }
}

impl Column {
    /// The column a field of this type reads.
    #[must_use]
    pub const fn of<T: Decode>(name: &'static str) -> Self {
        Self { name, kind: T::KIND, nullable: T::NULLABLE }
    }
}

impl FromRow for () {
    const COLUMNS: &'static [Column] = &[];

    fn from_row(_: &Row<'_>) -> Result<Self, DbError> {
        Ok(())
    }
}

macro_rules! tuples {
    ($(($($type:ident)+))+) => {$(
        impl<$($type: Decode + Send),+> FromRow for ($($type,)+) {
            const COLUMNS: &'static [Column] = &[$(Column::of::<$type>("")),+];

            fn from_row(row: &Row<'_>) -> Result<Self, DbError> {
                let mut cells = row.cells();
                Ok(($(cells.read::<$type>()?,)+))
            }
        }
    )+};
}

tuples! { (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H) }
