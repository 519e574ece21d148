//! The rows of both definitions, and what is asked of a story by them.

use ground::web::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::roles::rules::Right;
use together::thread::Key;

use super::RowId;

/// The most rows of its own a definition can have.
pub const MOST: usize = 20;

/// The most characters of one.
const LIMIT: usize = 120;

/// Of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Of {
    /// When a story is ready to be worked on.
    Ready,
    /// When it is done.
    Done,
}

impl Of {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Ready, Self::Done];

    /// The word in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Done => "done",
        }
    }

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ready => "Definition of ready",
            Self::Done => "Definition of done",
        }
    }

    /// Whose call it is.
    pub fn right(self) -> Right {
        match self {
            Self::Ready => Right::DefinitionOfReady,
            Self::Done => Right::DefinitionOfDone,
        }
    }
}

/// How much a row matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// It is not asked for.
    Off,
    /// It is said.
    Advisory,
    /// Without it a story is not ready, or not accepted.
    Enforced,
}

impl Level {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Off, Self::Advisory, Self::Enforced];

    /// The word in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Advisory => "advisory",
            Self::Enforced => "enforced",
        }
    }

    /// The word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Off => "Off",
            Self::Advisory => "Advisory",
            Self::Enforced => "Enforced",
        }
    }
}

/// Words in tables: `Display` writes them, `FromStr` reads them.
macro_rules! words {
    ($($name:ident),+) => {$(
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(code: &str) -> Result<Self, String> {
                Self::ALL.into_iter().find(|of| of.code() == code).ok_or_else(|| format!("{code} is no word of a definition"))
            }
        }

        ground::word_column!($name);
    )+};
}

words!(Of, Level);

/// A row that is checked by machine.
#[derive(Debug, PartialEq, Eq)]
pub struct Machine {
    /// Its name in tables, forms and the API.
    pub code: &'static str,
    /// The definition it belongs to.
    pub of: Of,
    /// What is asked.
    pub words: &'static str,
    /// What that means.
    pub means: &'static str,
    /// How much it matters where nobody says otherwise.
    pub usual: Level,
    /// Whether it may be enforced: what is somebody’s judgement is not.
    pub enforceable: bool,
}

const fn row(of: Of, code: &'static str, words: &'static str, means: &'static str, usual: Level) -> Machine {
    Machine { code, of, words, means, usual, enforceable: true }
}

/// The row about hints.
pub const HINTS: &str = "hints";

/// Every row that is checked by machine, in order.
pub const MACHINE: [Machine; 10] = [
    row(Of::Ready, "need", "Hangs from a need", "Its thread has a need, or somebody said why not", Level::Enforced),
    row(
        Of::Ready,
        "sentence",
        "Says who, what and why",
        "Of a user story; others say what is to be done",
        Level::Enforced,
    ),
    row(Of::Ready, "criteria", "Has acceptance criteria", "At least one, and all of them agreed", Level::Enforced),
    row(
        Of::Ready,
        "size",
        "Small enough for one sprint",
        "Not more points than fit one, and at most eight",
        Level::Enforced,
    ),
    row(Of::Ready, "estimate", "Estimated by the developers", "It has points", Level::Enforced),
    row(Of::Ready, "blocked", "No story blocks it", "What it depends on is done", Level::Enforced),
    row(Of::Ready, "questions", "No open question", "Every question about it is answered", Level::Enforced),
    Machine {
        enforceable: false,
        ..row(
            Of::Ready,
            HINTS,
            "No hint on its words",
            "Hints are advice, and can be ignored with a reason",
            Level::Off,
        )
    },
    row(Of::Done, "subtasks", "Every subtask is done", "Of a story that has any", Level::Off),
    row(Of::Done, "answered", "No question is left open", "Every question about it is answered", Level::Off),
];

/// The machine row of a name.
pub fn machine(code: &str) -> Option<&'static Machine> {
    MACHINE.iter().find(|row| row.code == code)
}

/// A row of a definition as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What is checked, of a row that people do not tick.
    pub machine: Option<&'static Machine>,
    /// Its id, of one that people tick, or of one whose level is not the usual.
    pub id: Option<RowId>,
    /// Its place among the rows people tick.
    pub place: i64,
    /// What is asked.
    pub words: String,
    /// How much it matters.
    pub level: Level,
}

impl Row {
    /// By what forms and the API name it.
    pub fn name(&self) -> String {
        match (self.machine, self.id) {
            (Some(machine), _) => machine.code.to_owned(),
            (None, id) => id.unwrap_or_default().to_string(),
        }
    }

    /// Whether people tick it.
    pub fn is_own(&self) -> bool {
        self.machine.is_none()
    }
}

/// A definition as it stands: the rows that are checked by machine, then those people tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// All of them, those that are off too.
    pub rows: Vec<Row>,
}

impl Definition {
    /// What holds where nobody said otherwise.
    pub fn usual(of: Of) -> Self {
        let row = |machine: &'static Machine| Row {
            machine: Some(machine),
            id: None,
            place: 0,
            words: machine.words.to_owned(),
            level: machine.usual,
        };
        Self { rows: MACHINE.iter().filter(|machine| machine.of == of).map(row).collect() }
    }

    /// How much a machine row matters.
    pub fn level(&self, code: &str) -> Level {
        let of = |row: &&Row| row.machine.is_some_and(|machine| machine.code == code);
        self.rows.iter().find(of).map_or(Level::Off, |row| row.level)
    }

    /// Whether a machine row is enforced.
    pub fn enforces(&self, code: &str) -> bool {
        self.level(code) == Level::Enforced
    }

    /// The rows people tick.
    pub fn own(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.is_own())
    }

    /// How many of them are enforced.
    pub fn to_tick(&self) -> i64 {
        let enforced = self.own().filter(|row| row.level == Level::Enforced).count();
        i64::try_from(enforced).unwrap_or(i64::MAX)
    }

    /// How many rows have a level.
    pub fn count(&self, level: Level) -> usize {
        self.rows.iter().filter(|row| row.level == level).count()
    }
}

/// What a row asks, as a line.
pub fn words(text: &str) -> Result<String, Refusal> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.chars().count() {
        0 => Err(Refusal::new("row-empty", "Say what is asked of a story.").at("words")),
        long if long > LIMIT => {
            let message = format!("This has {long} characters; {LIMIT} fit. What you wrote is kept: shorten it.");
            Err(Refusal::new("row-too-long", message).at("words"))
        }
        _ => Ok(line),
    }
}

/// Whether a definition with so many rows of its own can have one more that says this.
pub fn one_more(definition: &Definition, words: &str) -> Result<(), Refusal> {
    if definition.own().count() >= MOST {
        let message = format!("There are {MOST} rows to tick, which is the most. Remove one that nobody misses.");
        return Err(Refusal::new("too-many-rows", message).at("words"));
    }
    if definition.rows.iter().any(|row| row.words.eq_ignore_ascii_case(words)) {
        return Err(Refusal::new("row-twice", "The definition says that already.").at("words"));
    }
    Ok(())
}

/// Whether a row may matter so much.
pub fn may_be(row: &Row, level: Level) -> Result<(), Refusal> {
    if level == Level::Enforced && row.machine.is_some_and(|machine| !machine.enforceable) {
        let message = format!("“{}” cannot be enforced: it is advice, and somebody judges it.", row.words);
        return Err(Refusal::new("advice-alone", message).at("level"));
    }
    Ok(())
}

/// Whether a story is done that does not meet these enforced rows.
pub fn done(key: Key, open: &[String]) -> Result<(), Refusal> {
    if open.is_empty() {
        return Ok(());
    }
    let message = format!("{key} is not done by the definition of done: {}.", quoted(open));
    Err(Refusal::new("not-done", message).hint("Tick on its page what is so, or return it."))
}

/// What is said behind that a story was accepted, of rows that are advisory and not met.
pub fn advised_and_open(open: &[String]) -> String {
    if open.is_empty() { String::new() } else { format!("; advised and not met: {}", quoted(open)) }
}

fn quoted(rows: &[String]) -> String {
    rows.iter().map(|row| format!("“{row}”")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_row_is_a_line_that_says_something() {
        assert_eq!(words(" The design \n is agreed ").unwrap(), "The design is agreed");
        assert_eq!(words("  ").unwrap_err().name, "row-empty");
        assert!(words(&"x".repeat(LIMIT)).is_ok());
        assert_eq!(words(&"x".repeat(LIMIT + 1)).unwrap_err().name, "row-too-long");
    }

    #[test]
    fn what_is_usual_is_what_was_before_there_were_definitions() {
        let ready = Definition::usual(Of::Ready);
        assert_eq!((ready.count(Level::Enforced), ready.count(Level::Advisory), ready.count(Level::Off)), (7, 0, 1));
        assert_eq!(Definition::usual(Of::Done).count(Level::Off), 2);
        assert_eq!((ready.to_tick(), ready.enforces("need"), ready.enforces(HINTS)), (0, true, false));
    }

    #[test]
    fn names_of_rows_are_of_one_row() {
        for row in &MACHINE {
            assert_eq!(machine(row.code), Some(row));
        }
        for level in Level::ALL {
            assert_eq!(level.code().parse::<Level>(), Ok(level));
        }
        assert_eq!("done".parse::<Of>(), Ok(Of::Done));
        assert!("perhaps".parse::<Level>().is_err());
    }

    #[test]
    fn hints_are_advice() {
        let ready = Definition::usual(Of::Ready);
        let hints = ready.rows.iter().find(|row| row.name() == HINTS).unwrap();
        assert_eq!(may_be(hints, Level::Enforced).unwrap_err().name, "advice-alone");
        assert!(may_be(hints, Level::Advisory).is_ok() && may_be(&ready.rows[0], Level::Enforced).is_ok());
    }
}
