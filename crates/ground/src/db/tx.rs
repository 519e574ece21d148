use futures_util::TryStreamExt;
use futures_util::stream::BoxStream;
use sqlx::postgres::PgRow;
use sqlx::{PgPool, Postgres, SqlSafeStr, SqlStr, Transaction};

use super::dialect::{self, Engine};
use super::row::{Inner as RowInner, Row};
use super::sqlite::{self, Begun};
use super::{Args, DbError, FromRow, Insert, Select, Sql, Value, insert, value};

/// A transaction; all SQL goes through one. Dropped without a commit it never happened.
///
/// A statement that fails spoils the transaction on both engines: nothing more can be done in it but going back to a savepoint,
/// and it cannot be committed.
pub struct Tx {
    inner: Inner,
    failed: bool,
}

enum Inner {
    Sqlite(Begun),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    /// All rows.
    ///
    /// # Errors
    /// When the statement fails or a row is not what was declared.
    pub async fn all<T: FromRow>(&mut self, sql: Sql<T>, args: Args) -> Result<Vec<T>, DbError> {
        let text = self.text(&sql, &args)?;
        self.collect(text, args).await
    }

    /// Hands over row after row as they come, so that there may be more than fit into memory.
    ///
    /// # Errors
    /// When the statement fails, a row is not what was declared, or `take` says so; the rest of the rows is then passed over.
    pub async fn each<T: FromRow>(
        &mut self,
        sql: Sql<T>,
        args: Args,
        mut take: impl FnMut(T) -> Result<(), DbError> + Send,
    ) -> Result<(), DbError> {
        let text = self.text(&sql, &args)?;
        self.rows(text, args, &mut |row: &Row<'_>| take(T::from_row(row)?)).await
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// When the statement fails or the row is not what was declared.
    pub async fn first<T: FromRow>(&mut self, sql: Sql<T>, args: Args) -> Result<Option<T>, DbError> {
        let text = self.text(&sql, &args)?;
        let mut first = None;
        self.row(text, args, &mut |row: &Row<'_>| T::from_row(row).map(|row| first = Some(row))).await?;
        Ok(first)
    }

    /// The one row there is.
    ///
    /// # Errors
    /// [`DbError::NoRow`] when there is none; else as [`first`](Self::first).
    pub async fn one<T: FromRow>(&mut self, sql: Sql<T>, args: Args) -> Result<T, DbError> {
        self.first(sql, args).await?.ok_or(DbError::NoRow)
    }

    /// Runs a statement that answers with no rows; says how many it changed.
    ///
    /// # Errors
    /// When the statement fails.
    pub async fn run(&mut self, sql: Sql, args: Args) -> Result<u64, DbError> {
        let text = self.text(&sql, &args)?;
        self.execute(text, args).await
    }

    /// All rows of a list with filters.
    ///
    /// # Errors
    /// When its parts do not fit together, the statement fails or a row is not what was declared.
    pub async fn select<T: FromRow>(&mut self, select: Select<T>) -> Result<Vec<T>, DbError> {
        let (text, args) = select.build()?;
        let text = dialect::built_text(self.engine(), &text, &args);
        self.collect(text, args).await
    }

    /// Inserts many rows, many with one statement; says how many there are now more.
    ///
    /// # Errors
    /// When a row has not a value of one kind for each column, or a statement fails.
    pub async fn insert_many(&mut self, insert: &Insert, rows: Vec<Vec<Value>>) -> Result<u64, DbError> {
        self.insert_rows(insert.table, insert.columns, insert.end, rows).await
    }

    /// The same for a table and columns that are no texts of the program.
    pub(super) async fn insert_rows(
        &mut self,
        table: &str,
        columns: &[&str],
        end: &str,
        rows: Vec<Vec<Value>>,
    ) -> Result<u64, DbError> {
        insert::check(table, columns, &rows)?;
        let (mut inserted, mut last) = (0, None);
        for (count, args) in insert::pieces(rows) {
            let text = match last.take() {
                Some((rows, text)) if rows == count => text,
                _ => {
                    let text = insert::text(self.engine(), table, columns, end, count);
                    dialect::built_text(self.engine(), &text, &args)
                }
            };
            last = Some((count, text.clone()));
            inserted += self.execute(text, args).await?;
        }
        Ok(inserted)
    }

    /// Marks a point to which one can go back. Each ends with [`rollback_to_savepoint`](Self::rollback_to_savepoint) or
    /// [`release_savepoint`](Self::release_savepoint), exactly one of them; they nest.
    ///
    /// # Errors
    /// When the transaction is spoilt.
    pub async fn savepoint(&mut self) -> Result<(), DbError> {
        self.command("SAVEPOINT point").await
    }

    /// Takes back everything since the last savepoint, and the savepoint; a spoilt transaction is good again.
    ///
    /// # Errors
    /// When there is no savepoint.
    pub async fn rollback_to_savepoint(&mut self) -> Result<(), DbError> {
        self.failed = false;
        self.command("ROLLBACK TO SAVEPOINT point").await?;
        self.command("RELEASE SAVEPOINT point").await
    }

    /// Keeps everything since the last savepoint, and forgets the savepoint.
    ///
    /// # Errors
    /// When there is no savepoint or the transaction is spoilt.
    pub async fn release_savepoint(&mut self) -> Result<(), DbError> {
        self.command("RELEASE SAVEPOINT point").await
    }

    /// Tells all listening processes, once this is committed; on SQLite there are none.
    ///
    /// # Errors
    /// When the payload is longer than 8,000 bytes or the transaction is spoilt.
    pub async fn notify(&mut self, channel: &str, payload: &str) -> Result<(), DbError> {
        if let Engine::Postgres = self.engine() {
            self.execute("SELECT pg_notify($1, $2)".into_sql_str(), crate::args![channel, payload]).await?;
        }
        Ok(())
    }

    /// Makes it all true.
    ///
    /// # Errors
    /// When it could not be made true, or a statement before had failed; then nothing of it happened.
    pub async fn commit(self) -> Result<(), DbError> {
        if self.failed {
            return Err(spoilt());
        }
        match self.inner {
            Inner::Sqlite(tx) => tx.commit().await,
            Inner::Postgres(tx) => tx.commit().await.map_err(|error| dialect::errors::postgres(&error)),
        }
    }

    /// Which engine answers, for [`words`](super::words).
    #[must_use]
    pub fn engine(&self) -> Engine {
        match &self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    pub(super) fn sqlite(begun: Begun) -> Self {
        Self { inner: Inner::Sqlite(begun), failed: false }
    }

    /// A `BEGIN` that is cancelled half-way would leave its connection inside of a transaction nobody knows of, so it runs in a task
    /// of its own, which a cancelled request does not cancel.
    pub(super) async fn postgres(pool: &PgPool, begin: &'static str) -> Result<Self, DbError> {
        let pool = pool.clone();
        let tx = tokio::spawn(async move { pool.begin_with(begin).await }).await.map_err(DbError::other)?;
        let tx = tx.map_err(|error| dialect::errors::postgres(&error))?;
        Ok(Self { inner: Inner::Postgres(tx), failed: false })
    }

    fn text<T>(&self, sql: &Sql<T>, args: &Args) -> Result<SqlStr, DbError> {
        declared(self.engine(), sql, args)
    }

    /// Hands over the rows of a text put together from parts.
    pub(super) async fn built(&mut self, text: &str, args: Args, take: &mut Take<'_>) -> Result<(), DbError> {
        let text = dialect::built_text(self.engine(), text, &args);
        self.rows(text, args, take).await
    }

    async fn collect<T: FromRow>(&mut self, text: SqlStr, args: Args) -> Result<Vec<T>, DbError> {
        let mut rows = Vec::new();
        let mut take = |row: &Row<'_>| T::from_row(row).map(|row| rows.push(row));
        self.rows(text, args, &mut take).await?;
        Ok(rows)
    }

    /// Reads each row as it comes. That one cannot be read says nothing against the transaction.
    async fn rows(&mut self, text: SqlStr, args: Args, take: &mut Take<'_>) -> Result<(), DbError> {
        self.begin_statement()?;
        let taken = match &mut self.inner {
            Inner::Sqlite(tx) => {
                let taken = sqlite::rows(tx, text.as_str(), &args, take);
                taken.map_err(|error| dialect::errors::sqlite(&error, tx))
            }
            Inner::Postgres(tx) => {
                let rows = sqlx::query_with(text, value::for_postgres(args)?).fetch(&mut **tx);
                drain(rows, take).await.map_err(|error| dialect::errors::postgres(&error))
            }
        };
        self.settle(taken)?
    }

    /// The same with the first row alone.
    async fn row(&mut self, text: SqlStr, args: Args, take: &mut Take<'_>) -> Result<(), DbError> {
        self.begin_statement()?;
        let taken = match &mut self.inner {
            Inner::Sqlite(tx) => {
                let taken = sqlite::first(tx, text.as_str(), &args, take);
                taken.map_err(|error| dialect::errors::sqlite(&error, tx))
            }
            Inner::Postgres(tx) => {
                let row = sqlx::query_with(text, value::for_postgres(args)?).fetch_optional(&mut **tx).await;
                let row = row.map_err(|error| dialect::errors::postgres(&error));
                row.map(|row| row.map(|row| take(&Row(RowInner::Postgres(&row)))))
            }
        };
        self.settle(taken)?.unwrap_or(Ok(()))
    }

    async fn execute(&mut self, text: SqlStr, args: Args) -> Result<u64, DbError> {
        self.begin_statement()?;
        let changed = match &mut self.inner {
            Inner::Sqlite(tx) => {
                let changed = sqlite::execute(tx, text.as_str(), &args);
                changed.map_err(|error| dialect::errors::sqlite(&error, tx))
            }
            Inner::Postgres(tx) => {
                let done = sqlx::query_with(text, value::for_postgres(args)?).execute(&mut **tx).await;
                done.map(|done| done.rows_affected()).map_err(|error| dialect::errors::postgres(&error))
            }
        };
        self.settle(changed)
    }

    /// Runs one or more statements without values, unprepared.
    pub(super) async fn script(&mut self, text: &'static str) -> Result<(), DbError> {
        self.begin_statement()?;
        let done = match &mut self.inner {
            Inner::Sqlite(tx) => tx.execute_batch(text).map_err(|error| dialect::errors::sqlite(&error, tx)),
            Inner::Postgres(tx) => postgres_command(tx, text).await,
        };
        self.settle(done)
    }

    async fn command(&mut self, text: &'static str) -> Result<(), DbError> {
        self.begin_statement()?;
        let done = match &mut self.inner {
            Inner::Sqlite(tx) => tx.command(text).map_err(|error| dialect::errors::sqlite(&error, tx)),
            Inner::Postgres(tx) => postgres_command(tx, text).await,
        };
        self.settle(done)
    }

    /// Until the statement has answered, the transaction counts as spoilt: a statement that is cancelled half-way leaves it so.
    fn begin_statement(&mut self) -> Result<(), DbError> {
        if std::mem::replace(&mut self.failed, true) { Err(spoilt()) } else { Ok(()) }
    }

    fn settle<T>(&mut self, answer: Result<T, DbError>) -> Result<T, DbError> {
        self.failed = answer.is_err();
        answer
    }
}

async fn postgres_command(tx: &mut Transaction<'static, Postgres>, text: &'static str) -> Result<(), DbError> {
    sqlx::raw_sql(text).execute(&mut **tx).await.map(drop).map_err(|error| dialect::errors::postgres(&error))
}

/// The text of a declared statement as the engine wants it, if the values are as many as it takes.
pub(super) fn declared<T>(engine: Engine, sql: &Sql<T>, args: &Args) -> Result<SqlStr, DbError> {
    if args.len() != sql.arity {
        return Err(DbError::Other(format!("{} takes {} values, {} were given", sql.name, sql.arity, args.len())));
    }
    Ok(dialect::declared_text(engine, sql.text, sql.tokens, args))
}

/// What is done with each row; not generic, so that all this is compiled once.
pub(super) type Take<'t> = dyn FnMut(&Row<'_>) -> Result<(), DbError> + Send + 't;

/// The first row that cannot be read is told when all have come.
async fn drain(
    mut rows: BoxStream<'_, Result<PgRow, sqlx::Error>>,
    take: &mut Take<'_>,
) -> Result<Result<(), DbError>, sqlx::Error> {
    let mut taken = Ok(());
    while let Some(row) = rows.try_next().await? {
        if taken.is_ok() {
            taken = take(&Row(RowInner::Postgres(&row)));
        }
    }
    Ok(taken)
}

fn spoilt() -> DbError {
    DbError::Other("a statement of this transaction failed before, so it can only be taken back".into())
}
