//! What the tests of this floor share: its world, and stand-ins for the rooms above that make what requests ask for.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use ground::web::{Failure, Result};
use together::app::{App, Floor, KindOf};
use together::journal::{Act, Action, Need, registered};
use together::testing::{Make, World};
use together::thread::actions::{Link, set_state};
use together::thread::{Key, Kind, LinkKind, Stage, Thing};
use together::visit::Visit;

use crate::demand::{self, Demand};
use crate::requests::actions::Record;

/// Moves one of them to a state.
#[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub(crate) struct Move {
    pub(crate) thing: Key,
    pub(crate) state: String,
}

impl Action for Move {
    const NAME: &'static str = "test.move";
    const DID: &'static str = "Moved it";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = act.thing(self.thing).await?;
        set_state(act, &thing, &self.state).await?;
        Ok(self.thing)
    }
}

const STATES: &[(&str, Stage)] =
    &[("draft", Stage::Open), ("in work", Stage::Active), ("done", Stage::Done), ("dropped", Stage::Dropped)];

const fn stand_in(kind: Kind) -> KindOf {
    KindOf { kind, states: STATES, fields: &[], words: None, need: Need::Member }
}

const ABOVE: Floor = Floor {
    actions: &[&[registered::<Make>(), registered::<Move>()]],
    kinds: &[&stand_in(Kind::Story), &stand_in(Kind::Feature), &stand_in(Kind::Release)],
    routes,
    ..Floor::EMPTY
};

fn routes() -> Router<App> {
    Router::new().route("/{product}/{key}", get(show))
}

async fn show(visit: Visit, Path((_, key)): Path<(String, Key)>) -> Result<Response> {
    match key.kind {
        Kind::Goal => strategy::goals::pages::show(visit, key).await,
        Kind::Request => crate::requests::pages::show(visit, key).await,
        Kind::Need => crate::needs::pages::show(visit, key).await,
        Kind::Persona => crate::personas::pages::show(visit, key).await,
        Kind::Insight => crate::insights::pages::show(visit, key).await,
        Kind::Survey => crate::surveys::pages::show(visit, key).await,
        Kind::Customer => crate::customers::pages::show(visit, key).await,
        _ => Err(Failure::NotFound),
    }
}

pub(crate) async fn world() -> World {
    World::new(&[together::FLOOR, strategy::FLOOR, crate::FLOOR, ABOVE]).await
}

pub(crate) async fn make(world: &World, kind: Kind, title: &str) -> Key {
    world.key("Tomas", Make { kind, title: title.into() }).await
}

/// A request by somebody, as important as said.
pub(crate) async fn ask(world: &World, contact: &str, importance: i64) -> Key {
    let title = format!("What {contact} asks");
    world.key("Mei", Record { title, contact: contact.into(), importance, ..Record::default() }).await
}

pub(crate) fn asks_for(from: Key, to: Key) -> Link {
    Link { from, kind: LinkKind::AsksFor, to, share: None, quote: None }
}

pub(crate) async fn thing(world: &World, key: Key) -> Thing {
    let mut tx = world.app.db.read().await.unwrap();
    together::thread::store::by_key(&mut tx, world.shelf, key).await.unwrap().unwrap()
}

pub(crate) async fn state(world: &World, key: Key) -> String {
    thing(world, key).await.state
}

/// Requests, people, importance and value that are asked of a thing.
pub(crate) async fn demand(world: &World, key: Key) -> [i64; 4] {
    let thing = thing(world, key).await.id;
    let mut tx = world.app.db.read().await.unwrap();
    let Demand { requests, people, importance, value, .. } = demand::store::of_one(&mut tx, thing).await.unwrap();
    [requests, people, importance, value]
}

/// The manager, the owner, a developer, the scrum master, the leader, the project manager, the customer, the administrator
/// and a stranger.
pub(crate) const EVERYBODY: [&str; 9] = ["Ines", "Tomas", "Priya", "Sam", "Lea", "Karel", "Adele", "Ada", "Nobody"];
