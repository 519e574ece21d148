use together::testing::World;
use together::thread;

use super::actions::Set;
use crate::FLOOR;

fn set(title: &str) -> Set {
    Set { title: Some(title.into()), ..Set::default() }
}

#[tokio::test]
async fn the_manager_sets_it_and_the_owner_proposes() {
    let world = World::new(&[together::FLOOR, FLOOR]).await;
    assert_eq!(world.refused("Ines", Set { text: Some("Why".into()), ..Set::default() }).await, "title-missing");
    let key = world.key("Ines", set("A book in every pocket")).await;
    world.proposed("Tomas", set("A book in every pocket and the county")).await;
    assert_eq!(
        world.key("Ines", Set { text: Some("Everyone borrows".into()), ..Set::default() }).await,
        key,
        "there is one vision"
    );

    let mut tx = world.app.db.read().await.unwrap();
    let vision = thread::store::vision(&mut tx, world.shelf).await.unwrap().unwrap();
    assert_eq!(vision.title, "A book in every pocket");
    assert_eq!(super::store::board(&mut tx, vision.id).await.unwrap().text, "Everyone borrows");
}

#[tokio::test]
async fn a_sentence_has_an_end() {
    let world = World::new(&[together::FLOOR, FLOOR]).await;
    world.done("Ines", set(&"x".repeat(200))).await;
    assert_eq!(world.refused("Ines", set(&"x".repeat(201))).await, "title-too-long");
}
