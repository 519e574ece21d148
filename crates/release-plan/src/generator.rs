//! Problems made from a seed, for tests and benches: as a team's backlog looks, with chains of needs and uneven teams.

use crate::chance::Chance;
use crate::problem::{Item, Pin, Problem, Release};

/// The size and kind of a problem to make.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// How many items.
    pub items: usize,
    /// How many teams.
    pub teams: usize,
    /// How many releases.
    pub releases: usize,
    /// How many items need another; half as many as items is usual.
    pub requires: usize,
    /// Pairs of which only one may be in.
    pub excludes: usize,
    /// Items that must be in.
    pub pins: usize,
    /// What all releases together can hold, as a share of all effort.
    pub capacity: f64,
    /// Whether what takes more effort is worth more, which makes choosing harder.
    pub value_follows_effort: bool,
}

impl Shape {
    /// 200 items, four teams, about 100 needs, 6 exclusions, 2 pins, 60 % of all effort.
    pub fn usual(releases: usize, value_follows_effort: bool) -> Self {
        Self {
            items: 200,
            teams: 4,
            releases,
            requires: 100,
            excludes: 6,
            pins: 2,
            capacity: 0.6,
            value_follows_effort,
        }
    }

    /// The problem of this shape that a seed makes.
    pub fn problem(&self, seed: u64) -> Problem {
        let mut chance = Chance::new(seed);
        let mut items: Vec<Item> = (0..self.items).map(|number| self.item(number, &mut chance)).collect();
        for _ in 0..self.requires {
            let (a, b) = (chance.below(self.items), chance.below(self.items));
            if a != b {
                // The earlier is needed by the later, so that there are no circles.
                items[a.max(b)].requires.push(a.min(b));
            }
        }
        for _ in 0..self.excludes {
            let (a, b) = (chance.below(self.items), chance.below(self.items));
            if a != b && !items[a].requires.contains(&b) && !items[b].requires.contains(&a) {
                items[a].excludes.push(b);
            }
        }
        for _ in 0..self.pins {
            // Early items need few others, so that pins can be kept.
            let at = chance.below(self.items / 10 + 1);
            if items[at].excludes.is_empty() {
                items[at].pin = Some(Pin::In);
            }
        }
        let total = |team: usize| items.iter().map(|item| item.effort[team]).sum::<f64>();
        let capacity: Vec<f64> =
            (0..self.teams).map(|team| (total(team) * self.capacity / self.releases as f64).floor()).collect();
        let releases = (0..self.releases)
            .map(|number| Release {
                name: format!("release {}", number + 1),
                capacity: capacity.clone(),
                weight: 1.0 - 0.1 * number as f64,
            })
            .collect();
        let teams = (0..self.teams).map(|team| format!("team {}", team + 1)).collect();
        Problem { items, teams, releases, ..Problem::default() }
    }

    fn item(&self, number: usize, chance: &mut Chance) -> Item {
        let mut effort = vec![0.0; self.teams];
        let main = chance.below(self.teams);
        effort[main] = 1.0 + chance.below(20) as f64;
        for _ in 0..chance.below(3) {
            effort[chance.below(self.teams)] += chance.below(9) as f64;
        }
        let all: f64 = effort.iter().sum();
        let value = if self.value_follows_effort {
            (all * 8.0 + chance.below(40) as f64).max(10.0)
        } else {
            10.0 + chance.below(190) as f64
        };
        Item { name: format!("item {}", number + 1), value, effort, ..Item::default() }
    }
}
