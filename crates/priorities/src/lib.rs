//! Scores by the published formulas, with their inputs beside them, what is missing, and what would change the order.
//!
//! A [`Method`] says which inputs it takes and how they become one number: [`Rice`], [`Ice`], [`Wsjf`], [`Weighted`]. Anything with
//! a method can be [`rank`]ed; the [`Ranking`] also tells the smallest change of one input that would change the order, and two
//! rankings are compared by [`kendall`]. What is no single score stands by itself: [`moscow`], [`quadrant`], [`kano`],
//! [`opportunity`], [`fund`]. A file of rows is read by [`file::read`]; [`report`] says what each of these makes of it.
//!
//! ```
//! use priorities::{Rice, rank};
//!
//! // Reach a quarter, impact, confidence, effort in person-months.
//! let onboarding = [Some(5_000.0), Some(2.0), Some(0.8), Some(2.0)];
//! let pay = [Some(3_000.0), Some(1.0), Some(1.0), Some(1.5)];
//! let ranking = rank(&Rice, &[onboarding.to_vec(), pay.to_vec()]).unwrap();
//! assert_eq!(ranking.order, [0, 1]);
//! assert_eq!(ranking.scored[0].score, Some(4_000.0));
//! ```

mod criterion;
pub mod file;
mod fund;
mod kano;
mod kendall;
mod methods;
mod moscow;
mod opportunity;
mod quadrant;
mod rank;
pub mod report;
mod wilson;

pub use criterion::NoCriterion;
pub use fund::{Funded, Purchase, fund};
pub use kano::{Answer, Category, Kano, Strength, classify, kano};
pub use kendall::kendall;
pub use methods::{Criterion, Ice, Input, Method, Rice, Scale, Weighted, Wsjf};
pub use moscow::{MOST_MUST, Moscow, Must, Share, moscow};
pub use opportunity::{Band, Opportunity, opportunity, opportunity_of};
pub use quadrant::{Quadrant, quadrant};
pub use rank::{Change, Ranking, Refusal, Scored, rank};
pub use wilson::{Interval, wilson};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
