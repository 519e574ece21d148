use together::journal::Outcome;
use together::thread::{Key, Kind, LinkKind};

use super::actions::{Edit, Plan};
use super::store;
use crate::stories::actions::Drop;
use crate::testing::{link, s, undo, with_stories, world};

fn plan(title: &str, day: &str) -> Plan {
    Plan { title: title.into(), day: day.into(), text: String::new(), wanted_for: None }
}

#[tokio::test]
async fn the_manager_plans_releases() {
    for (name, expected) in
        [("Ines", "acts"), ("Tomas", "product-manager"), ("Priya", "product-manager"), ("Adele", "not-your-call")]
    {
        let world = world().await;
        let found = match world.act(name, plan("4.2 Autumn", "2026-11-13")).await {
            Ok(Outcome::Done(_)) => "acts",
            Ok(Outcome::Proposed(proposed)) => proposed.to.code(),
            Err(failure) => failure.name(),
        };
        assert_eq!(found, expected, "{name}");
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
    assert!(awaited().await.is_empty());
    link(&world, "Ines", s(1), LinkKind::ShipsIn, autumn).await;
    assert_eq!(awaited().await, ["4.2 Autumn"]);
    let dropped = world.done("Tomas", Drop { things: vec![s(1)] }).await;
    assert!(awaited().await.is_empty());
    undo(&world, "Tomas", dropped.seq).await;
    assert_eq!(awaited().await, ["4.2 Autumn"]);
}
