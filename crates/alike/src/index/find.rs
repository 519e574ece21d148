//! Which texts are alike: a wide net by the rarest words, then exact scores for what is in it.

use super::entries::Entry;
use super::query::{Asked, Query};
use super::{Count, Index};
use crate::score::{Sums, weight};
use crate::tally::Text;
use serde::Serialize;

/// How many pairs of word and text the net is cast over. Rare words come first, and what only common words share is not alike.
const MOST_PAIRS: usize = 300_000;
/// How many texts in the net are scored exactly, at least: by trial, enough that the net never shows among the first ten.
const SCORED: usize = 400;

/// A text that is alike.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found<K> {
    /// Its key.
    pub id: K,
    /// How close it is, above 0 and at most 1.
    pub score: f32,
}

impl<K: Ord + Clone> Index<K> {
    /// The texts most like this one, the closest first, at most `most`.
    pub fn alike(&self, text: &Text<'_>, most: usize) -> Vec<Found<K>> {
        self.find(&self.query(text), most, None)
    }

    /// As [`alike`](Self::alike) while somebody writes: the last word counts for every word that starts with it, until
    /// something that is not a letter follows.
    pub fn alike_so_far(&self, text: &Text<'_>, most: usize) -> Vec<Found<K>> {
        self.find(&self.query_typed(text), most, None)
    }

    /// The texts most like the one this key has, which is not among them; none if it has none.
    pub fn alike_to(&self, key: &K, most: usize) -> Vec<Found<K>> {
        let Some((slot, entry)) = self.entry(key) else { return Vec::new() };
        self.find(&self.query_of(entry.terms.iter(), &[], entry.length), most, Some(slot))
    }

    pub(super) fn entry(&self, key: &K) -> Option<(u32, &Entry<K>)> {
        let slot = self.entries.slot(key)?;
        Some((slot, self.entries.get(slot)?))
    }

    /// Calls for every term that the query and the entry share, with the entry's count and weight; returns the entry's sums.
    pub(super) fn compare<'q>(
        &self,
        query: &'q Query,
        entry: &Entry<K>,
        mut shared: impl FnMut(&'q Asked, (Count, f32)),
    ) -> Sums {
        let relative = self.relative(entry.length);
        let mut sums = Sums::default();
        let mut asked = query.terms.iter().peekable();
        for (number, count) in entry.terms.iter() {
            let rarity = self.rarity(number);
            let weight = rarity * weight(count, relative);
            sums.add(count, weight, rarity);
            while asked.next_if(|term| term.number < number).is_some() {}
            if let Some(term) = asked.next_if(|term| term.number == number) {
                shared(term, (count, weight));
            }
        }
        sums
    }

    fn find(&self, query: &Query, most: usize, except: Option<u32>) -> Vec<Found<K>> {
        let scored = self.net(query, SCORED.max(most.saturating_mul(2)));
        let mut found: Vec<Found<K>> = scored
            .into_iter()
            .filter(|slot| Some(*slot) != except)
            .filter_map(|slot| self.entries.get(slot))
            .map(|entry| Found { id: entry.key.clone(), score: self.score(query, entry) })
            .collect();
        found.sort_unstable_by(|one, other| other.score.total_cmp(&one.score).then_with(|| one.id.cmp(&other.id)));
        found.truncate(most);
        found
    }

    fn score(&self, query: &Query, entry: &Entry<K>) -> f32 {
        let mut shared = Sums::default();
        let own =
            self.compare(query, entry, |term, other| shared.add_shared((term.count, term.weight), other, term.rarity));
        shared.score(query.sums, own)
    }

    /// The slots of the texts that share the most of the query's rarest words for their size, at most `most`.
    fn net(&self, query: &Query, most: usize) -> Vec<u32> {
        let weights: Vec<f32> = (0..=u8::MAX).map(|count| weight(Count(count), 1.0)).collect();
        let mut sums = vec![0.0_f32; self.entries.slots()];
        for term in self.rarest(query) {
            for (slot, count) in self.terms.holders(term.number).iter() {
                sums[slot as usize] += term.weight * term.rarity * weights[usize::from(count.0)];
            }
        }
        let touched = (0_u32..).zip(sums).filter(|(_, sum)| *sum > 0.0);
        let mut net: Vec<(u32, f32)> = touched.map(|(slot, sum)| (slot, sum / self.size(slot))).collect();
        if net.len() > most {
            net.select_nth_unstable_by(most, |one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
            net.truncate(most);
        }
        net.into_iter().map(|(slot, _)| slot).collect()
    }

    /// The terms to cast the net by: from the rarest on, as many as [`MOST_PAIRS`] allows, and always one.
    fn rarest<'q>(&self, query: &'q Query) -> impl Iterator<Item = &'q Asked> {
        let mut terms: Vec<(usize, &Asked)> =
            query.terms.iter().map(|term| (self.terms.holders(term.number).len(), term)).collect();
        terms.sort_by_key(|(holders, term)| (*holders, term.number));
        let mut pairs = 0;
        let allowed = move |(place, (holders, _)): &(usize, (usize, &Asked))| {
            pairs += holders;
            *place == 0 || pairs <= MOST_PAIRS
        };
        terms.into_iter().enumerate().take_while(allowed).map(|(_, (_, term))| term)
    }

    /// About the length of the text's vector.
    fn size(&self, slot: u32) -> f32 {
        self.entries.get(slot).map_or(1.0, |entry| (entry.terms.len() as f32).sqrt())
    }
}
