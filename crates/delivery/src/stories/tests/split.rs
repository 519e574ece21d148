//! Splitting stories: what the parts are, hang on and stand by, whose call it is, and how it is taken back.

use axum::http::StatusCode;
use discovery::requests::actions::Record;
use serde_json::{Value, json};
use together::journal::proposals::actions::Take;
use together::testing::{Browser, World, assert_ids_are_unique};
use together::thread::store::links::links_up;
use together::thread::{Key, Kind, LinkKind};

use super::{add, criteria_of, edit, estimate};
use crate::questions::actions::Ask;
use crate::releases;
use crate::sprints::actions::{Choose, Plan, SetState as SetSprint};
use crate::stories::actions::{Edit, PlaceInFeature, SetState, ShipIn, Split};
use crate::testing::{link, order, s, story, thing, thread, total, undo, with_stories, write};

fn split(number: i64, parts: &[&str]) -> Split {
    with(number, parts, json!({}))
}

fn with(number: i64, parts: &[&str], more: Value) -> Split {
    let mut body = json!({ "thing": s(number), "parts": parts });
    let Value::Object(more) = more else { unreachable!("more fields of an object") };
    body.as_object_mut().unwrap().extend(more);
    serde_json::from_value(body).unwrap()
}

/// A request that asks for a story, with the words it rests on.
async fn asked(world: &World, number: i64, text: &str) -> Key {
    let record: Record = serde_json::from_value(json!({ "body": text })).unwrap();
    let request = world.key("Tomas", record).await;
    link(world, "Tomas", request, LinkKind::AsksFor, s(number)).await;
    request
}

async fn asks_for(world: &World, request: Key) -> Vec<i64> {
    let request = thing(world, request).await;
    let mut tx = world.app.db.read().await.unwrap();
    let up = links_up(&mut tx, request.id).await.unwrap();
    up.iter().filter(|up| up.kind == Kind::Story).map(|up| up.number).collect()
}

/// A sprint with the first story, running or planned.
async fn sprint(world: &World, state: &str) -> Key {
    let plan: Plan = serde_json::from_value(json!({ "starts": "2026-10-12", "ends": "2026-10-23" })).unwrap();
    let sprint = world.key("Priya", plan).await;
    world.done("Priya", Choose { things: vec![s(1)], sprint: Some(sprint) }).await;
    if state == "running" {
        world.done("Priya", SetSprint { thing: sprint, state: state.into() }).await;
    }
    sprint
}

#[tokio::test]
async fn a_story_stays_as_the_first_of_its_parts() {
    let world = with_stories(3).await;
    let said = Edit {
        role: Some("reader".into()),
        end: Some("I keep my place".into()),
        text: Some("All of it".into()),
        ..edit(1)
    };
    world.done("Tomas", said).await;
    world.done("Priya", estimate(&[1], Some(8))).await;
    let sentence = "As a reader, I want to start a hold again so that it moves";
    world.done("Tomas", split(1, &["Pause a hold", "", sentence, "See which are paused"])).await;
    assert_eq!(order(&world).await, [1, 4, 5, 2, 3], "right below the story");
    let (first, second, third) = (story(&world, 1).await, story(&world, 4).await, story(&world, 5).await);
    assert_eq!(thing(&world, s(1)).await.title, "Pause a hold");
    assert_eq!(
        (thing(&world, s(4)).await.title.as_str(), second.means.as_deref()),
        ("Start a hold again", Some("to start a hold again"))
    );
    assert_eq!(second.ending.as_deref(), Some("it moves"));
    assert_eq!(
        (third.role.as_deref(), third.means.as_deref(), third.ending.as_deref()),
        (Some("reader"), None, Some("I keep my place"))
    );
    assert_eq!([first.points, second.points, third.points], [None; 3], "each is estimated anew");
    assert_eq!((first.text.as_str(), second.text.as_str()), ("All of it", ""));
    assert_eq!([second.split_from, third.split_from], [Some(first.thing); 2]);
    assert_eq!(total(&world).await.stories, 5);
}

#[tokio::test]
async fn all_parts_are_new_and_the_story_says_what_it_became() {
    let world = &with_stories(2).await;
    world.done("Tomas", with(1, &["One half", "The other"], json!({ "anew": true }))).await;
    assert_eq!((order(world).await, thing(world, s(1)).await.state.as_str()), (vec![3, 4, 2], "dropped"));
    let tomas = Browser::of(world, "Tomas").await;
    let page = tomas.page("/shelf/backlog?open=S-1").await;
    assert!(page.contains("Split into") && page.contains("One half") && page.contains("split it"), "{page}");
    assert!(tomas.page("/shelf/backlog?open=S-3").await.contains("Split from"));
}

#[tokio::test]
async fn the_parts_hang_where_the_story_hung() {
    let world = with_stories(3).await;
    let (_, _, feature) = thread(&world).await;
    let plan =
        releases::actions::Plan { title: "4.2".into(), day: String::new(), text: String::new(), wanted_for: None };
    let release = world.key("Ines", plan).await;
    world.done("Tomas", PlaceInFeature { things: vec![s(1)], feature: Some(feature) }).await;
    world.done("Ines", ShipIn { things: vec![s(1)], release: Some(release) }).await;
    link(&world, "Tomas", s(1), LinkKind::DependsOn, s(2)).await;
    link(&world, "Tomas", s(3), LinkKind::DependsOn, s(1)).await;
    world.done("Tomas", with(1, &["One half", "The other"], json!({ "anew": true }))).await;
    let whole = thing(&world, s(1)).await;
    for number in [4, 5] {
        let (part, row) = (thing(&world, s(number)).await, story(&world, number).await);
        assert_eq!((part.thread, row.feature.is_some(), row.release.is_some()), (whole.thread, true, true));
        assert!(row.missing.contains("blocked"), "it depends on what the whole did: {}", row.missing);
    }
    let waits = thing(&world, s(3)).await.id;
    let up = links_up(&mut world.app.db.read().await.unwrap(), waits).await.unwrap();
    let up: Vec<i64> = up.iter().map(|up| up.number).collect();
    assert_eq!(up, [1, 4, 5], "and what waited for it waits for both");
}

#[tokio::test]
async fn criteria_go_where_they_are_sent_agreed_as_they_were() {
    let world = with_stories(1).await;
    for then in ["it pauses", "it starts", "it is told"] {
        world.done("Tomas", add(1, then)).await;
    }
    let there = criteria_of(&world, 1).await;
    let agree = super::Agree { criterion: there[1].id, agreed: true };
    world.done("Tomas", agree).await;
    let goes = json!({ "criteria": [format!("{} 2", there[1].id), format!("{} all", there[2].id)] });
    let done = world.done("Tomas", with(1, &["Pause", "Start"], goes)).await;
    let says =
        |criteria: Vec<super::Criterion>| criteria.into_iter().map(|one| (one.then, one.agreed)).collect::<Vec<_>>();
    let of = |then: &str, agreed| (then.to_owned(), agreed);
    assert_eq!(says(criteria_of(&world, 1).await), [of("it pauses", false), of("it is told", false)]);
    assert_eq!(says(criteria_of(&world, 2).await), [of("it starts", true), of("it is told", false)]);
    undo(&world, "Tomas", done.seq).await;
    assert_eq!(
        says(criteria_of(&world, 1).await),
        [of("it pauses", false), of("it starts", true), of("it is told", false)]
    );
    let nowhere = json!({ "criteria": [format!("{} 3", there[1].id)] });
    assert_eq!(world.refused("Tomas", with(1, &["Pause", "Start"], nowhere)).await, "no-such-part");
}

#[tokio::test]
async fn requests_ask_for_all_parts_unless_somebody_places_them() {
    let world = with_stories(1).await;
    let (both, second) = (asked(&world, 1, "Let me pause it").await, asked(&world, 1, "Let me start it").await);
    let goes = json!({ "requests": [format!("{second} 2")] });
    assert_eq!(world.comes_of("Priya", with(1, &["Pause", "Start"], goes.clone())).await, "product-owner");
    let done = world.done("Tomas", with(1, &["Pause", "Start"], goes)).await;
    let parts = (asks_for(&world, both).await, asks_for(&world, second).await);
    assert_eq!(parts, (vec![1, 2], vec![2]));
    undo(&world, "Tomas", done.seq).await;
    assert_eq!((asks_for(&world, both).await, asks_for(&world, second).await), (vec![1], vec![1]));
    world.done("Priya", with(1, &["Pause", "Start"], json!({ "anew": true }))).await;
    assert_eq!(asks_for(&world, both).await, [3, 4], "those who asked for a story ask for what it became");
}

#[tokio::test]
async fn a_split_is_taken_back_whole() {
    let world = with_stories(3).await;
    world.done("Priya", estimate(&[1], Some(8))).await;
    for anew in [false, true] {
        let done = world.done("Tomas", with(1, &["One half", "The other"], json!({ "anew": anew }))).await;
        undo(&world, "Tomas", done.seq).await;
        assert_eq!((order(&world).await, story(&world, 1).await.points), (vec![1, 2, 3], Some(8)));
        let whole = thing(&world, s(1)).await;
        assert_eq!((whole.title.as_str(), whole.state.as_str()), ("Story 1", "draft"));
        assert_eq!(total(&world).await.points, 8);
    }
}

#[tokio::test]
async fn a_story_is_split_while_it_is_in_a_sprint() {
    let world = with_stories(3).await;
    let key = sprint(&world, "running").await;
    world.done("Priya", SetState::to(s(1), "in work")).await;
    // The team says what is in its sprint; the owner proposes it to them.
    let proposed = world.proposed("Tomas", split(1, &["Pause", "Start"])).await;
    assert_eq!(proposed.to.code(), "developer");
    world.done("Priya", Take { proposal: proposed.key, because: "Smaller".into(), anyway: false }).await;
    let sprint = thing(&world, key).await.id;
    assert_eq!([story(&world, 1).await.sprint, story(&world, 4).await.sprint], [Some(sprint); 2]);
    assert_eq!([thing(&world, s(1)).await.state, thing(&world, s(4)).await.state], ["in work", "in sprint"]);
    assert_eq!(order(&world).await, [2, 3], "both are in the sprint backlog");
    // At the end of the sprint what nobody began comes back to where the story stood.
    world.done("Priya", SetSprint { thing: key, state: "closed".into() }).await;
    assert_eq!(order(&world).await, [1, 4, 2, 3]);
}

#[tokio::test]
async fn the_rest_of_a_story_leaves_the_sprint() {
    let world = with_stories(3).await;
    sprint(&world, "running").await;
    let done = world.done("Priya", with(1, &["Pause", "Start"], json!({ "out_of_sprint": true }))).await;
    assert_eq!((story(&world, 4).await.sprint, order(&world).await), (None, vec![4, 2, 3]));
    assert_eq!(thing(&world, s(4)).await.state, "draft");
    undo(&world, "Priya", done.seq).await;
    assert_eq!(order(&world).await, [2, 3]);
}

#[tokio::test]
async fn who_splits_a_story() {
    for (name, alone, in_sprint) in [
        ("Tomas", "acts", "developer"),
        ("Priya", "acts", "acts"),
        ("Ines", "product-owner", "several-deciders"),
        ("Sam", "product-owner", "several-deciders"),
        ("Adele", "no-such-thing", "no-such-thing"),
        ("Nobody", "not-found", "not-found"),
    ] {
        let world = with_stories(2).await;
        sprint(&world, "planned").await;
        assert_eq!(world.comes_of(name, split(2, &["One", "Two"])).await, alone, "{name}");
        assert_eq!(world.comes_of(name, split(1, &["One", "Two"])).await, in_sprint, "{name}, what enters a sprint");
    }
}

#[tokio::test]
async fn what_is_over_or_asked_about_is_not_split() {
    let world = with_stories(2).await;
    assert_eq!(world.refused("Tomas", split(1, &["One"])).await, "too-few-parts");
    assert_eq!(world.refused("Tomas", split(1, &["One", &"x".repeat(201)])).await, "title-too-long");
    let ask: Ask = serde_json::from_value(json!({ "story": "S-1", "question": "How?" })).unwrap();
    world.done("Priya", ask).await;
    assert_eq!(world.refused("Tomas", with(1, &["One", "Two"], json!({ "anew": true }))).await, "question-open");
    world.done("Tomas", SetState::to(s(2), "done")).await;
    assert_eq!(world.refused("Tomas", split(2, &["One", "Two"])).await, "cannot-be-split");
}

#[tokio::test]
async fn a_story_is_split_on_a_page() {
    let world = &with_stories(1).await;
    let said = Edit { role: Some("clerk".into()), means: Some("to add an order and print the bill".into()), ..edit(1) };
    world.done("Tomas", said).await;
    world.done("Tomas", add(1, "it prints")).await;
    let request = asked(world, 1, "Print it").await.to_string();
    let tomas = Browser::of(world, "Tomas").await;
    assert!(tomas.page("/shelf/backlog?open=S-1").await.contains("href=\"/shelf/S-1/split\""));
    let page = tomas.page("/shelf/S-1/split").await;
    assert_ids_are_unique(&page);
    assert!(
        page.contains("As a clerk, I want to print the bill") && page.contains("it prints") && page.contains(&request)
    );
    let form = [("thing", "S-1"), ("parts", "Add an order"), ("parts", ""), ("anew", "false")];
    let refused = tomas.send("/shelf/S-1/split", "story.split", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("A story is split into two or more") && refused.says("Add an order"));
    let goes = format!("{} 2", criteria_of(world, 1).await[0].id);
    let form = [
        ("thing", "S-1"),
        ("parts", "Add an order"),
        ("parts", "Print the bill"),
        ("criteria", &goes),
        ("anew", "false"),
    ];
    assert_eq!(tomas.send("/shelf/S-1/split", "story.split", &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(criteria_of(world, 2).await.len(), 1);
    write(world, "Another").await;
    world.done("Tomas", SetState::to(s(3), "done")).await;
    assert!(tomas.page("/shelf/S-3/split").await.contains("so it is not split"));
    assert!(!tomas.page("/shelf/backlog?open=S-3").await.contains("/S-3/split"));
    let priya = Browser::of(world, "Priya").await;
    assert_eq!(priya.get("/shelf/F-1/split").await.status, StatusCode::NOT_FOUND);
    assert_eq!(Browser::of(world, "Adele").await.get("/shelf/S-1/split").await.status, StatusCode::NOT_FOUND);
}
