//! How each engine describes its own tables.

use super::Engine;
use crate::db::{DbError, Kind, Sql};

/// Table, column, type, and whether the primary key has it; table by table in the order of names, columns in their own.
type Described = (String, String, String, bool);

const SQLITE_COLUMNS: Sql<Described> = Sql::new(
    "SQLITE_COLUMNS",
    "SELECT t.name, c.name, c.type, CASE WHEN c.pk > 0 THEN 1 ELSE 0 END FROM pragma_table_list t JOIN pragma_table_info(t.name) c WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY t.name, c.cid",
);
const POSTGRES_COLUMNS: Sql<Described> = Sql::new(
    "POSTGRES_COLUMNS",
    "SELECT CAST(r.relname AS TEXT), CAST(a.attname AS TEXT), CAST(format_type(a.atttypid, NULL) AS TEXT), CASE WHEN a.attnum = ANY (k.conkey) THEN 1 ELSE 0 END FROM pg_class r JOIN pg_attribute a ON a.attrelid = r.oid LEFT JOIN pg_constraint k ON k.conrelid = r.oid AND k.contype = 'p' WHERE r.relkind = 'r' AND r.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY r.relname COLLATE \"C\", a.attnum",
);
const SQLITE_REFERENCES: Sql<(String, String)> = Sql::new(
    "SQLITE_REFERENCES",
    "SELECT DISTINCT t.name, f.\"table\" FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f WHERE t.schema = 'main' AND t.type = 'table'",
);
const POSTGRES_REFERENCES: Sql<(String, String)> = Sql::new(
    "POSTGRES_REFERENCES",
    "SELECT DISTINCT CAST(r.relname AS TEXT), CAST(o.relname AS TEXT) FROM pg_constraint k JOIN pg_class r ON r.oid = k.conrelid JOIN pg_class o ON o.oid = k.confrelid WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace",
);

/// The columns of all tables.
pub(in crate::db) fn columns(engine: Engine) -> Sql<Described> {
    match engine {
        Engine::Sqlite => SQLITE_COLUMNS,
        Engine::Postgres => POSTGRES_COLUMNS,
    }
}

/// Which table refers to which.
pub(in crate::db) fn references(engine: Engine) -> Sql<(String, String)> {
    match engine {
        Engine::Sqlite => SQLITE_REFERENCES,
        Engine::Postgres => POSTGRES_REFERENCES,
    }
}

/// What a column of this type holds. SQLite keeps ids as blobs of 16 bytes.
pub(in crate::db) fn kind_of(type_name: &str) -> Result<Kind, DbError> {
    match type_name {
        "INTEGER" | "BIGINT" | "bigint" | "integer" | "smallint" => Ok(Kind::Int),
        "REAL" | "double precision" => Ok(Kind::Real),
        "TEXT" | "text" => Ok(Kind::Text),
        "BLOB" | "uuid" => Ok(Kind::Uuid),
        "bytea" => Ok(Kind::Bytes),
        other => Err(DbError::Other(format!("a column of the type {other}"))),
    }
}

/// A column as an order that is the same on both engines.
pub(in crate::db) fn bytewise(engine: Engine, column: &str, of_text: bool) -> String {
    match engine {
        Engine::Postgres if of_text => format!("{column} COLLATE \"C\""),
        _ => column.to_owned(),
    }
}
