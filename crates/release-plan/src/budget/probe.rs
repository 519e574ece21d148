//! What a decision would cost at least, by letting flow out of one node only, so that whatever costs more than the gap is decided.

use super::graph::{Graph, Node};
use super::state::{State, UNIT};

/// Blocking flows a probe may take; what they have not found by then is left.
const PHASES: usize = 4;

/// Which decision is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Taking,
    Leaving,
}

impl Way {
    /// How much a node with this excess can receive from one that is taken, or give to one that is left out.
    fn found(self, excess: i64) -> i64 {
        if self == Self::Taking { -excess } else { excess }
    }
}

/// Scratch space of probes.
#[derive(Debug, Default)]
pub(super) struct Probe {
    seen: Vec<u32>,
    round: u32,
    /// The next arc to try at a node, while it is seen in this round.
    place: Vec<u32>,
    /// Nodes, each with the place of the arc that led to it in the row of the one before.
    path: Vec<(Node, usize)>,
    list: Vec<Node>,
    distances: Vec<u32>,
    to_unpaid: Vec<u32>,
    to_left: Vec<u32>,
    flows: Vec<(u32, i64)>,
    excesses: Vec<(Node, i64)>,
}

impl Probe {
    /// Decides customers whose contrary would push the bound at this price below the target. `low` and `high` are the smallest
    /// and largest best closures at this price. The number decided.
    pub(super) fn decide(
        &mut self,
        graph: &Graph,
        state: &mut State,
        (low, high): (&[bool], &[bool]),
        gap: i64,
        stack: &mut Vec<Node>,
    ) -> usize {
        let before = state.free;
        measure(graph, state, Way::Taking, &mut self.to_unpaid, &mut self.list);
        measure(graph, state, Way::Leaving, &mut self.to_left, &mut self.list);
        for customer in 0..graph.customers as Node {
            if !state.is_free(customer) {
                continue;
            }
            if !high[customer as usize] {
                if self.most_of_taking(graph, state, customer, high, gap)
                    && self.costs(graph, state, customer, gap, Way::Taking)
                {
                    state.leave(graph, customer, stack);
                }
            } else if low[customer as usize] && self.costs(graph, state, customer, gap, Way::Leaving) {
                state.take(graph, customer, stack);
            }
        }
        before - state.free
    }

    /// Whether taking a node could cost more than the gap: all that it needs beside `high` is paid in full at the most.
    fn most_of_taking(&mut self, graph: &Graph, state: &State, node: Node, high: &[bool], gap: i64) -> bool {
        self.begin(graph);
        self.path.clear();
        self.path.push((node, 0));
        self.seen[node as usize] = self.round;
        let mut most = 0;
        while let Some((at, _)) = self.path.pop() {
            most -= graph.profit[at as usize] * UNIT - state.price * graph.cost[at as usize];
            if most > gap {
                return true;
            }
            for arc in graph.needs(at) {
                let to = arc.to as usize;
                if !high[to] && state.is_free(arc.to) && self.seen[to] != self.round {
                    self.seen[to] = self.round;
                    self.path.push((arc.to, 0));
                }
            }
        }
        false
    }

    /// Whether taking a node (or leaving it out) costs more than the gap. The flow is as before afterwards.
    ///
    /// Blocking flows after Dinic (1970); the first one goes by the distances all probes share.
    fn costs(&mut self, graph: &Graph, state: &mut State, node: Node, gap: i64, way: Way) -> bool {
        let excess = state.excess[node as usize];
        let mut cost = way.found(excess).max(0);
        self.flows.clear();
        self.excesses.clear();
        self.excesses.push((node, excess));
        state.excess[node as usize] = 0;
        for phase in 0..PHASES {
            if cost > gap {
                break;
            }
            let shared = std::mem::take(if way == Way::Taking { &mut self.to_unpaid } else { &mut self.to_left });
            let sent = if phase == 0 {
                self.block(graph, state, (node, way), &shared, gap - cost)
            } else {
                let mut distances = std::mem::take(&mut self.distances);
                measure(graph, state, way, &mut distances, &mut self.list);
                let sent = self.block(graph, state, (node, way), &distances, gap - cost);
                self.distances = distances;
                sent
            };
            *(if way == Way::Taking { &mut self.to_unpaid } else { &mut self.to_left }) = shared;
            cost += sent;
            if sent == 0 && phase > 0 {
                break;
            }
        }
        while let Some((arc, by)) = self.flows.pop() {
            state.flow[arc as usize] -= by;
        }
        while let Some((node, excess)) = self.excesses.pop() {
            state.excess[node as usize] = excess;
        }
        cost > gap
    }

    fn begin(&mut self, graph: &Graph) {
        if self.seen.len() < graph.nodes() || self.round > u32::MAX - 2 {
            self.seen.clear();
            self.seen.resize(graph.nodes(), 0);
            self.place.resize(graph.nodes(), 0);
            self.round = 0;
        }
        self.round += 1;
    }

    /// Sends flow along arcs that lead one step nearer, until more than `enough` has been sent or no path is left.
    fn block(
        &mut self,
        graph: &Graph,
        state: &mut State,
        (node, way): (Node, Way),
        distances: &[u32],
        enough: i64,
    ) -> i64 {
        self.begin(graph);
        let mut sent = 0;
        self.path.clear();
        self.path.push((node, 0));
        while let Some(&(at, _)) = self.path.last() {
            let here = at as usize;
            let found = way.found(state.excess[here]);
            if found > 0 && self.path.len() > 1 {
                sent += self.push(graph, state, found, way);
                if sent > enough {
                    break;
                }
                self.path.truncate(1);
                continue;
            }
            if self.seen[here] != self.round {
                self.seen[here] = self.round;
                self.place[here] = 0;
            }
            let (arcs, needs) = graph.both(at);
            let mut place = self.place[here] as usize;
            while place < arcs.len() {
                let arc = arcs[place];
                let nearer = distances[arc.to as usize] < distances[here];
                let open = (place < needs) == (way == Way::Taking) || state.flow[arc.number as usize] > 0;
                if nearer && open && state.is_free(arc.to) {
                    break;
                }
                place += 1;
            }
            self.place[here] = place as u32;
            if place < arcs.len() {
                self.path.push((arcs[place].to, place));
            } else {
                self.path.pop();
                if let Some(&(parent, _)) = self.path.last() {
                    self.place[parent as usize] += 1;
                }
            }
        }
        sent
    }

    /// Sends as much as the path holds; `found` is what its end can take.
    fn push(&mut self, graph: &Graph, state: &mut State, found: i64, way: Way) -> i64 {
        let mut amount = found;
        for step in self.path.windows(2) {
            let (arcs, needs) = graph.both(step[0].0);
            if (step[1].1 < needs) != (way == Way::Taking) {
                amount = amount.min(state.flow[arcs[step[1].1].number as usize]);
            }
        }
        for step in self.path.windows(2) {
            let (arcs, needs) = graph.both(step[0].0);
            let number = arcs[step[1].1].number;
            let by = if (step[1].1 < needs) == (way == Way::Taking) { amount } else { -amount };
            state.flow[number as usize] += by;
            self.flows.push((number, by));
        }
        if let Some(&(end, _)) = self.path.last() {
            let excess = &mut state.excess[end as usize];
            self.excesses.push((end, *excess));
            *excess += if way == Way::Taking { amount } else { -amount };
        }
        amount
    }
}

/// How far each node is from something unpaid, or from something left over.
fn measure(graph: &Graph, state: &State, way: Way, distances: &mut Vec<u32>, list: &mut Vec<Node>) {
    distances.clear();
    distances.resize(graph.nodes(), u32::MAX);
    list.clear();
    for (node, distance) in distances.iter_mut().enumerate() {
        if way.found(state.excess[node]) > 0 && state.is_free(node as Node) {
            *distance = 0;
            list.push(node as Node);
        }
    }
    let mut next = 0;
    while next < list.len() {
        let node = list[next];
        next += 1;
        let (arcs, needs) = graph.both(node);
        for (place, arc) in arcs.iter().enumerate() {
            let open = (place >= needs) == (way == Way::Taking) || state.flow[arc.number as usize] > 0;
            if open && distances[arc.to as usize] == u32::MAX && state.is_free(arc.to) {
                distances[arc.to as usize] = distances[node as usize] + 1;
                list.push(arc.to);
            }
        }
    }
}
