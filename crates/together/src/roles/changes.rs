//! Changes of the matrix as the journal names and keeps them.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::rules::{Cell, Factor, Hats, Matrix, OwnCode, Right, Role, Row, Scope, Subject, UnknownWord};

/// The word before the colon of every change of the matrix.
pub const ROOM: &str = "matrix";

/// How the field of an answer to the advisor begins; the factor follows.
pub const ADVICE: &str = "advice: ";

/// A row by name: `order-backlog`, or `order-backlog@T-2` for the row of one team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct RowName {
    /// What is decided.
    pub subject: Subject,
    /// Whose row.
    pub scope: Scope,
}

/// What a change of the matrix is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Noted {
    /// One cell; its values are cells as text.
    Cell(RowName, Role),
    /// A row that came or went, with all its cells.
    Row(RowName),
    /// The words of a decision the product added.
    Label(OwnCode),
    /// The preset the matrix was started from.
    Preset,
}

/// One change, ready to be noted.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// What it is about.
    pub of: Noted,
    /// What was.
    pub before: Value,
    /// What is.
    pub after: Value,
}

/// Everything that differs between two matrices: rows that came, cells, rows that went, words.
pub fn notes(before: &Matrix, after: &Matrix) -> Vec<Note> {
    let came = after.rows().iter().filter(|row| same(before, row).is_none());
    let came = came.map(|row| Note { of: Noted::Row(row.into()), before: Value::Null, after: kept(after, row) });
    let both = after.rows().iter().filter_map(|row| Some((same(before, row)?, row)));
    let cells = both.flat_map(|(was, is)| {
        let differing = is.cells.iter().filter(|(role, cell)| was.cells.get(*role) != *cell);
        differing.map(|(role, cell)| Note {
            of: Noted::Cell(is.into(), role),
            before: json!(was.cells.get(role)),
            after: json!(cell),
        })
    });
    let went = before.rows().iter().filter(|row| same(after, row).is_none());
    let went = went.map(|row| Note { of: Noted::Row(row.into()), before: kept(before, row), after: Value::Null });
    let relabelled = after.own().iter().filter_map(|own| {
        let was = before.own().iter().find(|was| was.code == own.code && was.label != own.label)?;
        Some(Note { of: Noted::Label(own.code.clone()), before: json!(was.label), after: json!(own.label) })
    });
    came.chain(cells).chain(went).chain(relabelled).collect()
}

fn same<'a>(matrix: &'a Matrix, row: &Row) -> Option<&'a Row> {
    matrix.rows().iter().find(|other| other.subject == row.subject && other.scope == row.scope)
}

/// A row as the journal keeps it, complete enough to come back.
fn kept(matrix: &Matrix, row: &Row) -> Value {
    let call = matrix.who_decides(row.subject.clone(), row.scope, &Hats::default());
    let mut kept = json!({ "cells": row.cells, "says": call.in_words() });
    let added = matrix.own().iter().enumerate().find(|(_, own)| Subject::from(own.code.clone()) == row.subject);
    if let Some((place, own)) = added {
        kept["label"] = json!(own.label);
        kept["place"] = json!(place);
    }
    kept
}

/// The name of a changed field in words: “Order the product backlog, product owner”; nothing if it is not of this room.
pub fn field_in_words(field: &str) -> Option<String> {
    if let Some(factor) = field.strip_prefix(ADVICE).and_then(Factor::of_code) {
        return Some(factor.label().to_lowercase());
    }
    Some(match Noted::of(field)? {
        Noted::Cell(row, role) => format!("{}, {}", row.in_words(), role.column().to_lowercase()),
        Noted::Row(row) => row.in_words(),
        Noted::Label(code) => format!("the decision {}", spaced(&code)),
        Noted::Preset => "started from".to_owned(),
    })
}

/// A value of such a field in words: “C, told before, may answer”; nothing if it is none of a cell.
pub fn value_in_words(field: &str, value: &Value) -> Option<String> {
    match Noted::of(field)? {
        Noted::Cell(..) => {
            let cell: Cell = value.as_str()?.parse().ok()?;
            Some(if cell == Cell::NotInvolved {
                cell.in_words()
            } else {
                format!("{}: {}", cell.letter().code(), cell.in_words())
            })
        }
        Noted::Preset => super::rules::Preset::of_code(value.as_str()?).map(|preset| preset.label().to_owned()),
        Noted::Row(_) | Noted::Label(_) => None,
    }
}

impl Noted {
    /// What a field of the journal is about, if it is of the matrix.
    pub fn of(field: &str) -> Option<Self> {
        let name = field.strip_prefix(ROOM)?.strip_prefix(": ")?;
        if name == PRESET {
            return Some(Self::Preset);
        }
        let Some((row, rest)) = name.split_once(' ') else { return name.parse().ok().map(Self::Row) };
        let row: RowName = row.parse().ok()?;
        match (rest, row) {
            (LABEL, RowName { subject: Subject::Own(code), .. }) => Some(Self::Label(code)),
            (role, row) => Role::of_code(role).map(|role| Self::Cell(row, role)),
        }
    }
}

const PRESET: &str = "preset";
const LABEL: &str = "label";

/// The name of the field.
impl fmt::Display for Noted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{ROOM}: ")?;
        match self {
            Self::Cell(row, role) => write!(f, "{row} {role}"),
            Self::Row(row) => write!(f, "{row}"),
            Self::Label(code) => write!(f, "{} {LABEL}", Subject::from(code.clone())),
            Self::Preset => f.write_str(PRESET),
        }
    }
}

impl RowName {
    /// The row of the whole product.
    pub fn of(subject: impl Into<Subject>) -> Self {
        Self { subject: subject.into(), scope: Scope::PRODUCT }
    }

    fn in_words(&self) -> String {
        let words = match &self.subject {
            Subject::Known(right) => right.label().to_owned(),
            Subject::Own(code) => spaced(code),
        };
        match self.scope.team() {
            Some(team) => format!("{words} (team T-{team})"),
            None => words,
        }
    }
}

fn spaced(code: &OwnCode) -> String {
    format!("“{}”", code.as_str().replace('-', " "))
}

impl From<&Row> for RowName {
    fn from(row: &Row) -> Self {
        Self { subject: row.subject.clone(), scope: row.scope }
    }
}

impl From<Right> for RowName {
    fn from(right: Right) -> Self {
        Self::of(right)
    }
}

const TEAM: &str = "@T-";

impl fmt::Display for RowName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.scope.team() {
            Some(team) => write!(f, "{}{TEAM}{team}", self.subject),
            None => write!(f, "{}", self.subject),
        }
    }
}

impl FromStr for RowName {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let Some((subject, team)) = text.split_once(TEAM) else { return Ok(Self::of(text.parse::<Subject>()?)) };
        let unknown = || UnknownWord { kind: "row of the matrix", word: text.to_owned() };
        let team = team.parse::<i64>().ok().filter(|team| *team > 0).ok_or_else(unknown)?;
        Ok(Self { subject: subject.parse()?, scope: Scope::from(team) })
    }
}

impl TryFrom<String> for RowName {
    type Error = UnknownWord;

    fn try_from(text: String) -> Result<Self, UnknownWord> {
        text.parse()
    }
}

impl From<RowName> for String {
    fn from(row: RowName) -> Self {
        row.to_string()
    }
}
