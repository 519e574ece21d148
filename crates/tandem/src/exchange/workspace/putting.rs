//! Putting a file back into an empty workspace.

use std::io::{BufRead, Read};

use ground::db::{Db, Kind, Migration, Table, Tx, Value};
use ground::web::{Failure, Refusal, Result};
use serde::Deserialize;
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::rules::{Counts, Head, LONGEST_LINE, broken_off, goes, miscounted, unreadable};
use super::store;

/// Reads a file into an empty workspace: all of it or nothing. The database is first brought to the schema the file was written
/// from, and afterwards to this program's own.
///
/// # Errors
/// When the file is not whole, was written by a newer program, or the workspace is not empty.
pub async fn put(db: &Db, migrations: &'static [Migration], file: impl BufRead + Send) -> Result<Counts> {
    let mut lines = Lines { file, number: 0 };
    let head = lines.next()?.and_then(|line| Head::of(&line)).ok_or_else(no_export)?;
    let names: Vec<&str> = migrations.iter().map(|migration| migration.name).collect();
    let steps = head.steps(&names)?;
    if migrations.len() - db.missing(migrations).await?.len() > steps {
        let message =
            format!("This export was written by Tandem {}, which is older than this workspace.", head.program);
        return Err(Refusal::new("export-older", message)
            .hint("Import it into a new database, not yet opened.")
            .into());
    }
    db.migrate(&migrations[..steps]).await?;
    let mut tx = db.write().await?;
    if !store::is_empty(&mut tx).await? {
        let message = "There is something in this workspace already. Nothing was imported.";
        return Err(Refusal::new("workspace-not-empty", message)
            .hint("Name a new database with --database-url.")
            .into());
    }
    let counts = rows(&mut tx, &mut lines, &head).await?;
    tx.commit().await?;
    db.migrate(migrations).await?;
    Ok(counts)
}

/// How many rows go into the database with one statement, at most.
const AT_ONCE: usize = 512;

/// One line between the first and the last, or the last.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Row { table: String, row: Map<String, Json> },
    End { end: Counts },
}

async fn rows<R: BufRead>(tx: &mut Tx, lines: &mut Lines<R>, head: &Head) -> Result<Counts> {
    let tables = tx.tables().await?;
    // The one row every workspace is born with.
    if let Some(workspace) = tables.iter().find(|table| table.name == "workspace") {
        tx.clear(workspace).await?;
    }
    let mut counts = Counts::default();
    let mut batch: Option<Batch<'_>> = None;
    while let Some(line) = lines.next()? {
        let here = lines.number;
        let read = serde_json::from_str(&line).map_err(|_| unreadable(here, "this is neither a row nor the end"))?;
        match read {
            Line::End { end } => {
                flush(tx, batch.take()).await?;
                return if end == counts { Ok(counts) } else { Err(miscounted(&end, &counts).into()) };
            }
            Line::Row { table: name, row } => {
                let table = tables.iter().find(|table| table.name == name && goes(&name, head.secrets));
                let table = table.ok_or_else(|| unreadable(here, format!("rows of {name} are not imported")))?;
                let row = Row::read(table, row).map_err(|why| unreadable(here, why))?;
                counts.count(&name);
                if let Some(full) = Batch::add(&mut batch, table, row, here) {
                    flush(tx, Some(full)).await?;
                }
            }
        }
    }
    Err(broken_off(counts.rows).into())
}

/// A row of a table: the columns it names and their values.
struct Row {
    columns: Vec<String>,
    values: Vec<Value>,
}

impl Row {
    fn read(table: &Table, row: Map<String, Json>) -> Result<Self, String> {
        let mut read = Self { columns: Vec::with_capacity(row.len()), values: Vec::with_capacity(row.len()) };
        for (name, json) in row {
            let column = table.columns.iter().find(|column| column.name == name);
            let column = column.ok_or_else(|| format!("{} has no column {name}", table.name))?;
            let value = value(column.kind, json).ok_or_else(|| format!("the value of {name} is of another kind"))?;
            read.columns.push(name);
            read.values.push(value);
        }
        Ok(read)
    }
}

/// Rows that go into one table together.
struct Batch<'t> {
    table: &'t Table,
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
    /// The line of the first.
    from: u64,
}

impl<'t> Batch<'t> {
    /// Adds a row; what was there comes back when the row does not go with it, or it is full.
    fn add(batch: &mut Option<Self>, table: &'t Table, row: Row, line: u64) -> Option<Self> {
        match batch {
            Some(open) if open.table.name == table.name && open.columns == row.columns && open.rows.len() < AT_ONCE => {
                open.rows.push(row.values);
                None
            }
            _ => batch.replace(Self { table, columns: row.columns, rows: vec![row.values], from: line }),
        }
    }
}

async fn flush(tx: &mut Tx, batch: Option<Batch<'_>>) -> Result<()> {
    let Some(Batch { table, columns, rows, from }) = batch else { return Ok(()) };
    let refused = |error| unreadable(from, format!("from here on, {} does not take these rows ({error})", table.name));
    Ok(tx.put_rows(table, &columns, rows).await.map_err(refused)?)
}

fn value(kind: Kind, json: Json) -> Option<Value> {
    match (kind, json) {
        (kind, Json::Null) => Some(Value::Null(kind)),
        (Kind::Int, Json::Number(number)) => number.as_i64().map(Value::Int),
        (Kind::Real, Json::Number(number)) => number.as_f64().map(Value::Real),
        (Kind::Text, Json::String(text)) => Some(Value::Text(text)),
        (Kind::Uuid, Json::String(text)) => match text.strip_prefix(r"\x") {
            Some(digits) => bytes(digits).map(Value::Bytes),
            None => text.parse::<Uuid>().ok().map(Value::Uuid),
        },
        (Kind::Bytes, Json::String(text)) => match text.strip_prefix(r"\x") {
            Some(digits) => bytes(digits).map(Value::Bytes),
            None => text.parse::<Uuid>().ok().map(|id| Value::Bytes(id.as_bytes().to_vec())),
        },
        _ => None,
    }
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

/// The lines of a file, counted.
struct Lines<R> {
    file: R,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    /// The next line that is not empty.
    fn next(&mut self) -> Result<Option<String>> {
        loop {
            let mut line = Vec::new();
            self.number += 1;
            let unread = |error| Failure::from(unreadable(self.number, format!("the file cannot be read ({error})")));
            let read = self.file.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(unread)?;
            if u64::try_from(read).unwrap_or(u64::MAX) >= LONGEST_LINE {
                return Err(unreadable(self.number, "the line is longer than any row").into());
            }
            if read == 0 {
                return Ok(None);
            }
            let line = String::from_utf8(line).map_err(|_| unreadable(self.number, "the line is not in UTF-8"))?;
            if !line.trim().is_empty() {
                return Ok(Some(line));
            }
        }
    }
}

fn no_export() -> Refusal {
    Refusal::new("no-export", "This is not an export of a workspace. Nothing was imported.")
}
