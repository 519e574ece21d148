//! Who is what in a product, and what they see of it.

use axum::http::StatusCode;
use ground::web::Failure;

use super::client::House;
use crate::FLOOR;
use crate::journal::undo::Undo;
use crate::journal::{AnyAction, Manner, act};
use crate::people::actions::account::SignOut;
use crate::people::actions::accounts::{Add, Administer, Disinvite};
use crate::people::actions::tokens::RevokeToken;
use crate::products::ProductId;
use crate::products::actions::{Make, Return};
use crate::products::rules::Mode;
use crate::roles::members::actions::{Give, Take};
use crate::roles::rules::{Preset, Role};
use crate::testing::World;

#[tokio::test]
async fn roles_are_the_administrators_to_give_and_take() {
    let world = World::new(&[FLOOR]).await;
    let nobody = world.person("Nobody");
    for name in ["Ines", "Tomas", "Priya", "Sam", "Lea", "Karel", "Adele"] {
        let refused =
            world.refused(name, Give { person: world.person(name), role: Role::ProductManager, team: 0 }).await;
        assert_eq!(refused, "administrators-only", "{name}");
        let refused =
            world.refused(name, Take { person: world.person("Ines"), role: Role::ProductManager, team: 0 }).await;
        assert_eq!(refused, "administrators-only", "{name}");
    }
    assert_eq!(world.refused("Nobody", Give { person: nobody, role: Role::Developer, team: 0 }).await, "not-found");
    world.done("Ada", Give { person: nobody, role: Role::Developer, team: 0 }).await;
    let done = world.done("Ada", Take { person: nobody, role: Role::Developer, team: 0 }).await;
    assert_eq!(done.changes.len(), 1);
    assert_eq!(done.changes[0].field, "member: role");
}

#[tokio::test]
async fn accounts_and_products_are_the_administrators_to_look_after() {
    let world = World::new(&[FLOOR]).await;
    let (ada, product) = (world.person("Ada"), ProductId::from(world.app.ids.next()));
    let deeds = || -> Vec<Box<dyn AnyAction>> {
        vec![
            Box::new(Add { name: "Eve".into(), email: "eve@x.example".into() }),
            Box::new(Administer { person: ada, administrator: false }),
            Box::new(Disinvite { invitation: "0123456789abcdef".into() }),
            Box::new(SignOut { person: ada, except: None }),
            Box::new(RevokeToken { token: world.app.ids.next().into() }),
            Box::new(Make {
                name: "Mine".into(),
                key: "mine".into(),
                preset: Preset::OwnerOnly,
                mode: Mode::Scrum,
                roles: vec![Role::ProductOwner],
                example: false,
            }),
            Box::new(Return { product }),
        ]
    };
    for name in ["Ines", "Tomas", "Priya", "Sam", "Lea", "Karel", "Adele", "Nobody"] {
        for deed in deeds() {
            let what = deed.name();
            let done = act(&world.app, &world.actor(name), ProductId::default(), vec![deed], Manner::default()).await;
            assert!(matches!(&done, Err(failure) if failure.name() == "administrators-only"), "{name} {what}");
        }
    }
}

#[tokio::test]
async fn all_members_are_told_of_a_role_and_customers_are_not() {
    let world = World::new(&[FLOOR]).await;
    world.done("Ada", Give { person: world.person("Nobody"), role: Role::Developer, team: 0 }).await;
    let mut tx = world.app.db.read().await.unwrap();
    for (name, told) in [("Ines", 1), ("Priya", 1), ("Nobody", 1), ("Adele", 0), ("Ada", 0)] {
        let unread = crate::notices::store::unread(&mut tx, world.person(name), world.shelf).await.unwrap();
        assert_eq!(unread, told, "{name}");
    }
}

#[tokio::test]
async fn giving_twice_or_for_a_missing_team_or_person_changes_nothing() {
    let world = World::new(&[FLOOR]).await;
    let again = world.done("Ada", Give { person: world.person("Tomas"), role: Role::ProductOwner, team: 0 }).await;
    assert!(again.changes.is_empty());
    let give = |person, team| Give { person, role: Role::Developer, team };
    assert_eq!(world.refused("Ada", give(world.person("Mei"), 7)).await, "no-such-team");
    assert_eq!(world.refused("Ada", give(world.app.ids.next().into(), 0)).await, "no-such-person");
}

#[tokio::test]
async fn a_change_of_roles_is_taken_back_by_an_administrator_only() {
    let world = World::new(&[FLOOR]).await;
    let done = world.done("Ada", Take { person: world.person("Tomas"), role: Role::ProductOwner, team: 0 }).await;
    assert!(matches!(world.act("Ines", Undo { seq: done.seq }).await, Err(Failure::Forbidden(_))));
    world.done("Ada", Undo { seq: done.seq }).await;
    let mut tx = world.app.db.read().await.unwrap();
    let roles = crate::roles::store::roles_of(&mut tx, world.shelf, world.person("Tomas")).await.unwrap();
    assert_eq!(roles, [(Role::ProductOwner, 0)]);
}

#[tokio::test]
async fn the_page_of_a_person_gives_what_is_ticked_and_takes_the_rest() {
    let (house, mut ada) = House::with_ada().await;
    let mut tomas = house.join(&mut ada, "tomas@x.example", "product-owner").await;
    let page = format!("/shelf/settings/people/{}", house.person("tomas@x.example").await);
    let changed = ada.send(&page, &page, &[("roles", "developer"), ("roles", "scrum-master")]).await;
    assert_eq!(changed.to(), "/shelf/settings");
    assert_eq!(house.roles("tomas@x.example").await, "developer:0,scrum-master:0");
    assert_eq!(tomas.get(&page).await.status, StatusCode::FORBIDDEN);
    let refused = tomas.send("/account", &page, &[("roles", "product-manager")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    let id = house.person("tomas@x.example").await.to_string();
    assert_eq!(ada.send("/shelf/settings", "/shelf/settings/leave", &[("person", &id)]).await.to(), "/shelf/settings");
    assert_eq!(tomas.get("/shelf/settings").await.status, StatusCode::NOT_FOUND);
    assert!(tomas.get("/").await.says("no role in a product yet"));
}

#[tokio::test]
async fn members_see_the_people_and_no_control_that_is_not_theirs() {
    let (house, mut ada) = House::with_ada().await;
    let mut tomas = house.join(&mut ada, "tomas@x.example", "product-owner").await;
    house.invite(&mut ada, "late@x.example", "developer").await;
    let mine = ada.get("/shelf/settings").await;
    assert!(
        mine.says("2 of 2") && mine.says("late@x.example") && mine.says("Change roles") && mine.says("Remove Shelf")
    );
    let theirs = tomas.get("/shelf/settings").await;
    assert!(theirs.says("ada@x.example") && theirs.says("Product owner"));
    for hidden in
        ["late@x.example", "Change roles", "Remove Shelf", "/settings/invite", "person.sign_out", "href=\"/workspace\""]
    {
        assert!(!theirs.says(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn a_customer_sees_nothing_of_the_product_and_is_told_so() {
    let (house, mut ada) = House::with_ada().await;
    let mut adele = house.join(&mut ada, "adele@x.example", "customer").await;
    assert!(adele.get("/").await.says("You are a customer of Shelf."));
    for page in ["/shelf/settings", "/shelf/settings/invite", "/shelf/settings/remove"] {
        assert_eq!(adele.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    assert_eq!(adele.get("/account").await.status, StatusCode::OK);
    assert_eq!(adele.get("/products/new").await.status, StatusCode::FORBIDDEN);
}
