//! Reads a problem from JSON, as `plan.schema.json` describes it, and says the line of what cannot be read.

mod forms;
mod names;
#[cfg(test)]
mod tests;

use serde::Deserialize;
use serde_json::value::RawValue;
use thiserror::Error;

use crate::check::{Place, Wrong};
use crate::problem::Problem;
use forms::{TheCustomer, TheGoal, TheItem, TheRelease, Whole};
use names::Names;

/// The schema of the files that [`read`] reads.
pub const SCHEMA: &str = include_str!("../../plan.schema.json");

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Unreadable {
    /// There is nothing to plan.
    #[error("there is no item in it")]
    Empty,
    /// Bytes that are no text.
    #[error("line {line} is not UTF-8")]
    NotText {
        /// Counted from 1.
        line: usize,
    },
    /// It is not JSON, or not of the form that is described.
    #[error("line {line}: {why}")]
    Form {
        /// Counted from 1.
        line: usize,
        /// What is wrong there.
        why: String,
    },
    /// An id that another item has.
    #[error("line {line} has the id “{id}” of line {first} again")]
    Twice {
        /// Counted from 1.
        line: usize,
        /// The id.
        id: String,
        /// Where it stands first.
        first: usize,
    },
    /// Something is named that is not there.
    #[error("line {line} names the {what} “{name}”, which does not exist")]
    Unknown {
        /// Counted from 1.
        line: usize,
        /// What it should be.
        what: &'static str,
        /// What stands there.
        name: String,
    },
    /// What was read cannot be planned.
    #[error("line {line}: {wrong}")]
    Wrong {
        /// Counted from 1.
        line: usize,
        /// Why not.
        wrong: Wrong,
    },
}

impl Unreadable {
    /// A short name for programs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Empty => "no-items",
            Self::NotText { .. } => "not-utf8",
            Self::Form { .. } => "not-readable",
            Self::Twice { .. } => "id-twice",
            Self::Unknown { .. } => "unknown",
            Self::Wrong { wrong, .. } => match wrong {
                Wrong::Number { .. } => "number-out-of-range",
                Wrong::Teams { .. } | Wrong::Missing { .. } => "unknown",
                Wrong::NoRelease => "no-releases",
                Wrong::Circle { .. } => "circle",
                Wrong::Contradiction { .. } | Wrong::TooLate { .. } | Wrong::BothIn { .. } => "pins-contradict",
                Wrong::OutOfReach { .. } => "goal-out-of-reach",
            },
        }
    }
}

/// What was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The problem; names of items are their ids.
    pub problem: Problem,
    /// The line of each item.
    pub lines: Vec<usize>,
}

/// Reads a file.
///
/// # Errors
/// Says what is wrong in which line.
pub fn read(bytes: &[u8]) -> Result<Read, Unreadable> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Unreadable::NotText { line: line_at(&bytes[..error.valid_up_to()]) })?;
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let begins = text.len() - text.trim_start().len();
    is_object(&text[begins..], line_at(&text.as_bytes()[..begins]))?;
    let whole: Whole = serde_json::from_str(text).map_err(|error| form(&error, 1))?;
    let teams: Vec<Told<String>> = tell(text, &whole.teams)?;
    let releases: Vec<Told<TheRelease>> = tell_objects(text, &whole.releases)?;
    let items: Vec<Told<TheItem>> = tell_objects(text, &whole.items)?;
    let customers: Vec<Told<TheCustomer>> = tell_objects(text, &whole.customers)?;
    let goals: Vec<Told<TheGoal>> = tell_objects(text, &whole.goals)?;
    if items.is_empty() {
        return Err(Unreadable::Empty);
    }
    let names = Names::of(teams, &items, &releases)?;
    let problem = Problem {
        items: items.iter().map(|item| names.item(item)).collect::<Result<_, _>>()?,
        releases: releases.iter().map(|release| names.release(release)).collect::<Result<_, _>>()?,
        customers: customers.iter().map(|customer| names.customer(customer)).collect::<Result<_, _>>()?,
        goals: goals.iter().map(|goal| names.goal(goal)).collect::<Result<_, _>>()?,
        teams: names.teams,
    };
    problem.check().map_err(|wrong| {
        let line = match wrong.place() {
            Place::Item(number) => items[number].line,
            // Where there is no release, none has a line.
            Place::Release(number) => releases.get(number).map_or(1, |release| release.line),
            Place::Customer(number) => customers[number].line,
            Place::Goal(number) => goals[number].line,
        };
        Unreadable::Wrong { line, wrong }
    })?;
    Ok(Read { problem, lines: items.iter().map(|item| item.line).collect() })
}

/// A part of the file, with its line.
struct Told<T> {
    line: usize,
    of: T,
}

fn tell<'a, T: Deserialize<'a>>(text: &str, parts: &[&'a RawValue]) -> Result<Vec<Told<T>>, Unreadable> {
    let read = |(line, part): (usize, &&'a RawValue)| {
        let of = serde_json::from_str(part.get()).map_err(|error| form(&error, line))?;
        Ok(Told { line, of })
    };
    lines(text, parts).into_iter().zip(parts).map(read).collect()
}

/// Refuses lists, which would be taken for the fields of an object in their order.
fn tell_objects<'a, T: Deserialize<'a>>(text: &str, parts: &[&'a RawValue]) -> Result<Vec<Told<T>>, Unreadable> {
    for (line, part) in lines(text, parts).into_iter().zip(parts) {
        is_object(part.get(), line)?;
    }
    tell(text, parts)
}

fn is_object(text: &str, line: usize) -> Result<(), Unreadable> {
    let why = || "an object, {\"name\": value}, should stand here".to_owned();
    if text.starts_with('{') { Ok(()) } else { Err(Unreadable::Form { line, why: why() }) }
}

/// The line of each part. Parts are pieces of the text, in its order.
fn lines(text: &str, parts: &[&RawValue]) -> Vec<usize> {
    let (mut line, mut counted) = (1, 0);
    let of = |part: &&RawValue| {
        let from = (part.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        line += line_at(&text.as_bytes()[counted..from]) - 1;
        counted = from;
        line
    };
    parts.iter().map(of).collect()
}

fn form(error: &serde_json::Error, first: usize) -> Unreadable {
    let told = error.to_string();
    let why: String = told.rsplit_once(" at line ").map_or(told.as_str(), |(why, _)| why).chars().take(200).collect();
    Unreadable::Form { line: first + error.line().saturating_sub(1), why: in_words(why) }
}

/// What the reader says of types, as somebody says it who wrote the file and not the reader.
fn in_words(why: String) -> String {
    const WORDS: [(&str, &str); 5] = [
        ("expected f64", "expected a number"),
        ("expected usize", "expected a whole number from 0"),
        ("expected a sequence", "expected a list"),
        ("invalid type: map", "invalid type: object"),
        ("invalid type: sequence", "invalid type: list"),
    ];
    WORDS.iter().fold(why, |why, (own, plain)| why.replace(own, plain))
}

fn line_at(before: &[u8]) -> usize {
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}
