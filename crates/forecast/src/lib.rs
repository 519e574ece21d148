//! From finished work to when it will be done and how much by then, with how often that held.
//!
//! [`forecast`] reads a table of dated work and answers; [`Inputs`] are what it counts from it, kept so that a forecast can be
//! made again. [`how_many`] and [`when`] take [`Level`]s of several teams and work that grows. [`Inputs::backtest`] says how
//! the forecasts of the past fared, beside the plain method. [`flow`] has the figures that need no forecast.
//!
//! ```
//! use forecast::{Columns, Request, Span, forecast};
//!
//! // Two a week for half a year, three in every fourth.
//! let days = (0..52).map(|day| day * 7 / 2).chain((0..6).map(|month| month * 28));
//! let start = time::macros::date!(2026 - 01 - 05);
//! let rows: Vec<String> = days.map(|day| (start + time::Duration::days(day)).to_string()).collect();
//! let request = Request {
//!     columns: Columns { finished: "done".to_owned(), ..Columns::default() },
//!     horizon: Span::weeks(4),
//!     history: Span::weeks(12),
//!     as_of: None,
//!     remaining: Some(20),
//!     growth: false,
//!     backtest: true,
//!     runs: 10_000,
//!     seed: 1,
//! };
//! let report = forecast(format!("done\n{}\n", rows.join("\n")).as_bytes(), &request).unwrap();
//! let sure = &report.levels[2];
//! assert!(sure.nominal == 85 && (4..=9).contains(&sure.promised) && sure.stated >= 0.85);
//! ```
//!
//! # Method
//! The plain method draws the weeks to come from the last twelve. It is wrong most where people commit, as it takes their mean
//! for the mean of the time to come. What makes forecasts wrong is that the level changes. So here:
//!
//! - The level of the time to come is gamma distributed and counts are Poisson distributed around it, so that counts are
//!   negative binomial (Greenwood and Yule 1920). The variance of the level is proportional to the level.
//! - Its mean is one of four exponentially weighted means (half-lives of one to eight weeks), its variance one of four: sixteen
//!   guesses. Each is weighted by how likely it would have thought what came in all windows of the series' own past, as Bayes
//!   has it, the newer ones counting for more (Raftery, Kárný and Ettler 2010). A steady team is told sharply, a wild one not.
//! - Where the file shows work in progress (some rows are not finished), there is a fifth mean: open work by its age, times the
//!   share of work of that age that was finished within a period, and what comes in meanwhile; as much more or less as came than
//!   that let one expect before.
//! - 10,000 runs draw a guess, a level, and counts; several teams and growth are added up run by run.

mod backtest;
mod chance;
mod counts;
mod days;
mod density;
pub mod flow;
mod front;
mod inputs;
mod learn;
mod level;
mod many;
mod progress;
mod refusal;
mod rows;
mod span;
mod when;

pub use backtest::{Backtest, LevelScore, NOMINALS, Replay, Replays, Score, judge, plain};
pub use days::DayOrder;
pub use front::{Done, Problem, Promise, Report, Request, forecast};
pub use inputs::{Inputs, Reach};
pub use level::Level;
pub use many::{Spread, how_many};
pub use refusal::{NEEDED, Refusal};
pub use rows::{Columns, Finding, FindingKind, Item, NotRead, Rows, read};
pub use span::{NoSpan, Span};
pub use when::{Finish, Part, when};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
