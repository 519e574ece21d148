//! Who may change who decides, and what is refused.

use super::{DEV, LEADER, PM, PO, both_hats, cell, give_a, matrix, row, set, take, with_team};
use crate::FLOOR;
use crate::journal::Outcome;
use crate::journal::proposals::actions::Decline;
use crate::roles::actions::{AddOwn, ChangeCells, Describe, DropRow, RenameOwn, StartFrom};
use crate::roles::members::actions as members;
use crate::roles::rules::{Change, Maturity, Preset, Right, Scope};
use crate::roles::store;
use crate::testing::World;

async fn world() -> World {
    World::new(&[FLOOR]).await
}

#[tokio::test]
async fn who_may_change_the_matrix() {
    let world = world().await;
    for (name, expected) in [
        ("Ines", Ok(PO)),
        ("Tomas", Ok(PM)),
        ("Priya", Ok(PM)),
        ("Sam", Ok(PM)),
        ("Lea", Ok(PM)),
        ("Karel", Ok(PM)),
        ("Adele", Err("not-your-call")),
        ("Ada", Err("not-your-call")),
        ("Nobody", Err("not-found")),
    ] {
        let outcomes = [
            world.act(name, set("order-backlog", DEV, "R")).await,
            world.act(name, StartFrom { preset: Preset::OwnerOnly }).await,
            world.act(name, AddOwn { label: "Accept licence prices".into(), decides: Some(LEADER) }).await,
            world.act(name, Describe { maturity: Some(Maturity::Growing), ..Describe::default() }).await,
        ];
        for outcome in outcomes {
            match (outcome, expected) {
                (Ok(Outcome::Proposed(proposed)), Ok(to)) => assert_eq!(proposed.to, to, "{name}"),
                (Err(failure), Err(refusal)) => assert_eq!(failure.name(), refusal, "{name}"),
                (outcome, _) => panic!("{name}: {outcome:?}"),
            }
        }
    }
    assert_eq!(matrix(&world).await, Preset::ManagerAndOwner.matrix([]), "nothing has taken effect");
}

#[tokio::test]
async fn a_change_takes_effect_when_manager_and_owner_agree() {
    let world = world().await;
    let asked = world.proposed("Ines", set("order-backlog", PM, "R")).await.key;
    assert_eq!(world.refused("Ines", take(asked)).await, "agreed-already", "one does not agree with oneself");
    assert_eq!(world.refused("Priya", take(asked)).await, "not-your-call");
    assert_eq!(cell(&world, "order-backlog", PM).await, "C");
    world.done("Tomas", take(asked)).await;
    assert_eq!(cell(&world, "order-backlog", PM).await, "R");
}

#[tokio::test]
async fn what_a_developer_proposes_needs_both_of_them() {
    let world = world().await;
    let asked = world.proposed("Priya", set("order-backlog", DEV, "R")).await.key;
    assert_eq!(world.done("Ines", take(asked)).await.said.unwrap(), format!("{asked} now waits for the product owner"));
    assert_eq!(cell(&world, "order-backlog", DEV).await, "C", "one yes is not enough");
    world.done("Tomas", take(asked)).await;
    assert_eq!(cell(&world, "order-backlog", DEV).await, "R");
}

#[tokio::test]
async fn a_decline_needs_a_reason_and_changes_nothing() {
    let world = world().await;
    let proposal = world.proposed("Ines", set("order-backlog", PM, "R")).await.key;
    assert_eq!(world.refused("Tomas", Decline { proposal, because: " ".into() }).await, "reason-missing");
    world.done("Tomas", Decline { proposal, because: "I would be asked twice".into() }).await;
    assert_eq!(cell(&world, "order-backlog", PM).await, "C");
    assert_eq!(world.refused("Tomas", take(proposal)).await, "proposal-decided");
}

#[tokio::test]
async fn where_there_is_only_one_of_the_two_they_change_it_alone() {
    let world = world().await;
    world.done("Ada", members::Take { person: world.person("Tomas"), role: PO, team: 0 }).await;
    world.done("Ines", set("order-backlog", PM, "R")).await;
    world.done("Ada", members::Take { person: world.person("Ines"), role: PM, team: 0 }).await;
    world.done("Ada", members::Give { person: world.person("Tomas"), role: PO, team: 0 }).await;
    world.done("Tomas", set("order-backlog", PM, "C")).await;
}

#[tokio::test]
async fn a_second_a_is_refused_and_an_a_can_go_over() {
    let world = world().await;
    both_hats(&world).await;
    assert_eq!(world.refused("Ines", set("order-backlog", DEV, "A")).await, "second-decider");
    assert_eq!(world.refused("Priya", set("order-backlog", DEV, "A")).await, "second-decider", "even as a wish");
    world.done("Ines", give_a("order-backlog", DEV)).await;
    assert_eq!(matrix(&world).await.deciders(Right::OrderBacklog, 0), DEV.into());
    assert_eq!(cell(&world, "order-backlog", PO).await, "R");
    let swap = [(DEV, "C"), (LEADER, "A")].map(|(role, cell)| Change::SetCell {
        subject: Right::OrderBacklog.into(),
        scope: Scope::PRODUCT,
        role,
        cell: cell.parse().unwrap(),
    });
    world.done("Ines", ChangeCells { changes: swap.to_vec() }).await;
    assert_eq!(matrix(&world).await.deciders(Right::OrderBacklog, 0), LEADER.into());
}

#[tokio::test]
async fn what_cannot_be_changed_is_said_by_name() {
    let world = world().await;
    both_hats(&world).await;
    let add = |label: &str| AddOwn { label: label.into(), decides: None };
    assert_eq!(world.refused("Ines", set("change-who-decides", PM, "R")).await, "nobody-could-mend");
    assert_eq!(world.refused("Ines", set("order-backlog", PO, "A")).await, "nothing-to-change");
    assert_eq!(world.refused("Ines", StartFrom { preset: Preset::ManagerAndOwner }).await, "nothing-to-change");
    assert_eq!(world.refused("Ines", set("set-vision@T-2", PO, "R")).await, "no-such-team");
    assert_eq!(world.refused("Ines", set("own:answer-the-press", PO, "A")).await, "no-such-decision");
    assert_eq!(world.refused("Ines", DropRow { right: row("order-backlog") }).await, "row-stays");
    assert_eq!(world.refused("Ines", add(" … ")).await, "label-missing");
    world.done("Ines", add(&"x".repeat(80))).await;
    assert_eq!(world.refused("Ines", add(&"x".repeat(81))).await, "label-too-long");
    assert_eq!(world.refused("Ines", add(&"x".repeat(80))).await, "added-before");
    let rename = RenameOwn { right: row("order-backlog"), label: "Rank it".into() };
    assert_eq!(world.refused("Ines", rename).await, "not-yours-to-name");
}

#[tokio::test]
async fn added_decisions_may_be_at_fault_and_are_never_enforced() {
    let world = world().await;
    both_hats(&world).await;
    world.done("Ines", AddOwn { label: "Write to all readers".into(), decides: Some(PM) }).await;
    world.done("Ines", set("own:write-to-all-readers", PO, "A")).await;
    world.done("Ines", AddOwn { label: "Answer the press".into(), decides: None }).await;
    let mut tx = world.app.db.read().await.unwrap();
    let everybody = store::held(&mut tx, world.shelf).await.unwrap();
    let faults = matrix(&world).await.faults(&everybody, true);
    let said: Vec<_> = faults.iter().map(|fault| (fault.label.as_str(), fault.flaw.short())).collect();
    assert_eq!(said, [("Write to all readers", "Two decide"), ("Answer the press", "Nobody decides")]);
    drop(tx);
    world.done("Ines", DropRow { right: row("own:answer-the-press") }).await;
    world.done("Ines", RenameOwn { right: row("own:write-to-all-readers"), label: "Write to everybody".into() }).await;
    let own: Vec<_> = matrix(&world).await.own().iter().map(|own| own.label.clone()).collect();
    assert_eq!(own, ["Write to everybody"]);
}

#[tokio::test]
async fn a_row_without_an_a_waits_for_whoever_mends_it() {
    let world = world().await;
    both_hats(&world).await;
    world.done("Ines", set("order-roadmap", PM, "C")).await;
    let mut tx = world.app.db.read().await.unwrap();
    let rows = store::row(&mut tx, world.shelf, Right::OrderRoadmap).await.unwrap();
    assert_eq!(rows.deciders(Right::ChangeWhoDecides, 0), PM.into(), "the row of who mends comes along");
}

#[tokio::test]
async fn a_team_has_its_own_row_even_when_nobody_is_left_in_it() {
    let world = world().await;
    both_hats(&world).await;
    assert_eq!(world.refused("Ines", set("plan-sprint@T-2", PO, "C")).await, "no-such-team");
    with_team(&world).await;
    assert_eq!(world.refused("Ines", set("set-vision@T-2", PO, "R")).await, "once-a-product");
    world.done("Ines", set("plan-sprint@T-2", PO, "C")).await;
    assert_eq!(cell(&world, "plan-sprint@T-2", DEV).await, "A", "it begins as a copy of the product's");
    assert_eq!(cell(&world, "plan-sprint", PO).await, "R", "the product's row stays");
    let now = matrix(&world).await.row(Right::PlanSprint, 2).cells;
    for (role, _) in now.iter().filter(|(_, cell)| cell.to_string() != "-") {
        world.done("Ines", set("plan-sprint@T-2", role, "-")).await;
    }
    assert!(matrix(&world).await.deciders(Right::PlanSprint, 2).is_empty(), "the empty row is still the team's");
    world.done("Ines", DropRow { right: row("plan-sprint@T-2") }).await;
    assert_eq!(matrix(&world).await.deciders(Right::PlanSprint, 2), DEV.into());
}
