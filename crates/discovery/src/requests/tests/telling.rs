use together::journal::undo::Undo;
use together::testing::{Browser, World};
use together::thread::{Key, Kind, LinkKind};

use super::super::actions::{Finish, Merge, Record, Told};
use super::super::store::telling;
use super::reply;
use crate::testing::{Move, ask, asks_for, make, world};

const HOUR: i64 = 3_600_000_000;

/// Who waits to be told, by key, the longest waiting first.
async fn waiting(world: &World) -> Vec<Key> {
    let mut tx = world.app.db.read().await.unwrap();
    let rows = telling::to_tell(&mut tx, world.shelf, 10).await.unwrap();
    assert_eq!(telling::count(&mut tx, world.shelf).await.unwrap(), i64::try_from(rows.len()).unwrap());
    rows.iter().map(telling::ToTell::key).collect()
}

async fn to(world: &World, thing: Key, state: &str) {
    world.app.clock.advance(HOUR);
    world.done("Priya", Move { thing, state: state.into() }).await;
    world.app.clock.advance(HOUR);
}

/// A request by Adele that asks for a story.
async fn asked(world: &World) -> (Key, Key) {
    let (request, story) = (ask(world, "Adele Fournier", 2).await, make(world, Kind::Story, "Show the wait").await);
    world.done("Tomas", asks_for(request, story)).await;
    (request, story)
}

#[tokio::test]
async fn who_asked_waits_to_be_told_until_they_are() {
    let world = &world().await;
    let (request, story) = asked(world).await;
    world.done("Tomas", reply(request, false)).await;
    assert_eq!(waiting(world).await, [], "nothing is there yet");
    to(world, story, "done").await;
    assert_eq!(waiting(world).await, [request], "what was answered before does not tell it");
    world.done("Priya", reply(request, true)).await;
    assert_eq!(waiting(world).await, [request], "a note of the team tells them nothing");
    let told = world.done("Tomas", reply(request, false)).await;
    assert_eq!(waiting(world).await, []);
    world.done("Tomas", Undo { seq: told.seq }).await;
    assert_eq!(waiting(world).await, [request], "they were not told after all");
    to(world, story, "in work").await;
    assert_eq!(waiting(world).await, [], "it is not there any more");
}

#[tokio::test]
async fn everybody_in_a_group_is_told() {
    let world = &world().await;
    let (request, story) = asked(world).await;
    let merged = ask(world, "Wen Hart", 1).await;
    world.done("Tomas", Merge { request: merged, into: request }).await;
    to(world, story, "done").await;
    assert_eq!(waiting(world).await, [request, merged]);
    world.done("Tomas", reply(request, false)).await;
    assert_eq!(waiting(world).await, [merged]);
    let late = ask(world, "Dora Kessler", 1).await;
    world.done("Tomas", Merge { request: late, into: request }).await;
    assert_eq!(
        waiting(world).await,
        [merged, late],
        "who is found to have asked the same waits too; who knows does not anew"
    );
}

#[tokio::test]
async fn what_ships_in_a_release_is_told_once_it_is_out() {
    let world = &world().await;
    let (request, story) = asked(world).await;
    let release = make(world, Kind::Release, "Autumn").await;
    let ships =
        together::thread::actions::Link { from: story, kind: LinkKind::ShipsIn, to: release, share: None, quote: None };
    world.done("Ines", ships).await;
    to(world, story, "done").await;
    assert_eq!(waiting(world).await, []);
    to(world, release, "done").await;
    assert_eq!(waiting(world).await, [request]);
    let page = Browser::of(world, "Tomas").await.get("/shelf/requests/to-tell").await;
    assert!(page.says("1 waits to be told") && page.says("Hello Adele,") && page.says("with Autumn."), "{}", page.text);
}

#[tokio::test]
async fn who_knows_already_is_not_told_until_it_comes_anew() {
    let world = &world().await;
    let (request, story) = asked(world).await;
    let told = || Told { request, how: "I rang her".into() };
    assert_eq!(world.refused("Tomas", told()).await, "nobody-to-tell");
    to(world, story, "done").await;
    let tomas = Browser::of(world, "Tomas").await;
    assert!(tomas.get("/shelf/requests?tab=done").await.says("1 waits to be told"));
    let entry = world.done("Tomas", told()).await;
    assert_eq!(waiting(world).await, []);
    assert!(tomas.get(&format!("/shelf/{request}")).await.says("I rang her"));
    assert!(tomas.get("/shelf/requests/to-tell").await.says("Nobody waits to be told"));
    world.done("Tomas", Undo { seq: entry.seq }).await;
    assert_eq!(waiting(world).await, [request]);
    world.done("Tomas", told()).await;
    to(world, story, "in work").await;
    to(world, story, "done").await;
    assert_eq!(waiting(world).await, [request], "what came back and was done again is news");
}

#[tokio::test]
async fn nobody_waits_who_is_not_known_or_asked_for_nothing_that_is_built() {
    let world = &world().await;
    let answered = ask(world, "Adele Fournier", 1).await;
    world.done("Tomas", Finish { request: answered }).await;
    let story = make(world, Kind::Story, "Show the wait").await;
    let nobody = world.key("Mei", Record { title: "How long?".into(), ..Record::default() }).await;
    world.done("Tomas", asks_for(nobody, story)).await;
    to(world, story, "done").await;
    assert_eq!(waiting(world).await, []);
}
