//! Which actions a story wants: verbs joined by "and", "or", a comma or a slash that are neither part of a description, a
//! condition or a purpose, nor a step to the next.

use crate::language::{Form, List, Verb, phrase};
use crate::parse::{adverbs, is_adverb};
use crate::token::Token;

/// Two actions in what is wanted; places are of its tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Two {
    /// The first verb.
    pub(super) first: usize,
    /// Where what joins them begins.
    pub(super) join: usize,
    /// The second verb.
    pub(super) second: usize,
}

/// The second action beside the verb at `first`, whose words end before `after`.
pub(super) fn second(tokens: &[Token<'_>], first: usize, after: usize) -> Option<Two> {
    let form = tokens[first].verb.map_or(Form::Base, |verb| verb.form);
    // "prepare for and support": the preposition belongs to the verb.
    let bound = tokens.get(after).is_some_and(|token| token.is(List::Prepositions))
        && tokens.get(after + 1..).is_some_and(|rest| phrase(rest, List::Joins).is_some());
    let mut scan = Scan { tokens, form, verb_end: after + usize::from(bound), inside: false };
    let mut at = after;
    while at < tokens.len() {
        let Some(joined) = scan.join(at) else {
            at += scan.step(at);
            continue;
        };
        if scan.is_action(at, &joined) {
            let two = Two { first, join: at, second: joined.at };
            if !is_one(tokens, two) {
                return Some(two);
            }
            scan.verb_end = joined.at + 1;
        }
        // ", to …" goes on with a purpose.
        scan.inside |= joined.by == By::Comma && joined.told;
        at = joined.at.max(at + 1);
    }
    None
}

/// What stands behind a join.
struct Joined {
    at: usize,
    /// Whether only a comma joins, or a slash.
    by: By,
    /// Whether a "to", a "can" or an adverb says that a verb follows.
    told: bool,
    /// Whether it is a "can": the verb behind is in its base form.
    modal: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Comma,
    Slash,
    Word,
}

struct Scan<'t, 'a> {
    tokens: &'t [Token<'a>],
    /// The form the second verb must have.
    form: Form,
    /// Where the last verb ended: a verb joined right there shares its object.
    verb_end: usize,
    /// Whether the walk is inside a description, a condition or a purpose.
    inside: bool,
}

impl Scan<'_, '_> {
    /// What stands behind the joins at a place.
    fn join(&self, at: usize) -> Option<Joined> {
        let mut to = at;
        let mut by = None;
        let mut told = false;
        while let Some(found) = self.tokens.get(to..).and_then(|rest| phrase(rest, List::Joins)) {
            let this = match self.tokens[to].text {
                "," | ";" => By::Comma,
                "/" => By::Slash,
                _ => By::Word,
            };
            by = Some(if by.is_none() || this == By::Word { this } else { By::Comma });
            told |= found.len > 1 && self.tokens[to + found.len - 1].key == "to";
            to += found.len;
        }
        let by = by?;
        if let Some(found) = phrase(&self.tokens[to..], List::Infinitives) {
            told = true;
            to += found.len;
        }
        let modal = self.tokens.get(to).is_some_and(|token| token.is(List::Modals));
        to += usize::from(modal);
        let skipped = adverbs(&self.tokens[to..]);
        Some(Joined { at: to + skipped, by, told: told || modal || skipped > 0, modal })
    }

    /// Whether a verb behind a join is an action of its own.
    fn is_action(&self, at: usize, joined: &Joined) -> bool {
        let Some(token) = self.tokens.get(joined.at).filter(|token| !token.is_mark) else { return false };
        let shares_object = at == self.verb_end;
        if joined.by == By::Slash {
            return shares_object && !self.inside;
        }
        let form = if joined.modal { Form::Base } else { self.form };
        let Some(verb) = token.verb.filter(|verb| verb.form == form) else { return false };
        let rest = &self.tokens[joined.at..];
        let len = phrase(rest, List::Phrasal).map_or(1, |found| found.len);
        let wide = phrase(rest, List::Broad).map_or(1, |found| found.len);
        let clear = verb.clear || len > 1 || wide > 1;
        let next = self.tokens.get(joined.at + len);
        let takes = |list| next.is_some_and(|next| next.is(list));
        let takes_object = takes(List::Determiners) || takes(List::Pronouns);
        if self.inside {
            return takes(List::Pronouns) && !joined.told;
        }
        match joined.by {
            _ if shares_object => true,
            By::Comma => clear && takes_object && !joined.told,
            _ => clear || joined.told || takes_object,
        }
    }

    /// Walks over one token, and notes where a description, a condition or a purpose begins.
    fn step(&mut self, at: usize) -> usize {
        let rest = &self.tokens[at..];
        let ing = |token: &&Token<'_>| token.verb.is_some_and(|verb| verb.form == Form::Ing);
        let base = |token: &&Token<'_>| token.verb.is_some_and(|verb| verb.form == Form::Base);
        let next = rest.get(1 + adverbs(rest.get(1..).unwrap_or_default()));
        if let Some(found) = phrase(rest, List::Clauses) {
            self.inside = true;
            return found.len;
        }
        let purpose = rest[0].is(List::Infinitives) && next.filter(base).is_some();
        let manner = rest[0].is(List::Prepositions) && next.filter(ing).is_some();
        let using = at > 0 && rest[0].is(List::Prepositions) && ing(&&rest[0]);
        self.inside |= purpose || manner || using;
        if matches!(rest[0].text, "(" | "[") {
            return rest.iter().position(|token| matches!(token.text, ")" | "]")).map_or(1, |len| len + 1);
        }
        1
    }
}

/// Whether two verbs are one action: a step and where it leads, an act and its outcome, or two words for one thing.
fn is_one(tokens: &[Token<'_>], two: Two) -> bool {
    let (first, second) = (&tokens[two.first], &tokens[two.second]);
    let said_twice = phrase_values(first).any(|other| other == second.key);
    let step = phrase(&tokens[two.first..], List::Steps).is_some() && two.join > two.first + 1;
    step || said_twice || phrase(&tokens[two.second..], List::Outcomes).is_some()
}

/// The words that say the same as a verb.
fn phrase_values<'a>(token: &Token<'a>) -> impl Iterator<Item = &'a str> {
    token.word.into_iter().flat_map(|word| word.followers(List::Pairs))
}

/// The first verb of a thing wanted: what the thing is to do ("the box to show …") or what it does ("a tool that counts …").
pub(super) fn of_thing(tokens: &[Token<'_>]) -> Option<usize> {
    let verb_behind = |at: usize, forms: &[Form]| {
        let mut behind = at;
        while tokens.get(behind).is_some_and(|token| is_adverb(token) || token.is(List::Modals)) {
            behind += 1;
        }
        let token = tokens.get(behind)?;
        let passive = |verb: Verb| verb.form == Form::Past && behind > at;
        token.verb.is_some_and(|verb| forms.contains(&verb.form) || passive(verb)).then_some(behind)
    };
    (1..tokens.len()).find_map(|at| {
        if let Some(to) = phrase(&tokens[at..], List::Infinitives) {
            return Some(verb_behind(at + to.len, &[Form::Base]));
        }
        let clause = phrase(&tokens[at..], List::Clauses)?;
        Some(verb_behind(at + clause.len, &[Form::Third, Form::Base]))
    })?
}
