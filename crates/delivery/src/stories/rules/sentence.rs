//! The sentence of a user story and of a criterion, as people type them into one field.

use story_lint::{Criterion, Options, Severity};
use together::words::upper_first;

/// “As a … I want … so that …”, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Who.
    pub role: String,
    /// What they want.
    pub means: String,
    /// What for; empty when it is not said.
    pub end: String,
}

/// “Given … When … Then …”, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    /// What is so before.
    pub given: String,
    /// What happens.
    pub when: String,
    /// What is so afterwards.
    pub then: String,
}

/// What begins the end.
const ENDS: &[&str] = &[" so that ", " in order to ", " so i "];

impl Sentence {
    /// Takes a sentence apart; nothing when it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self::usual(&text).or_else(|| Self::unusual(&text))
    }

    fn usual(text: &str) -> Option<Self> {
        let rest = ["as an ", "as a ", "as the ", "as "].iter().find_map(|start| without(text, start))?;
        let (role, rest) = cut(rest, &[" i want ", " i need ", " i would like ", " i’d like ", " i'd like "])?;
        if cut(role, ENDS).is_some() {
            return None;
        }
        let (means, end) = cut(rest, ENDS).unwrap_or((rest, ""));
        let (role, means, end) = (tidy(role), tidy(means), tidy(end));
        (!role.is_empty() && !means.is_empty()).then_some(Self { role, means, end })
    }

    /// One in another order, or with other words for “I want”, as the linter reads it.
    fn unusual(text: &str) -> Option<Self> {
        // Of the many texts that are no stories, most are told by this alone.
        let lower = text.to_ascii_lowercase();
        if !["as a ", "as an ", "as the "].iter().any(|start| lower.contains(start)) {
            return None;
        }
        let story = story_lint::lint(text.as_bytes(), &Options::default()).ok()?.into_iter().next()?;
        let lacks = |finding: &story_lint::Finding| {
            finding.criterion == Criterion::WellFormed && finding.severity == Severity::Defect
        };
        if story.findings.iter().any(lacks) {
            return None;
        }
        let before: String = text.chars().take(story.spans.means?.start).collect();
        let to = if before.to_ascii_lowercase().ends_with(" to ") { "to " } else { "" };
        let (role, means) = (tidy(&story.role?), format!("{to}{}", tidy(&story.means?)));
        Some(Self { role, means, end: tidy(&story.end.unwrap_or_default()) })
    }

    /// What is wanted, as a title: “Pause a hold”.
    pub fn title(&self) -> String {
        upper_first(without(&self.means, "to ").unwrap_or(&self.means))
    }
}

impl std::fmt::Display for Sentence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "As a {}, I want {}", self.role, self.means)?;
        if self.end.is_empty() { Ok(()) } else { write!(f, ", so that {}", self.end) }
    }
}

impl Given {
    /// Takes a criterion apart; what is no “Given … When … Then …” is what shall be so.
    pub fn parse(text: &str) -> Self {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (before, then) = cut_start(&text, "then ").unwrap_or(("", text.as_str()));
        let (given, when) = cut_start(before, "when ").unwrap_or((before, ""));
        let given = without(given, "given ").unwrap_or(given);
        Self { given: tidy(given), when: tidy(when), then: tidy(then) }
    }
}

/// The text behind a beginning, in great or small letters.
fn without<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(start.len())?;
    head.eq_ignore_ascii_case(start).then_some(rest)
}

/// The text before and behind the first of these words that it has.
fn cut<'a>(text: &'a str, words: &[&str]) -> Option<(&'a str, &'a str)> {
    let lower = text.to_ascii_lowercase();
    let (at, word) = words.iter().filter_map(|word| Some((lower.find(word)?, word))).min()?;
    Some((&text[..at], &text[at + word.len()..]))
}

/// The same for a word at the beginning of the text or of a word in it.
fn cut_start<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let lower = text.to_ascii_lowercase();
    let at = if lower.starts_with(word) { 0 } else { lower.find(&format!(" {word}"))? + 1 };
    Some((&text[..at], &text[at + word.len()..]))
}

fn tidy(part: &str) -> String {
    part.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.')).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(String, String, String)> {
        Sentence::parse(text).map(|sentence| (sentence.role, sentence.means, sentence.end))
    }

    #[test]
    fn a_sentence_is_taken_apart() {
        let whole = "As a reader who is away, I want to pause a hold\n so that I keep my place.";
        let sentence = Sentence::parse(whole).unwrap();
        assert_eq!(sentence.title(), "Pause a hold");
        let of = |a: &str, b: &str, c: &str| Some((a.to_owned(), b.to_owned(), c.to_owned()));
        assert_eq!(parts(whole), of("reader who is away", "to pause a hold", "I keep my place"));
        assert_eq!(parts("as an ÄRZTIN I need beds"), of("ÄRZTIN", "beds", ""));
        assert_eq!(parts("AS THE owner I’d like to sort in order to see"), of("owner", "to sort", "see"));
    }

    #[test]
    fn a_sentence_in_another_order_is_taken_apart() {
        let of = |a: &str, b: &str, c: &str| Some((a.to_owned(), b.to_owned(), c.to_owned()));
        let first = "In order to pay, as a buyer, I want to see the sum.";
        assert_eq!(parts(first), of("buyer", "to see the sum", "pay"));
        let inner = "As a buyer, so that I can pay, I want to see the sum.";
        assert_eq!(parts(inner).map(|(role, means, _)| (role, means)), Some(("buyer".into(), "to see the sum".into())));
        let again = Sentence::parse(first).unwrap().to_string();
        assert_eq!(again, "As a buyer, I want to see the sum, so that pay");
        assert_eq!(parts("As an author, log in"), None, "what is wanted must be said as a wish");
    }

    #[test]
    fn other_texts_are_left_alone() {
        for text in ["Pause a hold", "As a reader", "As a , I want , so that", "Aş a b", ""] {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn a_criterion_is_taken_apart() {
        let given = Given::parse("Given a hold that waits, when I pause it then my place moves up.");
        let of =
            |given: &str, when: &str, then: &str| Given { given: given.into(), when: when.into(), then: then.into() };
        assert_eq!(given, of("a hold that waits", "I pause it", "my place moves up"));
        assert_eq!(Given::parse("When I save then I am asked"), of("", "I save", "I am asked"));
        assert_eq!(Given::parse("It takes at most 90 days"), of("", "", "It takes at most 90 days"));
    }
}
