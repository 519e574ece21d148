//! The search: parts of the problem, each with some nodes decided, worked off from the most promising one.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::rc::Rc;

use super::branch::{Choice, Scores};
use super::cut::Cutter;
use super::dual::{Between, Search};
use super::fold::Folded;
use super::graph::Node;
use super::plan::Plan;
use super::probe::Probe;
use super::state::{State, UNIT};
use super::{Found, Progress, start};
use crate::chance::Chance;

/// Cuts a whole search for a price may take; far more than it ever does.
const ALL_CUTS: usize = 100;

/// A part of the problem: some nodes decided.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) folded: Rc<Folded>,
    pub(super) state: State,
    pub(super) between: Between,
    /// The customers taken before the graph was folded for the last time.
    pub(super) taken: Rc<Vec<u32>>,
    /// What nothing in it can exceed, in units of 1/[`UNIT`].
    pub(super) bound: i64,
    depth: usize,
}

/// An open part in the heap, the one with the highest bound first.
struct Open(Part);

impl Ord for Open {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.bound.cmp(&other.0.bound).then(self.0.depth.cmp(&other.0.depth))
    }
}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Open {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Open {}

/// Everything a search keeps.
pub(super) struct Tree {
    pub(super) budget: i64,
    pub(super) cutter: Cutter,
    pub(super) scores: Scores,
    pub(super) stack: Vec<Node>,
    probe: Probe,
    chance: Chance,
    best: Vec<u32>,
    profit: i64,
    nodes: u64,
    /// Whether no candidate has been tried yet.
    pub(super) first_look: bool,
    /// By depth, how many visits go by without probing, and whether the last one was worth it.
    skip: Vec<u8>,
}

impl Tree {
    /// A search of a budget, with room for scores of so many names.
    pub(super) fn new(budget: i64, names: usize, chance: Chance) -> Self {
        Self {
            budget,
            cutter: Cutter::default(),
            scores: Scores::new(names),
            stack: vec![],
            probe: Probe::default(),
            chance,
            best: vec![],
            profit: 0,
            nodes: 0,
            first_look: true,
            skip: vec![],
        }
    }

    /// What a plan must bring to be better.
    pub(super) fn target(&self) -> i64 {
        self.profit + 1
    }

    /// Works off a problem until nothing is open or `go_on` says no.
    pub(super) fn grow(&mut self, folded: Rc<Folded>, go_on: &mut dyn FnMut(Progress) -> bool) -> Found {
        let state = State::new(&folded.graph, 0, 0, 0);
        let between = Between::widest(folded.graph.nodes());
        let root = Part { folded, state, between, taken: Rc::new(vec![]), bound: i64::MAX, depth: 0 };
        let mut open = BinaryHeap::new();
        let mut next = Some(root);
        let mut bound = i64::MAX;
        while let Some(part) = next.take().or_else(|| open.pop().map(|Open(part)| part)) {
            if part.bound < self.target() * UNIT {
                continue;
            }
            let highest = open.peek().map_or(part.bound, |Open(other): &Open| other.bound.max(part.bound));
            bound = bound.min(highest);
            if !go_on(self.progress(bound)) {
                return self.found(self.progress(bound).bound);
            }
            self.nodes += 1;
            if let Some((better, worse)) = self.split(part) {
                next = Some(better);
                open.push(Open(worse));
            }
        }
        self.found(self.profit)
    }

    fn progress(&self, bound: i64) -> Progress {
        Progress { objective: self.profit, bound: bound.div_euclid(UNIT).max(self.profit) }
    }

    fn found(&self, bound: i64) -> Found {
        let mut customers: Vec<usize> = self.best.iter().map(|name| *name as usize).collect();
        customers.sort_unstable();
        Found { customers, profit: self.profit, bound, nodes: self.nodes }
    }

    /// Bounds a part, decides what can be decided, and splits it in two; nothing when it holds nothing better.
    fn split(&mut self, mut part: Part) -> Option<(Part, Part)> {
        loop {
            self.decide_cheaply(&mut part);
            self.bound(&mut part)?;
            self.offer(&part);
            self.still_open(&part)?;
            if part.depth == 0 && self.nodes == 1 {
                self.improve(&part);
                self.still_open(&part)?;
            }
            if self.probe(&mut part) > 0 {
                self.decide_cheaply(&mut part);
                part.shrink();
                self.bound(&mut part)?;
                self.offer(&part);
                self.still_open(&part)?;
            }
            match self.choose(&mut part) {
                Choice::Decided => {}
                Choice::Nothing => return None,
                Choice::Split(both) => {
                    let (mut better, mut worse) = *both;
                    better.depth += 1;
                    worse.depth += 1;
                    return Some((better, worse));
                }
            }
        }
    }

    fn still_open(&self, part: &Part) -> Option<()> {
        (part.bound >= self.target() * UNIT).then_some(())
    }

    /// Customers who can never be paid go out, those who cost nothing more come in.
    fn decide_cheaply(&mut self, part: &mut Part) {
        loop {
            let before = part.state.free;
            for customer in 0..part.folded.graph.customers as Node {
                if !part.state.is_free(customer) {
                    continue;
                }
                let graph = &part.folded.graph;
                let needs = &part.folded.needs[customer as usize];
                let missing = graph.cost[customer as usize]
                    + needs
                        .iter()
                        .filter(|need| part.state.is_free(**need))
                        .map(|need| graph.cost[*need as usize])
                        .sum::<i64>();
                if missing > self.budget - part.state.cost {
                    part.state.leave(graph, customer, &mut self.stack);
                } else if missing == 0 {
                    part.state.take(graph, customer, &mut self.stack);
                }
            }
            if part.state.free == before {
                return;
            }
        }
    }

    /// Searches the best price; nothing when the part holds nothing better than the best plan.
    fn bound(&mut self, part: &mut Part) -> Option<()> {
        if part.state.cost > self.budget {
            return None;
        }
        let search = Search { graph: &part.folded.graph, budget: self.budget, target: self.target(), cuts: ALL_CUTS };
        let bound = search.run(&mut part.state, &mut part.between, &mut self.cutter);
        part.bound = part.bound.min(bound);
        self.still_open(part)
    }

    /// Fills up what the fractional plan takes whole, and keeps it if it is the best so far.
    fn offer(&mut self, part: &Part) {
        let plan = self.filled(part);
        self.keep(part, &plan);
    }

    fn filled(&self, part: &Part) -> Plan {
        let folded = &part.folded;
        let mut plan = Plan::empty(folded, self.outside(part), self.outside_cost(part));
        for customer in 0..folded.graph.customers {
            if part.state.is_in(customer as Node) || part.between.low[customer] {
                plan.take(folded, customer);
            }
        }
        let may: Vec<Node> = (0..folded.graph.customers as Node).filter(|node| part.state.is_free(*node)).collect();
        plan.fill(folded, self.budget, &may, || 1.0, &mut vec![]);
        plan
    }

    /// What the customers taken before the last folding bring.
    fn outside(&self, part: &Part) -> i64 {
        let graph = &part.folded.graph;
        let inside: i64 =
            (0..graph.nodes()).filter(|node| part.state.is_in(*node as Node)).map(|node| graph.profit[node]).sum();
        part.state.profit - inside
    }

    fn outside_cost(&self, part: &Part) -> i64 {
        let graph = &part.folded.graph;
        let inside: i64 =
            (0..graph.nodes()).filter(|node| part.state.is_in(*node as Node)).map(|node| graph.cost[node]).sum();
        part.state.cost - inside
    }

    fn keep(&mut self, part: &Part, plan: &Plan) {
        if plan.profit > self.profit && plan.cost <= self.budget {
            self.profit = plan.profit;
            self.best.clear();
            self.best.extend_from_slice(&part.taken);
            self.best.extend(
                (0..part.folded.graph.customers)
                    .filter(|customer| plan.taken[*customer])
                    .map(|node| part.folded.name[node]),
            );
        }
    }

    /// Takes some out and fills up again, many times.
    fn improve(&mut self, part: &Part) {
        let mut plan = self.filled(part);
        let gap = (part.bound - plan.profit * UNIT) as f64 / part.bound.max(1) as f64;
        let rounds = (4000.0 * (20.0 * gap).min(1.0)) as usize;
        let may: Vec<Node> =
            (0..part.folded.graph.customers as Node).filter(|node| part.state.is_free(*node)).collect();
        start::improve(&part.folded, &mut plan, self.budget, &may, rounds, &mut self.chance);
        self.keep(part, &plan);
    }

    /// Decides customers by what their contrary would cost at least. How many nodes that decided.
    fn probe(&mut self, part: &mut Part) -> usize {
        if self.skip.len() <= part.depth {
            self.skip.resize(part.depth + 1, 0);
        }
        if self.skip[part.depth] > 0 {
            self.skip[part.depth] -= 1;
            return 0;
        }
        let graph = &part.folded.graph;
        let (mut low, mut high) = (vec![], vec![]);
        self.cutter.smallest(graph, &part.state, &mut low);
        self.cutter.largest(graph, &part.state, &mut high);
        let gap = part.state.bound(self.budget) - self.target() * UNIT;
        let free = part.state.free;
        let decided = self.probe.decide(graph, &mut part.state, (&low, &high), gap, &mut self.stack);
        if decided * 20 < free {
            self.skip[part.depth] = 2;
        }
        decided
    }
}
