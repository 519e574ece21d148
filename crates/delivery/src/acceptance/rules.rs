//! The rules of acceptance.

use ground::web::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::thread::Key;
use together::words::counted;

/// The state in which a story is shown and accepted.
pub const WAITING: &str = "waiting for acceptance";

/// How a round ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It has not: the story waits.
    Waiting,
    /// The story was accepted.
    Accepted,
    /// The story was returned.
    Returned,
    /// Whoever handed the story over took it back.
    TakenBack,
}

impl Outcome {
    /// The word in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Accepted => "accepted",
            Self::Returned => "returned",
            Self::TakenBack => "taken-back",
        }
    }

    /// How a round ends when its story moves to another state.
    pub fn of_state(state: &str) -> Self {
        match state {
            WAITING => Self::Waiting,
            "done" => Self::Accepted,
            _ => Self::TakenBack,
        }
    }
}

/// Why a story is returned, to be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// A criterion is not met.
    #[default]
    NotMet,
    /// It does not work as it should.
    Defect,
    /// The criteria are met, and it is not what was meant.
    Misunderstood,
    /// It cannot be seen that it works.
    NotShown,
    /// Something else.
    Other,
}

impl Cause {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::NotMet, Self::Defect, Self::Misunderstood, Self::NotShown, Self::Other];

    /// The word in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotMet => "not-met",
            Self::Defect => "defect",
            Self::Misunderstood => "misunderstood",
            Self::NotShown => "not-shown",
            Self::Other => "other",
        }
    }

    /// The words on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::NotMet => "A criterion is not met",
            Self::Defect => "It does not work as it should",
            Self::Misunderstood => "It is not what was meant",
            Self::NotShown => "It cannot be seen that it works",
            Self::Other => "Something else",
        }
    }
}

/// Words in tables: `Display` writes them, `FromStr` reads them.
macro_rules! words {
    ($($name:ident of $all:expr),+) => {$(
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(code: &str) -> Result<Self, String> {
                $all.into_iter().find(|of| of.code() == code).ok_or_else(|| format!("{code} is no word of acceptance"))
            }
        }

        ground::word_column!($name);
    )+};
}

words!(Outcome of [Self::Waiting, Self::Accepted, Self::Returned, Self::TakenBack], Cause of Self::ALL);

/// Where a criterion stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has shown it.
    Open,
    /// It was shown, and is to be looked at.
    Shown,
    /// It does what it says.
    Met,
    /// It does not.
    NotMet,
}

impl Standing {
    /// Where a criterion stands by what was last noted of these very words.
    pub fn of(shown: bool, met: Option<bool>) -> Self {
        match (met, shown) {
            (Some(true), _) => Self::Met,
            (Some(false), _) => Self::NotMet,
            (None, true) => Self::Shown,
            (None, false) => Self::Open,
        }
    }

    /// The word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "Not shown yet",
            Self::Shown => "Shown",
            Self::Met => "Met",
            Self::NotMet => "Not met",
        }
    }

    /// Whether accepting the story finds it met: what was shown and not objected to is.
    pub fn is_acceptable(self) -> bool {
        matches!(self, Self::Shown | Self::Met)
    }
}

/// What is shown is work that has begun and is not accepted yet.
pub fn may_show(key: Key, state: &str) -> Result<(), Refusal> {
    if matches!(state, "in work" | "in review" | WAITING) {
        return Ok(());
    }
    let message = format!("{key} is {state}. Criteria are shown while it is worked on, or waits for acceptance.");
    Err(Refusal::new("nothing-to-show", message))
}

/// What was found met need not be shown again.
pub fn must_not_be_met(standing: Standing) -> Result<(), Refusal> {
    if standing == Standing::Met {
        let message = "This criterion was found met already.";
        return Err(Refusal::new("met-already", message).hint("Whoever accepts the story can take that back."));
    }
    Ok(())
}

/// Only what was handed over is checked, accepted or returned.
pub fn must_wait(key: Key, state: &str) -> Result<(), Refusal> {
    if state == WAITING {
        return Ok(());
    }
    let message = format!("{key} does not wait for acceptance: it is {state}.");
    Err(Refusal::new("not-handed-over", message).hint("Whoever works on it hands it over first."))
}

/// Where a criterion can be seen: a link, or a word.
pub fn evidence(words: &str) -> Result<String, Refusal> {
    let words = line("evidence", words)?;
    if words.is_empty() {
        let message = "Say where it can be seen: a link, or a few words.";
        return Err(Refusal::new("evidence-missing", message).at("evidence"));
    }
    Ok(words)
}

/// Why a criterion is not met, which must be said; of one that is met nothing need be.
pub fn finding(met: bool, reason: &str) -> Result<String, Refusal> {
    let reason = line("because", reason)?;
    if !met && reason.is_empty() {
        return Err(Refusal::new("reason-missing", "Say what is not so: the developer reads it.").at("because"));
    }
    Ok(reason)
}

/// Why a story is accepted though so many of its agreed criteria were neither shown nor found met.
pub fn acceptance(key: Key, unmet: usize, reason: &str) -> Result<String, Refusal> {
    let reason = line("because", reason)?;
    if unmet > 0 && reason.is_empty() {
        let criteria = counted(i64::try_from(unmet).unwrap_or(i64::MAX), "agreed criterion", "agreed criteria");
        let open = if unmet == 1 { "is" } else { "are" };
        let message = format!("{criteria} of {key} {open} neither shown nor met. Say why you accept it all the same.");
        return Err(Refusal::new("criteria-open", message).at("because").hint("Or return it."));
    }
    Ok(reason)
}

/// Why a story is returned: in a sentence, unless it stands at a criterion already.
pub fn returning(at_a_criterion: bool, reason: &str) -> Result<String, Refusal> {
    let reason = line("because", reason)?;
    if !at_a_criterion && reason.is_empty() {
        let message = "Say why it comes back: the developer reads it.";
        return Err(Refusal::new("reason-missing", message)
            .at("because")
            .hint("Or mark the criterion that is not met."));
    }
    Ok(reason)
}

/// A link that a browser may open, where the evidence is one.
pub fn link(evidence: &str) -> Option<&str> {
    let is_link = ["https://", "http://"].iter().any(|scheme| evidence.starts_with(scheme));
    (is_link && !evidence.contains(char::is_whitespace)).then_some(evidence)
}

/// The most characters of evidence or of a reason.
const LIMIT: usize = 1_000;

fn line(field: &'static str, words: &str) -> Result<String, Refusal> {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let long = line.chars().count();
    if long > LIMIT {
        let message = format!("This has {long} characters; {LIMIT} fit.");
        return Err(Refusal::new("too-long", message).at(field).hint("The conversation has room for more."));
    }
    Ok(line)
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_criterion_stands_where_it_was_last_found() {
        assert_eq!(Standing::of(false, None), Standing::Open);
        assert_eq!(Standing::of(true, None), Standing::Shown);
        assert_eq!(Standing::of(true, Some(false)), Standing::NotMet);
        assert_eq!(Standing::of(false, Some(true)), Standing::Met, "who accepts may find it met without being shown");
        assert!(Standing::Shown.is_acceptable() && !Standing::NotMet.is_acceptable());
    }

    #[test]
    fn what_is_refused_says_why() {
        let key: Key = "S-5".parse().unwrap();
        assert!(may_show(key, "in work").is_ok() && may_show(key, WAITING).is_ok());
        assert_eq!(may_show(key, "done").unwrap_err().name, "nothing-to-show");
        assert_eq!(must_wait(key, "in review").unwrap_err().name, "not-handed-over");
        assert_eq!(evidence("  ").unwrap_err().name, "evidence-missing");
        assert_eq!(finding(false, "").unwrap_err().name, "reason-missing");
        assert_eq!(finding(true, ""), Ok(String::new()));
        assert_eq!(acceptance(key, 0, ""), Ok(String::new()));
        assert!(acceptance(key, 2, "").unwrap_err().message.starts_with("2 agreed criteria of S-5 are neither"));
        assert_eq!(acceptance(key, 1, " so \n be it "), Ok("so be it".to_owned()));
        assert_eq!(returning(false, "").unwrap_err().name, "reason-missing");
        assert_eq!(returning(true, ""), Ok(String::new()));
        assert_eq!(finding(false, &"x".repeat(1_001)).unwrap_err().name, "too-long");
    }

    #[test]
    fn only_what_a_browser_may_open_is_a_link() {
        assert_eq!(link("https://shelf.example/demo"), Some("https://shelf.example/demo"));
        for words in ["javascript:alert(1)", "see https://shelf.example", "https://a b", "the test device"] {
            assert_eq!(link(words), None, "{words}");
        }
    }

    #[test]
    fn words_of_tables_are_read_back() {
        for cause in Cause::ALL {
            assert_eq!(cause.code().parse(), Ok(cause));
            assert_eq!(serde_json::to_value(cause).unwrap(), cause.code());
        }
        assert_eq!("taken-back".parse(), Ok(Outcome::TakenBack));
        assert_eq!((Outcome::of_state("done"), Outcome::of_state("in work")), (Outcome::Accepted, Outcome::TakenBack));
    }
}
