//! What is left of a problem when some of it is decided.

use super::core::{Core, Prepared};
use super::fixing::Decided;
use crate::linear::Row;

/// The problem of what is not decided.
pub(super) struct Rest {
    pub(super) core: Core,
    /// The things that are not decided, by number in the whole.
    pub(super) things: Vec<u32>,
    /// The whole with what is decided in it.
    chosen: Vec<bool>,
}

impl Rest {
    pub(super) fn of(problem: &Prepared<'_>, decided: &Decided) -> Self {
        let core = problem.core;
        let mut place = vec![None; problem.things()];
        let mut things = vec![];
        for (thing, at) in (0_u32..).zip(&mut place) {
            if decided.0[thing as usize].is_none() {
                *at = Some(things.len() as u32);
                things.push(thing);
            }
        }
        let chosen: Vec<bool> = decided.0.iter().map(|known| *known == Some(true)).collect();
        let both = |(a, b): &(u32, u32)| place[*a as usize].zip(place[*b as usize]);
        let rest = Core {
            values: things.iter().map(|thing| core.values[*thing as usize]).collect(),
            base: problem.value(&chosen),
            needs: core.needs.iter().filter_map(both).collect(),
            rows: core.rows.iter().filter_map(|row| rest_of(row, &chosen, &place)).collect(),
            pins: vec![None; things.len()],
            turns: things.iter().map(|thing| core.turns[*thing as usize]).collect(),
            grain: core.grain,
        };
        Self { core: rest, things, chosen }
    }

    /// A choice of the rest, as one of the whole.
    pub(super) fn whole(&self, chosen: &[bool]) -> Vec<bool> {
        let mut whole = self.chosen.clone();
        for (thing, chosen) in self.things.iter().zip(chosen) {
            whole[*thing as usize] = *chosen;
        }
        whole
    }

    /// A choice of the whole, as far as it is one of the rest.
    pub(super) fn part<T: Copy>(&self, whole: &[T]) -> Vec<T> {
        self.things.iter().map(|thing| whole[*thing as usize]).collect()
    }
}

/// A row over what is left; nothing when no choice can break it any more.
fn rest_of(row: &Row, chosen: &[bool], place: &[Option<u32>]) -> Option<Row> {
    let used: f64 = row.terms.iter().filter(|(thing, _)| chosen[*thing as usize]).map(|(_, by)| by).sum();
    let terms: Vec<(u32, f64)> =
        row.terms.iter().filter_map(|(thing, by)| place[*thing as usize].map(|at| (at, *by))).collect();
    let most = row.most - used;
    let can_break = row.equal || terms.iter().map(|(_, by)| by.max(0.0)).sum::<f64>() > most;
    can_break.then_some(Row { terms, most, equal: row.equal })
}
