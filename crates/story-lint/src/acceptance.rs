//! Acceptance criteria in Given, When, Then.

use serde::Serialize;

use crate::check::vague;
use crate::finding::{Criterion, Finding, Severity};
use crate::language::{Language, List, phrase};
use crate::token::{Span, Token, span};

/// What a step of a criterion says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StepKind {
    /// What holds before.
    Given,
    /// What happens.
    When,
    /// What must hold.
    Then,
}

/// A step of a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What it says.
    pub kind: StepKind,
    /// The line it stands in.
    pub line: usize,
    /// Where, without the word that begins it.
    pub span: Span,
    /// What it says, without the word that begins it.
    pub text: String,
}

/// Acceptance criteria taken apart, and what was found in them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Acceptance {
    /// The criteria, each with its steps in order.
    pub criteria: Vec<Vec<Step>>,
    /// What was found; each finding has its line.
    pub findings: Vec<Finding>,
}

/// Takes lines of acceptance criteria apart, each with its number, and checks them. Several steps may stand in one line; a step
/// that begins with "and" or "but" goes on with the one before; lines without a step are left out.
#[must_use]
pub fn acceptance(lines: &[(usize, &str)], language: &Language) -> Acceptance {
    let mut found = Acceptance::default();
    for (line, text) in lines {
        let tokens = language.read(text, 0);
        if is_scenario(&tokens) {
            found.criteria.push(Vec::new());
        }
        for step in
            steps(*line, text, &tokens, found.criteria.last().and_then(|steps| steps.last()).map(|step| step.kind))
        {
            let begins = match found.criteria.last().and_then(|steps| steps.last()) {
                None => found.criteria.is_empty(),
                // A criterion goes from what holds before to what must hold; going back begins the next.
                Some(last) => (step.kind as u8) < (last.kind as u8),
            };
            if begins {
                found.criteria.push(Vec::new());
            }
            if let Some(criterion) = found.criteria.last_mut() {
                criterion.push(step);
            }
        }
        for finding in vague(text, &tokens, language, Criterion::Acceptance) {
            found.findings.push(Finding { line: Some(*line), ..finding });
        }
    }
    found.criteria.retain(|steps| !steps.is_empty());
    let missing: Vec<Finding> = found.criteria.iter().flat_map(|steps| missing(steps, language)).collect();
    found.findings.extend(missing);
    found.findings.extend(no_negative(&found.criteria, language));
    found
}

/// Whether a line holds a step or begins a scenario.
pub(crate) fn is_criterion(tokens: &[Token<'_>]) -> bool {
    let tokens = without_bullet(tokens);
    let more = tokens.first().is_some_and(|token| token.is(List::More));
    is_scenario(tokens) || kind_at(tokens, None).is_some() || more
}

fn without_bullet<'t, 'a>(tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    let bullets = tokens.iter().take_while(|token| token.is_mark).count();
    &tokens[bullets..]
}

fn is_scenario(tokens: &[Token<'_>]) -> bool {
    let tokens = without_bullet(tokens);
    phrase(tokens, List::Scenarios).is_some_and(|found| tokens.get(found.len).is_none_or(|next| next.text == ":"))
}

fn kind_at(tokens: &[Token<'_>], before: Option<StepKind>) -> Option<StepKind> {
    let first = tokens.first()?;
    let kinds = [(List::Given, StepKind::Given), (List::When, StepKind::When), (List::Then, StepKind::Then)];
    let own = kinds.iter().find(|(list, _)| first.is(*list)).map(|(_, kind)| *kind);
    own.or_else(|| before.filter(|_| first.is(List::More)))
}

/// The steps of a line: one at its beginning, more behind a comma.
fn steps(line: usize, text: &str, tokens: &[Token<'_>], before: Option<StepKind>) -> Vec<Step> {
    let bullets = tokens.len() - without_bullet(tokens).len();
    let mut starts: Vec<(usize, StepKind)> =
        kind_at(&tokens[bullets..], before).map(|kind| (bullets, kind)).into_iter().collect();
    if let Some((_, first)) = starts.first().copied() {
        let mut last = first;
        for at in bullets + 1..tokens.len() {
            let behind_mark = tokens[at - 1].is_mark;
            if let Some(kind) = kind_at(&tokens[at..], None).filter(|kind| behind_mark && (*kind as u8) > (last as u8))
            {
                starts.push((at, kind));
                last = kind;
            }
        }
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([tokens.len()]).collect::<Vec<_>>();
    let whole = starts.iter().zip(ends).filter_map(|((at, kind), end)| {
        let words = &tokens[at + 1..end];
        let len = words.iter().rposition(|token| !token.is_mark).map_or(0, |last| last + 1);
        let words = &words[..len];
        Some(Step { kind: *kind, line, span: span(words)?, text: crate::token::cut(text, words).to_owned() })
    });
    whole.collect()
}

fn missing(steps: &[Step], language: &Language) -> Vec<Finding> {
    let Some(first) = steps.first() else { return Vec::new() };
    let kinds = [(StepKind::Given, "no-given"), (StepKind::When, "no-when"), (StepKind::Then, "no-then")];
    let lacks = kinds.iter().filter(|(kind, _)| steps.iter().all(|step| step.kind != *kind));
    let tell = |(kind, name): &(StepKind, &str)| {
        // Nothing need hold before: that is advice only.
        let severity = if *kind == StepKind::Given { Severity::Advice } else { Severity::Defect };
        let finding = Finding::new(Criterion::Acceptance, severity, first.span, language.say(name, &[]));
        Finding { line: Some(first.line), ..finding }
    };
    lacks.map(tell).collect()
}

/// Criteria that only say what happens when all goes well.
fn no_negative(criteria: &[Vec<Step>], language: &Language) -> Option<Finding> {
    let first = criteria.first()?.first()?;
    let negative = |step: &Step| {
        let tokens = language.read(&step.text, 0);
        (0..tokens.len()).any(|at| phrase(&tokens[at..], List::Negative).is_some())
    };
    if criteria.iter().flatten().any(negative) {
        return None;
    }
    let finding = Finding::new(Criterion::Acceptance, Severity::Hint, first.span, language.say("no-negative", &[]));
    Some(Finding { line: Some(first.line), ..finding }.suggest(language.say("no-negative-fix", &[])))
}

#[cfg(test)]
mod tests {
    use super::{Acceptance, StepKind, acceptance};
    use crate::language::Language;

    fn of(lines: &[&str]) -> Acceptance {
        let lines: Vec<(usize, &str)> = lines.iter().enumerate().map(|(at, text)| (at + 2, *text)).collect();
        acceptance(&lines, Language::english())
    }

    fn said(found: &Acceptance) -> Vec<&str> {
        found.findings.iter().map(|finding| finding.message.as_str()).collect()
    }

    #[test]
    fn criteria_are_taken_apart() {
        let found = of(&[
            "- Given a card",
            "  And a sum",
            "- When I pay, then it is booked.",
            "Given no card, when I pay, then it fails",
        ]);
        let kinds: Vec<Vec<StepKind>> =
            found.criteria.iter().map(|steps| steps.iter().map(|step| step.kind).collect()).collect();
        let (given, when, then) = (StepKind::Given, StepKind::When, StepKind::Then);
        assert_eq!(kinds, [vec![given, given, when, then], vec![given, when, then]]);
        assert_eq!(found.criteria[0][3].text, "it is booked");
        assert_eq!(said(&found), Vec::<&str>::new());
    }

    #[test]
    fn what_is_missing_or_cannot_be_tested_is_told_with_its_line() {
        let found = of(&[
            "Scenario: fast",
            "Given a card",
            "When I pay",
            "Scenario: sum",
            "When I pay",
            "Then it is booked quickly",
        ]);
        let told: Vec<(Option<usize>, &str)> = found
            .findings
            .iter()
            .map(|finding| (finding.line, finding.message.split(['.', ':']).next().unwrap()))
            .collect();
        assert_eq!(
            told,
            [
                (Some(2), "\"fast\" cannot be tested"),
                (Some(7), "\"quickly\" cannot be tested"),
                (Some(3), "The criterion does not say what must hold"),
                (Some(6), "The criterion does not say what holds before"),
                (Some(3), "No criterion says what happens when it goes wrong"),
            ]
        );
    }
}
