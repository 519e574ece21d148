//! The table of visions.

use ground::db::Tx;
use ground::web::Result;
use ground::{args, row, sql};
use together::journal::Act;
use together::thread::{Thing, ThingId};

together::fields! {
    /// The fields of a vision besides its sentence.
    pub FIELDS of "vision" by "thing" {
        TEXT: Text "text" = "text", "text", searched, defining;
        TARGET_GROUP: Text "target group" = "target_group", "target group", searched;
        NEEDS: Text "needs" = "needs", "needs", searched;
        OFFER: Text "product" = "offer", "product", searched;
        BUSINESS_GOALS: Text "business goals" = "business_goals", "business goals", searched;
    }
}

row! {
    /// The paragraph and the board of a vision.
    #[derive(Debug, Clone, Default)]
    pub struct Board {
        /// What the sentence means.
        pub text: String,
        /// For whom, a line each.
        pub target_group: String,
        /// What they need, a line each.
        pub needs: String,
        /// What we offer, a line each.
        pub offer: String,
        /// What the business wants of it, a line each.
        pub business_goals: String,
    }
}

sql! {
    /// The words search finds a vision by.
    pub WORDS: (ThingId, String) = "SELECT t.id, t.title || ' ' || v.text || ' ' || v.target_group || ' ' || v.needs || ' ' || v.offer || ' ' || v.business_goals FROM vision v JOIN thing t ON t.id = v.thing WHERE t.id IN @ids($1)";
    BOARD: Board = "SELECT text, target_group, needs, offer, business_goals FROM vision WHERE thing = $1";
    INSERT: () = "INSERT INTO vision (thing, product, text, target_group, needs, offer, business_goals) VALUES ($1, $2, $3, '', '', '', '')";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM vision WHERE product = $1";
}

/// The board behind a vision.
pub async fn board(tx: &mut Tx, vision: ThingId) -> Result<Board> {
    Ok(tx.one(BOARD, args![vision]).await?)
}

pub(super) async fn insert(act: &mut Act<'_>, vision: &Thing, text: &str) -> Result<()> {
    act.tx.run(INSERT, args![vision.id, vision.product, text]).await?;
    Ok(())
}
