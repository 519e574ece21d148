//! What is known of a language: its word lists.
//!
//! Another language is another folder of the same files: read them and hand them to [`Language::parse`].

mod english;
mod list;
mod verb;

use std::collections::HashMap;

pub use list::List;
pub(crate) use verb::{Form, Verb};

use crate::token::{Token, keys};

/// The word lists of a language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Language {
    /// What the language is called: "en".
    pub code: String,
    words: HashMap<String, Word>,
    messages: HashMap<String, String>,
    /// Endings to take off, with what stands instead, in the order of the file.
    stems: Vec<(String, String)>,
}

/// What the lists say of one word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Word {
    /// The lists it stands in by itself, a bit each.
    lists: u64,
    /// The phrases that begin with it, longest first; it is the shortest of them where it stands by itself.
    phrases: Vec<Phrase>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    list: List,
    rest: Vec<String>,
    value: String,
}

/// A phrase found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found<'a> {
    /// How many tokens it takes.
    pub(crate) len: usize,
    /// What the list says about it.
    pub(crate) value: &'a str,
}

/// Why word lists were refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LanguageError {
    /// A list is not there.
    #[error("the list \"{list}\" is missing")]
    Missing {
        /// The name of its file without the ending.
        list: &'static str,
    },
    /// There is no list of this name.
    #[error("there is no list \"{name}\"")]
    Unknown {
        /// The name given.
        name: String,
    },
    /// An entry has no word before its value.
    #[error("line {line} of the list \"{list}\" has no word")]
    NoWord {
        /// The name of the file without the ending.
        list: &'static str,
        /// Counted from 1.
        line: usize,
    },
}

impl Language {
    /// A language from the texts of its lists, each with its name.
    ///
    /// # Errors
    /// When a list of [`List::ALL`] is missing or unknown, or an entry has no word.
    pub fn parse(code: &str, files: &[(&str, &str)]) -> Result<Self, LanguageError> {
        if let Some((name, _)) = files.iter().find(|(name, _)| List::ALL.iter().all(|(_, known)| known != name)) {
            return Err(LanguageError::Unknown { name: (*name).to_owned() });
        }
        let mut language = Self { code: code.to_owned(), ..Self::default() };
        for (list, name) in List::ALL {
            let text = files.iter().find(|(file, _)| *file == name).ok_or(LanguageError::Missing { list: name })?.1;
            for (at, entry) in text.lines().enumerate() {
                if !entry.starts_with('#') && !entry.trim().is_empty() {
                    language.enter(list, entry).ok_or(LanguageError::NoWord { list: name, line: at + 1 })?;
                }
            }
        }
        for word in language.words.values_mut() {
            word.phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        Ok(language)
    }

    /// What is said under a name of the list of messages, with `{0}`, `{1}` filled in.
    pub(crate) fn say(&self, name: &str, parts: &[&str]) -> String {
        let template = self.messages.get(name).map_or(name, String::as_str);
        let mut said = String::with_capacity(template.len());
        let mut rest = template;
        // Once from left to right, so that what is filled in is never filled in itself.
        while let Some((before, after)) = rest.split_once('{') {
            let filled =
                after.split_once('}').and_then(|(n, after)| Some((parts.get(n.parse::<usize>().ok()?)?, after)));
            let (part, after) = filled.map_or(("{", after), |(part, after)| (*part, after));
            said.push_str(before);
            said.push_str(part);
            rest = after;
        }
        said + rest
    }

    /// What is known of a word, given by its key.
    pub(crate) fn word(&self, key: &str) -> Option<&Word> {
        self.words.get(key)
    }

    /// The words and marks of `line` from byte `from` on, each with what is known of it.
    pub(crate) fn read<'a>(&'a self, line: &'a str, from: usize) -> Vec<Token<'a>> {
        let mut tokens = crate::token::tokens(line, from);
        for token in &mut tokens {
            token.word = self.word(&token.key);
            token.verb = if token.is_mark { None } else { self.verb(&token.key) };
        }
        tokens
    }

    fn enter(&mut self, list: List, entry: &str) -> Option<()> {
        let (phrase, value) = [":", "->", " + "]
            .iter()
            .find_map(|mark| entry.split_once(mark))
            .map_or((entry.trim(), ""), |(phrase, value)| (phrase.trim(), value.trim()));
        let mut keys = keys(phrase).into_iter();
        let first = keys.next()?;
        match list {
            List::Messages => drop(self.messages.insert(phrase.to_owned(), value.to_owned())),
            List::Stems => self.stems.push((first, value.to_owned())),
            List::Same => {
                for other in value.split_whitespace() {
                    self.put(list, other.to_owned(), Vec::new(), &first);
                }
            }
            _ => self.put(list, first, keys.collect(), value),
        }
        Some(())
    }

    fn put(&mut self, list: List, first: String, rest: Vec<String>, value: &str) {
        let word = self.words.entry(first).or_default();
        if rest.is_empty() {
            word.lists |= list.bit();
        }
        word.phrases.push(Phrase { list, rest, value: value.to_owned() });
    }
}

impl Word {
    /// Whether it stands in a list by itself.
    pub(crate) fn is(&self, list: List) -> bool {
        self.lists & list.bit() != 0
    }

    /// The words that follow it in phrases of two.
    pub(crate) fn followers(&self, list: List) -> impl Iterator<Item = &str> {
        self.phrases.iter().filter(move |phrase| phrase.list == list).filter_map(|phrase| match &phrase.rest[..] {
            [word] => Some(word.as_str()),
            _ => None,
        })
    }

    /// What a list says about the word by itself.
    pub(crate) fn value(&self, list: List) -> Option<&str> {
        let phrase = self.phrases.iter().find(|phrase| phrase.list == list && phrase.rest.is_empty())?;
        Some(&phrase.value)
    }
}

impl<'a> Token<'a> {
    /// Whether the word stands in a list by itself.
    pub(crate) fn is(&self, list: List) -> bool {
        self.word.is_some_and(|word| word.is(list))
    }
}

/// The longest phrase of a list that `tokens` begin with.
pub(crate) fn phrase<'a>(tokens: &[Token<'a>], list: List) -> Option<Found<'a>> {
    let word = tokens.first()?.word?;
    let fits = |phrase: &&Phrase| {
        phrase.list == list
            && phrase.rest.len() < tokens.len()
            && phrase.rest.iter().zip(&tokens[1..]).all(|(key, token)| *key == token.key)
    };
    word.phrases.iter().find(fits).map(|phrase| Found { len: phrase.rest.len() + 1, value: &phrase.value })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Language, LanguageError, List, phrase};

    #[test]
    fn the_longest_phrase_counts() {
        let tokens = Language::english().read("to be able to see", 0);
        assert_eq!(phrase(&tokens, List::Infinitives).map(|found| found.len), Some(4));
        assert_eq!(phrase(&tokens[4..], List::Infinitives), None);
    }

    #[test]
    fn what_is_filled_in_is_never_filled_in_itself() {
        let english = Language::english();
        assert_eq!(
            english.say("atomic", &["see {1}", "{0}"]),
            english.say("atomic", &["X", "Y"]).replace('X', "see {1}").replace('Y', "{0}")
        );
        assert_eq!(english.say("{ {7} {x", &["a"]), "{ {7} {x");
    }

    #[test]
    fn lists_are_refused_by_name() {
        assert_eq!(Language::parse("xx", &[]), Err(LanguageError::Missing { list: "adverbs" }));
        assert_eq!(Language::parse("xx", &[("verb", "")]), Err(LanguageError::Unknown { name: "verb".into() }));
        assert_eq!(
            Language::parse("xx", &[("adverbs", "# what\n: value")]),
            Err(LanguageError::NoWord { list: "adverbs", line: 2 })
        );
    }

    proptest! {
        #[test]
        fn any_lists_are_read_or_refused(text in "[a-z#:>+{} 0-9\\n-]{0,120}") {
            let files: Vec<(&str, &str)> = List::ALL.iter().map(|(_, name)| (*name, text.as_str())).collect();
            if let Ok(language) = Language::parse("xx", &files) {
                let _ = crate::lint(text.as_bytes(), &crate::Options { language: &language, ignores: Vec::new() });
            }
        }
    }
}
