//! The tables of the conversation.

use ground::args;
use ground::db::Tx;
use ground::sql;
use ground::web::Result;

use crate::people::PersonId;
use crate::thread::ThingId;

sql! {
    WATCH: () = "INSERT INTO watch (thing, person) VALUES ($1, $2) ON CONFLICT (thing, person) DO NOTHING";
    UNWATCH: () = "DELETE FROM watch WHERE thing = $1 AND person = $2";
    WATCHERS: (PersonId,) = "SELECT person FROM watch WHERE thing = $1";
}

/// Watches a thing, or stops.
pub(crate) async fn watch(tx: &mut Tx, thing: ThingId, person: PersonId, watch: bool) -> Result<()> {
    tx.run(if watch { WATCH } else { UNWATCH }, args![thing, person]).await?;
    Ok(())
}

/// Who watches a thing.
pub(crate) async fn watchers(tx: &mut Tx, thing: ThingId) -> Result<Vec<PersonId>> {
    Ok(tx.all(WATCHERS, args![thing]).await?.into_iter().map(|(person,)| person).collect())
}
