//! A plan in the making: which customers are taken, what that costs, and what each of the others would cost besides.

use super::fold::Folded;
use super::graph::Node;

/// Customers of a folded problem, with what taking one more would cost.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) taken: Vec<bool>,
    pub(super) profit: i64,
    pub(super) cost: i64,
    /// How many of the customers taken need a group, by its number among the groups.
    wanted: Vec<u32>,
    /// What a customer would cost besides.
    missing: Vec<i64>,
}

impl Plan {
    /// Nobody, beside what brings this profit at this cost already.
    pub(super) fn empty(folded: &Folded, profit: i64, cost: i64) -> Self {
        let graph = &folded.graph;
        let missing = (0..graph.customers)
            .map(|customer| {
                graph.cost[customer] + folded.needs[customer].iter().map(|need| graph.cost[*need as usize]).sum::<i64>()
            })
            .collect();
        let groups = graph.nodes() - graph.customers;
        Self { taken: vec![false; graph.customers], profit, cost, wanted: vec![0; groups], missing }
    }

    /// Takes a customer.
    pub(super) fn take(&mut self, folded: &Folded, customer: usize) {
        self.taken[customer] = true;
        self.profit += folded.graph.profit[customer];
        self.cost += folded.graph.cost[customer];
        for need in &folded.needs[customer] {
            let group = *need as usize - folded.graph.customers;
            self.wanted[group] += 1;
            if self.wanted[group] == 1 {
                self.cost += folded.graph.cost[*need as usize];
                self.change(folded, group, -folded.graph.cost[*need as usize]);
            }
        }
    }

    /// Leaves a customer out again.
    pub(super) fn leave(&mut self, folded: &Folded, customer: usize) {
        self.taken[customer] = false;
        self.profit -= folded.graph.profit[customer];
        self.cost -= folded.graph.cost[customer];
        for need in &folded.needs[customer] {
            let group = *need as usize - folded.graph.customers;
            self.wanted[group] -= 1;
            if self.wanted[group] == 0 {
                self.cost -= folded.graph.cost[*need as usize];
                self.change(folded, group, folded.graph.cost[*need as usize]);
            }
        }
    }

    fn change(&mut self, folded: &Folded, group: usize, by: i64) {
        for user in &folded.users[group] {
            self.missing[*user as usize] += by;
        }
    }

    /// Fills up to a budget with who brings most for what they cost, of those that may be taken; `noise` varies the order.
    pub(super) fn fill(
        &mut self,
        folded: &Folded,
        budget: i64,
        may: &[Node],
        mut noise: impl FnMut() -> f64,
        work: &mut Vec<(f64, Node)>,
    ) {
        work.clear();
        work.extend(may.iter().filter(|node| !self.taken[**node as usize]).map(|node| (noise(), *node)));
        loop {
            let left = budget - self.cost;
            let mut best: Option<(f64, usize)> = None;
            work.retain(|(_, node)| self.missing[*node as usize] <= left);
            for (place, (noise, node)) in work.iter().enumerate() {
                let missing = self.missing[*node as usize];
                let worth = folded.graph.profit[*node as usize] as f64 * noise / (missing as f64 + 0.01);
                if best.is_none_or(|(most, _)| worth > most) {
                    best = Some((worth, place));
                }
            }
            let Some((_, place)) = best else { return };
            let (_, node) = work.swap_remove(place);
            self.take(folded, node as usize);
        }
    }
}
