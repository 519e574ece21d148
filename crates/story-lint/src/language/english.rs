//! English, built in.

use std::sync::OnceLock;

use super::Language;

/// The folder `words/en`: name of the list and its text.
const FILES: [(&str, &str); 43] = [
    ("adverbs", include_str!("../../words/en/adverbs.txt")),
    ("broad", include_str!("../../words/en/broad.txt")),
    ("changes", include_str!("../../words/en/changes.txt")),
    ("clauses", include_str!("../../words/en/clauses.txt")),
    ("creates", include_str!("../../words/en/creates.txt")),
    ("determiners", include_str!("../../words/en/determiners.txt")),
    ("either", include_str!("../../words/en/either.txt")),
    ("empty", include_str!("../../words/en/empty.txt")),
    ("ends", include_str!("../../words/en/ends.txt")),
    ("examples", include_str!("../../words/en/examples.txt")),
    ("gets", include_str!("../../words/en/gets.txt")),
    ("given", include_str!("../../words/en/given.txt")),
    ("helpers", include_str!("../../words/en/helpers.txt")),
    ("infinitives", include_str!("../../words/en/infinitives.txt")),
    ("irregular", include_str!("../../words/en/irregular.txt")),
    ("joins", include_str!("../../words/en/joins.txt")),
    ("messages", include_str!("../../words/en/messages.txt")),
    ("modals", include_str!("../../words/en/modals.txt")),
    ("more", include_str!("../../words/en/more.txt")),
    ("negative", include_str!("../../words/en/negative.txt")),
    ("not-adverbs", include_str!("../../words/en/not-adverbs.txt")),
    ("notes", include_str!("../../words/en/notes.txt")),
    ("outcomes", include_str!("../../words/en/outcomes.txt")),
    ("pairs", include_str!("../../words/en/pairs.txt")),
    ("phrasal", include_str!("../../words/en/phrasal.txt")),
    ("prepositions", include_str!("../../words/en/prepositions.txt")),
    ("pronouns", include_str!("../../words/en/pronouns.txt")),
    ("qualities", include_str!("../../words/en/qualities.txt")),
    ("references", include_str!("../../words/en/references.txt")),
    ("roles", include_str!("../../words/en/roles.txt")),
    ("same", include_str!("../../words/en/same.txt")),
    ("scenarios", include_str!("../../words/en/scenarios.txt")),
    ("solutions", include_str!("../../words/en/solutions.txt")),
    ("standards", include_str!("../../words/en/standards.txt")),
    ("states", include_str!("../../words/en/states.txt")),
    ("stems", include_str!("../../words/en/stems.txt")),
    ("steps", include_str!("../../words/en/steps.txt")),
    ("subjects", include_str!("../../words/en/subjects.txt")),
    ("then", include_str!("../../words/en/then.txt")),
    ("vague", include_str!("../../words/en/vague.txt")),
    ("verbs", include_str!("../../words/en/verbs.txt")),
    ("wants", include_str!("../../words/en/wants.txt")),
    ("when", include_str!("../../words/en/when.txt")),
];

impl Language {
    /// English, read once.
    #[must_use]
    pub fn english() -> &'static Self {
        static ENGLISH: OnceLock<Language> = OnceLock::new();
        // The files are part of the program; the test below holds them whole, and a list too few would only leave checks silent.
        ENGLISH.get_or_init(|| Self::parse("en", &FILES).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{FILES, Language};

    #[test]
    fn the_built_in_lists_are_whole() {
        assert_eq!(Language::parse("en", &FILES).map(|language| language.code), Ok("en".to_owned()));
    }

    #[test]
    fn a_word_is_a_clear_verb_or_an_unclear_one() {
        let words = |name: &str| -> HashSet<&str> {
            FILES.iter().find(|(file, _)| *file == name).map(|(_, text)| text.lines().skip(1).collect()).unwrap()
        };
        assert_eq!(words("verbs").intersection(&words("either")).collect::<Vec<_>>(), Vec::<&&str>::new());
    }
}
