//! Reading one row without a transaction around it.

use sqlx::SqlStr;

use super::row::{Inner, Row};
use super::{Args, Db, DbError, FromRow, Pools, Sql, dialect, tx, value};

impl Db {
    /// The first row of one statement, which is a moment of its own: a third of what the same costs inside of
    /// [`read`](Self::read), for what every request asks.
    ///
    /// # Errors
    /// When no connection is free in time, the statement fails or the row is not what was declared.
    pub async fn glance<T: FromRow>(&self, sql: Sql<T>, args: Args) -> Result<Option<T>, DbError> {
        let text = tx::declared(self.engine(), &sql, &args)?;
        self.row(text, args).await?.as_ref().map(T::from_row).transpose()
    }

    async fn row(&self, text: SqlStr, args: Args) -> Result<Option<Row>, DbError> {
        let row = match &*self.0 {
            Pools::Sqlite { glance, .. } => sqlx::query_with(text, value::for_sqlite(args)?)
                .fetch_optional(glance)
                .await
                .map(|row| row.map(|row| Row(Inner::Sqlite(row)))),
            Pools::Postgres(pool) => sqlx::query_with(text, value::for_postgres(args)?)
                .fetch_optional(pool)
                .await
                .map(|row| row.map(|row| Row(Inner::Postgres(row)))),
        };
        row.map_err(|error| dialect::errors::map(&error))
    }
}
