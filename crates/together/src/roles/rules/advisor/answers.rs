//! What the advisor is told: five factors, and the facts Tandem knows itself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Says, factors, facts};
use crate::roles::rules::words::words;

words! {
    /// How far the product has come.
    Maturity, "product maturity" {
        New     "new"     "New";
        Growing "growing" "Growing";
        Settled "settled" "Settled";
    }
}

words! {
    /// How large the organisation is: up to ten people or so, one can still know everybody, one cannot.
    Size, "organisation size" {
        Small  "small"  "Small";
        Medium "medium" "Medium";
        Large  "large"  "Large";
    }
}

words! {
    /// What departments are made of: those of one function, a mixture, or all who work on one product.
    Structure, "departmental structure" {
        Function "function" "Function";
        Mixed    "mixed"    "Mixed";
        Product  "product"  "Product";
    }
}

words! {
    /// How far agile work has come.
    Agile, "agile adoption" {
        Little "little" "Little";
        Some   "some"   "Some";
        Deep   "deep"   "Deep";
    }
}

words! {
    /// Where the company thinks decisions belong.
    Philosophy, "company philosophy" {
        TopDown "top-down" "Top-down";
        Shared  "shared"   "Shared";
        TeamLed "team-led" "Team-led";
    }
}

words! {
    /// How many teams work on the product.
    Teams, "number of teams" {
        One  "one"  "One team";
        Two  "two"  "Two teams";
        Many "many" "Three teams or more";
    }
}

words! {
    /// Whether the product works in sprints.
    Sprints, "way of working" {
        With    "with"    "With sprints";
        Without "without" "Without sprints";
    }
}

words! {
    /// How many people there are for the jobs of manager and owner.
    People, "number of people" {
        One  "one"  "One person";
        Two  "two"  "Two people";
        More "more" "Three people or more";
    }
}

words! {
    /// What the advisor asks about. The first five are matters of judgement; the last three are facts.
    Factor, "factor" {
        Maturity   "maturity"   "Product maturity";
        Size       "size"       "Organisation size";
        Structure  "structure"  "Departmental structure";
        Agile      "agile"      "Agile adoption";
        Philosophy "philosophy" "Company philosophy";
        Teams      "teams"      "Teams on the product";
        Sprints    "sprints"    "Way of working";
        People     "people"     "People for the two jobs";
    }
}

/// What is known of a product and the house it is made in. Facts that are not known have no say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Answers {
    /// How far the product has come.
    pub maturity: Maturity,
    /// How large the organisation is.
    pub size: Size,
    /// What departments are made of.
    pub structure: Structure,
    /// How far agile work has come.
    pub agile: Agile,
    /// Where decisions belong.
    pub philosophy: Philosophy,
    /// How many teams there are.
    #[serde(default)]
    pub teams: Option<Teams>,
    /// Whether there are sprints.
    #[serde(default)]
    pub sprints: Option<Sprints>,
    /// How many people there are for the two jobs.
    #[serde(default)]
    pub people: Option<People>,
}

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// To [`Factor::Maturity`].
    Maturity(Maturity),
    /// To [`Factor::Size`].
    Size(Size),
    /// To [`Factor::Structure`].
    Structure(Structure),
    /// To [`Factor::Agile`].
    Agile(Agile),
    /// To [`Factor::Philosophy`].
    Philosophy(Philosophy),
    /// To [`Factor::Teams`].
    Teams(Teams),
    /// To [`Factor::Sprints`].
    Sprints(Sprints),
    /// To [`Factor::People`].
    People(People),
}

impl Factor {
    /// Whether it is one of the five that are matters of judgement.
    pub const fn is_judged(self) -> bool {
        !matches!(self, Self::Teams | Self::Sprints | Self::People)
    }

    /// Everything one can answer, in the order of the page.
    pub fn answers(self) -> Vec<Answer> {
        match self {
            Self::Maturity => each(Maturity::ALL, Answer::Maturity),
            Self::Size => each(Size::ALL, Answer::Size),
            Self::Structure => each(Structure::ALL, Answer::Structure),
            Self::Agile => each(Agile::ALL, Answer::Agile),
            Self::Philosophy => each(Philosophy::ALL, Answer::Philosophy),
            Self::Teams => each(Teams::ALL, Answer::Teams),
            Self::Sprints => each(Sprints::ALL, Answer::Sprints),
            Self::People => each(People::ALL, Answer::People),
        }
    }
}

fn each<T: Copy>(values: &[T], answer: fn(T) -> Answer) -> Vec<Answer> {
    values.iter().copied().map(answer).collect()
}

impl Answer {
    /// What it answers.
    pub const fn factor(self) -> Factor {
        match self {
            Self::Maturity(_) => Factor::Maturity,
            Self::Size(_) => Factor::Size,
            Self::Structure(_) => Factor::Structure,
            Self::Agile(_) => Factor::Agile,
            Self::Philosophy(_) => Factor::Philosophy,
            Self::Teams(_) => Factor::Teams,
            Self::Sprints(_) => Factor::Sprints,
            Self::People(_) => Factor::People,
        }
    }

    /// The words of the choice.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Maturity(value) => value.label(),
            Self::Size(value) => value.label(),
            Self::Structure(value) => value.label(),
            Self::Agile(value) => value.label(),
            Self::Philosophy(value) => value.label(),
            Self::Teams(value) => value.label(),
            Self::Sprints(value) => value.label(),
            Self::People(value) => value.label(),
        }
    }

    /// What it says about every preset: its row of the written table.
    pub(super) const fn says(self) -> Says {
        match self {
            Self::Maturity(value) => factors::maturity(value),
            Self::Size(value) => factors::size(value),
            Self::Structure(value) => factors::structure(value),
            Self::Agile(value) => factors::agile(value),
            Self::Philosophy(value) => factors::philosophy(value),
            Self::Teams(value) => facts::teams(value),
            Self::Sprints(value) => facts::sprints(value),
            Self::People(value) => facts::people(value),
        }
    }
}

impl Answers {
    /// Every answer there is, in the order of the page.
    pub fn given(&self) -> Vec<Answer> {
        let judged = [
            Answer::Maturity(self.maturity),
            Answer::Size(self.size),
            Answer::Structure(self.structure),
            Answer::Agile(self.agile),
            Answer::Philosophy(self.philosophy),
        ];
        let facts = [self.teams.map(Answer::Teams), self.sprints.map(Answer::Sprints), self.people.map(Answer::People)];
        judged.into_iter().chain(facts.into_iter().flatten()).collect()
    }

    /// The five factors alone.
    pub fn without_facts(self) -> Self {
        Self { teams: None, sprints: None, people: None, ..self }
    }

    /// The same with one answer changed.
    pub fn with(mut self, answer: Answer) -> Self {
        match answer {
            Answer::Maturity(value) => self.maturity = value,
            Answer::Size(value) => self.size = value,
            Answer::Structure(value) => self.structure = value,
            Answer::Agile(value) => self.agile = value,
            Answer::Philosophy(value) => self.philosophy = value,
            Answer::Teams(value) => self.teams = Some(value),
            Answer::Sprints(value) => self.sprints = Some(value),
            Answer::People(value) => self.people = Some(value),
        }
        self
    }
}

/// A number counted in the product; no team yet says nothing.
impl Teams {
    /// The answer for so many teams.
    pub const fn counted(teams: usize) -> Option<Self> {
        match teams {
            0 => None,
            1 => Some(Self::One),
            2 => Some(Self::Two),
            _ => Some(Self::Many),
        }
    }
}

impl People {
    /// The answer for so many people with the role of manager or owner; nobody yet says nothing.
    pub const fn counted(people: usize) -> Option<Self> {
        match people {
            0 => None,
            1 => Some(Self::One),
            2 => Some(Self::Two),
            _ => Some(Self::More),
        }
    }
}
