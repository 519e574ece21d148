//! Moves that wait for who decides the order: rows say where somebody would put them.

use ground::db::{Json, Tx};
use ground::web::Result;
use ground::{args, row, sql};
use together::journal::Change;
use together::order::Placed;
use together::products::ProductId;

use crate::stories::follow::RANK;

/// A place somebody wishes for a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedPlace {
    /// The number of the story.
    pub story: i64,
    /// The number of the proposal.
    pub proposal: i64,
    /// Who wishes it.
    pub who: String,
    /// The place it would get.
    pub place: i64,
}

row! {
    struct Waiting {
        number: i64,
        name: String,
        changes: Json<Vec<Change>>,
    }
}

sql! {
    /// The newest moves that wait, with what each would change.
    WAITING: Waiting = "SELECT t.number, w.name, p.changes FROM proposal p JOIN thing t ON t.id = p.thing JOIN person w ON w.id = p.proposer WHERE p.product = $1 AND p.decided_at IS NULL AND t.state = 'waiting' AND p.action = 'backlog.move' ORDER BY t.number DESC LIMIT 100";
}

/// The places that are wished for stories, the newest wish of each first.
pub(crate) async fn places(tx: &mut Tx, product: ProductId) -> Result<Vec<ProposedPlace>> {
    let waiting = tx.all(WAITING, args![product]).await?;
    Ok(waiting.iter().flat_map(Waiting::places).collect())
}

impl Waiting {
    fn places(&self) -> impl Iterator<Item = ProposedPlace> {
        let ranked = self.changes.0.iter().filter(|change| change.field == RANK);
        ranked.filter_map(|change| {
            let Placed { place, .. } = serde_json::from_value(change.after.clone()).ok()?;
            Some(ProposedPlace { story: change.key?.number, proposal: self.number, who: self.name.clone(), place })
        })
    }
}
