//! The graph of what needs what, in compressed rows.

/// A node's number.
pub(super) type Node = u32;

/// One end of an arc, as it is met from the other end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arc {
    /// The node at the other end.
    pub(super) to: Node,
    /// The arc's number, by which its flow is kept.
    pub(super) number: u32,
}

/// Nodes with profit and cost, and arcs “u needs v”.
///
/// The first `customers` nodes bring profit, the others only cost.
#[derive(Debug, Clone, Default)]
pub(super) struct Graph {
    pub(super) profit: Vec<i64>,
    pub(super) cost: Vec<i64>,
    pub(super) customers: usize,
    arcs: Vec<Arc>,
    /// Where a node's row begins; one more entry than nodes.
    begin: Vec<u32>,
    /// Where, in a node's row, what it needs ends and what needs it begins.
    middle: Vec<u32>,
    count: usize,
}

impl Graph {
    /// The graph of these nodes and arcs `(u, v)`: u needs v.
    pub(super) fn new(profit: Vec<i64>, cost: Vec<i64>, customers: usize, needs: &[(Node, Node)]) -> Self {
        let nodes = cost.len();
        let (mut out, mut back) = (vec![0_u32; nodes], vec![0_u32; nodes]);
        for &(from, to) in needs {
            out[from as usize] += 1;
            back[to as usize] += 1;
        }
        let mut begin = Vec::with_capacity(nodes + 1);
        let mut middle = Vec::with_capacity(nodes);
        let mut at = 0;
        for node in 0..nodes {
            begin.push(at);
            middle.push(at + out[node]);
            at += out[node] + back[node];
        }
        begin.push(at);
        let mut arcs = vec![Arc { to: 0, number: 0 }; at as usize];
        let (mut next_out, mut next_back) = (begin.clone(), middle.clone());
        for (number, &(from, to)) in (0_u32..).zip(needs) {
            arcs[next_out[from as usize] as usize] = Arc { to, number };
            next_out[from as usize] += 1;
            arcs[next_back[to as usize] as usize] = Arc { to: from, number };
            next_back[to as usize] += 1;
        }
        Self { profit, cost, customers, arcs, begin, middle, count: needs.len() }
    }

    /// How many nodes there are.
    pub(super) fn nodes(&self) -> usize {
        self.cost.len()
    }

    /// How many arcs there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// What a node needs.
    pub(super) fn needs(&self, node: Node) -> &[Arc] {
        &self.arcs[self.begin[node as usize] as usize..self.middle[node as usize] as usize]
    }

    /// What needs a node.
    pub(super) fn needed_by(&self, node: Node) -> &[Arc] {
        &self.arcs[self.middle[node as usize] as usize..self.begin[node as usize + 1] as usize]
    }

    /// All arcs at a node, and how many of them lead to what it needs.
    pub(super) fn both(&self, node: Node) -> (&[Arc], usize) {
        let (begin, end) = (self.begin[node as usize] as usize, self.begin[node as usize + 1] as usize);
        (&self.arcs[begin..end], self.middle[node as usize] as usize - begin)
    }
}
