//! Two qualities, manners or things wanted at once where no second action is.

use std::ops::Range;

use crate::language::{Form, List, phrase};
use crate::parse::{adverbs, is_adverb};
use crate::token::Token;

/// Two words or phrases joined; places are of the tokens of what is wanted.
pub(super) struct Pair {
    pub(super) first: Range<usize>,
    pub(super) second: Range<usize>,
    /// The message that tells it.
    pub(super) message: &'static str,
}

/// "to be fast and stored safely", "a fast and accurate tool".
pub(super) fn qualities(means: &[Token<'_>]) -> Option<Pair> {
    let Some(to_be) = means.windows(2).position(|pair| pair[0].key == "to" && pair[1].key == "be") else {
        return joined(means, usize::from(is_determiner(means.first())), is_quality, is_quality);
    };
    let passive = |token: &Token<'_>| token.verb.is_some_and(|verb| verb.form == Form::Past) || is_quality(token);
    joined(means, to_be + 2, passive, |token| passive(token) || token.verb.is_some_and(|verb| verb.clear))
}

/// "to build a fast and accurate tool", but not "to have accurate and complete data": what has no article is not one thing to be
/// built, and its qualities are one wish.
pub(super) fn built(means: &[Token<'_>], behind: usize) -> Option<Pair> {
    is_determiner(means.get(behind)).then(|| joined(means, behind + 1, is_quality, is_quality)).flatten()
}

fn is_determiner(token: Option<&Token<'_>>) -> bool {
    token.is_some_and(|token| token.is(List::Determiners))
}

fn is_quality(token: &Token<'_>) -> bool {
    token.is(List::Qualities)
}

fn joined(
    means: &[Token<'_>],
    start: usize,
    is_first: impl Fn(&Token<'_>) -> bool,
    is_second: impl Fn(&Token<'_>) -> bool,
) -> Option<Pair> {
    let skip =
        |from: usize| from + means[from..].iter().take_while(|token| is_adverb(token) && !is_quality(token)).count();
    let first = skip(start);
    means.get(first).filter(|token| is_first(token))?;
    let join = phrase(means.get(first + 1..)?, List::Joins)?;
    let second = skip(first + 1 + join.len);
    means.get(second).filter(|token| is_second(token))?;
    Some(Pair { first: first..first + 1, second: second..second + 1, message: "atomic-qualities" })
}

/// "promptly and accurately", but not two words that are told as untestable anyway.
pub(super) fn manners(means: &[Token<'_>]) -> Option<Pair> {
    let manner = |token: &Token<'_>| token.key.ends_with("ly") && is_adverb(token);
    (0..means.len()).find_map(|at| {
        let join = phrase(means.get(at + 1..).filter(|_| manner(&means[at]))?, List::Joins)?;
        let second = at + 1 + join.len;
        let other = means.get(second).filter(|token| manner(token))?;
        let testable = !means[at].is(List::Vague) || !other.is(List::Vague);
        testable.then_some(Pair { first: at..at + 1, second: second..second + 1, message: "atomic-qualities" })
    })
}

/// "clear rules and safety standards": two things asked for by one wish from `start` on, both in the plural.
pub(super) fn things(means: &[Token<'_>], start: usize) -> Option<Pair> {
    let ends = |token: &Token<'_>| {
        [List::Prepositions, List::Clauses, List::Infinitives].iter().any(|list| token.is(*list)) || token.is_mark
    };
    let len = means.get(start..)?.iter().take_while(|token| !ends(token)).count();
    let phrase_end = start + len;
    let join = (start..phrase_end).find(|at| means[*at].is(List::Joins))?;
    let plural = |at: usize| means.get(at).is_some_and(|token| token.key.ends_with('s') && !token.key.ends_with("ss"));
    let second = join + 1 + adverbs(&means[join + 1..phrase_end]);
    let both = join > start && phrase_end > second && plural(join - 1) && plural(phrase_end - 1);
    both.then_some(Pair { first: start..join, second: second..phrase_end, message: "atomic-things" })
}
