//! How a search goes: a first plan, improved where the relaxation leaves most open, then parts of the tree that come closer and
//! closer to all of it.

use super::branch::Scores;
use super::core::{Core, Prepared, WHOLE};
use super::fixing::Decided;
use super::near::Nearby;
use super::restrict::Rest;
use super::tree::{BETWEEN_LOOKS, Tree};
use crate::chance::Chance;
use crate::linear::{End, Linear};

/// The share of the gap that is searched first, and by how much it grows: with several turns by less, as few are searched to the
/// end and each that is lowers the bound.
const FIRST_SHARE: f64 = 0.1;
const SHARE_GROWS: f64 = 1.5;
const SHARE_GROWS_BY_TURNS: f64 = 1.2;
/// Parts of the tree that are searched before it is looked again near the best plan.
const SLICE: u64 = 500;

/// How growing a tree ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grown {
    /// Nothing is left of it that is looked for.
    Done,
    /// It may go on.
    Paused,
    /// Nobody waits for more.
    Stopped,
}

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
    pub(crate) parts: u64,
}

/// Looks for the best choice until it is proven or `go_on` says no. `start` is a choice to begin from, if there is one, which need
/// not keep every rule; `scores` is what an earlier search has learned, if it was of as many things.
pub(crate) fn solve(
    core: &Core,
    start: Option<&[bool]>,
    scores: &mut Scores,
    seed: u64,
    go_on: &mut dyn FnMut(&Seen) -> bool,
) -> Found {
    let problem = Prepared::new(core);
    if scores.things() != problem.things() {
        *scores = Scores::new(problem.things());
    }
    let mut over = false;
    let mut go_on = |seen: &Seen| {
        over = over || !go_on(seen);
        !over
    };
    let mut run = Run {
        problem: &problem,
        scores: scores.clone(),
        start,
        best: None,
        value: f64::NEG_INFINITY,
        upper: f64::INFINITY,
        parts: 0,
        chance: Chance::new(seed),
        go_on: &mut go_on,
    };
    if let Some(start) = start {
        run.keep(start.to_vec());
    }
    run.all();
    scores.clone_from(&run.scores);
    Found { chosen: run.best, value: run.value, bound: run.upper.max(run.value), parts: run.parts }
}

pub(super) struct Run<'a> {
    pub(super) problem: &'a Prepared<'a>,
    pub(super) scores: Scores,
    /// What was best before something changed.
    pub(super) start: Option<&'a [bool]>,
    pub(super) best: Option<Vec<bool>>,
    pub(super) value: f64,
    /// What no choice can exceed.
    pub(super) upper: f64,
    pub(super) parts: u64,
    pub(super) chance: Chance,
    pub(super) go_on: &'a mut dyn FnMut(&Seen) -> bool,
}

impl Run<'_> {
    fn all(&mut self) {
        self.upper = f64::NEG_INFINITY;
        let Some(decided) = self.pinned() else {
            return;
        };
        self.quick_plan(&decided);
        let Some(root) = self.relaxation(&decided) else {
            return;
        };
        let begun = self.start.is_some() && self.best.is_some();
        if !self.first_plan(&decided, &root) || !begun && !self.by_turns(&decided) {
            return;
        }
        let mut nearby = Nearby::new(self.problem.turns());
        let first = if begun { nearby.begun } else { nearby.first };
        if self.look_nearby(&mut nearby, &decided, &root, first) {
            self.prove(&decided, &root, &mut nearby);
        }
    }

    /// Searches for what comes close to the bound, and for what comes less close when there is nothing.
    fn prove(&mut self, decided: &Decided, root: &Linear, nearby: &mut Nearby) {
        let bound = self.upper;
        let mut share = FIRST_SHARE;
        loop {
            let known = if self.best.is_some() { self.value } else { bound - 0.1 * bound.abs().max(1.0) };
            let aim = if share < 1.0 { self.round(bound - share * (bound - known)) } else { f64::NEG_INFINITY };
            if !self.search(decided, root, aim, nearby) {
                return;
            }
            if aim == f64::NEG_INFINITY || self.value >= aim {
                self.upper = self.value;
                return;
            }
            let grain = self.problem.core.grain;
            self.upper = self.upper.min(if grain > 0.0 { aim + WHOLE - grain } else { aim });
            share *= if self.problem.turns() > 1 { SHARE_GROWS_BY_TURNS } else { SHARE_GROWS };
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

    /// The relaxation of all; nothing when it is empty, or when it was stopped. On the way it is a bound as well.
    fn relaxation(&mut self, decided: &Decided) -> Option<Linear> {
        let mut linear = Tree::new(self.problem, f64::NEG_INFINITY, Scores::new(0)).linear;
        decided.bound(&mut linear);
        linear.settle();
        self.upper = f64::INFINITY;
        loop {
            self.upper = self.upper.min(linear.bound() + self.problem.core.base);
            if !self.goes_on() {
                return None;
            }
            match linear.solve(f64::NEG_INFINITY, BETWEEN_LOOKS) {
                End::Tired => {}
                End::Best => break,
                End::Empty | End::Below => {
                    // Where there is a plan it is rounding that says so.
                    if self.best.is_none() {
                        self.upper = f64::NEG_INFINITY;
                    }
                    return None;
                }
            }
        }
        self.upper = self.upper.min(linear.bound() + self.problem.core.base);
        Some(linear)
    }

    /// Asks whether anybody waits for more.
    pub(super) fn goes_on(&mut self) -> bool {
        let value = self.best.is_some().then_some(self.value);
        (self.go_on)(&Seen { value, bound: self.upper.max(self.value), parts: self.parts })
    }

    pub(super) fn keep(&mut self, chosen: Vec<bool>) {
        let value = self.problem.value(&chosen);
        if self.problem.keeps(&chosen) && (self.best.is_none() || value > self.value + WHOLE) {
            self.value = value;
            self.best = Some(chosen);
        }
    }

    /// The least value of a choice that is at least this.
    fn round(&self, value: f64) -> f64 {
        let grain = self.problem.core.grain;
        if grain > 0.0 { (value / grain).ceil() * grain - WHOLE } else { value }
    }

    /// What no better choice is looked for below.
    pub(super) fn least(&self) -> f64 {
        if self.best.is_some() { self.problem.better_than(self.value) } else { f64::NEG_INFINITY }
    }

    /// Searches for what is aimed at, and near the best plan in between; false when it was stopped.
    fn search(&mut self, pinned: &Decided, root: &Linear, aim: f64, nearby: &mut Nearby) -> bool {
        let aim = aim.max(self.least());
        let Some(decided) = self.worth_deciding(pinned, root, aim) else {
            return true;
        };
        let rest = Rest::of(self.problem, &decided);
        let prepared = Prepared::new(&rest.core);
        let mut tree = Tree::new(&prepared, aim, self.scores.of(&rest));
        let (mut slice, between) = (SLICE, nearby.between);
        loop {
            let end = self.grow(&mut tree, &rest, slice);
            if end != Grown::Paused || !self.look_nearby(nearby, pinned, root, between) {
                self.scores.take_back(&rest, &tree.scores);
                return end == Grown::Done;
            }
            tree.aim = tree.aim.max(self.least());
            slice = slice * 5 / 4;
        }
    }

    /// What must be decided, by the reduced costs of all, for what is aimed at; nothing when it cannot be.
    fn worth_deciding(&self, pinned: &Decided, root: &Linear, aim: f64) -> Option<Decided> {
        let mut decided = pinned.clone();
        let room = root.objective() + self.problem.core.base - aim + WHOLE;
        let fixed = (0..self.problem.things()).all(|thing| {
            let reduced = root.reduced(thing);
            let free = pinned.0[thing].is_none();
            reduced.abs() <= room || !free || decided.decide(self.problem, thing as u32, reduced > 0.0)
        });
        (fixed && decided.propagate(self.problem)).then_some(decided)
    }

    /// Searches so many parts of a tree more, and keeps what it finds.
    pub(super) fn grow(&mut self, tree: &mut Tree<'_>, rest: &Rest, parts: u64) -> Grown {
        let (before, most) = (tree.parts, self.upper);
        let mut stopped = false;
        let known = self.best.is_some().then_some(self.value);
        let done = tree.run(&mut |tree| {
            let value = tree.best.as_ref().map(|best| tree.problem.value(best)).or(known);
            let bound = if tree.hunts { most } else { most.min(tree.upper.max(tree.aim)) };
            let bound = bound.max(value.unwrap_or(f64::NEG_INFINITY));
            stopped = !(self.go_on)(&Seen { value, bound, parts: self.parts + tree.parts - before });
            !stopped && tree.parts - before < parts
        });
        self.parts += tree.parts - before;
        if let Some(best) = tree.best.take() {
            self.keep(rest.whole(&best));
        }
        if !tree.hunts {
            self.upper = most.min(tree.upper.max(tree.aim));
        }
        if done {
            Grown::Done
        } else if stopped {
            Grown::Stopped
        } else {
            Grown::Paused
        }
    }
}
