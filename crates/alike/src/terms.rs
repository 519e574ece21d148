//! The terms of all texts, and which texts hold them.

use crate::packed::{Count, Packed};
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

#[derive(Debug, Default)]
pub(crate) struct Terms {
    numbers: BTreeMap<Arc<str>, u32>,
    terms: Vec<Term>,
    /// `ln(n + 0.5)` of each term, side by side, as scoring reads many.
    commonness: Vec<f32>,
    free: Vec<u32>,
}

#[derive(Debug)]
struct Term {
    written: Arc<str>,
    holders: Packed,
}

impl Terms {
    pub(crate) fn number(&self, term: &str) -> Option<u32> {
        self.numbers.get(term).copied()
    }

    pub(crate) fn number_or_new(&mut self, term: &str) -> u32 {
        if let Some(number) = self.number(term) {
            return number;
        }
        let written: Arc<str> = term.into();
        let term = Term { written: Arc::clone(&written), holders: Packed::default() };
        let number = if let Some(number) = self.free.pop() {
            self.terms[number as usize] = term;
            number
        } else {
            self.terms.push(term);
            self.commonness.push(commonness(0));
            self.terms.len() as u32 - 1
        };
        self.numbers.insert(written, number);
        number
    }

    pub(crate) fn holders(&self, number: u32) -> &Packed {
        &self.terms[number as usize].holders
    }

    pub(crate) fn commonness(&self, number: u32) -> f32 {
        self.commonness[number as usize]
    }

    pub(crate) fn set(&mut self, number: u32, slot: u32, count: Count) {
        let holders = &mut self.terms[number as usize].holders;
        holders.set(slot, count);
        self.commonness[number as usize] = commonness(holders.len());
    }

    /// Forgets that a text holds the term, and the term itself with the last of them.
    pub(crate) fn unset(&mut self, number: u32, slot: u32) {
        let term = &mut self.terms[number as usize];
        term.holders.unset(slot);
        self.commonness[number as usize] = commonness(term.holders.len());
        if term.holders.len() == 0 {
            self.numbers.remove(&term.written);
            *term = Term { written: "".into(), holders: Packed::default() };
            self.free.push(number);
        }
    }

    /// The terms that start like this, those in most texts first.
    pub(crate) fn starting_with(&self, start: &str, most: usize) -> Vec<u32> {
        let range = self.numbers.range::<str, _>((Bound::Included(start), Bound::Unbounded));
        let mut found: Vec<u32> =
            range.take_while(|(term, _)| term.starts_with(start)).map(|(_, number)| *number).collect();
        found.sort_by_key(|number| (usize::MAX - self.holders(*number).len(), *number));
        found.truncate(most);
        found
    }

    /// The longest term that this starts with.
    pub(crate) fn longest_start_of(&self, word: &str, shortest: usize) -> Option<u32> {
        let ends = word.char_indices().map(|(at, _)| at).skip(shortest).collect::<Vec<_>>();
        ends.into_iter().rev().find_map(|end| self.number(&word[..end]))
    }
}

/// For a term no text holds as well.
pub(crate) fn commonness(holders: usize) -> f32 {
    (holders as f32 + 0.5).ln()
}
