//! What a survey of importance and satisfaction says of each need.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Unscorable;
use super::cells::{name, number, passed_over, some_inputs};
use crate::file::Row;
use crate::methods::Scale;
use crate::opportunity::{Opportunity, opportunity, opportunity_of};

/// The needs of a survey.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Needs {
    /// The name of the method.
    pub model: &'static str,
    /// The needs, the largest opportunity first; those that lack answers to a question at the end.
    pub needs: Vec<Need>,
    /// Columns that are not the method's.
    pub passed_over: Vec<String>,
}

/// What people said of a need.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Need {
    /// Its name.
    pub need: String,
    /// What the answers come to.
    pub opportunity: Option<Opportunity>,
    /// The questions nobody answered.
    pub missing: Vec<String>,
    /// The fewest answers to one question that, given otherwise, would put the next need above it.
    pub turn: Option<Turn>,
}

/// Answers by which two needs that follow one another change places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// Of which need.
    pub need: String,
    /// To which question.
    pub question: &'static str,
    /// How many.
    pub answers: u64,
}

const IMPORTANCE: &[&str] = &["importance", "important"];
const SATISFACTION: &[&str] = &["satisfaction", "satisfied"];
const SCALE: Scale = Scale::Steps(&[1.0, 2.0, 3.0, 4.0, 5.0]);

/// Sums up the answers to each need. A row is what one person said: the `need`, its `importance` and their `satisfaction`, each
/// from 1 to 5; 4 and 5 count as yes.
///
/// # Errors
/// See [`Unscorable`].
pub fn needs(rows: &[Row]) -> Result<Needs, Unscorable> {
    some_inputs(rows, "the opportunity score", &[IMPORTANCE, SATISFACTION])?;
    let mut asked: Vec<Asked> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let need = name(row, "need")?;
        let at = *known.entry(need).or_insert_with(|| {
            asked.push(Asked { need, ..Asked::default() });
            asked.len() - 1
        });
        asked[at].importance.add(number(row, IMPORTANCE, &SCALE)?);
        asked[at].satisfaction.add(number(row, SATISFACTION, &SCALE)?);
    }
    asked.sort_by(|a, b| b.score().unwrap_or(-1.0).total_cmp(&a.score().unwrap_or(-1.0)));
    let next = asked.iter().skip(1).map(Some).chain([None]);
    Ok(Needs {
        model: "opportunity score",
        needs: asked.iter().zip(next).map(|(asked, next)| asked.told(next)).collect(),
        passed_over: passed_over(rows, [IMPORTANCE, SATISFACTION, &["need"]].into_iter().flatten().copied()),
    })
}

/// The answers to one question.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    yes: u64,
    asked: u64,
}

impl Count {
    fn add(&mut self, answer: Option<f64>) {
        self.asked += u64::from(answer.is_some());
        self.yes += u64::from(answer.is_some_and(|answer| answer >= 4.0));
    }

    /// The share in tenths when so many more had said yes, or fewer.
    fn tenths(self, more: i64) -> Option<f64> {
        let yes = self.yes.checked_add_signed(more).filter(|yes| *yes <= self.asked)?;
        (self.asked > 0).then(|| 10.0 * yes as f64 / self.asked as f64)
    }
}

/// The answers on a need.
#[derive(Default)]
struct Asked<'row> {
    need: &'row str,
    importance: Count,
    satisfaction: Count,
}

impl Asked<'_> {
    fn score(&self) -> Option<f64> {
        self.score_after(0, 0)
    }

    /// The score when so many more had found it important, or been satisfied.
    fn score_after(&self, important: i64, satisfied: i64) -> Option<f64> {
        Some(opportunity(self.importance.tenths(important)?, self.satisfaction.tenths(satisfied)?))
    }

    fn told(&self, next: Option<&Self>) -> Need {
        let (one, other) = (self.importance, self.satisfaction);
        let lacks = [("importance", one.asked == 0), ("satisfaction", other.asked == 0)];
        Need {
            need: self.need.to_owned(),
            opportunity: opportunity_of(one.yes, one.asked, other.yes, other.asked),
            missing: lacks.into_iter().filter(|(_, lacks)| *lacks).map(|(name, _)| name.to_owned()).collect(),
            turn: next.and_then(|next| self.turn(next)),
        }
    }

    fn turn(&self, next: &Self) -> Option<Turn> {
        let (above, below) = (self.score()?, next.score()?);
        let most = [self.importance, self.satisfaction, next.importance, next.satisfaction].map(|count| count.asked);
        (1..=most.into_iter().max()?).find_map(|answers| {
            let by = i64::try_from(answers).ok()?;
            let falls = |score: Option<f64>| score.is_some_and(|score| score < below);
            let rises = |score: Option<f64>| score.is_some_and(|score| score > above);
            let turn = |of: &Self, question| Some(Turn { need: of.need.to_owned(), question, answers });
            match () {
                () if falls(self.score_after(-by, 0)) => turn(self, "importance"),
                () if falls(self.score_after(0, by)) => turn(self, "satisfaction"),
                () if rises(next.score_after(by, 0)) => turn(next, "importance"),
                () if rises(next.score_after(0, -by)) => turn(next, "satisfaction"),
                () => None,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file;

    fn of(file: &str) -> Result<Needs, Unscorable> {
        needs(&file::read(file.as_bytes()).unwrap())
    }

    #[test]
    fn needs_stand_in_the_order_of_their_opportunity() {
        let mut file = "need,importance,satisfaction\nLend,1,5\n".to_owned();
        for answer in ["Find,5,1\n", "Lend,4,4\n", "Find,4,3\n", "Pay,,2\n", "Lend,5,2\n"] {
            file.push_str(answer);
        }
        let told = of(&file).unwrap();
        let order: Vec<_> =
            told.needs.iter().map(|need| (need.need.as_str(), need.opportunity.map(|found| found.score))).collect();
        assert_eq!(order[0], ("Find", Some(20.0)));
        assert_eq!((order[1].0, order[2]), ("Lend", ("Pay", None)));
        assert_eq!(told.needs[2].missing, ["importance"]);
        let turn = Turn { need: "Find".to_owned(), question: "importance", answers: 2 };
        assert_eq!(told.needs[0].turn, Some(turn));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let told = |file: &str| of(file).unwrap_err().to_string();
        assert_eq!(told("need,importance\na,6\n"), "line 2: importance is 6, but must be one of 1, 2, 3, 4, 5");
        assert_eq!(told("need,importance\n,5\n"), "line 2 names no need");
    }
}
