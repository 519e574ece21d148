//! What is in nearly every good plan, and what comes and goes when estimates vary.

use super::{Effort, replan};
use crate::chance::Chance;
use crate::general::{Plan, Slider, Step};
use crate::problem::Problem;

/// By how much estimates may be off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimates {
    /// Each value and each effort is anything from this share below to this share above, all as likely.
    pub spread: f64,
    /// How many times they are drawn.
    pub draws: u32,
    /// The seed of the draws.
    pub seed: u64,
}

impl Default for Estimates {
    fn default() -> Self {
        Self { spread: 0.2, draws: 40, seed: 1 }
    }
}

/// How sure each item is.
#[derive(Debug, Clone, PartialEq)]
pub struct Sure {
    /// Of how many drawn problems a plan was found.
    pub draws: u32,
    /// Of each item, in which share of these plans it is in.
    pub share: Vec<f64>,
}

/// From which share on an item belongs to the core, and up to which it is as good as never in.
const CORE: f64 = 0.9;

impl Sure {
    /// Items that are in nearly every plan.
    pub fn core(&self) -> impl Iterator<Item = usize> {
        self.share.iter().enumerate().filter(|(_, share)| **share >= CORE).map(|(item, _)| item)
    }

    /// Items that are in some plans and not in others.
    pub fn swing(&self) -> impl Iterator<Item = usize> {
        let swings = |share: f64| share < CORE && share > 1.0 - CORE;
        self.share.iter().enumerate().filter(move |(_, share)| swings(**share)).map(|(item, _)| item)
    }
}

/// Draws estimates again and again and plans anew; stops early when `go_on` says no.
pub fn sure(
    problem: &Problem,
    plan: &Plan,
    estimates: Estimates,
    effort: Effort,
    go_on: &mut dyn FnMut(Step) -> bool,
) -> Sure {
    let mut chance = Chance::new(estimates.seed);
    let (mut draws, mut times) = (0, vec![0_u32; problem.items.len()]);
    for _ in 0..estimates.draws {
        let drawn = draw(problem, estimates.spread.clamp(0.0, 1.0), &mut chance);
        let mut going = true;
        let (other, _) = replan(&mut Slider::new(&plan.release), &drawn, effort, &mut |step| {
            going = go_on(step);
            going
        });
        if !going {
            break;
        }
        let Some(other) = other else { continue };
        draws += 1;
        for (times, release) in times.iter_mut().zip(&other.release) {
            *times += u32::from(release.is_some());
        }
    }
    let share = times.iter().map(|times| f64::from(*times) / f64::from(draws.max(1))).collect();
    Sure { draws, share }
}

/// The problem as it would be were the estimates off.
fn draw(problem: &Problem, spread: f64, chance: &mut Chance) -> Problem {
    let mut drawn = problem.clone();
    let mut factor = || 1.0 + spread * (2.0 * chance.part() - 1.0);
    for item in &mut drawn.items {
        item.value *= factor();
        let effort = factor();
        item.effort.iter_mut().for_each(|of_team| *of_team *= effort);
    }
    drawn.customers.iter_mut().for_each(|customer| customer.value *= factor());
    drawn
}
