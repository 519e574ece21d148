//! The table of what was measured.

use ground::clock::Ts;
use ground::db::Tx;
use ground::web::Result;
use ground::{args, row, sql};
use together::people::PersonId;
use together::products::ProductId;
use together::thread::{Key, Kind, ThingId};

use super::ExperienceId;
use super::rules::Measure;

row! {
    /// Something that was measured.
    #[derive(Debug, Clone)]
    pub struct Measured {
        /// Its id.
        pub id: ExperienceId,
        /// What was measured.
        pub measure: Measure,
        /// The number.
        pub value: f64,
        /// Of how many people.
        pub people: Option<i64>,
        /// Where it comes from.
        pub source: String,
        /// When.
        pub at: Ts,
        /// The number of the persona it was measured of.
        pub persona: Option<i64>,
        /// What they are called.
        pub persona_title: Option<String>,
    }
}

impl Measured {
    /// The key of the persona it was measured of.
    pub fn persona(&self) -> Option<Key> {
        self.persona.map(|number| Key::new(Kind::Persona, number))
    }
}

sql! {
    INSERT: () = "INSERT INTO experience (id, product, need, persona, measure, value, people, source, measured_at, by_person) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// What was measured of a need, the last first.
    OF_NEED: Measured = "SELECT e.id, e.measure, e.value, e.people, e.source, e.measured_at AS at, t.number AS persona, t.title AS persona_title FROM experience e LEFT JOIN thing t ON t.id = e.persona WHERE e.need = $1 AND e.hidden_at IS NULL ORDER BY e.measured_at DESC, e.id DESC LIMIT $2";
    HIDE: () = "UPDATE experience SET hidden_at = $2 WHERE id = $1";
    THERE: (ThingId, Option<Ts>) = "SELECT need, hidden_at FROM experience WHERE id = $1";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM experience WHERE product = $1";
}

/// What is written of something new.
pub(super) struct Row<'a> {
    pub(super) id: ExperienceId,
    pub(super) product: ProductId,
    pub(super) need: ThingId,
    pub(super) persona: Option<ThingId>,
    pub(super) measure: Measure,
    pub(super) value: f64,
    pub(super) people: Option<i64>,
    pub(super) source: &'a str,
    pub(super) at: Ts,
    pub(super) by: Option<PersonId>,
}

pub(super) async fn insert(tx: &mut Tx, row: Row<'_>) -> Result<()> {
    let Row { id, product, need, persona, measure, value, people, source, at, by } = row;
    tx.run(INSERT, args![id, product, need, persona, measure, value, people, source, at, by]).await?;
    Ok(())
}

/// So many of a need are read: some years of a few measures.
const MOST: i64 = 300;

/// What was measured of a need, the last first.
pub async fn of_need(tx: &mut Tx, need: ThingId) -> Result<Vec<Measured>> {
    Ok(tx.all(OF_NEED, args![need, MOST]).await?)
}

/// The need something was measured of, and since when that is hidden.
pub(super) async fn there(tx: &mut Tx, id: ExperienceId) -> Result<Option<(ThingId, Option<Ts>)>> {
    Ok(tx.first(THERE, args![id]).await?)
}

/// Hides something that was measured, or shows it again.
pub(super) async fn hide(tx: &mut Tx, id: ExperienceId, hidden_at: Option<Ts>) -> Result<()> {
    tx.run(HIDE, args![id, hidden_at]).await?;
    Ok(())
}
