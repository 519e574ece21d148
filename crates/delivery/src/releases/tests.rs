use ground::args;
use ground::db::Sql;
use together::testing::Browser;
use together::thread::{Key, Kind, LinkKind};

use super::actions::{Edit, Plan};
use super::store;
use crate::stories::actions::Drop;
use crate::testing::{link, s, undo, with_stories, world};

/// No action ships a release yet.
const SHIP: Sql = Sql::new("SHIP", "UPDATE thing SET state = 'shipped', stage = 'done' WHERE kind = 'release'");

fn plan(title: &str, day: &str) -> Plan {
    Plan { title: title.into(), day: day.into(), text: String::new(), wanted_for: None }
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
    let mut tx = world.app.db.write().await.unwrap();
    tx.run(SHIP, args![]).await.unwrap();
    let past = store::past(&mut tx, world.shelf, None, 2).await.unwrap();
    assert_eq!(past.iter().map(|line| line.title.as_str()).collect::<Vec<_>>(), ["5.3", "5.2"]);
    assert_eq!(store::count_past(&mut tx, world.shelf).await.unwrap(), 3);
    assert!(store::list(&mut tx, world.shelf).await.unwrap().is_empty());
    tx.commit().await.unwrap();
    let ines = Browser::of(&world, "Ines").await;
    assert!(ines.page("/shelf/releases").await.contains("Shipped and cancelled"));
    let behind = ines.page("/shelf/releases?after=RL-2").await;
    assert!(behind.contains("5.1") && !behind.contains("5.2") && !behind.contains("5.3"), "{behind}");
    assert!(ines.page("/shelf/releases?after=RL-99").await.contains("5.3"), "it begins where none is here");
}
