//! Hints on what a story says: heeded, ignored, and met while one writes.

use axum::http::StatusCode;
use serde_json::json;
use together::testing::{Browser, World, assert_ids_are_unique};

use super::{add, criteria_of, edit};
use crate::stories::actions::{Edit, HeedHint, IgnoreHint, Write};
use crate::stories::store::hints::ignored;
use crate::testing::{s, story, thing, undo, world};

const EASILY: &str = "unambiguous means easily";

/// Tomas writes a story with a word nobody can test.
async fn written(world: &World) {
    let sentence = "As a reader, I want to pause a hold easily so that I keep my place";
    world.done("Tomas", Write { title: Some(sentence.into()), ..Write::default() }).await;
}

fn ignore(hint: &str, because: &str) -> IgnoreHint {
    IgnoreHint { thing: s(1), hint: hint.into(), because: because.into() }
}

fn heed(hint: &str) -> HeedHint {
    HeedHint { thing: s(1), hint: hint.into() }
}

async fn reasons(world: &World) -> Vec<String> {
    let thing = thing(world, s(1)).await;
    let ignored = ignored(&mut world.app.db.read().await.unwrap(), thing.id).await.unwrap();
    ignored.into_iter().map(|ignored| ignored.because).collect()
}

#[tokio::test]
async fn who_writes_stories_says_which_hints_are_none() {
    let world = world().await;
    written(&world).await;
    for (name, expected) in [
        ("Priya", "acts"),
        ("Tomas", "acts"),
        ("Ines", "product-owner"),
        ("Sam", "product-owner"),
        ("Adele", "not-your-call"),
        ("Nobody", "not-found"),
    ] {
        assert_eq!(world.comes_of(name, ignore(EASILY, "We tested it")).await, expected, "{name}");
        assert_eq!(world.comes_of(name, heed(EASILY)).await, expected, "{name}");
    }
}

#[tokio::test]
async fn a_hint_is_ignored_for_a_reason_and_that_can_be_taken_back() {
    let world = world().await;
    written(&world).await;
    assert_eq!(world.refused("Tomas", ignore(EASILY, "  ")).await, "reason-missing");
    assert_eq!(world.refused("Tomas", ignore("unambiguous means quickly", "x")).await, "no-such-hint");
    let done = world.done("Tomas", ignore(EASILY, "A test with readers says how easily")).await;
    assert_eq!(reasons(&world).await, ["A test with readers says how easily"]);
    undo(&world, "Tomas", done.seq).await;
    assert_eq!(reasons(&world).await, Vec::<String>::new());
    world.done("Tomas", ignore(EASILY, "We know")).await;
    let heeded = world.done("Tomas", heed(EASILY)).await;
    assert_eq!(reasons(&world).await, Vec::<String>::new());
    undo(&world, "Tomas", heeded.seq).await;
    assert_eq!(reasons(&world).await, ["We know"]);
}

#[tokio::test]
async fn other_words_are_another_hint() {
    let world = world().await;
    written(&world).await;
    let tomas = Browser::of(&world, "Tomas").await;
    world.done("Tomas", ignore(EASILY, "We know")).await;
    let page = tomas.page("/shelf/backlog?open=S-1").await;
    assert!(!page.contains("class=\"hint-note\"") && page.contains("1 hint on the sentence ignored"), "{page}");
    world.done("Tomas", Edit { means: Some("to pause a hold easily and quickly".into()), ..edit(1) }).await;
    let page = tomas.page("/shelf/backlog?open=S-1").await;
    assert!(
        page.contains("<q>quickly</q> cannot be tested")
            && !page.contains("<q>easily</q> cannot be tested: say in how many steps, or in what time. It")
    );
    world.done("Tomas", Edit { means: Some("to pause a hold without effort, easily".into()), ..edit(1) }).await;
    assert!(
        !tomas.page("/shelf/backlog?open=S-1").await.contains("<span class=\"hint\">easily</span>"),
        "the same words stay ignored"
    );
}

#[tokio::test]
async fn a_hint_is_used_on_the_page_of_its_story() {
    let world = &world().await;
    written(world).await;
    world.done("Tomas", add(1, "Given a hold when I pause it then it is shown quickly")).await;
    let (tomas, ines) = (Browser::of(world, "Tomas").await, Browser::of(world, "Ines").await);
    let page = tomas.page("/shelf/backlog?open=S-1").await;
    assert_ids_are_unique(&page);
    assert!(
        page.contains("to pause a hold <span class=\"hint\">easily</span>")
            && page.contains("<q>easily</q> cannot be tested")
    );
    assert!(page.contains("Criterion 1: ") && page.contains("it is shown <span class=\"hint\">quickly</span>"));
    assert!(page.contains("Use it"));
    assert!(ines.page("/shelf/backlog?open=S-1").await.contains("Propose it"));
    let seq = thing(world, s(1)).await.seq.to_string();
    let form = [("thing", "S-1"), ("seen", &seq), ("means", "to pause a hold")];
    assert_eq!(tomas.send("/shelf/backlog?open=S-1", "story.edit", &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(story(world, 1).await.means.as_deref(), Some("to pause a hold"));
    let criterion = criteria_of(world, 1).await[0].id;
    assert!(tomas.page("/shelf/backlog?open=S-1").await.contains(&format!("name=\"criterion\" value=\"{criterion}\"")));
}

#[tokio::test]
async fn why_a_hint_is_none_is_asked_on_the_page() {
    let world = &world().await;
    written(world).await;
    let tomas = Browser::of(world, "Tomas").await;
    assert!(!tomas.page("/shelf/backlog?open=S-1").await.contains("Why it is no fault here"));
    assert!(tomas.page("/shelf/backlog?open=S-1&edit=ignore-0").await.contains("Why it is no fault here"));
    let form = [("thing", "S-1"), ("hint", EASILY), ("because", "")];
    let refused = tomas.send("/shelf/backlog?open=S-1&edit=ignore-0", "story.ignore_hint", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Say why it is no fault here."));
}

#[tokio::test]
async fn what_is_typed_is_read_at_once_by_members_alone() {
    let world = &world().await;
    let (priya, adele) = (Browser::of(world, "Priya").await, Browser::of(world, "Adele").await);
    let typed = priya.page("/shelf/stories/lint?role=reader&means=to+find+my+holds+quickly&end=").await;
    assert!(
        typed.contains("<q>quickly</q> cannot be tested")
            && typed.contains("data-text=\"to find my holds within 2 seconds\""),
        "{typed}"
    );
    assert!(!typed.contains("<form") && !typed.contains("<html"), "a part of a page");
    let whole = priya.page("/shelf/stories/lint?sentence=As+a+reader+I+want+to+find+holds+quickly").await;
    assert!(whole.contains("data-use=\"sentence\" data-text=\"As a reader, I want to find holds within 2 seconds\""));
    assert!(priya.page("/shelf/stories/lint?sentence=As+a+reader").await.contains("Not understood yet"));
    assert_eq!(priya.page("/shelf/stories/lint").await, "");
    assert_eq!(priya.page(&format!("/shelf/stories/lint?means={}", "x".repeat(20_000))).await, "");
    assert_eq!(adele.get("/shelf/stories/lint?means=x").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_story_is_worded_anew_as_one_sentence() {
    let world = &world().await;
    written(world).await;
    let whole =
        |sentence: &str| serde_json::from_value::<Edit>(json!({ "thing": "S-1", "sentence": sentence })).unwrap();
    world.done("Tomas", whole("In order to plan, as a visitor, I want to see the queue")).await;
    let said = story(world, 1).await;
    let parts = [said.role.as_deref(), said.means.as_deref(), said.ending.as_deref()];
    assert_eq!(parts, [Some("visitor"), Some("to see the queue"), Some("plan")]);
    assert_eq!(world.refused("Tomas", whole("See the queue")).await, "sentence-unclear");
    world.done("Tomas", whole(" ")).await;
    assert_eq!(story(world, 1).await.means.as_deref(), Some("to see the queue"), "an empty one says nothing");
    let tomas = Browser::of(world, "Tomas").await;
    let form = [("thing", "S-1"), ("title", "Pause"), ("sentence", "Pause a hold")];
    let refused = tomas.send("/shelf/backlog?open=S-1&edit=story", "story.edit", &form).await;
    assert!(refused.says("This is no sentence") && refused.says("<details open>"), "{}", refused.text);
}
