use axum::http::StatusCode;
use together::form::Typed;
use together::testing::{Browser, World, assert_ids_are_unique};

use super::actions::{Again, Begin, End, Lay, Settle, Show};
use super::store::{Card, cards, round};
use crate::stories::actions::SetState;
use crate::testing::{s, story, thing, undo, with_stories};

fn lay(card: &str) -> Lay {
    Lay { thing: s(1), card: card.into() }
}

fn settle(points: i64) -> Settle {
    Settle { thing: s(1), points: Typed::from(points) }
}

async fn laid(world: &World) -> Vec<Card> {
    let thing = thing(world, s(1)).await;
    cards(&mut world.app.db.read().await.unwrap(), thing.id).await.unwrap()
}

async fn goes_on(world: &World) -> bool {
    let thing = thing(world, s(1)).await;
    round(&mut world.app.db.read().await.unwrap(), thing.id).await.unwrap().is_some()
}

#[tokio::test]
async fn those_who_estimate_play() {
    let world = with_stories(1).await;
    for (name, plays, settles) in [
        ("Priya", "acts", "acts"),
        ("Tomas", "not-yours", "developer"),
        ("Ines", "not-yours", "developer"),
        ("Sam", "not-yours", "developer"),
        ("Adele", "members-only", "not-your-call"),
        ("Nobody", "not-found", "not-found"),
    ] {
        if name != "Priya" {
            world.done("Mei", Begin { thing: s(1) }).await;
            world.done("Mei", lay("3")).await;
        }
        assert_eq!(world.comes_of(name, Begin { thing: s(1) }).await, plays, "{name} begins");
        assert_eq!(world.comes_of(name, lay("5")).await, plays, "{name} lays a card");
        assert_eq!(world.comes_of(name, Show { thing: s(1) }).await, plays, "{name} shows them");
        assert_eq!(world.comes_of(name, Again { thing: s(1) }).await, plays, "{name} begins once more");
        if name == "Priya" {
            world.done("Mei", lay("3")).await;
        }
        world.done("Mei", Show { thing: s(1) }).await;
        assert_eq!(world.comes_of(name, settle(5)).await, settles, "{name} takes it");
        if name != "Priya" {
            world.done("Mei", End { thing: s(1) }).await;
        }
    }
}

#[tokio::test]
async fn a_card_is_hidden_until_all_are_shown() {
    let world = &with_stories(1).await;
    let (priya, mei) = (Browser::of(world, "Priya").await, Browser::of(world, "Mei").await);
    let place = "/shelf/backlog?open=S-1";
    assert!(priya.page(place).await.contains("Estimate together"));
    priya.send(place, "poker.begin", &[("thing", "S-1")]).await;
    priya.send(place, "poker.lay", &[("thing", "S-1"), ("card", "13")]).await;
    let (own, other) = (priya.page(place).await, mei.page(place).await);
    assert_ids_are_unique(&own);
    let pressed =
        |page: &str| page.split("aria-pressed=\"true\"").nth(1).map(|rest| rest.contains("value=\"13\"")).is_some();
    assert!(own.contains("1 of 3 cards") && pressed(&own), "{own}");
    assert!(other.contains("1 of 3 cards") && !pressed(&other), "{other}");
    for path in ["/shelf/S-1/history", "/shelf/journal"] {
        assert!(!mei.page(path).await.contains("13<"), "{path} does not say it either");
    }
    mei.send(place, "poker.lay", &[("thing", "S-1"), ("card", "5")]).await;
    mei.send(place, "poker.show", &[("thing", "S-1")]).await;
    let page = priya.page(place).await;
    assert!(page.contains("From 5 to 13") && page.contains("Estimate at 13"), "{page}");
    let late = priya.send(place, "poker.lay", &[("thing", "S-1"), ("card", "8")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(priya.page("/shelf/S-1/history").await.contains("5, 13"), "what was shown stands in the history");
    priya.send(place, "poker.settle", &[("thing", "S-1"), ("points", "13")]).await;
    assert_eq!((story(world, 1).await.points, goes_on(world).await), (Some(13), false));
}

#[tokio::test]
async fn a_round_goes_from_cards_to_points() {
    let world = with_stories(1).await;
    assert_eq!(world.refused("Priya", lay("5")).await, "no-round");
    world.done("Priya", Begin { thing: s(1) }).await;
    world.done("Mei", Begin { thing: s(1) }).await;
    assert_eq!(world.refused("Priya", lay("4")).await, "no-such-card");
    assert_eq!(world.refused("Priya", Show { thing: s(1) }).await, "no-cards");
    world.done("Priya", lay("5")).await;
    world.done("Priya", lay("?")).await;
    world.done("Mei", lay("8")).await;
    assert_eq!(laid(&world).await.iter().map(|card| card.points).collect::<Vec<_>>(), [Some(8), None]);
    assert_eq!(world.refused("Priya", settle(8)).await, "cards-hidden");
    world.done("Jonas", Show { thing: s(1) }).await;
    world.done("Priya", Again { thing: s(1) }).await;
    assert_eq!(laid(&world).await, []);
    world.done("Priya", lay("8")).await;
    world.done("Priya", Show { thing: s(1) }).await;
    let done = world.done("Priya", settle(8)).await;
    undo(&world, "Priya", done.seq).await;
    assert_eq!((story(&world, 1).await.points, goes_on(&world).await), (None, false));
}

#[tokio::test]
async fn what_is_over_is_not_estimated() {
    let world = with_stories(1).await;
    world.done("Tomas", SetState::to(s(1), "done")).await;
    assert_eq!(world.refused("Priya", Begin { thing: s(1) }).await, "story-over");
}
