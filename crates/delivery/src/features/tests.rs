use serde_json::json;
use together::testing::{Browser, World};
use together::thread::{Key, Kind};

use super::actions::{Define, Edit, Move, SetState};
use super::store;
use crate::stories::actions::PlaceInFeature;
use crate::testing::{s, thread, undo, with_stories, world};

fn f(number: i64) -> Key {
    Key::new(Kind::Feature, number)
}

fn define(title: &str) -> Define {
    Define { title: title.into(), text: String::new(), serves: None, wanted_for: None }
}

fn to(numbers: &[i64], place: &str) -> Move {
    Move { things: numbers.iter().map(|n| f(*n)).collect(), to: Some(place.into()), ..Move::default() }
}

async fn order(world: &World) -> Vec<i64> {
    let lines = store::list(&mut world.app.db.read().await.unwrap(), world.shelf, None, 100).await.unwrap();
    lines.into_iter().map(|line| line.number).collect()
}

#[tokio::test]
async fn who_defines_features_and_who_orders_them() {
    for (name, defines, orders) in [
        ("Ines", "product-owner", "acts"),
        ("Tomas", "acts", "product-manager"),
        ("Priya", "product-owner", "product-manager"),
        ("Lea", "product-owner", "product-manager"),
        ("Adele", "not-your-call", "not-your-call"),
    ] {
        let world = world().await;
        world.done("Tomas", define("One")).await;
        world.done("Tomas", define("Two")).await;
        assert_eq!(world.comes_of(name, define("Three")).await, defines, "{name}");
        let state = SetState { thing: f(1), state: "agreed".into() };
        assert_eq!(world.comes_of(name, state).await, defines, "{name}");
        assert_eq!(world.comes_of(name, to(&[2], "top")).await, orders, "{name}");
    }
}

#[tokio::test]
async fn features_are_ordered_and_taken_back() {
    let world = world().await;
    for title in ["One", "Two", "Three", "Four"] {
        world.done("Tomas", define(title)).await;
    }
    let first = world.done("Ines", to(&[4], "top")).await;
    assert_eq!(order(&world).await, [4, 1, 2, 3]);
    let both = world.done("Ines", to(&[1, 2], "bottom")).await;
    assert_eq!(both.said.as_deref(), Some("2 features moved to place 3"));
    assert_eq!(order(&world).await, [4, 3, 1, 2]);
    let after = Move { things: vec![f(4)], after: Some(f(1)), ..Move::default() };
    world.done("Ines", after).await;
    assert_eq!(order(&world).await, [3, 1, 4, 2]);
    let refused = together::journal::undo::Undo { seq: first.seq };
    assert_eq!(world.refused("Ines", refused).await, "changed-since");
    let last = world.done("Ines", to(&[2], "2")).await;
    assert_eq!(order(&world).await, [3, 2, 1, 4]);
    undo(&world, "Ines", last.seq).await;
    assert_eq!(order(&world).await, [3, 1, 4, 2]);
    let behind = Browser::of(&world, "Ines").await.page("/shelf/features?after=F-1&above=2").await;
    assert!(behind.contains("<td class=\"rank\">3</td><td class=\"id\">F-4</td>"), "{behind}");
    assert!(!behind.contains("id=\"F-1\"") && !behind.contains("id=\"F-3\""), "{behind}");
    let own = Move { things: vec![f(4)], after: Some(f(4)), ..Move::default() };
    assert_eq!(world.refused("Ines", own).await, "neighbour-moves-too");
}

#[tokio::test]
async fn the_journal_says_how_many_more_changes_an_entry_has() {
    let world = with_stories(20).await;
    let (_, _, feature) = thread(&world).await;
    world.done("Tomas", PlaceInFeature { things: (1..=20).map(s).collect(), feature: Some(feature) }).await;
    let journal = Browser::of(&world, "Tomas").await.page("/shelf/journal").await;
    assert!(journal.contains("and 14 more"), "{journal}");
}

#[tokio::test]
async fn a_feature_shows_what_is_beneath_it() {
    let world = with_stories(3).await;
    let (_, _, feature) = thread(&world).await;
    world.done("Tomas", PlaceInFeature { things: vec![s(1), s(2), s(3)], feature: Some(feature) }).await;
    let points = |number: i64, points: i64| json!({ "thing": [s(number)], "points": points });
    for (number, of) in [(1, 3), (2, 5)] {
        let estimate: crate::stories::actions::Estimate = serde_json::from_value(points(number, of)).unwrap();
        world.done("Priya", estimate).await;
    }
    let state = |number: i64, state: &str| crate::stories::actions::SetState::to(s(number), state);
    world.done("Tomas", state(1, "done")).await;
    world.done("Priya", state(2, "in work")).await;
    world.done("Tomas", state(3, "dropped")).await;
    let lines = store::list(&mut world.app.db.read().await.unwrap(), world.shelf, None, 100).await.unwrap();
    let line = &lines[0];
    assert_eq!((line.stories, line.done, line.begun, line.points), (2, 1, 1, 5));
    assert!(line.thread.has(Kind::Need) && line.thread.has(Kind::Story) && !line.thread.has(Kind::Release));
}

#[tokio::test]
async fn a_feature_is_edited_and_its_stories_are_asked_about() {
    let world = with_stories(1).await;
    let (_, need, feature) = thread(&world).await;
    world.done("Tomas", PlaceInFeature { things: vec![s(1)], feature: Some(feature) }).await;
    let edit = Edit { thing: feature, title: None, text: Some("Holds can wait.".into()), seen: Some(0) };
    world.done("Tomas", edit).await;
    let story = crate::testing::thing(&world, s(1)).await;
    let mut tx = world.app.db.read().await.unwrap();
    let links = together::thread::store::links::links_up(&mut tx, story.id).await.unwrap();
    assert!(links[0].suspect_seq.is_some(), "what it is part of has moved on");
    drop(tx);
    let wrong = SetState { thing: need, state: "done".into() };
    assert_eq!(world.refused("Tomas", wrong).await, "wrong-kind");
    let wrong = SetState { thing: feature, state: "shipped".into() };
    assert_eq!(world.refused("Tomas", wrong).await, "no-such-state");
    let wrong = Define { serves: Some(feature), ..define("Another") };
    assert_eq!(world.refused("Tomas", wrong).await, "link-not-allowed");
}
