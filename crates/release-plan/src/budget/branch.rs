//! Which node to split on: each candidate is tried both ways, and each way gets a price of its own.

use super::dual::Search;
use super::graph::Node;
use super::state::UNIT;
use super::tree::{Part, Tree};

/// Candidates tried at the root, and elsewhere.
const AT_ROOT: usize = 60;
const ELSEWHERE: usize = 12;
/// Cuts that each way gets.
const CUTS: usize = 6;

/// What trying candidates comes to.
pub(super) enum Choice {
    /// Some were decided, since one way held nothing better.
    Decided,
    /// Both ways of one held nothing better: neither does the part.
    Nothing,
    /// The part in two, the better one first.
    Split(Box<(Part, Part)>),
}

/// How much deciding a node lowered the bound so far, by its name: the sums and numbers of taking it and of leaving it out.
#[derive(Debug, Clone)]
pub(super) struct Scores(Vec<[(f64, f64); 2]>);

impl Scores {
    /// For so many names.
    pub(super) fn new(names: usize) -> Self {
        Self(vec![[(0.0, 0.0); 2]; names])
    }

    fn learn(&mut self, name: u32, taking: f64, leaving: f64) {
        for (known, fall) in self.0[name as usize].iter_mut().zip([taking, leaving]) {
            known.0 += fall;
            known.1 += 1.0;
        }
    }

    fn known(&self, name: u32) -> Option<f64> {
        let [taking, leaving] = self.0[name as usize];
        (taking.1 > 0.0).then(|| (taking.0 / taking.1 + 0.01) * (leaving.0 / leaving.1 + 0.01))
    }
}

impl Tree {
    /// Tries candidates of a part both ways and chooses the one that lowers both bounds most.
    pub(super) fn choose(&mut self, part: &mut Part) -> Choice {
        let candidates = self.candidates(part);
        let mut best: Option<(f64, Part, Part)> = None;
        let mut decided = false;
        for node in candidates {
            if !part.state.is_free(node) {
                continue;
            }
            let taking = self.tried(part, node, true);
            let leaving = self.tried(part, node, false);
            let open = self.target() * UNIT;
            match (taking.bound >= open, leaving.bound >= open) {
                (false, false) => return Choice::Nothing,
                (true, false) => {
                    part.state.take(&part.folded.graph, node, &mut self.stack);
                    part.bound = part.bound.min(taking.bound);
                    decided = true;
                }
                (false, true) => {
                    part.state.leave(&part.folded.graph, node, &mut self.stack);
                    part.bound = part.bound.min(leaving.bound);
                    decided = true;
                }
                (true, true) => {
                    let fall = |child: &Part| (part.bound - child.bound).max(0) as f64 / UNIT as f64;
                    let (by_taking, by_leaving) = (fall(&taking), fall(&leaving));
                    self.scores.learn(part.folded.name[node as usize], by_taking, by_leaving);
                    let score = (by_taking + 0.01) * (by_leaving + 0.01);
                    if best.as_ref().is_none_or(|(most, ..)| score > *most) {
                        best = Some((score, taking, leaving));
                    }
                }
            }
        }
        match best {
            _ if decided => Choice::Decided,
            None => Choice::Nothing,
            Some((_, taking, leaving)) if taking.bound >= leaving.bound => Choice::Split(Box::new((taking, leaving))),
            Some((_, taking, leaving)) => Choice::Split(Box::new((leaving, taking))),
        }
    }

    fn tried(&mut self, part: &Part, node: Node, taking: bool) -> Part {
        let mut child = part.clone();
        if taking {
            child.state.take(&part.folded.graph, node, &mut self.stack);
        } else {
            child.state.leave(&part.folded.graph, node, &mut self.stack);
        }
        if child.state.cost > self.budget {
            child.bound = -1;
            return child;
        }
        let search = Search { graph: &part.folded.graph, budget: self.budget, target: self.target(), cuts: CUTS };
        let bound = search.run(&mut child.state, &mut child.between, &mut self.cutter);
        child.bound = child.bound.min(bound);
        child
    }

    /// Nodes that the fractional plan takes in part: half those known to lower bounds, half the heaviest of the others.
    fn candidates(&mut self, part: &Part) -> Vec<Node> {
        let graph = &part.folded.graph;
        let (mut known, mut new) = (vec![], vec![]);
        for node in 0..graph.nodes() as Node {
            let at = node as usize;
            if !part.state.is_free(node) || !part.between.high[at] || part.between.low[at] {
                continue;
            }
            match self.scores.known(part.folded.name[at]) {
                Some(score) => known.push((score, node)),
                None => new.push((weight(part, node), node)),
            }
        }
        let many = if std::mem::take(&mut self.first_look) { AT_ROOT } else { ELSEWHERE };
        let by_worth = |a: &(f64, Node), b: &(f64, Node)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        known.sort_by(by_worth);
        new.sort_by(by_worth);
        let of_new = new.len().min(many - known.len().min(many / 2));
        let of_known = known.len().min(many - of_new);
        known[..of_known].iter().chain(&new[..of_new]).map(|(_, node)| *node).collect()
    }
}

/// How heavily a node stands between: what flows through it, and what it costs or brings.
fn weight(part: &Part, node: Node) -> f64 {
    let graph = &part.folded.graph;
    let flow =
        |arcs: &[super::graph::Arc]| -> i64 { arcs.iter().map(|arc| part.state.flow[arc.number as usize]).sum() };
    let at = node as usize;
    let through = flow(graph.needed_by(node)).max(flow(graph.needs(node)));
    let size = (part.state.price * graph.cost[at]).max(graph.profit[at] * UNIT / 2);
    (through as f64 * size as f64).sqrt()
}
