//! The texts, as they come, change and go.

mod entries;
mod explain;
mod find;
mod query;

pub use explain::Shared;
pub use find::Found;

use crate::packed::{Count, Packed};
use crate::tally::{Tally, Text};
use crate::terms::Terms;
use entries::Entries;
use std::iter::Peekable;

/// Texts by key, and the words they are found by. The texts themselves are not kept.
#[derive(Debug)]
pub struct Index<K> {
    terms: Terms,
    entries: Entries<K>,
}

impl<K> Default for Index<K> {
    fn default() -> Index<K> {
        Index { terms: Terms::default(), entries: Entries::default() }
    }
}

impl<K: Ord + Clone> Index<K> {
    /// An index without texts.
    pub fn new() -> Index<K> {
        Index::default()
    }

    /// How many texts it has.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether this key has a text.
    pub fn contains(&self, key: &K) -> bool {
        self.entries.slot(key).is_some()
    }

    /// Takes a text in, in place of the one this key had.
    pub fn put(&mut self, key: K, text: &Text<'_>) {
        let tally = Tally::of(text);
        let mut counts: Vec<(u32, Count)> =
            tally.counts.iter().map(|(term, count)| (self.terms.number_or_new(term), *count)).collect();
        counts.sort_unstable_by_key(|(number, _)| *number);
        let (slot, before) = self.entries.put(key, counts.iter().copied().collect(), tally.length);
        let mut after = counts.into_iter().peekable();
        let mut gone = Vec::new();
        for (number, count) in before.iter() {
            self.set_until(&mut after, number, slot);
            match after.next_if(|(next, _)| *next == number) {
                Some((_, same)) if same == count => {}
                Some((_, other)) => self.terms.set(number, slot, other),
                None => gone.push(number),
            }
        }
        self.set_until(&mut after, u32::MAX, slot);
        gone.into_iter().for_each(|number| self.terms.unset(number, slot));
    }

    /// Forgets the text of a key, with every word that was in no other; tells whether there was one.
    pub fn remove(&mut self, key: &K) -> bool {
        let Some((slot, terms)) = self.entries.remove(key) else { return false };
        for (number, _) in terms.iter() {
            self.terms.unset(number, slot);
        }
        true
    }

    fn set_until(&mut self, counts: &mut Peekable<impl Iterator<Item = (u32, Count)>>, end: u32, slot: u32) {
        while let Some((number, count)) = counts.next_if(|(number, _)| *number < end) {
            self.terms.set(number, slot, count);
        }
    }
}

#[cfg(test)]
mod tests;
