//! In which order to build the rows of a file, by a published method.
//!
//! Also here: surveys, tell.

mod surveys;
mod tell;

use clap::{Args, ValueEnum};
use ground::web::{Failure, Result};
use priorities::file::{self, Unreadable};
use priorities::report::{self, Lines, Unscorable};
use priorities::{Criterion, Ice, Method, Rice, Weighted, Wsjf};

use self::tell::Tell;
use super::plain::{self, Plain};

/// What is read, and by which method.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub(super) struct Priorities {
    #[command(flatten)]
    plain: Plain,
    /// The method
    #[arg(long, value_enum, default_value = "rice", value_name = "METHOD")]
    by: By,
    /// A second scoring method (rice, ice, wsjf or weighted) whose order is compared with the first one's
    #[arg(long, value_enum, hide_possible_values = true, value_name = "METHOD")]
    against: Option<By>,
    /// A criterion of the weighted score, as value=3:0..10, or cost=1:10..0 where less is better; once for each
    #[arg(long = "criterion", value_name = "NAME=WEIGHT:WORST..BEST")]
    criteria: Vec<Criterion>,
    /// In quadrants, the value from which on it is much, instead of the median
    #[arg(long, value_parser = finite, value_name = "NUMBER")]
    much_value: Option<f64>,
    /// In quadrants, the effort from which on it is much, instead of the median
    #[arg(long, value_parser = finite, value_name = "NUMBER")]
    much_effort: Option<f64>,
    /// In buy-a-feature, how much money everybody has
    #[arg(long, value_name = "MONEY")]
    purse: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    /// Columns reach, impact (3, 2, 1, 0.5, 0.25), confidence (80% or 0.8), effort
    Rice,
    /// Columns impact, confidence, ease, each from 1 to 10
    Ice,
    /// Columns value, time criticality, risk reduction, job size, each one of 1, 2, 3, 5, 8, 13, 20
    Wsjf,
    /// A column for each --criterion
    Weighted,
    /// Columns moscow (must, should, could, wont) and effort
    Moscow,
    /// Columns value and effort
    Quadrants,
    /// A row is an answer: feature, with, without (like, must be, neutral, live with, dislike), and segment if there are any
    Kano,
    /// A row is an answer: need, importance, satisfaction, both from 1 to 5
    Opportunity,
    /// A row is a purchase: feature, price, person, amount
    BuyAFeature,
}

const HELP: &str = "\
CSV with a header, a JSON array of objects, or one JSON object a line; id and title say what a row is. Names of columns are \
compared without regard to case, “-” and “_”; one that begins with the method (ice impact) goes before one that does not. \
docs/priorities.md has each method's columns, formula and source.

Every answer has the inputs beside it, what is missing, the smallest change that would change it, and the columns that were passed \
over. With --json that is one object. What is no number, or not on its scale, is named with its line, with 1 as the exit code and \
{\"error\": {\"name\", \"message\", \"hint\"}}.";

/// Reads a file of rows and says what the method makes of them.
pub(super) fn priorities(asked: &Priorities) -> Result<()> {
    plain::told(answer(asked), asked.plain.json)
}

fn answer(asked: &Priorities) -> Result<()> {
    asked.check()?;
    let file = &asked.plain;
    let rows = file::read(&file.bytes()?).map_err(|why| file.refused(unreadable(&why), &why))?;
    match asked.by {
        By::Rice | By::Ice | By::Wsjf | By::Weighted => {
            let (method, against) = (asked.method(asked.by)?, asked.against.map(|by| asked.method(by)).transpose()?);
            asked.tell(report::scores(&rows, method.as_ref(), against.as_deref()))
        }
        By::Moscow => asked.tell(report::moscow(&rows)),
        By::Quadrants => {
            asked.tell(report::quadrants(&rows, Lines { value: asked.much_value, effort: asked.much_effort }))
        }
        By::Kano => asked.tell(report::wants(&rows)),
        By::Opportunity => asked.tell(report::needs(&rows)),
        By::BuyAFeature => asked.tell(report::game(&rows, asked.purse.unwrap_or_default())),
    }
}

impl Priorities {
    /// Refuses options the method has no use for, and misses those it cannot do without.
    fn check(&self) -> Result<()> {
        let weighted = self.by == By::Weighted || self.against == Some(By::Weighted);
        let scores = matches!(self.by, By::Rice | By::Ice | By::Wsjf | By::Weighted);
        let lines = self.much_value.or(self.much_effort).is_some();
        let (game, criteria) = (self.by == By::BuyAFeature, !self.criteria.is_empty());
        let wrong = [
            (self.against.is_some() && !scores, "--against is for methods that score: rice, ice, wsjf and weighted."),
            (criteria && !weighted, "--criterion is for the weighted score."),
            (weighted && !criteria, "The weighted score takes a --criterion, such as value=3:0..10."),
            (lines && self.by != By::Quadrants, "--much-value and --much-effort are for quadrants."),
            (game && self.purse.is_none(), "buy-a-feature takes a --purse: how much money everybody has."),
            (!game && self.purse.is_some(), "--purse is for buy-a-feature."),
        ];
        let why = wrong.iter().find(|(wrong, _)| *wrong);
        why.map_or(Ok(()), |(_, why)| Err(Failure::refused("wrong-option", *why)))
    }

    fn method(&self, by: By) -> Result<Box<dyn Method>> {
        Ok(match by {
            By::Rice => Box::new(Rice),
            By::Ice => Box::new(Ice),
            By::Wsjf => Box::new(Wsjf),
            By::Weighted => Box::new(Weighted(self.criteria.clone())),
            _ => return Err(Failure::refused("wrong-option", "--against takes rice, ice, wsjf or weighted.")),
        })
    }

    /// Writes what was found.
    fn tell(&self, found: Result<impl Tell, Unscorable>) -> Result<()> {
        let found = found.map_err(|why| self.plain.refused(unscorable(&why), &why))?;
        self.plain.write(|out| if self.plain.json { plain::json_line(out, &found) } else { found.tell(out) })
    }
}

fn unreadable(why: &Unreadable) -> &'static str {
    match why {
        Unreadable::Empty => "no-rows",
        Unreadable::NoText { .. } => "no-text",
        Unreadable::Cells { .. } => "wrong-number-of-cells",
        Unreadable::Twice { .. } => "name-twice",
        Unreadable::NotARow { .. } => "not-a-row",
    }
}

fn unscorable(why: &Unscorable) -> &'static str {
    match why {
        Unscorable::NoInputs { .. } => "no-inputs",
        Unscorable::NotANumber { .. } => "not-a-number",
        Unscorable::OffScale { .. } => "off-scale",
        Unscorable::TooLarge { .. } => "too-large",
        Unscorable::NoSuchWord { .. } => "no-such-word",
        Unscorable::Nameless { .. } => "no-name",
        Unscorable::TwoPrices { .. } => "two-prices",
    }
}

fn finite(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|number: &f64| number.is_finite()).ok_or_else(|| "it must be a number".to_owned())
}
