//! What the developers and the owner ask of a story beside what is usual.

use ground::web::Result;
use serde::Deserialize;
use serde_json::json;

use super::chronicle::{Chronicle, Deed};

const FILE: &str = include_str!("../../../../../fixtures/shelf/definitions.json");

#[derive(Deserialize)]
struct Row {
    of: String,
    by: String,
    at: String,
    words: String,
    level: String,
}

/// Tells who added which row.
pub(super) fn tell(book: &mut Chronicle) -> Result<()> {
    let rows: Vec<Row> = Chronicle::read("definitions.json", FILE)?;
    for row in rows {
        let at = book.at(&row.at)?;
        let fields = json!({ "of": row.of, "words": row.words, "level": row.level });
        book.add(Deed::new(&row.by, at, ("definition_row.add", fields)));
    }
    Ok(())
}
