//! Whom we build for, and what they need.

use together::journal::undo::Undo;
use together::testing::{Browser, World, assert_ids_are_unique};
use together::thread::actions::{Link, Unlink};
use together::thread::{Key, LinkKind};

use super::actions::{Edit, Write};
use super::store;
use crate::needs::actions as needs;
use crate::testing::{EVERYBODY, thing, world};

fn dora() -> Write {
    Write {
        title: "Dora, 34, commutes".into(),
        quote: "“‘Soon’ is not an answer.”".into(),
        context: "Holds, tram, phone".into(),
        source: "14 interviews, August".into(),
        ..Write::default()
    }
}

fn edit(persona: Key) -> Edit {
    Edit { persona, title: None, quote: None, context: Some("Tram".into()), text: None, source: None, seen: None }
}

async fn has(world: &World, persona: Key) -> Vec<String> {
    let id = thing(world, persona).await.id;
    let needs = store::needs(&mut world.app.db.read().await.unwrap(), &[id]).await.unwrap();
    needs.into_iter().map(|need| need.title).collect()
}

#[tokio::test]
async fn the_owner_writes_personas_down_and_others_propose() {
    let world = world().await;
    let persona = world.key("Tomas", dora()).await;
    for name in EVERYBODY {
        let expected = match name {
            "Tomas" => "acts",
            "Adele" | "Ada" => "not-your-call",
            "Nobody" => "not-found",
            _ => "product-owner",
        };
        assert_eq!(world.comes_of(name, dora()).await, expected, "{name}");
        assert_eq!(world.comes_of(name, edit(persona)).await, expected, "{name}");
    }
}

#[tokio::test]
async fn needs_are_of_the_personas_who_have_them() {
    let world = world().await;
    let (dora, wen) =
        (world.key("Tomas", dora()).await, world.key("Tomas", Write { title: "Wen".into(), ..dora() }).await);
    let write = |title: &str, importance: f64, personas: Vec<Key>| needs::Write {
        title: title.into(),
        importance: Some(importance.into()),
        satisfaction: Some(1.0.into()),
        personas,
        ..needs::Write::default()
    };
    let read = world.key("Tomas", write("Read at any size", 4.0, vec![dora])).await;
    let know = world.key("Tomas", write("Know the day", 9.0, vec![dora, wen])).await;
    assert_eq!(has(&world, dora).await, ["Know the day", "Read at any size"], "the greatest opportunity first");
    let link = Link { from: read, kind: LinkKind::For, to: wen, share: None, quote: None };
    assert_eq!(
        world.comes_of("Priya", Link { from: read, kind: LinkKind::For, to: wen, share: None, quote: None }).await,
        "product-owner"
    );
    world.done("Tomas", link).await;
    let parted = world.done("Tomas", Unlink { from: know, kind: LinkKind::For, to: wen }).await;
    assert_eq!(has(&world, wen).await, ["Read at any size"]);
    world.done("Tomas", Undo { seq: parted.seq }).await;
    assert_eq!(has(&world, wen).await, ["Know the day", "Read at any size"]);
    let wrong = Link { from: dora, kind: LinkKind::For, to: know, share: None, quote: None };
    assert_eq!(world.refused("Tomas", wrong).await, "link-not-allowed");
}

#[tokio::test]
async fn a_persona_has_a_page_and_stands_with_the_needs() {
    let world = world().await;
    let tomas = Browser::of(&world, "Tomas").await;
    assert!(tomas.page("/shelf/personas").await.contains("No persona yet"));
    let dora = world.key("Tomas", dora()).await;
    let form = tomas.page(&format!("/shelf/needs?new=1&whose={dora}")).await;
    assert!(form.contains("value=\"PE-1\" checked"), "{form}");
    let sent = [
        ("title", "Know when a held book will be mine"),
        ("situation", "When a book I hold is long in coming,"),
        ("wish", "know the day"),
        ("ending", "so I can plan."),
        ("personas", "PE-1"),
        ("next", "/shelf/{key}"),
    ];
    assert_eq!(tomas.send("/shelf/needs?new=1", "need.write", &sent).await.to(), "/shelf/N-1");
    let need = tomas.page("/shelf/N-1").await;
    assert_ids_are_unique(&need);
    assert!(need.contains("When a book I hold is long in coming, I want to know the day, so I can plan."), "{need}");
    assert!(need.contains("Dora, 34, commutes"));
    let page = tomas.page(&format!("/shelf/{dora}")).await;
    assert_ids_are_unique(&page);
    assert!(page.contains("“‘Soon’ is not an answer.”") && page.contains("Know when a held book will be mine"));
    for path in ["/shelf/personas", "/shelf/needs"] {
        let page = tomas.page(path).await;
        assert_ids_are_unique(&page);
        assert!(page.contains("Dora, 34, commutes") && page.contains("14 interviews, August"), "{path}");
    }
    let refused = tomas.send("/shelf/personas?new=1", "persona.write", &[("title", ""), ("context", "Tram")]).await;
    assert!(refused.says("A title is missing") && refused.says("value=\"Tram\""));
}
