//! Reading a matrix, changing it, and its JSON.

use serde_json::{Value, json};

use super::super::{Cell, Change, ChangeRefusal, Difference, LabelRefusal, Matrix, NoMatrix, OwnRight};
use super::super::{Preset, Right, Role, Scope};
use super::{DEV, LEADER, PM, PO, everybody, manager_and_owner, own, set, shelf};

fn refused(matrix: &Matrix, changes: &[Change]) -> ChangeRefusal {
    matrix.changed(changes).unwrap_err()
}

#[test]
fn the_mark_beside_a_field_says_whose_call_it_is() {
    let said = |right| manager_and_owner().who_decides(right, 0, &everybody()).in_words();
    assert_eq!(said(Right::SetVision), "the product manager decides");
    assert_eq!(said(Right::OrderRoadmap), "the product manager decides, the product owner proposes");
    assert_eq!(said(Right::DefineFeature), "the product owner decides, the product manager proposes");
    assert_eq!(said(Right::MovePhase), "the business leader decides, the product manager proposes");
    assert_eq!(said(Right::RateEffort), "the developers decide");
    assert_eq!(said(Right::WriteStory), "the product owner decides, the developers may act at once");
    let both = "the product manager decides, it takes effect when the product owner agrees";
    assert_eq!(said(Right::ChangeWhoDecides), both);
}

#[test]
fn agreement_is_not_promised_where_nobody_could_give_it() {
    let call = manager_and_owner().who_decides(Right::ChangeWhoDecides, 0, &[PM, DEV].into());
    assert_eq!(call.agrees, None);
    assert_eq!(call.decider(), Some(PM));
    let owner_only = Preset::OwnerOnly.matrix([]).who_decides(Right::ChangeWhoDecides, 0, &everybody());
    assert_eq!(owner_only.in_words(), "the product owner decides");
}

#[test]
fn a_row_ends_with_its_marks() {
    let matrix = shelf();
    let notes = |right: Right| matrix.notes(right, 0, &everybody());
    assert_eq!(notes(Right::AnswerCustomer), ["manager, delegated"]);
    assert_eq!(notes(Right::WriteStory), ["developers, delegated"]);
    assert_eq!(notes(Right::ChangeWhoDecides), ["owner must agree"]);
    assert_eq!(matrix.notes(own(&matrix, "Set the freeze date"), 0, &everybody()), ["owner, waits 1 day"]);
}

#[test]
fn who_is_told_before_and_after() {
    let matrix = manager_and_owner();
    assert_eq!(matrix.consulted(Right::OrderBacklog, 0), [PM, DEV].into());
    assert_eq!(matrix.informed(Right::AcceptStory, 0), [PM, DEV].into());
    assert_eq!(matrix.preparers(Right::AnswerCustomer, 0), PM.into());
}

#[test]
fn an_a_is_moved_in_one_step() {
    let moved = [set(Right::ScopeRelease, 0, PO, "A"), set(Right::ScopeRelease, 0, PM, "R")];
    let matrix = manager_and_owner().changed(&moved).unwrap();
    assert_eq!(matrix.deciders(Right::ScopeRelease, 0), PO.into());
    let difference = |role, before, after| Difference {
        subject: Right::ScopeRelease.into(),
        scope: Scope::PRODUCT,
        role,
        before,
        after,
    };
    let both = [difference(PM, Cell::Decides, Cell::Prepares), difference(PO, Cell::Prepares, Cell::Decides)];
    assert_eq!(matrix.differences(&manager_and_owner()), both);
    assert_eq!(matrix.differences(&matrix), []);
}

#[test]
fn a_change_to_what_is_there_is_no_change() {
    let same = manager_and_owner().changed(&[set(Right::SetVision, 0, PM, "A")]).unwrap();
    assert_eq!(same, manager_and_owner());
}

#[test]
fn differences_stand_in_the_order_of_the_page() {
    let drop = Change::DropRow { subject: Right::ShapeBusiness.into(), scope: Scope::PRODUCT };
    let after = manager_and_owner().changed(&[set(Right::DecideGo, 0, DEV, "I"), drop]).unwrap();
    let rows: Vec<_> = after.differences(&manager_and_owner()).into_iter().map(|cell| cell.subject).collect();
    let [gone @ .., changed] = rows.as_slice() else { panic!("there are differences") };
    assert_eq!(gone, vec![Right::ShapeBusiness.into(); 3]);
    assert_eq!(*changed, Right::DecideGo.into());
}

#[test]
fn a_second_a_is_refused_where_actions_ask() {
    let refusal = refused(&manager_and_owner(), &[set(Right::OrderBacklog, 0, PM, "A")]);
    assert_eq!(
        refusal.to_string(),
        "“Order the product backlog” would be decided by the product manager and the product owner. One role decides: \
         take the A from the others."
    );
    assert!(matches!(
        refused(&manager_and_owner(), &[set(Right::OrderBacklog, 2, PM, "A")]),
        ChangeRefusal::SecondDecider { .. }
    ));
}

#[test]
fn a_row_at_fault_does_not_hold_up_other_changes() {
    let base = manager_and_owner();
    let rows = base.rows().iter().cloned().map(|mut row| {
        row.cells = row.cells.with(LEADER, Cell::Decides).unwrap();
        row
    });
    let all_at_fault =
        Matrix::new(vec![], rows.filter(|row| row.subject != Right::MovePhase.into()).collect()).unwrap();
    let mended = all_at_fault.changed(&[set(Right::SetVision, 0, LEADER, "C")]).unwrap();
    assert_eq!(mended.deciders(Right::SetVision, 0), PM.into());
    let touched = refused(&all_at_fault, &[set(Right::SetVision, 0, DEV, "C")]);
    assert!(matches!(touched, ChangeRefusal::SecondDecider { .. }));
}

#[test]
fn somebody_must_be_left_to_mend_the_matrix() {
    let base = manager_and_owner();
    assert_eq!(refused(&base, &[set(Right::ChangeWhoDecides, 0, PM, "-")]), ChangeRefusal::NobodyCouldMend);
    let drop = Change::DropRow { subject: Right::ChangeWhoDecides.into(), scope: Scope::PRODUCT };
    assert_eq!(refused(&base, &[drop]), ChangeRefusal::NobodyCouldMend);
    assert!(base.changed(&[set(Right::OrderBacklog, 0, PO, "-")]).is_ok(), "other holes are faults, and are shown");
}

#[test]
fn a_team_begins_with_the_rows_of_the_product_and_can_return_to_them() {
    let base = manager_and_owner();
    let team = base.changed(&[set(Right::AcceptStory, 2, DEV, "R delegated")]).unwrap();
    assert_eq!(team.row(Right::AcceptStory, 2).cells.get(PO), Cell::Decides);
    assert_eq!(team.row(Right::AcceptStory, 1), base.row(Right::AcceptStory, 0));
    let back = team.changed(&[Change::DropRow { subject: Right::AcceptStory.into(), scope: 2.into() }]).unwrap();
    assert_eq!(back, base);
    let gone = team.changed(&[Change::DropRow { subject: Right::AcceptStory.into(), scope: Scope::PRODUCT }]).unwrap();
    assert!(gone.deciders(Right::AcceptStory, 2).is_empty(), "the rows of its teams go with the product’s");
}

#[test]
fn what_is_decided_once_has_no_row_for_a_team() {
    let refusal = refused(&manager_and_owner(), &[set(Right::SetVision, 1, DEV, "C")]);
    assert_eq!(refusal, NoMatrix::OnceAProduct("Set the vision".to_owned()).into());
}

#[test]
fn a_decision_for_the_log_is_added_renamed_and_removed() {
    let add = |label: &str| Change::AddOwn { label: label.to_owned() };
    let matrix = manager_and_owner().changed(&[add("Answer the press")]).unwrap();
    let press = own(&matrix, "Answer the press");
    assert_eq!(
        refused(&matrix, &[add("answer the PRESS!")]),
        ChangeRefusal::AddedBefore("answer the PRESS!".to_owned())
    );
    assert_eq!(refused(&matrix, &[add(" ")]), LabelRefusal::Missing.into());

    let code = matrix.own()[0].code.clone();
    let rename = |label: &str| Change::RenameOwn { code: code.clone(), label: label.to_owned() };
    assert_eq!(matrix.changed(&[rename("Answer the press")]).unwrap(), matrix);
    let renamed = matrix.changed(&[rename("Talk to the press")]).unwrap();
    assert_eq!(renamed.label(&press), "Talk to the press");
    assert!(matches!(refused(&renamed, &[add("Talk to the press")]), ChangeRefusal::AddedBefore(_)));

    let removed = renamed.changed(&[Change::DropRow { subject: press.clone(), scope: Scope::PRODUCT }]).unwrap();
    assert_eq!(removed, manager_and_owner());
    assert!(matches!(refused(&removed, &[set(press, 0, PM, "A")]), ChangeRefusal::Row(NoMatrix::NotAdded(_))));
}

#[test]
fn a_product_adds_fifty_decisions_and_no_more() {
    let add = |n: usize| Change::AddOwn { label: format!("Decision {n}") };
    let full = manager_and_owner().changed(&(0..50).map(add).collect::<Vec<_>>()).unwrap();
    assert_eq!(refused(&full, &[add(50)]), ChangeRefusal::TooMany);
}

#[test]
fn customers_have_no_column() {
    let refusal = refused(&manager_and_owner(), &[set(Right::RankNeeds, 0, Role::Customer, "C")]);
    assert!(matches!(refusal, ChangeRefusal::Customers(_)));
}

#[test]
fn a_row_is_readable_json() {
    let matrix = shelf();
    let date = own(&matrix, "Set the freeze date");
    let json = json!({
        "subject": "own:set-the-freeze-date",
        "cells": {
            "product-manager": "C",
            "product-owner": "C waits 24h",
            "developer": "R",
            "project-manager": "A",
        },
    });
    assert_eq!(serde_json::to_value(matrix.row(date, 0)).unwrap(), json);
}

#[test]
fn json_that_is_no_matrix_says_why() {
    let read = |rows: Value| serde_json::from_value::<Matrix>(json!({ "rows": rows })).unwrap_err().to_string();
    let row = json!({ "subject": "set-vision", "cells": { "product-manager": "A" } });
    assert!(read(json!([row, row])).contains("two rows “Set the vision”"));
    assert!(read(json!([{ "subject": "own:gone", "cells": {} }])).contains("There is no decision “gone” here"));
    assert!(
        read(json!([{ "subject": "set-vision", "scope": 1, "cells": {} }])).contains("decided once for the product")
    );
    assert!(read(json!([{ "subject": "set-visions", "cells": {} }])).contains("“set-visions” is no decision right"));
    assert!(
        read(json!([{ "subject": "set-vision", "cells": { "customer": "A" } }])).contains("Customers make requests")
    );
    assert!(read(json!([{ "subject": "set-vision", "cells": { "developer": "X" } }])).contains("not “X”"));
}

#[test]
fn a_change_is_plain_json_for_the_api() {
    let change =
        json!({ "change": "set-cell", "subject": "order-backlog", "role": "developer", "cell": "R delegated" });
    let read: Change = serde_json::from_value(change).unwrap();
    assert_eq!(read, set(Right::OrderBacklog, 0, DEV, "R delegated"));
    let misspelt = json!({ "change": "drop-row", "subject": "order-backlog", "scop": 2 });
    assert!(serde_json::from_value::<Change>(misspelt).is_err(), "or the product’s row would go instead of the team’s");
}

#[test]
fn rows_stand_in_the_order_of_the_page_however_they_were_stored() {
    let matrix =
        Preset::OwnerPerTeam.matrix([2, 1]).changed(&[Change::AddOwn { label: "Choose a printer".to_owned() }]);
    let matrix = matrix.unwrap();
    let own: Vec<OwnRight> = matrix.own().to_vec();
    let backwards = matrix.rows().iter().rev().cloned().collect();
    assert_eq!(Matrix::new(own, backwards).unwrap(), matrix);
}
