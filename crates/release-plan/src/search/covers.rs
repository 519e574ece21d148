//! Cover inequalities: of things that together are too heavy for a row, not all can be chosen.

use super::core::WHOLE;
use crate::linear::Row;

/// Cuts a fractional point off by the extended cover of a row, where one does.
///
/// Only rows `Σ aⱼxⱼ ≤ b` are looked at; a negative coefficient stands for a thing that is not chosen.
pub(super) fn cover(row: &Row, at: &dyn Fn(usize) -> f64) -> Option<Row> {
    if row.equal {
        return None;
    }
    let negative: f64 = row.terms.iter().map(|(_, by)| by.min(0.0)).sum();
    let room = row.most - negative;
    // In terms of literals with positive weights.
    let mut literals: Vec<(f64, f64, u32, bool)> = row
        .terms
        .iter()
        .map(|(thing, by)| {
            let x = at(*thing as usize);
            if *by > 0.0 { (*by, x, *thing, true) } else { (-by, 1.0 - x, *thing, false) }
        })
        .collect();
    // Those nearest to being chosen for their weight come first.
    literals.sort_by(|a, b| ((1.0 - a.1) / a.0).total_cmp(&((1.0 - b.1) / b.0)).then(a.2.cmp(&b.2)));
    let mut weight = 0.0;
    let mut count = 0;
    for literal in &literals {
        if weight > room + WHOLE {
            break;
        }
        weight += literal.0;
        count += 1;
    }
    if weight <= room + WHOLE {
        return None;
    }
    let mut inside: Vec<_> = literals[..count].to_vec();
    // Leave out what the cover does not need, the least chosen first.
    inside.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.2.cmp(&b.2)));
    let mut kept = vec![];
    for literal in inside {
        if weight - literal.0 > room + WHOLE {
            weight -= literal.0;
        } else {
            kept.push(literal);
        }
    }
    let heaviest = kept.iter().map(|literal| literal.0).fold(0.0, f64::max);
    let most = kept.len() as f64 - 1.0;
    let members: std::collections::HashSet<u32> = kept.iter().map(|literal| literal.2).collect();
    kept.extend(literals.iter().filter(|literal| literal.0 >= heaviest && !members.contains(&literal.2)));
    let sum: f64 = kept.iter().map(|literal| literal.1).sum();
    if sum <= most + 0.02 {
        return None;
    }
    let mut right = most;
    let terms = kept
        .iter()
        .map(|(_, _, thing, chosen)| {
            if *chosen {
                (*thing, 1.0)
            } else {
                right -= 1.0;
                (*thing, -1.0)
            }
        })
        .collect();
    Some(Row { terms, most: right, equal: false, may_leave: true })
}
