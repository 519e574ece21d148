//! Rows that do not say who decides.

use super::super::{Fault, Flaw, Hats, Preset, Right, RoleSet, Subject, Tally};
use super::{DEV, LEADER, PM, PO, everybody, manager_and_owner, own, set, shelf};

fn said(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(Fault::in_words).collect()
}

#[test]
fn the_library_product_has_two() {
    let faults = shelf().faults(&everybody(), true);
    assert_eq!(
        said(&faults),
        [
            "Write to all readers: the product manager and the product owner decide.",
            "Answer the press: nobody decides, and the product manager and the product owner prepare it for nobody.",
        ]
    );
    assert_eq!(faults.iter().map(|fault| fault.flaw.short()).collect::<Vec<_>>(), ["Two decide", "Nobody decides"]);
    assert_eq!(shelf().tally(), Tally { one: 28, several: 1, nobody: 1 });
    let of_teams = Preset::OwnerPerTeam.matrix([1, 2]);
    assert_eq!(of_teams.tally(), Tally { one: 26, several: 0, nobody: 0 }, "a team decides the same thing again");
}

#[test]
fn a_role_nobody_has_decides_nothing() {
    let faults = manager_and_owner().faults(&[PM, PO, DEV].into(), true);
    let leader_decides = "Move the product to its next phase: the business leader decides, and nobody has that role.";
    assert_eq!(said(&faults), [leader_decides]);
    assert!(faults[0].flaw.way_out().starts_with("An administrator can give somebody the role of business leader"));
}

#[test]
fn a_row_that_is_gone_is_missed() {
    let gone = manager_and_owner()
        .changed(&[super::super::Change::DropRow { subject: Right::AcceptStory.into(), scope: 0.into() }]);
    let faults = gone.unwrap().faults(&everybody(), true);
    assert_eq!(said(&faults), ["Accept a finished story: nobody decides."]);
}

#[test]
fn sprints_are_missed_only_where_there_are_sprints() {
    let matrix = Preset::OutsideScrum.matrix([]);
    assert_eq!(matrix.faults(&everybody(), false), []);
    let missed: Vec<_> = matrix.faults(&everybody(), true).into_iter().map(|fault| fault.subject).collect();
    assert_eq!(missed, [Right::PlanSprint, Right::ChangeSprint, Right::CancelSprint].map(Subject::from));
}

#[test]
fn a_team_without_the_role_its_row_names_is_at_fault_alone() {
    let matrix = manager_and_owner().changed(&[set(Right::AcceptStory, 2, DEV, "C")]).unwrap();
    let in_team_one: Hats = [(PM, 0), (PO, 1), (DEV, 0), (LEADER, 0)].into_iter().collect();
    let faults = matrix.faults(&in_team_one, true);
    let says = "Accept a finished story (team T-2): the product owner decides, and nobody in team T-2 has that role.";
    assert_eq!(said(&faults), [says]);
    assert_eq!(faults[0].flaw, Flaw::NotInTheTeam { decider: PO, team: 2 });
    assert_eq!(matrix.faults(&everybody(), true), [], "whoever has the role for the whole product has it there");
}

#[test]
fn one_of_the_two_alone_may_draw_the_line_so_that_is_no_fault() {
    let faults = manager_and_owner().faults(&[PO, DEV, LEADER].into(), true);
    assert!(!faults.is_empty());
    assert!(faults.iter().all(|fault| fault.subject != Subject::from(Right::ChangeWhoDecides)));
}

#[test]
fn what_the_product_added_is_judged_too() {
    let matrix = shelf();
    let prices = own(&matrix, "Accept licence prices");
    let nobody_leads: Hats = everybody().anywhere().without(LEADER.into()).into();
    let flaws = matrix.faults(&nobody_leads, true);
    let flaw = flaws.iter().find(|fault| fault.subject == prices).map(|fault| fault.flaw);
    assert_eq!(flaw, Some(Flaw::NobodyHolds { decider: LEADER }));
    assert_eq!(RoleSet::EMPTY.named(), "nobody");
}
