//! What a plan comes with, in the form it is told to people and programs. Names of items are their ids.

use serde::Serialize;

/// A plan, and what is to be known beside it. Names of items are their ids.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// What the plan is worth.
    pub objective: f64,
    /// What no plan can exceed.
    pub bound: f64,
    /// By how much of the bound a better plan could exceed it at the most.
    pub gap: f64,
    /// Whether nothing better exists.
    pub proven: bool,
    /// What is in which release.
    pub releases: Vec<InRelease>,
    /// The customers who are satisfied.
    pub customers: Vec<String>,
    /// What is left out, and why, if that was asked.
    pub left_out: Vec<Left>,
    /// The value for each share of the capacity, if that was asked; without those for which no plan was found.
    pub curve: Vec<Value>,
    /// What is sure when estimates vary, if that was asked.
    pub estimates: Option<Varied>,
    /// What going down a list would bring.
    pub comparison: Comparison,
    /// What is odd in the file.
    pub findings: Vec<Finding>,
}

/// A release.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InRelease {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub items: Vec<String>,
    /// What that takes.
    pub load: Vec<Load>,
}

/// What a release takes of a team.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Load {
    /// The team.
    pub team: String,
    /// What is used.
    pub used: f64,
    /// What there is.
    pub capacity: f64,
}

/// An item that is left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Left {
    /// Which.
    pub id: String,
    /// `pushes-out`, `pinned-out`, `needs-pinned-out`, `no-plan-with-it` or `not-known`.
    pub why: &'static str,
    /// What it would push out, or the item pinned out that it needs.
    pub items: Vec<String>,
    /// By how much the best plan found with it is worth less.
    pub costs: Option<f64>,
    /// By how much any plan with it is worth less, at least.
    pub costs_at_least: Option<f64>,
    /// From which share of the capacity on it is in, as far as the curve goes.
    pub comes_in_at: Option<f64>,
}

/// A point of the curve.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Value {
    /// The share of the capacity.
    pub capacity: f64,
    /// What the plan is worth.
    pub objective: f64,
    /// What no plan can exceed.
    pub bound: f64,
    /// Whether nothing better exists.
    pub proven: bool,
}

/// What is sure when estimates vary.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Varied {
    /// By how much values and efforts were off at the most.
    pub spread: f64,
    /// How many problems were drawn and planned.
    pub draws: u32,
    /// What is in nearly every plan.
    pub core: Vec<String>,
    /// What is in some and not in others.
    pub swing: Vec<Swing>,
}

/// An item that is in some plans.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Swing {
    /// Which.
    pub id: String,
    /// In which share of the plans.
    pub share: f64,
}

/// What going down a list would bring.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// In the order of the file.
    pub order: ByList,
    /// By value for effort.
    pub ratio: ByList,
}

/// A plan made by going down a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ByList {
    /// What it is worth.
    pub objective: f64,
    /// Whether it keeps all pins and goals.
    pub keeps_all: bool,
    /// What is in it.
    pub items: Vec<String>,
}

/// Something odd that was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Counted from 1.
    pub line: usize,
    /// The item.
    pub item: String,
    /// What is odd about it.
    pub message: String,
}
