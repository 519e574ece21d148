//! Making, naming, measuring, removing products.

use axum::http::StatusCode;

use super::client::House;
use crate::FLOOR;
use crate::app::{Floor, Offer, Offered};
use crate::journal::undo::Undo;
use crate::journal::{Act, Boxed, Manner, Outcome, act};
use crate::people::actions::accounts::Add;
use crate::products::ProductId;
use crate::products::actions::{Deliver, Fit, MovePhase, Rename};
use crate::products::rules::{CAPACITY_MOST, CapacityOf, Mode, Phase};
use crate::products::store;
use crate::roles::rules::{Preset, Right, Role};
use crate::testing::{Browser, World};

#[tokio::test]
async fn a_new_product_has_the_matrix_of_its_preset_and_its_maker_in_their_roles() {
    let (house, _) = House::with_ada().await;
    let mut tx = house.app.db.read().await.unwrap();
    let shelf = store::by_key(&mut tx, "shelf").await.unwrap().unwrap();
    assert_eq!(
        (shelf.name.as_str(), shelf.mode.as_str(), shelf.preset.as_str()),
        ("Shelf", "scrum", "manager-and-owner")
    );
    assert_eq!(house.roles("ada@x.example").await, "product-manager:0");
    for right in Right::ALL.iter().copied() {
        let kept = crate::roles::store::row(&mut tx, shelf.id, right).await.unwrap();
        assert_eq!(kept.row(right, 0), Preset::ManagerAndOwner.matrix([]).row(right, 0));
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_product_is_said_at_its_field() {
    let (house, mut ada) = House::with_ada().await;
    let long = "x".repeat(101);
    for (name, key, field) in [
        ("", "desk", "product-name"),
        (long.as_str(), "desk", "product-name"),
        ("Desk", "", "product-key"),
        ("Desk", "account", "product-key"),
        ("Desk", "Shelf", "product-key"),
    ] {
        let form = [("name", name), ("key", key), ("preset", "owner-only"), ("mode", "kanban"), ("roles", "developer")];
        let refused = ada.send("/products/new", "/do/product.make", &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {key}");
        assert!(refused.says(&format!("id=\"{field}-e\"")), "{field}");
        assert!(refused.says("value=\"owner-only\" checked") && refused.says("value=\"kanban\" checked"));
    }
    assert_eq!(house.count("SELECT COUNT(*) FROM product").await, 1);
}

#[tokio::test]
async fn products_are_made_renamed_and_removed_by_administrators() {
    let (house, mut ada) = House::with_ada().await;
    let mut tomas = house.join(&mut ada, "tomas@x.example", "product-owner").await;
    let make = [("name", "Desk"), ("key", "desk"), ("preset", "owner-only"), ("mode", "kanban")];
    for (action, form) in [
        ("/do/product.make", &make[..]),
        ("/shelf/do/product.rename", &[("name", "Mine")]),
        ("/shelf/do/product.remove", &[]),
    ] {
        assert_eq!(tomas.send("/account", action, form).await.status, StatusCode::FORBIDDEN, "{action}");
    }
    assert_eq!(tomas.get("/products/new").await.status, StatusCode::FORBIDDEN);
    assert_eq!(tomas.get("/shelf/settings/remove").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_removed_product_is_nowhere_keeps_its_key_and_comes_back_whole() {
    let (house, mut ada) = House::with_ada().await;
    let mut tomas = house.join(&mut ada, "tomas@x.example", "product-owner").await;
    let removed = ada.send("/shelf/settings/remove", "/shelf/do/product.remove", &[("next", "/workspace")]).await;
    assert_eq!(removed.to(), "/workspace");
    for browser in [&mut ada, &mut tomas] {
        assert_eq!(browser.get("/shelf/settings").await.status, StatusCode::NOT_FOUND);
    }
    let make = [("name", "Shelf"), ("key", "shelf"), ("preset", "owner-only"), ("mode", "kanban")];
    assert!(ada.send("/products/new", "/do/product.make", &make).await.says("is, or was, the key of a product"));
    let page = ada.get("/workspace").await;
    assert!(!page.says("journal.undo"));
    let id = page.behind("name=\"product\" value=\"");
    assert_eq!(ada.send("/workspace", "/do/product.return", &[("product", &id)]).await.to(), "/workspace");
    assert_eq!(tomas.get("/shelf/settings").await.status, StatusCode::OK);
    assert_eq!(house.roles("tomas@x.example").await, "product-owner:0");
}

#[tokio::test]
async fn who_chooses_a_sprint_says_what_fits_it_and_who_scopes_a_release_what_fits_that() {
    let world = World::new(&[FLOOR]).await;
    let fit = |of, points| Fit { of, points: Some(points) };
    world.done("Priya", fit(CapacityOf::Sprint, 23)).await;
    world.done("Ines", fit(CapacityOf::Release, 120)).await;
    assert_eq!(world.proposed("Tomas", fit(CapacityOf::Sprint, 40)).await.to, Role::Developer);
    assert_eq!(world.proposed("Priya", fit(CapacityOf::Release, 90)).await.to, Role::ProductManager);
    let mut tx = world.app.db.read().await.unwrap();
    let shelf = store::by_key(&mut tx, "shelf").await.unwrap().unwrap();
    assert_eq!((shelf.sprint_capacity, shelf.release_capacity), (Some(23), Some(120)));
    for wrong in [0, CAPACITY_MOST + 1] {
        assert_eq!(world.refused("Priya", fit(CapacityOf::Sprint, wrong)).await, "capacity-out-of-range");
    }
    world.done("Priya", fit(CapacityOf::Sprint, CAPACITY_MOST)).await;
    world.done("Priya", Fit { of: CapacityOf::Sprint, points: None }).await;
}

#[tokio::test]
async fn names_and_capacities_are_taken_back_unless_they_moved_on() {
    let world = World::new(&[FLOOR]).await;
    let first = world.done("Ada", Rename { name: "Bookshelf".into() }).await;
    let second = world.done("Ada", Rename { name: "Library".into() }).await;
    assert_eq!(world.refused("Ada", Undo { seq: first.seq }).await, "changed-since");
    assert_eq!(world.refused("Tomas", Undo { seq: second.seq }).await, "administrators-only");
    world.done("Ada", Undo { seq: second.seq }).await;
    let fit = world.done("Priya", Fit { of: CapacityOf::Sprint, points: Some(23) }).await;
    world.done("Priya", Undo { seq: fit.seq }).await;
    let mut tx = world.app.db.read().await.unwrap();
    let shelf = store::by_key(&mut tx, "shelf").await.unwrap().unwrap();
    assert_eq!((shelf.name.as_str(), shelf.sprint_capacity), ("Bookshelf", None));
}

#[tokio::test]
async fn how_a_product_is_delivered_is_changed_and_taken_back_by_administrators() {
    let world = World::new(&[FLOOR]).await;
    assert_eq!(world.refused("Ines", Deliver { mode: Mode::Kanban }).await, "administrators-only");
    let done = world.done("Ada", Deliver { mode: Mode::Kanban }).await;
    assert_eq!(world.refused("Priya", Fit { of: CapacityOf::Sprint, points: Some(3) }).await, "no-sprints");
    assert_eq!(world.refused("Ines", Undo { seq: done.seq }).await, "administrators-only");
    world.done("Ada", Undo { seq: done.seq }).await;
    world.done("Priya", Fit { of: CapacityOf::Sprint, points: Some(3) }).await;
}

#[tokio::test]
async fn the_leader_moves_a_product_to_its_next_phase() {
    let world = World::new(&[FLOOR]).await;
    let phase =
        async || store::by_id(&mut world.app.db.read().await.unwrap(), world.shelf).await.unwrap().unwrap().phase;
    let proposed = world.proposed("Ines", MovePhase { phase: Phase::Mature }).await;
    assert_eq!((proposed.to, phase().await.as_str()), (Role::BusinessLeader, "grow"));
    let moved = world.done("Lea", MovePhase { phase: Phase::Mature }).await;
    assert_eq!(phase().await, "mature");
    world.done("Lea", Undo { seq: moved.seq }).await;
    assert_eq!(phase().await, "grow");
    let ines = Browser::of(&world, "Ines").await;
    let settings = ines.page("/shelf/settings").await;
    assert!(settings.contains("product.move_phase") && settings.contains("Propose it"), "{settings}");
    let roles = ines.page("/shelf/roles").await;
    assert_eq!(roles.matches("in the log<").count(), 1 + 4, "{roles}");
}

#[tokio::test]
async fn who_wears_both_hats_never_begins_with_one() {
    let (_house, mut ada) = House::with_ada().await;
    for (key, preset, roles) in
        [("desk", "both-hats", "Manager and owner"), ("hall", "manager-and-owner", "Product manager")]
    {
        let make = [("name", "Desk"), ("key", key), ("preset", preset), ("roles", "product-manager")];
        ada.send("/products/new", "/do/product.make", &make).await.to();
        assert!(ada.get(&format!("/{key}/roles")).await.says(&format!("<small>{roles}</small>")), "{preset}");
    }
}

#[tokio::test]
async fn nothing_fits_a_sprint_where_there_are_none() {
    let (_house, mut ada) = House::with_ada().await;
    let make = [
        ("name", "Desk"),
        ("key", "desk"),
        ("preset", "both-hats"),
        ("mode", "none"),
        ("roles", "developer"),
        ("roles", "product-manager"),
    ];
    ada.send("/products/new", "/do/product.make", &make).await.to();
    assert!(!ada.get("/desk/settings").await.says("Points that fit a sprint"));
    assert!(ada.get("/shelf/settings").await.says("Points that fit a sprint"));
    let refused = ada.send("/desk/settings", "/desk/do/product.capacity", &[("of", "sprint"), ("points", "3")]).await;
    assert!(refused.says("not delivered in sprints"));
    let fit = ada.send("/desk/settings", "/desk/do/product.capacity", &[("of", "release"), ("points", "30")]).await;
    assert_eq!(fit.to(), "/desk/settings");
    assert!(ada.get("/desk/settings").await.says("value=\"30\""));
}

#[tokio::test]
async fn no_action_that_carries_a_secret_has_a_name_for_forms_and_proposals() {
    let world = World::new(&[FLOOR]).await;
    for name in [
        "person.set_up",
        "session.begin",
        "session.leave",
        "person.password",
        "person.readdress",
        "person.invite",
        "person.join",
        "person.reset",
        "person.end",
        "token.make",
    ] {
        assert!(world.app.registry.find(name).is_none(), "{name}");
    }
}

#[tokio::test]
async fn what_the_program_offers_is_drawn_and_nothing_else() {
    const OFFERS: &[Offer] = &[
        Offer { place: Offered::Beginning, label: "A file", address: "/{key}/import" },
        Offer { place: Offered::Instead, label: "Open the example", address: "/do/example.load" },
        Offer { place: Offered::Settings, label: "Import, export", address: "import" },
    ];
    let (house, mut ada) = House::with_ada().await;
    let without = ada.get("/products/new").await;
    assert!(
        !without.says("Begin with") && !without.says("example") && !ada.get("/shelf/settings").await.says("Import")
    );

    house.app.offers.set(OFFERS).unwrap();
    // A page that was drawn before the offers came is drawn anew with the next minute.
    house.app.clock.advance(60_000_000);
    let with = ada.get("/products/new").await;
    assert!(with.says("value=\"/{key}/import\"") && with.says("action=\"/do/example.load\""));
    assert!(ada.get("/shelf/settings").await.says("href=\"/shelf/import\""));
    let make =
        [("name", "Desk"), ("key", "desk"), ("preset", "owner-only"), ("mode", "kanban"), ("next", "/{key}/import")];
    assert_eq!(ada.send("/products/new", "/do/product.make", &make).await.to(), "/desk/import");
}

/// What a floor above may do after an action: look at the product it happened in.
fn looks_at_the_product<'a>(act: &'a mut Act<'_>) -> Boxed<'a, ()> {
    Box::pin(async move { act.product().map(|_| ()) })
}

#[tokio::test]
async fn floors_follow_what_happens_in_products_and_not_in_the_workspace() {
    const ABOVE: Floor = Floor { after_action: &[looks_at_the_product], ..Floor::EMPTY };
    let world = World::new(&[FLOOR, ABOVE]).await;
    let add = Add { name: "Priya".into(), email: "p@x.example".into() };
    let ada = world.actor("Ada");
    let added = act(&world.app, &ada, ProductId::default(), vec![Box::new(add)], Manner::default()).await;
    assert!(matches!(added, Ok(Outcome::Done(_))));
    world.done("Ada", Rename { name: "Library".into() }).await;
}
