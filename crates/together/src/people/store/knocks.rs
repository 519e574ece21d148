//! Counted knocks, for limits that hold over restarts and for several processes.

use ground::args;
use ground::clock::Ts;
use ground::db::Tx;
use ground::sql;
use ground::web::Result;

use crate::people::rules::WAIT;

sql! {
    /// Knocks of different processes are counted one after the other.
    ONE_BY_ONE: (i64,) = "SELECT id FROM workspace WHERE id = 1 @for_update";
    SWEEP: () = "DELETE FROM knock WHERE at <= $1";
    COUNT: (i64, Option<Ts>) = "SELECT COUNT(*), MIN(at) FROM knock WHERE door = $1 AND who = $2";
    ADD: () = "INSERT INTO knock (door, who, at) VALUES ($1, $2, $3)";
    FORGET: () = "DELETE FROM knock WHERE door = $1 AND who = $2";
    FORGET_ONE: () = "DELETE FROM knock WHERE door = $1 AND who = $2 AND at = $3";
}

/// One who knocks, and how often they may.
pub(crate) struct Knocker {
    /// Never the bare address or e-mail: somebody may have typed a password into the wrong field.
    pub(crate) who: String,
    /// How many knocks within [`WAIT`].
    pub(crate) most: i64,
}

/// What came of a knock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Knocked {
    /// Counted; so many are left, of the one who has fewest.
    Left(i64),
    /// Not counted: there were too many; the next is allowed in so many seconds.
    Wait(i64),
}

/// Counts a knock for all of them, unless one has knocked too often.
pub(crate) async fn knock(tx: &mut Tx, door: &str, knockers: &[Knocker], now: Ts) -> Result<Knocked> {
    tx.one(ONE_BY_ONE, args![]).await?;
    tx.run(SWEEP, args![now.minus(WAIT)]).await?;
    let mut left = i64::MAX;
    for knocker in knockers {
        let (count, first) = tx.one(COUNT, args![door, knocker.who.as_str()]).await?;
        if count >= knocker.most {
            let until = first.unwrap_or(now).plus(WAIT);
            return Ok(Knocked::Wait(i64::try_from(until.since(now).as_secs()).unwrap_or(0) + 1));
        }
        left = left.min(knocker.most - count - 1);
    }
    for knocker in knockers {
        tx.run(ADD, args![door, knocker.who.as_str(), now]).await?;
    }
    Ok(Knocked::Left(left))
}

/// Forgets every knock of this one.
pub(crate) async fn forget(tx: &mut Tx, door: &str, who: &str) -> Result<()> {
    tx.run(FORGET, args![door, who]).await?;
    Ok(())
}

/// Forgets the knock that turned out to be right.
pub(crate) async fn forget_one(tx: &mut Tx, door: &str, who: &str, at: Ts) -> Result<()> {
    tx.run(FORGET_ONE, args![door, who, at]).await?;
    Ok(())
}
