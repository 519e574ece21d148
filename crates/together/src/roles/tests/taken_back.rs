//! Taking changes of the matrix back.

use super::{DEV, LEADER, PM, PO, both_hats, cell, give_a, matrix, row, set, take, with_team};
use crate::FLOOR;
use crate::journal::proposals::actions::Withdraw;
use crate::journal::undo::Undo;
use crate::roles::actions::{AddOwn, Describe, DropRow, RenameOwn, StartFrom};
use crate::roles::members::actions as members;
use crate::roles::rules::{Agile, Maturity, Preset, Right};
use crate::roles::store;
use crate::testing::World;

async fn world() -> World {
    let world = World::new(&[FLOOR]).await;
    both_hats(&world).await;
    world
}

async fn preset_of_product(world: &World) -> String {
    let mut tx = world.app.db.read().await.unwrap();
    crate::products::store::by_key(&mut tx, "shelf").await.unwrap().unwrap().preset
}

#[tokio::test]
async fn starting_from_a_preset_is_taken_back_whole() {
    let world = world().await;
    world.done("Ines", AddOwn { label: "Accept licence prices".into(), decides: Some(LEADER) }).await;
    world.done("Ines", set("order-backlog", DEV, "R delegated")).await;
    let before = matrix(&world).await;
    let started = world.done("Ines", StartFrom { preset: Preset::OutsideScrum }).await;
    let after = matrix(&world).await;
    assert_eq!(after.preset(), Some(Preset::OutsideScrum));
    assert_eq!(after.own(), before.own(), "what was added stays");
    assert_eq!(preset_of_product(&world).await, "outside-scrum");
    world.done("Ines", Undo { seq: started.seq }).await;
    assert_eq!(matrix(&world).await, before);
    assert_eq!(preset_of_product(&world).await, "manager-and-owner");
}

#[tokio::test]
async fn an_a_that_went_over_comes_back_even_where_somebody_must_mend() {
    let world = world().await;
    let before = matrix(&world).await;
    let moved = world.done("Ines", give_a("order-backlog", LEADER)).await;
    world.done("Ines", Undo { seq: moved.seq }).await;
    assert_eq!(matrix(&world).await, before);

    let moved = world.done("Ines", give_a("change-who-decides", LEADER)).await;
    assert_eq!(cell(&world, "change-who-decides", LEADER).await, "A");
    let back = world.proposed("Ines", Undo { seq: moved.seq }).await;
    assert_eq!(back.to, LEADER, "who decides is the leader's by now, and so is giving it back");
    world.done("Lea", take(back.key)).await;
    assert_eq!(matrix(&world).await, before);
}

#[tokio::test]
async fn taking_back_obeys_the_rules_as_well() {
    let world = world().await;
    let taken = world.done("Ines", set("set-vision", PM, "-")).await;
    world.done("Ines", set("set-vision", PO, "A")).await;
    assert_eq!(world.refused("Ines", Undo { seq: taken.seq }).await, "second-decider");
    assert_eq!(matrix(&world).await.deciders(Right::SetVision, 0), PO.into(), "nothing was changed");
}

#[tokio::test]
async fn what_was_changed_again_since_stays() {
    let world = world().await;
    let first = world.done("Ines", set("order-backlog", DEV, "R")).await;
    world.done("Ines", set("order-backlog", DEV, "I")).await;
    assert_eq!(world.refused("Ines", Undo { seq: first.seq }).await, "changed-since");
    assert_eq!(cell(&world, "order-backlog", DEV).await, "I");
}

#[tokio::test]
async fn rows_and_words_come_back_to_their_places() {
    let world = world().await;
    for label in ["First", "Second", "Third"] {
        world.done("Ines", AddOwn { label: label.into(), decides: Some(PM) }).await;
    }
    let before = matrix(&world).await;
    let dropped = world.done("Ines", DropRow { right: row("own:second") }).await;
    let renamed = world.done("Ines", RenameOwn { right: row("own:first"), label: "Other".into() }).await;
    world.done("Ines", Undo { seq: renamed.seq }).await;
    world.done("Ines", Undo { seq: dropped.seq }).await;
    assert_eq!(matrix(&world).await, before);

    with_team(&world).await;
    let team = world.done("Ines", set("order-backlog@T-2", PM, "R")).await;
    assert_ne!(matrix(&world).await, before);
    world.done("Ines", Undo { seq: team.seq }).await;
    assert_eq!(matrix(&world).await, before, "the team's row is gone again");
}

#[tokio::test]
async fn taking_back_needs_the_same_agreement_as_the_change() {
    let world = world().await;
    let alone = world.done("Ines", set("order-backlog", DEV, "R")).await;
    world.done("Ada", members::Take { person: world.person("Ines"), role: PO, team: 0 }).await;
    world.done("Ada", members::Give { person: world.person("Tomas"), role: PO, team: 0 }).await;
    let asked = world.proposed("Ines", Undo { seq: alone.seq }).await;
    assert_eq!((asked.to, cell(&world, "order-backlog", DEV).await.as_str()), (PO, "R"), "it was hers alone, then");
    assert_eq!(world.refused("Ines", take(asked.key)).await, "agreed-already");
    world.done("Tomas", take(asked.key)).await;
    assert_eq!(cell(&world, "order-backlog", DEV).await, "C");
}

#[tokio::test]
async fn a_change_both_agreed_to_is_taken_back_by_both() {
    let world = World::new(&[FLOOR]).await;
    let wish = world.proposed("Ines", set("order-backlog", DEV, "R")).await.key;
    let taken = world.done("Tomas", take(wish)).await;
    for (name, first, second) in [("Priya", Some("Ines"), "Tomas"), ("Tomas", None, "Ines")] {
        let back = world.proposed(name, Undo { seq: taken.seq }).await.key;
        if let Some(first) = first {
            world.done(first, take(back)).await;
            assert_eq!(cell(&world, "order-backlog", DEV).await, "R", "one yes is not enough");
            world.done(name, Withdraw { proposal: back }).await;
        } else {
            world.done(second, take(back)).await;
        }
    }
    assert_eq!(cell(&world, "order-backlog", DEV).await, "C");
    world.done("Tomas", take(wish)).await;
    assert_eq!(cell(&world, "order-backlog", DEV).await, "R", "the wish waits again, and can be taken again");
}

#[tokio::test]
async fn whose_call_it_is_now_is_asked_when_something_is_taken_back() {
    let world = world().await;
    let changed = world.done("Ines", set("order-backlog", DEV, "R")).await;
    for role in [PM, PO] {
        world.done("Ada", members::Take { person: world.person("Ines"), role, team: 0 }).await;
    }
    world.done("Ada", members::Give { person: world.person("Ines"), role: DEV, team: 0 }).await;
    world.proposed("Ines", Undo { seq: changed.seq }).await;
    assert_eq!(cell(&world, "order-backlog", DEV).await, "R", "what was hers to decide is no longer");
}

#[tokio::test]
async fn answers_to_the_advisor_are_kept_and_taken_back() {
    let world = world().await;
    world.done("Ines", Describe { maturity: Some(Maturity::New), ..Describe::default() }).await;
    let two = Describe { maturity: Some(Maturity::Growing), agile: Some(Agile::Deep), ..Describe::default() };
    let kept = world.done("Ines", two).await;
    assert_eq!(kept.changes.len(), 2, "only what differs is noted");
    world.done("Ines", Undo { seq: kept.seq }).await;
    let mut tx = world.app.db.read().await.unwrap();
    let given = store::advice(&mut tx, world.shelf).await.unwrap();
    assert_eq!((given.maturity, given.agile), (Some(Maturity::New), None));
}
