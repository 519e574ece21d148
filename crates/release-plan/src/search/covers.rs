//! Cover inequalities: of things that together are too heavy for a row, not all can be chosen (Balas 1975), and nothing at
//! least as heavy as all of them can take the place of one.

use super::core::WHOLE;
use crate::linear::Row;

/// By how much a cut must cut a point off to be worth having.
const WORTH: f64 = 0.02;

/// A thing chosen, or not chosen, with its weight and how much of it the point takes.
#[derive(Debug, Clone, Copy)]
struct Literal {
    thing: u32,
    chosen: bool,
    weight: f64,
    at: f64,
}

/// Cuts a fractional point off by the extended cover of a row `Σ aⱼxⱼ ≤ b`, where one does.
pub(super) fn cover(row: &Row, at: &dyn Fn(usize) -> f64) -> Option<Row> {
    if row.equal {
        return None;
    }
    let (literals, room) = literals(row, at);
    let mut cover = minimal(&literals, room)?;
    let most = cover.len() as f64 - 1.0;
    let heaviest = cover.iter().map(|literal| literal.weight).fold(0.0, f64::max);
    let members: std::collections::HashSet<u32> = cover.iter().map(|literal| literal.thing).collect();
    cover.extend(
        literals.iter().filter(|literal| literal.weight >= heaviest && !members.contains(&literal.thing)).copied(),
    );
    let sum: f64 = cover.iter().map(|literal| literal.at).sum();
    (sum > most + WORTH).then(|| cut(&cover, most))
}

/// The row in weights above 0, a negative coefficient standing for a thing that is not chosen; those nearest to being taken for
/// their weight come first. With the room it leaves.
fn literals(row: &Row, at: &dyn Fn(usize) -> f64) -> (Vec<Literal>, f64) {
    let negative: f64 = row.terms.iter().map(|(_, by)| by.min(0.0)).sum();
    let literal = |(thing, by): &(u32, f64)| {
        let (x, chosen) = (at(*thing as usize), *by > 0.0);
        Literal { thing: *thing, chosen, weight: by.abs(), at: if chosen { x } else { 1.0 - x } }
    };
    let mut literals: Vec<Literal> = row.terms.iter().map(literal).collect();
    let distance = |literal: &Literal| (1.0 - literal.at) / literal.weight;
    literals.sort_by(|a, b| distance(a).total_cmp(&distance(b)).then(a.thing.cmp(&b.thing)));
    (literals, row.most - negative)
}

/// The first literals that are too heavy together, without those that are not needed for that.
fn minimal(literals: &[Literal], room: f64) -> Option<Vec<Literal>> {
    let mut weight = 0.0;
    let mut inside = vec![];
    for literal in literals {
        weight += literal.weight;
        inside.push(*literal);
        if weight > room + WHOLE {
            // The least taken go first.
            inside.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.thing.cmp(&b.thing)));
            inside.retain(|literal| {
                let needed = weight - literal.weight <= room + WHOLE;
                weight -= if needed { 0.0 } else { literal.weight };
                needed
            });
            return Some(inside);
        }
    }
    None
}

/// `Σ literals ≤ most`, as a row over things.
fn cut(cover: &[Literal], most: f64) -> Row {
    let turned = cover.iter().filter(|literal| !literal.chosen).count() as f64;
    let terms = cover.iter().map(|literal| (literal.thing, if literal.chosen { 1.0 } else { -1.0 })).collect();
    Row { terms, most: most - turned, equal: false }
}
