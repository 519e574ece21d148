//! The page of who decides, as people meet it.

use axum::http::StatusCode;

use super::{DEV, PM, PO, both_hats, cell, set, take};
use crate::FLOOR;
use crate::roles::actions::{AddOwn, Describe};
use crate::roles::rules::{Agile, Maturity, Philosophy, Size, Structure};
use crate::testing::{Browser, World, assert_ids_are_unique};

async fn world() -> World {
    World::new(&[FLOOR]).await
}

#[tokio::test]
async fn everybody_sees_the_matrix_and_members_can_change_it() {
    let world = world().await;
    for name in ["Ines", "Tomas", "Priya", "Sam", "Lea", "Karel"] {
        let page = Browser::of(&world, name).await.page("/shelf/roles").await;
        assert!(page.contains("26 decisions, six roles. For each of them exactly one role decides"), "{name}");
        assert!(page.contains("id=\"cell-menu\"") && page.contains("value=\"order-backlog:developer\""), "{name}");
        assert!(page.contains("Ines changes it, Tomas agrees"), "{name}");
        assert_ids_are_unique(&page);
    }
    let ada = Browser::of(&world, "Ada").await.page("/shelf/roles").await;
    assert!(ada.contains("Who decides what") && !ada.contains("cell-menu\"") && !ada.contains("Add a decision"));
    assert_eq!(Browser::of(&world, "Adele").await.get("/shelf/roles").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn faults_are_said_with_what_to_do() {
    let world = world().await;
    both_hats(&world).await;
    world.done("Ines", AddOwn { label: "Write to all readers".into(), decides: Some(PM) }).await;
    world.done("Ines", set("own:write-to-all-readers", PO, "A")).await;
    world.done("Ines", AddOwn { label: "Answer the press".into(), decides: None }).await;
    world
        .done("Ada", crate::roles::members::actions::Take { person: world.person("Lea"), role: super::LEADER, team: 0 })
        .await;
    let page = Browser::of(&world, "Ines").await.page("/shelf/roles").await;
    assert!(page.contains("For 26 exactly one role decides; "), "{page}");
    assert!(page.contains("one has two, one has nobody, one has a role that nobody holds"));
    assert!(page.contains("<tr class=\"bad\" id=\"row-own:write-to-all-readers\"") && page.contains("Two decide"));
    assert!(page.contains("<tr class=\"hole\" id=\"row-own:answer-the-press\"") && page.contains("Nobody decides"));
    assert!(
        page.contains("Held by nobody")
            && page.contains("An administrator can give somebody the role of business leader")
    );
}

#[tokio::test]
async fn a_letter_in_a_cell_changes_it_or_asks_the_other() {
    let world = world().await;
    let ines = Browser::of(&world, "Ines").await;
    // The word of a column is what the script sends.
    let form = [("right", "order-backlog"), ("role", "manager"), ("value", "R")];
    assert_eq!(ines.send("/shelf/roles", "matrix.set_cell", &form).await.to(), "/shelf/roles");
    assert_eq!(cell(&world, "order-backlog", PM).await, "C");
    let page = ines.page("/shelf/roles").await;
    assert!(page.contains("Proposed, not in effect yet") && page.contains("You propose, Tomas to decide"), "{page}");

    let tomas = Browser::of(&world, "Tomas").await;
    assert!(tomas.page("/shelf/roles").await.contains("Ines proposes, you agree to it"));
    let yes = [("proposal", "P-1"), ("because", "Fine")];
    assert_eq!(tomas.send("/shelf/roles", "proposal.take", &yes).await.status, StatusCode::SEE_OTHER);
    assert_eq!(cell(&world, "order-backlog", PM).await, "R");
}

#[tokio::test]
async fn a_refused_cell_is_shown_again_with_the_way_out() {
    let world = world().await;
    both_hats(&world).await;
    let ines = Browser::of(&world, "Ines").await;
    let form = [("right", "order-backlog"), ("role", "developer"), ("value", "A")];
    let refused = ines.send("/shelf/roles", "matrix.set_cell", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("One role decides: take the A from the others."), "{}", refused.text);
    assert!(refused.text.contains("name=\"instead\"") && refused.text.contains("value=\"A\" checked"));
    assert!(refused.text.contains("<option value=\"R\" selected>"), "the way out is chosen already");
    let form = [("right", "order-backlog"), ("role", "developer"), ("value", "A"), ("instead", "C")];
    ines.send("/shelf/roles", "matrix.set_cell", &form).await;
    assert_eq!(
        (cell(&world, "order-backlog", DEV).await, cell(&world, "order-backlog", PO).await),
        ("A".into(), "C".into())
    );
}

#[tokio::test]
async fn the_plain_form_of_a_cell_and_a_preset_are_looked_at_before_they_change_anything() {
    let world = world().await;
    let ines = Browser::of(&world, "Ines").await;
    let page = ines.page("/shelf/roles?cell=order-backlog:developer").await;
    assert!(page.contains("What the developers have to do with it") && page.contains("Ask Tomas to agree"));
    assert_ids_are_unique(&page);
    let page = ines.page("/shelf/roles?from=owner-only").await;
    assert!(page.contains("Start from “Owner only”") && page.contains("decisions go to another role"), "{page}");
    for nonsense in ["cell=order-backlog:customer", "cell=x", "from=nobody", "maturity=old"] {
        ines.page(&format!("/shelf/roles?{nonsense}")).await;
    }
}

#[tokio::test]
async fn the_advisor_never_hides_that_a_factor_disagrees() {
    let world = world().await;
    let ines = Browser::of(&world, "Ines").await;
    assert!(ines.page("/shelf/roles").await.contains("No advice yet"));
    let asked = "maturity=growing&size=medium&structure=function&agile=deep&philosophy=team-led";
    let page = ines.page(&format!("/shelf/roles?{asked}")).await;
    assert!(page.contains("Advice: two people"), "{page}");
    assert!(page.contains("Company philosophy argues against: one person with both hats would also work"));
    assert!(page.contains("Team-led: one person with both hats would also work. Against."));
    assert!(page.contains("What would change it") && page.contains("would make it"));
    assert!(page.contains("Keep them") || page.contains("Ask Tomas to agree"));

    let answers = Describe {
        maturity: Some(Maturity::Growing),
        size: Some(Size::Medium),
        structure: Some(Structure::Function),
        agile: Some(Agile::Deep),
        philosophy: Some(Philosophy::TeamLed),
    };
    let kept = world.proposed("Ines", answers).await.key;
    world.done("Tomas", take(kept)).await;
    assert!(ines.page("/shelf/roles").await.contains("Advice: two people"), "the answers are kept");
}

#[tokio::test]
async fn a_decision_is_added_before_anybody_decides_it() {
    let world = world().await;
    both_hats(&world).await;
    let ines = Browser::of(&world, "Ines").await;
    let form = [("label", "Answer the press"), ("decides", "")];
    let added = ines.send("/shelf/roles", "matrix.add_own", &form).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
    assert!(ines.page("/shelf/roles").await.contains("Answer the press: nobody decides."));
}
