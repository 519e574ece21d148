//! What is measured of those who use the product.

use together::journal::undo::Undo;
use together::testing::{Browser, World, assert_ids_are_unique};
use together::thread::Key;

use super::actions::{Remove, Write};
use super::rules::Measure;
use super::store::{self, Measured};
use crate::needs::actions as needs;
use crate::personas::actions as personas;
use crate::testing::{EVERYBODY, thing, world};

async fn need(world: &World) -> Key {
    world.key("Tomas", needs::Write { title: "Get a card".into(), ..needs::Write::default() }).await
}

fn write(need: Key, value: f64) -> Write {
    Write { need: Some(need), value: Some(value.into()), source: "usability test".into(), ..Write::default() }
}

async fn measured(world: &World, need: Key) -> Vec<Measured> {
    let id = thing(world, need).await.id;
    store::of_need(&mut world.app.db.read().await.unwrap(), id).await.unwrap()
}

#[tokio::test]
async fn any_member_measures_and_customers_do_not() {
    let world = world().await;
    let need = need(&world).await;
    for name in EVERYBODY {
        let expected = match name {
            "Adele" | "Ada" => "members-only",
            "Nobody" => "not-found",
            _ => "acts",
        };
        assert_eq!(world.comes_of(name, write(need, 71.0)).await, expected, "{name}");
    }
}

#[tokio::test]
async fn a_number_must_be_on_its_scale_and_have_a_source() {
    let world = world().await;
    let need = need(&world).await;
    let effort = Write { measure: Measure::Effort, ..write(need, 71.0) };
    assert_eq!(world.refused("Priya", effort).await, "number-out-of-range");
    assert_eq!(world.refused("Priya", Write { value: None, ..write(need, 1.0) }).await, "number-missing");
    assert_eq!(world.refused("Priya", Write { source: String::new(), ..write(need, 1.0) }).await, "source-missing");
    assert_eq!(world.refused("Priya", Write { need: None, ..write(need, 1.0) }).await, "need-missing");
    assert_eq!(world.refused("Priya", Write { persona: Some(need), ..write(need, 1.0) }).await, "wrong-kind");
}

#[tokio::test]
async fn what_was_measured_can_be_taken_away_and_both_be_undone() {
    let world = world().await;
    let need = need(&world).await;
    let written = world.done("Priya", write(need, 58.0)).await;
    let id = measured(&world, need).await[0].id;
    let removed = world.done("Priya", Remove { experience: id }).await;
    assert!(measured(&world, need).await.is_empty());
    assert_eq!(world.refused("Priya", Remove { experience: id }).await, "no-such-measure");
    world.done("Priya", Undo { seq: removed.seq }).await;
    assert_eq!(measured(&world, need).await.len(), 1);
    world.done("Priya", Undo { seq: written.seq }).await;
    assert!(measured(&world, need).await.is_empty());
}

#[tokio::test]
async fn a_series_stands_on_the_need_by_persona() {
    let world = world().await;
    let need = need(&world).await;
    let dora = world.key("Tomas", personas::Write { title: "Dora".into(), ..personas::Write::default() }).await;
    for (value, day) in [(58.0, "2026-06-01"), (78.0, "2026-10-01")] {
        world
            .done(
                "Priya",
                Write { persona: Some(dora), day: day.into(), people: Some(12.into()), ..write(need, value) },
            )
            .await;
    }
    world.done("Priya", Write { measure: Measure::Effort, ..write(need, 6.4) }).await;
    let tomas = Browser::of(&world, "Tomas").await;
    let page = tomas.page(&format!("/shelf/{need}")).await;
    assert_ids_are_unique(&page);
    for said in ["78%", "before 58%", "Dora", "12 people", "from 58% to 78%", "pt good", "6.4 of 10"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let refused = tomas
        .send(
            &format!("/shelf/{need}"),
            "experience.measure",
            &[("need", &need.to_string()), ("measure", "success"), ("value", "many"), ("source", "test")],
        )
        .await;
    assert!(refused.says("many") && refused.says("measure-value-e"), "{}", refused.text);
}
