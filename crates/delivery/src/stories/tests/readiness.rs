//! What stories lack, what they wait for, and what follows from their links.

use serde_json::json;
use together::journal::undo::Undo;
use together::thread::actions::{Link, Remove, Spare, Unlink};
use together::thread::{Key, LinkKind};

use super::{add, criteria_of, edit, estimate, missing};
use crate::releases::actions::Plan;
use crate::stories::actions::criteria::Agree;
use crate::stories::actions::{Edit, PlaceInFeature, SetState, ShipIn};
use crate::testing::{link, s, story, thing, thread, total, undo, with_stories, world, write};

#[tokio::test]
async fn a_story_becomes_ready_as_its_lacks_are_filled() {
    let world = world().await;
    let (_, _, feature) = thread(&world).await;
    write(&world, "Pause a hold").await;
    assert_eq!(missing(&world, 1).await, "need who what why criteria points");
    world.done("Tomas", PlaceInFeature { things: vec![s(1)], feature: Some(feature) }).await;
    assert_eq!(missing(&world, 1).await, "who what why criteria points");
    let said = Edit {
        role: Some("reader".into()),
        means: Some("to pause a hold".into()),
        end: Some("I keep my place".into()),
        ..edit(1)
    };
    world.done("Tomas", said).await;
    assert_eq!(missing(&world, 1).await, "criteria points");
    world.done("Priya", estimate(&[1], Some(13))).await;
    for then in ["my place moves up", "nothing is lent to me"] {
        world.done("Tomas", add(1, then)).await;
    }
    assert_eq!(missing(&world, 1).await, "criteria:0/2 split");
    for criterion in criteria_of(&world, 1).await {
        world.done("Tomas", Agree { criterion: criterion.id, agreed: true }).await;
    }
    assert_eq!((missing(&world, 1).await.as_str(), total(&world).await.ready), ("split", 0));
    world.done("Priya", estimate(&[1], Some(8))).await;
    assert_eq!(missing(&world, 1).await, "");
    let sum = total(&world).await;
    assert_eq!((sum.stories, sum.points, sum.ready, sum.gaps), (1, 8, 1, 0));
    assert_eq!(crate::stories::rules::states::shown(&thing(&world, s(1)).await.state, ""), "ready");
}

#[tokio::test]
async fn a_story_that_waits_for_another_is_blocked_until_that_is_done() {
    let world = with_stories(3).await;
    link(&world, "Tomas", s(1), LinkKind::DependsOn, s(2)).await;
    link(&world, "Tomas", s(1), LinkKind::DependsOn, s(3)).await;
    assert!(missing(&world, 1).await.ends_with("blocked") && !missing(&world, 2).await.contains("blocked"));
    let done = world.done("Tomas", SetState::to(s(2), "done")).await;
    assert!(missing(&world, 1).await.ends_with("blocked"), "one is left");
    let removed = world.done("Tomas", Remove { thing: s(3) }).await;
    assert!(!missing(&world, 1).await.contains("blocked"));
    undo(&world, "Tomas", removed.seq).await;
    assert!(missing(&world, 1).await.ends_with("blocked"));
    world.done("Tomas", Unlink { from: s(1), kind: LinkKind::DependsOn, to: s(3) }).await;
    assert!(!missing(&world, 1).await.contains("blocked"));
    undo(&world, "Tomas", done.seq).await;
    assert!(missing(&world, 1).await.ends_with("blocked"));
}

#[tokio::test]
async fn stories_do_not_wait_for_themselves_in_a_circle() {
    let world = with_stories(3).await;
    let depends = |from, to| Link { from: s(from), kind: LinkKind::DependsOn, to: s(to), share: None, quote: None };
    world.done("Tomas", depends(1, 2)).await;
    world.done("Tomas", depends(2, 3)).await;
    assert_eq!(world.refused("Tomas", depends(3, 1)).await, "link-makes-a-cycle");
    assert_eq!(world.refused("Tomas", depends(3, 3)).await, "link-to-itself");
    let (_, need, _) = thread(&world).await;
    let wrong = Link { from: s(1), kind: LinkKind::PartOf, to: need, share: None, quote: None };
    assert_eq!(world.refused("Tomas", wrong).await, "link-not-allowed");
    assert_eq!(world.refused("Tomas", PlaceInFeature { things: vec![s(1)], feature: Some(need) }).await, "wrong-kind");
}

#[tokio::test]
async fn what_the_links_say_follows_every_way_they_are_made() {
    let world = with_stories(2).await;
    let (_, _, feature) = thread(&world).await;
    let release = world
        .key("Ines", Plan { title: "4.2".into(), day: "2026-11-13".into(), text: String::new(), wanted_for: None })
        .await;
    let placed = world.done("Tomas", PlaceInFeature { things: vec![s(1), s(2)], feature: Some(feature) }).await;
    world.done("Ines", ShipIn { things: vec![s(2)], release: Some(release) }).await;
    let (first, second) = (story(&world, 1).await, story(&world, 2).await);
    let (feature_id, release_id) = (thing(&world, feature).await.id, thing(&world, release).await.id);
    assert_eq!((first.feature, first.release), (Some(feature_id), None));
    assert_eq!((second.feature, second.release), (Some(feature_id), Some(release_id)));

    let other =
        crate::features::actions::Define { title: "Other".into(), text: String::new(), serves: None, wanted_for: None };
    let other = world.key("Tomas", other).await;
    link(&world, "Tomas", s(1), LinkKind::PartOf, other).await;
    assert_eq!(story(&world, 1).await.feature, Some(thing(&world, other).await.id), "a story has one feature");
    let removed = world.done("Tomas", Remove { thing: other }).await;
    assert_eq!(story(&world, 1).await.feature, None);
    undo(&world, "Tomas", removed.seq).await;
    assert!(story(&world, 1).await.feature.is_some());

    world.done("Tomas", PlaceInFeature { things: vec![s(2)], feature: None }).await;
    assert_eq!(story(&world, 2).await.feature, None);
    assert_eq!(world.refused("Tomas", Undo { seq: placed.seq + 100 }).await, "not-found");
    world.done("Ines", ShipIn { things: vec![s(2)], release: None }).await;
    assert_eq!(story(&world, 2).await.release, None);
}

#[tokio::test]
async fn gaps_are_counted_and_can_be_missing_on_purpose() {
    let world = with_stories(1).await;
    assert_eq!(total(&world).await.gaps, 1);
    let (goal, need, feature) = thread(&world).await;
    world.done("Tomas", PlaceInFeature { things: vec![s(1)], feature: Some(feature) }).await;
    assert_eq!(total(&world).await.gaps, 0);
    world.done("Tomas", Unlink { from: need, kind: LinkKind::Serves, to: goal }).await;
    assert_eq!(total(&world).await.gaps, 1, "a gap far above is a gap of the story");
    let spare = |thing: Key, kind| Spare { thing, kind, beneath: false, because: "The law asks for it.".into() };
    world.done("Tomas", spare(need, LinkKind::Serves)).await;
    assert_eq!(total(&world).await.gaps, 0);
    world.done("Tomas", Unlink { from: feature, kind: LinkKind::Serves, to: need }).await;
    assert!(missing(&world, 1).await.starts_with("need"));
    world.done("Tomas", spare(feature, LinkKind::Serves)).await;
    assert!(!missing(&world, 1).await.starts_with("need"));
    assert_eq!(total(&world).await.gaps, 0);
    world.done("Tomas", PlaceInFeature { things: vec![s(1)], feature: None }).await;
    assert_eq!(total(&world).await.gaps, 1);
    world.done("Tomas", spare(s(1), LinkKind::PartOf)).await;
    assert_eq!(total(&world).await.gaps, 0);
    world.done("Tomas", Spare { because: String::new(), ..spare(s(1), LinkKind::PartOf) }).await;
    assert_eq!(total(&world).await.gaps, 1);
}

#[tokio::test]
async fn a_smaller_sprint_makes_stories_too_large() {
    let world = with_stories(2).await;
    world.done("Priya", estimate(&[1], Some(5))).await;
    world.done("Priya", estimate(&[2], Some(3))).await;
    let fit = |points| json!({ "of": "sprint", "points": points });
    let capacity = |points| serde_json::from_value::<together::products::actions::Fit>(fit(points)).unwrap();
    let set = world.done("Priya", capacity(Some(4))).await;
    assert!(missing(&world, 1).await.contains("split") && !missing(&world, 2).await.contains("split"));
    undo(&world, "Priya", set.seq).await;
    assert!(!missing(&world, 1).await.contains("split"));
    world.done("Priya", capacity(Some(27))).await;
    assert!(!missing(&world, 1).await.contains("split"));
}
