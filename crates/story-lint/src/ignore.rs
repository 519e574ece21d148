//! Findings somebody decided to live with.

use std::str::FromStr;

use crate::finding::Criterion;
use crate::lint::{LintError, Story};

/// A finding somebody decided to live with. Written as `unique=drafts`, or `unique@3=drafts` for one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignore {
    line: Option<usize>,
    criterion: Criterion,
    reason: String,
}

impl Ignore {
    /// Ignores a criterion on one line, or on all, for a reason.
    ///
    /// # Errors
    /// When there is no reason.
    pub fn new(line: Option<usize>, criterion: Criterion, reason: &str) -> Result<Self, LintError> {
        let reason = reason.trim().to_owned();
        if reason.is_empty() { Err(LintError::NoReason) } else { Ok(Self { line, criterion, reason }) }
    }
}

impl FromStr for Ignore {
    type Err = LintError;

    fn from_str(text: &str) -> Result<Self, LintError> {
        let refuse = || LintError::NoIgnore(text.chars().take(80).collect());
        let (what, reason) = text.split_once('=').ok_or_else(refuse)?;
        let (criterion, line) = match what.split_once('@') {
            Some((criterion, line)) => (criterion, Some(line.trim().parse().map_err(|_| refuse())?)),
            None => (what, None),
        };
        Self::new(line, Criterion::named(criterion.trim()).ok_or_else(refuse)?, reason)
    }
}

/// Marks the findings of a story that are to be ignored.
pub(crate) fn mark(story: &mut Story, ignores: &[Ignore]) {
    for finding in &mut story.findings {
        let line = finding.line.unwrap_or(story.line);
        let fits =
            |ignore: &&Ignore| ignore.criterion == finding.criterion && ignore.line.is_none_or(|own| own == line);
        finding.ignored = ignores.iter().find(fits).map(|ignore| ignore.reason.clone());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_to_be_ignored_is_read() {
        let told = |text: &str| text.parse::<Ignore>();
        assert_eq!(told("atomic@12 = ships at once"), Ignore::new(Some(12), Criterion::Atomic, "ships at once"));
        assert_eq!(told("well-formed=a=b"), Ignore::new(None, Criterion::WellFormed, "a=b"));
        assert_eq!(told("atomic= "), Err(LintError::NoReason));
        for text in ["", "atomic", "atomik=x", "atomic@=x", "atomic@two=x", "@2=x"] {
            assert_eq!(told(text), Err(LintError::NoIgnore(text.to_owned())), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,30}|atomic@?[0-9]{0,30}=?\\PC{0,5}") {
            if let Ok(ignore) = text.parse::<Ignore>() {
                prop_assert!(!ignore.reason.is_empty());
            }
        }
    }

    #[test]
    fn criteria_are_called_as_they_are_written() {
        for (criterion, name) in Criterion::ALL {
            assert_eq!(serde_json::to_value(criterion).unwrap(), name);
        }
    }
}
