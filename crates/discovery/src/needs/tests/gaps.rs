//! The thread at the head of a need, by plain forms: this is the lowest floor whose things have a thread both ways.

use axum::http::StatusCode;
use strategy::goals::actions::{AddKeyResult, Choose};
use strategy::vision::actions::Set;
use together::journal::undo::Undo;
use together::thread::actions::{Link, Review, Spare};
use together::thread::{Key, Kind, LinkKind};

use super::{edit, write};
use together::testing::Browser;

use crate::needs::actions::Edit;
use crate::testing::{Move, make, world};

fn goal(title: &str) -> Choose {
    Choose { title: title.into(), ..Choose::default() }
}

fn serves(from: Key, to: Key) -> Link {
    Link { from, kind: LinkKind::Serves, to, share: None, quote: None }
}

fn spare(thing: Key, beneath: bool, because: &str) -> Spare {
    Spare { thing, kind: LinkKind::Serves, beneath, because: because.into() }
}

#[tokio::test]
async fn a_gap_offers_what_reads_alike_first_and_a_plain_form_closes_it() {
    let world = world().await;
    let tomas = Browser::of(&world, "Tomas").await;
    for title in ["Shorter waits for a held book", "More residents borrow", "Readers come back", "Everyone can read"] {
        world.key("Ines", goal(title)).await;
    }
    let need = world.key("Tomas", write("Know when a held book will be mine")).await;
    let page = tomas.get("/shelf/N-1").await;
    assert!(page.says("popovertarget=\"gap-goal\"") && page.says("Choose a goal for N-1"));
    assert!(page.says("name=\"to\" value=\"G-1\" data-key=\"1\""), "the one that shares words is first");
    assert!(page.says("/shelf/goals?new=1&amp;for=N-1\" data-key=\"4\""));
    assert!(page.says("Through a feature"), "a story hangs on it through a feature");
    let form = [("from", "N-1"), ("kind", "serves"), ("to", "G-1")];
    assert_eq!(tomas.send("/shelf/N-1", "thread.link", &form).await.to(), "/shelf/N-1");
    let closed = tomas.get("/shelf/N-1").await;
    assert!(!closed.says("gap-goal") && closed.says("Shorter waits for a held book"));

    let feature = make(&world, Kind::Feature, "Fair holds").await;
    world.done("Tomas", serves(feature, need)).await;
    assert!(tomas.get("/shelf/N-1").await.says("Choose a story for F-1"), "the gap beneath is the feature's");
    assert!(tomas.get("/shelf/G-1").await.says("Propose a release for F-1"));
    let priya = Browser::of(&world, "Priya").await.get("/shelf/N-1").await;
    assert!(priya.says("Propose a story for F-1"), "who does not decide proposes");
}

#[tokio::test]
async fn what_hangs_beneath_is_counted() {
    let world = world().await;
    let goal = world.key("Ines", goal("Shorter waits")).await;
    for title in ["Know when", "Wait no longer", "Ask for a title"] {
        let need = world.key("Tomas", write(title)).await;
        world.done("Tomas", serves(need, goal)).await;
    }
    world.key("Ines", Set { title: Some("A book in every pocket".into()), ..Set::default() }).await;
    let tomas = Browser::of(&world, "Tomas").await;
    assert!(tomas.get("/shelf/G-1").await.says("Need<em> · N-1, N-2</em></small><span>3 needs</span>"));
    let vision = tomas.get("/shelf/vision").await;
    assert!(
        vision.says("<span>3 needs</span>") && vision.says("Shorter waits") && vision.says("Define a first feature")
    );
}

#[tokio::test]
async fn a_gap_may_be_there_on_purpose_upwards_and_downwards() {
    let world = world().await;
    let need = world.key("Tomas", write("Know when")).await;
    let tomas = Browser::of(&world, "Tomas").await;
    let form = [("thing", "N-1"), ("kind", "serves"), ("because", " The law  asks for it ")];
    assert_eq!(tomas.send("/shelf/N-1", "thread.spare", &form).await.to(), "/shelf/N-1");
    let page = tomas.get("/shelf/N-1").await;
    assert_eq!(
        page.text.matches("None, because The law asks for it").count(),
        1,
        "its feature is missing all the same"
    );
    assert!(page.says("It needs one after all") && page.says("Choose a feature"));

    let beneath = world.done("Tomas", spare(need, true, "Branches do it by hand")).await;
    assert!(tomas.get("/shelf/N-1").await.says("None, because Branches do it by hand"));
    world.done("Tomas", Undo { seq: beneath.seq }).await;
    let page = tomas.get("/shelf/N-1").await;
    assert!(!page.says("None, because Branches") && page.says("None, because The law"));
    world.done("Tomas", spare(need, false, "")).await;
    assert!(!tomas.get("/shelf/N-1").await.says("None, because"));

    world.done("Tomas", spare(need, false, &"x".repeat(300))).await;
    assert_eq!(world.refused("Tomas", spare(need, false, &"x".repeat(301))).await, "reason-too-long");
    let ships = Spare { kind: LinkKind::ShipsIn, ..spare(need, false, "It is a need") };
    assert_eq!(world.refused("Tomas", ships).await, "link-not-allowed");
    world.proposed("Priya", spare(need, false, "I think so")).await;
}

#[tokio::test]
async fn the_tree_shows_the_gaps_first_and_all_of_it_when_asked() {
    let world = world().await;
    for (n, (goal_title, need_title)) in
        [("Shorter waits", "Know when"), ("Readers come back", "Keep reading")].iter().enumerate()
    {
        let above = world.key("Ines", goal(goal_title)).await;
        let need = world.key("Tomas", write(need_title)).await;
        world.done("Tomas", serves(need, above)).await;
        let done = make(&world, Kind::Feature, &format!("Built long ago {n}")).await;
        world.done("Tomas", serves(done, need)).await;
        world.done("Tomas", Move { thing: done, state: "done".into() }).await;
    }
    let tomas = Browser::of(&world, "Tomas").await;
    let branches = |page: &str| page.split("class=\"tree\"").nth(1).unwrap().to_owned();
    let whole = branches(&tomas.get("/shelf/needs").await.text);
    assert!(whole.contains("Shorter waits") && whole.contains("Readers come back"), "without gaps all of it: {whole}");
    assert!(!whole.contains("No story yet"), "what is done lacks no story: {whole}");

    let bare = make(&world, Kind::Feature, "Fair holds").await;
    world.done("Tomas", serves(bare, Key::new(Kind::Need, 1))).await;
    let gaps = branches(&tomas.get("/shelf/needs").await.text);
    assert!(gaps.contains("Shorter waits") && gaps.contains("Fair holds") && gaps.contains("No story yet"), "{gaps}");
    assert!(!gaps.contains("Readers come back") && !gaps.contains("Built long ago"), "{gaps}");
    let all = branches(&tomas.get("/shelf/needs?tree=all").await.text);
    assert!(
        all.contains("Readers come back") && all.contains("Built long ago 0") && all.contains("Fair holds"),
        "{all}"
    );
}

#[tokio::test]
async fn refused_links_are_named_where_they_were_tried() {
    let world = world().await;
    let goal = world.key("Ines", goal("Shorter waits")).await;
    let need = world.key("Tomas", write("Know when")).await;
    let feature = make(&world, Kind::Feature, "Fair holds").await;
    assert_eq!(world.refused("Ines", serves(goal, need)).await, "link-not-allowed");
    assert_eq!(world.refused("Tomas", serves(need, Key::new(Kind::Goal, 9))).await, "no-such-thing");
    assert_eq!(world.refused("Tomas", serves(need, need)).await, "link-to-itself");
    let depends = |from, to| Link { kind: LinkKind::DependsOn, ..serves(from, to) };
    let other = make(&world, Kind::Feature, "Fair queues").await;
    world.done("Tomas", depends(feature, other)).await;
    assert_eq!(world.refused("Tomas", depends(other, feature)).await, "link-makes-a-cycle");
    world.done("Tomas", serves(need, goal)).await;
    world.done("Tomas", serves(need, goal)).await;
    let quoting = |long: usize| Link { quote: Some("x".repeat(long)), ..serves(need, goal) };
    world.done("Tomas", quoting(2_000)).await;
    assert_eq!(world.refused("Tomas", quoting(2_001)).await, "quote-too-long");

    let tomas = Browser::of(&world, "Tomas").await;
    let form = [("from", "N-1"), ("kind", "serves"), ("to", "F-1")];
    let refused = tomas.send("/shelf/N-1", "thread.link", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("cannot be linked as “serves” to a feature"));
}

#[tokio::test]
async fn what_is_written_for_a_gap_is_offered_there() {
    let world = world().await;
    world.key("Tomas", write("Know when")).await;
    let ines = Browser::of(&world, "Ines").await;
    let page = "/shelf/goals?new=1&for=N-1";
    let next = "/shelf/N-1?for={key}";
    assert!(ines.get(page).await.says(&format!("value=\"{next}\"")));
    let sent = ines.send(page, "goal.choose", &[("title", "Shorter waits"), ("next", next)]).await;
    assert_eq!(sent.to(), "/shelf/N-1?for=G-1");
    let offered = ines.get("/shelf/N-1?for=G-1").await;
    assert!(offered.says("is written.") && offered.says("Propose to link G-1 to N-1"), "to rank needs is the owner's");
    let tomas = Browser::of(&world, "Tomas").await;
    assert!(tomas.get("/shelf/N-1?for=G-1").await.says("Link G-1 to N-1"));
    let form = [("from", "N-1"), ("kind", "serves"), ("to", "G-1")];
    tomas.send("/shelf/N-1?for=G-1", "thread.link", &form).await.to();
    assert!(!tomas.get("/shelf/N-1?for=G-1").await.says("is written."), "it hangs there by now");
}

#[tokio::test]
async fn a_link_whose_upper_end_moved_on_is_looked_at_again() {
    let world = world().await;
    let need = world.key("Tomas", write("Know when")).await;
    let goal = world.key("Ines", goal("Shorter waits")).await;
    world.done("Tomas", serves(need, goal)).await;
    let tomas = Browser::of(&world, "Tomas").await;
    assert!(!tomas.get("/shelf/N-1").await.says("was changed since"));
    let changed: strategy::goals::actions::Edit =
        serde_json::from_value(serde_json::json!({ "goal": goal, "title": "Fair waits" })).unwrap();
    world.done("Ines", changed).await;
    let page = tomas.get("/shelf/N-1").await;
    assert!(page.says("G-1 Fair waits") && page.says("was changed since") && page.says("Does N-1 still serve it?"));
    let review = || Review { from: need, kind: LinkKind::Serves, to: goal };
    let looked = world.done("Priya", review()).await;
    assert!(!tomas.get("/shelf/N-1").await.says("was changed since"));
    world.done("Priya", Undo { seq: looked.seq }).await;
    assert!(tomas.get("/shelf/N-1").await.says("was changed since"));
    let nothing = Review { from: need, kind: LinkKind::Serves, to: need };
    assert_eq!(world.refused("Priya", nothing).await, "no-such-link");
}

#[tokio::test]
async fn a_form_that_came_too_late_keeps_its_text_and_shows_what_stands_there() {
    let world = world().await;
    let tomas = Browser::of(&world, "Tomas").await;
    let need = world.key("Tomas", write("Know when")).await;
    let page = tomas.get("/shelf/N-1").await;
    let seen = page.text.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    world.done("Tomas", Edit { text: Some("Written by the other".into()), ..edit(need) }).await;
    let form = [("need", "N-1"), ("seen", &seen), ("title", "Know when"), ("text", "My own words"), ("persona", "")];
    let late = tomas.send("/shelf/N-1", "need.edit", &form).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.says("My own words") && late.says("Written by the other") && late.says("was changed while you wrote"));
    let seen = late.text.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let again = [("need", "N-1"), ("seen", &seen), ("text", "My own words")];
    assert_eq!(tomas.send("/shelf/N-1", "need.edit", &again).await.to(), "/shelf/N-1", "the difference was seen");

    let ines = Browser::of(&world, "Ines").await;
    world.key("Ines", Set { title: Some("A book in every pocket".into()), ..Set::default() }).await;
    world.done("Ines", Set { text: Some("Everyone borrows".into()), ..Set::default() }).await;
    let form = [("title", "A book in every pocket"), ("text", "Mine"), ("reason", "Because"), ("seen", "1")];
    let late = ines.send("/shelf/vision", "vision.set", &form).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.says("Mine") && late.says("Everyone borrows") && late.says("value=\"Because\""));
}

#[tokio::test]
async fn a_goal_is_measured_and_changed_by_plain_forms() {
    let world = world().await;
    let ines = Browser::of(&world, "Ines").await;
    let period = Choose { starts: Some("2026-07-01".into()), ends: Some("2026-12-31".into()), ..goal("Shorter waits") };
    let goal = world.key("Ines", period).await;
    let form = [("goal", "G-1"), ("title", "Median wait"), ("start", "23"), ("target", "soon"), ("unit", "days")];
    let refused = ines.send("/shelf/G-1", "key_result.add", &form).await;
    assert!(refused.says("value=\"soon\"") && refused.says("“soon” does not."));
    let add =
        AddKeyResult { goal, title: "Median wait".into(), unit: "days".into(), start: 23.into(), target: 14.into() };
    world.key("Ines", add).await;
    assert!(
        ines.get("/shelf/G-1?do=check-in").await.says("id=\"check-in\" aria-labelledby=\"check-in-h\" data-now open")
    );
    let form = [("key_result", "KR-1"), ("value", "17,5"), ("confidence", "11"), ("note", "Counted")];
    let refused = ines.send("/shelf/G-1", "key_result.check_in", &form).await;
    assert!(refused.says("value=\"17,5\"") && refused.says("A whole number from 0 to 10 fits here"));
    let form = [("key_result", "KR-1"), ("value", "17,5"), ("confidence", "7"), ("note", "Counted")];
    assert_eq!(ines.send("/shelf/G-1", "key_result.check_in", &form).await.to(), "/shelf/G-1");
    let page = ines.get("/shelf/G-1").await;
    assert!(page.says("July to December 2026") && page.says("17.5 days") && page.says("ahead of the pace"));
    assert!(page.says("Median wait: 17.5 measured"));
    let form = [("goal", "G-1"), ("title", "Shorter waits"), ("text", ""), ("starts", "2026-07-01"), ("ends", "")];
    ines.send("/shelf/G-1", "goal.edit", &form).await.to();
    assert!(!ines.get("/shelf/G-1").await.says("July to December"), "an emptied day is forgotten");
    let form = [("goal", "G-1"), ("starts", "2027-01-01"), ("ends", "2026-12-31")];
    assert!(ines.send("/shelf/G-1", "goal.edit", &form).await.says("The period ends before it starts."));
}
