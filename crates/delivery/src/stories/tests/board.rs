use std::sync::Arc;

use ground::web::Failure;
use together::form::Typed;
use together::testing::World;

use crate::sprints::actions::{Choose, Limit, Plan, SetState as SprintState};
use crate::stories::actions::{Block, LetGo, SetState, Take, Unblock};
use crate::testing::{s, story, thing, undo, with_stories};

/// Three stories in a sprint that runs.
async fn running() -> Arc<World> {
    let world = with_stories(3).await;
    let plan: Plan = serde_json::from_value(
        serde_json::json!({ "goal": "Holds move", "starts": "2026-10-05", "ends": "2026-10-16" }),
    )
    .unwrap();
    let sprint = world.key("Priya", plan).await;
    world.done("Priya", Choose { things: vec![s(1), s(2), s(3)], sprint: Some(sprint) }).await;
    world.done("Priya", SprintState { thing: sprint, state: "running".into() }).await;
    world
}

fn block(because: &str) -> Block {
    Block { thing: s(1), because: because.into() }
}

fn limit(state: &str, most: Option<i64>) -> Limit {
    Limit { state: state.into(), most: most.map(Typed::from) }
}

#[tokio::test]
async fn how_work_goes_is_any_members_to_say() {
    for (name, expected) in [
        ("Ines", "acts"),
        ("Tomas", "acts"),
        ("Priya", "acts"),
        ("Sam", "acts"),
        ("Karel", "acts"),
        ("Adele", "members-only"),
        ("Nobody", "not-found"),
    ] {
        let world = with_stories(2).await;
        assert_eq!(world.comes_of(name, block("Waits")).await, expected, "{name} blocks");
        world.done("Mei", Block { thing: s(2), because: "Waits".into() }).await;
        assert_eq!(world.comes_of(name, Unblock { thing: s(2) }).await, expected, "{name} clears");
        assert_eq!(world.comes_of(name, Take { thing: s(1) }).await, expected, "{name} takes");
        if expected == "acts" {
            assert_eq!(world.comes_of(name, LetGo { thing: s(1) }).await, expected, "{name} lets go");
        }
    }
}

#[tokio::test]
async fn what_holds_a_story_up_is_said_cleared_and_taken_back() {
    let world = with_stories(1).await;
    assert_eq!(world.refused("Priya", block("  ")).await, "reason-missing");
    assert_eq!(world.refused("Priya", block(&"x".repeat(301))).await, "reason-too-long");
    assert_eq!(world.refused("Priya", Unblock { thing: s(1) }).await, "not-blocked");
    let first = world.done("Priya", block("Waits for\nQ-32")).await;
    let since = story(&world, 1).await.blocked_at;
    assert!(since.is_some());
    world.done("Mei", block("Waits for a device")).await;
    let now = story(&world, 1).await;
    assert_eq!((now.blocked.as_deref(), now.blocked_at), (Some("Waits for a device"), since), "it waits as long");
    let cleared = world.done("Mei", Unblock { thing: s(1) }).await;
    assert_eq!((story(&world, 1).await.blocked, story(&world, 1).await.blocked_at), (None, None));
    assert_eq!(world.refused("Priya", Unblock { thing: s(1) }).await, "not-blocked");
    undo(&world, "Mei", cleared.seq).await;
    assert_eq!(story(&world, 1).await.blocked_at, since);
    let again = together::journal::undo::Undo { seq: first.seq };
    assert_eq!(world.refused("Priya", again).await, "changed-since");
}

#[tokio::test]
async fn nothing_holds_up_what_is_over() {
    let world = with_stories(1).await;
    world.done("Priya", block("Waits")).await;
    let done = world.done("Tomas", SetState::to(s(1), "done")).await;
    assert_eq!(story(&world, 1).await.blocked, None);
    assert_eq!(world.refused("Priya", block("Waits")).await, "story-over");
    undo(&world, "Tomas", done.seq).await;
    assert_eq!(story(&world, 1).await.blocked.as_deref(), Some("Waits"));
}

#[tokio::test]
async fn the_developers_agree_on_limits_of_work_and_what_is_over_one_is_said() {
    for (name, expected) in [
        ("Priya", "acts"),
        ("Tomas", "developer"),
        ("Ines", "developer"),
        ("Sam", "developer"),
        ("Adele", "not-your-call"),
    ] {
        let world = with_stories(1).await;
        assert_eq!(world.comes_of(name, limit("in work", Some(1))).await, expected, "{name}");
    }
    let world = running().await;
    assert_eq!(world.refused("Priya", limit("done", Some(1))).await, "no-such-limit");
    assert_eq!(world.refused("Priya", limit("in work", Some(0))).await, "number-out-of-range");
    let agreed = world.done("Priya", limit("in work", Some(1))).await;
    let free = world.done("Priya", SetState::to(s(1), "in work")).await;
    assert_eq!(free.said.as_deref(), Some("S-1 is in work now"));
    let moved = world.done("Priya", SetState::to(s(2), "in work")).await;
    let said = "“In work” is over its limit: 2 stories are there, agreed were 1.";
    assert_eq!(moved.said, Some(format!("S-2 is in work now. {said}")));
    undo(&world, "Priya", agreed.seq).await;
    let moved = world.done("Priya", SetState::to(s(3), "in work")).await;
    assert_eq!(moved.said.as_deref(), Some("S-3 is in work now"));
    let again = together::journal::undo::Undo { seq: agreed.seq };
    assert_eq!(world.comes_of("Priya", again).await, "undone-already");
}

#[tokio::test]
async fn who_takes_a_story_first_has_it_until_they_let_it_go() {
    let world = with_stories(1).await;
    world.done("Priya", Take { thing: s(1) }).await;
    assert_eq!(thing(&world, s(1)).await.owner, Some(world.person("Priya")));
    assert_eq!(world.refused("Mei", Take { thing: s(1) }).await, "taken-already");
    assert_eq!(world.refused("Mei", LetGo { thing: s(1) }).await, "not-yours");
    world.done("Priya", LetGo { thing: s(1) }).await;
    world.done("Mei", Take { thing: s(1) }).await;
}

#[tokio::test]
async fn a_card_that_somebody_else_moved_first_stays_where_they_put_it() {
    let world = running().await;
    let seen = world.done("Priya", SetState::to(s(2), "in work")).await.seq;
    let dragged = |state: &str, seen| SetState { seen: Some(seen), ..SetState::to(s(1), state) };
    // Their own earlier moves are nothing to be told of.
    world.done("Priya", SetState::to(s(1), "in work")).await;
    let after = world.done("Priya", dragged("in review", seen)).await.seq;
    let Err(Failure::Conflict(conflict)) = world.act("Mei", dragged("in work", seen)).await else {
        panic!("Mei was not told")
    };
    let told = "S-1 was moved to “in review” by Priya Raman meanwhile. It stays there.";
    assert_eq!((conflict.refusal.name, conflict.refusal.message.as_str()), ("moved-meanwhile", told));
    assert_eq!(thing(&world, s(1)).await.state, "in review");
    // Both moved it to the same place: there is nothing to ask.
    world.done("Mei", dragged("in review", seen)).await;
    world.done("Mei", dragged("in work", after)).await;
}
