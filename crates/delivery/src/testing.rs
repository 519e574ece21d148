//! What the tests of this floor share: the world with a few stories, and looks at what is stored.

use std::sync::Arc;

use ground::args;
use ground::db::Sql;
use together::app::Floor;
use together::journal::undo::Undo;
use together::journal::{Done, registered};
use together::roles::rules::Preset;
use together::testing::{Make, World};
use together::thread::actions::Link;
use together::thread::{Key, Kind, LinkKind, Thing};

use crate::backlog::actions::Move;
use crate::backlog::store::sums::{self, Sum};
use crate::stories::actions::Write;
use crate::stories::store::{self, Story};

const STAND_IN: Floor = Floor { actions: &[&[registered::<Make>()]], ..Floor::EMPTY };

/// The world, with the floors below and a stand-in.
pub(crate) async fn world() -> Arc<World> {
    with_preset(Preset::ManagerAndOwner).await
}

/// The same with another preset.
pub(crate) async fn with_preset(preset: Preset) -> Arc<World> {
    let floors = [together::FLOOR, strategy::FLOOR, discovery::FLOOR, crate::FLOOR, STAND_IN];
    Arc::new(World::with_preset(&floors, preset).await)
}

/// The world with so many stories, S-1 first.
pub(crate) async fn with_stories(count: i64) -> Arc<World> {
    let world = world().await;
    for number in 1..=count {
        write(&world, &format!("Story {number}")).await;
    }
    world
}

/// Tomas writes a story.
pub(crate) async fn write(world: &World, title: &str) -> Key {
    world.key("Tomas", Write { title: Some(title.to_owned()), ..Write::default() }).await
}

/// The key of a story.
pub(crate) fn s(number: i64) -> Key {
    Key::new(Kind::Story, number)
}

/// A move in words.
pub(crate) fn to(numbers: &[i64], place: &str) -> Move {
    Move { things: numbers.iter().map(|number| s(*number)).collect(), to: Some(place.to_owned()), ..Move::default() }
}

/// Links two things, by whoever decides it.
pub(crate) async fn link(world: &World, name: &str, from: Key, kind: LinkKind, to: Key) -> Done {
    world.done(name, Link { from, kind, to, share: None, quote: None }).await
}

/// Makes a goal, a need that serves it and a feature that serves the need.
pub(crate) async fn thread(world: &World) -> (Key, Key, Key) {
    let make = |kind: Kind| Make { kind, title: format!("A {}", kind.code()) };
    let goal = world.key("Ines", make(Kind::Goal)).await;
    let need = world.key("Ines", make(Kind::Need)).await;
    let define = crate::features::actions::Define {
        title: "Holds that move".into(),
        text: String::new(),
        serves: Some(need),
        wanted_for: None,
    };
    let feature = world.key("Tomas", define).await;
    link(world, "Tomas", need, LinkKind::Serves, goal).await;
    (goal, need, feature)
}

/// Takes an entry back.
pub(crate) async fn undo(world: &World, name: &str, seq: i64) -> Done {
    world.done(name, Undo { seq }).await
}

/// The numbers of the stories in the backlog, in order.
pub(crate) async fn order(world: &World) -> Vec<i64> {
    const ORDER: Sql<(i64,)> = Sql::new(
        "order",
        "SELECT t.number FROM story s JOIN thing t ON t.id = s.thing WHERE s.product = $1 AND s.rank IS NOT NULL ORDER BY s.rank",
    );
    let rows = world.app.db.read().await.unwrap().all(ORDER, args![world.shelf]).await.unwrap();
    rows.into_iter().map(|(number,)| number).collect()
}

/// A thing, hidden ones too.
pub(crate) async fn thing(world: &World, key: Key) -> Thing {
    let mut tx = world.app.db.read().await.unwrap();
    together::thread::store::by_key(&mut tx, world.shelf, key).await.unwrap().unwrap()
}

/// What is stored of a story.
pub(crate) async fn story(world: &World, number: i64) -> Story {
    let thing = thing(world, s(number)).await;
    store::by_thing(&mut world.app.db.read().await.unwrap(), thing.id).await.unwrap()
}

/// The sum over the whole backlog, which must be that of its stories and of its blocks.
pub(crate) async fn total(world: &World) -> Sum {
    const COUNTED: Sql<Sum> = Sql::new(
        "counted",
        "SELECT COUNT(*) AS stories, CAST(COALESCE(SUM(points), 0) AS BIGINT) AS points, COALESCE(SUM(CASE WHEN missing = '' THEN 1 ELSE 0 END), 0) AS ready, CAST(COALESCE(SUM(gap), 0) AS BIGINT) AS gaps FROM story WHERE product = $1 AND rank IS NOT NULL",
    );
    let mut tx = world.app.db.read().await.unwrap();
    let total = sums::total(&mut tx, world.shelf).await.unwrap();
    assert_eq!(total, tx.one(COUNTED, args![world.shelf]).await.unwrap());
    assert_eq!(total, sums::before(&mut tx, world.shelf, "zz").await.unwrap(), "the blocks are the whole");
    total
}
