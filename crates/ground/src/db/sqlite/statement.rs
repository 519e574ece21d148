use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, Error, Result, ToSql};
use tokio::time::Instant;

use super::super::dialect::connect::SLOW;
use super::super::row::{Inner, Row};
use super::super::value::without_nul;
use super::super::{DbError, Value};

/// Hands over row after row, until one is not what it should be.
pub(in crate::db) fn rows(
    connection: &Connection,
    text: &str,
    args: &[Value],
    take: &mut dyn FnMut(&Row<'_>) -> std::result::Result<(), DbError>,
) -> Result<std::result::Result<(), DbError>> {
    timed(text, || {
        let mut statement = bound(connection, text, args)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next()? {
            if let Err(error) = take(&Row(Inner::Sqlite(row))) {
                return Ok(Err(error));
            }
        }
        Ok(Ok(()))
    })
}

/// The same with the first row alone.
pub(in crate::db) fn first<T>(
    connection: &Connection,
    text: &str,
    args: &[Value],
    read: impl FnOnce(&Row<'_>) -> T,
) -> Result<Option<T>> {
    timed(text, || {
        let mut statement = bound(connection, text, args)?;
        let mut rows = statement.raw_query();
        Ok(rows.next()?.map(|row| read(&Row(Inner::Sqlite(row)))))
    })
}

/// How many rows it changed.
pub(in crate::db) fn execute(connection: &Connection, text: &str, args: &[Value]) -> Result<u64> {
    timed(text, || {
        let mut statement = bound(connection, text, args)?;
        let mut rows = statement.raw_query();
        while rows.next()?.is_some() {}
        Ok(connection.changes())
    })
}

/// Runs a statement without values that answers with nothing.
pub(super) fn command(connection: &Connection, text: &str) -> Result<()> {
    connection.prepare_cached(text)?.raw_query().next().map(drop)
}

fn bound<'c>(connection: &'c Connection, text: &str, args: &[Value]) -> Result<CachedStatement<'c>> {
    let mut statement = connection.prepare_cached(text)?;
    for place in 1..=statement.parameter_count() {
        // SQLite takes `$2` for a name and counts names as they come; a mere `?` has none.
        let number = statement.parameter_name(place).and_then(|name| name.get(1..)?.parse().ok()).unwrap_or(place);
        let value = args.get(number.wrapping_sub(1)).ok_or(Error::InvalidParameterCount(args.len(), number))?;
        statement.raw_bind_parameter(place, value)?;
    }
    Ok(statement)
}

fn timed<T>(text: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let begun = Instant::now();
    let done = work();
    let took = begun.elapsed();
    if took > SLOW {
        tracing::warn!(statement = text, ?took, "a slow statement");
    } else {
        tracing::trace!(statement = text, ?took, "a statement");
    }
    done
}

impl ToSql for Value {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null(_) => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Int(value) => ToSqlOutput::Borrowed(ValueRef::Integer(*value)),
            Self::Real(value) => ToSqlOutput::Borrowed(ValueRef::Real(*value)),
            Self::Text(value) => match without_nul(value) {
                std::borrow::Cow::Borrowed(value) => ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes())),
                std::borrow::Cow::Owned(value) => ToSqlOutput::Owned(rusqlite::types::Value::Text(value)),
            },
            Self::Bytes(value) => ToSqlOutput::Borrowed(ValueRef::Blob(value)),
            Self::Uuid(value) => ToSqlOutput::Borrowed(ValueRef::Blob(value.as_bytes())),
        })
    }
}
