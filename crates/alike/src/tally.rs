//! What is counted in one text.

use crate::packed::Count;
use crate::words::{Word, unfinished, words};
use std::collections::BTreeMap;

/// How many characters of a title are read.
pub const LONGEST_TITLE: usize = 500;
/// How many characters of a text are read.
pub const LONGEST_TEXT: usize = 4_000;

/// What is put in or asked for. Either part may be empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Text<'a> {
    /// What it is called: its words count more.
    pub title: &'a str,
    /// What it says.
    pub text: &'a str,
}

impl<'a> Text<'a> {
    pub(crate) fn title_words(&self) -> Vec<Word<'a>> {
        words(self.title, LONGEST_TITLE)
    }

    pub(crate) fn text_words(&self) -> Vec<Word<'a>> {
        words(self.text, LONGEST_TEXT)
    }

    /// The word that may still be being written, and whether it stands in the title: where there is no text yet.
    pub(crate) fn unfinished(&self) -> Option<(Word<'a>, bool)> {
        let in_title = self.text.is_empty();
        let word = if in_title { unfinished(self.title, LONGEST_TITLE) } else { unfinished(self.text, LONGEST_TEXT) };
        word.map(|word| (word, in_title))
    }
}

/// How often each term stands in a text, and how many terms its text part has.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) counts: BTreeMap<String, Count>,
    pub(crate) length: u32,
}

impl Tally {
    pub(crate) fn of(text: &Text<'_>) -> Tally {
        let mut tally = Tally::default();
        for word in text.title_words() {
            let count = tally.counts.entry(word.term).or_default();
            *count = count.once_more_in_title();
        }
        for word in text.text_words() {
            let count = tally.counts.entry(word.term).or_default();
            *count = count.once_more_in_text();
            tally.length += 1;
        }
        tally
    }
}
