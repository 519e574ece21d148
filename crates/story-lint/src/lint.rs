//! A file of stories, each with what was found.

use serde::Serialize;

use crate::acceptance::{acceptance, is_criterion};
use crate::finding::{Criterion, Finding, Severity};
use crate::ignore::{Ignore, mark};
use crate::language::{Language, List, phrase};
use crate::parse::{MOST_CHARACTERS, Parsed};
use crate::read::{decode, lines};
use crate::token::Span;
use crate::{check, set};

/// A story and what was found in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Story {
    /// Its line, from 1.
    pub line: usize,
    /// Who wants it.
    pub role: Option<String>,
    /// What is wanted.
    pub means: Option<String>,
    /// What for.
    pub end: Option<String>,
    /// Where these stand in the line.
    pub spans: Spans,
    /// What was found.
    pub findings: Vec<Finding>,
    /// The lines of stories that say the same: the same text, the same means or the same end. The first
    /// hundred, where more do.
    pub alike: Vec<usize>,
}

/// Where the parts of a story stand in its line, in characters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Spans {
    /// Who wants it.
    pub role: Option<Span>,
    /// What is wanted.
    pub means: Option<Span>,
    /// What for.
    pub end: Option<Span>,
    /// The verb of what is wanted.
    pub action: Option<Span>,
}

/// How to lint.
#[derive(Debug, Clone)]
pub struct Options<'a> {
    /// Whose word lists to use.
    pub language: &'a Language,
    /// What to mark as ignored.
    pub ignores: Vec<Ignore>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { language: Language::english(), ignores: Vec::new() }
    }
}

/// Why nothing was linted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LintError {
    /// There is no line that says something.
    #[error("there is no story in it")]
    Empty,
    /// Something is to be ignored and nobody said why.
    #[error("say why it is to be ignored")]
    NoReason,
    /// A text that does not say what is to be ignored.
    #[error("“{0}” is not written as criterion=reason or criterion@line=reason; criteria are {criteria}", criteria = Criterion::names())]
    NoIgnore(String),
}

/// Reads a file of one story a line and says what stands in the way of each. Lines of acceptance criteria (Given, When, Then)
/// belong to the story above them; a byte order mark, Windows-1252 and labels before a story are read over.
///
/// # Errors
/// When no line says anything.
pub fn lint(bytes: &[u8], options: &Options<'_>) -> Result<Vec<Story>, LintError> {
    let text = decode(bytes);
    let language = options.language;
    let mut parsed: Vec<Parsed<'_>> = Vec::new();
    let mut criteria: Vec<Vec<(usize, &str)>> = Vec::new();
    let mut unread: Vec<Story> = Vec::new();
    for (line, text) in lines(&text) {
        if text.chars().nth(MOST_CHARACTERS).is_some() {
            unread.push(too_long(line, text.chars().count(), language));
        } else if let Some(above) = criteria.last_mut().filter(|_| belongs_to_story(text, language)) {
            above.push((line, text));
        } else {
            parsed.push(Parsed::of(line, text, language));
            criteria.push(Vec::new());
        }
    }
    let shared = set::check(&parsed, language);
    let mut stories: Vec<Story> = parsed
        .iter()
        .zip(shared)
        .zip(&criteria)
        .map(|((story, (found, alike)), criteria)| {
            let mut findings = check::check(story, language);
            findings.extend(found);
            findings.extend(acceptance(criteria, language).findings);
            told(story, findings, alike)
        })
        .chain(unread)
        .collect();
    stories.sort_by_key(|story| story.line);
    stories.iter_mut().for_each(|story| mark(story, &options.ignores));
    if stories.is_empty() { Err(LintError::Empty) } else { Ok(stories) }
}

fn told(story: &Parsed<'_>, findings: Vec<Finding>, alike: Vec<usize>) -> Story {
    let own = |part| story.said(part).map(str::to_owned);
    Story {
        line: story.line,
        role: own(story.role.as_ref()),
        means: own(story.means.as_ref()),
        end: own(story.end.as_ref()),
        spans: Spans {
            role: story.place(story.role.as_ref()),
            means: story.place(story.means.as_ref()),
            end: story.place(story.end.as_ref()),
            action: story.place(story.action.as_ref()),
        },
        findings,
        alike,
    }
}

/// "When I land, I want to …" is a story; "When I pay" is a step of the one above.
fn belongs_to_story(text: &str, language: &Language) -> bool {
    let tokens = language.read(text, 0);
    is_criterion(&tokens)
        && !(0..tokens.len()).any(|at| phrase(&tokens[at..], List::Wants).is_some_and(|found| found.len > 1))
}

fn too_long(line: usize, characters: usize, language: &Language) -> Story {
    let message = language.say("too-long", &[&characters.to_string()]);
    let place = Span { start: 0, end: characters };
    let finding = Finding::new(Criterion::Estimatable, Severity::Defect, place, message);
    Story {
        line,
        role: None,
        means: None,
        end: None,
        spans: Spans::default(),
        findings: vec![finding],
        alike: Vec::new(),
    }
}
