use super::actions::{Forget, Save};
use super::store;
use crate::FLOOR;
use crate::journal::undo::Undo;
use crate::testing::World;

fn save(name: &str, query: &str, shared: bool) -> Save {
    Save { list: "backlog".into(), name: name.into(), query: query.into(), shared }
}

async fn seen_by(world: &World, name: &str) -> Vec<String> {
    let mut tx = world.app.db.read().await.unwrap();
    let views = store::of_list(&mut tx, world.shelf, "backlog", world.person(name)).await.unwrap();
    views.into_iter().map(|view| format!("{} {}", view.name, view.query)).collect()
}

#[tokio::test]
async fn a_view_is_ones_own_or_everybodys() {
    let world = World::new(&[FLOOR]).await;
    world.done("Tomas", save("Small", "?points=3", false)).await;
    world.done("Tomas", save("Offline", "?feature=F-2", true)).await;
    assert_eq!(seen_by(&world, "Tomas").await, ["Offline ?feature=F-2", "Small ?points=3"]);
    assert_eq!(seen_by(&world, "Priya").await, ["Offline ?feature=F-2"]);
    world.done("Priya", save("Small", "?points=1", false)).await;
    assert_eq!(world.refused("Adele", save("Mine", "", false)).await, "members-only");
}

#[tokio::test]
async fn views_are_forgotten_by_those_who_see_them_and_brought_back() {
    let world = World::new(&[FLOOR]).await;
    world.done("Tomas", save("Small", "?points=3", false)).await;
    let mut tx = world.app.db.read().await.unwrap();
    let view = store::of_list(&mut tx, world.shelf, "backlog", world.person("Tomas")).await.unwrap()[0].id;
    drop(tx);
    assert_eq!(world.refused("Priya", Forget { view }).await, "no-such-view");
    let forgotten = world.done("Tomas", Forget { view }).await;
    assert!(seen_by(&world, "Tomas").await.is_empty());
    world.done("Tomas", Undo { seq: forgotten.seq }).await;
    assert_eq!(seen_by(&world, "Tomas").await, ["Small ?points=3"]);
}

#[tokio::test]
async fn names_and_queries_have_limits() {
    let world = World::new(&[FLOOR]).await;
    world.done("Tomas", save(&"x".repeat(40), &format!("?q={}", "x".repeat(997)), true)).await;
    for (name, query, refusal) in [
        ("", "", "name-missing"),
        (&"x".repeat(41), "", "name-too-long"),
        (&"X".repeat(40), "", "view-there"),
        ("a", &format!("?q={}", "x".repeat(998)), "query-unknown"),
        ("a", "https://elsewhere.example", "query-unknown"),
        ("a", "?q=\"><script>", "query-unknown"),
    ] {
        assert_eq!(world.refused("Tomas", save(name, query, false)).await, refusal, "{name} {query}");
    }
    let elsewhere = Save { list: "../account".into(), ..save("b", "", false) };
    assert_eq!(world.refused("Tomas", elsewhere).await, "no-such-list");
    for n in 1..40 {
        world.done("Tomas", save(&format!("View {n}"), "", false)).await;
    }
    assert_eq!(world.refused("Tomas", save("One more", "", false)).await, "too-many-views");
}
