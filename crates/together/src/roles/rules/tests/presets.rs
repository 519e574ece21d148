//! The tables to start from.

use super::super::{Cell, Hats, Letter, Matrix, Preset, Right, Role, RoleSet, Ruling, Scope, Subject};
use super::{DEV, PM, PO, manager_and_owner, own, shelf};

/// The table as it was agreed on, in its own notation: who decides, prepares, is told before, is told after.
const AGREED: &str = "
    Set the vision | PM | | PO, leader | all
    Choose goals and key results | PM | | PO, leader | all
    Describe market and segments | PM | PO | leader |
    Value proposition, business model, go-to-market | PM | | leader, PO |
    Order the roadmap | PM | PO | developers, leader, project |
    Move the product to its next phase | leader | PM | PO | all
    Identify and rank needs | PO | PM | developers |
    Place, merge or decline a request | PO | | PM |
    Answer a customer | PO | PM (delegated) | |
    Define a feature | PO | PM | developers |
    Rate priorities: value | PO | PM | leader |
    Rate effort, estimate a story | developers | | PO |
    Write stories and acceptance criteria | PO | developers (delegated) | |
    Order the product backlog | PO | | PM, developers |
    Answer developers’ questions | PO | PM | | developers
    Accept a finished story | PO | | | developers, PM
    Set the sprint goal, choose what enters a sprint | developers | PO | scrum master | PM
    Change scope inside a sprint | developers | PO | | PM
    Cancel a sprint | PO | | developers | PM
    Definition of ready | PO | developers | |
    Definition of done | developers | PO | scrum master |
    Scope of a release | PM | PO | developers, project | leader
    Technically sound: sign the readiness criteria | PM | developers | PO |
    Go or no-go | PM | | PO, leader, developers | all
    Release notes, changelog | PO | PM | |
    Change who decides | PM | PO | leader | all";

fn cell_agreed(columns: &[&str], role: Role) -> Cell {
    let name = ["PM", "PO", "developers", "scrum master", "leader", "project"][role as usize];
    let letters = [Cell::Decides, Cell::Prepares, Cell::Consulted, Cell::Informed];
    for (letter, column) in letters.into_iter().zip(columns) {
        match column.split(", ").find(|entry| entry.trim_end_matches(" (delegated)") == name || *entry == "all") {
            Some(entry) if entry.ends_with("(delegated)") => return Cell::Delegated,
            Some(_) => return letter,
            None => {}
        }
    }
    Cell::NotInvolved
}

#[test]
fn manager_and_owner_is_the_table_agreed_on() {
    let lines: Vec<_> = AGREED.trim().lines().collect();
    assert_eq!(lines.len(), Right::ALL.len());
    for (line, right) in lines.into_iter().zip(Right::ALL) {
        let parts: Vec<_> = line.split('|').map(str::trim).collect();
        let [label, columns @ ..] = parts.as_slice() else { panic!("{line}") };
        assert_eq!(*label, right.label());
        for (role, cell) in manager_and_owner().row(*right, 0).cells.iter() {
            assert_eq!(cell, cell_agreed(columns, role), "{label}: {}", role.label());
        }
    }
}

#[test]
fn in_every_row_exactly_one_role_decides() {
    for preset in Preset::ALL {
        for row in preset.matrix([1, 2, 3]).rows() {
            let deciders = row.cells.roles(Letter::A);
            assert_eq!(deciders.len(), 1, "{}: {} {:?}", preset.label(), row.subject, row.scope);
        }
    }
}

#[test]
fn every_right_has_one_row_unless_the_preset_has_no_sprints() {
    for preset in Preset::ALL {
        let matrix = preset.matrix([]);
        let rows: Vec<_> = matrix.rows().iter().map(|row| row.subject.clone()).collect();
        let known: Vec<_> =
            Right::ALL.iter().filter(|right| preset.knows(**right)).map(|r| Subject::from(*r)).collect();
        assert_eq!(rows, known, "{}", preset.label());
        assert_eq!(known.len(), if *preset == Preset::OutsideScrum { 23 } else { 26 });
    }
}

#[test]
fn the_roles_that_decide_are_those_it_says() {
    for preset in Preset::ALL {
        let matrix = preset.matrix([1]);
        let deciding = matrix.rows().iter().flat_map(|row| row.cells.roles(Letter::A).iter()).collect::<RoleSet>();
        assert_eq!(deciding, preset.deciding_roles(), "{}", preset.label());
    }
}

#[test]
fn a_product_with_the_deciding_roles_filled_has_no_fault() {
    for preset in Preset::ALL {
        let sprints = preset.knows(Right::PlanSprint);
        let faults = preset.matrix([1, 2]).faults(&preset.deciding_roles().into(), sprints);
        assert_eq!(faults, [], "{}", preset.label());
    }
}

#[test]
fn roles_that_a_preset_does_without_are_in_none_of_its_rows() {
    let involved =
        |preset: Preset, role| preset.matrix([1]).rows().iter().any(|row| row.cells.get(role) != Cell::NotInvolved);
    assert!(!involved(Preset::OwnerOnly, PM));
    assert!(!involved(Preset::OutsideScrum, PO));
    assert!(!involved(Preset::OutsideScrum, Role::ScrumMaster));
}

#[test]
fn one_person_with_both_hats_never_meets_a_proposal() {
    let (matrix, person) = (Preset::BothHats.matrix([]), Hats::from([PM, PO]));
    for right in Right::ALL {
        for others in [vec![], vec![DEV, Role::BusinessLeader]] {
            let everybody = Hats::from([PM, PO].into_iter().chain(others).collect::<RoleSet>());
            let ruling = matrix.ruling(*right, 0, &person, &everybody);
            assert!(matches!(ruling, Ruling::Acts { .. }), "{}: {ruling:?}", right.label());
        }
    }
}

#[test]
fn nobody_prepares_for_themselves_with_both_hats_on() {
    let matrix = Preset::BothHats.matrix([]);
    let both = |right: Right| [PM, PO].iter().all(|hat| matrix.row(right, 0).cells.get(*hat) != Cell::NotInvolved);
    let with_both: Vec<_> = Right::ALL.iter().copied().filter(|right| both(*right)).collect();
    assert_eq!(with_both, [Right::ChangeWhoDecides]);
}

#[test]
fn an_owner_per_team_owns_the_order_of_that_team_and_the_manager_the_common_one() {
    let matrix = Preset::OwnerPerTeam.matrix([1, 2]);
    assert_eq!(matrix.deciders(Right::OrderBacklog, 0), PM.into());
    assert_eq!(matrix.deciders(Right::OrderBacklog, 1), PO.into());
    assert_eq!(matrix.deciders(Right::OrderBacklog, 3), PM.into());
    let of_teams = |team| matrix.rows().iter().filter(|row| row.scope == Scope::from(team)).count();
    assert_eq!((of_teams(1), of_teams(2), of_teams(3)), (10, 10, 0));
}

#[test]
fn a_matrix_knows_the_preset_it_still_is() {
    for preset in Preset::ALL {
        assert_eq!(preset.matrix([1, 2]).preset(), Some(*preset));
    }
    assert_eq!(shelf().preset(), Some(Preset::ManagerAndOwner));
    let changed = manager_and_owner().changed(&[super::set(Right::SetVision, 0, DEV, "C")]).unwrap();
    assert_eq!(changed.preset(), None);
    assert_eq!(Matrix::default().preset(), None);
}

#[test]
fn starting_again_keeps_what_the_product_added() {
    let matrix = shelf().restarted(Preset::OwnerPerTeam, [1]);
    assert_eq!(matrix.preset(), Some(Preset::OwnerPerTeam));
    assert_eq!(matrix.own(), shelf().own());
    let prices = own(&matrix, "Accept licence prices");
    assert_eq!(matrix.row(prices.clone(), 0), shelf().row(prices, 0));
}
