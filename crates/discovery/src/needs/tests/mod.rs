mod gaps;

use axum::http::StatusCode;
use together::journal::undo::Undo;
use together::testing::{Browser, World};
use together::thread::actions::Link;
use together::thread::{Key, Kind};

use super::actions::{Edit, Rank, SetState, Write};
use super::store;
use crate::testing::{EVERYBODY, ask, asks_for, make, world};

fn write(title: &str) -> Write {
    Write { title: title.into(), ..Write::default() }
}

fn edit(need: Key) -> Edit {
    Edit {
        need,
        title: None,
        text: None,
        situation: None,
        wish: None,
        ending: None,
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
            _ => "product-owner",
        };
        assert_eq!(world.comes_of(name, write("Another")).await, expected, "{name}");
        assert_eq!(world.comes_of(name, edit(need)).await, expected, "{name}");
        assert_eq!(world.comes_of(name, to(need, "top")).await, expected, "{name}");
        assert_eq!(world.comes_of(name, SetState { need, state: "agreed".into() }).await, expected, "{name}");
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
    assert_eq!(world.refused("Tomas", to(needs[0], "after N-1")).await, "neighbour-moves-too");
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

#[tokio::test]
async fn pages_show_the_ranking_the_scores_and_the_evidence() {
    let world = world().await;
    let tomas = Browser::of(&world, "Tomas").await;
    assert!(tomas.get("/shelf/needs").await.says("No needs yet"));
    let rated = Write { importance: Some(9.1.into()), satisfaction: Some(3.4.into()), ..write("Know when") };
    let need = world.key("Tomas", rated).await;
    world.done("Tomas", write("Read aloud")).await;
    let request = ask(&world, "Adele Fournier", 3).await;
    world.done("Tomas", Link { quote: Some("nine weeks".into()), ..asks_for(request, need) }).await;
    let list = tomas.get("/shelf/needs").await;
    assert!(list.says("One need matters much and is met badly") && list.says("As Tomas ranks them"));
    assert!(list.says("Score 14.8 of 20") && list.says("not rated") && list.says("id=\"N-2\""));
    assert!(list.says("1 score 12 or more: N-1"));
    let page = tomas.get("/shelf/N-1").await;
    assert!(
        page.says("“nine weeks”") && page.says("Adele Fournier") && page.says("Asked in") && page.says("1 request")
    );
    assert!(page.says("aria-label=\"Thread of N-1\""));
    assert!(Browser::of(&world, "Priya").await.get("/shelf/N-1").await.says("Propose the change"));
}

#[tokio::test]
async fn a_need_is_written_for_what_one_came_from() {
    let world = world().await;
    let request = ask(&world, "Adele Fournier", 3).await;
    let tomas = Browser::of(&world, "Tomas").await;
    let page = format!("/shelf/needs?new=1&for={request}");
    let next = "/shelf/R-1?for={key}";
    assert!(tomas.get(&page).await.says(next));
    let form = [("title", "Know when"), ("importance", "much"), ("next", next)];
    let refused = tomas.send(&page, "need.write", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("value=\"Know when\"") && refused.says("A number from 0 to 10 fits here, “much” does not."));
    let form = [("title", "Know when"), ("importance", "9,1"), ("next", next)];
    assert_eq!(tomas.send(&page, "need.write", &form).await.to(), "/shelf/R-1?for=N-1");
    let moved = tomas.send("/shelf/needs", "need.rank", &[("thing", "N-1"), ("rank", "top")]).await;
    assert_eq!(moved.to(), "/shelf/needs", "the menu of a row says rank");
}
