//! What is decided of a graph, and the flow that prices the rest.
//!
//! A node's balance is its profit less the price of its cost, in units of 1/[`UNIT`]. Profit left over flows from nodes to what
//! they need and pays for it; what still cannot be paid is a node's negative excess, what is left over its positive one.

use super::graph::{Graph, Node};

/// Prices are whole multiples of one over this.
pub(super) const UNIT: i64 = 4096;

/// Whether a node is in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Free,
    In,
    Out,
}

/// A partly decided graph at a price of its cost.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// The price of one unit of cost, in units of 1/[`UNIT`].
    pub(super) price: i64,
    pub(super) flow: Vec<i64>,
    pub(super) excess: Vec<i64>,
    pub(super) status: Vec<Status>,
    /// The profit of what is in, in whole units.
    pub(super) profit: i64,
    /// Its cost.
    pub(super) cost: i64,
    /// How many nodes are free.
    pub(super) free: usize,
}

impl State {
    /// Nothing decided; what stands outside the graph already brings this profit at this cost.
    pub(super) fn new(graph: &Graph, profit: i64, cost: i64, price: i64) -> Self {
        let excess = graph.profit.iter().zip(&graph.cost).map(|(profit, cost)| profit * UNIT - price * cost).collect();
        let nodes = graph.nodes();
        Self {
            price,
            flow: vec![0; graph.count()],
            excess,
            status: vec![Status::Free; nodes],
            profit,
            cost,
            free: nodes,
        }
    }

    pub(super) fn is_free(&self, node: Node) -> bool {
        self.status[node as usize] == Status::Free
    }

    pub(super) fn is_in(&self, node: Node) -> bool {
        self.status[node as usize] == Status::In
    }

    /// Moves to another price; the flow stays valid.
    pub(super) fn reprice(&mut self, graph: &Graph, price: i64) {
        let by = price - self.price;
        if by == 0 {
            return;
        }
        for (node, excess) in self.excess.iter_mut().enumerate() {
            if self.status[node] == Status::Free {
                *excess -= by * graph.cost[node];
            }
        }
        self.price = price;
    }

    /// The most that this price leaves, for all that is in and free, under a budget: a bound in units of 1/[`UNIT`] once the
    /// flow is greatest.
    pub(super) fn bound(&self, budget: i64) -> i64 {
        let left: i64 = self
            .excess
            .iter()
            .zip(&self.status)
            .filter(|(_, status)| **status == Status::Free)
            .map(|(excess, _)| (*excess).max(0))
            .sum();
        self.profit * UNIT + self.price * (budget - self.cost) + left
    }

    /// Takes a node in, with all that it needs.
    pub(super) fn take(&mut self, graph: &Graph, node: Node, stack: &mut Vec<Node>) {
        self.spread(graph, node, stack, Status::In);
    }

    /// Leaves a node out, with all that need it.
    pub(super) fn leave(&mut self, graph: &Graph, node: Node, stack: &mut Vec<Node>) {
        self.spread(graph, node, stack, Status::Out);
    }

    fn spread(&mut self, graph: &Graph, node: Node, stack: &mut Vec<Node>, status: Status) {
        if !self.is_free(node) {
            return;
        }
        stack.clear();
        stack.push(node);
        self.status[node as usize] = status;
        let mut next = 0;
        while next < stack.len() {
            let at = stack[next];
            next += 1;
            self.free -= 1;
            if status == Status::In {
                self.profit += graph.profit[at as usize];
                self.cost += graph.cost[at as usize];
            }
            let follow = if status == Status::In { graph.needs(at) } else { graph.needed_by(at) };
            for arc in follow {
                if self.is_free(arc.to) {
                    self.status[arc.to as usize] = status;
                    stack.push(arc.to);
                }
            }
        }
        for &at in stack.iter() {
            self.hand_back(graph, at, status);
        }
    }

    /// The flow between a node that is decided now and free ones goes back to the free ones.
    fn hand_back(&mut self, graph: &Graph, at: Node, status: Status) {
        let (follow, by) = match status {
            Status::In => (graph.needed_by(at), 1),
            _ => (graph.needs(at), -1),
        };
        for arc in follow {
            if self.is_free(arc.to) {
                let flow = std::mem::take(&mut self.flow[arc.number as usize]);
                self.excess[arc.to as usize] += by * flow;
            }
        }
    }
}
