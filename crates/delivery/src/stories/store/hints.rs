//! The table of hints that were ignored.

use ground::clock::Ts;
use ground::db::Tx;
use ground::web::Result;
use ground::{args, row, sql};
use together::people::PersonId;
use together::thread::ThingId;

row! {
    /// A hint that somebody ignored.
    #[derive(Debug, Clone)]
    pub struct Ignored {
        /// What it was about.
        pub mark: String,
        /// Why it is no fault here.
        pub because: String,
        /// Who said so.
        pub by_name: Option<String>,
        /// When.
        pub at: Ts,
    }
}

sql! {
    OF_STORY: Ignored = "SELECT h.mark, h.because, p.name AS by_name, h.at FROM ignored_hint h LEFT JOIN person p ON p.id = h.by_person WHERE h.story = $1 ORDER BY h.at, h.mark";
    IGNORE: () = "INSERT INTO ignored_hint (story, mark, because, by_person, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (story, mark) DO UPDATE SET because = excluded.because, by_person = excluded.by_person, at = excluded.at";
    HEED: () = "DELETE FROM ignored_hint WHERE story = $1 AND mark = $2";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM ignored_hint WHERE story IN (SELECT thing FROM story WHERE product = $1)";
}

/// The hints on a story that were ignored, the first first.
pub async fn ignored(tx: &mut Tx, story: ThingId) -> Result<Vec<Ignored>> {
    Ok(tx.all(OF_STORY, args![story]).await?)
}

/// Why a hint is ignored, if it is.
pub(crate) async fn because(tx: &mut Tx, story: ThingId, mark: &str) -> Result<Option<String>> {
    Ok(ignored(tx, story).await?.into_iter().find(|ignored| ignored.mark == mark).map(|ignored| ignored.because))
}

/// Writes down that a hint is ignored.
pub(crate) async fn ignore(
    tx: &mut Tx,
    story: ThingId,
    mark: &str,
    because: &str,
    (by, at): (Option<PersonId>, Ts),
) -> Result<()> {
    tx.run(IGNORE, args![story, mark, because, by, at]).await?;
    Ok(())
}

/// Forgets that it was.
pub(crate) async fn heed(tx: &mut Tx, story: ThingId, mark: &str) -> Result<()> {
    tx.run(HEED, args![story, mark]).await?;
    Ok(())
}
