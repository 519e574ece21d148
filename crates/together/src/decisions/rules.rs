//! What a decision must be like, without a database.

use ground::web::Refusal;
use serde::{Deserialize, Serialize};

use crate::roles::rules::{Role, RoleSet, Row};
use crate::thread::Key;

/// The most options a question has.
pub const OPTIONS_MOST: usize = 12;

/// The most characters of an option, of what speaks against it, and of an outcome.
pub const LINE_MOST: usize = 300;

/// The most characters of the sentence of why.
pub const WHY_MOST: usize = 2_000;

/// One way to answer the question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What would be done.
    pub name: String,
    /// What it costs, or why not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Choice {
    /// An option of which nothing more is said.
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), note: String::new() }
    }
}

/// Reads options: one a line, what speaks against it after a dash.
pub fn options(lines: &[String]) -> Result<Vec<Choice>, Refusal> {
    let lines = lines.iter().flat_map(|text| text.lines()).map(str::trim).filter(|line| !line.is_empty());
    let mut options: Vec<Choice> = Vec::new();
    for line in lines {
        let option = option(line);
        if option.name.chars().count() > LINE_MOST || option.note.chars().count() > LINE_MOST {
            let message = format!("An option is a line of at most {LINE_MOST} characters.");
            return Err(Refusal::new("option-too-long", message).at("options"));
        }
        if options.iter().any(|known| known.name == option.name) {
            return Err(Refusal::new("option-twice", format!("“{}” is there twice.", option.name)).at("options"));
        }
        options.push(option);
    }
    if options.len() > OPTIONS_MOST {
        let message = format!("A question has at most {OPTIONS_MOST} options. Which of them does anybody want?");
        return Err(Refusal::new("too-many-options", message).at("options"));
    }
    Ok(options)
}

fn option(line: &str) -> Choice {
    let cut = [" – ", " — ", " - "].iter().find_map(|dash| line.split_once(dash));
    let (name, note) = cut.unwrap_or((line, ""));
    Choice { name: name.trim().to_owned(), note: note.trim().to_owned() }
}

/// Reads what was decided: one of the options, or something else.
pub fn outcome(chosen: &str, other: Option<&str>) -> Result<String, Refusal> {
    let other = other.map(str::trim).filter(|other| !other.is_empty());
    let outcome = other.unwrap_or(chosen.trim());
    match outcome.chars().count() {
        0 => Err(Refusal::new("outcome-missing", "Say what is decided.").at("outcome")),
        1..=LINE_MOST => Ok(outcome.to_owned()),
        _ => {
            let message = format!("Say it in {LINE_MOST} characters; the reasons go with it as “why”.");
            Err(Refusal::new("outcome-too-long", message).at("outcome"))
        }
    }
}

/// Reads the sentence of why.
pub fn why(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Refusal::new("reason-missing", "Say why in one sentence: it is kept with the decision.").at("why")),
        1..=WHY_MOST => Ok(text.to_owned()),
        _ => Err(Refusal::new("reason-too-long", "2,000 characters fit into a reason.").at("why")),
    }
}

/// A decision that is not open is asked again, not decided again.
pub fn must_be_open(key: Key, state: &str) -> Result<(), Refusal> {
    if state == "open" {
        return Ok(());
    }
    let message = format!("{key} is {state}. A decision is never changed.");
    Err(Refusal::new("decided-already", message).hint("Ask it again: the new decision takes its place."))
}

/// The role a person decides in: one that has the A, else one that may act at once, else the first they have.
pub fn decides_as(row: &Row, mine: RoleSet) -> Option<Role> {
    use crate::roles::rules::{Cell, Letter};
    let deciders = row.cells.roles(Letter::A).and(mine);
    deciders.first().or_else(|| row.cells.those(Cell::is_delegated).and(mine).first()).or(mine.members().first())
}

#[cfg(test)]
mod unit {
    use super::*;

    fn lines(text: &str) -> Result<Vec<Choice>, Refusal> {
        options(&[text.to_owned()])
    }

    #[test]
    fn options_are_lines_with_what_speaks_against_them() {
        let read =
            lines("90 days\r\n\n 60 days – too short for 4 of 23 \nNo limit - copies we no longer hold").unwrap();
        let read: Vec<_> = read.iter().map(|option| (option.name.as_str(), option.note.as_str())).collect();
        let expected =
            [("90 days", ""), ("60 days", "too short for 4 of 23"), ("No limit", "copies we no longer hold")];
        assert_eq!(read, expected);
        assert_eq!(lines("").unwrap(), []);
    }

    #[test]
    fn options_have_limits() {
        assert_eq!(lines("A\nA – again").unwrap_err().name, "option-twice");
        assert!(lines(&"x".repeat(LINE_MOST)).is_ok());
        assert_eq!(lines(&"x".repeat(LINE_MOST + 1)).unwrap_err().name, "option-too-long");
        let many = |count: usize| (0..count).map(|n| format!("{n}\n")).collect::<String>();
        assert!(lines(&many(OPTIONS_MOST)).is_ok());
        assert_eq!(lines(&many(OPTIONS_MOST + 1)).unwrap_err().name, "too-many-options");
    }

    #[test]
    fn something_else_takes_the_place_of_the_options() {
        assert_eq!(outcome("90 days", None).unwrap(), "90 days");
        assert_eq!(outcome("90 days", Some(" ")).unwrap(), "90 days");
        assert_eq!(outcome("90 days", Some("75 days")).unwrap(), "75 days");
        assert_eq!(outcome(" ", None).unwrap_err().name, "outcome-missing");
        assert_eq!(outcome(&"x".repeat(LINE_MOST + 1), None).unwrap_err().name, "outcome-too-long");
        assert_eq!(why(&"x".repeat(WHY_MOST + 1)).unwrap_err().name, "reason-too-long");
    }
}
