use axum::http::StatusCode;
use serde_json::json;
use together::form::Typed;
use together::testing::{Browser, World, assert_ids_are_unique};

use super::SubtaskId;
use super::actions::{Add, Edit, Move, Remove, Tick};
use super::rules::MOST;
use super::store::{Subtask, of_story};
use crate::stories::actions::{SetState, Split};
use crate::testing::{s, thing, undo, with_stories};

fn add(title: &str) -> Add {
    Add { thing: s(1), title: title.into(), person: None }
}

async fn subtasks(world: &World, number: i64) -> Vec<Subtask> {
    let story = thing(world, s(number)).await;
    of_story(&mut world.app.db.read().await.unwrap(), story.id).await.unwrap()
}

async fn titles(world: &World, number: i64) -> Vec<String> {
    subtasks(world, number).await.into_iter().map(|one| one.title).collect()
}

/// A story with three subtasks; returns their ids.
async fn three(world: &World) -> [SubtaskId; 3] {
    for title in ["Write the query", "Draw the page", "Test it"] {
        world.done("Priya", add(title)).await;
    }
    subtasks(world, 1).await.into_iter().map(|one| one.id).collect::<Vec<_>>().try_into().unwrap()
}

#[tokio::test]
async fn how_a_story_is_built_is_any_members_to_say() {
    let world = with_stories(1).await;
    let [id, ..] = three(&world).await;
    for (name, expected) in [
        ("Priya", "acts"),
        ("Tomas", "acts"),
        ("Ines", "acts"),
        ("Sam", "acts"),
        ("Adele", "members-only"),
        ("Nobody", "not-found"),
    ] {
        let edit = || Edit { subtask: id, title: Some("Other".into()), person: None };
        assert_eq!(world.comes_of(name, add("More")).await, expected, "{name} adds");
        assert_eq!(world.comes_of(name, Tick { subtask: id, done: true }).await, expected, "{name} ticks");
        assert_eq!(world.comes_of(name, edit()).await, expected, "{name} words it anew");
        assert_eq!(world.comes_of(name, Move { subtask: id, to: Typed::from(1) }).await, expected, "{name} moves it");
        let last = subtasks(&world, 1).await.pop().unwrap().id;
        assert_eq!(world.comes_of(name, Remove { subtask: last }).await, expected, "{name} removes one");
    }
}

#[tokio::test]
async fn subtasks_are_ticked_taken_moved_and_removed_and_all_of_it_taken_back() {
    let world = with_stories(1).await;
    let [first, second, third] = three(&world).await;
    let before = subtasks(&world, 1).await;
    let priya = world.person("Priya").to_string();
    let edit = |title: Option<&str>, person: Option<&str>| Edit {
        subtask: second,
        title: title.map(str::to_owned),
        person: person.map(str::to_owned),
    };
    let mut done = Vec::new();
    done.push(world.done("Mei", Tick { subtask: first, done: true }).await.seq);
    done.push(world.done("Mei", edit(None, Some(&priya))).await.seq);
    done.push(world.done("Mei", edit(Some("Draw both pages"), None)).await.seq);
    done.push(world.done("Mei", Move { subtask: third, to: Typed::from(1) }).await.seq);
    assert_eq!(titles(&world, 1).await, ["Test it", "Write the query", "Draw both pages"]);
    done.push(world.done("Mei", Remove { subtask: first }).await.seq);
    let left = subtasks(&world, 1).await;
    assert_eq!(
        left.iter().map(|one| (one.title.as_str(), one.done)).collect::<Vec<_>>(),
        [("Test it", false), ("Draw both pages", false)]
    );
    assert_eq!(left[1].person_name.as_deref(), Some("Priya Raman"));
    for seq in done.into_iter().rev() {
        undo(&world, "Mei", seq).await;
    }
    assert_eq!(subtasks(&world, 1).await, before);
}

#[tokio::test]
async fn what_is_no_subtask_is_refused() {
    let world = with_stories(1).await;
    let [first, ..] = three(&world).await;
    assert_eq!(world.refused("Priya", add("  ")).await, "subtask-empty");
    assert_eq!(world.refused("Priya", add(&"x".repeat(201))).await, "subtask-too-long");
    assert_eq!(
        world.refused("Priya", Add { person: Some(world.person("Adele").to_string()), ..add("x") }).await,
        "not-a-member"
    );
    assert_eq!(world.refused("Priya", Move { subtask: first, to: Typed::from(0) }).await, "number-out-of-range");
    world.done("Priya", Remove { subtask: first }).await;
    assert_eq!(world.refused("Priya", Tick { subtask: first, done: true }).await, "no-such-subtask");
    for n in 2..MOST {
        world.done("Priya", add(&format!("Subtask {n}"))).await;
    }
    assert_eq!(world.refused("Priya", add("One more")).await, "too-many-subtasks");
}

#[tokio::test]
async fn what_was_changed_since_stays() {
    let world = with_stories(1).await;
    let [first, ..] = three(&world).await;
    let ticked = world.done("Priya", Tick { subtask: first, done: true }).await;
    world.done("Mei", Tick { subtask: first, done: false }).await;
    let again = together::journal::undo::Undo { seq: ticked.seq };
    assert_eq!(world.refused("Priya", again).await, "changed-since");
}

#[tokio::test]
async fn the_work_goes_on_with_the_first_part_of_a_story_that_goes() {
    let world = with_stories(1).await;
    let [first, ..] = three(&world).await;
    world.done("Priya", Tick { subtask: first, done: true }).await;
    let split: Split =
        serde_json::from_value(json!({ "thing": "S-1", "parts": ["One", "Two"], "anew": true })).unwrap();
    let done = world.done("Tomas", split).await;
    assert_eq!(
        (titles(&world, 1).await.len(), titles(&world, 2).await.len(), titles(&world, 3).await.len()),
        (0, 3, 0)
    );
    assert!(subtasks(&world, 2).await[0].done);
    undo(&world, "Tomas", done.seq).await;
    assert_eq!(titles(&world, 1).await.len(), 3);
}

#[tokio::test]
async fn subtasks_stand_on_the_page_of_their_story() {
    let world = &with_stories(2).await;
    let priya = Browser::of(world, "Priya").await;
    let place = "/shelf/backlog?open=S-1";
    assert!(priya.page(place).await.contains("Add a subtask"));
    let sent =
        priya.send(place, "subtask.add", &[("thing", "S-1"), ("title", "Write the query"), ("person", "")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let [one] = subtasks(world, 1).await.try_into().unwrap();
    let id = one.id.to_string();
    let page = priya.page(place).await;
    assert_ids_are_unique(&page);
    assert!(page.contains("0 of 1") && page.contains("Write the query") && page.contains("Take it"));
    let mine = world.person("Priya").to_string();
    priya.send(place, "subtask.edit", &[("subtask", &id), ("person", &mine)]).await;
    priya.send(place, "subtask.tick", &[("subtask", &id), ("done", "true")]).await;
    let page = priya.page(place).await;
    assert!(page.contains("1 of 1") && page.contains("<del>Write the query</del>") && page.contains("Priya Raman"));
    assert!(page.contains("ticked a subtask"), "the history says it");
    let edited = format!("{place}&edit={id}");
    assert!(priya.page(&edited).await.contains("Who does it"));
    let refused = priya.send(&edited, "subtask.edit", &[("subtask", &id), ("title", ""), ("person", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Say what is to be done."));
    world.done("Tomas", SetState::to(s(2), "done")).await;
    assert!(!priya.page("/shelf/backlog?open=S-2").await.contains("Add a subtask"), "nothing is left to do");
}
