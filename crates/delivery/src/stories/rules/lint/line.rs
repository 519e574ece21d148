//! The parts of a story as one line, as `story-lint` reads it, and the way back from a place in the line to a part.

use std::ops::Range;

use story_lint::Span;

use super::{Given, Place, Sentence};

/// A line, and where the parts stand in it, in characters.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) text: String,
    parts: Vec<(Place, String, Range<usize>)>,
}

impl Line {
    /// “As a …, I want …, so that …”.
    pub(super) fn of_sentence(said: &Sentence) -> Self {
        let mut line = Self::default();
        line.push("As a ", Place::Role, &said.role);
        line.push("I want ", Place::Means, &said.means);
        line.push("so that ", Place::End, &said.end);
        line
    }

    /// “Given …, when …, then …”.
    pub(super) fn of_criterion(at: usize, words: &Given) -> Self {
        let mut line = Self::default();
        line.push("Given ", Place::Given(at), &words.given);
        line.push("when ", Place::When(at), &words.when);
        line.push("then ", Place::Then(at), &words.then);
        line
    }

    /// The part a place of the line lies in most, and the characters of that part; of none, the beginning of the last.
    pub(super) fn place_of(&self, span: Span) -> (Place, Range<usize>) {
        let within = |at: &Range<usize>| {
            let (start, end) = (span.start.max(at.start), span.end.min(at.end));
            (start < end).then(|| start - at.start..end - at.start)
        };
        let found = self.parts.iter().filter_map(|(place, _, at)| Some((*place, within(at)?)));
        // A sentence too many goes on to the end of the line; it is about the part it begins in.
        let first = found.clone().find(|(_, at)| at.start > 0);
        let longest = found.max_by_key(|(_, at)| at.len());
        let last = self.parts.last().map_or(Place::Means, |(place, _, _)| *place);
        first.or(longest).unwrap_or((last, 0..0))
    }

    /// What a part says.
    pub(super) fn words(&self, place: Place) -> &str {
        self.parts.iter().find(|(of, _, _)| *of == place).map_or("", |(_, words, _)| words)
    }

    fn push(&mut self, joint: &str, place: Place, words: &str) {
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(", ");
        }
        self.text.push_str(joint);
        let start = self.text.chars().count();
        self.text.push_str(words);
        self.parts.push((place, words.to_owned(), start..start + words.chars().count()));
    }
}
