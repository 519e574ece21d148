//! The problem as the search sees it.

use crate::linear::Row;

/// What is close enough to whole.
pub(super) const WHOLE: f64 = 1e-6;

/// Things chosen or not, with what they bring; which need which; and rows they must keep.
#[derive(Debug, Clone, Default)]
pub(crate) struct Core {
    /// What choosing each brings, and what is had whatever is chosen.
    pub(crate) values: Vec<f64>,
    pub(crate) base: f64,
    /// `(a, b)`: a may be chosen only when b is.
    pub(crate) needs: Vec<(u32, u32)>,
    /// Capacities and other rows over what is chosen.
    pub(crate) rows: Vec<Row>,
    /// What is decided already: `Some(true)` chosen, `Some(false)` not.
    pub(crate) pins: Vec<Option<bool>>,
    /// When each thing is best decided on the way to a plan: those that make room for others before them.
    pub(crate) turns: Vec<u32>,
    /// Any two objectives differ by a multiple of this, when it is above 0.
    pub(crate) grain: f64,
}

/// The problem with what is looked up often.
#[derive(Debug, Clone)]
pub(super) struct Prepared<'a> {
    pub(super) core: &'a Core,
    /// Of each thing, what it needs and what needs it, directly.
    pub(super) needs: Vec<Vec<u32>>,
    pub(super) needed_by: Vec<Vec<u32>>,
    /// Of each thing, its rows with coefficients.
    pub(super) in_rows: Vec<Vec<(u32, f64)>>,
}

impl<'a> Prepared<'a> {
    pub(super) fn new(core: &'a Core) -> Self {
        let things = core.values.len();
        let (mut needs, mut needed_by, mut in_rows) =
            (vec![vec![]; things], vec![vec![]; things], vec![vec![]; things]);
        for (a, b) in &core.needs {
            needs[*a as usize].push(*b);
            needed_by[*b as usize].push(*a);
        }
        for (number, row) in (0_u32..).zip(&core.rows) {
            for (thing, coefficient) in &row.terms {
                in_rows[*thing as usize].push((number, *coefficient));
            }
        }
        Self { core, needs, needed_by, in_rows }
    }

    pub(super) fn things(&self) -> usize {
        self.core.values.len()
    }

    /// How many turns there are.
    pub(super) fn turns(&self) -> usize {
        self.core.turns.iter().max().map_or(1, |last| *last as usize + 1)
    }

    /// What a choice brings.
    pub(super) fn value(&self, chosen: &[bool]) -> f64 {
        let brought = chosen.iter().zip(&self.core.values).filter(|(chosen, _)| **chosen);
        self.core.base + brought.map(|(_, value)| value).sum::<f64>()
    }

    /// What a thing brings for the room it takes alone.
    pub(super) fn for_room(&self, thing: usize) -> f64 {
        let taken = |(row, by): &(u32, f64)| by.max(0.0) / self.core.rows[*row as usize].most.max(1.0);
        self.core.values[thing] / (WHOLE + self.in_rows[thing].iter().map(taken).sum::<f64>())
    }

    /// The least a choice can bring that brings more than this.
    pub(super) fn better_than(&self, value: f64) -> f64 {
        if self.core.grain > 0.0 { value + self.core.grain - WHOLE } else { value + WHOLE * value.abs().max(1.0) }
    }

    /// Whether a choice keeps every need, row and pin.
    pub(super) fn keeps(&self, chosen: &[bool]) -> bool {
        let at = |thing: usize| f64::from(u8::from(chosen[thing]));
        self.core.needs.iter().all(|(a, b)| !chosen[*a as usize] || chosen[*b as usize])
            && self.core.pins.iter().zip(chosen).all(|(pin, chosen)| pin.is_none_or(|pin| pin == *chosen))
            && self.core.rows.iter().all(|row| {
                let over = row.broken_by(at);
                over <= WHOLE && (!row.equal || over >= -WHOLE)
            })
    }
}
