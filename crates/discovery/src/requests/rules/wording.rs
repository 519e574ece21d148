//! Which words of a request tell what it is about, so that others with the same words can be looked for.

/// How many of them are looked for.
const TELLING: usize = 24;
/// Of so many the pairs are looked for too, where each alone is in too many texts.
const PAIRED: usize = 4;

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
    /// What is looked for: the word without its usual endings.
    pub root: String,
    /// It stands in the title.
    pub of_title: bool,
}

/// The telling words of a request: those of the title before those of the text, each in the order they are said.
pub fn telling(title: &str, body: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for (text, of_title) in [(title, true), (body, false)] {
        let said = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        for word in said.filter(|word| word.chars().count() > 3 && !PLAIN.contains(&word.as_str())) {
            if words.len() < TELLING && !words.iter().any(|other| same(&other.root, &word)) {
                words.push(Word { root: root(&word).to_owned(), of_title });
            }
        }
    }
    words
}

/// How much it says that two texts share a word that so many texts have: rare words say most, and those of the title more.
pub fn weight(word: &Word, texts: usize) -> f64 {
    let texts = f64::from(u32::try_from(texts).unwrap_or(u32::MAX).max(1));
    let rare = 1.0 / (1.0 + texts.ln());
    if word.of_title { rare * 1.5 } else { rare }
}

/// Less than this is chance.
pub const ENOUGH: f64 = 0.5;

/// Two words to be looked for together, where each alone is in too many texts to look at all of them.
pub fn pairs(common: &[Word]) -> Vec<(Word, String)> {
    let few = &common[..common.len().min(PAIRED)];
    let pair = |one: &Word, other: &Word| {
        let of_title = one.of_title && other.of_title;
        (Word { root: one.root.clone(), of_title }, format!("{} {}", one.root, other.root))
    };
    few.iter().enumerate().flat_map(|(n, one)| few[n + 1..].iter().map(move |other| pair(one, other))).collect()
}

/// Whether two words are forms of one: “hold” and “holds”, “waiting” and “waited”.
fn same(one: &str, other: &str) -> bool {
    let (one, other) = (root(one), root(other));
    let shorter = one.chars().count().min(other.chars().count());
    shorter > 3 && (one.starts_with(other) || other.starts_with(one))
}

/// A word without its usual endings.
fn root(word: &str) -> &str {
    let endings = ["ing", "ies", "ed", "es", "s", "e"];
    let cut = endings.iter().find_map(|ending| word.strip_suffix(ending)).filter(|root| root.chars().count() > 3);
    cut.unwrap_or(word)
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
        assert_eq!(roots(&words), ["lost", "nine", "week", "wait", "hospital", "gladly", "next", "person"]);
        assert!(words[4].of_title && !words[5].of_title);
        assert_eq!(telling("", "Please, thank you!"), []);
        assert_eq!(roots(&telling("holds", "Hold holding held")), ["hold", "held"]);
    }

    #[test]
    fn rare_words_say_more_than_common_ones() {
        let [title, body] = [true, false].map(|of_title| Word { root: "hold".into(), of_title });
        assert!(weight(&body, 2) > weight(&body, 200) && weight(&title, 200) > weight(&body, 200));
        assert!(weight(&body, 1) >= ENOUGH && weight(&body, 10) < ENOUGH && weight(&body, 10) * 2.0 >= ENOUGH);
    }

    #[test]
    fn common_words_are_looked_for_in_pairs() {
        let words = telling("hold wait", "queue");
        let texts: Vec<_> = pairs(&words).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["hold wait", "hold queu", "wait queu"]);
    }
}
