//! Plain TF-IDF: the title twice and the text, words of two letters or more and pairs of neighbours, English stop words left out,
//! `1 + ln tf`, `ln((1 + N) / (1 + n)) + 1`, cosine.

use std::collections::{BTreeMap, BTreeSet};

pub(crate) struct Baseline {
    vectors: Vec<BTreeMap<u32, f64>>,
    holders: BTreeMap<u32, Vec<usize>>,
}

impl Baseline {
    pub(crate) fn of(texts: &[(String, String)]) -> Baseline {
        let stop: BTreeSet<&str> = include_str!("stop-words.txt").split_whitespace().collect();
        let mut numbers = BTreeMap::new();
        let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        let mut vectors = Vec::new();
        for (place, (title, text)) in texts.iter().enumerate() {
            let mut counts: BTreeMap<u32, f64> = BTreeMap::new();
            for term in terms(&format!("{title} {title} {text}"), &stop) {
                let next = numbers.len() as u32;
                *counts.entry(*numbers.entry(term).or_insert(next)).or_default() += 1.0;
            }
            counts.keys().for_each(|term| holders.entry(*term).or_default().push(place));
            vectors.push(counts);
        }
        for vector in &mut vectors {
            for (term, count) in vector.iter_mut() {
                *count =
                    (1.0 + count.ln()) * (((1 + texts.len()) as f64 / (1 + holders[term].len()) as f64).ln() + 1.0);
            }
            let length = vector.values().map(|weight| weight * weight).sum::<f64>().sqrt();
            vector.values_mut().for_each(|weight| *weight /= length);
        }
        Baseline { vectors, holders }
    }

    /// All texts that share a term, the closest first.
    pub(crate) fn alike(&self, place: usize) -> Vec<usize> {
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        for (term, weight) in &self.vectors[place] {
            for other in &self.holders[term] {
                *scores.entry(*other).or_default() += weight * self.vectors[*other][term];
            }
        }
        scores.remove(&place);
        let mut scores: Vec<(usize, f64)> = scores.into_iter().collect();
        scores.sort_by(|one, other| other.1.total_cmp(&one.1));
        scores.into_iter().map(|(place, _)| place).collect()
    }
}

fn terms(text: &str, stop: &BTreeSet<&str>) -> Vec<String> {
    let text = text.to_lowercase();
    let runs = text.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
    let words: Vec<&str> = runs.filter(|word| word.chars().count() > 1 && !stop.contains(word)).collect();
    let pairs = words.windows(2).map(|pair| pair.join(" "));
    pairs.chain(words.iter().map(|word| (*word).to_owned())).collect()
}
