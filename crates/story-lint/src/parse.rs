//! A story taken apart: who, what, what for, and the action wanted.

mod action;

use std::ops::Range;

pub(crate) use action::{adverbs, is_adverb};

use crate::language::{Found, Language, List, phrase};
use crate::token::{Span, Token, cut, span};

/// A story longer than this is not taken apart: nobody wrote it by hand.
pub(crate) const MOST_CHARACTERS: usize = 5_000;

/// A line taken apart; the ranges are of its tokens.
#[derive(Debug)]
pub(crate) struct Parsed<'a> {
    pub(crate) line: usize,
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token<'a>>,
    /// "As a"
    pub(crate) role_mark: Option<Range<usize>>,
    pub(crate) role: Option<Range<usize>>,
    /// "I want"
    pub(crate) want: Option<Range<usize>>,
    pub(crate) means: Option<Range<usize>>,
    /// "so that"
    pub(crate) end_mark: Option<Range<usize>>,
    pub(crate) end: Option<Range<usize>>,
    pub(crate) action: Option<Range<usize>>,
    /// Whether what is wanted is said with a verb ("to see …"), not a thing ("a list …").
    pub(crate) with_verb: bool,
    /// Whether the "to" before that verb is missing.
    pub(crate) without_to: bool,
}

impl<'a> Parsed<'a> {
    /// Takes a line apart.
    pub(crate) fn of(line: usize, text: &'a str, language: &'a Language) -> Self {
        let tokens = language.read(text, 0);
        let mut parsed = Self {
            line,
            text,
            tokens,
            role_mark: None,
            role: None,
            want: None,
            means: None,
            end_mark: None,
            end: None,
            action: None,
            with_verb: false,
            without_to: false,
        };
        parsed.find_role_and_want();
        parsed.find_means_and_end();
        parsed.find_action();
        parsed
    }

    /// The tokens of a part.
    pub(crate) fn part(&self, part: Option<&Range<usize>>) -> &[Token<'a>] {
        part.and_then(|range| self.tokens.get(range.clone())).unwrap_or_default()
    }

    /// A part as it stands in the line.
    pub(crate) fn said(&self, part: Option<&Range<usize>>) -> Option<&'a str> {
        let tokens = self.part(part);
        (!tokens.is_empty()).then(|| cut(self.text, tokens))
    }

    /// Where a part stands.
    pub(crate) fn place(&self, part: Option<&Range<usize>>) -> Option<Span> {
        span(self.part(part))
    }

    /// Where the whole story stands, from its role on if it has one.
    pub(crate) fn whole(&self) -> Range<usize> {
        let start = self.role_mark.as_ref().map_or_else(|| label(&self.tokens), |mark| mark.start);
        start..self.tokens.len()
    }

    fn find_role_and_want(&mut self) {
        let tokens = &self.tokens;
        let want_at = wants(tokens).map_or(tokens.len(), |(at, _)| at);
        let begins = |at: &usize| {
            (*at == 0 || tokens[at - 1].is_mark || tokens[*at].text.starts_with(char::is_uppercase))
                && phrase(&tokens[*at..], List::Roles).is_some()
        };
        let Some(at) = (0..want_at).find(begins) else {
            self.want = wants(tokens).map(|(at, found)| at..at + found.len);
            return;
        };
        let after = at + phrase(&tokens[at..], List::Roles).map_or(0, |found| found.len);
        let want = wants(&tokens[after..]).map(|(from, found)| after + from..after + from + found.len);
        let comma = (after..tokens.len()).find(|at| tokens[*at].text == ",");
        let until = want.as_ref().map(|want| want.start).or(comma).unwrap_or(tokens.len());
        // "As a user, so that I can pay, I want …" and "In order to pay, as a user, I want …"
        let inner = end_mark(&tokens[after..until]).map(|mark| after + mark.start..after + mark.end);
        let (mark, end) = match inner {
            Some(mark) => (Some(mark.clone()), Some(mark.end..until)),
            None => match phrase(tokens, List::Ends).filter(|_| at > 0) {
                Some(found) => (Some(0..found.len), Some(found.len..at)),
                None => (None, None),
            },
        };
        let role_end = mark.as_ref().map_or(until, |mark| if mark.start > at { mark.start } else { until });
        (self.role_mark, self.want) = (Some(at..after), want);
        self.role = trimmed(tokens, after..role_end);
        (self.end_mark, self.end) = (mark, end.and_then(|end| trimmed(tokens, end)));
    }

    fn find_means_and_end(&mut self) {
        let tokens = &self.tokens;
        let start = match (&self.want, &self.role) {
            (Some(want), _) => want.end,
            // "As a user, log in": what follows the comma is taken for what is wanted, and a finding says what is missing.
            (None, Some(role)) if role.end < tokens.len() => role.end + 1,
            _ => return,
        };
        let mut until = tokens.len();
        if self.end.is_none()
            && let Some(mark) = end_mark(&tokens[start..])
        {
            let mark = start + mark.start..start + mark.end;
            until = mark.start;
            self.end = trimmed(tokens, mark.end..tokens.len());
            self.end_mark = Some(mark);
        }
        let rest = &tokens[start..until];
        let to = phrase(rest, List::Infinitives).map_or(0, |found| found.len);
        let said = self.want.as_ref().and_then(|want| phrase(&tokens[want.start..], List::Wants));
        let bare = self.want.is_none() || (to == 0 && action::begins_with_verb(rest));
        self.with_verb = to > 0 || bare || said.is_some_and(|found| found.value == "verb");
        self.without_to = self.want.is_some() && to == 0 && bare && said.is_some_and(|found| found.value != "verb");
        self.means = trimmed(tokens, start + to..until);
    }
}

/// The first wish: one said with its subject ("I want") before one without ("want").
fn wants<'a>(tokens: &[Token<'a>]) -> Option<(usize, Found<'a>)> {
    let with = |least: usize| {
        (0..tokens.len()).find_map(|at| {
            let found = phrase(&tokens[at..], List::Wants).filter(|found| found.len >= least)?;
            (!follows_end_mark(tokens, at)).then_some((at, found))
        })
    };
    with(2).or_else(|| with(1).filter(|(at, _)| *at > 0 && tokens[at - 1].is_mark))
}

/// Whether what begins an end stands right before: "so that I can" is no wish.
fn follows_end_mark(tokens: &[Token<'_>], at: usize) -> bool {
    (at.saturating_sub(3)..at)
        .any(|from| phrase(&tokens[from..], List::Ends).is_some_and(|found| from + found.len == at))
}

/// What begins the end: the first that can only be that, else the first that may be.
fn end_mark(tokens: &[Token<'_>]) -> Option<Range<usize>> {
    let mut weak = None;
    for at in 0..tokens.len() {
        let Some(found) = phrase(&tokens[at..], List::Ends) else { continue };
        let mark = at..at + found.len;
        let after_comma = at > 0 && tokens[at - 1].is_mark;
        match found.value {
            "weak" => weak = weak.or(Some(mark)),
            "clause" if !after_comma && !tokens.get(mark.end).is_some_and(|next| next.is(List::Subjects)) => {}
            _ => return Some(mark),
        }
    }
    weak
}

/// A range without the marks at its ends, if anything is left. Brackets and quotes inside stay.
fn trimmed(tokens: &[Token<'_>], range: Range<usize>) -> Option<Range<usize>> {
    let loose = |token: &Token<'_>| token.is_mark && !matches!(token.text, "(" | ")" | "[" | "]" | "{" | "}" | "\"");
    let part = tokens.get(range.clone())?;
    let start = part.iter().position(|token| !loose(token))?;
    let end = part.iter().rposition(|token| !loose(token))?;
    Some(range.start + start..range.start + end + 1)
}

/// How many tokens a label at the beginning takes: "#G03#".
fn label(tokens: &[Token<'_>]) -> usize {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
    if text(0) == "#" && text(2) == "#" { 3 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::{Language, Parsed};

    fn parts(text: &str) -> [Option<&str>; 4] {
        let parsed = Parsed::of(1, text, Language::english());
        [&parsed.role, &parsed.means, &parsed.end, &parsed.action].map(|part| parsed.said(part.as_ref()))
    }

    #[test]
    fn a_story_has_role_means_end_and_action() {
        assert_eq!(
            parts("#G10# As a site member, I want to be able to easily sign up for a course, so that I can learn."),
            [Some("site member"), Some("easily sign up for a course"), Some("I can learn"), Some("easily sign up")]
        );
        assert_eq!(
            parts("As the owner I don\\'t want bills so I can sleep"),
            [Some("owner"), Some("bills"), Some("I can sleep"), Some("want")]
        );
    }

    #[test]
    fn the_end_may_come_first() {
        let parts_of = |text| parts(text).map(Option::unwrap_or_default);
        assert_eq!(
            parts_of("In order to pay, as a buyer, I want to see the sum."),
            ["buyer", "see the sum", "pay", "see"]
        );
        assert_eq!(
            parts_of("As a buyer, so that I can pay, I want to see it."),
            ["buyer", "see it", "I can pay", "see"]
        );
    }

    #[test]
    fn what_is_missing_is_none() {
        assert_eq!(parts("Login page"), [None, None, None, None]);
        assert_eq!(parts("As a"), [None, None, None, None]);
        assert_eq!(parts("I want to log in"), [None, Some("log in"), None, Some("log in")]);
        assert_eq!(parts("As an author, log in"), [Some("author"), Some("log in"), None, Some("log in")]);
    }
}
