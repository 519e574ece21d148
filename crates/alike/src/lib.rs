//! Finds which other texts say the same, as they are written, and says by which words.
//!
//! An [`Index`] takes texts in one at a time, changes and forgets them, and answers which of them are [alike](Index::alike). It
//! learns nothing and needs no model: a text is compared by its rare words, with what stands in the title counting more. How
//! close two texts are is a number from 0 to 1; copies of a text have at least 0.71, and 1 if its title and its text say the same:
//!
//! ```text
//! score = (cos(words) + 0.2 · cos(title, other's text) + 0.2 · cos(text, other's title)) / 1.4
//! ```
//!
//! - In `cos(words)` a word weighs `idf · tf / (tf + 4)`, where `tf = 4 · times in title + times in text / (0.1 + 0.9 · length of
//!   text / average length)`: BM25F (Robertson, Zaragoza and Taylor 2004, "Simple BM25 extension to multiple weighted fields"),
//!   taken as a vector of both texts and not only of one, as here both are texts and neither is a query.
//! - In the other two a word weighs its `idf` if it is there at all: one person's title is another's sentence.
//! - `idf = ln(1 + (N - n + 0.5) / (n + 0.5))` for a word in `n` of `N` texts (Robertson and Spärck Jones 1976, kept above 0).
//!
//! Words are cut by letters of any script, lose case, accents and, in English, endings; identifiers are found by their parts
//! too; where a script has no spaces, pairs of letters are the words. There is no list of words to leave out: such words are in
//! most texts, so they weigh next to nothing.
//!
//! Of a title the first [`LONGEST_TITLE`] characters are read, of a text the first [`LONGEST_TEXT`].

mod index;
mod packed;
mod rows;
mod score;
mod tally;
mod terms;
mod words;

pub use index::{Found, Index, Shared};
pub use rows::{Answer, Id, Refusal, Row, answers, explained, read};
pub use tally::{LONGEST_TEXT, LONGEST_TITLE, Text};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
