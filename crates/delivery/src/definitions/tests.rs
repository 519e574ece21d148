use axum::http::StatusCode;
use together::form::Typed;
use together::testing::{Browser, World, assert_ids_are_unique};

use super::RowId;
use super::actions::{Add, Move, Remove, SetLevel, Tick, Word};
use super::rules::{Definition, Level, MOST, Of};
use crate::acceptance::actions::Accept;
use crate::stories::actions::{SetState, Write};
use crate::subtasks::actions as subtasks;
use crate::testing::{s, story, total, undo, with_stories};

async fn definition(world: &World, of: Of) -> Definition {
    super::store::of(&mut world.app.db.read().await.unwrap(), world.shelf, of).await.unwrap()
}

fn level(row: &str, level: Level) -> SetLevel {
    SetLevel { definition_row: row.into(), level }
}

fn add(of: Of, words: &str, level: Level) -> Add {
    Add { of, words: words.into(), level }
}

/// The rows people tick, in order, with their ids.
async fn own(world: &World, of: Of) -> Vec<(RowId, String)> {
    definition(world, of).await.own().map(|row| (row.id.unwrap(), row.words.clone())).collect()
}

async fn words(world: &World) -> Vec<String> {
    own(world, Of::Ready).await.into_iter().map(|(_, words)| words).collect()
}

#[tokio::test]
async fn each_definition_is_the_call_of_its_own_role() {
    let world = with_stories(1).await;
    for (name, ready, done) in [
        ("Tomas", "acts", "developer"),
        ("Priya", "product-owner", "acts"),
        ("Adele", "not-your-call", "not-your-call"),
        ("Nobody", "not-found", "not-found"),
    ] {
        assert_eq!(world.comes_of(name, level("need", Level::Advisory)).await, ready, "{name}, ready");
        assert_eq!(world.comes_of(name, level("subtasks", Level::Advisory)).await, done, "{name}, done");
        assert_eq!(world.comes_of(name, add(Of::Ready, name, Level::Off)).await, ready, "{name} adds, ready");
        assert_eq!(world.comes_of(name, add(Of::Done, name, Level::Off)).await, done, "{name} adds, done");
    }
    let (row, _) = own(&world, Of::Done).await.remove(0);
    assert_eq!(world.comes_of("Tomas", Word { definition_row: row, words: "x".into() }).await, "developer");
    assert_eq!(world.comes_of("Priya", Word { definition_row: row, words: "x".into() }).await, "acts");
    for name in ["Tomas", "Priya", "Sam", "Ines"] {
        assert_eq!(world.comes_of(name, Tick { thing: s(1), definition_row: row, met: true }).await, "acts", "{name}");
    }
}

#[tokio::test]
async fn what_is_not_enforced_keeps_no_story_from_being_ready() {
    let world = with_stories(3).await;
    let missing = async |number| story(&world, number).await.missing;
    let usual = missing(1).await;
    assert_eq!(usual, "need who what why criteria points");
    let mut done = Vec::new();
    for row in ["need", "sentence", "criteria"] {
        done.push(world.done("Tomas", level(row, Level::Off)).await.seq);
    }
    assert_eq!((missing(1).await.as_str(), total(&world).await.ready), ("points", 0));
    done.push(world.done("Tomas", level("estimate", Level::Advisory)).await.seq);
    assert_eq!((missing(3).await.as_str(), total(&world).await.ready), ("", 3));
    let fresh = world.key("Tomas", Write { title: Some("Another".into()), ..Write::default() }).await;
    assert_eq!((missing(fresh.number).await.as_str(), total(&world).await.ready), ("", 4));
    for seq in done.into_iter().rev() {
        undo(&world, "Tomas", seq).await;
    }
    assert_eq!((missing(1).await, missing(4).await, total(&world).await.ready), (usual.clone(), usual, 0));
    assert_eq!(definition(&world, Of::Ready).await.count(Level::Enforced), 7);
}

#[tokio::test]
async fn a_row_that_people_tick_is_asked_of_every_story() {
    let world = with_stories(2).await;
    let missing = async |number| story(&world, number).await.missing;
    for row in ["need", "sentence", "criteria", "estimate"] {
        world.done("Tomas", level(row, Level::Off)).await;
    }
    let added = world.done("Tomas", add(Of::Ready, "The design is agreed", Level::Enforced)).await;
    world.done("Tomas", add(Of::Ready, "Somebody saw it", Level::Advisory)).await;
    let [(design, _), (saw, _)] = own(&world, Of::Ready).await.try_into().unwrap();
    assert_eq!(
        (missing(1).await.as_str(), missing(2).await.as_str(), total(&world).await.ready),
        ("own:1", "own:1", 0)
    );
    let ticked = world.done("Priya", Tick { thing: s(1), definition_row: design, met: true }).await;
    assert_eq!((missing(1).await.as_str(), missing(2).await.as_str(), total(&world).await.ready), ("", "own:1", 1));
    world.done("Tomas", level(&saw.to_string(), Level::Enforced)).await;
    assert_eq!((missing(1).await.as_str(), missing(2).await.as_str()), ("own:1", "own:2"));
    world.done("Tomas", Remove { definition_row: saw }).await;
    undo(&world, "Priya", ticked.seq).await;
    assert_eq!(missing(1).await, "own:1");
    undo(&world, "Tomas", added.seq).await;
    assert_eq!((missing(1).await.as_str(), total(&world).await.ready), ("", 2));
}

#[tokio::test]
async fn a_story_is_done_when_what_is_enforced_is_met() {
    let world = with_stories(2).await;
    let done = |number| SetState::to(s(number), "done");
    world.done("Priya", add(Of::Done, "The notes are written", Level::Enforced)).await;
    world.done("Priya", add(Of::Done, "Somebody saw it", Level::Advisory)).await;
    world.done("Priya", level("subtasks", Level::Enforced)).await;
    let (notes, _) = own(&world, Of::Done).await.remove(0);
    assert_eq!(world.refused("Tomas", done(1)).await, "not-done");
    world.done("Priya", SetState::to(s(1), "waiting for acceptance")).await;
    assert_eq!(world.refused("Tomas", Accept { story: s(1), because: String::new() }).await, "not-done");
    world.done("Mei", Tick { thing: s(1), definition_row: notes, met: true }).await;
    world.done("Mei", subtasks::Add { thing: s(1), title: "Test it".into(), person: None }).await;
    assert_eq!(world.refused("Tomas", Accept { story: s(1), because: String::new() }).await, "not-done");
    world.done("Priya", level("subtasks", Level::Advisory)).await;
    world.done("Tomas", Accept { story: s(1), because: String::new() }).await;
    world.done("Priya", level(&notes.to_string(), Level::Off)).await;
    world.done("Tomas", done(2)).await;
}

#[tokio::test]
async fn rows_are_worded_moved_and_removed_and_all_of_it_taken_back() {
    let world = with_stories(1).await;
    for words in ["One", "Two", "Three"] {
        world.done("Tomas", add(Of::Ready, words, Level::Enforced)).await;
    }
    let before = definition(&world, Of::Ready).await;
    let [(one, _), (two, _), (three, _)] = own(&world, Of::Ready).await.try_into().unwrap();
    let done = [
        world.done("Tomas", Word { definition_row: two, words: "Zwei".into() }).await.seq,
        world.done("Tomas", Move { definition_row: three, to: Typed::from(1) }).await.seq,
        world.done("Tomas", Remove { definition_row: one }).await.seq,
    ];
    assert_eq!(words(&world).await, ["Three", "Zwei"]);
    assert_eq!(world.refused("Tomas", Remove { definition_row: one }).await, "no-such-row");
    for seq in done.into_iter().rev() {
        undo(&world, "Tomas", seq).await;
    }
    assert_eq!(definition(&world, Of::Ready).await, before);
}

#[tokio::test]
async fn what_is_no_row_is_refused() {
    let world = with_stories(1).await;
    let added = async |words: &str| world.refused("Tomas", add(Of::Ready, words, Level::Enforced)).await;
    assert_eq!((added("  ").await, added(&"x".repeat(121)).await), ("row-empty", "row-too-long"));
    assert_eq!(added("hangs from a NEED").await, "row-twice");
    assert_eq!(world.refused("Tomas", level("perhaps", Level::Off)).await, "no-such-row");
    assert_eq!(world.refused("Tomas", level("hints", Level::Enforced)).await, "advice-alone");
    for n in 0..MOST {
        world.done("Tomas", add(Of::Ready, &format!("Row {n}"), Level::Off)).await;
    }
    assert_eq!(added("One more").await, "too-many-rows");
}

#[tokio::test]
async fn the_definitions_have_a_page_and_stand_on_that_of_a_story() {
    let world = &with_stories(1).await;
    let (tomas, priya) = (Browser::of(world, "Tomas").await, Browser::of(world, "Priya").await);
    let page = tomas.page("/shelf/definitions").await;
    assert_ids_are_unique(&page);
    for said in ["Definition of ready", "Definition of done", "7 enforced", "0 enforced", "No hint on its words", "Add"]
    {
        assert!(page.contains(said), "{said}");
    }
    assert!(priya.page("/shelf/definitions").await.contains("What you change here is proposed."));
    let new = [("of", "ready"), ("words", "The design is agreed"), ("level", "enforced")];
    assert_eq!(tomas.send("/shelf/definitions", "definition_row.add", &new).await.status, StatusCode::SEE_OTHER);
    let twice = tomas.send("/shelf/definitions", "definition_row.add", &new).await;
    assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.says("The definition says that already."));
    let (id, _) = own(world, Of::Ready).await.remove(0);
    let (edited, id) = (format!("/shelf/definitions?edit={id}"), id.to_string());
    assert!(tomas.page(&edited).await.contains("Place"));
    let off = [("definition_row", "need"), ("level", "off")];
    assert_eq!(tomas.send("/shelf/definitions", "definition_row.set_level", &off).await.status, StatusCode::SEE_OTHER);
    let advisory = [("definition_row", "hints"), ("level", "advisory")];
    tomas.send("/shelf/definitions", "definition_row.set_level", &advisory).await;

    let place = "/shelf/backlog?open=S-1";
    let page = priya.page(place).await;
    assert_ids_are_unique(&page);
    assert!(page.contains("3 of 7") && page.contains("The design is agreed") && page.contains("(advisory)"), "{page}");
    assert!(!page.contains("Hangs from a need"));
    let ticked = [("thing", "S-1"), ("definition_row", id.as_str()), ("met", "true")];
    assert_eq!(priya.send(place, "definition_row.tick", &ticked).await.status, StatusCode::SEE_OTHER);
    let page = priya.page(place).await;
    assert!(page.contains("4 of 7") && page.contains("ticked a row of a definition"));
}
