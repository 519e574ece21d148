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
    let asked = |token: &Token<'_>| token.is(List::Qualities);
    let passive = |token: &Token<'_>| token.verb.is_some_and(|verb| verb.form == Form::Past) || asked(token);
    let skip = |from: usize| from + means[from..].iter().take_while(|token| is_adverb(token) && !asked(token)).count();
    let to_be = means.windows(2).position(|pair| pair[0].key == "to" && pair[1].key == "be").map(|at| at + 2);
    let start = to_be.unwrap_or_else(|| usize::from(means.first().is_some_and(|token| token.is(List::Determiners))));
    let fits = |token: &Token<'_>| if to_be.is_some() { passive(token) } else { asked(token) };
    let first = skip(start);
    means.get(first).filter(|token| fits(token))?;
    let join = phrase(means.get(first + 1..)?, List::Joins)?;
    let second = skip(first + 1 + join.len);
    means.get(second).filter(|token| fits(token) || (to_be.is_some() && token.verb.is_some_and(|verb| verb.clear)))?;
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

/// "clear rules and safety standards": two things asked for by one wish, both in the plural.
pub(super) fn things(means: &[Token<'_>]) -> Option<Pair> {
    let start = if means.len() > 2 && means[1].key == "to" && means[0].key == "access" { 2 } else { 0 };
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
