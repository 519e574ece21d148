//! Why a file cannot be scored.

use thiserror::Error;

/// Why a file cannot be scored. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Unscorable {
    /// No row has any input of the method.
    #[error("{model} takes {takes}, and no row has any of these")]
    NoInputs {
        /// The method.
        model: String,
        /// Its inputs.
        takes: String,
    },
    /// A cell that should be a number.
    #[error("line {line}: {input} is “{cell}”, which is no number")]
    NotANumber {
        /// Where.
        line: usize,
        /// The input.
        input: String,
        /// What is there.
        cell: String,
    },
    /// A number that is not on its scale.
    #[error("line {line}: {input} is {value}, but must be {scale}")]
    OffScale {
        /// Where.
        line: usize,
        /// The input.
        input: String,
        /// The value.
        value: f64,
        /// What it must be.
        scale: String,
    },
    /// Numbers whose score is beyond what a number can say.
    #[error("line {line}: its numbers are too large to reckon with")]
    TooLarge {
        /// Where.
        line: usize,
    },
    /// A cell that should be one of a few words.
    #[error("line {line}: {input} is “{cell}”, but must be one of {words}")]
    NoSuchWord {
        /// Where.
        line: usize,
        /// The input.
        input: String,
        /// What is there.
        cell: String,
        /// What could be.
        words: String,
    },
    /// A row that does not say what it is about.
    #[error("line {line} names no {what}")]
    Nameless {
        /// Where.
        line: usize,
        /// What it should name.
        what: String,
    },
    /// A feature with two prices.
    #[error("line {line}: the price of “{feature}” is {price}, but was {before} above")]
    TwoPrices {
        /// Where the second stands.
        line: usize,
        /// Of what.
        feature: String,
        /// The second.
        price: u64,
        /// The first.
        before: u64,
    },
}
