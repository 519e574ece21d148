//! Whose answer a decision waits for.

use ground::clock::Ts;

use super::super::{Asked, Hats, Matrix, Right, Role};
use super::{DEV, LEADER, PM, PO, manager_and_owner, own, set, shelf};

const HOUR: i64 = 3_600_000_000;

fn people(of: &[(&'static str, Role)]) -> Vec<(&'static str, Hats)> {
    let mut people: Vec<(&str, Vec<(Role, i64)>)> = Vec::new();
    for (name, role) in of {
        match people.iter_mut().find(|(known, _)| known == name) {
            Some((_, hats)) => hats.push((*role, 0)),
            None => people.push((name, vec![(*role, 0)])),
        }
    }
    people.into_iter().map(|(name, hats)| (name, hats.into_iter().collect())).collect()
}

/// The roles an order of the backlog waits for, so many hours after it was asked.
fn awaited(matrix: &Matrix, there: &[(&'static str, Role)], spoke: &[&'static str], hours: i64) -> Vec<(Role, i64)> {
    let asked = Asked { everybody: &people(there), spoke, since: Ts(0) };
    let awaited = matrix.awaited(Right::OrderBacklog, 0, &asked, Ts(hours * HOUR));
    awaited.into_iter().map(|one| (one.role, one.until.0 / HOUR)).collect()
}

fn backlog_waits() -> Matrix {
    let both = [set(Right::OrderBacklog, 0, DEV, "C waits 24h"), set(Right::OrderBacklog, 0, PM, "C waits 48h")];
    manager_and_owner().changed(&both).unwrap()
}

const TEAM: [(&str, Role); 4] = [("Ines", PM), ("Tomas", PO), ("Priya", DEV), ("Jonas", DEV)];

#[test]
fn a_row_that_does_not_wait_waits_for_nobody() {
    assert_eq!(awaited(&manager_and_owner(), &TEAM, &[], 0), []);
    assert!(!manager_and_owner().may_wait(Right::OrderBacklog, 0) && backlog_waits().may_wait(Right::OrderBacklog, 0));
}

#[test]
fn each_role_is_waited_for_until_one_of_it_answers_or_its_time_is_over() {
    let matrix = backlog_waits();
    assert_eq!(awaited(&matrix, &TEAM, &[], 0), [(PM, 48), (DEV, 24)]);
    assert_eq!(awaited(&matrix, &TEAM, &["Jonas"], 0), [(PM, 48)]);
    assert_eq!(awaited(&matrix, &TEAM, &["Ines"], 23), [(DEV, 24)]);
    assert_eq!(awaited(&matrix, &TEAM, &[], 24), [(PM, 48)]);
    assert_eq!(awaited(&matrix, &TEAM, &[], 48), []);
}

#[test]
fn nobody_waits_for_a_role_that_is_nobodys_nor_for_whoever_decides() {
    let matrix = backlog_waits();
    assert_eq!(awaited(&matrix, &[("Ines", PM), ("Tomas", PO)], &[], 0), [(PM, 48)]);
    let both_hats = [("Ines", PM), ("Ines", PO), ("Ines", DEV)];
    assert_eq!(awaited(&matrix, &both_hats, &[], 0), []);
    let also_develops = [("Tomas", PO), ("Tomas", DEV), ("Priya", DEV)];
    assert_eq!(awaited(&matrix, &also_develops, &["Tomas"], 0), [(DEV, 24)], "the decider's word is no answer");
    assert_eq!(awaited(&matrix, &also_develops, &["Priya"], 0), []);
}

#[test]
fn a_decision_of_the_log_waits_as_well() {
    let matrix = shelf();
    let everybody = people(&[("Ines", PM), ("Tomas", PO), ("Karel", Role::ProjectManager), ("Lea", LEADER)]);
    let asked = Asked { everybody: &everybody, spoke: &[], since: Ts(0) };
    let awaited = matrix.awaited(own(&matrix, "Set the freeze date"), 0, &asked, Ts(0));
    assert_eq!(awaited.into_iter().map(|one| one.role).collect::<Vec<_>>(), [PO]);
}
