//! Proposals as people meet them on pages.

use axum::http::StatusCode;

use super::store;
use crate::FLOOR;
use crate::roles::actions::SetCell;
use crate::roles::members::actions as members;
use crate::roles::rules::{Right, Role};
use crate::testing::{Browser, World, assert_ids_are_unique};

/// Somebody's wish that the manager have something else to do with the order of the backlog.
fn wish(value: &str) -> SetCell {
    let role = Role::ProductManager;
    SetCell { right: Right::OrderBacklog.into(), role, value: value.parse().unwrap(), instead: None }
}

async fn world() -> World {
    World::new(&[FLOOR]).await
}

#[tokio::test]
async fn everybody_finds_what_waits_for_them_what_they_made_and_the_rest() {
    let world = world().await;
    world.proposed("Ines", wish("R")).await;
    for (name, title, section, button) in [
        ("Tomas", "One proposal waits for you", "Wait for you", "Take it"),
        ("Ines", "No proposal waits for you", "You made", "Withdraw"),
        ("Priya", "No proposal waits for you", "Wait for others", ""),
    ] {
        let page = Browser::of(&world, name).await.page("/shelf/proposals").await;
        assert!(page.contains(title) && page.contains(&format!("<h2>{section}</h2>")), "{name}: {page}");
        assert!(page.contains("C: told before, may answer") || name == "Priya", "before and after");
        for other in ["Take it", "Withdraw"] {
            assert_eq!(page.contains(other), other == button, "{other} for {name}");
        }
        assert_ids_are_unique(&page);
    }
}

#[tokio::test]
async fn a_reason_is_asked_for_on_the_page_and_kept_with_the_decision() {
    let world = world().await;
    world.proposed("Ines", wish("R")).await;
    let tomas = Browser::of(&world, "Tomas").await;
    let answer = tomas.send("/shelf/proposals", "proposal.decline", &[("proposal", "P-1"), ("because", " ")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Say why in one sentence"), "{}", answer.text);
    let because = [("proposal", "P-1"), ("because", "I would be asked twice")];
    assert_eq!(tomas.send("/shelf/proposals", "proposal.decline", &because).await.to(), "/shelf/proposals");
    let page = tomas.page("/shelf/proposals").await;
    assert!(page.contains("Declined by Tomas") && page.contains("“I would be asked twice”"), "{page}");
}

#[tokio::test]
async fn what_has_moved_on_is_shown_and_can_be_taken_all_the_same() {
    let world = world().await;
    world.proposed("Ines", wish("R")).await;
    world.proposed("Ines", wish("I")).await;
    let tomas = Browser::of(&world, "Tomas").await;
    let take = |key| [("proposal", key), ("because", "Better so")];
    assert_eq!(tomas.send("/shelf/proposals", "proposal.take", &take("P-2")).await.status, StatusCode::SEE_OTHER);

    let answer = tomas.send("/shelf/proposals", "proposal.take", &take("P-1")).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("What P-1 touches has changed since it was made."), "{}", answer.text);
    assert!(answer.text.contains("<del>C: told before, may answer</del>"), "as it was");
    assert!(answer.text.contains("<ins>I: told after</ins>"), "as it is");
    assert!(answer.text.contains("Take it all the same") && answer.text.contains("Better so"), "the reason is kept");
    let anyway = [("proposal", "P-1"), ("because", "Better so"), ("anyway", "true")];
    assert_eq!(tomas.send("/shelf/proposals", "proposal.take", &anyway).await.status, StatusCode::SEE_OTHER);
    assert!(tomas.page("/shelf/proposals").await.contains("No proposal waits for you"));
}

#[tokio::test]
async fn where_nobody_could_take_it_the_page_says_what_is_missing() {
    let world = world().await;
    for (name, role) in [("Ines", Role::ProductManager), ("Tomas", Role::ProductOwner)] {
        world.done("Ada", members::Take { person: world.person(name), role, team: 0 }).await;
    }
    world.proposed("Priya", wish("R")).await;
    let page = Browser::of(&world, "Priya").await.page("/shelf/proposals").await;
    assert!(page.contains("nobody has that role. It waits until an administrator gives it."), "{page}");
}

#[tokio::test]
async fn a_proposal_of_an_older_program_can_be_read_and_declined_but_not_taken() {
    let world = world().await;
    world.proposed("Ines", wish("R")).await;
    let old: ground::db::Sql = ground::db::Sql::new(
        "old",
        "UPDATE proposal SET body = '[{\"action\":\"matrix.gone\",\"version\":1,\"body\":{}}]'",
    );
    let mut tx = world.app.db.write().await.unwrap();
    tx.run(old, vec![]).await.unwrap();
    tx.commit().await.unwrap();
    let tomas = Browser::of(&world, "Tomas").await;
    let page = tomas.page("/shelf/proposals").await;
    assert!(
        page.contains("made by an older Tandem") && !page.contains("Take it") && page.contains("Decline"),
        "{page}"
    );
    let answer =
        tomas.send("/shelf/proposals", "proposal.decline", &[("proposal", "P-1"), ("because", "Too old")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn decided_ones_are_paged_by_the_last_of_the_page_before() {
    let world = world().await;
    for _ in 0..35 {
        let proposal = world.proposed("Ines", wish("R")).await.key;
        world.done("Ines", super::actions::Withdraw { proposal }).await;
    }
    let mut tx = world.app.db.read().await.unwrap();
    let numbers = |page: Vec<store::Proposal>| page.iter().map(|proposal| proposal.number).collect::<Vec<_>>();
    let first = store::decided(&mut tx, world.shelf, None, 30).await.unwrap();
    let last = crate::thread::store::by_id(&mut tx, first.last().unwrap().thing).await.unwrap();
    let second = store::decided(&mut tx, world.shelf, last.as_ref(), 30).await.unwrap();
    assert_eq!((numbers(first), numbers(second)), ((6..=35).rev().collect(), (1..=5).rev().collect()));
    drop(tx);
    let ines = Browser::of(&world, "Ines").await;
    let page = ines.page("/shelf/proposals").await;
    assert!(page.contains("href=\"/shelf/proposals?after=P-6\""), "{page}");
    let page = ines.page("/shelf/proposals?after=P-6").await;
    assert!(page.contains("id=\"P-5\"") && !page.contains("id=\"P-6\""), "{page}");
}
