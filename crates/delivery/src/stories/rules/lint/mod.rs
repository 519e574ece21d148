//! Hints on what a story says: what `story-lint` finds, at the words it was found in.
//!
//! A hint has a *mark*, made of what was found, where, and in which words: while these stay as they are it is the same hint,
//! and stays ignored where somebody ignored it. What needs other stories to be seen, such as two that say the same, is not
//! looked for here.

mod line;
mod rewrite;

use std::ops::Range;

use story_lint::{Criterion, Finding, Language, Options, Severity, acceptance};

use self::line::Line;
pub use self::rewrite::Rewrite;
use super::sentence::{Given, Sentence};

/// The most characters of the words in a mark.
const WORDS: usize = 200;

/// So many criteria are enough to ask for one in which it goes wrong.
const ENOUGH: usize = 2;

/// Where a hint stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Who wants it.
    Role,
    /// What they want.
    Means,
    /// What for.
    End,
    /// What is so before, of a criterion by its place in the list, from 0.
    Given(usize),
    /// What happens.
    When(usize),
    /// What is so afterwards.
    Then(usize),
    /// All criteria together.
    Criteria,
}

/// Something that could be said better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// What it is about, as somebody who ignores it names it.
    pub mark: String,
    /// Where it stands.
    pub place: Place,
    /// The characters of that part; empty where no words of it are meant.
    pub at: Range<usize>,
    /// What is wrong, in a sentence; quoted words stand in straight quotes.
    pub message: String,
    /// What to write instead, where that can be said.
    pub rewrite: Option<Rewrite>,
    /// The sentences of the stories it could be split into.
    pub parts: Vec<String>,
}

/// A criterion with the name its hints are marked with.
#[derive(Debug, Clone)]
pub struct Stated {
    /// The name.
    pub name: String,
    /// What it says.
    pub words: Given,
}

/// The hints on the sentence of a story; none while it does not say what is wanted.
pub fn of_sentence(said: &Sentence) -> Vec<Hint> {
    if said.means.is_empty() {
        return Vec::new();
    }
    let line = Line::of_sentence(said);
    let stories = story_lint::lint(line.text.as_bytes(), &Options::default()).unwrap_or_default();
    let findings = stories.into_iter().flat_map(|story| story.findings).filter(is_of_one_story);
    findings.map(|finding| of_line(&line, "", finding)).collect()
}

/// The hints on the criteria of a story.
pub fn of_criteria(criteria: &[Stated]) -> Vec<Hint> {
    let lines: Vec<Line> =
        criteria.iter().enumerate().map(|(at, stated)| Line::of_criterion(at, &stated.words)).collect();
    let texts: Vec<(usize, &str)> = lines.iter().map(|line| line.text.as_str()).enumerate().collect();
    let findings = acceptance(&texts, Language::english()).findings;
    findings.into_iter().filter_map(|finding| of_criterion(criteria, &lines, finding)).collect()
}

impl Place {
    /// The field it is.
    pub fn field(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Means => "means",
            Self::End => "end",
            Self::Given(_) => "given",
            Self::When(_) => "when",
            Self::Then(_) | Self::Criteria => "then",
        }
    }

    /// The criterion it is a part of, by its place in the list.
    pub fn criterion(self) -> Option<usize> {
        match self {
            Self::Given(at) | Self::When(at) | Self::Then(at) => Some(at),
            Self::Role | Self::Means | Self::End | Self::Criteria => None,
        }
    }
}

/// What is missing of a sentence the page says anyway, and a set is not seen from one story.
fn is_of_one_story(finding: &Finding) -> bool {
    let elsewhere = [Criterion::WellFormed, Criterion::Uniform, Criterion::Unique, Criterion::Complete];
    !elsewhere.contains(&finding.criterion)
}

fn of_line(line: &Line, name: &str, finding: Finding) -> Hint {
    let (place, at) = line.place_of(finding.span);
    let words: String = line.words(place).chars().skip(at.start).take(at.len().min(WORDS)).collect();
    let (field, words) = (place.field(), words.to_lowercase());
    let mark = [named(finding.criterion), name, field, &words].map(str::trim);
    let mark = mark.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let parts = match (&finding.suggestion, finding.criterion) {
        (Some(both), Criterion::Atomic) => both.split(" — ").map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let rewrite = rewrite::of(line, &finding, place, &at);
    Hint { mark, place, at, message: finding.message, rewrite, parts }
}

/// “Given” and “When” may be left away here, so that they are missing is no hint. That nothing goes wrong in any is one on
/// all of them.
fn of_criterion(criteria: &[Stated], lines: &[Line], finding: Finding) -> Option<Hint> {
    let at = finding.line?;
    if finding.severity != Severity::Hint {
        return None;
    }
    // What is to be written instead of a word stands in the line of advice; a whole criterion is what lacks altogether.
    if finding.suggestion.as_deref().is_some_and(|instead| instead.starts_with("Given")) {
        let mark = format!("{} criteria nothing goes wrong", named(finding.criterion));
        let (place, message) = (Place::Criteria, finding.message);
        let hint = Hint { mark, place, at: 0..0, message, rewrite: None, parts: Vec::new() };
        return (criteria.len() >= ENOUGH).then_some(hint);
    }
    Some(of_line(lines.get(at)?, &criteria.get(at)?.name, finding))
}

fn named(criterion: Criterion) -> &'static str {
    Criterion::ALL.iter().find(|(of, _)| *of == criterion).map_or("", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn said(role: &str, means: &str, end: &str) -> Sentence {
        Sentence { role: role.into(), means: means.into(), end: end.into() }
    }

    fn words(text: &str, at: &Range<usize>) -> String {
        text.chars().skip(at.start).take(at.len()).collect()
    }

    fn stated(given: &str, when: &str, then: &str) -> Stated {
        Stated { name: format!("c-{then}"), words: Given { given: given.into(), when: when.into(), then: then.into() } }
    }

    #[test]
    fn a_word_nobody_can_test_is_told_where_it_stands() {
        let story = said("reader", "to pause a hold and start it again easily", "I keep my place");
        let hints = of_sentence(&story);
        let easily = hints.iter().find(|hint| hint.mark.starts_with("unambiguous")).unwrap();
        assert_eq!(words(&story.means, &easily.at), "easily");
        assert_eq!(easily.mark, "unambiguous means easily");
        assert_eq!(easily.rewrite.as_ref().unwrap().text, "to pause a hold and start it again");
    }

    #[test]
    fn a_sound_sentence_has_no_hints() {
        assert_eq!(of_sentence(&said("reader", "to pause a hold", "I keep my place")), []);
        assert_eq!(of_sentence(&said("", "to pause a hold", "")), [], "what is missing is told elsewhere");
        assert_eq!(of_sentence(&said("reader", "", "I keep my place")), []);
    }

    #[test]
    fn two_wishes_are_two_stories() {
        let hints = of_sentence(&said("clerk", "to add an order and print the bill", "I can send both"));
        let [first, second] = hints[0].parts.as_slice() else { panic!("{hints:?}") };
        assert_eq!(first, "As a clerk, I want to add an order, so that I can send both");
        assert_eq!(second, "As a clerk, I want to print the bill, so that I can send both");
    }

    #[test]
    fn what_can_be_said_better_says_how() {
        let better = |means: &str| {
            let hints = of_sentence(&said("reader", means, "I keep my place"));
            hints.into_iter().find_map(|hint| hint.rewrite).map(|rewrite| (rewrite.text, rewrite.rest))
        };
        let of = |text: &str, rest: &str| Some((text.to_owned(), rest.to_owned()));
        assert_eq!(better("see the queue"), of("to see the queue", ""));
        assert_eq!(better("to see my holds (all of them)"), of("to see my holds", ""));
        assert_eq!(better("to find my holds quickly"), of("to find my holds within 2 seconds", ""));
        assert_eq!(better("to see the queue. The queue is long"), of("to see the queue", "The queue is long"));
        assert_eq!(better("to get a fast answer"), None, "a word that would leave a hole stays");
    }

    #[test]
    fn criteria_are_held_to_words_that_can_be_tested() {
        let criteria = [stated("a hold", "I pause it", "it is quickly shown"), stated("", "", "nothing fails")];
        let hints = of_criteria(&criteria);
        assert_eq!(hints.len(), 1, "{hints:?}");
        assert_eq!(
            (hints[0].place, words(&criteria[0].words.then, &hints[0].at).as_str()),
            (Place::Then(0), "quickly")
        );
        assert_eq!(hints[0].mark, "acceptance c-it is quickly shown then quickly");
        assert_eq!(hints[0].rewrite.as_ref().unwrap().text, "it is within 2 seconds shown");
    }

    #[test]
    fn criteria_in_which_all_goes_well_are_told_together() {
        let hints = of_criteria(&[stated("a hold", "I pause it", "it rests"), stated("", "I start it", "it moves")]);
        assert_eq!(hints.iter().map(|hint| hint.place).collect::<Vec<_>>(), [Place::Criteria]);
        assert_eq!(of_criteria(&[stated("a hold", "I pause it", "it rests")]), []);
    }

    proptest! {
        #[test]
        fn a_hint_stands_within_its_words(
            role in "[ a-zäé]{0,20}", means in "(to )?[ a-zA-Z.,()ä]{0,40}(easily|quickly| and )?[ a-z]{0,20}", end in "\\PC{0,40}"
        ) {
            let story = said(&role, &means, &end);
            for hint in of_sentence(&story) {
                let part = match hint.place { Place::Role => &role, Place::Means => &means, _ => &end };
                prop_assert!(hint.at.end <= part.chars().count(), "{hint:?}");
            }
        }
    }
}
