//! Ruin and recreate (Schrimpf et al. 2000): some customers are left out at random, and who brings most for what they cost is
//! taken instead.

use super::fold::Folded;
use super::graph::Node;
use super::plan::Plan;
use crate::chance::Chance;

/// Improves a plan by so many rounds; it is left as the best one met.
pub(super) fn improve(folded: &Folded, plan: &mut Plan, budget: i64, may: &[Node], rounds: usize, chance: &mut Chance) {
    let mut best = plan.clone();
    let mut work = vec![];
    let mut left: Vec<usize> = vec![];
    for round in 0..rounds {
        let before = plan.clone();
        left.clear();
        ruin(folded, may, chance, &mut left);
        for customer in &left {
            if plan.taken[*customer] {
                plan.leave(folded, *customer);
            }
        }
        let mut noisy = Chance::new(chance.next());
        plan.fill(folded, budget, may, || 0.8 + 0.4 * noisy.part(), &mut work);
        if plan.profit > best.profit {
            best.clone_from(plan);
        }
        let warmth = 0.002 * best.profit as f64 * (1.0 - round as f64 / rounds as f64);
        if ((before.profit - plan.profit) as f64) > warmth * -(chance.part().max(1e-9)).ln() {
            *plan = before;
        }
    }
    *plan = best;
}

/// Up to ten customers, or those of one thing.
fn ruin(folded: &Folded, may: &[Node], chance: &mut Chance, left: &mut Vec<usize>) {
    if may.is_empty() {
        return;
    }
    if folded.users.is_empty() || chance.below(2) == 0 {
        left.extend((0..=chance.below(10)).map(|_| may[chance.below(may.len())] as usize));
    } else {
        let users = &folded.users[chance.below(folded.users.len())];
        left.extend(users.iter().take(20).map(|user| *user as usize));
    }
}
