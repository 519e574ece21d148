//! What holds for any matrix and any people.

use proptest::array::uniform6;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use ground::clock::Ts;

use super::super::{Asked, Assent, Cell, Cells, Hats, Hours, Matrix, OwnRight, Reason, Right, Role, RoleSet, Row};
use super::super::{Ruling, Scope, Subject};

fn any_cell() -> impl Strategy<Value = Cell> {
    let hours = (1..=i64::from(Hours::MOST)).prop_map(|hours| Cell::Waits(Hours::new(hours).unwrap()));
    let plain = [Cell::Decides, Cell::Prepares, Cell::Delegated, Cell::Consulted, Cell::Informed, Cell::NotInvolved];
    prop_oneof![6 => select(plain.to_vec()), 1 => hours]
}

fn any_right() -> impl Strategy<Value = Right> {
    select(Right::ALL)
}

/// Rows with any number of A's, for the product and for the teams 1 and 2, and a few the product added.
fn any_matrix() -> impl Strategy<Value = Matrix> {
    let cells = || uniform6(any_cell()).prop_map(Cells::of);
    let known = vec((any_right(), 0..=2_i64, cells()), 0..60);
    let own = vec(cells(), 0..4);
    (known, own).prop_map(|(known, own)| {
        let rights: Vec<_> = (0..own.len()).map(|n| OwnRight::named(&format!("Decision {n}")).unwrap()).collect();
        let own = rights.iter().zip(own).map(|(right, cells)| (Subject::from(right.code.clone()), 0, cells));
        let known = known
            .into_iter()
            .map(|(right, team, cells)| (Subject::from(right), if right.fits_a_team() { team } else { 0 }, cells));
        let mut rows: Vec<Row> = Vec::new();
        for (subject, team, cells) in own.chain(known) {
            let scope = Scope::from(team);
            if !rows.iter().any(|row| row.subject == subject && row.scope == scope) {
                rows.push(Row { subject, scope, cells });
            }
        }
        Matrix::new(rights, rows).unwrap()
    })
}

fn any_hat() -> impl Strategy<Value = (Role, i64)> {
    (select(Role::ALL), 0..=2_i64)
}

fn any_hats() -> impl Strategy<Value = Vec<(Role, i64)>> {
    vec(any_hat(), 0..5)
}

fn hats(of: &[(Role, i64)]) -> Hats {
    of.iter().copied().collect()
}

fn together(of: &[&[(Role, i64)]]) -> Hats {
    of.concat().into_iter().collect()
}

proptest! {
    #[test]
    fn members_act_or_propose_and_only_others_are_refused(
        matrix in any_matrix(), right in any_right(), team in 0..=3_i64, actor in any_hats(), others in any_hats(),
    ) {
        let is_member = actor.iter().any(|(role, _)| role.is_member());
        let worn = hats(&actor).anywhere();
        match matrix.ruling(right, team, &hats(&actor), &together(&[&actor, &others])) {
            Ruling::Acts { as_role, .. } | Ruling::Proposes { as_role, .. } => {
                prop_assert!(is_member && as_role.is_member() && worn.contains(as_role));
            }
            Ruling::Refused(_) => prop_assert!(!is_member),
        }
    }

    #[test]
    fn nobody_acts_without_a_letter_that_lets_them(
        matrix in any_matrix(), right in any_right(), team in 0..=3_i64, actor in any_hats(), others in any_hats(),
    ) {
        let ruling = matrix.ruling(right, team, &hats(&actor), &together(&[&actor, &others]));
        if let Ruling::Acts { as_role, delegated } = ruling {
            let cell = matrix.row(right, team).cells.get(as_role);
            let agrees = right.agreement() == Some(as_role);
            let lets = if delegated { cell == Cell::Delegated } else { cell == Cell::Decides || agrees };
            prop_assert!(lets, "{as_role:?} has {cell:?}");
        }
    }

    #[test]
    fn one_more_role_never_turns_acts_into_proposes(
        matrix in any_matrix(), right in any_right(), team in 0..=3_i64,
        actor in any_hats(), others in any_hats(), more in any_hat(),
    ) {
        let before = matrix.ruling(right, team, &hats(&actor), &together(&[&actor, &others]));
        let more = [actor.as_slice(), &[more]].concat();
        let after = matrix.ruling(right, team, &hats(&more), &together(&[&more, &others]));
        if matches!(before, Ruling::Acts { .. }) {
            prop_assert!(matches!(after, Ruling::Acts { .. }), "{before:?} became {after:?}");
        }
    }

    #[test]
    fn a_proposal_without_a_hitch_goes_to_somebody_else_who_can_take_part_in_it(
        matrix in any_matrix(), right in any_right(), team in 0..=3_i64, actor in any_hats(), others in any_hats(),
    ) {
        let everybody = together(&[&actor, &others]);
        let ruling = matrix.ruling(right, team, &hats(&actor), &everybody);
        if let Ruling::Proposes { to, hitch: None, agreed, .. } = ruling {
            let scope = matrix.row(right, team).scope;
            let taker = others.iter().find(|(role, at)| *role == to && hats(&[(*role, *at)]).at(scope).contains(to));
            let taker = hats(&[*taker.expect("somebody else has the role")]);
            let taken = matrix.assent(right, team, &taker, agreed, &everybody);
            prop_assert!(!matches!(taken, Assent::Refused(_)), "{taken:?}");
        }
    }

    #[test]
    fn a_decision_waits_only_for_others_who_were_given_time_and_never_longer(
        matrix in any_matrix(), right in any_right(), team in 0..=3_i64,
        people in vec(any_hats(), 0..5), spoke in vec(0..5_usize, 0..4), hours in 0..=800_i64,
    ) {
        let everybody: Vec<(usize, Hats)> = people.iter().map(|of| hats(of)).enumerate().collect();
        let now = Ts(hours * 3_600_000_000);
        let asked = Asked { everybody: &everybody, spoke: &spoke, since: Ts(0) };
        let row = matrix.row(right, team);
        for awaited in matrix.awaited(right, team, &asked, now) {
            let time = row.cells.get(awaited.role).waits().expect("the row gives the role time");
            prop_assert!(awaited.until > now && awaited.until == Ts(time.get() * 3_600_000_000));
            let answers = |(_, hats): &&(usize, Hats)| hats.at(row.scope).contains(awaited.role)
                && matrix.assent(right, team, hats, RoleSet::EMPTY, &together(&[&people.concat()])) == Assent::Refused(
                    Reason::AnothersCall(matrix.must_agree(right, team, &together(&[&people.concat()]))));
            let mut answering = everybody.iter().filter(answers).peekable();
            prop_assert!(answering.peek().is_some(), "nobody could answer");
            prop_assert!(answering.all(|(person, _)| !spoke.contains(person)), "it was answered");
        }
        let long_over = Ts(i64::from(Hours::MOST) * 3_600_000_000);
        prop_assert_eq!(matrix.awaited(right, team, &asked, long_over), []);
    }

    #[test]
    fn a_matrix_comes_back_from_json_as_it_went(matrix in any_matrix()) {
        let json = serde_json::to_string(&matrix).unwrap();
        prop_assert_eq!(serde_json::from_str::<Matrix>(&json).unwrap(), matrix);
    }

    #[test]
    fn a_cell_comes_back_from_its_text_and_from_its_parts(cell in any_cell()) {
        prop_assert_eq!(cell.to_string().parse(), Ok(cell));
        prop_assert_eq!(Cell::of(cell.letter(), cell.is_delegated(), cell.waits()), Some(cell));
    }
}
