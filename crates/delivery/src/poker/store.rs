//! The tables of planning poker.

use ground::clock::Ts;
use ground::db::Tx;
use ground::web::Result;
use ground::{args, row, sql};
use together::people::PersonId;
use together::thread::{Thing, ThingId};

row! {
    /// A round about a story.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Round {
        /// Who began it.
        pub begun_by: Option<PersonId>,
        /// Their name.
        pub begun_by_name: Option<String>,
        /// When.
        pub begun_at: Ts,
        /// Whether its cards are shown.
        pub shown: bool,
    }

    /// A card somebody laid.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Card {
        /// Who.
        pub person: PersonId,
        /// Their name.
        pub name: String,
        /// The points on it; none on that of who cannot tell.
        pub points: Option<i64>,
    }
}

sql! {
    ROUND: Round = "SELECT k.begun_by, p.name AS begun_by_name, k.begun_at, k.shown FROM poker k LEFT JOIN person p ON p.id = k.begun_by WHERE k.story = $1";
    CARDS: Card = "SELECT c.person, p.name, c.points FROM poker_card c JOIN person p ON p.id = c.person WHERE c.story = $1 ORDER BY p.name, c.person";
    BEGIN: () = "INSERT INTO poker (story, product, begun_by, begun_at, shown) VALUES ($1, $2, $3, $4, 0)";
    LAY: () = "INSERT INTO poker_card (story, person, points) VALUES ($1, $2, $3) ON CONFLICT (story, person) DO UPDATE SET points = excluded.points";
    SHOW: () = "UPDATE poker SET shown = $2 WHERE story = $1";
    CLEAR: () = "DELETE FROM poker_card WHERE story = $1";
    END: () = "DELETE FROM poker WHERE story = $1";

    /// For a product that is forgotten.
    pub(crate) FORGET_CARDS: () = "DELETE FROM poker_card WHERE story IN (SELECT story FROM poker WHERE product = $1)";
    pub(crate) FORGET: () = "DELETE FROM poker WHERE product = $1";
}

/// The round about a story, if there is one.
pub async fn round(tx: &mut Tx, story: ThingId) -> Result<Option<Round>> {
    Ok(tx.first(ROUND, args![story]).await?)
}

/// The cards that were laid, in the order of names.
pub async fn cards(tx: &mut Tx, story: ThingId) -> Result<Vec<Card>> {
    Ok(tx.all(CARDS, args![story]).await?)
}

/// Begins a round.
pub(super) async fn begin(tx: &mut Tx, story: &Thing, by: Option<PersonId>, at: Ts) -> Result<()> {
    tx.run(BEGIN, args![story.id, story.product, by, at]).await?;
    Ok(())
}

/// Lays somebody’s card, or another in its place.
pub(super) async fn lay(tx: &mut Tx, story: ThingId, person: PersonId, points: Option<i64>) -> Result<()> {
    tx.run(LAY, args![story, person, points]).await?;
    Ok(())
}

/// Shows the cards.
pub(super) async fn show(tx: &mut Tx, story: ThingId) -> Result<()> {
    tx.run(SHOW, args![story, true]).await?;
    Ok(())
}

/// Takes all cards up again.
pub(super) async fn clear(tx: &mut Tx, story: ThingId) -> Result<()> {
    tx.run(CLEAR, args![story]).await?;
    tx.run(SHOW, args![story, false]).await?;
    Ok(())
}

/// Ends the round.
pub(super) async fn end(tx: &mut Tx, story: ThingId) -> Result<()> {
    tx.run(CLEAR, args![story]).await?;
    tx.run(END, args![story]).await?;
    Ok(())
}
