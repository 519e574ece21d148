//! From a file to a report: what a command line or a page needs to call.

use serde::Serialize;
use thiserror::Error;
use time::{Date, Duration};

use crate::backtest::{Backtest, NOMINALS};
use crate::days::iso;
use crate::inputs::{Inputs, Reach};
use crate::refusal::Refusal;
use crate::rows::{self, Columns, Finding, NotRead, Rows};
use crate::span::Span;
use crate::when::{Part, when};

/// What is asked of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Which columns hold what.
    pub columns: Columns,
    /// How far ahead.
    pub horizon: Span,
    /// How far back something must have been finished often enough.
    pub history: Span,
    /// The last day that is known; without it, the last day in the file.
    pub as_of: Option<Date>,
    /// Of how many pieces of work the end is asked, besides how many will be finished by the horizon; what comes in later is not
    /// among them.
    pub remaining: Option<u32>,
    /// Whether to say as well when they will be done if as much comes to them as lately.
    pub growth: bool,
    /// Whether the forecasts of the past are made as well.
    pub backtest: bool,
    /// How many runs: 10,000 are usual.
    pub runs: u32,
    /// The seed of their chance.
    pub seed: u64,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The last day that is known.
    #[serde(with = "iso")]
    pub as_of: Date,
    /// How many pieces of work were finished by then.
    pub items: usize,
    /// How many whole periods are known.
    pub periods: usize,
    /// Why there is no forecast.
    pub refused: Option<String>,
    /// How many will be finished by the horizon.
    pub levels: Vec<Promise>,
    /// When what remains will be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Vec<Done>>,
    /// When they will be done if as much comes to them as the columns of the file say came in, where asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when_growing: Option<Vec<Done>>,
    /// How the forecasts of the past fared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backtest: Option<Backtest>,
    /// What was wrong with rows.
    pub findings: Vec<Finding>,
    /// All the forecast was made from; [`Inputs::how_many`] makes it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inputs: Option<Inputs>,
}

/// How many will be finished at the least, with so much certainty.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Promise {
    /// The certainty that was asked for, in percent.
    pub nominal: u8,
    /// How many are promised.
    pub promised: u64,
    /// How likely it is that at least as many are finished: at least `nominal`, and more where whole numbers leave no choice.
    pub stated: f64,
}

/// The day by whose end it is done, with so much certainty.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Done {
    /// The certainty, in percent.
    pub nominal: u8,
    /// The day; none when it is later than can be said.
    #[serde(with = "iso::option")]
    pub by: Option<Date>,
}

/// Why there is no report.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    /// The file cannot be read.
    #[error(transparent)]
    NotRead(#[from] NotRead),
    /// No work in it, and no day was named.
    #[error("there is no finished work in the file, and no day to forecast from")]
    NoDay,
    /// Growth is asked for, and no row has a day on which it came in.
    #[error("no row has a day on which it was asked for, so nobody can say how much comes in")]
    NoGrowth,
    /// Lengths of time that do not fit into one another.
    #[error("the history {history} is shorter than one period of {period_days} days, or the horizon {horizon} is")]
    TooShort {
        /// How far back.
        history: Span,
        /// How far ahead.
        horizon: Span,
        /// How long a period is.
        period_days: u32,
    },
}

/// Dates are told at these, in percent; never one alone.
const DATES: [u8; 3] = [50, 85, 95];

/// Reads a file and answers.
///
/// # Errors
/// When the file cannot be read or holds no day. That too little was finished is no error: [`Report::refused`] says so.
pub fn forecast(bytes: &[u8], request: &Request) -> Result<Report, Problem> {
    let rows = rows::read(bytes, &request.columns)?;
    let as_of = request.as_of.or_else(|| last_day(&rows)).ok_or(Problem::NoDay)?;
    let items = rows.items.iter().filter(|item| item.finished.is_some_and(|day| day <= as_of)).count();
    if request.growth && rows.items.iter().all(|item| item.created.is_none()) {
        return Err(Problem::NoGrowth);
    }
    let mut report = Report::empty(as_of, items, rows.findings);
    match Inputs::of(&rows.items, as_of, request.reach()?) {
        Ok(inputs) => report.fill(inputs, request),
        Err(refusal) => report.refused = Some(refusal.to_string()),
    }
    Ok(report)
}

impl Request {
    fn reach(&self) -> Result<Reach, Problem> {
        let period_days = self.horizon.common_period(self.history);
        let (horizon, history) = (self.horizon.periods(period_days), self.history.periods(period_days));
        if horizon == 0 || history == 0 {
            return Err(Problem::TooShort { history: self.history, horizon: self.horizon, period_days });
        }
        Ok(Reach { period_days, horizon, history, runs: self.runs, seed: self.seed })
    }
}

impl Report {
    fn empty(as_of: Date, items: usize, findings: Vec<Finding>) -> Self {
        Self {
            as_of,
            items,
            periods: 0,
            refused: None,
            levels: Vec::new(),
            when: None,
            when_growing: None,
            backtest: None,
            findings,
            inputs: None,
        }
    }

    fn fill(&mut self, inputs: Inputs, request: &Request) {
        self.periods = inputs.finished.len();
        match inputs.how_many() {
            Ok(spread) => {
                self.levels = NOMINALS
                    .map(|nominal| (nominal, spread.promised(nominal)))
                    .map(|(nominal, promised)| Promise { nominal, promised, stated: spread.chance_of(promised) })
                    .to_vec();
                let dates = |growth| request.remaining.and_then(|remaining| dates(&inputs, remaining, growth).ok());
                self.when = dates(false);
                self.when_growing = request.growth.then(|| dates(true)).flatten();
            }
            Err(refusal) => self.refused = Some(refusal.to_string()),
        }
        self.backtest = request.backtest.then(|| inputs.backtest());
        self.inputs = Some(inputs);
    }
}

/// When these are done, with what comes in meanwhile among them or not. The levels are learned over windows about as long as it will
/// take without.
fn dates(inputs: &Inputs, remaining: u32, growth: bool) -> Result<Vec<Done>, Refusal> {
    let known = u32::try_from(inputs.finished.len()).unwrap_or(u32::MAX);
    let takes = (f64::from(remaining) / inputs.level()?.mean()).ceil() as u32;
    let inputs = Inputs { horizon: takes.clamp(1, (known / 3).max(1)), ..inputs.clone() };
    let part = Part { remaining, growth: inputs.growth().filter(|_| growth), teams: vec![inputs.level()?] };
    // Further than the past reaches back, nobody knows whether it is still the same team.
    let finish = when(&[part], known, inputs.runs, inputs.seed);
    let day =
        |periods: u32| inputs.as_of.checked_add(Duration::days(i64::from(periods) * i64::from(inputs.period_days)));
    Ok(DATES.map(|nominal| Done { nominal, by: finish.sure_after(nominal).and_then(day) }).to_vec())
}

fn last_day(rows: &Rows) -> Option<Date> {
    rows.items.iter().flat_map(|item| [item.finished, item.created]).flatten().max()
}
