//! From a text to the terms it is found by, in any script.

mod fold;
mod parts;
mod scripts;
mod stem;

use fold::fold;
use parts::parts;
use scripts::{is_joiner, is_unspaced};
use stem::stem;
use unicode_normalization::char::is_combining_mark;

/// Longer runs of letters are keys and encoded files; what follows does not tell them apart.
const LONGEST_WORD: usize = 64;

/// A term, and the letters of the text it was made of.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    pub(crate) term: String,
    pub(crate) written: &'a str,
}

/// The terms of the first `longest` characters: words without their endings, each part of an identifier as well, and pairs of
/// neighbouring characters where a script puts no spaces between words.
pub(crate) fn words(text: &str, longest: usize) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    for run in cut(text, longest).split(|letter| !is_of_a_word(letter)) {
        each_script(run, |piece, unspaced| if unspaced { pairs(piece, &mut found) } else { word(piece, &mut found) });
    }
    found
}

/// The word that may still be being written: the one the text ends with.
pub(crate) fn unfinished(text: &str, longest: usize) -> Option<Word<'_>> {
    let last = cut(text, longest).rsplit(|letter| !is_of_a_word(letter)).next()?;
    let start = last
        .char_indices()
        .rev()
        .find(|(_, letter)| is_unspaced(*letter))
        .map_or(0, |(at, letter)| at + letter.len_utf8());
    let written = &last[start..];
    let term = fold(cut(written, LONGEST_WORD));
    (!term.is_empty()).then_some(Word { term, written })
}

fn cut(text: &str, longest: usize) -> &str {
    text.char_indices().nth(longest).map_or(text, |(end, _)| &text[..end])
}

fn is_of_a_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter) || is_joiner(letter)
}

/// Hands on the pieces of a run that are of spaced scripts, and those that are not.
fn each_script<'a>(run: &'a str, mut piece: impl FnMut(&'a str, bool)) {
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let unspaced = is_unspaced(first);
        // A mark belongs to the letter before it, whatever its script.
        let other = |letter: char| is_unspaced(letter) != unspaced && !is_combining_mark(letter);
        let (taken, left) = rest.split_at(rest.find(other).unwrap_or(rest.len()));
        piece(taken, unspaced);
        rest = left;
    }
}

fn word<'a>(run: &'a str, found: &mut Vec<Word<'a>>) {
    let run = cut(run, LONGEST_WORD);
    keep(run, found);
    for part in parts(run) {
        keep(part, found);
    }
}

/// One letter alone is a bullet or what is left of "it's"; one digit can be a version.
fn keep<'a>(written: &'a str, found: &mut Vec<Word<'a>>) {
    let term = stem(fold(written));
    let bullet = term.len() == 1 && term.starts_with(|letter: char| letter.is_ascii_alphabetic());
    if !term.is_empty() && !bullet {
        found.push(Word { term, written });
    }
}

fn pairs<'a>(run: &'a str, found: &mut Vec<Word<'a>>) {
    let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    let width = 2.min(starts.len() - 1);
    for (start, end) in starts.iter().zip(&starts[width..]) {
        let written = &run[*start..*end];
        found.push(Word { term: fold(written), written });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn terms(text: &str) -> Vec<String> {
        words(text, 4_000).into_iter().map(|word| word.term).collect()
    }

    #[test]
    fn an_identifier_is_found_whole_and_by_its_parts() {
        assert_eq!(terms("FSDataInputStream"), ["fsdatainputstream", "fs", "data", "input", "stream"]);
        assert_eq!(terms("org.apache.hadoop"), ["org", "apach", "hadoop"]);
        assert_eq!(terms("max_retries"), ["max", "retri"]);
    }

    #[test]
    fn accents_case_and_width_make_no_difference() {
        assert_eq!(terms("Éxport"), terms("e\u{301}xport"));
        assert_eq!(terms("ＥＸＰＯＲＴ"), terms("export"));
        assert_eq!(terms("Straße"), ["straße"]);
    }

    #[test]
    fn scripts_without_spaces_are_found_by_pairs() {
        assert_eq!(terms("検索機能 API"), ["検索", "索機", "機能", "api"]);
        assert_eq!(terms("字"), ["字"]);
        assert_eq!(terms("iPhone対応"), ["iphon", "phon", "対応"]);
    }

    #[test]
    fn words_of_other_scripts_stay_whole() {
        assert_eq!(terms("экспорт данных"), ["экспорт", "данных"]);
        assert_eq!(terms("हिन्दी").len(), 1);
    }

    #[test]
    fn only_the_word_at_the_very_end_is_unfinished() {
        let term = |text| unfinished(text, 100).map(|word| word.term);
        assert_eq!(term("Export to Exc"), Some("exc".to_owned()));
        assert_eq!(term("Export to Excel "), None);
        assert_eq!(term("検索exp"), Some("exp".to_owned()));
        assert_eq!(term(""), None);
    }

    proptest! {
        #[test]
        fn every_term_is_made_of_letters_that_stand_in_the_text(text in "\\PC{0,80}") {
            for word in words(&text, 4_000) {
                prop_assert!(text.contains(word.written));
                prop_assert!(!word.term.is_empty());
            }
            let _ = unfinished(&text, 4_000);
        }
    }
}
