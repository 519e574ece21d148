//! What follows for stories from what changed: their feature and release, what they lack, whether their thread is broken.

use ground::clock::Ts;
use ground::db::{Tx, ids};
use ground::sql;
use ground::web::Result;
use ground::{args, row};
use together::journal::CREATED;
use together::products::ProductId;
use together::thread::ThingId;
use together::thread::rules::Dots;

use crate::stories::rules::StoryType;

row! {
    /// Everything that follows is found from, and what was found before.
    #[derive(Debug, Clone)]
    pub(crate) struct Known {
        pub(crate) thing: ThingId,
        pub(crate) number: i64,
        pub(crate) state: String,
        pub(crate) stage: String,
        pub(crate) hidden: bool,
        pub(crate) sprint: Option<ThingId>,
        /// The state its open passage says, and for which sprint.
        pub(crate) passes: Option<String>,
        pub(crate) passes_in: Option<ThingId>,
        pub(crate) thread: Dots,
        pub(crate) forgiven: i64,
        pub(crate) of_type: StoryType,
        pub(crate) says_who: bool,
        pub(crate) says_what: bool,
        pub(crate) says_why: bool,
        pub(crate) points: Option<i64>,
        pub(crate) criteria: i64,
        pub(crate) agreed: i64,
        pub(crate) blockers: i64,
        pub(crate) questions: i64,
        pub(crate) part_of: Option<ThingId>,
        pub(crate) ships_in: Option<ThingId>,
        /// Whether the sprint it was chosen for is running.
        pub(crate) sprinting: bool,
        pub(crate) rank: Option<String>,
        pub(crate) stood: Option<String>,
        pub(crate) feature: Option<ThingId>,
        pub(crate) release: Option<ThingId>,
        pub(crate) missing: String,
        pub(crate) lacks: String,
        /// How many of the rows people tick that the definition of ready asks for are ticked.
        pub(crate) ticked: i64,
        pub(crate) gap: bool,
        pub(crate) begun: bool,
        pub(crate) done_at: Option<Ts>,
    }

    /// What a story that is not done lacks, and what of it was asked for.
    #[derive(Debug, Clone)]
    pub(crate) struct Lacking {
        pub(crate) thing: ThingId,
        pub(crate) block: Option<String>,
        pub(crate) lacks: String,
        pub(crate) missing: String,
        pub(crate) ticked: i64,
    }
}

/// How many of the rows people tick that the definition of ready asks for are ticked on story `s`.
macro_rules! ticked {
    () => {
        "(SELECT COUNT(*) FROM definition_tick k JOIN definition_row d ON d.id = k.definition_row WHERE k.story = s.thing AND d.definition = 'ready' AND d.level = 'enforced' AND d.hidden_at IS NULL) AS ticked"
    };
}

sql! {
    /// `forgiven` has the bits of the thread that somebody said are missing on purpose: all above the story, above its
    /// feature, or above a need of its feature.
    KNOWN: Known = concat!("SELECT s.thing, t.number, t.state, t.stage, t.hidden_at IS NOT NULL AS hidden, s.sprint, p.state AS passes, p.sprint AS passes_in, t.thread, CASE WHEN EXISTS (SELECT 1 FROM spared_link n WHERE n.thing = s.thing AND n.kind = 'part of') THEN 14 WHEN EXISTS (SELECT 1 FROM link l JOIN spared_link n ON n.thing = l.to_thing AND n.kind = 'serves' WHERE l.from_thing = s.thing AND l.kind = 'part of') THEN 6 WHEN EXISTS (SELECT 1 FROM link l JOIN link u ON u.from_thing = l.to_thing AND u.kind = 'serves' JOIN spared_link n ON n.thing = u.to_thing AND n.kind = 'serves' WHERE l.from_thing = s.thing AND l.kind = 'part of') THEN 2 ELSE 0 END AS forgiven, s.type AS of_type, s.role IS NOT NULL AS says_who, s.means IS NOT NULL AS says_what, s.ending IS NOT NULL AS says_why, s.points, (SELECT COUNT(*) FROM criterion c WHERE c.story = s.thing AND c.hidden_at IS NULL) AS criteria, (SELECT COUNT(*) FROM criterion c WHERE c.story = s.thing AND c.hidden_at IS NULL AND c.agreed = 1) AS agreed, (SELECT COUNT(*) FROM link l JOIN thing b ON b.id = l.to_thing WHERE l.from_thing = s.thing AND l.kind = 'depends on' AND b.hidden_at IS NULL AND b.stage IN ('open', 'active')) AS blockers, (SELECT COUNT(*) FROM question q JOIN thing o ON o.id = q.thing WHERE q.story = s.thing AND o.stage = 'open' AND o.hidden_at IS NULL) AS questions, (SELECT l.to_thing FROM link l JOIN thing f ON f.id = l.to_thing WHERE l.from_thing = s.thing AND l.kind = 'part of' AND f.hidden_at IS NULL LIMIT 1) AS part_of, (SELECT l.to_thing FROM link l JOIN thing r ON r.id = l.to_thing WHERE l.from_thing = s.thing AND l.kind = 'ships in' AND r.hidden_at IS NULL LIMIT 1) AS ships_in, EXISTS (SELECT 1 FROM thing p WHERE p.id = s.sprint AND p.state = 'running' AND p.hidden_at IS NULL) AS sprinting, s.rank, s.stood, s.feature, s.release, s.missing, s.lacks, ", ticked!(), ", s.gap, s.begun, s.done_at FROM story s JOIN thing t ON t.id = s.thing LEFT JOIN story_passage p ON p.story = s.thing AND p.left_at IS NULL WHERE s.thing IN @ids($1) ORDER BY s.thing");
    /// Stories that wait for one of these.
    WAITING_FOR: (ThingId,) = "SELECT DISTINCT from_thing FROM link WHERE to_thing IN @ids($1) AND kind = 'depends on' AND from_kind = 'story'";
    /// Stories that hang beneath one of these, at any depth, or ship in it.
    BENEATH: (ThingId,) = "WITH RECURSIVE beneath(id) AS (SELECT from_thing FROM link WHERE to_thing IN @ids($1) AND kind IN ('serves', 'part of', 'ships in') UNION SELECT l.from_thing FROM link l JOIN beneath b ON l.to_thing = b.id WHERE l.kind IN ('serves', 'part of')) SELECT s.thing FROM beneath b JOIN story s ON s.thing = b.id";
    /// The stories these questions are about.
    ASKED_ABOUT: (ThingId,) = "SELECT DISTINCT story FROM question WHERE thing IN @ids($1)";
    /// Stories that are not done, with an estimate in a range.
    ESTIMATED: (ThingId,) = "SELECT thing FROM story WHERE product = $1 AND (rank IS NOT NULL OR stood IS NOT NULL) AND points > $2 AND points <= $3";
    /// Every story that is not done, for a definition that changed.
    LACKING: Lacking = concat!("SELECT s.thing, s.block, s.lacks, s.missing, ", ticked!(), " FROM story s WHERE s.product = $1 AND (s.rank IS NOT NULL OR s.stood IS NOT NULL)");
    SET_MISSING: () = "UPDATE story SET missing = $2 WHERE thing IN @ids($1)";
    SET_FOUND: () = "UPDATE story SET missing = $2, lacks = $3, gap = $4, begun = $5 WHERE thing IN @ids($1)";
    /// What is removed is nobody's part any more, until it is brought back.
    HANG: () = "UPDATE story SET feature = (SELECT l.to_thing FROM link l JOIN thing f ON f.id = l.to_thing WHERE l.from_thing = story.thing AND l.kind = 'part of' AND f.hidden_at IS NULL AND EXISTS (SELECT 1 FROM thing t WHERE t.id = story.thing AND t.hidden_at IS NULL) LIMIT 1), release = (SELECT l.to_thing FROM link l JOIN thing r ON r.id = l.to_thing WHERE l.from_thing = story.thing AND l.kind = 'ships in' AND r.hidden_at IS NULL AND EXISTS (SELECT 1 FROM thing t WHERE t.id = story.thing AND t.hidden_at IS NULL) LIMIT 1) WHERE thing IN @ids($1)";
    SET_DONE: () = "UPDATE story SET done_at = $2 WHERE thing IN @ids($1)";
    /// When the journal last says that they came to be done, be it that they were made so.
    SET_DONE_AS_BEFORE: () = "UPDATE story SET done_at = COALESCE((SELECT MAX(j.at) FROM change c JOIN journal j ON j.product = c.product AND j.seq = c.seq WHERE c.thing = story.thing AND (c.field = $3 OR (c.field = 'state' AND c.after = '\"done\"'))), $2) WHERE thing IN @ids($1)";
}

/// What is known of stories.
pub(crate) async fn known(tx: &mut Tx, stories: &[ThingId]) -> Result<Vec<Known>> {
    Ok(tx.all(KNOWN, args![ids(stories)]).await?)
}

/// Stories that depend on one of these.
pub(crate) async fn waiting_for(tx: &mut Tx, stories: &[ThingId]) -> Result<Vec<ThingId>> {
    only(tx.all(WAITING_FOR, args![ids(stories)]).await?)
}

/// Stories whose thread goes through one of these things.
pub(crate) async fn beneath(tx: &mut Tx, things: &[ThingId]) -> Result<Vec<ThingId>> {
    only(tx.all(BENEATH, args![ids(things)]).await?)
}

/// The stories these questions are about.
pub(crate) async fn asked_about(tx: &mut Tx, questions: &[ThingId]) -> Result<Vec<ThingId>> {
    only(tx.all(ASKED_ABOUT, args![ids(questions)]).await?)
}

/// Stories that are not done with more points than `above`, at most `up_to`.
pub(crate) async fn estimated(tx: &mut Tx, product: ProductId, above: i64, up_to: i64) -> Result<Vec<ThingId>> {
    only(tx.all(ESTIMATED, args![product, above, up_to]).await?)
}

/// What the stories of a product that are not done lack.
pub(crate) async fn lacking(tx: &mut Tx, product: ProductId) -> Result<Vec<Lacking>> {
    Ok(tx.all(LACKING, args![product]).await?)
}

/// Writes what is asked for of what stories lack, the same of many.
pub(crate) async fn set_missing(tx: &mut Tx, stories: &[ThingId], missing: &str) -> Result<()> {
    tx.run(SET_MISSING, args![ids(stories), missing]).await?;
    Ok(())
}

fn only(rows: Vec<(ThingId,)>) -> Result<Vec<ThingId>> {
    Ok(rows.into_iter().map(|(thing,)| thing).collect())
}

/// What was found of a story.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    pub(crate) missing: String,
    pub(crate) lacks: String,
    pub(crate) gap: bool,
    pub(crate) begun: bool,
}

/// Writes what was found, the same of many.
pub(crate) async fn set_found(tx: &mut Tx, stories: &[ThingId], found: &Found) -> Result<()> {
    tx.run(SET_FOUND, args![ids(stories), &found.missing, &found.lacks, found.gap, found.begun]).await?;
    Ok(())
}

/// Writes the feature stories are part of and the release they ship in, as their links say.
pub(crate) async fn hang(tx: &mut Tx, stories: &[ThingId]) -> Result<()> {
    tx.run(HANG, args![ids(stories)]).await?;
    Ok(())
}

/// Writes when stories were done.
pub(crate) async fn set_done(tx: &mut Tx, stories: &[ThingId], at: Option<Ts>) -> Result<()> {
    tx.run(SET_DONE, args![ids(stories), at]).await?;
    Ok(())
}

/// Writes when stories were done that are back after they were removed; now, where nothing says when.
pub(crate) async fn set_done_as_before(tx: &mut Tx, stories: &[ThingId], now: Ts) -> Result<()> {
    tx.run(SET_DONE_AS_BEFORE, args![ids(stories), now, CREATED]).await?;
    Ok(())
}
