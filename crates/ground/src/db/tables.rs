use super::dialect::tables as dialect;
use super::row::Row;
use super::{Args, DbError, Engine, Kind, Tx, Value};

/// A table as the database itself describes it, for what works on all tables alike: export, import, a check of everything.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns in order, without those the database computes.
    pub columns: Vec<TableColumn>,
    /// The columns of its primary key.
    pub(super) key: Vec<String>,
    /// The tables its rows name rows of.
    pub(super) refers_to: Vec<String>,
}

/// A column of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

impl Tx {
    /// Every table of the schema; a table comes after those its rows name, so rows can be put back in this order.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn tables(&mut self) -> Result<Vec<Table>, DbError> {
        let mut tables = Vec::new();
        for (name, column, kind, in_key) in self.all(dialect::columns(self.engine()), Args::new()).await? {
            if tables.last().is_none_or(|table: &Table| table.name != name) {
                tables.push(Table { name, columns: Vec::new(), key: Vec::new(), refers_to: Vec::new() });
            }
            let Some(table) = tables.last_mut() else { continue };
            if in_key {
                table.key.push(column.clone());
            }
            table.columns.push(TableColumn { name: column, kind: dialect::kind_of(&kind)? });
        }
        for (from, to) in self.all(dialect::references(self.engine()), Args::new()).await? {
            tables.iter_mut().filter(|table| table.name == from).for_each(|table| table.refers_to.push(to.clone()));
        }
        Ok(in_order(tables))
    }

    /// Hands over every row of a table, in the order of its key, the same on both engines.
    ///
    /// # Errors
    /// When the table cannot be read, or `take` says so; the rest of the rows is then passed over.
    pub async fn each_row(
        &mut self,
        table: &Table,
        mut take: impl FnMut(Vec<Value>) -> Result<(), DbError> + Send,
    ) -> Result<(), DbError> {
        let text = select(self.engine(), table);
        let kinds: Vec<Kind> = table.columns.iter().map(|column| column.kind).collect();
        let mut read = |row: &Row<'_>| {
            let cells = kinds.iter().enumerate().map(|(n, kind)| value(row, n, *kind));
            take(cells.collect::<Result<_, _>>()?)
        };
        self.built(&text, Args::new(), &mut read).await
    }

    /// Puts rows into a table: for each named column one value.
    ///
    /// # Errors
    /// When the table has no such column, or takes such a row not.
    pub async fn put_rows(&mut self, table: &Table, columns: &[String], rows: Vec<Vec<Value>>) -> Result<(), DbError> {
        if let Some(strange) = columns.iter().find(|name| table.columns.iter().all(|column| column.name != **name)) {
            return Err(DbError::Other(format!("{} has no column {strange}", table.name)));
        }
        let names: Vec<&str> = columns.iter().map(String::as_str).collect();
        self.insert_rows(&table.name, &names, "", rows).await.map(drop)
    }

    /// Takes every row out of a table.
    ///
    /// # Errors
    /// When other rows name them.
    pub async fn clear(&mut self, table: &Table) -> Result<(), DbError> {
        self.built(&format!("DELETE FROM {}", table.name), Args::new(), &mut |_| Ok(())).await
    }
}

fn select(engine: Engine, table: &Table) -> String {
    let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let of_text = |name: &str| table.columns.iter().any(|column| column.name == name && column.kind == Kind::Text);
    let order: Vec<String> = table.key.iter().map(|name| dialect::bytewise(engine, name, of_text(name))).collect();
    let order = if order.is_empty() { String::new() } else { format!(" ORDER BY {}", order.join(", ")) };
    format!("SELECT {} FROM {}{order}", names.join(", "), table.name)
}

/// SQLite has one type for ids and bytes.
fn value(row: &Row<'_>, place: usize, kind: Kind) -> Result<Value, DbError> {
    match kind {
        Kind::Uuid => row.value(place, Kind::Uuid).or_else(|_| row.value(place, Kind::Bytes)),
        kind => row.value(place, kind),
    }
}

/// Tables by name, each as soon as all it refers to have come; those that refer to each other come last.
fn in_order(mut tables: Vec<Table>) -> Vec<Table> {
    let mut ordered: Vec<Table> = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let known = |table: &Table| {
            let there = |name: &String| *name == table.name || ordered.iter().any(|other| other.name == *name);
            table.refers_to.iter().all(there)
        };
        let next = tables.iter().position(known).unwrap_or(0);
        ordered.push(tables.remove(next));
    }
    ordered
}
