use together::testing::{Browser, World};
use together::thread::{Key, Kind, LinkKind};

use super::actions::{Edit, Plan, SetState};
use super::store;
use crate::stories::actions::{self as stories, Drop, ShipIn};
use crate::testing::{link, s, thing, undo, with_stories, world};

fn plan(title: &str, day: &str) -> Plan {
    Plan { title: title.into(), day: day.into(), text: String::new(), wanted_for: None }
}

fn set_state(number: i64, state: &str) -> SetState {
    SetState { thing: Key::new(Kind::Release, number), state: state.into() }
}

async fn ship(world: &World, number: i64) {
    world.done("Ines", set_state(number, "go")).await;
    world.done("Ines", set_state(number, "shipped")).await;
}

#[tokio::test]
async fn the_manager_plans_releases() {
    for (name, expected) in
        [("Ines", "acts"), ("Tomas", "product-manager"), ("Priya", "product-manager"), ("Adele", "not-your-call")]
    {
        let world = world().await;
        assert_eq!(world.comes_of(name, plan("4.2 Autumn", "2026-11-13")).await, expected, "{name}");
    }
}

#[tokio::test]
async fn the_day_of_a_new_release_is_in_its_history_and_goes_with_it() {
    let world = world().await;
    let planned = world.done("Ines", plan("4.2 Autumn", "2026-11-13")).await;
    let days: Vec<_> = planned.changes.iter().filter(|change| change.field == "day").collect();
    assert_eq!(days.len(), 1);
    assert!(days[0].before.is_null() && days[0].after == 1_794_528_000_000_000_i64, "{days:?}");
    undo(&world, "Ines", planned.seq).await;
    assert_eq!(store::ahead(&mut world.app.db.read().await.unwrap(), world.shelf).await.unwrap(), []);
    let open = world.done("Ines", plan("Some day", "")).await;
    assert!(open.changes.iter().all(|change| change.field != "day"), "no day is no change");
}

#[tokio::test]
async fn releases_stand_in_the_order_of_their_days() {
    let world = world().await;
    world.done("Ines", plan("Some day", "")).await;
    world.done("Ines", plan("5.0", "2027-03-01")).await;
    let autumn = world.key("Ines", plan("4.2 Autumn", "2026-11-13")).await;
    let names = || async {
        let ahead = store::ahead(&mut world.app.db.read().await.unwrap(), world.shelf).await.unwrap();
        ahead.into_iter().map(|(_, name, _)| name).collect::<Vec<_>>()
    };
    assert_eq!(names().await, ["4.2 Autumn", "5.0", "Some day"]);
    let later = Edit { thing: autumn, title: None, day: Some("2027-05-01".into()), text: None, seen: None };
    let edited = world.done("Ines", later).await;
    assert_eq!(names().await, ["5.0", "4.2 Autumn", "Some day"]);
    undo(&world, "Ines", edited.seq).await;
    assert_eq!(names().await, ["4.2 Autumn", "5.0", "Some day"]);
    let wrong = Edit { thing: autumn, title: None, day: Some("soon".into()), text: None, seen: None };
    assert_eq!(world.refused("Ines", wrong).await, "day-unknown");
    let missing = Edit { thing: Key::new(Kind::Release, 9), title: None, day: None, text: None, seen: None };
    assert_eq!(world.refused("Ines", missing).await, "no-such-thing");
}

#[tokio::test]
async fn a_release_is_awaited_while_the_product_backlog_has_a_story_of_it() {
    let world = with_stories(1).await;
    world.done("Ines", plan("4.1.2", "2026-10-20")).await;
    let autumn = world.key("Ines", plan("4.2 Autumn", "2026-11-13")).await;
    let awaited = || async {
        let ahead = store::ahead_with_ids(&mut world.app.db.read().await.unwrap(), world.shelf).await.unwrap();
        ahead.into_iter().filter(|release| release.awaited).map(|release| release.title).collect::<Vec<_>>()
    };
    let filling = || async {
        let ahead = store::ahead_with_ids(&mut world.app.db.read().await.unwrap(), world.shelf).await.unwrap();
        store::filling(&ahead).map(|release| release.title.clone())
    };
    assert!(awaited().await.is_empty());
    assert_eq!(filling().await.as_deref(), Some("4.1.2"), "nothing is chosen for any");
    link(&world, "Ines", s(1), LinkKind::ShipsIn, autumn).await;
    assert_eq!(awaited().await, ["4.2 Autumn"]);
    assert_eq!(filling().await.as_deref(), Some("4.2 Autumn"), "the other has its scope");
    let dropped = world.done("Tomas", Drop { things: vec![s(1)] }).await;
    assert!(awaited().await.is_empty());
    undo(&world, "Tomas", dropped.seq).await;
    assert_eq!(awaited().await, ["4.2 Autumn"]);
}

#[tokio::test]
async fn a_day_that_moved_on_is_shown_as_a_day() {
    let world = world().await;
    let release = world.key("Ines", plan("4.2 Autumn", "2026-11-13")).await;
    let on = |day: &str| Edit { thing: release, title: None, day: Some(day.into()), text: None, seen: None };
    world.proposed("Tomas", on("2026-11-20")).await;
    world.done("Ines", on("2026-12-04")).await;
    let ines = Browser::of(&world, "Ines").await;
    let form = [("proposal", "P-1"), ("because", "A week more")];
    let answer = ines.send("/shelf/proposals", "proposal.take", &form).await;
    assert!(answer.says("RL-1, day") && answer.says("13 Nov") && answer.says("4 Dec"), "{}", answer.text);
    assert!(!answer.says("1794528000000000"), "{}", answer.text);
}

#[tokio::test]
async fn releases_that_are_over_are_listed_from_the_last() {
    let world = world().await;
    for month in 1..=3 {
        world.done("Ines", plan(&format!("5.{month}"), &format!("2027-0{month}-01"))).await;
    }
    for number in 1..=3 {
        ship(&world, number).await;
    }
    let mut tx = world.app.db.read().await.unwrap();
    let past = store::past(&mut tx, world.shelf, None, 2).await.unwrap();
    assert_eq!(past.iter().map(|line| line.title.as_str()).collect::<Vec<_>>(), ["5.3", "5.2"]);
    assert_eq!(store::count_past(&mut tx, world.shelf).await.unwrap(), 3);
    assert!(store::list(&mut tx, world.shelf).await.unwrap().is_empty());
    drop(tx);
    let ines = Browser::of(&world, "Ines").await;
    assert!(ines.page("/shelf/releases").await.contains("Shipped and cancelled"));
    let behind = ines.page("/shelf/releases?after=RL-2").await;
    let has = |page: &str, number: i64| page.contains(&format!("id=\"RL-{number}\""));
    assert!(has(&behind, 1) && !has(&behind, 2) && !has(&behind, 3), "{behind}");
    assert!(has(&ines.page("/shelf/releases?after=RL-99").await, 3), "it begins where none is here");
}

#[tokio::test]
async fn go_or_no_go_is_a_decision_of_its_own() {
    let world = world().await;
    world.done("Ines", plan("4.2 Autumn", "2026-11-13")).await;
    for (name, expected) in [
        // Whose call it is depends on the release, and that is not a customer’s to see.
        ("Adele", "no-such-thing"),
        ("Tomas", "product-manager"),
        ("Priya", "product-manager"),
        ("Ines", "acts"),
    ] {
        assert_eq!(world.comes_of(name, set_state(1, "go")).await, expected, "{name}");
    }
    assert_eq!(world.refused("Ines", set_state(1, "planned")).await, "not-the-next-state");
    assert_eq!(world.refused("Ines", set_state(1, "out")).await, "not-the-next-state");
}

#[tokio::test]
async fn a_release_goes_out_once_it_was_decided_and_all_of_it_is_done() {
    let world = with_stories(2).await;
    let release = world.key("Ines", plan("4.2 Autumn", "2026-11-13")).await;
    for number in [1, 2] {
        link(&world, "Ines", s(number), LinkKind::ShipsIn, release).await;
    }
    assert_eq!(world.refused("Ines", set_state(1, "shipped")).await, "not-the-next-state");
    world.done("Ines", set_state(1, "go")).await;
    world.done("Tomas", stories::SetState::to(s(1), "done")).await;
    assert_eq!(world.refused("Ines", set_state(1, "shipped")).await, "not-all-done");
    world.done("Tomas", Drop { things: vec![s(2)] }).await;
    let shipped = world.done("Ines", set_state(1, "shipped")).await;
    let thing = thing(&world, release).await;
    assert_eq!((thing.state.as_str(), thing.stage.as_str()), ("shipped", "done"));
    let day = |day: Option<ground::clock::Ts>| day.map(together::words::iso_day);
    let ships_at = async || store::by_thing(&mut world.app.db.read().await.unwrap(), thing.id).await.unwrap().1;
    assert_eq!(day(ships_at().await).as_deref(), Some("2026-10-13"), "the day it did");
    undo(&world, "Ines", shipped.seq).await;
    assert_eq!(day(ships_at().await).as_deref(), Some("2026-11-13"), "the day that was planned");
}

#[tokio::test]
async fn a_frozen_scope_stays_as_it_is_and_into_what_goes_out_nothing_comes() {
    let world = with_stories(2).await;
    let release = world.key("Ines", plan("4.2 Autumn", "2026-11-13")).await;
    let place = |number, release| ShipIn { things: vec![s(number)], release };
    world.done("Ines", place(1, Some(release))).await;
    world.done("Ines", set_state(1, "frozen")).await;
    assert_eq!(world.refused("Ines", place(2, Some(release))).await, "scope-frozen");
    assert_eq!(world.refused("Ines", place(1, None)).await, "scope-frozen");
    world.done("Ines", set_state(1, "go")).await;
    assert_eq!(world.refused("Ines", place(2, Some(release))).await, "scope-frozen");
    world.done("Ines", place(1, None)).await;
    world.done("Ines", set_state(1, "frozen")).await;
    world.done("Ines", set_state(1, "planned")).await;
    world.done("Ines", place(2, Some(release))).await;
}
