//! The product's words.

use super::{Fault, Rule};
use crate::house::Place;
use crate::tree::File;

/// A reader who meets two words looks for two things.
pub(crate) const OUR_WORDS: Rule = Rule {
    name: "our words",
    why: "each thing has one word (docs/words.md), and pages use it",
    find: |tree| {
        let mut faults = Vec::new();
        for (file, source) in tree.rust().filter(|(file, _)| is_page(file)) {
            for literal in source.texts.iter().filter(|literal| !source.in_test(literal.at)) {
                if let Some(word) = foreign(&literal.text) {
                    let what = format!(
                        "pages do not say “{word}”: take the word of docs/words.md (request, story, defect, question)."
                    );
                    faults.push(Fault::at(&file.path, source.line(literal.at), what));
                }
            }
        }
        faults
    },
};

const FOREIGN: [&str; 6] = ["ticket", "tickets", "bug", "bugs", "issue", "issues"];

/// Where one of the words is another program's, not ours.
const ALLOWED: [&str; 2] = ["issue key", "issue type"];

fn is_page(file: &File) -> bool {
    let draws = |place: Place<'_>| place.is("pages") || (place.floor == "ground" && place.room == "ui");
    !file.is_test() && Place::of(&file.path).is_some_and(draws)
}

fn foreign(text: &str) -> Option<&'static str> {
    let text = ALLOWED.iter().fold(text.to_lowercase(), |text, allowed| text.replace(allowed, ""));
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.find_map(|word| FOREIGN.into_iter().find(|foreign| *foreign == word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::places;

    #[test]
    fn pages_speak_of_requests_stories_and_defects() {
        let good = "fn a() { p { \"A defect in debug mode; the column “Issue key” of an export\" } } // a bug\n";
        assert!(places(&OUR_WORDS, &[("crates/delivery/src/stories/pages.rs", good)]).is_empty());
    }

    #[test]
    fn other_words_are_reported_on_pages_only() {
        let bad = "fn a() {\n    p { \"No Tickets yet\" } }\n";
        let samples =
            [("crates/delivery/src/stories/pages/list.rs", bad), ("crates/tandem/src/exchange/rules.rs", bad)];
        assert_eq!(places(&OUR_WORDS, &samples), ["crates/delivery/src/stories/pages/list.rs:2"]);
    }
}
