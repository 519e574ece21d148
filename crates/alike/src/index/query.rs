//! What is asked for, in the terms of the index.

use super::{Count, Index};
use crate::score::{Sums, weight};
use crate::tally::{Tally, Text};
use crate::terms::commonness;
use std::collections::BTreeMap;

/// How many words the one being written may become.
const MOST_ENDINGS: usize = 8;
/// One letter starts too many words.
const SHORTEST_START: usize = 2;
/// What is left of a word as its stem is at least this long.
const SHORTEST_STEM: usize = 4;

/// The terms asked for that some text holds, by number, and the sums over all that are asked for.
pub(super) struct Query {
    pub(super) terms: Vec<Asked>,
    pub(super) sums: Sums,
}

pub(super) struct Asked {
    pub(super) number: u32,
    pub(super) count: Count,
    /// With rarity.
    pub(super) weight: f32,
    pub(super) rarity: f32,
}

impl<K: Ord + Clone> Index<K> {
    pub(super) fn query(&self, text: &Text<'_>) -> Query {
        let tally = Tally::of(text);
        let mut unknown = Vec::new();
        let mut known = BTreeMap::new();
        for (term, count) in &tally.counts {
            match self.terms.number(term) {
                Some(number) => {
                    known.insert(number, *count);
                }
                None => unknown.push(*count),
            }
        }
        self.query_of(known, &unknown, tally.length)
    }

    /// As [`query`](Self::query), with the words that the last one may become.
    pub(super) fn query_typed(&self, text: &Text<'_>) -> Query {
        let tally = Tally::of(text);
        let mut known: BTreeMap<u32, Count> =
            tally.counts.iter().filter_map(|(term, count)| Some((self.terms.number(term)?, *count))).collect();
        if let Some((word, in_title)) = text.unfinished() {
            let once = Count::default();
            let once = if in_title { once.once_more_in_title() } else { once.once_more_in_text() };
            for number in self.endings(&word.term) {
                known.entry(number).or_insert(once);
            }
        }
        self.query_of(known, &[], tally.length)
    }

    pub(super) fn query_of(
        &self,
        known: impl IntoIterator<Item = (u32, Count)>,
        unknown: &[Count],
        length: u32,
    ) -> Query {
        let relative = self.relative(length);
        let mut sums = Sums::default();
        let terms = known.into_iter().map(|(number, count)| {
            let rarity = self.rarity(number);
            let weight = rarity * weight(count, relative);
            sums.add(count, weight, rarity);
            Asked { number, count, weight, rarity }
        });
        let terms = terms.collect();
        let rarity = self.texts() - commonness(0);
        for count in unknown {
            sums.add(*count, rarity * weight(*count, relative), rarity);
        }
        Query { terms, sums }
    }

    /// ln(1 + (N - n + 0.5) / (n + 0.5)) = ln(N + 1) - ln(n + 0.5)
    pub(super) fn rarity(&self, number: u32) -> f32 {
        self.texts() - self.terms.commonness(number)
    }

    pub(super) fn relative(&self, length: u32) -> f32 {
        length as f32 / self.entries.average_length()
    }

    fn texts(&self) -> f32 {
        (self.len() as f32 + 1.0).ln()
    }

    fn endings(&self, start: &str) -> Vec<u32> {
        if start.is_ascii() && start.len() < SHORTEST_START {
            return Vec::new();
        }
        let found = self.terms.starting_with(start, MOST_ENDINGS);
        if found.is_empty() { self.terms.longest_start_of(start, SHORTEST_STEM).into_iter().collect() } else { found }
    }
}
