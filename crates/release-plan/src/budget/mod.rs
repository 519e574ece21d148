//! One budget: the customers whose wishes bring most, proven. See the crate's documentation for the method.

mod bits;
mod branch;
mod cut;
mod dual;
mod fold;
mod graph;
mod plan;
mod probe;
mod shrink;
mod start;
mod state;
mod tree;

use std::rc::Rc;

use crate::chance::Chance;
use fold::{Customer, Thing};
use tree::Tree;

/// What a search answers with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// The customers taken, ascending.
    pub(crate) customers: Vec<usize>,
    /// What they bring.
    pub(crate) profit: i64,
    /// What nothing can exceed.
    pub(crate) bound: i64,
    /// How many parts the problem was split into.
    pub(crate) nodes: u64,
}

/// Customers with what they bring and need (closed: with all that their wishes require), and what each thing costs.
#[derive(Debug, Clone)]
pub(crate) struct Wishes {
    pub(crate) profits: Vec<i64>,
    pub(crate) needs: Vec<Vec<u32>>,
    pub(crate) costs: Vec<i64>,
    pub(crate) budget: i64,
}

/// How far a search has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What the best plan so far brings.
    pub objective: i64,
    /// What no plan can exceed.
    pub bound: i64,
}

/// Looks for the best plan until it is proven or `go_on` says no.
pub(crate) fn solve(wishes: &Wishes, seed: u64, go_on: &mut dyn FnMut(Progress) -> bool) -> Found {
    let customers = (0_u32..)
        .zip(wishes.profits.iter().zip(&wishes.needs))
        .filter(|(_, (profit, _))| **profit > 0)
        .filter(|(_, (_, needs))| needs.iter().map(|need| wishes.costs[*need as usize]).sum::<i64>() <= wishes.budget)
        .map(|(name, (profit, needs))| Customer { name, profit: *profit, own: 0, needs: needs.clone() })
        .collect();
    let first = wishes.profits.len() as u32;
    let things: Vec<Thing> = (first..).zip(&wishes.costs).map(|(name, cost)| Thing { name, cost: *cost }).collect();
    let folded = Rc::new(fold::fold(customers, &things));
    let mut tree = Tree::new(wishes.budget, first as usize + things.len(), Chance::new(seed));
    tree.grow(folded, go_on)
}
