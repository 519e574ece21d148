use futures_util::TryStreamExt;
use futures_util::stream::BoxStream;
use sqlx::{PgPool, Postgres, SqlSafeStr, SqlStr, Sqlite, SqlitePool, Transaction};

use super::dialect::{self, Engine};
use super::row::{Inner as RowInner, Row};
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
    Sqlite(Transaction<'static, Sqlite>),
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
        self.rows(text, args, &mut |row| take(T::from_row(row)?)).await
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// When the statement fails or the row is not what was declared.
    pub async fn first<T: FromRow>(&mut self, sql: Sql<T>, args: Args) -> Result<Option<T>, DbError> {
        let text = self.text(&sql, &args)?;
        self.row(text, args).await?.as_ref().map(T::from_row).transpose()
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
        let mut inserted = 0;
        for (count, args) in insert::pieces(rows) {
            let text = insert::text(self.engine(), table, columns, end, count);
            let text = dialect::built_text(self.engine(), &text, &args);
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
            Inner::Postgres(tx) => tx.commit().await,
        }
        .map_err(|error| dialect::errors::map(&error))
    }

    /// Which engine answers, for [`words`](super::words).
    #[must_use]
    pub fn engine(&self) -> Engine {
        match &self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    pub(super) async fn sqlite(pool: &SqlitePool, begin: &'static str) -> Result<Self, DbError> {
        let tx = pool.begin_with(begin).await.map_err(|error| dialect::errors::map(&error))?;
        Ok(Self { inner: Inner::Sqlite(tx), failed: false })
    }

    /// A `BEGIN` that is cancelled half-way would leave its connection inside of a transaction nobody knows of, so it runs in a task
    /// of its own, which a cancelled request does not cancel.
    pub(super) async fn postgres(pool: &PgPool, begin: &'static str) -> Result<Self, DbError> {
        let pool = pool.clone();
        let tx = tokio::spawn(async move { pool.begin_with(begin).await }).await.map_err(DbError::other)?;
        let tx = tx.map_err(|error| dialect::errors::map(&error))?;
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
        let mut take = |row: &Row| T::from_row(row).map(|row| rows.push(row));
        self.rows(text, args, &mut take).await?;
        Ok(rows)
    }

    /// Reads each row while the engine makes the next one. The first row that cannot be read is told when all have come, since it
    /// says nothing against the transaction.
    async fn rows(&mut self, text: SqlStr, args: Args, take: &mut Take<'_>) -> Result<(), DbError> {
        self.begin_statement()?;
        let mut taken = Ok(());
        let done = match &mut self.inner {
            Inner::Sqlite(tx) => {
                let rows = sqlx::query_with(text, value::for_sqlite(args)?).fetch(&mut **tx);
                drain(rows, |row| keep_first(&mut taken, || take(&Row(RowInner::Sqlite(row))))).await
            }
            Inner::Postgres(tx) => {
                let rows = sqlx::query_with(text, value::for_postgres(args)?).fetch(&mut **tx);
                drain(rows, |row| keep_first(&mut taken, || take(&Row(RowInner::Postgres(row))))).await
            }
        };
        self.settle(done).await?;
        taken
    }

    async fn row(&mut self, text: SqlStr, args: Args) -> Result<Option<Row>, DbError> {
        self.begin_statement()?;
        let row = match &mut self.inner {
            Inner::Sqlite(tx) => sqlx::query_with(text, value::for_sqlite(args)?)
                .fetch_optional(&mut **tx)
                .await
                .map(|row| row.map(|row| Row(RowInner::Sqlite(row)))),
            Inner::Postgres(tx) => sqlx::query_with(text, value::for_postgres(args)?)
                .fetch_optional(&mut **tx)
                .await
                .map(|row| row.map(|row| Row(RowInner::Postgres(row)))),
        };
        self.settle(row).await
    }

    async fn execute(&mut self, text: SqlStr, args: Args) -> Result<u64, DbError> {
        self.begin_statement()?;
        let changed = match &mut self.inner {
            Inner::Sqlite(tx) => sqlx::query_with(text, value::for_sqlite(args)?)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected()),
            Inner::Postgres(tx) => sqlx::query_with(text, value::for_postgres(args)?)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected()),
        };
        self.settle(changed).await
    }

    /// Runs one or more statements without values, unprepared.
    pub(super) async fn script(&mut self, text: &'static str) -> Result<(), DbError> {
        self.command(text).await
    }

    async fn command(&mut self, text: &'static str) -> Result<(), DbError> {
        self.begin_statement()?;
        let done = match &mut self.inner {
            Inner::Sqlite(tx) => sqlx::raw_sql(text).execute(&mut **tx).await.map(drop),
            Inner::Postgres(tx) => sqlx::raw_sql(text).execute(&mut **tx).await.map(drop),
        };
        self.settle(done).await
    }

    /// Until the statement has answered, the transaction counts as spoilt: a statement that is cancelled half-way leaves it so.
    fn begin_statement(&mut self) -> Result<(), DbError> {
        if std::mem::replace(&mut self.failed, true) { Err(spoilt()) } else { Ok(()) }
    }

    async fn settle<T>(&mut self, answer: Result<T, sqlx::Error>) -> Result<T, DbError> {
        match (answer, &mut self.inner) {
            (Ok(answer), _) => {
                self.failed = false;
                Ok(answer)
            }
            (Err(error), Inner::Sqlite(tx)) => Err(dialect::errors::map_sqlite(&error, tx).await),
            (Err(error), Inner::Postgres(_)) => Err(dialect::errors::map(&error)),
        }
    }
}

/// The text of a declared statement as the engine wants it, if the values are as many as it takes.
pub(super) fn declared<T>(engine: Engine, sql: &Sql<T>, args: &Args) -> Result<SqlStr, DbError> {
    if args.len() != sql.arity {
        return Err(DbError::Other(format!("{} takes {} values, {} were given", sql.name, sql.arity, args.len())));
    }
    Ok(dialect::declared_text(engine, sql.text, sql.tokens, args))
}

/// What is done with each row; not generic, so that all this is compiled once.
pub(super) type Take<'t> = dyn FnMut(&Row) -> Result<(), DbError> + Send + 't;

async fn drain<R>(mut rows: BoxStream<'_, Result<R, sqlx::Error>>, mut take: impl FnMut(R)) -> Result<(), sqlx::Error> {
    while let Some(row) = rows.try_next().await? {
        take(row);
    }
    Ok(())
}

fn keep_first(taken: &mut Result<(), DbError>, take: impl FnOnce() -> Result<(), DbError>) {
    if taken.is_ok() {
        *taken = take();
    }
}

fn spoilt() -> DbError {
    DbError::Other("a statement of this transaction failed before, so it can only be taken back".into())
}
