//! Reading: from the bytes of somebody else's file to rows that say what they are, what was lost and why.
//!
//! Pure: no database, no web. A file goes through it up to three times, always as a stream, so a file of any size takes the
//! same memory. [`survey`] looks at all of it and tells what it is, which columns it has and what they hold; [`guess`] makes a
//! [`Mapping`] of columns to the fields of a request, story or feature, which a person may change; a [`Drafter`] turns the
//! rows of a [`Table`] into [`Draft`]s under that mapping. Nothing is dropped silently: a row that cannot be used is a
//! [`LeftOut`] with its reason, and what was changed in a row that can is a [`Note`] on it.
//!
//! The way of a file: `sniff` with `shape` and `decode` says what it is; `table` reads its rows with `lines`, `csv`, `json`,
//! `text` and `html`; `facts` learns what columns hold; `guess` with `known` exports and `words` makes a `mapping` to
//! `targets`; `draft` reads values with `dates`, `values`, `states`, `sentence` and `clean`; `identity` finds a row again in a
//! later file; `refusals` are all the sentences that are said on the way; `safe` is the way out.
//!
//! Also here: sniff, shape, decode, table, lines, csv, json, text, html, facts, guess, known, words, mapping, targets, draft, dates, values, states, sentence, clean, identity, refusals, safe.

mod clean;
mod csv;
mod dates;
mod decode;
mod draft;
mod facts;
mod guess;
mod html;
mod identity;
mod json;
mod known;
mod lines;
mod mapping;
mod refusals;
mod safe;
mod sentence;
mod shape;
mod sniff;
mod states;
mod table;
mod targets;
mod text;
mod values;
mod words;

#[cfg(test)]
mod tests;

pub use dates::{Order, OrderFrom};
pub use draft::{Draft, Drafter, FeatureParts, Parts, RequestParts, StoryParts};
pub use facts::{Facts, Survey, survey};
pub use guess::{guess, guess_as};
pub use identity::{Identities, Identity};
pub use mapping::{Choice, Mapping, Why};
pub use refusals::{LeftOut, Loss, Note, Reason, Refusal};
pub use safe::{SafeWriter, csv_plain, csv_safe};
pub use sentence::Sentence;
pub use sniff::{Format, Shape, sniff};
pub use table::{Cell, RawRow, Table};
pub use targets::{As, Target};

/// Characters of a title; a longer one is cut at a word and kept whole in the text.
pub const TITLE_MAX: usize = together::thread::rules::TITLE_LIMIT;
/// Characters of a text; a row with a longer one is left out.
pub const BODY_MAX: usize = together::thread::rules::TEXT_LIMIT;
/// Bytes of one cell; a row with a larger one is left out.
pub const FIELD_MAX: usize = 1 << 20;
/// Bytes of one row; what does not end by then has lost its end.
pub const ROW_MAX: usize = 8 << 20;
/// Columns of one file; what comes after them is left out and counted.
pub const COLUMNS_MAX: usize = 500;
/// Characters of a name, a label, an id at the source or another short text.
pub const NAME_MAX: usize = 200;
/// Labels or criteria of one row.
pub const LIST_MAX: usize = 50;
/// Characters of an acceptance criterion.
pub const CRITERION_MAX: usize = 1_000;
/// Characters of a link.
pub const LINK_MAX: usize = 2_000;
/// Story points.
pub const POINTS_MAX: i64 = 1_000;
/// Votes on one request.
pub const VOTES_MAX: i64 = 1_000_000_000;
