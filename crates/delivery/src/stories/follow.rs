//! What follows for stories from any action: where they hang, what they lack, which backlog they are in.
//!
//! Works on all stories an action touched at once, so that a bulk import costs few statements.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use ground::db::Tx;
use ground::web::Result;
use serde_json::{Value, json};
use together::journal::{Act, CREATED, Change, HIDDEN};
use together::order::{Placed, rank};
use together::products::Product;
use together::thread::rules::Dots;
use together::thread::{self, Kind, LinkKind, ThingId};

use super::rules::readiness::{self, Check, Facts, small_enough};
use super::store;
use super::store::derived::{self, Found, Known};
use super::store::{passages, ranks};
use crate::backlog;
use crate::definitions;
use crate::definitions::rules::{Definition, Of};

/// The word of a story’s place in the journal.
pub(crate) const RANK: &str = "rank";

/// What the journal calls the points that fit a sprint (`product.capacity`).
const SPRINT_POINTS: &str = "product: points of a sprint";

/// So many stories are looked at with one statement.
const AT_ONCE: usize = 500;

/// Brings stories up to date with the changes of an action; returns the blocks of the backlog to be counted anew.
pub(crate) async fn follow(act: &mut Act<'_>) -> Result<BTreeSet<String>> {
    let changes = act.changes().to_vec();
    let touched = touched(act, &changes).await?;
    let weighed = of_stories(&changes, |field| field == CREATED || field == "points");
    let small = small_enough(sprint_capacity(act, &changes)?);
    let mut blocks = BTreeSet::new();
    let ready = asked_for(act, &changes, !touched.is_empty(), &mut blocks).await?;
    for some in touched.chunks(AT_ONCE) {
        let stories = derived::known(act.tx, some).await?;
        settle(act, &stories).await?;
        hang(act, &stories).await?;
        note_done(act, &stories).await?;
        pass(act, &stories).await?;
        let found = find(act, &stories, &ready, small).await?;
        let recounted = stories.iter().filter(|story| found.contains(&story.thing) || weighed.contains(&story.thing));
        blocks.extend(recounted.filter_map(|story| story.rank.as_deref()).map(|rank| rank::block(rank).to_owned()));
    }
    blocks.extend(moved(act.changes()));
    Ok(blocks)
}

/// The definition of ready, where it is needed. When it changed, all stories that are not done are looked at by what is kept
/// of them, a few statements however many they are; their blocks are to be counted anew.
async fn asked_for(
    act: &mut Act<'_>,
    changes: &[Change],
    needed: bool,
    blocks: &mut BTreeSet<String>,
) -> Result<Definition> {
    let changed = changes.iter().any(|change| definitions::actions::changed(change, Of::Ready));
    if !changed && !needed {
        return Ok(Definition::usual(Of::Ready));
    }
    let product = act.product()?.id;
    let ready = definitions::store::of(act.tx, product, Of::Ready).await?;
    if changed {
        let lacking = derived::lacking(act.tx, product).await?.into_iter().filter_map(|story| {
            let missing = readiness::asked_for(&story.lacks, &ready, story.ticked);
            (missing != story.missing).then_some((missing, story))
        });
        let mut anew: BTreeMap<String, Vec<ThingId>> = BTreeMap::new();
        for (missing, story) in lacking {
            blocks.extend(story.block);
            anew.entry(missing).or_default().push(story.thing);
        }
        for (missing, stories) in anew {
            derived::set_missing(act.tx, &stories, &missing).await?;
        }
        act.announce(Kind::Story.code());
    }
    Ok(ready)
}

/// The list a story is measured by, in words.
pub(crate) async fn checks(tx: &mut Tx, product: &Product, story: ThingId) -> Result<Vec<Check>> {
    let known = derived::known(tx, &[story]).await?;
    let small = small_enough(product.sprint_capacity);
    Ok(known.first().map(|known| known.facts(small).checks()).unwrap_or_default())
}

/// The stories an action may have changed something for, each once.
async fn touched(act: &mut Act<'_>, changes: &[Change]) -> Result<Vec<ThingId>> {
    let mut stories: BTreeSet<ThingId> = of_stories(changes, |_| true).into_iter().collect();
    let gone_on: Vec<ThingId> = moved_on(changes, Kind::Story).collect();
    if !gone_on.is_empty() {
        stories.extend(derived::waiting_for(act.tx, &gone_on).await?);
    }
    let asked: Vec<ThingId> = moved_on(changes, Kind::Question).collect();
    if !asked.is_empty() {
        stories.extend(derived::asked_about(act.tx, &asked).await?);
    }
    for sprint in moved_on(changes, Kind::Sprint).collect::<BTreeSet<_>>() {
        stories.extend(store::of_sprint(act.tx, sprint).await?);
    }
    let above = above(changes);
    if !above.is_empty() {
        stories.extend(derived::beneath(act.tx, &above).await?);
    }
    if let Some(change) = changes.iter().find(|change| change.field == SPRINT_POINTS) {
        let of = |value: &Value| small_enough(value.as_i64());
        let (one, other) = (of(&change.before), of(&change.after));
        let product = act.product()?.id;
        stories.extend(derived::estimated(act.tx, product, one.min(other), one.max(other)).await?);
    }
    Ok(stories.into_iter().collect())
}

/// The stories with a change of such a field.
fn of_stories(changes: &[Change], wanted: impl Fn(&str) -> bool) -> HashSet<ThingId> {
    let story = |change: &&Change| change.key.is_some_and(|key| key.kind == Kind::Story);
    changes.iter().filter(story).filter(|change| wanted(&change.field)).filter_map(|change| change.thing).collect()
}

/// Goals, needs, features and releases that came, went, or hang elsewhere now.
fn above(changes: &[Change]) -> Vec<ThingId> {
    let serves = Change::link_field(LinkKind::Serves);
    let relevant = |change: &&Change| {
        let kind = change.key.map(|key| key.kind);
        matches!(kind, Some(Kind::Goal | Kind::Need | Kind::Feature | Kind::Release))
            && (change.field == HIDDEN || change.field == serves || change.field.starts_with("needs no: "))
    };
    changes.iter().filter(relevant).filter_map(|change| change.thing).collect()
}

/// Things of a kind that are in another state now, or went and came back.
fn moved_on(changes: &[Change], kind: Kind) -> impl Iterator<Item = ThingId> {
    let of_kind = move |change: &&Change| change.key.is_some_and(|key| key.kind == kind);
    let moved = |change: &&Change| change.field == "state" || change.field == HIDDEN;
    changes.iter().filter(of_kind).filter(moved).filter_map(|change| change.thing)
}

/// Points that fit a sprint once the action is done.
fn sprint_capacity(act: &Act<'_>, changes: &[Change]) -> Result<Option<i64>> {
    let changed = changes.iter().rev().find(|change| change.field == SPRINT_POINTS);
    Ok(match changed {
        Some(change) => change.after.as_i64(),
        None => act.product()?.sprint_capacity,
    })
}

/// The blocks that stories left or came into.
fn moved(changes: &[Change]) -> BTreeSet<String> {
    let ranks = changes.iter().filter(|change| change.field == RANK);
    let ends = ranks.flat_map(|change| [&change.before, &change.after]);
    ends.filter_map(|end| end["rank"].as_str()).map(|rank| rank::block(rank).to_owned()).collect()
}

/// Takes stories that are done, dropped, removed or in the running sprint out of the product backlog. Those that were in
/// the sprint come back to where they stood, or to its top; others to its end.
async fn settle(act: &mut Act<'_>, stories: &[Known]) -> Result<()> {
    let leaving: Vec<ThingId> = those(stories, |story| story.rank.is_some() && !story.belongs());
    if !leaving.is_empty() {
        let standing = ranks::standing(act.tx, &leaving).await?;
        ranks::unset(act.tx, &leaving).await?;
        for thing in thread::store::by_ids(act.tx, &leaving).await? {
            let was = standing.iter().find(|standing| standing.thing == thing.id);
            let placed = was.and_then(|was| Some(Placed { place: was.place, rank: was.rank.clone()? }));
            act.note(Some(&thing), RANK, json!(placed), Value::Null);
        }
    }
    let entering = |story: &Known| story.rank.is_none() && story.belongs();
    let fresh: Vec<ThingId> = those(stories, |story| entering(story) && story.stood.is_none());
    if !fresh.is_empty() {
        backlog::place::append(act, &fresh).await?;
    }
    let back = stories.iter().filter(|story| entering(story));
    let back: Vec<(ThingId, String)> = back.filter_map(|story| Some((story.thing, story.stood.clone()?))).collect();
    if !back.is_empty() {
        backlog::place::come_back(act, back).await?;
    }
    remember(act, stories).await
}

/// Writes down from which rank the running sprint took stories, and forgets it when it has them no more.
async fn remember(act: &mut Act<'_>, stories: &[Known]) -> Result<()> {
    for story in stories.iter().filter(|story| story.stood.is_some() != story.is_sprinting()) {
        let rank =
            story.is_sprinting().then(|| story.rank.clone().or_else(|| left(act, story.thing)).unwrap_or_default());
        ranks::set_stood(act.tx, story.thing, rank.as_deref()).await?;
    }
    Ok(())
}

/// The rank a story lost by this very action.
fn left(act: &Act<'_>, story: ThingId) -> Option<String> {
    let of_story = |change: &&Change| change.thing == Some(story) && change.field == RANK;
    let change = act.changes().iter().rev().find(of_story)?;
    change.before["rank"].as_str().map(str::to_owned)
}

fn those(stories: &[Known], wanted: impl Fn(&Known) -> bool) -> Vec<ThingId> {
    stories.iter().filter(|story| wanted(story)).map(|story| story.thing).collect()
}

/// Copies what the links say where that has changed.
async fn hang(act: &mut Act<'_>, stories: &[Known]) -> Result<()> {
    let elsewhere = those(stories, |story| {
        let hung = |on: Option<ThingId>| on.filter(|_| !story.hidden);
        (hung(story.part_of), hung(story.ships_in)) != (story.feature, story.release)
    });
    if elsewhere.is_empty() { Ok(()) } else { derived::hang(act.tx, &elsewhere).await }
}

/// Writes down when stories were done, and forgets it when they are not any more or were removed: no sum counts what is not
/// there. What is brought back was done when it was.
async fn note_done(act: &mut Act<'_>, stories: &[Known]) -> Result<()> {
    let now = act.now;
    let moved = of_stories(act.changes(), |field| field == CREATED || field == "state");
    let done = those(stories, |story| story.is_done() && story.done_at.is_none());
    let (fresh, back): (Vec<ThingId>, Vec<ThingId>) = done.into_iter().partition(|story| moved.contains(story));
    let undone = those(stories, |story| !story.is_done() && story.done_at.is_some());
    for (stories, at) in [(fresh, Some(now)), (undone, None)] {
        if !stories.is_empty() {
            derived::set_done(act.tx, &stories, at).await?;
        }
    }
    if back.is_empty() { Ok(()) } else { derived::set_done_as_before(act.tx, &back, now).await }
}

/// Writes down where stories stand now, where that is not where they stood, and for which sprint. Compared with what was
/// written and not with what the action says it did: so it is right whichever way a story was moved.
async fn pass(act: &mut Act<'_>, stories: &[Known]) -> Result<()> {
    let moved = those(stories, |story| story.passes.as_deref() != story.stands());
    if !moved.is_empty() {
        passages::pass(act.tx, &moved, act.seq, act.now).await?;
    }
    let chosen =
        those(stories, |story| story.passes.as_deref() == story.stands() && story.passes_in != story.chosen_for());
    if chosen.is_empty() { Ok(()) } else { passages::choose(act.tx, &chosen).await }
}

/// Finds what stories lack; returns those for which that has changed.
async fn find(act: &mut Act<'_>, stories: &[Known], ready: &Definition, fits: i64) -> Result<HashSet<ThingId>> {
    let mut changed = Vec::new();
    for story in stories {
        let lacks = readiness::written(&story.facts(fits).lacks());
        let found = Found {
            missing: readiness::asked_for(&lacks, ready, story.ticked),
            lacks,
            gap: readiness::has_gap(story.hangs()),
            begun: story.stage == "active" && !story.hidden,
        };
        if (&found.missing, &found.lacks, found.gap, found.begun)
            != (&story.missing, &story.lacks, story.gap, story.begun)
        {
            changed.push((found, story.thing));
        }
    }
    let ids = changed.iter().map(|(_, thing)| *thing).collect();
    for (found, stories) in grouped(changed.into_iter()) {
        derived::set_found(act.tx, &stories, &found).await?;
    }
    Ok(ids)
}

fn grouped<K: Ord>(pairs: impl Iterator<Item = (K, ThingId)>) -> BTreeMap<K, Vec<ThingId>> {
    let mut groups: BTreeMap<K, Vec<ThingId>> = BTreeMap::new();
    for (key, thing) in pairs {
        groups.entry(key).or_default().push(thing);
    }
    groups
}

impl Known {
    /// Whether the product backlog has a place for it.
    fn belongs(&self) -> bool {
        self.is_left() && !self.sprinting
    }

    /// Whether it is in the backlog of the running sprint.
    fn is_sprinting(&self) -> bool {
        self.is_left() && self.sprinting
    }

    fn is_done(&self) -> bool {
        !self.hidden && self.stage == "done"
    }

    /// The state it is in; none once it is removed.
    fn stands(&self) -> Option<&str> {
        Some(self.state.as_str()).filter(|_| !self.hidden)
    }

    /// The sprint it is chosen for, as long as it stands somewhere.
    fn chosen_for(&self) -> Option<ThingId> {
        self.sprint.filter(|_| !self.hidden)
    }

    /// Whether it is still to be done.
    fn is_left(&self) -> bool {
        !self.hidden && matches!(self.stage.as_str(), "open" | "active")
    }

    /// Its thread, with what somebody said is missing on purpose.
    fn hangs(&self) -> Dots {
        self.thread.and(Dots(self.forgiven))
    }

    fn facts(&self, fits: i64) -> Facts {
        Facts {
            of_type: self.of_type,
            has_need: self.hangs().has(Kind::Need),
            says_who: self.says_who,
            says_what: self.says_what,
            says_why: self.says_why,
            criteria: self.criteria,
            agreed: self.agreed,
            points: self.points,
            small_enough: fits,
            blockers: self.blockers,
            questions: self.questions,
        }
    }
}
