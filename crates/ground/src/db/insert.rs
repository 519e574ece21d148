use std::fmt::Write as _;

use super::{DbError, Engine, Value};

/// Rows that go into one table together.
#[derive(Clone, Copy, Debug)]
pub struct Insert {
    /// The table.
    pub table: &'static str,
    /// Its columns, in the order of each row's values.
    pub columns: &'static [&'static str],
    /// What follows the values: nothing, or ` ON CONFLICT …`.
    pub end: &'static str,
}

/// Rows per statement where there are many. A few fixed sizes keep the prepared statements few, whatever the number of rows.
const SIZES: [usize; 2] = [64, 8];

/// The statement that puts so many rows into a table.
pub(super) fn text(engine: Engine, table: &str, columns: &[&str], end: &str, rows: usize) -> String {
    let mut text = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
    let width = columns.len();
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..width {
            let comma = if column == 0 { "" } else { ", " };
            text.push_str(comma);
            match engine {
                // SQLite looks a numbered value up among all others, which a thousand of them make slow.
                Engine::Sqlite => text.push('?'),
                Engine::Postgres => {
                    let _ = write!(text, "${}", row * width + column + 1);
                }
            }
        }
        text.push(')');
    }
    text.push_str(end);
    text
}

/// Every row must have a value for each column, of the same kind in all rows.
pub(super) fn check(table: &str, columns: &[&str], rows: &[Vec<Value>]) -> Result<(), DbError> {
    let fault = |what: String| Err(DbError::Other(format!("insert into {table}: {what}")));
    for row in rows {
        if row.len() != columns.len() {
            return fault(format!("{} values for {} columns", row.len(), columns.len()));
        }
        for ((value, first), column) in row.iter().zip(&rows[0]).zip(columns) {
            if value.kind() != first.kind() {
                return fault(format!("{column} is {:?} in one row and {:?} in another", first.kind(), value.kind()));
            }
        }
    }
    Ok(())
}

/// Cuts the rows into pieces of the fixed sizes, flat, each with its number of rows.
pub(super) fn pieces(rows: Vec<Vec<Value>>) -> Vec<(usize, Vec<Value>)> {
    let mut left = rows.len();
    let mut rows = rows.into_iter();
    let mut pieces = Vec::new();
    for size in SIZES {
        while left >= size {
            pieces.push((size, rows.by_ref().take(size).flatten().collect()));
            left -= size;
        }
    }
    // An action changes two or three fields, and each statement is a way to the database and back.
    if left > 0 {
        pieces.push((left, rows.flatten().collect()));
    }
    pieces
}
