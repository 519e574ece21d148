//! The tables of definitions: rows that are not as usual, and what was ticked.

use ground::clock::Ts;
use ground::db::Tx;
use ground::web::Result;
use ground::{args, row, sql};
use together::people::PersonId;
use together::products::ProductId;
use together::thread::ThingId;

use super::RowId;
use super::rules::{Definition, Level, Of, Row};

row! {
    /// A row as it is stored.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Stored {
        /// Its id.
        pub id: RowId,
        /// The product it is of.
        pub product: ProductId,
        /// The definition it is of.
        pub definition: Of,
        /// What is checked, of a row that people do not tick.
        pub code: Option<String>,
        /// Its place among those that people tick, from 1.
        pub place: i64,
        /// What is asked, of one that people tick.
        pub words: String,
        /// How much it matters.
        pub level: Level,
        /// Since when it is removed.
        pub hidden_at: Option<Ts>,
    }

    /// A row that was ticked on a story.
    #[derive(Debug, Clone)]
    pub struct Ticked {
        /// The row.
        pub row: RowId,
        /// Who ticked it.
        pub by_name: Option<String>,
        /// When.
        pub at: Ts,
    }
}

sql! {
    OF_PRODUCT: Stored = "SELECT id, product, definition, code, place, words, level, hidden_at FROM definition_row WHERE product = $1 AND hidden_at IS NULL ORDER BY place, id";
    BY_ID: Stored = "SELECT id, product, definition, code, place, words, level, hidden_at FROM definition_row WHERE id = $1";
    INSERT: () = "INSERT INTO definition_row (id, product, definition, code, place, words, level) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    UPDATE: () = "UPDATE definition_row SET place = $2, words = $3, level = $4, hidden_at = $5 WHERE id = $1";
    PLACE: () = "UPDATE definition_row SET place = $2 WHERE id = $1";
    TICKS: Ticked = "SELECT k.definition_row AS row, p.name AS by_name, k.at FROM definition_tick k LEFT JOIN person p ON p.id = k.by_person WHERE k.story = $1";
    TICK: () = "INSERT INTO definition_tick (story, definition_row, by_person, at) VALUES ($1, $2, $3, $4) ON CONFLICT (story, definition_row) DO NOTHING";
    UNTICK: () = "DELETE FROM definition_tick WHERE story = $1 AND definition_row = $2";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM definition_row WHERE product = $1";
    pub(crate) FORGET_TICKS: () = "DELETE FROM definition_tick WHERE story IN (SELECT thing FROM story WHERE product = $1)";
}

/// A definition of a product as it stands.
pub async fn of(tx: &mut Tx, product: ProductId, of: Of) -> Result<Definition> {
    let mut definition = Definition::usual(of);
    for stored in tx.all(OF_PRODUCT, args![product]).await?.into_iter().filter(|stored| stored.definition == of) {
        put(&mut definition, stored);
    }
    Ok(definition)
}

fn put(definition: &mut Definition, stored: Stored) {
    let Stored { id, code, place, words, level, .. } = stored;
    match code {
        None => definition.rows.push(Row { machine: None, id: Some(id), place, words, level }),
        Some(code) => {
            let mut rows = definition.rows.iter_mut();
            if let Some(row) = rows.find(|row| row.machine.is_some_and(|machine| machine.code == code)) {
                (row.id, row.level) = (Some(id), level);
            }
        }
    }
}

/// A row, removed or not.
pub(super) async fn by_id(tx: &mut Tx, id: RowId) -> Result<Option<Stored>> {
    Ok(tx.first(BY_ID, args![id]).await?)
}

/// Writes a new row.
pub(super) async fn insert(tx: &mut Tx, row: &Stored) -> Result<()> {
    let Stored { id, product, definition, code, place, words, level, .. } = row;
    tx.run(INSERT, args![*id, *product, *definition, code.as_deref(), *place, words, *level]).await?;
    Ok(())
}

/// Writes a row that is there.
pub(super) async fn update(tx: &mut Tx, row: &Stored) -> Result<()> {
    let Stored { id, place, words, level, hidden_at, .. } = row;
    tx.run(UPDATE, args![*id, *place, words, *level, *hidden_at]).await?;
    Ok(())
}

/// Puts rows at the places they have in this list.
pub(super) async fn arrange(tx: &mut Tx, rows: &[RowId]) -> Result<()> {
    for (place, id) in (1..).zip(rows) {
        tx.run(PLACE, args![*id, i64::from(place)]).await?;
    }
    Ok(())
}

/// What was ticked on a story.
pub async fn ticks(tx: &mut Tx, story: ThingId) -> Result<Vec<Ticked>> {
    Ok(tx.all(TICKS, args![story]).await?)
}

/// Ticks a row on a story.
pub(super) async fn tick(tx: &mut Tx, story: ThingId, row: RowId, (by, at): (Option<PersonId>, Ts)) -> Result<()> {
    tx.run(TICK, args![story, row, by, at]).await?;
    Ok(())
}

/// Takes a tick away.
pub(super) async fn untick(tx: &mut Tx, story: ThingId, row: RowId) -> Result<()> {
    tx.run(UNTICK, args![story, row]).await?;
    Ok(())
}
