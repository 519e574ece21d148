//! Writing a workspace into a file.

use std::io::Write;

use ground::db::{Db, DbError, Migration, Table, Tx, Value};
use ground::web::Result;
use serde_json::{Map, Value as Json, json};

use super::rules::{Counts, Head, goes, goes_with};

/// Writes everything as it is at one moment; says how much that was.
///
/// # Errors
/// When the database cannot be read or the file not be written.
pub async fn write(
    db: &Db,
    migrations: &'static [Migration],
    secrets: bool,
    out: &mut (dyn Write + Send),
) -> Result<Counts> {
    let names: Vec<&str> = migrations.iter().map(|migration| migration.name).collect();
    line(out, &Head::new(&names, secrets))?;
    let mut counts = Counts::default();
    let mut tx = db.read().await?;
    for table in tx.tables().await? {
        if goes(&table.name, secrets) {
            rows(&mut tx, &table, secrets, out, &mut counts).await?;
        }
    }
    line(out, &json!({ "end": counts }))?;
    out.flush().map_err(unwritten)?;
    Ok(counts)
}

async fn rows(
    tx: &mut Tx,
    table: &Table,
    secrets: bool,
    out: &mut (dyn Write + Send),
    counts: &mut Counts,
) -> Result<()> {
    let mut write_row = |row: Vec<Value>| {
        let cells = table.columns.iter().zip(row).filter(|(column, _)| goes_with(&table.name, &column.name, secrets));
        let row: Map<String, Json> = cells.map(|(column, value)| (column.name.clone(), told(value))).collect();
        counts.count(&table.name);
        line(out, &json!({ "table": table.name, "row": row }))
    };
    Ok(tx.each_row(table, &mut write_row).await?)
}

fn line(out: &mut (dyn Write + Send), object: &impl serde::Serialize) -> Result<(), DbError> {
    let mut text = serde_json::to_vec(object).map_err(|error| DbError::Other(error.to_string()))?;
    text.push(b'\n');
    out.write_all(&text).map_err(unwritten)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err wants")]
fn unwritten(error: std::io::Error) -> DbError {
    DbError::Other(format!("the export cannot be written: {error}"))
}

/// Bytes that are no id are written in hexadecimal, after `\x`.
fn told(value: Value) -> Json {
    match value {
        Value::Null(_) => Json::Null,
        Value::Int(number) => json!(number),
        Value::Real(number) => json!(number),
        Value::Text(text) => Json::String(text),
        Value::Uuid(id) => json!(id),
        Value::Bytes(bytes) => {
            Json::String(bytes.iter().fold(r"\x".to_owned(), |text, byte| text + &format!("{byte:02x}")))
        }
    }
}
