//! How a search goes: a first plan, improved where the relaxation leaves most open, then parts of the tree that come closer and
//! closer to all of it.

use super::branch::Scores;
use super::core::{Core, Prepared, WHOLE};
use super::fixing::Decided;
use super::heuristic::{self, Choice};
use super::restrict::Rest;
use super::tree::{Tree, by_worth, worth};
use crate::chance::Chance;
use crate::linear::{End, Linear};

/// The share of the gap that is searched first, and by how much it grows.
const FIRST_SHARE: f64 = 0.1;
const SHARE_GROWS: f64 = 1.5;
/// Rounds of leaving out and filling up again for the first plan.
const ROUNDS: usize = 300;

/// What a search answers with.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// What is chosen; nothing when no plan keeps every rule, or none was found before the search was stopped.
    pub(crate) chosen: Option<Vec<bool>>,
    /// What it brings.
    pub(crate) value: f64,
    /// What no plan can exceed; minus infinity when there is none.
    pub(crate) bound: f64,
    /// Into how many parts the problem was split.
    pub(crate) parts: u64,
}

/// How far a search has come, for whoever may stop it.
pub(crate) struct Seen {
    pub(crate) value: Option<f64>,
    pub(crate) bound: f64,
}

/// Looks for the best choice until it is proven or `go_on` says no. `start` is a choice to begin from, if there is one.
pub(crate) fn solve(core: &Core, start: Option<&[bool]>, seed: u64, go_on: &mut dyn FnMut(&Seen) -> bool) -> Found {
    let problem = Prepared::new(core);
    let mut run = Run {
        problem: &problem,
        scores: Scores::new(problem.things()),
        best: None,
        value: f64::NEG_INFINITY,
        upper: f64::INFINITY,
        parts: 0,
        chance: Chance::new(seed),
        go_on,
    };
    if let Some(start) = start {
        run.keep(start.to_vec());
    }
    run.all();
    Found { chosen: run.best, value: run.value, bound: run.upper.max(run.value), parts: run.parts }
}

struct Run<'a> {
    problem: &'a Prepared<'a>,
    scores: Scores,
    best: Option<Vec<bool>>,
    value: f64,
    /// What no choice can exceed.
    upper: f64,
    parts: u64,
    chance: Chance,
    go_on: &'a mut dyn FnMut(&Seen) -> bool,
}

impl Run<'_> {
    fn all(&mut self) {
        self.upper = f64::NEG_INFINITY;
        let Some(decided) = self.pinned() else {
            return;
        };
        let Some(root) = self.relaxation(&decided) else {
            return;
        };
        let bound = root.bound() + self.problem.core.base;
        self.upper = bound;
        self.first_plan(&decided, &root);
        let mut share = FIRST_SHARE;
        loop {
            let known = if self.best.is_some() { self.value } else { bound - 0.1 * bound.abs().max(1.0) };
            let aim = if share < 1.0 { self.round(bound - share * (bound - known)) } else { f64::NEG_INFINITY };
            if !self.search(&decided, &root, aim) {
                return;
            }
            if aim == f64::NEG_INFINITY || self.value >= aim {
                self.upper = self.value;
                return;
            }
            let grain = self.problem.core.grain;
            self.upper = self.upper.min(if grain > 0.0 { aim + WHOLE - grain } else { aim });
            share *= SHARE_GROWS;
        }
    }

    /// What is decided from the outset; nothing when that cannot be kept.
    fn pinned(&self) -> Option<Decided> {
        let mut decided = Decided(vec![None; self.problem.things()]);
        let pins = (0_u32..).zip(&self.problem.core.pins);
        let kept = pins
            .filter_map(|(thing, pin)| pin.map(|chosen| (thing, chosen)))
            .all(|(thing, chosen)| decided.decide(self.problem, thing, chosen));
        (kept && decided.propagate(self.problem)).then_some(decided)
    }

    /// The relaxation of all; nothing when it is empty.
    fn relaxation(&self, decided: &Decided) -> Option<Linear> {
        let mut linear = Tree::new(self.problem, f64::NEG_INFINITY, Scores::new(0)).linear;
        for (thing, known) in decided.0.iter().enumerate() {
            if let Some(chosen) = known {
                let to = f64::from(u8::from(*chosen));
                linear.set_bounds(thing, to, to);
            }
        }
        linear.settle();
        (linear.solve(f64::NEG_INFINITY, usize::MAX) == End::Best).then_some(linear)
    }

    fn keep(&mut self, chosen: Vec<bool>) {
        let value = self.problem.value(&chosen);
        if self.problem.keeps(&chosen) && (self.best.is_none() || value > self.value + WHOLE) {
            self.value = value;
            self.best = Some(chosen);
        }
    }

    fn first_plan(&mut self, decided: &Decided, root: &Linear) {
        let worth = worth(root);
        let mut choice = Choice::least(self.problem, decided);
        choice.fill(self.problem, decided, &by_worth(&worth));
        self.keep(choice.chosen.clone());
        let worth: Vec<f64> = worth.iter().map(|worth| (worth * 2.0).exp()).collect();
        heuristic::improve(self.problem, decided, &mut choice, &worth, ROUNDS, &mut self.chance);
        self.keep(choice.chosen);
    }

    /// The least value of a choice that is at least this.
    fn round(&self, value: f64) -> f64 {
        let grain = self.problem.core.grain;
        if grain > 0.0 { (value / grain).ceil() * grain - WHOLE } else { value }
    }

    /// What no better choice is looked for below.
    fn least(&self) -> f64 {
        if self.best.is_some() { self.problem.better_than(self.value) } else { f64::NEG_INFINITY }
    }

    /// Searches for what is aimed at; false when it was stopped.
    fn search(&mut self, decided: &Decided, root: &Linear, aim: f64) -> bool {
        let aim = aim.max(self.least());
        let (pinned, mut decided) = (decided, decided.clone());
        let room = root.objective() + self.problem.core.base - aim + WHOLE;
        let fixed = (0..self.problem.things()).all(|thing| {
            let reduced = root.reduced(thing);
            let free = pinned.0[thing].is_none();
            reduced.abs() <= room || !free || decided.decide(self.problem, thing as u32, reduced > 0.0)
        });
        if !fixed || !decided.propagate(self.problem) {
            return true;
        }
        let rest = Rest::of(self.problem, &decided);
        let prepared = Prepared::new(&rest.core);
        let mut tree = Tree::new(&prepared, aim, self.scores.of(&rest));
        let (mut parts, upper, value, known) = (0, self.upper, self.value, self.best.is_some());
        let done = tree.run(&mut |tree| {
            parts = tree.parts;
            let found = tree.best.as_ref().map(|best| prepared.value(best));
            let value = found.or(known.then_some(value));
            (self.go_on)(&Seen { value, bound: upper.min(tree.upper.max(aim)).max(value.unwrap_or(f64::NEG_INFINITY)) })
        });
        self.parts += parts;
        self.upper = self.upper.min(tree.upper.max(aim));
        self.scores.take_back(&rest, &tree.scores);
        if let Some(best) = &tree.best {
            self.keep(rest.whole(best));
        }
        done
    }
}
