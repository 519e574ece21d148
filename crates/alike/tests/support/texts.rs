//! Made-up texts with words as common and as rare as in real ones.

use super::chance::Chance;

const VOCABULARY: usize = 60_000;
const SYLLABLES: [&str; 20] = [
    "ba", "co", "di", "fe", "gu", "ha", "jo", "ki", "le", "mu", "na", "po", "qui", "re", "so", "ta", "vu", "wi", "xa",
    "zo",
];

/// Titles of 4 to 9 words and texts of 10 to 60, the word of rank r drawn about as often as 1/r (Zipf).
pub(crate) struct Texts {
    chance: Chance,
}

impl Texts {
    pub(crate) fn new(seed: u64) -> Texts {
        Texts { chance: Chance(seed) }
    }

    pub(crate) fn words(&mut self, least: usize, most: usize) -> String {
        let count = least + self.chance.below(most - least + 1);
        let words: Vec<String> = (0..count).map(|_| self.word()).collect();
        words.join(" ")
    }

    fn word(&mut self) -> String {
        // The inverse of the share of all words that ranks up to r have: ln r / ln of all.
        let mut rank = (VOCABULARY as f64).powf(self.chance.part()) as usize;
        let mut word = String::new();
        while rank > 0 || word.is_empty() {
            word.push_str(SYLLABLES[rank % SYLLABLES.len()]);
            rank /= SYLLABLES.len();
        }
        word
    }
}

impl Iterator for Texts {
    type Item = (String, String);

    fn next(&mut self) -> Option<(String, String)> {
        Some((self.words(4, 9), self.words(10, 60)))
    }
}
