//! Reading one row without a transaction around it.

use super::row::{Inner, Row};
use super::{Args, Db, DbError, FromRow, Pools, Sql, dialect, sqlite, tx, value};

impl Db {
    /// The first row of one statement, which is a moment of its own: a third of what the same costs inside of
    /// [`read`](Self::read), for what every request asks.
    ///
    /// # Errors
    /// When no connection is free in time, the statement fails or the row is not what was declared.
    pub async fn glance<T: FromRow>(&self, sql: Sql<T>, args: Args) -> Result<Option<T>, DbError> {
        let text = tx::declared(self.engine(), &sql, &args)?;
        match &*self.0 {
            Pools::Sqlite { glance, .. } => {
                let held = glance.acquire().await?;
                let row = sqlite::first(&held, text.as_str(), &args, T::from_row);
                row.map_err(|error| dialect::errors::sqlite(&error, &held))?.transpose()
            }
            Pools::Postgres(pool) => {
                let row = sqlx::query_with(text, value::for_postgres(args)?).fetch_optional(pool).await;
                let row = row.map_err(|error| dialect::errors::postgres(&error))?;
                row.map(|row| T::from_row(&Row(Inner::Postgres(&row)))).transpose()
            }
        }
    }
}
