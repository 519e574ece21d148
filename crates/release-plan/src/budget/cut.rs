//! The greatest flow from nodes with profit left to nodes still unpaid, by push-relabel (Goldberg and Tarjan 1988), first phase
//! alone: what is left over is the value of the maximum closure (Picard 1976).

use super::graph::{Graph, Node};
use super::state::State;

const FAR: u32 = u32::MAX;

/// What cuts need besides the state; kept between cuts so that nothing is allocated.
#[derive(Debug, Default)]
pub(super) struct Cutter {
    height: Vec<u32>,
    current: Vec<u32>,
    queue: std::collections::VecDeque<Node>,
    queued: Vec<bool>,
    at_height: Vec<u32>,
    list: Vec<Node>,
}

impl Cutter {
    /// Pushes what is left over to where it is missing, as far as it can go.
    pub(super) fn cut(&mut self, graph: &Graph, state: &mut State) {
        self.measure(graph, state);
        let nodes = graph.nodes();
        let mut work = 0;
        while let Some(node) = self.queue.pop_front() {
            self.queued[node as usize] = false;
            work += self.discharge(graph, state, node);
            if work > nodes {
                work = 0;
                self.measure(graph, state);
            }
        }
    }

    /// The nodes that what is left over can reach: the smallest closure of greatest value, of the free nodes.
    pub(super) fn smallest(&mut self, graph: &Graph, state: &State, into: &mut Vec<bool>) {
        self.reach(graph, state, into, |excess| excess > 0, true);
    }

    /// The nodes from which nothing unpaid can be reached: the largest closure of greatest value, of the free nodes.
    pub(super) fn largest(&mut self, graph: &Graph, state: &State, into: &mut Vec<bool>) {
        self.reach(graph, state, into, |excess| excess < 0, false);
        for (node, marked) in into.iter_mut().enumerate() {
            *marked = !*marked && state.status[node] == super::state::Status::Free;
        }
    }

    /// Walks the arcs that can still carry flow, onwards or backwards, from where the excess is such.
    fn reach(&mut self, graph: &Graph, state: &State, into: &mut Vec<bool>, from: impl Fn(i64) -> bool, onwards: bool) {
        into.clear();
        into.resize(graph.nodes(), false);
        self.list.clear();
        for (node, marked) in into.iter_mut().enumerate() {
            if from(state.excess[node]) && state.is_free(node as Node) {
                *marked = true;
                self.list.push(node as Node);
            }
        }
        while let Some(node) = self.list.pop() {
            let (always, with_flow) = if onwards {
                (graph.needs(node), graph.needed_by(node))
            } else {
                (graph.needed_by(node), graph.needs(node))
            };
            for arc in always {
                if !into[arc.to as usize] && state.is_free(arc.to) {
                    into[arc.to as usize] = true;
                    self.list.push(arc.to);
                }
            }
            for arc in with_flow {
                if state.flow[arc.number as usize] > 0 && !into[arc.to as usize] && state.is_free(arc.to) {
                    into[arc.to as usize] = true;
                    self.list.push(arc.to);
                }
            }
        }
    }

    /// Measures how far each node is from something unpaid, and lines up those with something left over.
    fn measure(&mut self, graph: &Graph, state: &State) {
        let nodes = graph.nodes();
        self.height.clear();
        self.height.resize(nodes, FAR);
        self.current.clear();
        self.current.resize(nodes, 0);
        self.at_height.clear();
        self.at_height.resize(nodes + 2, 0);
        self.queued.clear();
        self.queued.resize(nodes, false);
        self.queue.clear();
        self.list.clear();
        for node in 0..nodes {
            if state.excess[node] < 0 && state.is_free(node as Node) {
                self.height[node] = 0;
                self.list.push(node as Node);
            }
        }
        let mut next = 0;
        while next < self.list.len() {
            let node = self.list[next];
            next += 1;
            let height = self.height[node as usize];
            self.at_height[height as usize] += 1;
            if state.excess[node as usize] > 0 {
                self.queued[node as usize] = true;
                self.queue.push_back(node);
            }
            let (arcs, needs) = graph.both(node);
            for (place, arc) in arcs.iter().enumerate() {
                let open = place >= needs || state.flow[arc.number as usize] > 0;
                if open && self.height[arc.to as usize] == FAR && state.is_free(arc.to) {
                    self.height[arc.to as usize] = height + 1;
                    self.list.push(arc.to);
                }
            }
        }
    }

    /// Sends a node's excess on, raising the node as often as it takes; the number of times it was raised.
    fn discharge(&mut self, graph: &Graph, state: &mut State, node: Node) -> usize {
        let (arcs, needs) = graph.both(node);
        let at = node as usize;
        let mut raised = 0;
        while state.excess[at] > 0 && self.height[at] != FAR {
            let height = self.height[at];
            let mut place = self.current[at] as usize;
            while place < arcs.len() {
                let arc = arcs[place];
                let to = arc.to as usize;
                if height > 0 && self.height[to] == height - 1 && state.is_free(arc.to) {
                    let flow = &mut state.flow[arc.number as usize];
                    let amount = if place < needs { state.excess[at] } else { state.excess[at].min(*flow) };
                    if amount > 0 {
                        *flow += if place < needs { amount } else { -amount };
                        state.excess[at] -= amount;
                        state.excess[to] += amount;
                        if state.excess[to] > 0 && !self.queued[to] {
                            self.queued[to] = true;
                            self.queue.push_back(arc.to);
                        }
                        if state.excess[at] == 0 {
                            break;
                        }
                    }
                }
                place += 1;
            }
            self.current[at] = place as u32;
            if state.excess[at] > 0 {
                self.raise(graph, state, node);
                raised += 1;
            }
        }
        raised
    }

    /// Raises a node just above its lowest open neighbour; past a gap in the heights nothing unpaid can be reached any more.
    fn raise(&mut self, graph: &Graph, state: &State, node: Node) {
        let at = node as usize;
        let old = self.height[at];
        let (arcs, needs) = graph.both(node);
        let mut lowest = FAR;
        for (place, arc) in arcs.iter().enumerate() {
            let open = place < needs || state.flow[arc.number as usize] > 0;
            if open && state.is_free(arc.to) {
                lowest = lowest.min(self.height[arc.to as usize]);
            }
        }
        self.current[at] = 0;
        self.at_height[old as usize] -= 1;
        let new = if lowest == FAR || lowest as usize + 1 >= graph.nodes() { FAR } else { lowest + 1 };
        self.height[at] = new;
        if new != FAR {
            self.at_height[new as usize] += 1;
        }
        if self.at_height[old as usize] == 0 {
            for height in &mut self.height {
                if *height != FAR && *height > old {
                    self.at_height[*height as usize] -= 1;
                    *height = FAR;
                }
            }
        }
    }
}
