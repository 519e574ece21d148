//! What stories say: sentences, texts, points, owners, types, and the limits of each.

use ground::web::Failure;
use serde_json::json;
use together::journal::proposals::actions::Take;
use together::roles::rules::Role;
use together::thread::actions::fields;
use together::thread::rules::{TEXT_LIMIT, TITLE_LIMIT};

use super::{add, edit, estimate, missing};
use crate::stories::actions::{Edit, Estimate, Write};
use crate::stories::rules::{MOST_CRITERIA, PART_LIMIT, StoryType};
use crate::testing::{s, story, thing, total, with_stories, world, write};

#[tokio::test]
async fn the_owner_estimates_by_proposal_and_the_developers_take_it() {
    let world = with_stories(2).await;
    let proposed = world.proposed("Tomas", estimate(&[1, 2], Some(5))).await;
    assert_eq!((proposed.to, story(&world, 1).await.points), (Role::Developer, None));
    let take = Take { proposal: proposed.key, because: "We talked about it.".into(), anyway: false };
    world.done("Jonas", take).await;
    assert_eq!((story(&world, 1).await.points, total(&world).await.points), (Some(5), 10));
    world.done("Mei", estimate(&[2], None)).await;
    assert_eq!((story(&world, 2).await.points, total(&world).await.points), (None, 5));
}

#[tokio::test]
async fn points_are_refused_past_their_limits() {
    let world = with_stories(1).await;
    let typed = |text: &str| serde_json::from_value::<Estimate>(json!({ "thing": ["S-1"], "points": text })).unwrap();
    for wrong in ["101", "-1", "2.5", "many"] {
        assert_eq!(world.refused("Priya", typed(wrong)).await, "number-out-of-range", "{wrong}");
    }
    for (right, points) in [("0", 0), ("100", 100), (" 8 ", 8)] {
        world.done("Priya", typed(right)).await;
        assert_eq!(story(&world, 1).await.points, Some(points));
    }
}

#[tokio::test]
async fn texts_are_refused_past_their_limits() {
    let world = world().await;
    let titled = |title: String| Write { title: Some(title), ..Write::default() };
    world.done("Tomas", titled("x".repeat(TITLE_LIMIT))).await;
    assert_eq!(world.refused("Tomas", titled("x".repeat(TITLE_LIMIT + 1))).await, "title-too-long");
    assert_eq!(world.refused("Tomas", titled("  ".into())).await, "title-missing");
    assert_eq!(world.refused("Tomas", Write::default()).await, "title-missing");
    let role = |long| Edit { role: Some("x".repeat(long)), ..edit(1) };
    world.done("Tomas", role(PART_LIMIT)).await;
    assert_eq!(world.refused("Tomas", role(PART_LIMIT + 1)).await, "part-too-long");
    let text = |long| Edit { text: Some("x".repeat(long)), ..edit(1) };
    world.done("Tomas", text(TEXT_LIMIT)).await;
    assert_eq!(world.refused("Tomas", text(TEXT_LIMIT + 1)).await, "text-too-long");
    for n in 0..MOST_CRITERIA {
        world.done("Tomas", add(1, &format!("criterion {n}"))).await;
    }
    assert_eq!(world.refused("Tomas", add(1, "one more")).await, "too-many-criteria");
    assert_eq!(world.refused("Tomas", add(1, "Given something when it happens")).await, "too-many-criteria");
    write(&world, "Another").await;
    assert_eq!(world.refused("Tomas", add(2, " ")).await, "criterion-empty");
    assert_eq!(world.refused("Tomas", add(2, &"x".repeat(PART_LIMIT + 1))).await, "part-too-long");
}

#[tokio::test]
async fn a_sentence_is_taken_apart_wherever_it_is_typed() {
    let world = world().await;
    let whole = "As a reader, I want to pause a hold so that I keep my place.";
    world.done("Tomas", Write { title: Some(whole.into()), ..Write::default() }).await;
    world.done("Tomas", Write { sentence: Some(whole.into()), ..Write::default() }).await;
    let own =
        Write { title: Some("Pausing".into()), sentence: Some(whole.into()), end: "I wait".into(), ..Write::default() };
    world.done("Tomas", own).await;
    for (number, title, end) in
        [(1, "Pause a hold", "I keep my place"), (2, "Pause a hold", "I keep my place"), (3, "Pausing", "I wait")]
    {
        let story = story(&world, number).await;
        assert_eq!(thing(&world, s(number)).await.title, title);
        assert_eq!((story.role.as_deref(), story.means.as_deref()), (Some("reader"), Some("to pause a hold")));
        assert_eq!(story.ending.as_deref(), Some(end));
    }
    let unclear = Write { sentence: Some("Pause a hold".into()), ..Write::default() };
    assert_eq!(world.refused("Tomas", unclear).await, "sentence-unclear");
}

#[tokio::test]
async fn a_stale_form_keeps_what_the_other_wrote() {
    let world = with_stories(1).await;
    let seen = thing(&world, s(1)).await.seq;
    let first = Edit { role: Some("reader".into()), text: Some("More".into()), seen: Some(seen), ..edit(1) };
    world.done("Priya", first).await;
    let second = |role: &str| Edit { role: Some(role.into()), seen: Some(seen), ..edit(1) };
    let Err(Failure::Conflict(conflict)) = world.act("Tomas", second("child")).await else { panic!("no conflict") };
    assert_eq!((conflict.stored, conflict.sent), (json!({ "role": "reader" }), json!({ "role": "child" })));
    world.done("Tomas", second("reader")).await;
    world.done("Tomas", Edit { title: Some("Renamed".into()), seen: Some(seen), ..edit(1) }).await;
    world.done("Tomas", Edit { role: Some(String::new()), ..edit(1) }).await;
    assert_eq!((story(&world, 1).await.role, story(&world, 1).await.text.as_str()), (None, "More"));
}

#[tokio::test]
async fn somebody_of_the_product_looks_after_a_story() {
    let world = with_stories(1).await;
    let owned = |owner: String| Edit { owner: Some(owner), ..edit(1) };
    world.done("Tomas", owned(world.person("Priya").to_string())).await;
    assert_eq!(thing(&world, s(1)).await.owner, Some(world.person("Priya")));
    for stranger in [world.person("Adele").to_string(), world.person("Nobody").to_string(), "nobody".into()] {
        assert_eq!(world.refused("Tomas", owned(stranger)).await, "not-a-member");
    }
    let done = world.done("Tomas", owned(String::new())).await;
    assert_eq!(done.changes[0].field, fields::OWNER.name);
    assert_eq!(thing(&world, s(1)).await.owner, None);
}

#[tokio::test]
async fn types_are_those_we_know() {
    let world = with_stories(1).await;
    world.done("Tomas", Edit { of_type: Some(StoryType::Defect), ..edit(1) }).await;
    assert_eq!(story(&world, 1).await.of_type, StoryType::Defect);
    assert!(!missing(&world, 1).await.contains("why"), "a defect needs no sentence");
    assert!(serde_json::from_value::<Edit>(json!({ "thing": "S-1", "type": "epic" })).is_err());
}
