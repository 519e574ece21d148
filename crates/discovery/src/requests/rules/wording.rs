//! Which words of a request tell what it is about, so that others with the same words can be looked for.

/// How many of them are looked for.
const TELLING: usize = 4;

/// Words that say nothing of what a text is about; shorter ones are left out anyway.
const PLAIN: [&str; 60] = [
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
];

/// The telling words of a request, most telling first: those of the title before those of the text, long ones before
/// short ones, since long words are rare.
pub fn telling(title: &str, body: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for text in [title, body] {
        let mut own: Vec<String> = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
        own.retain(|word| word.chars().count() > 3 && !PLAIN.contains(&word.as_str()));
        own.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        for word in own {
            if words.len() < TELLING && !words.iter().any(|other| same(other, &word)) {
                words.push(word);
            }
        }
    }
    words
}

/// What to look for, narrow first: two words together, then each alone. Whoever looks stops when enough is found; then
/// common words, which many texts have, are only looked for in pairs.
pub fn queries(words: &[String]) -> Vec<String> {
    let pairs = words
        .iter()
        .enumerate()
        .flat_map(|(n, one)| words[n + 1..].iter().map(move |other| format!("{one} {}", root(other))));
    let alone = words.iter().map(|word| root(word).to_owned());
    pairs.chain(alone).collect()
}

/// How many of these words a text has, in any form of the word.
pub fn shared(words: &[String], text: &str) -> usize {
    let text: Vec<String> = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    words.iter().filter(|word| text.iter().any(|other| same(word, other))).count()
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

    #[test]
    fn telling_words_are_long_and_of_the_title_first() {
        let words =
            telling("I lost a nine-week wait in hospital", "I would gladly have waited. It went to the next person");
        assert_eq!(words, ["hospital", "lost", "nine", "week"]);
        assert_eq!(telling("", "Please, thank you!"), [] as [&str; 0]);
        assert_eq!(telling("holds", "Hold holding held"), ["holds", "held"]);
    }

    #[test]
    fn pairs_are_looked_for_before_single_words() {
        let words = ["hospital".to_owned(), "waiting".to_owned(), "holds".to_owned()];
        let expected = ["hospital wait", "hospital hold", "waiting hold", "hospital", "wait", "hold"];
        assert_eq!(queries(&words), expected);
    }

    #[test]
    fn forms_of_a_word_are_the_same_word() {
        let words = ["hospital".to_owned(), "waiting".to_owned()];
        assert_eq!(shared(&words, "We waited at the hospitals"), 2);
        assert_eq!(shared(&words, "Wait"), 1);
        assert_eq!(shared(&words, "hosts"), 0);
    }
}
