//! What to write instead of words that were found wanting, where that can be said without knowing the product.

use std::ops::Range;

use story_lint::{Criterion, Finding};

use super::Place;
use super::line::Line;

/// Other words for a part of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// The part, as it would read.
    pub text: String,
    /// What is taken out of it and belongs into the description.
    pub rest: String,
}

/// Words that end like adverbs and are none.
const NO_ADVERBS: [&str; 3] = ["timely", "user friendly", "user-friendly"];

/// Phrases that can be taken out of a sentence whole begin so, or are these.
const LOOSE: [&str; 6] = ["as ", "if ", "in ", "etc", "and so on", "when "];

/// What to write instead of what was found in a part.
pub(super) fn of(line: &Line, finding: &Finding, place: Place, at: &Range<usize>) -> Option<Rewrite> {
    let words = line.words(place);
    let found: String = words.chars().skip(at.start).take(at.len()).collect();
    let advice = finding.suggestion.as_deref();
    let rewrite = match finding.criterion {
        Criterion::FullSentence if place == Place::Means => whole(format!("to {words}")),
        Criterion::Minimal if found.starts_with(['(', '[']) => whole(replaced(words, at, "")),
        // Only a second sentence says what is left without it.
        Criterion::Minimal if advice.is_some() && at.start > 0 => {
            let kept: String = words.chars().take(at.start).collect();
            let rest: String = words.chars().skip(at.start).collect();
            Rewrite { text: kept.trim_end_matches([' ', '.', '!', '?']).to_owned(), rest }
        }
        Criterion::Unambiguous | Criterion::Acceptance => whole(replaced(words, at, instead(&found, advice?)?)),
        _ => return None,
    };
    let says_something = rewrite.text.chars().any(char::is_alphanumeric) && rewrite.text != words;
    says_something.then_some(rewrite)
}

fn whole(text: String) -> Rewrite {
    Rewrite { text, rest: String::new() }
}

/// What can stand in the place of a word that cannot be tested: the example its advice gives, or nothing at all where the
/// sentence stands without it.
fn instead<'a>(word: &str, advice: &'a str) -> Option<&'a str> {
    let word = word.to_lowercase();
    let adverb = word.ends_with("ly") && !NO_ADVERBS.contains(&word.as_str());
    let loose = adverb || LOOSE.iter().any(|start| word.starts_with(start));
    loose.then(|| advice.split_once("for example ").map_or("", |(_, example)| example))
}

/// A text with other words in a place, without the gap that no words would leave.
fn replaced(text: &str, at: &Range<usize>, with: &str) -> String {
    let before: String = text.chars().take(at.start).collect();
    let after: String = text.chars().skip(at.end).collect();
    let joined = format!("{} {with} {}", before.trim_end(), after.trim_start());
    let tidy = joined.split_whitespace().collect::<Vec<_>>().join(" ");
    [" ,", " .", " ;", " :"].iter().fold(tidy, |text, gap| text.replace(gap, &gap[1..]))
}
