//! What the advisor is told of a product: five answers that people give, and the facts Tandem knows itself.

use ground::db::Tx;
use ground::web::Result;

use super::rules::{Agile, Answer, Answers, Factor, Maturity, People, Philosophy, Size, Sprints, Structure, Teams};
use super::store::{self, Given};
use crate::products::Product;
use crate::products::rules::Mode;

/// What Tandem knows itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// How many teams there are.
    pub teams: Option<Teams>,
    /// Whether there are sprints.
    pub sprints: Option<Sprints>,
    /// How many people there are for the two jobs.
    pub people: Option<People>,
}

impl Facts {
    /// The facts of a product.
    pub async fn of(tx: &mut Tx, product: &Product) -> Result<Self> {
        let teams = store::teams(tx, product.id).await?.len();
        let people = store::people_for_both_jobs(tx, product.id).await?;
        let sprints = if product.mode == Mode::Scrum.code() { Sprints::With } else { Sprints::Without };
        Ok(Self { teams: Teams::counted(teams), sprints: Some(sprints), people: People::counted(people) })
    }
}

impl Given {
    /// All that the advisor needs, once the five answers are given.
    pub fn answers(self, facts: Facts) -> Option<Answers> {
        let Facts { teams, sprints, people } = facts;
        Some(Answers {
            maturity: self.maturity?,
            size: self.size?,
            structure: self.structure?,
            agile: self.agile?,
            philosophy: self.philosophy?,
            teams,
            sprints,
            people,
        })
    }

    /// These, and the other's where these say nothing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            maturity: self.maturity.or(other.maturity),
            size: self.size.or(other.size),
            structure: self.structure.or(other.structure),
            agile: self.agile.or(other.agile),
            philosophy: self.philosophy.or(other.philosophy),
        }
    }

    /// The answer to a factor, by code.
    pub fn code(self, factor: Factor) -> Option<&'static str> {
        match factor {
            Factor::Maturity => self.maturity.map(Maturity::code),
            Factor::Size => self.size.map(Size::code),
            Factor::Structure => self.structure.map(Structure::code),
            Factor::Agile => self.agile.map(Agile::code),
            Factor::Philosophy => self.philosophy.map(Philosophy::code),
            Factor::Teams | Factor::Sprints | Factor::People => None,
        }
    }

    /// The same with another answer to a factor; a word that is none leaves it open.
    #[must_use]
    pub fn with(mut self, factor: Factor, code: Option<&str>) -> Self {
        match factor {
            Factor::Maturity => self.maturity = code.and_then(Maturity::of_code),
            Factor::Size => self.size = code.and_then(Size::of_code),
            Factor::Structure => self.structure = code.and_then(Structure::of_code),
            Factor::Agile => self.agile = code.and_then(Agile::of_code),
            Factor::Philosophy => self.philosophy = code.and_then(Philosophy::of_code),
            Factor::Teams | Factor::Sprints | Factor::People => {}
        }
        self
    }
}

/// The five factors that are matters of judgement.
pub fn judged() -> impl Iterator<Item = Factor> {
    Factor::ALL.iter().copied().filter(|factor| factor.is_judged())
}

/// The code of an answer, as forms and tables know it.
pub fn code(answer: Answer) -> &'static str {
    match answer {
        Answer::Maturity(value) => value.code(),
        Answer::Size(value) => value.code(),
        Answer::Structure(value) => value.code(),
        Answer::Agile(value) => value.code(),
        Answer::Philosophy(value) => value.code(),
        Answer::Teams(value) => value.code(),
        Answer::Sprints(value) => value.code(),
        Answer::People(value) => value.code(),
    }
}
