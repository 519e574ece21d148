//! Everything that differs between the two engines.
//!
//! # Tokens
//!
//! One text serves both engines; where their SQL differs, the text has a token, which stands for:
//!
//! | token | meaning |
//! |---|---|
//! | `IN @ids($1)` | the ids of a set made by [`ids`](super::ids); `FROM @ids($1) AS wanted` has them as `wanted.id` |
//! | `IN @texts($1)` | the same for [`texts`](super::texts), as `wanted.text` |
//! | `FROM @texts_by_id($1) AS told` | what [`texts_by_id`](super::texts_by_id) made, as `told.id` and `told.text` |
//! | `@words($1)` | the row of `search` has the words made by [`words`](super::words) or [`Sought`](super::Sought); see [`words`](mod@words) for the table |
//! | `FROM @found($1) AS f` | the numbers `f.n` of those rows; read in their order and only as far as a limit |
//! | `@least(a, b)`, `@greatest(a, b)` | the lesser, the greater; neither may be missing, the engines disagree about that |
//! | `@like(a, $1)` | `a` contains a text made by [`containing`](super::containing), great or small letters alike |
//! | `@joined(a, ', ' ORDER BY b)` | the texts of a group in one |
//! | `@for_update` | locks the rows that were read; on SQLite the writer has locked them all |

pub(super) mod connect;
pub(super) mod errors;
pub(crate) mod server;
pub(super) mod tables;
mod tokens;
pub mod words;

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use sqlx::postgres::PgTypeInfo;
use sqlx::postgres::types::Oid;
use sqlx::{AssertSqlSafe, Either, PgPool, SqlSafeStr, SqlStr, TypeInfo};

use super::{DbError, Kind, Value};

/// Which database answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// The embedded one, in a file.
    Sqlite,
    /// The server.
    Postgres,
}

/// The declared texts as they are sent, by where they stand in the program and the kinds of their values.
static SENT: LazyLock<RwLock<HashMap<(usize, u64), &'static str>>> = LazyLock::new(RwLock::default);

/// The text as this engine wants it.
///
/// PostgreSQL fixes the kinds of a statement's values when it prepares it, and the connection finds the prepared statement by its
/// text. So there the text ends in the kinds: the same text with values of other kinds is another statement, never one that
/// reads a number's bits as those of a whole number.
pub(super) fn declared_text(engine: Engine, text: &'static str, tokens: bool, args: &[Value]) -> SqlStr {
    if engine == Engine::Sqlite && !tokens {
        return text.into_sql_str();
    }
    // A text without values has the number 1, so that SQLite's 0 is its own.
    let kinds = match engine {
        Engine::Sqlite => 0,
        Engine::Postgres => {
            args.iter().fold(1, |kinds: u64, value| kinds.wrapping_mul(7).wrapping_add(value.kind() as u64))
        }
    };
    let key = (text.as_ptr().addr(), kinds);
    if let Some(sent) = SENT.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return (*sent).into_sql_str();
    }
    let mut sent = SENT.write().unwrap_or_else(PoisonError::into_inner);
    // Kept for good: there are as many as the program declares.
    let text = *sent.entry(key).or_insert_with(|| Box::leak(written(engine, text, args).into_boxed_str()));
    text.into_sql_str()
}

/// The same for a text put together by [`Select`](super::Select) or [`Insert`](super::Insert).
pub(super) fn built_text(engine: Engine, text: &str, args: &[Value]) -> SqlStr {
    AssertSqlSafe(written(engine, text, args)).into_sql_str()
}

/// The text with its tokens replaced, as it is prepared by the test.
pub(super) fn plain_text(engine: Engine, text: &str) -> String {
    tokens::rewrite(engine, text)
}

fn written(engine: Engine, text: &str, args: &[Value]) -> String {
    let mut text = tokens::rewrite(engine, text);
    if engine == Engine::Postgres && !args.is_empty() {
        text.push_str(" /*");
        text.extend(args.iter().map(|value| match value.kind() {
            Kind::Int => 'i',
            Kind::Real => 'r',
            Kind::Text => 't',
            Kind::Bytes => 'b',
            Kind::Uuid => 'u',
        }));
        text.push_str("*/");
    }
    text
}

pub(super) async fn postgres_integrity(pool: &PgPool) -> Result<Vec<String>, DbError> {
    sqlx::query_scalar(
        "SELECT 'the index ' || c.relname || ' is not valid' FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
         JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisvalid AND n.nspname = current_schema()
         UNION ALL SELECT 'the constraint ' || conname || ' was never checked' FROM pg_constraint
         WHERE NOT convalidated AND connamespace = current_schema()::regnamespace",
    )
    .fetch_all(pool)
    .await
    .map_err(|error| errors::postgres(&error))
}

/// The types of a statement's values as the program sends them, if they differ from those the server took for them.
pub(super) fn as_sent(parameters: Option<Either<&[PgTypeInfo], usize>>) -> Option<Vec<PgTypeInfo>> {
    const BIGINT: PgTypeInfo = PgTypeInfo::with_oid(Oid(20));
    const DOUBLE: PgTypeInfo = PgTypeInfo::with_oid(Oid(701));
    let taken = parameters?.left()?;
    let sent = |taken: &PgTypeInfo| match taken.name() {
        "INT4" | "INT2" => BIGINT,
        "FLOAT4" => DOUBLE,
        _ => taken.clone(),
    };
    let sent: Vec<PgTypeInfo> = taken.iter().map(sent).collect();
    (sent != taken).then_some(sent)
}

/// What a column of this type can be read as; nothing if the engine does not say, as SQLite of an expression.
pub(super) fn kinds_of(engine: Engine, type_name: &str) -> Option<Vec<Kind>> {
    match (engine, type_name) {
        (Engine::Sqlite, "INTEGER" | "BOOLEAN") | (Engine::Postgres, "INT8" | "INT4" | "INT2" | "BOOL") => {
            Some(vec![Kind::Int, Kind::Real])
        }
        (Engine::Sqlite, "REAL") | (Engine::Postgres, "FLOAT8" | "FLOAT4") => Some(vec![Kind::Real]),
        (Engine::Sqlite, "TEXT") | (Engine::Postgres, "TEXT" | "VARCHAR" | "CHAR" | "NAME") => Some(vec![Kind::Text]),
        (Engine::Sqlite, "BLOB") => Some(vec![Kind::Uuid, Kind::Bytes]),
        (Engine::Postgres, "UUID") => Some(vec![Kind::Uuid]),
        (Engine::Postgres, "BYTEA") => Some(vec![Kind::Bytes]),
        (Engine::Sqlite, _) => None,
        (Engine::Postgres, _) => Some(Vec::new()),
    }
}
