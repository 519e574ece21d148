//! Where stories stood and how long: a row for each state a story came to, from the action that brought it there to the one
//! that took it away. What is removed stands nowhere, until it is brought back.

use ground::args;
use ground::clock::Ts;
use ground::db::{Tx, ids};
use ground::sql;
use ground::web::Result;
use together::thread::ThingId;

/// The open passages `p` that say another state or sprint than their story, or that of a story that is removed.
macro_rules! disagrees {
    () => {
        "p.left_at IS NULL AND NOT EXISTS (SELECT 1 FROM story s JOIN thing t ON t.id = s.thing WHERE s.thing = p.story AND t.hidden_at IS NULL AND t.state = p.state AND s.sprint IS NOT DISTINCT FROM p.sprint)"
    };
}

/// The stories `s` with their things `t` that stand somewhere, and have no open passage that says so.
macro_rules! stands_nowhere {
    () => {
        "t.hidden_at IS NULL AND NOT EXISTS (SELECT 1 FROM story_passage p WHERE p.story = s.thing AND p.left_at IS NULL)"
    };
}

sql! {
    LEAVE: () = "UPDATE story_passage SET left_at = $2 WHERE story IN @ids($1) AND left_at IS NULL";
    ENTER: () = "INSERT INTO story_passage (story, seq, product, state, sprint, entered_at) SELECT s.thing, $2, s.product, t.state, s.sprint, $3 FROM story s JOIN thing t ON t.id = s.thing WHERE s.thing IN @ids($1) AND t.hidden_at IS NULL";
    CHOOSE: () = "UPDATE story_passage SET sprint = (SELECT s.sprint FROM story s WHERE s.thing = story_passage.story) WHERE story IN @ids($1) AND left_at IS NULL";

    /// Open passages that say something else than their story, and stories without one.
    WRONG: (i64,) = concat!("SELECT (SELECT COUNT(*) FROM story_passage p WHERE ", disagrees!(), ") + (SELECT COUNT(*) FROM story s JOIN thing t ON t.id = s.thing WHERE ", stands_nowhere!(), ")");
    END_WRONG: () = concat!("UPDATE story_passage SET left_at = (SELECT t.updated_at FROM thing t WHERE t.id = story_passage.story) WHERE (story, seq) IN (SELECT p.story, p.seq FROM story_passage p WHERE ", disagrees!(), ")");
    BEGIN_MISSING: () = concat!("INSERT INTO story_passage (story, seq, product, state, sprint, entered_at) SELECT s.thing, t.seq, s.product, t.state, s.sprint, t.updated_at FROM story s JOIN thing t ON t.id = s.thing WHERE ", stands_nowhere!(), " ON CONFLICT (story, seq) DO UPDATE SET state = excluded.state, sprint = excluded.sprint, left_at = NULL");

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM story_passage WHERE product = $1";
}

/// The open passages of these stories end, and where they stand now begins, by the action of this sequence.
pub(crate) async fn pass(tx: &mut Tx, stories: &[ThingId], seq: i64, now: Ts) -> Result<()> {
    tx.run(LEAVE, args![ids(stories), now]).await?;
    tx.run(ENTER, args![ids(stories), seq, now]).await?;
    Ok(())
}

/// Writes for which sprint these stories are chosen where they stand: that of a passage is the last of it.
pub(crate) async fn choose(tx: &mut Tx, stories: &[ThingId]) -> Result<()> {
    tx.run(CHOOSE, args![ids(stories)]).await?;
    Ok(())
}

/// How many stories stand elsewhere than their passages say.
pub(crate) async fn wrong(tx: &mut Tx) -> Result<i64> {
    Ok(tx.one(WRONG, args![]).await?.0)
}

/// Ends what is not so any more, and begins what is so, as of the last change of each story.
pub(crate) async fn mend(tx: &mut Tx) -> Result<()> {
    tx.run(END_WRONG, args![]).await?;
    tx.run(BEGIN_MISSING, args![]).await?;
    Ok(())
}
