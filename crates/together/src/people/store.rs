//! The tables of people.

use ground::args;
use ground::db::{Tx, ids};
use ground::sql;
use ground::web::Result;

use super::PersonId;

sql! {
    TOUCH: () = "UPDATE person SET seq = seq + 1 WHERE id IN @ids($1)";
}

/// Counts that something only these people see has changed, so that their pages are drawn anew.
pub(crate) async fn touch(tx: &mut Tx, people: &[PersonId]) -> Result<()> {
    tx.run(TOUCH, args![ids(people)]).await?;
    Ok(())
}
