use together::journal::undo::Undo;
use together::testing::World;
use together::thread::{Key, Kind};

use super::actions::{Edit, Rank, SetState, Write};
use super::store;
use crate::testing::{EVERYBODY, make, verdict, world};

fn write(title: &str) -> Write {
    Write { title: title.into(), ..Write::default() }
}

fn edit(need: Key) -> Edit {
    Edit {
        need,
        title: None,
        text: None,
        persona: Some("Dora".into()),
        importance: None,
        satisfaction: None,
        seen: None,
    }
}

fn to(need: Key, to: &str) -> Rank {
    Rank { need, to: Some(to.into()), after: None, before: None }
}

async fn ranking(world: &World) -> Vec<String> {
    let mut tx = world.app.db.read().await.unwrap();
    let needs = store::list(&mut tx, world.shelf, "", 100).await.unwrap();
    needs.into_iter().map(|need| need.title).collect()
}

#[tokio::test]
async fn the_owner_ranks_needs_and_others_propose() {
    let world = world().await;
    let need = world.key("Tomas", write("Know when")).await;
    for name in EVERYBODY {
        let expected = match name {
            "Tomas" => "acts",
            "Adele" | "Ada" => "not-your-call",
            "Nobody" => "not-found",
            _ => "proposes",
        };
        assert_eq!(verdict(&world, name, write("Another")).await, expected, "{name}");
        assert_eq!(verdict(&world, name, edit(need)).await, expected, "{name}");
        assert_eq!(verdict(&world, name, to(need, "top")).await, expected, "{name}");
        assert_eq!(verdict(&world, name, SetState { need, state: "agreed".into() }).await, expected, "{name}");
    }
}

#[tokio::test]
async fn needs_are_where_the_owner_puts_them() {
    let world = world().await;
    let mut needs = Vec::new();
    for title in ["A", "B", "C", "D"] {
        needs.push(world.key("Tomas", write(title)).await);
    }
    assert_eq!(ranking(&world).await, ["A", "B", "C", "D"]);
    let moved = world.done("Tomas", to(needs[3], "top")).await;
    world.done("Tomas", Rank { need: needs[0], to: None, after: Some(needs[2]), before: None }).await;
    assert_eq!(ranking(&world).await, ["D", "B", "C", "A"]);
    world.done("Tomas", Undo { seq: moved.seq }).await;
    assert_eq!(ranking(&world).await, ["B", "C", "A", "D"], "D is the last again, and A stays where it was put since");
    world.done("Tomas", to(needs[3], "2")).await;
    assert_eq!(world.refused("Tomas", Undo { seq: moved.seq }).await, "undone-already");
    world.done("Tomas", SetState { need: needs[1], state: "dropped".into() }).await;
    assert_eq!(ranking(&world).await, ["D", "C", "A"]);
    assert_eq!(world.refused("Tomas", to(needs[0], "after N-1")).await, "its-own-neighbour");
    assert_eq!(world.refused("Tomas", to(needs[0], "somewhere")).await, "place-unknown");
    assert_eq!(world.refused("Tomas", Rank { to: None, ..to(needs[0], "") }).await, "place-missing");
    let story = make(&world, Kind::Story, "Pause a hold").await;
    assert_eq!(world.refused("Tomas", to(story, "top")).await, "wrong-kind");
}

#[tokio::test]
async fn numbers_are_out_of_ten_and_can_be_forgotten() {
    let world = world().await;
    let need = world
        .key("Tomas", Write { importance: Some(10.into()), satisfaction: Some(0.0.into()), ..write("Know when") })
        .await;
    let set = |importance: f64| Edit { importance: Some(importance.into()), ..edit(need) };
    for bad in [10.1, -0.1, f64::NAN] {
        assert_eq!(world.refused("Tomas", set(bad)).await, "number-out-of-range");
    }
    world.done("Tomas", set(9.1)).await;
    let one = async || {
        let id = crate::testing::thing(&world, need).await.id;
        let mut tx = world.app.db.read().await.unwrap();
        store::one(&mut tx, id).await.unwrap()
    };
    assert_eq!((one().await.importance, one().await.satisfaction), (Some(9.1), Some(0.0)));
    let forget: Edit = serde_json::from_value(serde_json::json!({ "need": need, "satisfaction": "" })).unwrap();
    world.done("Tomas", forget).await;
    assert_eq!((one().await.importance, one().await.satisfaction), (Some(9.1), None));
}
