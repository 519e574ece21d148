//! The action wanted: the verb with what belongs to it.

use std::ops::Range;

use super::Parsed;
use crate::language::{Form, List, phrase};
use crate::token::Token;

impl Parsed<'_> {
    /// The first verb of what is wanted, or the wish itself where a thing is wanted.
    pub(super) fn find_action(&mut self) {
        let Some(means) = self.means.clone() else { return };
        self.action = if self.with_verb {
            Some(means.start..means.start + verb_len(&self.tokens[means]))
        } else {
            self.want.clone().map(|want| wish(&self.tokens, &want))
        };
    }
}

/// Whether tokens begin with a verb in its base form, adverbs before it aside, that cannot be anything else.
pub(super) fn begins_with_verb(tokens: &[Token<'_>]) -> bool {
    let at = adverbs(tokens);
    tokens.get(at).and_then(|token| token.verb).is_some_and(|verb| verb.form == Form::Base && verb.clear)
}

/// How many adverbs tokens begin with.
pub(crate) fn adverbs(tokens: &[Token<'_>]) -> usize {
    tokens.iter().take_while(|token| is_adverb(token)).count()
}

pub(crate) fn is_adverb(token: &Token<'_>) -> bool {
    token.is(List::Adverbs) || (token.key.ends_with("ly") && !token.is(List::NotAdverbs))
}

/// How many tokens the verb at the beginning takes: adverbs before it, "be shown", "help create", "log in".
fn verb_len(tokens: &[Token<'_>]) -> usize {
    let mut at = adverbs(tokens);
    if tokens.len() <= at {
        return tokens.len().min(1);
    }
    let key = tokens[at].key.as_str();
    let next = |at: usize| tokens.get(at + 1 + adverbs(&tokens[(at + 1).min(tokens.len())..]));
    let is_past = |token: &Token<'_>| token.is(List::States) || token.verb.is_some_and(|verb| verb.form == Form::Past);
    if (key == "be" || key == "have") && next(at).is_some_and(is_past) {
        at += 1 + adverbs(&tokens[at + 1..]);
        if tokens[at].key == "able" && tokens.get(at + 1).is_some_and(|token| token.key == "to") {
            at += 1;
        }
        return at + 1;
    }
    let takes_verb = tokens[at].is(List::Helpers) && next(at).and_then(|token| token.verb).is_some();
    if takes_verb {
        at += 1;
    }
    at + phrase(&tokens[at..], List::Phrasal).map_or(1, |found| found.len)
}

/// "want" of "I want", "would like" of "I would like", with "only" before it.
fn wish(tokens: &[Token<'_>], want: &Range<usize>) -> Range<usize> {
    let skipped = tokens[want.clone()].iter().take_while(|token| token.is(List::Subjects) || is_not(token)).count();
    let start = want.start + skipped;
    if start < want.end { start..want.end } else { want.clone() }
}

/// "do not want" is about wanting.
fn is_not(token: &Token<'_>) -> bool {
    matches!(token.key.as_str(), "do" | "not" | "don't" | "also" | "just")
}
