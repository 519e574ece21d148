//! A graph folded again when many of its nodes are decided.

use std::rc::Rc;

use super::dual::Between;
use super::fold::{self, Customer, Folded, Thing};
use super::graph::Node;
use super::state::State;
use super::tree::Part;

/// A graph is folded again when fewer than this share of its nodes is free.
const SHRINK_BELOW: f64 = 0.7;

impl Part {
    /// Folds a graph again of which little is left.
    pub(super) fn shrink(&mut self) {
        let graph = &self.folded.graph;
        if self.state.free as f64 >= SHRINK_BELOW * graph.nodes() as f64 || self.state.free == 0 {
            return;
        }
        let mut taken = (*self.taken).clone();
        let mut number = vec![u32::MAX; graph.nodes()];
        let mut things = vec![];
        for (node, number) in number.iter_mut().enumerate().skip(graph.customers) {
            if self.state.is_free(node as Node) {
                *number = things.len() as u32;
                things.push(Thing { name: self.folded.name[node], cost: graph.cost[node] });
            }
        }
        let (mut customers, mut low, mut high) = (vec![], vec![], vec![]);
        for node in 0..graph.customers {
            if self.state.is_in(node as Node) {
                taken.push(self.folded.name[node]);
            } else if self.state.is_free(node as Node) {
                let needs = self.folded.needs[node].iter().map(|need| number[*need as usize]);
                customers.push(Customer {
                    name: self.folded.name[node],
                    profit: graph.profit[node],
                    own: graph.cost[node],
                    needs: needs.filter(|need| *need != u32::MAX).collect(),
                });
                low.push(self.between.low[node]);
                high.push(self.between.high[node]);
            }
        }
        let folded = fold::fold(customers, &things);
        let state = State::new(&folded.graph, self.state.profit, self.state.cost, self.state.price);
        self.between = Between { low: closed(&folded, low), high: closed(&folded, high) };
        self.folded = Rc::new(folded);
        self.state = state;
        self.taken = Rc::new(taken);
    }
}

/// A set of customers with the groups they need.
fn closed(folded: &Folded, customers: Vec<bool>) -> Vec<bool> {
    let mut set = customers;
    set.resize(folded.graph.nodes(), false);
    for customer in 0..folded.graph.customers {
        if set[customer] {
            for need in &folded.needs[customer] {
                set[*need as usize] = true;
            }
        }
    }
    set
}
