//! How close two texts are: the formulas of the crate's documentation.

use crate::packed::Count;

/// What one word in the title counts in words of the text.
const TITLE: f32 = 4.0;
/// How much the length of the text counts in its words (b of BM25).
const LENGTH: f32 = 0.9;
/// How soon more of the same word adds little (k1 of BM25).
const SATURATION: f32 = 4.0;
/// What a title said in the other's text counts beside the words of both.
const CROSS: f32 = 0.2;

/// What a term of this many occurrences weighs before its rarity, in a text this much longer than the average.
pub(crate) fn weight(count: Count, relative_length: f32) -> f32 {
    let times = TITLE * f32::from(count.title()) + f32::from(count.text()) / (1.0 - LENGTH + LENGTH * relative_length);
    times / (times + SATURATION)
}

/// Sums over the terms of one text, or over those that two share: of all words, of the title's with the text's, of the text's
/// with the title's.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    pub(crate) words: f32,
    pub(crate) title: f32,
    pub(crate) text: f32,
}

impl Sums {
    /// One term more of a text whose lengths are wanted: `weight` is with rarity.
    pub(crate) fn add(&mut self, count: Count, weight: f32, rarity: f32) {
        self.words += weight * weight;
        self.title += if count.title() > 0 { rarity * rarity } else { 0.0 };
        self.text += if count.text() > 0 { rarity * rarity } else { 0.0 };
    }

    /// One term more that two texts share.
    pub(crate) fn add_shared(
        &mut self,
        (one, one_weight): (Count, f32),
        (other, other_weight): (Count, f32),
        rarity: f32,
    ) {
        self.words += one_weight * other_weight;
        self.title += if one.title() > 0 && other.text() > 0 { rarity * rarity } else { 0.0 };
        self.text += if one.text() > 0 && other.title() > 0 { rarity * rarity } else { 0.0 };
    }

    /// The score of what two texts share, given the sums of each.
    pub(crate) fn score(self, one: Sums, other: Sums) -> f32 {
        let cosine = |shared: f32, squares: f32| if squares > 0.0 { shared / squares.sqrt() } else { 0.0 };
        let words = cosine(self.words, one.words * other.words);
        let crossed = cosine(self.title, one.title * other.text) + cosine(self.text, one.text * other.title);
        ((words + CROSS * crossed) / (1.0 + 2.0 * CROSS)).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_in_the_title_of_a_text_of_average_length_counts_four() {
        assert_eq!(weight(Count(1 << 6), 1.0), 0.5);
        assert_eq!(weight(Count(4), 1.0), 0.5);
        assert_eq!(weight(Count(1 << 6 | 4), 1.0), 8.0 / 12.0);
        assert!(weight(Count(4), 2.0) < 0.5);
    }

    #[test]
    fn a_text_is_as_close_to_itself_as_can_be() {
        let both = Count(1 << 6 | 1);
        let mut own = Sums::default();
        own.add(both, 0.6, 2.0);
        let mut shared = Sums::default();
        shared.add_shared((both, 0.6), (both, 0.6), 2.0);
        assert!((shared.score(own, own) - 1.0).abs() < 1e-6);
        assert_eq!(Sums::default().score(own, own), 0.0);
        assert_eq!(Sums::default().score(Sums::default(), Sums::default()), 0.0);
    }
}
