use together::journal::undo::Undo;
use together::testing::{Browser, World};
use together::thread::Key;

use super::actions::{AddKeyResult, CheckIn, Choose, SetState};
use super::store;
use crate::FLOOR;

async fn world() -> World {
    World::new(&[together::FLOOR, FLOOR]).await
}

fn choose(title: &str) -> Choose {
    Choose {
        title: title.into(),
        starts: Some("2026-07-01".into()),
        ends: Some("2026-12-31".into()),
        ..Choose::default()
    }
}

fn key_result(goal: Key, start: f64, target: f64) -> AddKeyResult {
    AddKeyResult {
        goal,
        title: "Active borrowers".into(),
        unit: "people".into(),
        start: start.into(),
        target: target.into(),
    }
}

fn check_in(key_result: Key, value: f64, confidence: Option<i64>) -> CheckIn {
    CheckIn {
        key_result,
        value: value.into(),
        confidence: confidence.map(Into::into),
        note: "Counted on Monday".into(),
    }
}

async fn reached(world: &World) -> Option<i64> {
    let mut tx = world.app.db.read().await.unwrap();
    store::list(&mut tx, world.shelf).await.unwrap()[0].reached
}

#[tokio::test]
async fn who_may_choose_and_who_may_measure() {
    let world = world().await;
    let goal = world.key("Ines", choose("More residents borrow")).await;
    let result = world.key("Ines", key_result(goal, 18_400.0, 24_000.0)).await;
    for name in ["Tomas", "Priya", "Sam", "Lea", "Karel"] {
        world.proposed(name, choose("Another")).await;
        world.proposed(name, key_result(goal, 0.0, 1.0)).await;
        world.proposed(name, SetState { goal, state: "closed".into() }).await;
        world.done(name, check_in(result, 20_000.0, None)).await;
    }
    for (name, why) in [("Adele", "not-your-call"), ("Nobody", "not-found"), ("Ada", "not-your-call")] {
        assert_eq!(world.refused(name, choose("Another")).await, why);
    }
    assert_eq!(world.refused("Adele", check_in(result, 1.0, None)).await, "members-only");
}

#[tokio::test]
async fn measuring_moves_the_goal_and_taking_it_back_moves_it_back() {
    let world = world().await;
    let goal = world.key("Ines", choose("More residents borrow")).await;
    let result = world.key("Ines", key_result(goal, 18_400.0, 24_000.0)).await;
    assert_eq!(reached(&world).await, Some(0));
    let measured = world.done("Lea", check_in(result, 20_950.0, Some(4))).await;
    assert_eq!(reached(&world).await, Some(455));
    world.done("Lea", Undo { seq: measured.seq }).await;
    assert_eq!(reached(&world).await, Some(0));
    let mut tx = world.app.db.read().await.unwrap();
    let goals = store::list(&mut tx, world.shelf).await.unwrap();
    assert!(store::check_ins(&mut tx, goals[0].id).await.unwrap().is_empty());
}

#[tokio::test]
async fn limits_are_said_by_name() {
    let world = world().await;
    let goal = world.key("Ines", choose("More residents borrow")).await;
    let result = world.key("Ines", key_result(goal, 0.0, 1.0)).await;
    assert_eq!(world.refused("Ines", key_result(goal, 1.0, 1.0)).await, "no-way-to-go");
    assert_eq!(world.refused("Ines", key_result(result, 1.0, 2.0)).await, "wrong-kind");
    assert_eq!(world.refused("Ines", check_in(result, 1.0, Some(11))).await, "number-out-of-range");
    world.done("Ines", check_in(result, 1.0, Some(10))).await;
    let backwards = Choose { ends: Some("2026-06-30".into()), ..choose("Backwards") };
    assert_eq!(world.refused("Ines", backwards).await, "ends-before-it-starts");
    let no_day = Choose { starts: Some("soon".into()), ..choose("Soon") };
    assert_eq!(world.refused("Ines", no_day).await, "not-a-day");
    assert_eq!(world.refused("Ines", SetState { goal, state: "flying".into() }).await, "no-such-state");
}

#[tokio::test]
async fn what_a_new_goal_begins_with_is_in_its_history() {
    let world = world().await;
    let goal = Choose { text: "The city pays by active borrowers.".into(), ..choose("More residents borrow") };
    let goal = world.key("Ines", goal).await;
    let result = world.key("Ines", key_result(goal, 18_400.0, 24_000.0)).await;
    let ines = Browser::of(&world, "Ines").await;
    let page = ines.page(&format!("/shelf/{goal}/history")).await;
    for began in ["The city pays by active borrowers.", "1 July", "31 December"] {
        assert!(page.contains(&format!("<ins>{began}</ins>")), "{began}: {page}");
    }
    let page = ines.page(&format!("/shelf/{result}/history")).await;
    for began in ["people", "18,400", "24,000"] {
        assert!(page.contains(&format!("<ins>{began}</ins>")), "{began}: {page}");
    }
}
