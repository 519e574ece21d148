use super::row::Row;
use super::{DbError, FromRow, Kind, Select, Tx, Value};

/// A list whose rows go on with columns of tables that are only known when the program is put together. Tables and columns are
/// names the program declares, never what people typed. The declared text has, besides the markers of [`Select`], `{columns}`
/// after its own columns and `{joins}` after its tables:
///
/// ```ignore
/// sql! { LIST: Line = "SELECT t.id, t.title{columns} FROM thing t{joins} WHERE t.product = $1{and}{order}"; }
/// let goals = Wide::of(Select::of(LIST).with(args![product])).join("goal", "thing", "t.id").column("goal", "ends_at", Kind::Int);
/// for (line, further) in tx.wide(goals).await? {}
/// ```
pub struct Wide<T> {
    select: Select<T>,
    joined: Vec<&'static str>,
    joins: String,
    columns: String,
    kinds: Vec<Kind>,
}

impl<T: FromRow> Wide<T> {
    /// Begins with a list that has no further columns yet.
    #[must_use]
    pub fn of(select: Select<T>) -> Self {
        Self { select, joined: Vec::new(), joins: String::new(), columns: String::new(), kinds: Vec::new() }
    }

    /// Adds a table whose column `by` says which row of the list (`to`) its rows belong to. Twice is once.
    #[must_use]
    pub fn join(mut self, table: &'static str, by: &'static str, to: &'static str) -> Self {
        if !self.joined.contains(&table) {
            self.joined.push(table);
            self.joins.push_str(&format!(" LEFT JOIN \"{table}\" ON \"{table}\".\"{by}\" = {to}"));
        }
        self
    }

    /// Adds a column of a joined table.
    #[must_use]
    pub fn column(mut self, table: &'static str, column: &'static str, kind: Kind) -> Self {
        self.columns.push_str(&format!(", \"{table}\".\"{column}\""));
        self.kinds.push(kind);
        self
    }
}

impl Tx {
    /// All rows of a wide list, each with its further columns in the order they were added.
    ///
    /// # Errors
    /// When its parts do not fit together, the statement fails or a row is not what was declared.
    pub async fn wide<T: FromRow>(&mut self, wide: Wide<T>) -> Result<Vec<(T, Vec<Value>)>, DbError> {
        let Wide { select, joins, columns, kinds, .. } = wide;
        let (text, args) = select.build()?;
        let text = text.replacen("{columns}", &columns, 1).replacen("{joins}", &joins, 1);
        let mut rows = Vec::new();
        let own = T::COLUMNS.len();
        let mut take = |row: &Row<'_>| {
            let further = kinds.iter().enumerate().map(|(n, kind)| row.value(own + n, *kind)).collect::<Result<_, _>>();
            rows.push((T::from_row(row)?, further?));
            Ok(())
        };
        self.built(&text, args, &mut take).await?;
        Ok(rows)
    }
}
