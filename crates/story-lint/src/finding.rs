//! What is found in a story.

use serde::Serialize;

use crate::token::Span;

/// What a story is held to: the criteria of the Quality User Story framework (Lucassen, Dalpiaz, van der Werf, Brinkkemper,
/// "Improving agile requirements", Requirements Engineering 21, 2016) that can be checked without knowing the product, and its
/// acceptance criteria.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Criterion {
    /// It has a role and says what is wanted; what for is advice.
    WellFormed,
    /// It wants one thing.
    Atomic,
    /// It holds role, means and end and nothing more.
    Minimal,
    /// It reads as one whole sentence.
    FullSentence,
    /// It names what to get done, not how.
    ProblemOriented,
    /// It has no word nobody can test.
    Unambiguous,
    /// It is small and plain enough to be sized.
    Estimatable,
    /// It is said like the others of its set.
    Uniform,
    /// No other of its set says the same.
    Unique,
    /// It stands without another.
    Independent,
    /// What it changes or deletes is made by another.
    Complete,
    /// Its acceptance criteria say what holds, what happens and what must hold, in words that can be tested.
    Acceptance,
}

impl Criterion {
    /// Every criterion with its name.
    pub const ALL: [(Self, &'static str); 12] = [
        (Self::WellFormed, "well-formed"),
        (Self::Atomic, "atomic"),
        (Self::Minimal, "minimal"),
        (Self::FullSentence, "full-sentence"),
        (Self::ProblemOriented, "problem-oriented"),
        (Self::Unambiguous, "unambiguous"),
        (Self::Estimatable, "estimatable"),
        (Self::Uniform, "uniform"),
        (Self::Unique, "unique"),
        (Self::Independent, "independent"),
        (Self::Complete, "complete"),
        (Self::Acceptance, "acceptance"),
    ];

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, own)| *own == name).map(|(criterion, _)| *criterion)
    }

    pub(crate) fn names() -> String {
        Self::ALL.map(|(_, name)| name).join(", ")
    }
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something one would do better, no fault.
    Advice,
    /// Often a fault, to be judged by a person.
    Hint,
    /// A fault.
    Defect,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What is not kept.
    pub criterion: Criterion,
    /// How much it weighs.
    pub severity: Severity,
    /// The line, where it is not the story's own but one of its acceptance criteria.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Where it stands in that line.
    pub span: Span,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to write instead, where that can be said.
    pub suggestion: Option<String>,
    /// Why it is to be ignored, if somebody said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignored: Option<String>,
}

impl Finding {
    pub(crate) fn new(criterion: Criterion, severity: Severity, span: Span, message: String) -> Self {
        Self { criterion, severity, line: None, span, message, suggestion: None, ignored: None }
    }

    pub(crate) fn suggest(self, suggestion: impl Into<Option<String>>) -> Self {
        Self { suggestion: suggestion.into(), ..self }
    }
}
