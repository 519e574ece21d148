mod said;
mod taking_back;
mod writers;

use ground::db::check;

use crate::conversation::actions::Write;
use crate::journal::proposals::actions::{Decline, Take, Withdraw};
use crate::journal::undo::Undo;
use crate::journal::{Act, Action, Need, NewThing, Outcome, history, registered};
use crate::roles::rules::Right;
use crate::testing::World;
use crate::thread::actions::{Link, Remove};
use crate::thread::{Edits, Key, Kind, LinkKind, Stage};
use crate::{FLOOR, app::Floor};

/// A stand-in for the rooms above: makes a story in the backlog, which is the owner's to order.
#[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
struct Plan {
    kind: Kind,
    title: String,
}

impl Action for Plan {
    const NAME: &'static str = "test.plan";
    const DID: &'static str = "Planned it";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> ground::web::Result<Need> {
        Ok(Need::right(Right::OrderBacklog))
    }

    async fn perform(self, act: &mut Act<'_>) -> ground::web::Result<Key> {
        let new = NewThing { title: self.title, state: "draft", stage: Stage::Open, number: None };
        let thing = act.create(self.kind, new).await?;
        act.say(format!("{} planned", thing.key()), "Plan a story");
        Ok(thing.key())
    }
}

/// And one that renames it.
#[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
struct Rename {
    thing: Key,
    title: String,
    seen: Option<i64>,
}

impl Action for Rename {
    const NAME: &'static str = "test.rename";
    const DID: &'static str = "Renamed it";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> ground::web::Result<Need> {
        Ok(Need::right(Right::OrderBacklog))
    }

    async fn perform(self, act: &mut Act<'_>) -> ground::web::Result<Key> {
        let thing = act.thing(self.thing).await?;
        let mut edits = Edits::default();
        edits.title(Some(&self.title))?;
        act.edit(&thing, self.seen, edits).await?;
        act.say(format!("{} renamed", self.thing), format!("Rename {}", self.thing));
        Ok(self.thing)
    }
}

const TEST_FLOOR: Floor = Floor {
    actions: &[&[registered::<Plan>(), registered::<Rename>(), registered::<taking_back::Place>()]],
    ..Floor::EMPTY
};

fn plan(title: &str) -> Plan {
    Plan { kind: Kind::Story, title: title.into() }
}

async fn world() -> World {
    World::new(&[FLOOR, TEST_FLOOR]).await
}

async fn title(world: &World, key: Key) -> Option<String> {
    let mut tx = world.app.db.read().await.unwrap();
    crate::thread::store::by_key(&mut tx, world.shelf, key).await.unwrap().map(|thing| thing.title)
}

#[tokio::test]
async fn every_statement_fits_the_schema() {
    let world = world().await;
    let problems = check(&world.app.db, FLOOR.sql).await.unwrap();
    assert!(problems.is_empty(), "{problems:#?}");
}

#[tokio::test]
async fn who_decides_acts_and_who_does_not_proposes() {
    let world = world().await;
    let key = world.key("Tomas", plan("Pause a hold")).await;
    assert_eq!(key.to_string(), "S-1");

    let proposed = world.proposed("Priya", Rename { thing: key, title: "Pause holds".into(), seen: None }).await;
    assert_eq!(title(&world, key).await.as_deref(), Some("Pause a hold"), "a proposal changes nothing");
    assert_eq!(
        world.refused("Jonas", Take { proposal: proposed.key, because: "Yes".into(), anyway: false }).await,
        "not-your-call"
    );
    assert_eq!(
        world.refused("Tomas", Take { proposal: proposed.key, because: " ".into(), anyway: false }).await,
        "reason-missing"
    );

    world.done("Tomas", Take { proposal: proposed.key, because: "Shorter".into(), anyway: false }).await;
    assert_eq!(title(&world, key).await.as_deref(), Some("Pause holds"));
    assert_eq!(
        world.refused("Tomas", Take { proposal: proposed.key, because: "Again".into(), anyway: false }).await,
        "proposal-decided"
    );
}

#[tokio::test]
async fn a_proposal_that_was_overtaken_says_so_and_can_be_taken_all_the_same() {
    let world = world().await;
    let key = world.key("Tomas", plan("Pause a hold")).await;
    let proposed = world.proposed("Priya", Rename { thing: key, title: "Pause holds".into(), seen: None }).await;
    world.done("Tomas", Rename { thing: key, title: "Hold a hold".into(), seen: None }).await;
    let take = |anyway| Take { proposal: proposed.key, because: "Better".into(), anyway };
    assert_eq!(world.refused("Tomas", take(false)).await, "proposal-overtaken");
    assert_eq!(title(&world, key).await.as_deref(), Some("Hold a hold"), "a refusal keeps everything");
    world.done("Tomas", take(true)).await;
    assert_eq!(title(&world, key).await.as_deref(), Some("Pause holds"));
}

#[tokio::test]
async fn proposals_are_declined_by_the_decider_and_withdrawn_by_the_proposer() {
    let world = world().await;
    let key = world.key("Tomas", plan("Pause a hold")).await;
    let wish = || Rename { thing: key, title: "Other".into(), seen: None };
    let first = world.proposed("Priya", wish()).await.key;
    world.done("Tomas", Decline { proposal: first, because: "The old title is known".into() }).await;
    let second = world.proposed("Priya", wish()).await.key;
    assert_eq!(world.refused("Jonas", Withdraw { proposal: second }).await, "not-your-proposal");
    world.done("Priya", Withdraw { proposal: second }).await;
    assert_eq!(title(&world, key).await.as_deref(), Some("Pause a hold"));
}

#[tokio::test]
async fn customers_and_strangers_change_nothing() {
    let world = world().await;
    let key = world.key("Tomas", plan("Pause a hold")).await;
    assert_eq!(world.refused("Adele", plan("Mine")).await, "not-your-call");
    assert_eq!(world.refused("Adele", Write { thing: key, body: "Hello".into(), public: false }).await, "members-only");
    assert_eq!(world.refused("Nobody", plan("Mine")).await, "not-found");
    assert_eq!(world.refused("Ada", plan("Mine")).await, "not-your-call", "administering gives no decision right");
}

#[tokio::test]
async fn what_was_done_can_be_taken_back_unless_it_has_moved_on() {
    let world = world().await;
    let key = world.key("Tomas", plan("Pause a hold")).await;
    let renamed = world.done("Tomas", Rename { thing: key, title: "Pause holds".into(), seen: None }).await;
    world.done("Tomas", Undo { seq: renamed.seq }).await;
    assert_eq!(title(&world, key).await.as_deref(), Some("Pause a hold"));
    assert_eq!(world.refused("Tomas", Undo { seq: renamed.seq }).await, "undone-already");

    let again = world.done("Tomas", Rename { thing: key, title: "One".into(), seen: None }).await;
    world.done("Tomas", Rename { thing: key, title: "Two".into(), seen: None }).await;
    assert_eq!(world.refused("Tomas", Undo { seq: again.seq }).await, "changed-since");

    let removed = world.done("Ada", Remove { thing: key }).await;
    assert_eq!(title(&world, key).await, None);
    world.done("Ada", Undo { seq: removed.seq }).await;
    assert_eq!(title(&world, key).await.as_deref(), Some("Two"));
}

#[tokio::test]
async fn the_second_writer_sees_the_first_ones_change() {
    let world = world().await;
    let key = world.key("Tomas", plan("Pause a hold")).await;
    let first = world.done("Tomas", Rename { thing: key, title: "One".into(), seen: Some(1) }).await;
    let stale = Rename { thing: key, title: "Two".into(), seen: Some(1) };
    assert_eq!(world.refused("Tomas", stale).await, "changed-meanwhile");
    world.done("Tomas", Rename { thing: key, title: "Two".into(), seen: Some(first.seq) }).await;
}

#[tokio::test]
async fn the_journal_is_written_in_the_order_of_commits_by_many_writers_at_once() {
    let world = world().await;
    let writers = (0..24).map(|n| {
        let (app, actor, shelf) = (world.app.clone(), world.actor("Tomas"), world.shelf);
        tokio::spawn(async move {
            let action = Box::new(Plan { kind: Kind::Story, title: format!("Story {n}") });
            let outcome = crate::journal::act(&app, &actor, shelf, vec![action], Default::default()).await.unwrap();
            let Outcome::Done(done) = outcome else { panic!("it was proposed") };
            (done.seq, done.answers[0].as_str().unwrap().parse::<Key>().unwrap().number)
        })
    });
    let mut done = Vec::new();
    for writer in writers.collect::<Vec<_>>() {
        done.push(writer.await.unwrap());
    }
    done.sort_unstable();
    assert_eq!(done, (1..=24).map(|n| (n, n)).collect::<Vec<_>>(), "sequences and keys without gaps, in one order");
    let mut tx = world.app.db.read().await.unwrap();
    let journal = history::of_product(&mut tx, world.shelf, i64::MAX, 100).await.unwrap();
    assert_eq!(journal.len(), 24);
    assert!(journal.is_sorted_by_key(|entry| -entry.seq));
}

#[tokio::test]
async fn links_join_what_may_be_joined_and_never_go_in_a_circle() {
    let world = world().await;
    let story = world.key("Tomas", plan("A")).await;
    let other = world.key("Tomas", plan("B")).await;
    let feature = world.key("Tomas", Plan { kind: Kind::Feature, title: "F".into() }).await;
    let second = world.key("Tomas", Plan { kind: Kind::Feature, title: "G".into() }).await;
    let link = |from, kind, to| Link { from, kind, to, share: None, quote: None };

    world.done("Tomas", link(story, LinkKind::PartOf, feature)).await;
    assert_eq!(world.refused("Tomas", link(story, LinkKind::Serves, feature)).await, "link-not-allowed");
    assert_eq!(world.refused("Tomas", link(story, LinkKind::DependsOn, story)).await, "link-to-itself");
    world.done("Tomas", link(story, LinkKind::DependsOn, other)).await;
    assert_eq!(world.refused("Tomas", link(other, LinkKind::DependsOn, story)).await, "link-makes-a-cycle");
    assert_eq!(
        world.refused("Tomas", link(story, LinkKind::PartOf, Key::new(Kind::Feature, 99))).await,
        "no-such-thing"
    );

    world.done("Tomas", link(story, LinkKind::PartOf, second)).await;
    let mut tx = world.app.db.read().await.unwrap();
    let thing = crate::thread::store::by_key(&mut tx, world.shelf, story).await.unwrap().unwrap();
    let parents = crate::thread::store::links::links_up(&mut tx, thing.id).await.unwrap();
    let parts: Vec<_> = parents.iter().filter(|link| link.link == "part of").map(|link| link.title.as_str()).collect();
    assert_eq!(parts, ["G"], "a story is part of one feature");
    assert_eq!(thing.thread.initials(), "fs");
}

#[tokio::test]
async fn whoever_is_named_is_told_and_nobody_hears_of_their_own_doing() {
    let world = world().await;
    let key = world.key("Tomas", plan("Pause a hold")).await;
    world.done("Tomas", Write { thing: key, body: "@Priya and @Tomas, look".into(), public: false }).await;
    let mut tx = world.app.db.read().await.unwrap();
    let of = |name: &str| world.person(name);
    let priya = crate::notices::store::unread(&mut tx, of("Priya"), world.shelf).await.unwrap();
    let tomas = crate::notices::store::unread(&mut tx, of("Tomas"), world.shelf).await.unwrap();
    assert_eq!((priya, tomas), (2, 0), "the plan, as the matrix says, and the mention");
}
