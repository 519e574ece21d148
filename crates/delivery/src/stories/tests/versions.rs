//! What a story said before, on its page of versions.

use axum::http::StatusCode;
use ground::web::Failure;
use serde_json::json;
use together::journal::proposals::actions::Take;
use together::testing::{Browser, World, assert_ids_are_unique};

use super::{Agree, Reword, add, criteria_of, edit};
use crate::stories::actions::{Edit, Write};
use crate::testing::{s, thing, undo, world};

/// A story that was worded anew twice, with a criterion that came and changed; returns the sequences of its versions.
async fn told(world: &World) -> Vec<i64> {
    let sentence = "As a reader, I want to pause a hold easily so that I keep my place";
    let mut seqs = vec![world.done("Tomas", Write { title: Some(sentence.into()), ..Write::default() }).await.seq];
    let wish = Edit { means: Some("to pause a hold in two taps".into()), ..edit(1) };
    let wish = world.proposed("Ines", wish).await;
    let take = Take { proposal: wish.key, because: "It can be tested".into(), anyway: false };
    seqs.push(world.done("Tomas", take).await.seq);
    seqs.push(world.done("Tomas", add(1, "my place moves up")).await.seq);
    let criterion = criteria_of(world, 1).await[0].id;
    let reword = json!({ "criterion": criterion, "then": "my place moves up by one" });
    world.done("Tomas", Agree { criterion, agreed: true }).await;
    seqs.push(world.done("Priya", serde_json::from_value::<Reword>(reword).unwrap()).await.seq);
    seqs
}

#[tokio::test]
async fn each_version_says_what_changed_who_changed_it_and_why() {
    let world = &world().await;
    let seqs = told(world).await;
    let priya = Browser::of(world, "Priya").await;
    assert!(priya.page("/shelf/backlog?open=S-1").await.contains("What it said before"));
    let page = priya.page("/shelf/S-1/versions").await;
    assert_ids_are_unique(&page);
    assert!(page.contains("Four versions") && page.contains("From version 3 to version 4"), "{page}");
    assert!(page.contains("my place moves up<ins> by one</ins>"), "{page}");
    let second = priya.page(&format!("/shelf/S-1/versions?to={}", seqs[1])).await;
    assert!(second.contains("to pause a hold <del>easily</del><ins>in two taps</ins>"), "{second}");
    assert!(second.contains("“It can be tested”") && second.contains("Tomas Lindqvist, product owner"), "{second}");
}

#[tokio::test]
async fn any_two_versions_are_compared() {
    let world = &world().await;
    let seqs = told(world).await;
    let priya = Browser::of(world, "Priya").await;
    let whole = priya.page(&format!("/shelf/S-1/versions?from={}&to={}", seqs[0], seqs[3])).await;
    assert!(
        whole.contains("From version 1 to version 4") && whole.contains("<ins>my place moves up by one</ins>"),
        "{whole}"
    );
    let turned = priya.page(&format!("/shelf/S-1/versions?from={}&to={}", seqs[3], seqs[0])).await;
    assert!(turned.contains("From version 1 to version 4"), "the earlier one first");
    let one = priya.page(&format!("/shelf/S-1/versions?from={0}&to={0}", seqs[0])).await;
    assert!(one.contains("to pause a hold easily") && !one.contains("<ins>"));
    assert!(
        priya.page("/shelf/S-1/versions?from=999&to=998").await.contains("From version 3 to version 4"),
        "others than there are"
    );
    assert_eq!(Browser::of(world, "Adele").await.get("/shelf/S-1/versions").await.status, StatusCode::NOT_FOUND);
    assert_eq!(priya.get("/shelf/N-1/versions").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_story_nobody_worded_anew_has_one_version() {
    let world = &world().await;
    world.done("Tomas", Write { title: Some("Pause".into()), ..Write::default() }).await;
    let priya = Browser::of(world, "Priya").await;
    assert!(!priya.page("/shelf/backlog?open=S-1").await.contains("What it said before"));
    let page = priya.page("/shelf/S-1/versions").await;
    assert!(page.contains("One version") && page.contains("It has said this from the beginning"), "{page}");
    let done = world.done("Tomas", Edit { title: Some("Pause a hold".into()), ..edit(1) }).await;
    undo(world, "Tomas", done.seq).await;
    let page = priya.page("/shelf/S-1/versions").await;
    assert!(
        page.contains("Three versions") && page.contains("<del> a hold</del>"),
        "taking back is a version too: {page}"
    );
    assert_eq!(thing(world, s(1)).await.title, "Pause");
    let stale = Edit { title: Some("Other".into()), seen: Some(0), ..edit(1) };
    assert!(matches!(world.act("Priya", stale).await, Err(Failure::Conflict(_))));
}
