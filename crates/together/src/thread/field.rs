//! Fields of things: the one place that says how a field is called, read and written, so that history, undo, imports,
//! the API and “as of” need no code of their own for it.

use ground::db::{Sql, Tx, Value as DbValue};
use ground::web::Result;
use serde_json::Value;

use super::ThingId;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A line or a text.
    Text,
    /// A whole number.
    Whole,
    /// A part of a whole, kept in thousandths.
    Share,
    /// A number with a fraction.
    Real,
    /// A point in time, in microseconds.
    Time,
    /// The id of a person, thing or other row.
    Id,
}

/// One field of one kind of thing.
pub struct Field {
    /// Its name in journal, API and forms, a word of the product.
    pub name: &'static str,
    /// Its name on pages.
    pub label: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// Where it stands.
    pub column: Column,
    /// Lists show it, so its past values are kept in `field_version`.
    pub listed: bool,
    /// Search finds its words.
    pub searched: bool,
    /// Things that hang on this one become suspect when it changes.
    pub defining: bool,
    /// Reads its value as text: `SELECT column FROM table WHERE thing = $1`.
    pub read: Read,
    /// Writes it: `UPDATE table SET column = $2 WHERE thing = $1`.
    pub write: Sql<()>,
}

/// Where a field stands, for lists of all kinds of things alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The table.
    pub table: &'static str,
    /// Its column that names the thing.
    pub by: &'static str,
    /// The field's own column.
    pub name: &'static str,
}

/// The statement that reads a field, by what it holds.
#[derive(Clone, Copy)]
pub enum Read {
    /// Reads text.
    Text(Sql<(Option<String>,)>),
    /// Reads a whole number, a share or a time.
    Whole(Sql<(Option<i64>,)>),
    /// Reads a fraction.
    Real(Sql<(Option<f64>,)>),
    /// Reads an id.
    Id(Sql<(Option<uuid::Uuid>,)>),
}

impl Holds {
    /// What its column holds in the database.
    pub fn kind(self) -> ground::db::Kind {
        match self {
            Self::Text => ground::db::Kind::Text,
            Self::Whole | Self::Share | Self::Time => ground::db::Kind::Int,
            Self::Real => ground::db::Kind::Real,
            Self::Id => ground::db::Kind::Uuid,
        }
    }
}

impl Field {
    /// The stored value of a thing's field, as the journal keeps it.
    pub async fn load(&self, tx: &mut Tx, thing: ThingId) -> Result<Value> {
        Ok(match self.read {
            Read::Text(sql) => Value::from(tx.one(sql, ground::args![thing]).await?.0),
            Read::Whole(sql) => Value::from(tx.one(sql, ground::args![thing]).await?.0),
            Read::Real(sql) => Value::from(tx.one(sql, ground::args![thing]).await?.0),
            Read::Id(sql) => Value::from(tx.one(sql, ground::args![thing]).await?.0.map(|id| id.to_string())),
        })
    }

    /// Stores a value of the journal's form.
    pub async fn store(&self, tx: &mut Tx, thing: ThingId, value: &Value) -> Result<()> {
        let value = self.to_db(value);
        tx.run(self.write, vec![thing.into(), value]).await?;
        Ok(())
    }

    fn to_db(&self, value: &Value) -> DbValue {
        match self.holds {
            Holds::Text => DbValue::from(value.as_str().map(str::to_owned)),
            Holds::Whole | Holds::Share | Holds::Time => DbValue::from(value.as_i64()),
            Holds::Real => DbValue::from(value.as_f64()),
            Holds::Id => DbValue::from(value.as_str().and_then(|text| text.parse::<uuid::Uuid>().ok())),
        }
    }
}

/// Declares the fields of a kind whose own table has a `thing` column, with their statements.
///
/// `fields! { STORY of "story" { ROLE: Text "role" as "who", column "role", searched defining; … } }`
#[macro_export]
macro_rules! fields {
    ($($(#[$doc:meta])* $vis:vis $list:ident of $table:literal by $id:literal {
        $($name:ident: $holds:ident $field:literal = $column:literal, $label:literal $(, $flag:ident)*;)+
    })+) => {
        $(
            $(
                #[doc = concat!("The field “", $label, "” of `", $table, "`.")]
                $vis const $name: $crate::thread::Field = $crate::thread::Field {
                    name: $field,
                    label: $label,
                    holds: $crate::thread::Holds::$holds,
                    column: $crate::thread::Column { table: $table, by: $id, name: $column },
                    listed: $crate::fields!(@flag listed $($flag)*),
                    searched: $crate::fields!(@flag searched $($flag)*),
                    defining: $crate::fields!(@flag defining $($flag)*),
                    read: $crate::fields!(@read $holds concat!("SELECT ", $column, " FROM ", $table, " WHERE ", $id, " = $1")),
                    write: ground::db::Sql::new(concat!($table, ".", $column, " write"),
                        concat!("UPDATE ", $table, " SET ", $column, " = $2 WHERE ", $id, " = $1")),
                };
            )+
            $(#[$doc])*
            $vis const $list: &[&$crate::thread::Field] = &[$(&$name),+];
        )+
    };
    (@flag $wanted:ident) => { false };
    (@flag listed listed $($rest:ident)*) => { true };
    (@flag searched searched $($rest:ident)*) => { true };
    (@flag defining defining $($rest:ident)*) => { true };
    (@flag $wanted:ident $other:ident $($rest:ident)*) => { $crate::fields!(@flag $wanted $($rest)*) };
    (@read Text $sql:expr) => { $crate::thread::Read::Text(ground::db::Sql::new("field", $sql)) };
    (@read Whole $sql:expr) => { $crate::thread::Read::Whole(ground::db::Sql::new("field", $sql)) };
    (@read Share $sql:expr) => { $crate::thread::Read::Whole(ground::db::Sql::new("field", $sql)) };
    (@read Time $sql:expr) => { $crate::thread::Read::Whole(ground::db::Sql::new("field", $sql)) };
    (@read Real $sql:expr) => { $crate::thread::Read::Real(ground::db::Sql::new("field", $sql)) };
    (@read Id $sql:expr) => { $crate::thread::Read::Id(ground::db::Sql::new("field", $sql)) };
}
