//! By which words two texts are alike.

use super::Index;
use crate::score::Sums;
use crate::tally::Text;
use serde::Serialize;
use std::collections::BTreeMap;

/// A word that two texts share.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shared {
    /// As it is written where it was asked for.
    pub word: String,
    /// What it adds to the score.
    pub score: f32,
}

impl<K: Ord + Clone> Index<K> {
    /// The words this text shares with the one the key has, that which adds most first: together they add up to the score. None
    /// if the key has no text.
    pub fn explain(&self, text: &Text<'_>, key: &K) -> Vec<Shared> {
        let Some((_, entry)) = self.entry(key) else { return Vec::new() };
        let query = self.query(text);
        let mut pairs = Vec::new();
        let own = self.compare(&query, entry, |term, other| pairs.push((term, other)));
        let mut written = self.written(text);
        let shared = pairs.into_iter().map(|(term, other)| {
            let mut sums = Sums::default();
            sums.add_shared((term.count, term.weight), other, term.rarity);
            Shared {
                word: written.remove(&term.number).unwrap_or_default().to_owned(),
                score: sums.score(query.sums, own),
            }
        });
        let mut shared: Vec<Shared> = shared.collect();
        shared.sort_by(|one, other| other.score.total_cmp(&one.score).then_with(|| one.word.cmp(&other.word)));
        shared
    }

    /// How each known term is written in a text, where it comes first.
    fn written<'a>(&self, text: &Text<'a>) -> BTreeMap<u32, &'a str> {
        let mut written = BTreeMap::new();
        for word in text.title_words().into_iter().chain(text.text_words()) {
            if let Some(number) = self.terms.number(&word.term) {
                written.entry(number).or_insert(word.written);
            }
        }
        written
    }
}
