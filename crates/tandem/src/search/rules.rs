//! What somebody typed: a key, or words.

use together::thread::Key;

/// The key somebody typed: `S-214`, `s214`, `shelf/S-214`.
pub(super) fn key(typed: &str) -> Option<Key> {
    let typed = typed.trim();
    let typed = typed.rsplit_once('/').map_or(typed, |(_, key)| key);
    let digits = typed.find(|letter: char| letter.is_ascii_digit())?;
    format!("{}-{}", typed[..digits].trim_end_matches('-'), &typed[digits..]).parse().ok()
}

/// The words of a title, each with whether it was typed.
pub(super) fn marked<'a>(title: &'a str, typed: &str) -> Vec<(&'a str, bool)> {
    let wanted = wanted(typed);
    title.split(' ').map(|word| (word, wanted.iter().any(|wanted| begins(word, wanted)))).collect()
}

/// How many words of a title were typed.
pub(super) fn hits(title: &str, typed: &str) -> usize {
    marked(title, typed).iter().filter(|(_, is_wanted)| *is_wanted).count()
}

/// Whether a title says every word that was typed.
pub(super) fn says_all(title: &str, typed: &str) -> bool {
    wanted(typed).iter().all(|wanted| title.split_whitespace().any(|word| begins(word, wanted)))
}

/// The part of a text around the first typed word that the title lacks; nothing when the text has none of them.
pub(super) fn passage(title: &str, text: &str, typed: &str) -> Option<String> {
    let mut lacking = wanted(typed);
    lacking.retain(|wanted| !title.split_whitespace().any(|word| begins(word, wanted)));
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|word| lacking.iter().any(|wanted| begins(word, wanted)))?;
    let (from, to) = (at.saturating_sub(WORDS_BEFORE), words.len().min(at + WORDS_AFTER));
    let (open, close) = (if from > 0 { "… " } else { "" }, if to < words.len() { " …" } else { "" });
    Some(format!("{open}{}{close}", words[from..to].join(" ")))
}

/// Words of a passage before and from the word that was found.
const WORDS_BEFORE: usize = 8;
const WORDS_AFTER: usize = 16;

fn wanted(typed: &str) -> Vec<String> {
    typed.split_whitespace().map(plain).filter(|word| word.chars().count() > 1).collect()
}

fn begins(word: &str, wanted: &str) -> bool {
    plain(word).starts_with(wanted)
}

fn plain(word: &str) -> String {
    word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn keys_are_read_as_people_type_them() {
        for typed in ["S-214", "s-214", "s214", " shelf/S-214 "] {
            assert_eq!(key(typed).map(|key| key.to_string()).as_deref(), Some("S-214"), "{typed}");
        }
        for words in ["hold", "HADOOP-12", "214", "S-", "S-0", "a 4"] {
            assert_eq!(key(words), None, "{words}");
        }
    }

    #[test]
    fn typed_words_are_marked_by_their_beginnings() {
        let found: Vec<_> =
            marked("Pause a hold, or all “holds”", "hold A").into_iter().filter(|(_, hit)| *hit).collect();
        assert_eq!(found, [("hold,", true), ("“holds”", true)]);
        assert_eq!((hits("Holds that move", "hold mov"), hits("Something else", "hold")), (2, 0));
        assert_eq!((says_all("Holds that move", "hold mov"), says_all("Holds that move", "hold still")), (true, false));
    }

    #[test]
    fn a_passage_shows_the_word_that_the_title_lacks() {
        let text =
            "We are three at home and each of us has a card, so a hold of mine is a hold of theirs. They never see it.";
        let said = passage("One card for a family", text, "card hold");
        assert_eq!(
            said.as_deref(),
            Some("… each of us has a card, so a hold of mine is a hold of theirs. They never see it.")
        );
        assert_eq!(passage("Holds", "Nothing of it", "hold"), None);
        assert_eq!(passage("Holds", "", "queue"), None);
    }
}
