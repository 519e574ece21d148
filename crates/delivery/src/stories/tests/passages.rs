use ground::args;
use ground::db::Sql;
use serde_json::json;
use together::testing::World;
use together::thread::actions::Remove;

use crate::acceptance::actions::{Accept, Return};
use crate::sprints::actions::{Choose, Plan};
use crate::stories::actions::{Drop, SetState};
use crate::testing::{s, undo, with_stories};

const DAY: i64 = 24 * 3_600_000_000;

/// The passages of a story: the state, the day it began counted from today, how many days it lasted, the number of its sprint.
async fn passages(world: &World, number: i64) -> Vec<(String, i64, Option<i64>, Option<i64>)> {
    const ROWS: Sql<(String, i64, Option<i64>, Option<i64>)> = Sql::new(
        "passages",
        "SELECT p.state, p.entered_at, p.left_at, (SELECT n.number FROM thing n WHERE n.id = p.sprint) AS sprint FROM story_passage p JOIN thing t ON t.id = p.story WHERE t.product = $1 AND t.number = $2 AND t.kind = 'story' ORDER BY p.seq",
    );
    let rows = world.app.db.read().await.unwrap().all(ROWS, args![world.shelf, number]).await.unwrap();
    let today = together::testing::TODAY.0;
    let told = |(state, entered, left, sprint): (String, i64, Option<i64>, Option<i64>)| {
        (state, (entered - today) / DAY, left.map(|left| (left - entered) / DAY), sprint)
    };
    rows.into_iter().map(told).collect()
}

async fn moved(world: &World, name: &str, state: &str) -> i64 {
    world.app.clock.advance(DAY);
    world.done(name, SetState::to(s(1), state)).await.seq
}

fn passage(state: &str, day: i64, days: Option<i64>, sprint: Option<i64>) -> (String, i64, Option<i64>, Option<i64>) {
    (state.to_owned(), day, days, sprint)
}

#[tokio::test]
async fn whichever_way_a_story_is_moved_its_passages_say_where_it_stood() {
    let world = with_stories(1).await;
    moved(&world, "Priya", "in work").await;
    moved(&world, "Priya", "waiting for acceptance").await;
    world.app.clock.advance(DAY);
    let back: Return =
        serde_json::from_value(json!({ "story": s(1), "cause": "defect", "because": "It stops" })).unwrap();
    world.done("Tomas", back).await;
    let again = moved(&world, "Priya", "waiting for acceptance").await;
    world.app.clock.advance(DAY);
    undo(&world, "Priya", again).await;
    moved(&world, "Priya", "waiting for acceptance").await;
    world.app.clock.advance(2 * DAY);
    world.done("Tomas", Accept { story: s(1), because: String::new() }).await;
    world.app.clock.advance(DAY);
    world.done("Tomas", Drop { things: vec![s(1)] }).await;
    let expected = [
        passage("draft", 0, Some(1), None),
        passage("in work", 1, Some(1), None),
        passage("waiting for acceptance", 2, Some(1), None),
        passage("in work", 3, Some(1), None),
        passage("waiting for acceptance", 4, Some(1), None),
        passage("in work", 5, Some(1), None),
        passage("waiting for acceptance", 6, Some(2), None),
        passage("done", 8, Some(1), None),
        passage("dropped", 9, None, None),
    ];
    assert_eq!(passages(&world, 1).await, expected);
}

#[tokio::test]
async fn a_passage_knows_its_sprint_and_what_is_removed_stands_nowhere() {
    let world = with_stories(1).await;
    let plan: Plan = serde_json::from_value(json!({ "starts": "2026-10-19", "ends": "2026-10-30" })).unwrap();
    let sprint = world.key("Priya", plan).await;
    world.app.clock.advance(DAY);
    world.done("Priya", Choose { things: vec![s(1)], sprint: Some(sprint) }).await;
    moved(&world, "Priya", "in work").await;
    world.done("Priya", Choose { things: vec![s(1)], sprint: None }).await;
    world.app.clock.advance(DAY);
    let removed = world.done("Tomas", Remove { thing: s(1) }).await;
    let before = [
        passage("draft", 0, Some(1), None),
        passage("in sprint", 1, Some(1), Some(sprint.number)),
        passage("in work", 2, Some(1), None),
    ];
    assert_eq!(passages(&world, 1).await, before);
    world.app.clock.advance(DAY);
    undo(&world, "Tomas", removed.seq).await;
    assert_eq!(passages(&world, 1).await[3..], [passage("in work", 4, None, None)]);
}
