//! Whose call: who acts, who proposes to whom, who is refused.

use super::super::{Assent, Hats, Hitch, Matrix, Preset, Reason, Right, Role, RoleSet, Row, Ruling, Scope, Subject};
use super::{DEV, LEADER, PM, PO, everybody, manager_and_owner, set};

fn acts(as_role: Role) -> Ruling {
    Ruling::Acts { as_role, delegated: false }
}

fn proposes(as_role: Role, to: Role) -> Ruling {
    Ruling::Proposes { to, as_role, hitch: None, agreed: RoleSet::EMPTY }
}

fn rules(right: Right, actor: impl Into<Hats>) -> Ruling {
    manager_and_owner().ruling(right, 0, &actor.into(), &everybody())
}

/// Both the manager and the owner have an A, as a file may bring it in.
fn with_two_deciders() -> Matrix {
    let base = manager_and_owner();
    let both = base.row(Right::OrderBacklog, 0).cells.with(PM, "A".parse().unwrap()).unwrap();
    let rows = base.rows().iter().map(|row| match row.subject == Subject::from(Right::OrderBacklog) {
        true => Row { cells: both, ..row.clone() },
        false => row.clone(),
    });
    Matrix::new(vec![], rows.collect()).unwrap()
}

#[test]
fn who_decides_acts_and_who_does_not_proposes() {
    assert_eq!(rules(Right::OrderBacklog, [PO]), acts(PO));
    assert_eq!(rules(Right::OrderBacklog, [DEV]), proposes(DEV, PO));
    assert_eq!(rules(Right::OrderBacklog, [PM]), proposes(PM, PO));
    assert_eq!(rules(Right::OrderBacklog, [Role::ScrumMaster]), proposes(Role::ScrumMaster, PO));
    assert_eq!(rules(Right::PlanSprint, [PO]), proposes(PO, DEV));
    assert_eq!(rules(Right::MovePhase, [PM]), proposes(PM, LEADER));
}

#[test]
fn the_actor_is_one_of_everybody() {
    assert_eq!(manager_and_owner().ruling(Right::OrderBacklog, 0, &[PO].into(), &Hats::default()), acts(PO));
}

#[test]
fn who_prepares_a_delegated_row_acts_at_once() {
    assert_eq!(rules(Right::WriteStory, [DEV]), Ruling::Acts { as_role: DEV, delegated: true });
    assert_eq!(rules(Right::AnswerCustomer, [PM]), Ruling::Acts { as_role: PM, delegated: true });
    assert_eq!(rules(Right::WriteStory, [PM]), proposes(PM, PO));
}

#[test]
fn customers_and_strangers_decide_nothing() {
    assert_eq!(rules(Right::OrderBacklog, [Role::Customer]), Ruling::Refused(Reason::Customer));
    assert_eq!(rules(Right::OrderBacklog, []), Ruling::Refused(Reason::NotAMember));
    assert_eq!(rules(Right::OrderBacklog, [Role::Customer, DEV]), proposes(DEV, PO));
}

#[test]
fn the_role_that_gave_the_right_is_the_one_written_down() {
    assert_eq!(rules(Right::OrderBacklog, [PM, PO, DEV]), acts(PO));
    assert_eq!(rules(Right::SetVision, [PM, PO, DEV]), acts(PM));
    assert_eq!(rules(Right::RateEffort, [PM, PO, DEV]), acts(DEV));
    let leader = [set(Right::ChangeWhoDecides, 0, PM, "R"), set(Right::ChangeWhoDecides, 0, LEADER, "A")];
    let matrix = manager_and_owner().changed(&leader).unwrap();
    let both_who_must_agree = [PO, LEADER].into();
    assert_eq!(matrix.ruling(Right::ChangeWhoDecides, 0, &both_who_must_agree, &everybody()), acts(LEADER));
    // Nobody's own A: the hat that prepares it, before one that is only asked.
    assert_eq!(rules(Right::MovePhase, [PM, PO]), proposes(PM, LEADER));
}

#[test]
fn a_decision_that_nobody_could_take_waits_and_says_what_is_missing() {
    let ruling = manager_and_owner().ruling(Right::OrderBacklog, 0, &Hats::from([DEV]), &Hats::from([PM, DEV]));
    let Ruling::Proposes { to, hitch: Some(hitch), .. } = ruling else { panic!("{ruling:?}") };
    assert_eq!((to, hitch), (PO, Hitch::NobodyHolds(PO)));
    assert!(hitch.to_string().contains("an administrator gives it"));
}

#[test]
fn where_nobody_decides_the_one_who_can_mend_the_row_gets_the_proposal() {
    let hole = manager_and_owner().changed(&[set(Right::OrderBacklog, 0, PO, "R")]).unwrap();
    let ruling = hole.ruling(Right::OrderBacklog, 0, &Hats::from([PO]), &everybody());
    let waits = Ruling::Proposes { to: PM, as_role: PO, hitch: Some(Hitch::NobodyDecides), agreed: RoleSet::EMPTY };
    assert_eq!(ruling, waits);
    let taken = hole.assent(Right::OrderBacklog, 0, &Hats::from([PM]), RoleSet::EMPTY, &everybody());
    assert_eq!(taken, Assent::Refused(Reason::AnothersCall(RoleSet::EMPTY)));
    let Ruling::Proposes { to, .. } = Matrix::default().ruling(Right::SetVision, 0, &[DEV].into(), &everybody()) else {
        panic!("nobody decides anything here");
    };
    assert_eq!(to, PM, "where not even that row is there");
}

#[test]
fn the_manager_changes_who_decides_when_the_owner_agrees() {
    let ruling = rules(Right::ChangeWhoDecides, [PM]);
    assert_eq!(ruling, Ruling::Proposes { to: PO, as_role: PM, hitch: None, agreed: PM.into() });
    let taken = manager_and_owner().assent(Right::ChangeWhoDecides, 0, &[PO].into(), PM.into(), &everybody());
    assert_eq!(taken, Assent::Performs { as_role: PO });
}

#[test]
fn a_developer_who_would_change_who_decides_needs_both() {
    let matrix = manager_and_owner();
    assert_eq!(rules(Right::ChangeWhoDecides, [DEV]), proposes(DEV, PM));
    let first = matrix.assent(Right::ChangeWhoDecides, 0, &[PM, DEV].into(), RoleSet::EMPTY, &everybody());
    assert_eq!(first, Assent::Waits { to: PO, agreed: PM.into(), as_role: PM });
    let second = matrix.assent(Right::ChangeWhoDecides, 0, &[PO].into(), PM.into(), &everybody());
    assert_eq!(second, Assent::Performs { as_role: PO });
}

#[test]
fn alone_in_the_product_or_with_both_hats_one_changes_who_decides_alone() {
    let (matrix, right) = (manager_and_owner(), Right::ChangeWhoDecides);
    assert_eq!(matrix.ruling(right, 0, &[PM, PO].into(), &everybody()), acts(PM));
    assert_eq!(matrix.ruling(right, 0, &[PM].into(), &[PM, DEV].into()), acts(PM));
    assert_eq!(matrix.ruling(right, 0, &[PO].into(), &[PO, DEV].into()), acts(PO));
}

#[test]
fn two_who_decide_need_each_other_until_the_row_is_mended() {
    let (matrix, right) = (with_two_deciders(), Right::OrderBacklog);
    let ruling = matrix.ruling(right, 0, &[PM].into(), &everybody());
    assert_eq!(ruling, Ruling::Proposes { to: PO, as_role: PM, hitch: None, agreed: PM.into() });
    assert_eq!(matrix.assent(right, 0, &[PO].into(), PM.into(), &everybody()), Assent::Performs { as_role: PO });
    assert_eq!(matrix.ruling(right, 0, &[PM, PO].into(), &everybody()), acts(PM));
    // An A that nobody has holds nobody up.
    assert_eq!(matrix.ruling(right, 0, &[PO].into(), &[PO, DEV].into()), acts(PO));
}

#[test]
fn a_proposal_is_taken_by_who_decides_only() {
    let matrix = manager_and_owner();
    let taken = |right, taker: Role| matrix.assent(right, 0, &[taker].into(), RoleSet::EMPTY, &everybody());
    assert_eq!(taken(Right::OrderBacklog, PO), Assent::Performs { as_role: PO });
    assert_eq!(taken(Right::OrderBacklog, PM), Assent::Refused(Reason::AnothersCall(PO.into())));
    assert_eq!(taken(Right::WriteStory, DEV), Assent::Refused(Reason::AnothersCall(PO.into())), "delegated, not given");
}

#[test]
fn the_owner_of_one_team_proposes_to_the_owner_of_another() {
    let matrix = Preset::OwnerPerTeam.matrix([1, 2]);
    let first: Hats = [(PO, 1)].into_iter().collect();
    let everybody: Hats = [(PM, 0), (PO, 1), (PO, 2), (DEV, 1), (DEV, 2)].into_iter().collect();
    let ruling = |team| matrix.ruling(Right::OrderBacklog, team, &first, &everybody);
    assert_eq!(ruling(1), acts(PO));
    assert_eq!(ruling(2), proposes(PO, PO));
    assert_eq!(ruling(0), proposes(PO, PM));
    let also_develops: Hats = [(PO, 1), (DEV, 2)].into_iter().collect();
    assert_eq!(matrix.ruling(Right::OrderBacklog, 2, &also_develops, &everybody), proposes(DEV, PO));
    let taken = matrix.assent(Right::OrderBacklog, 2, &first, RoleSet::EMPTY, &everybody);
    assert_eq!(taken, Assent::Refused(Reason::AnothersCall(PO.into())));
}

#[test]
fn a_row_of_the_product_hears_the_role_wherever_it_is_held() {
    let matrix = Preset::OwnerPerTeam.matrix([1, 2]);
    let first: Hats = [(PO, 1)].into_iter().collect();
    assert_eq!(matrix.ruling(Right::PlaceRequest, 2, &first, &first), acts(PO));
}

#[test]
fn whoever_owns_the_whole_product_owns_each_team_of_it() {
    let matrix = Preset::OwnerPerTeam.matrix([1]);
    let chief = Hats::from([PO]);
    assert_eq!(matrix.ruling(Right::AcceptStory, 1, &chief, &chief), acts(PO));
}

#[test]
fn a_team_without_its_owner_keeps_its_proposals() {
    let matrix = Preset::OwnerPerTeam.matrix([1, 2]);
    let everybody: Hats = [(PM, 0), (PO, 1), (DEV, 2)].into_iter().collect();
    let ruling = matrix.ruling(Right::AcceptStory, 2, &[(DEV, 2)].into_iter().collect(), &everybody);
    let waits = Ruling::Proposes { to: PO, as_role: DEV, hitch: Some(Hitch::NobodyHolds(PO)), agreed: RoleSet::EMPTY };
    assert_eq!(ruling, waits);
}

#[test]
fn who_must_agree_is_one_unless_the_line_itself_is_moved() {
    let matrix = manager_and_owner();
    assert_eq!(matrix.must_agree(Right::OrderBacklog, Scope::PRODUCT, &everybody()), PO.into());
    assert_eq!(matrix.must_agree(Right::ChangeWhoDecides, 0, &everybody()), [PM, PO].into());
    assert_eq!(matrix.must_agree(Right::ChangeWhoDecides, 0, &[PM, DEV].into()), PM.into());
}
