use sqlx::postgres::{PgColumn, PgStatement};
use sqlx::{AssertSqlSafe, Column as _, Either, Executor, PgPool, SqlSafeStr, Statement, TypeInfo};

use super::{Column, Db, DbError, Engine, Kind, Pools, Text, dialect, select};

/// Prepares every declared statement on this migrated database and says what does not fit: a text the engine refuses, another
/// number of values or columns than declared, a column whose type its field cannot read, a field that is not named as its column.
///
/// # Errors
/// When the database cannot be reached.
pub async fn check(db: &Db, declared: &[&[Text]]) -> Result<Vec<String>, DbError> {
    let mut problems = Vec::new();
    for text in declared.iter().flat_map(|texts| texts.iter()) {
        match prepare(db, text).await {
            Ok(found) => {
                problems.extend(compare(text, &found).into_iter().map(|problem| format!("{}: {problem}", text.name)));
            }
            Err(error) => problems.push(format!("{}: {error}", text.name)),
        }
    }
    Ok(problems)
}

/// What the engine says of a statement.
struct Found {
    arity: usize,
    columns: Vec<(String, Option<Vec<Kind>>)>,
}

async fn prepare(db: &Db, text: &Text) -> Result<Found, DbError> {
    let sql = dialect::plain_text(db.engine(), &select::unmarked(text.text));
    match &*db.0 {
        Pools::Sqlite { read, .. } => {
            let held = read.acquire().await?;
            let statement = held.prepare(&sql).map_err(|error| dialect::errors::sqlite(&error, &held))?;
            let kinds = |declared: Option<&str>| dialect::kinds_of(Engine::Sqlite, declared.unwrap_or_default());
            let column = |column: &rusqlite::Column<'_>| (column.name().to_owned(), kinds(column.decl_type()));
            let columns = statement.columns().iter().map(column).collect();
            Ok(Found { arity: statement.parameter_count(), columns })
        }
        Pools::Postgres(pool) => {
            let found = on_server(pool, sql).await;
            found.map_err(|error| dialect::errors::postgres(&error))
        }
    }
}

async fn on_server(pool: &PgPool, sql: String) -> Result<Found, sqlx::Error> {
    let mut connection = pool.acquire().await?;
    let statement = connection.prepare(AssertSqlSafe(sql.clone()).into_sql_str()).await?;
    // Asked like this the server takes the smallest type that fits; the program always sends the largest.
    let Some(sent) = dialect::as_sent(statement.parameters()) else {
        return Ok(found(&statement));
    };
    let sql = AssertSqlSafe(sql + " /* as sent */").into_sql_str();
    Ok(found(&connection.prepare_with(sql, &sent).await?))
}

fn found(statement: &PgStatement) -> Found {
    let arity = match statement.parameters() {
        Some(Either::Left(types)) => types.len(),
        Some(Either::Right(count)) => count,
        None => 0,
    };
    let column =
        |column: &PgColumn| (column.name().to_owned(), dialect::kinds_of(Engine::Postgres, column.type_info().name()));
    Found { arity, columns: statement.columns().iter().map(column).collect() }
}

fn compare(text: &Text, found: &Found) -> Vec<String> {
    let mut problems = Vec::new();
    if text.arity != found.arity {
        problems.push(format!("the highest value is ${}, the engine counts {}", text.arity, found.arity));
    }
    if text.columns.len() != found.columns.len() {
        problems.push(format!("{} columns are declared, the engine sends {}", text.columns.len(), found.columns.len()));
        return problems;
    }
    for (declared, (name, kinds)) in text.columns.iter().zip(&found.columns) {
        problems.extend(column_problem(declared, name, kinds.as_deref()));
    }
    problems
}

fn column_problem(declared: &Column, name: &str, kinds: Option<&[Kind]>) -> Option<String> {
    let field = declared.name.trim_start_matches("r#");
    if !field.is_empty() && field != name {
        return Some(format!("the field {field} reads the column {name}: write AS {field}, or mind the order"));
    }
    match kinds {
        Some(kinds) if !kinds.contains(&declared.kind) => {
            Some(format!("the column {name} is declared as {:?}, the engine sends {kinds:?}", declared.kind))
        }
        _ => None,
    }
}
