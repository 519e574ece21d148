//! The advisor: which preset fits, from five factors and a few facts, by a table of reasons.
//!
//! The advice is the sum of what the answers say, nothing more: whoever doubts it can read every reason, those
//! against it too, and see what would change it.

mod answers;
mod factors;
mod facts;
mod words;

use std::cmp::Reverse;

pub use answers::{Agile, Answer, Answers, Factor, Maturity, People, Philosophy, Size, Sprints, Structure, Teams};

use super::Preset;

/// Which preset fits, and what would change that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// Every preset, the best first.
    pub standings: Vec<Standing>,
    /// The answers that would change the advice, were they given.
    pub turns: Vec<Turn>,
    /// What the five factors would advise if no fact were known.
    pub by_factors: Vec<Standing>,
}

/// How one preset stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which one.
    pub preset: Preset,
    /// Everything that was said about it, in the order of the page.
    pub voices: Vec<Voice>,
}

/// What one answer says about one preset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voice {
    /// Who says it.
    pub answer: Answer,
    /// About what.
    pub preset: Preset,
    /// How strongly: above 0 for the preset, below 0 against it.
    pub weight: i32,
    /// Why, in one sentence.
    pub reason: &'static str,
}

/// An answer that would change the advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// What it would have to be.
    pub answer: Answer,
    /// What would be advised then: several if they tie.
    pub advised: Vec<Preset>,
}

/// Which preset fits these answers.
pub fn advise(answers: &Answers) -> Advice {
    let standings = standings(answers);
    let turns = Factor::ALL.iter().flat_map(|factor| factor.answers()).filter_map(|answer| {
        let turned = presets(best(&self::standings(&answers.with(answer))));
        (turned != presets(best(&standings))).then_some(Turn { answer, advised: turned })
    });
    let turns = turns.collect();
    let by_factors = best(&self::standings(&answers.without_facts())).to_vec();
    Advice { standings, turns, by_factors }
}

/// Every preset, the best first; those that stand equal in the order of the page.
fn standings(answers: &Answers) -> Vec<Standing> {
    let given = answers.given();
    let voices = |preset| given.iter().map(|answer| answer.voice(preset)).collect();
    let standings = Preset::ALL.iter().map(|preset| Standing { preset: *preset, voices: voices(*preset) });
    let mut standings: Vec<_> = standings.collect();
    standings.sort_by_key(|standing| Reverse(standing.score()));
    standings
}

/// Those nothing stands above.
fn best(standings: &[Standing]) -> &[Standing] {
    standings.chunk_by(|one, next| one.score() == next.score()).next().unwrap_or_default()
}

fn presets(standings: &[Standing]) -> Vec<Preset> {
    standings.iter().map(|standing| standing.preset).collect()
}

impl Advice {
    /// How those stand that fit best: one, or several that tie.
    pub fn best(&self) -> &[Standing] {
        best(&self.standings)
    }

    /// The presets that fit best.
    pub fn advised(&self) -> Vec<Preset> {
        presets(self.best())
    }
}

impl Standing {
    /// The sum of what was said.
    pub fn score(&self) -> i32 {
        self.voices.iter().map(|voice| voice.weight).sum()
    }

    /// Those who argue for it.
    pub fn arguing_for(&self) -> impl Iterator<Item = &Voice> {
        self.voices.iter().filter(|voice| voice.weight > 0)
    }

    /// Those who argue against it.
    pub fn arguing_against(&self) -> impl Iterator<Item = &Voice> {
        self.voices.iter().filter(|voice| voice.weight < 0)
    }
}

impl Voice {
    /// Whether it leaves the preset no chance.
    pub const fn rules_out(&self) -> bool {
        self.weight <= RULES_OUT
    }
}

impl Answer {
    /// What it says about one preset, out of the written table.
    pub const fn voice(self, preset: Preset) -> Voice {
        let Say { weight, reason } = self.says().about(preset);
        Voice { answer: self, preset, weight, reason }
    }
}

/// What an answer says about each preset: a field for each, so that none can be forgotten.
#[derive(Clone, Copy)]
struct Says {
    manager_and_owner: Say,
    both_hats: Say,
    owner_only: Say,
    outside_scrum: Say,
    owner_per_team: Say,
}

#[derive(Clone, Copy)]
struct Say {
    weight: i32,
    reason: &'static str,
}

impl Says {
    const fn about(self, preset: Preset) -> Say {
        match preset {
            Preset::ManagerAndOwner => self.manager_and_owner,
            Preset::BothHats => self.both_hats,
            Preset::OwnerOnly => self.owner_only,
            Preset::OutsideScrum => self.outside_scrum,
            Preset::OwnerPerTeam => self.owner_per_team,
        }
    }
}

/// More than all other answers together can make up for.
const RULES_OUT: i32 = -100;

const fn says(weight: i32, reason: &'static str) -> Say {
    Say { weight, reason }
}

const fn rules_out(reason: &'static str) -> Say {
    Say { weight: RULES_OUT, reason }
}
