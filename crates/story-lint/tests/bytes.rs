//! Whatever the bytes, there is an answer or a named error, in bounded time, and every place lies in its line.

use proptest::prelude::{any, prop, proptest};
use story_lint::{Criterion, Ignore, LintError, Options, Story, lint};

fn stories(bytes: &[u8]) -> Vec<Story> {
    lint(bytes, &Options::default()).unwrap_or_default()
}

fn places_lie_in(story: &Story, longest: usize) {
    let spans = &story.spans;
    let parts = [spans.role, spans.means, spans.end, spans.action].into_iter().flatten();
    for span in parts.chain(story.findings.iter().map(|finding| finding.span)) {
        assert!(span.start <= span.end && span.end <= longest, "{span:?} of {longest} in {story:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_have_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        stories(&bytes).iter().for_each(|story| places_lie_in(story, 400));
    }

    #[test]
    fn any_words_have_an_answer(
        words in prop::collection::vec(prop::sample::select(WORDS), 0..40),
    ) {
        let text = words.join(" ");
        stories(text.as_bytes()).iter().for_each(|story| places_lie_in(story, text.chars().count()));
    }

    #[test]
    fn any_set_has_an_answer(
        set in prop::collection::vec(prop::collection::vec(prop::sample::select(PARTS), 1..5), 5..12),
    ) {
        let lines: Vec<String> = set.iter().map(|parts| parts.join(" ")).collect();
        let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
        stories(lines.join("\n").as_bytes()).iter().for_each(|story| places_lie_in(story, longest));
    }

    #[test]
    fn parts_are_what_their_places_say(
        role in "[a-z]{3,8}", verb in "(see|add|delete)", thing in "[a-zé]{3,8}", end in "[a-z]{3,8}",
    ) {
        let text = format!("#G03# As a {role}, I want to {verb} the {thing}, so that I can {end} it.");
        let story = stories(text.as_bytes()).remove(0);
        let at = |span: Option<story_lint::Span>| {
            span.map(|span| text.chars().skip(span.start).take(span.end - span.start).collect::<String>())
        };
        assert_eq!(at(story.spans.role), story.role);
        assert_eq!(at(story.spans.means), story.means);
        assert_eq!(at(story.spans.end), story.end);
        assert_eq!(story.role, Some(role));
        assert_eq!(at(story.spans.action), Some(verb));
    }
}

const PARTS: &[&str] = &[
    "As a clerk,",
    "as a buyer,",
    "I want to see the bills,",
    "I can delete orders",
    "I want reports",
    "I'd like to change and print invoices (now)",
    "so that I win.",
    "because it matters.",
    "In order to pay,",
    "So that I know,",
    "#G03#",
    "Given a bill",
    "then it is paid fast.",
];

const WORDS: &[&str] = &[
    "As",
    "a",
    "an",
    "I",
    "want",
    "to",
    "be",
    "able",
    "so",
    "that",
    ",",
    ".",
    "and",
    "or",
    "/",
    "(",
    ")",
    "[",
    "see",
    "report",
    "the",
    "it",
    "which",
    "can",
    "such",
    "as",
    "like",
    "X1",
    "help",
    "have",
    "Given",
    "When",
    "Then",
    "Scenario:",
    "\n",
    "\r",
    "- ",
    "#",
    "quickly",
    "not",
    "in",
    "order",
    "because",
    "manage",
    "edit",
    "don't",
    "é",
    "\u{feff}",
];

#[test]
fn nothing_to_read_is_an_error() {
    for bytes in [&b""[..], b"\n \r\n", b"\xef\xbb\xbf"] {
        assert_eq!(lint(bytes, &Options::default()), Err(LintError::Empty));
    }
    assert_eq!(Ignore::new(None, Criterion::Atomic, "  ").err(), Some(LintError::NoReason));
}

#[test]
fn an_end_that_comes_first_is_left_where_it_is() {
    let others = "As a clerk, I want to see bills, so that I am paid.\n".repeat(4);
    let found = stories(format!("{others}In order to pay, as a buyer, I want to see sums.").as_bytes());
    let uniform = found[4].findings.iter().find(|finding| finding.criterion == Criterion::Uniform);
    assert_eq!(uniform.map(|finding| finding.suggestion.is_none()), Some(true));
}

#[test]
fn what_nobody_wrote_by_hand_is_told_and_not_read() {
    let line = format!("As a user, I want to see it.\n{}", "as a ".repeat(2_000_000));
    let found = stories(line.as_bytes());
    assert_eq!(found[1].line, 2);
    assert_eq!(found[1].findings[0].criterion, Criterion::Estimatable);
    assert_eq!(found[1].findings[0].message, "The story has 10000000 characters: it was not read.");
}

#[test]
fn one_story_twenty_thousand_times_is_not_told_of_each_pair() {
    let file = "As a clerk, I want to add an order.\n".repeat(20_000);
    let stories = stories(file.as_bytes());
    assert_eq!((stories.len(), stories[7].alike.len()), (20_000, 100));
    assert_eq!(stories[7].alike[5..8], [6, 7, 9], "itself is not among them");
}
