//! Which words of a request tell what it is about, so that others with the same words can be looked for.

use std::cmp::Reverse;

use together::thread::rules::{forms, root};

/// How many of them are looked for.
const TELLING: usize = 12;
/// Of so many that are each in too many texts those that have all are looked for.
const TOGETHER: usize = 3;

/// Words that say nothing of what a text is about; shorter ones are left out anyway.
const PLAIN: [&str; 64] = [
    "able",
    "about",
    "after",
    "again",
    "also",
    "always",
    "another",
    "anything",
    "because",
    "been",
    "before",
    "being",
    "cannot",
    "could",
    "does",
    "doing",
    "dont",
    "each",
    "else",
    "even",
    "every",
    "from",
    "have",
    "having",
    "here",
    "into",
    "just",
    "like",
    "make",
    "many",
    "more",
    "most",
    "much",
    "must",
    "need",
    "never",
    "only",
    "other",
    "over",
    "please",
    "really",
    "same",
    "should",
    "some",
    "something",
    "than",
    "thank",
    "thanks",
    "that",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "want",
    "when",
    "which",
    "with",
    "would",
    "went",
    "what",
    "your",
];

/// A word of a request that tells what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it stands in the text.
    pub said: String,
    /// What is looked for: the word without its usual endings.
    pub root: String,
    /// It stands in the title.
    pub of_title: bool,
}

impl Word {
    /// The forms it may have in other texts.
    pub fn forms(&self) -> Vec<String> {
        forms(&self.root)
    }
}

/// The telling words of a request: those of the title in the order they are said, then the longest of the text, since long
/// words are rarer than short ones.
pub fn telling(title: &str, body: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut of_body: Vec<String> = said(body).collect();
    of_body.sort_by_key(|word| Reverse(root(word).chars().count()));
    let all = said(title).map(|word| (word, true)).chain(of_body.into_iter().map(|word| (word, false)));
    for (word, of_title) in all {
        if words.len() < TELLING && !words.iter().any(|other| same(&other.root, &word)) {
            words.push(Word { root: root(&word).to_owned(), said: word, of_title });
        }
    }
    words
}

/// The words of a text that may be telling, in small letters.
fn said(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| word.chars().count() > 3 && !PLAIN.contains(&word.as_str()))
}

/// How much it says that two texts share a word that so many texts have: rare words say most, and those of the title more.
pub fn weight(word: &Word, texts: usize) -> f64 {
    let texts = f64::from(u32::try_from(texts).unwrap_or(u32::MAX).max(1));
    let rare = 1.0 / (1.0 + texts.ln());
    if word.of_title { rare * 1.5 } else { rare }
}

/// Less than this is chance.
pub const ENOUGH: f64 = 0.5;

/// The first common words, to be looked for together: each alone is in too many texts to look at all of them, and two of them
/// still say little.
pub fn together(common: &[Word]) -> Option<&[Word]> {
    common.get(..TOGETHER)
}

/// How much it says that a text has all of these common words: enough, when they are of the title.
pub fn weight_together(words: &[Word]) -> f64 {
    let of_title = words.iter().filter(|word| word.of_title).count();
    ENOUGH * f64::from(u32::try_from(of_title + 1).unwrap_or(1))
        / f64::from(u32::try_from(words.len()).unwrap_or(1).max(1))
}

/// Whether two words are forms of one: “hold” and “holds”, “waiting” and “waited”.
fn same(one: &str, other: &str) -> bool {
    let (one, other) = (root(one), root(other));
    let shorter = one.chars().count().min(other.chars().count());
    shorter > 3 && (one.starts_with(other) || other.starts_with(one))
}

#[cfg(test)]
mod unit {
    use super::*;

    fn roots(words: &[Word]) -> Vec<&str> {
        words.iter().map(|word| word.root.as_str()).collect()
    }

    #[test]
    fn telling_words_are_of_the_title_first() {
        let words =
            telling("I lost a nine-week wait in hospital", "I would gladly have waited. It went to the next person");
        assert_eq!(roots(&words), ["lost", "nine", "week", "wait", "hospital", "gladly", "person", "next"]);
        assert!(words[4].of_title && !words[5].of_title);
        assert_eq!(telling("", "Please, thank you!"), []);
        assert_eq!(roots(&telling("holds", "Hold holding held")), ["hold", "held"]);
    }

    #[test]
    fn rare_words_say_more_than_common_ones() {
        let [title, body] = [true, false].map(|of_title| Word { said: "holds".into(), root: "hold".into(), of_title });
        assert!(weight(&body, 2) > weight(&body, 200) && weight(&title, 200) > weight(&body, 200));
        assert!(weight(&body, 1) >= ENOUGH && weight(&body, 10) < ENOUGH && weight(&body, 10) * 2.0 >= ENOUGH);
    }

    #[test]
    fn common_words_are_looked_for_together() {
        let words = telling("hold wait", "queue");
        assert_eq!(together(&words).map(roots), Some(vec!["hold", "wait", "queu"]));
        assert_eq!(together(&words[..2]), None);
        assert!(weight_together(&telling("hold wait queue", "")) > ENOUGH && weight_together(&words) >= ENOUGH);
        assert!(weight_together(&telling("hold", "wait queue")) < ENOUGH);
    }

    #[test]
    fn a_word_is_looked_for_in_its_forms() {
        let forms = |word: &str| telling(word, "").remove(0).forms();
        assert!(
            ["reserve", "reserved", "reserves"].iter().all(|other| forms("reserving").contains(&(*other).to_owned()))
        );
        assert!(
            forms("category").contains(&"categories".to_owned())
                && forms("categories").contains(&"category".to_owned())
        );
    }
}
