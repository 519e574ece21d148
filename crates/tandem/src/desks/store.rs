//! What the desks read; they own no table.

use ground::db::Tx;
use ground::web::Result;
use ground::{args, row, sql};
use together::products::ProductId;
use together::thread::rules::Dots;
use together::thread::{Key, Kind};

row! {
    /// A thing whose thread is broken.
    pub(super) struct Gap {
        pub(super) kind: Kind,
        pub(super) number: i64,
        pub(super) title: String,
        pub(super) thread: Dots,
    }
}

impl Gap {
    pub(super) fn key(&self) -> Key {
        Key::new(self.kind, self.number)
    }
}

sql! {
    ANYTHING: (i64,) = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM thing WHERE product = $1 AND hidden_at IS NULL LIMIT 1) AS found";
    /// Stories without a need and needs without a feature, those touched last first.
    GAPS: Gap = "SELECT kind, number, title, thread FROM thing WHERE product = $1 AND hidden_at IS NULL AND stage IN ('open', 'active') AND ((kind = 'story' AND thread & 4 = 0) OR (kind = 'need' AND thread & 8 = 0) OR (kind = 'goal' AND thread & 4 = 0)) ORDER BY seq DESC LIMIT 6";
}

/// Whether a product has nothing in it yet.
pub(super) async fn is_empty(tx: &mut Tx, product: ProductId) -> Result<bool> {
    Ok(tx.one(ANYTHING, args![product]).await?.0 == 0)
}

/// Where the thread is broken.
pub(super) async fn gaps(tx: &mut Tx, product: ProductId) -> Result<Vec<Gap>> {
    Ok(tx.all(GAPS, args![product]).await?)
}
