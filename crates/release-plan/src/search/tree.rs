//! The search itself.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::rc::Rc;

use super::branch::{Fraction, Scores, product};
use super::core::{Core, Prepared, WHOLE};
use super::covers::cover;
use super::fixing::Decided;
use super::heuristic::{self, Choice};
use crate::chance::Chance;
use crate::linear::{Basis, End, Linear, Row, Stand};

/// Rounds of rows that may join the relaxation at the root, and elsewhere.
const ROOT_ROUNDS: usize = 0;
const ROUNDS: usize = 0;
/// A way is trusted once it was tried so often; before, it is tried in earnest.
const TRUSTED: f64 = 4.0;
/// Candidates tried in earnest at a part, and the steps each gets.
const TRIED: usize = 8;
const TRIED_STEPS: usize = 60;
/// The share of the gap at the root that is searched first, and by how much it grows.
const FIRST_SHARE: f64 = 0.1;
const SHARE_GROWS: f64 = 1.5;
/// Steps a relaxation may take.
const STEPS: usize = 20_000;

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

#[derive(Debug, Clone)]
struct Part {
    decided: Decided,
    bound: f64,
    depth: u32,
    /// Where its relaxation begins, unless it is where it stands.
    basis: Option<Rc<Basis>>,
    /// The branching that made it, to learn from.
    by: Option<(Fraction, bool, f64)>,
}

impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bound.total_cmp(&other.bound).then(self.depth.cmp(&other.depth))
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Part {}

/// Looks for the best choice until it is proven or `go_on` says no. `start` is a choice to begin from, if there is one.
pub(crate) fn solve(core: &Core, start: Option<&[bool]>, seed: u64, go_on: &mut dyn FnMut(&Seen) -> bool) -> Found {
    let problem = Prepared::new(core);
    let mut search = Search::new(&problem, seed);
    if let Some(start) = start.filter(|start| problem.keeps(start)) {
        search.keep(start.to_vec());
    }
    search.run(go_on)
}

struct Search<'a> {
    problem: &'a Prepared<'a>,
    linear: Linear,
    scores: Scores,
    best: Option<Vec<bool>>,
    value: f64,
    /// What no plan can exceed.
    upper: f64,
    /// What is looked for just now; plans below may be missed.
    aim: f64,
    parts: u64,
    chance: Chance,
}

impl<'a> Search<'a> {
    fn new(problem: &'a Prepared<'a>, seed: u64) -> Self {
        let things = problem.things();
        let mut linear = Linear::new(problem.core.values.clone(), vec![0.0; things], vec![1.0; things]);
        for row in &problem.core.rows {
            linear.add(row.clone());
        }
        for (a, b) in &problem.core.needs {
            linear.add(Row { terms: vec![(*a, 1.0), (*b, -1.0)], most: 0.0, equal: false });
        }
        Self {
            problem,
            linear,
            scores: Scores::new(things),
            best: None,
            value: f64::NEG_INFINITY,
            upper: f64::INFINITY,
            aim: f64::NEG_INFINITY,
            parts: 0,
            chance: Chance::new(seed),
        }
    }

    /// Searches for a plan that comes close to the bound, then for one that need not come so close, and so on until there is one:
    /// with much to ask for, much is decided at once, and what was searched in vain lowers the bound.
    fn run(&mut self, go_on: &mut dyn FnMut(&Seen) -> bool) -> Found {
        let Some(root) = self.root() else {
            return self.found(f64::NEG_INFINITY);
        };
        self.upper = root.bound;
        let mut share = FIRST_SHARE;
        loop {
            let known = if self.best.is_some() { self.value } else { self.upper - 0.1 * self.upper.abs().max(1.0) };
            let last = share >= 1.0;
            self.aim = if last { f64::NEG_INFINITY } else { self.round(root.bound - share * (root.bound - known)) };
            if !self.search(&root, go_on) {
                return self.found(self.upper);
            }
            if last || (self.best.is_some() && self.value >= self.aim) {
                return self.found(self.value);
            }
            let below = if self.problem.core.grain > 0.0 { self.aim + WHOLE - self.problem.core.grain } else { self.aim };
            self.upper = self.upper.min(below);
            share *= SHARE_GROWS;
        }
    }

    /// The least value of a plan that is at least this.
    fn round(&self, value: f64) -> f64 {
        let grain = self.problem.core.grain;
        if grain > 0.0 { (value / grain).ceil() * grain - WHOLE } else { value }
    }

    /// All that is to be searched, with its bound; nothing when there is no plan.
    fn root(&mut self) -> Option<Part> {
        let mut decided = Decided(vec![None; self.problem.things()]);
        for (thing, pin) in self.problem.core.pins.iter().enumerate() {
            if pin.is_some_and(|chosen| !decided.decide(self.problem, thing as u32, chosen)) {
                return None;
            }
        }
        if !decided.propagate(self.problem) {
            return None;
        }
        let mut part = Part { decided, bound: f64::INFINITY, depth: 0, basis: None, by: None };
        part.bound = self.relax(&part, ROOT_ROUNDS)?;
        self.try_plans(&part.decided, true);
        part.basis = Some(Rc::new(self.linear.basis()));
        Some(part)
    }

    /// Searches below a part for what is aimed at; false when it was stopped.
    fn search(&mut self, root: &Part, go_on: &mut dyn FnMut(&Seen) -> bool) -> bool {
        let mut open = BinaryHeap::new();
        let mut next = Some(root.clone());
        while let Some(part) = next.take().or_else(|| open.pop()) {
            if part.bound < self.target() {
                continue;
            }
            let highest = open.peek().map_or(part.bound, |other: &Part| other.bound.max(part.bound));
            self.upper = self.upper.min(highest.max(self.aim));
            if !go_on(&Seen { value: self.best.as_ref().map(|_| self.value), bound: self.upper.max(self.value) }) {
                return false;
            }
            self.parts += 1;
            if let Some((better, worse)) = self.split(part) {
                next = Some(better);
                open.push(worse);
            }
        }
        true
    }

    fn found(&self, bound: f64) -> Found {
        Found { chosen: self.best.clone(), value: self.value, bound: bound.max(self.value), parts: self.parts }
    }

    /// What a choice must bring to be looked for.
    fn target(&self) -> f64 {
        let better = if self.best.is_none() {
            f64::NEG_INFINITY
        } else if self.problem.core.grain > 0.0 {
            self.value + self.problem.core.grain - WHOLE
        } else {
            self.value + WHOLE * self.value.abs().max(1.0)
        };
        better.max(self.aim)
    }

    fn keep(&mut self, chosen: Vec<bool>) {
        let value = self.problem.value(&chosen);
        if self.best.is_none() || value > self.value + WHOLE {
            self.value = value;
            self.best = Some(chosen);
        }
    }

    /// Bounds a part, decides what can be, and splits it in two; nothing when it holds nothing better.
    fn split(&mut self, mut part: Part) -> Option<(Part, Part)> {
        if !part.decided.propagate(self.problem) {
            return None;
        }
        let objective = self.relax(&part, ROUNDS)?;
        part.bound = part.bound.min(objective);
        if let Some((fraction, chosen, was)) = part.by {
            self.scores.learn(fraction, chosen, (was - part.bound).max(0.0));
        }
        if self.parts.is_multiple_of(16) {
            self.try_plans(&part.decided, false);
        }
        if part.bound < self.target() {
            return None;
        }
        self.fix_by_reduced_costs(&mut part);
        let fractions = self.fractions();
        if fractions.is_empty() {
            let chosen: Vec<bool> = (0..self.problem.things()).map(|thing| self.linear.at(thing) > 0.5).collect();
            if self.problem.keeps(&chosen) {
                self.keep(chosen);
            }
            return None;
        }
        self.branch(&part, &fractions)
    }

    /// Solves the relaxation of a part, with covers that join as they are broken. Nothing when it is empty or below the target.
    fn relax(&mut self, part: &Part, rounds: usize) -> Option<f64> {
        for (thing, decided) in part.decided.0.iter().enumerate() {
            let (lower, upper) = match decided {
                Some(true) => (1.0, 1.0),
                Some(false) => (0.0, 0.0),
                None => (0.0, 1.0),
            };
            self.linear.set_bounds(thing, lower, upper);
        }
        match &part.basis {
            Some(basis) => self.linear.begin_from(basis),
            None => self.linear.settle(),
        }
        let mut last = f64::INFINITY;
        for round in 0..=rounds {
            match self.linear.solve(self.target(), STEPS) {
                End::Empty | End::Below => return None,
                End::Best | End::Tired => {}
            }
            let objective = self.linear.objective();
            if round == rounds || last - objective < 1e-4 * objective.abs() || !self.join() {
                break;
            }
            last = objective;
        }
        Some(self.linear.objective())
    }

    /// Lets broken covers join.
    fn join(&mut self) -> bool {
        let linear = &self.linear;
        let at = |thing: usize| linear.at(thing);
        let cuts: Vec<Row> = self.problem.core.rows.iter().filter_map(|row| cover(row, &at)).collect();
        let any = !cuts.is_empty();
        for cut in cuts {
            self.linear.add(cut);
        }
        any
    }

    /// Decides what would bring the bound below the target by its reduced cost alone.
    fn fix_by_reduced_costs(&mut self, part: &mut Part) {
        let room = self.linear.objective() - self.target();
        for thing in 0..self.problem.things() {
            let reduced = self.linear.reduced(thing);
            if part.decided.0[thing].is_none() && reduced.abs() > room + WHOLE {
                part.decided.decide(self.problem, thing as u32, reduced > 0.0);
            }
        }
    }

    fn fractions(&self) -> Vec<Fraction> {
        (0..self.problem.things() as u32)
            .map(|thing| Fraction { thing, at: self.linear.at(thing as usize) })
            .filter(|fraction| fraction.at > WHOLE && fraction.at < 1.0 - WHOLE)
            .collect()
    }

    /// Chooses a fraction and makes both parts; what turns out to be decided on the way is decided in both.
    fn branch(&mut self, part: &Part, fractions: &[Fraction]) -> Option<(Part, Part)> {
        let mut ranked: Vec<(f64, Fraction)> =
            fractions.iter().map(|fraction| (self.scores.promise(*fraction), *fraction)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.thing.cmp(&b.1.thing)));
        let mut best = ranked[0];
        let unknown = ranked.iter().take(2 * TRIED).any(|(_, fraction)| self.scores.trust(fraction.thing) < TRUSTED);
        if unknown {
            best = self.try_in_earnest(part, &ranked);
        }
        let (_, fraction) = best;
        let basis = Rc::new(self.linear.basis());
        let child = |chosen: bool, first: bool| {
            let mut decided = part.decided.clone();
            let possible = decided.decide(self.problem, fraction.thing, chosen);
            let bound = if possible { part.bound } else { f64::NEG_INFINITY };
            let basis = (!first).then(|| Rc::clone(&basis));
            Part { decided, bound, depth: part.depth + 1, basis, by: Some((fraction, chosen, part.bound)) }
        };
        let chosen_first = fraction.at > 0.5;
        Some((child(chosen_first, true), child(!chosen_first, false)))
    }

    /// Tries the most promising fractions whose promise is not known well both ways, for a few steps.
    fn try_in_earnest(&mut self, part: &Part, ranked: &[(f64, Fraction)]) -> (f64, Fraction) {
        let mut stand = Stand::default();
        self.linear.save(&mut stand);
        let from = self.linear.objective();
        let mut best = ranked[0];
        let mut most = f64::NEG_INFINITY;
        let many = if part.depth == 0 { 3 * TRIED } else { TRIED };
        for (promise, fraction) in ranked.iter().take(many) {
            let score = if self.scores.trust(fraction.thing) >= TRUSTED {
                *promise
            } else {
                let mut falls = [0.0; 2];
                for chosen in [false, true] {
                    let to = f64::from(u8::from(chosen));
                    self.linear.set_bounds(fraction.thing as usize, to, to);
                    self.linear.settle();
                    let end = self.linear.solve(self.target(), TRIED_STEPS);
                    let fall = match end {
                        End::Empty => from.abs().max(1.0),
                        _ => (from - self.linear.objective()).max(0.0),
                    };
                    falls[usize::from(chosen)] = fall;
                    if end == End::Best {
                        self.scores.learn(*fraction, chosen, fall);
                    }
                    self.linear.set_bounds(fraction.thing as usize, 0.0, 1.0);
                    self.linear.restore(&stand);
                }
                product(falls[0], falls[1])
            };
            if score > most {
                most = score;
                best = (score, *fraction);
            }
        }
        best
    }

    /// Fills plans up in the order the relaxation suggests; at the root also improves them.
    fn try_plans(&mut self, decided: &Decided, root: bool) {
        let worth: Vec<f64> = (0..self.problem.things())
            .map(|thing| self.linear.at(thing) + 1e-3 * self.linear.reduced(thing).clamp(-100.0, 100.0))
            .collect();
        let mut order: Vec<u32> = (0..self.problem.things() as u32).collect();
        order.sort_by(|a, b| worth[*b as usize].total_cmp(&worth[*a as usize]).then(a.cmp(b)));
        let mut choice = Choice::least(self.problem, decided);
        choice.fill(self.problem, decided, &order);
        if self.problem.keeps(&choice.chosen) {
            self.keep(choice.chosen.clone());
        }
        if root {
            let ranked: Vec<f64> = worth.iter().map(|worth| (worth * 2.0).exp()).collect();
            heuristic::improve(self.problem, decided, &mut choice, &ranked, 300, &mut self.chance);
            if self.problem.keeps(&choice.chosen) {
                self.keep(choice.chosen);
            }
        }
    }
}
