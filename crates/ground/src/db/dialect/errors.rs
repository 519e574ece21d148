use rusqlite::{Connection, ffi};
use sqlx::postgres::PgDatabaseError;

use super::super::{ConstraintKind, DbError};

/// What PostgreSQL or its driver said, in ground's words.
pub(in crate::db) fn postgres(error: &sqlx::Error) -> DbError {
    match error {
        sqlx::Error::RowNotFound => DbError::NoRow,
        sqlx::Error::PoolTimedOut => DbError::Busy,
        sqlx::Error::Database(database) => match database.try_downcast_ref::<PgDatabaseError>() {
            Some(error) => refused(error),
            None => DbError::other(error),
        },
        other => DbError::other(other),
    }
}

fn refused(error: &PgDatabaseError) -> DbError {
    let constraint = |kind| DbError::Constraint { name: error.constraint().unwrap_or_default().to_owned(), kind };
    match error.code() {
        "23505" => constraint(ConstraintKind::Unique),
        "23503" => constraint(ConstraintKind::Foreign),
        "23514" => constraint(ConstraintKind::Check),
        "23502" => {
            let (table, column) = (error.table().unwrap_or_default(), error.column().unwrap_or_default());
            DbError::Constraint { name: format!("{table}.{column}"), kind: ConstraintKind::NotNull }
        }
        // Serialisation failure, deadlock, lock timeout, too many connections.
        "40001" | "40P01" | "55P03" | "53300" => DbError::Busy,
        code => DbError::Other(format!("{code}: {}", error.message())),
    }
}

/// What SQLite said; it has to be asked for the name of a broken unique constraint.
pub(in crate::db) fn sqlite(error: &rusqlite::Error, connection: &Connection) -> DbError {
    match sqlite_alone(error) {
        DbError::Constraint { name, kind: ConstraintKind::Unique } => {
            let table = name.split('.').next().unwrap_or_default();
            let declared = declared(connection, table).unwrap_or_default();
            DbError::Constraint { name: unique_name(table, &name, &declared), kind: ConstraintKind::Unique }
        }
        other => other,
    }
}

fn declared(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    const DECLARED: &str = "SELECT sql FROM sqlite_master WHERE tbl_name = ?1 AND sql IS NOT NULL";
    connection.prepare(DECLARED)?.query_map([table], |row| row.get(0))?.collect()
}

/// The same where there is no connection to ask. SQLite names a check, says table and columns of what must be unique or must not
/// be missing, and nothing of a foreign key.
pub(in crate::db) fn sqlite_alone(error: &rusqlite::Error) -> DbError {
    let (code, message) = match error {
        rusqlite::Error::SqliteFailure(code, message) => (code.extended_code, message.clone().unwrap_or_default()),
        rusqlite::Error::SqlInputError { error, msg, .. } => (error.extended_code, msg.clone()),
        other => return DbError::other(other),
    };
    let said = || message.split_once("failed: ").map_or("", |(_, said)| said).to_owned();
    let constraint = |name, kind| DbError::Constraint { name, kind };
    match code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => constraint(said(), ConstraintKind::Unique),
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => constraint(String::new(), ConstraintKind::Foreign),
        ffi::SQLITE_CONSTRAINT_CHECK => constraint(said(), ConstraintKind::Check),
        ffi::SQLITE_CONSTRAINT_NOTNULL => constraint(said(), ConstraintKind::NotNull),
        // What follows the lowest byte tells more of the same.
        code if matches!(code & 0xff, ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED) => DbError::Busy,
        code => DbError::Other(format!("{code}: {message}")),
    }
}

/// The name PostgreSQL would give for `table.a, table.b`, found in the statements that declared the table and its indexes.
fn unique_name(table: &str, said: &str, declared: &[String]) -> String {
    // A broken index on expressions is named at once: "index 'name'".
    if let Some(name) = said.strip_prefix("index '") {
        return name.trim_end_matches('\'').to_owned();
    }
    let columns: Vec<&str> = said.split(", ").filter_map(|column| column.split('.').nth(1)).collect();
    let name = declared.iter().find_map(|sql| declared_name(table, &columns, sql));
    name.unwrap_or_else(|| format!("{table}_{}_key", columns.join("_")))
}

fn declared_name(table: &str, columns: &[&str], sql: &str) -> Option<String> {
    let words = words(sql);
    let lists = |from: usize| -> bool {
        let list = words[from..].iter().take_while(|word| **word != ")").filter(|word| **word != "," && **word != "(");
        list.copied().eq(columns.iter().copied())
    };
    let is = |at: usize, word: &str| words.get(at).is_some_and(|found| found.eq_ignore_ascii_case(word));
    for at in 0..words.len() {
        if is(at, "CONSTRAINT") && is(at + 2, "UNIQUE") && lists(at + 3) {
            return Some(words[at + 1].to_owned());
        }
        if is(at, "UNIQUE") && is(at + 1, "INDEX") && is(at + 3, "ON") && lists(at + 5) {
            return Some(words[at + 2].to_owned());
        }
        let of_table = is(at, "PRIMARY") && is(at + 1, "KEY") && is(at + 2, "(") && lists(at + 3);
        if of_table || (columns.len() == 1 && is(at, columns[0]) && in_same_column(&words[at..], "PRIMARY")) {
            return Some(format!("{table}_pkey"));
        }
    }
    None
}

/// Whether the column definition these words start with has this word.
fn in_same_column(words: &[&str], wanted: &str) -> bool {
    words.iter().take_while(|word| !matches!(**word, "," | "(" | ")")).any(|word| word.eq_ignore_ascii_case(wanted))
}

/// Words and single signs of a declaration.
fn words(sql: &str) -> Vec<&str> {
    sql.split_inclusive(|letter: char| letter.is_whitespace() || "(),".contains(letter))
        .flat_map(|piece| {
            let word = piece.trim_end_matches(|letter: char| letter.is_whitespace() || "(),".contains(letter));
            [word, piece[word.len()..].trim()]
        })
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_unique_constraints_get_the_name_postgresql_gives() {
        let declared = [
            "CREATE TABLE seat (id BLOB NOT NULL PRIMARY KEY, room TEXT, row INTEGER, mail TEXT UNIQUE,\n CONSTRAINT seat_place UNIQUE (room, row)) STRICT".to_owned(),
            "CREATE UNIQUE INDEX seat_row ON seat (row)".to_owned(),
        ];
        for (said, name) in [
            ("seat.id", "seat_pkey"),
            ("seat.room, seat.row", "seat_place"),
            ("seat.row", "seat_row"),
            ("seat.mail", "seat_mail_key"),
            ("index 'seat_lower'", "seat_lower"),
        ] {
            assert_eq!(unique_name("seat", said, &declared), name, "{said}");
        }
        let pair = ["CREATE TABLE pair (a INTEGER, b INTEGER, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID".to_owned()];
        assert_eq!(unique_name("pair", "pair.a, pair.b", &pair), "pair_pkey");
    }
}
