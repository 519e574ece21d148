//! What the columns of a file hold, learned from all of its rows.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use serde::{Deserialize, Serialize};

use super::dates::{Order, OrderFrom, Permitted};
use super::refusals::{LeftOut, Refusal};
use super::sniff::{Format, sniff};
use super::states;
use super::table::{Cell, Table};
use super::targets::{As, Holds, Target};
use super::values::{self, Number};
use super::{clean, sentence::Sentence, text};

/// Samples kept of a column.
const SAMPLES: usize = 3;
/// Different short values kept of a column; a column with more is no state, type or importance.
const WORDS: usize = 60;
/// Rows left out that are kept for showing; all are counted.
const LEFT_OUT: usize = 100;

/// Everything a first look at a file tells. It can be stored, so that the file is looked at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    /// How it is written.
    pub format: Format,
    /// Rows, those left out among them.
    pub rows: u64,
    /// How many of them cannot be read.
    pub left_out: u64,
    /// The first of those.
    pub first_left_out: Vec<LeftOut>,
    /// Rows with characters that could not be read.
    pub damaged: u64,
    /// Fields beyond the limit of columns.
    pub fields_dropped: u64,
    /// What each column holds.
    pub columns: Vec<Facts>,
}

/// What one column holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Its name in the file.
    pub name: String,
    /// Its first values, shortened.
    pub samples: Vec<String>,
    /// Rows in which something stands in it.
    pub filled: u64,
    /// Characters in all its texts.
    pub(super) characters: u64,
    pub(super) longest: usize,
    pub(super) lists: u64,
    pub(super) links: u64,
    pub(super) handles: u64,
    pub(super) references: u64,
    pub(super) sentences: u64,
    /// Values of more than one word.
    #[serde(default)]
    pub(super) phrases: u64,
    pub(super) addresses: u64,
    pub(super) webs: u64,
    pub(super) votes: u64,
    pub(super) points: u64,
    pub(super) numbers: u64,
    pub(super) highest: f64,
    /// Values with a comma and a blank, as lists have them.
    pub(super) comma_blanks: u64,
    pub(super) dates: Permitted,
    /// How often each short value occurs; nothing once there are too many.
    words: Option<BTreeMap<String, u64>>,
}

/// Reads the whole file once and tells what is in it.
///
/// # Errors
/// If the file cannot be read, is not a list of rows, or has no row that can be used.
pub fn survey<R: Read + Seek>(source: &mut R, name: &str) -> Result<Survey, Refusal> {
    let format = sniff(source, name)?;
    let mut table = Table::open(&mut *source, &format)?;
    let mut survey = Survey {
        format,
        rows: 0,
        left_out: 0,
        first_left_out: Vec::new(),
        damaged: 0,
        fields_dropped: 0,
        columns: table.columns().iter().map(|name| Facts::new(name)).collect(),
    };
    while let Some(row) = table.next_row()? {
        survey.rows += 1;
        match row {
            Ok(row) => {
                let known = survey.columns.len();
                survey.columns.extend(table.columns()[known..].iter().map(|name| Facts::new(name)));
                survey.damaged += u64::from(row.cells.iter().any(is_damaged));
                for (facts, cell) in survey.columns.iter_mut().zip(&row.cells) {
                    facts.look(cell);
                }
            }
            Err(left_out) => {
                survey.left_out += 1;
                if survey.first_left_out.len() < LEFT_OUT {
                    survey.first_left_out.push(left_out);
                }
            }
        }
    }
    survey.fields_dropped = table.fields_dropped();
    match survey.first_left_out.first() {
        _ if survey.rows == 0 => Err(Refusal::NoRows),
        Some(first) if survey.left_out == survey.rows => {
            Err(Refusal::AllLeftOut { rows: survey.rows, first: first.clone() })
        }
        _ => Ok(survey),
    }
}

fn is_damaged(cell: &Cell) -> bool {
    cell.values().any(|value| value.contains(char::REPLACEMENT_CHARACTER))
}

impl Facts {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), words: Some(BTreeMap::new()), ..Self::default() }
    }

    fn look(&mut self, cell: &Cell) {
        if cell.is_empty() {
            return;
        }
        let text = cell.text.trim();
        self.filled += 1;
        let characters = text.chars().count();
        self.characters += characters as u64;
        self.longest = self.longest.max(characters);
        self.phrases += u64::from(text.contains(char::is_whitespace));
        self.lists += u64::from(!cell.more.is_empty());
        self.links += u64::from(cell.link.is_some());
        if self.samples.len() < SAMPLES {
            let sample = clean::sample(text);
            if !self.samples.contains(&sample) {
                self.samples.push(sample);
            }
        }
        self.count_word(text);
        if characters <= 254 {
            self.look_closer(text);
        }
        if characters < 2_000 && Sentence::parse(text::parts(text).1).is_some() {
            self.sentences += 1;
        }
    }

    fn look_closer(&mut self, text: &str) {
        self.webs += u64::from(values::is_web(text));
        self.addresses += u64::from(values::person(text).1.is_some());
        self.comma_blanks += u64::from(text.contains(", "));
        let one_word = !text.contains(char::is_whitespace);
        self.handles += u64::from(one_word && text.len() > 1 && text.starts_with('@'));
        self.references += u64::from(
            text.strip_prefix('#').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit())),
        );
        self.dates.look(text);
        if !text.bytes().any(|b| b.is_ascii_digit()) {
            return;
        }
        self.votes += u64::from(fits(values::votes(text)));
        self.points += u64::from(fits(values::points(text)));
        if let Some(value) = values::number(text) {
            self.numbers += 1;
            self.highest = self.highest.max(value);
        }
    }

    fn count_word(&mut self, text: &str) {
        let Some(words) = &mut self.words else {
            return;
        };
        if let Some(count) = words.get_mut(text) {
            *count += 1;
        } else if words.len() < WORDS && text.len() <= 80 {
            words.insert(text.to_owned(), 1);
        } else {
            self.words = None;
        }
    }

    /// The order of day and month its dates are read in.
    #[must_use]
    pub fn order(&self) -> Order {
        self.dates.order()
    }

    /// What that order rests on.
    #[must_use]
    pub fn order_from(&self) -> OrderFrom {
        self.dates.order_from()
    }

    /// The share of its values, 0 to 1, that a field can take; nothing if it has none.
    #[must_use]
    pub fn fits(&self, target: Target, kind: As, order: Order) -> Option<f64> {
        if self.filled == 0 {
            return None;
        }
        let scale = values::scale(self.highest);
        let fitting = match target.holds() {
            Holds::Text => self.filled,
            Holds::Sentence => self.sentences,
            Holds::Date => self.dates.fitting(order),
            Holds::Votes => self.votes,
            Holds::Points => self.points,
            Holds::Address => self.addresses,
            Holds::Web => self.webs.max(self.links),
            Holds::Importance => {
                self.words_that(|word| values::importance(word, scale).is_some() || values::is_unset(word))
            }
            Holds::State => self.words_that(|word| states::state(word, kind).is_some()),
            Holds::Type => self.words_that(|word| states::kind(word).is_some()),
        };
        Some(fitting as f64 / self.filled as f64)
    }

    fn words_that(&self, fits: impl Fn(&str) -> bool) -> u64 {
        let words = self.words.iter().flatten();
        words.filter(|(word, _)| fits(word)).map(|(_, count)| count).sum()
    }

    pub(super) fn average(&self) -> u64 {
        self.characters.checked_div(self.filled).unwrap_or(0)
    }

    /// The share of its values counted in one of the other fields.
    pub(super) fn share(&self, count: u64) -> f64 {
        if self.filled == 0 { 0.0 } else { count as f64 / self.filled as f64 }
    }

    /// Whether the same few values come again and again, as no title's would.
    pub(super) fn repeats(&self) -> bool {
        self.words.as_ref().is_some_and(|words| (words.len() as u64) * 2 < self.filled)
    }
}

fn fits(number: Number) -> bool {
    matches!(number, Number::Whole(_) | Number::Rounded(_))
}
