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
    let plain = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    let wanted: Vec<String> = typed.split_whitespace().map(plain).filter(|word| word.chars().count() > 1).collect();
    let is_wanted = |word: &str| wanted.iter().any(|wanted| plain(word).starts_with(wanted.as_str()));
    title.split(' ').map(|word| (word, is_wanted(word))).collect()
}

/// How many of the typed words a title has.
pub(super) fn hits(title: &str, typed: &str) -> usize {
    marked(title, typed).iter().filter(|(_, is_wanted)| *is_wanted).count()
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
    }
}
