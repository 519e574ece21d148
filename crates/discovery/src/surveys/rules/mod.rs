//! What a survey may ask, and how an answer is told from a robot's.

pub mod results;

use std::str::FromStr;

use ground::clock::Ts;
use ground::web::{FormPairs, Refusal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::roles::rules::Right;
use together::thread::{Key, Kind};

/// What a survey asks about, and by which method.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// How important needs are, and how well they are met.
    #[default]
    Needs,
    /// What it would be to have features, and not to have them: Kano's method.
    Features,
}

impl About {
    /// The word in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Needs => "needs",
            Self::Features => "features",
        }
    }

    /// The kind of what is asked about.
    pub fn kind(self) -> Kind {
        match self {
            Self::Needs => Kind::Need,
            Self::Features => Kind::Feature,
        }
    }

    /// Whose call it is to ask.
    pub fn right(self) -> Right {
        match self {
            Self::Needs => Right::RankNeeds,
            Self::Features => Right::RateValue,
        }
    }

    /// Both questions on a thing.
    pub fn questions(self) -> [&'static str; 2] {
        match self {
            Self::Needs => ["How much does it matter to you?", "How well does it go today?"],
            Self::Features => ["If you had it, what would you say?", "And if you did not have it?"],
        }
    }

    /// What can be answered to the first and to the second, from 1 to 5.
    pub fn choices(self) -> [[&'static str; 5]; 2] {
        const KANO: [&str; 5] = ["I like it", "I expect it", "I do not mind", "I can live with it", "I dislike it"];
        match self {
            Self::Needs => [
                ["Not at all", "A little", "Somewhat", "Much", "Very much"],
                ["Very badly", "Badly", "So so", "Well", "Very well"],
            ],
            Self::Features => [KANO, KANO],
        }
    }
}

impl std::fmt::Display for About {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for About {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        [Self::Needs, Self::Features].into_iter().find(|about| about.code() == code).ok_or_else(|| code.to_owned())
    }
}

ground::word_column!(About);

/// The most things one survey asks about: nobody answers more.
pub const MOST_THINGS: usize = 40;
/// The most segments somebody may choose from.
pub const MOST_SEGMENTS: usize = 20;
/// The most characters of what somebody writes besides.
pub const WORDS_LIMIT: usize = 2_000;
/// The most characters of whom a link is for.
const WHOM_LIMIT: usize = 120;

/// Below this number of people asked, a result is shown as a guess.
pub const ENOUGH_ASKED: i64 = 30;

/// The keys of what is asked about, each once, in the order they were named.
pub fn things(about: About, named: &[Key]) -> Result<Vec<Key>, Refusal> {
    let mut keys: Vec<Key> = Vec::new();
    for key in named {
        if !keys.contains(key) {
            keys.push(*key);
        }
    }
    let refuse = |name, message: String| Err(Refusal::new(name, message).at("things"));
    if let Some(other) = keys.iter().find(|key| key.kind != about.kind()) {
        return refuse("wrong-kind", format!("{other} is not one of the {}.", about.code()));
    }
    match keys.len() {
        0 => refuse("nothing-asked", format!("Choose at least one of the {} to ask about.", about.code())),
        1..=MOST_THINGS => Ok(keys),
        many => refuse(
            "asks-too-much",
            format!("These are {many}; at most {MOST_THINGS} fit into one survey. Fewer are answered by more people."),
        ),
    }
}

/// Keys as they are kept: a space between each.
pub fn written(keys: &[Key]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Keys as they were kept.
pub fn read(things: &str) -> Vec<Key> {
    things.split_whitespace().filter_map(|key| key.parse().ok()).collect()
}

/// Who those who answer may be: a line each, each once.
pub fn segments(text: &str) -> Result<Vec<String>, Refusal> {
    let mut segments: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() > 120 {
            return Err(Refusal::new("segment-too-long", "One line has at most 120 characters.").at("segments"));
        }
        if !line.is_empty() && !segments.contains(&line) {
            segments.push(line);
        }
    }
    if segments.len() > MOST_SEGMENTS {
        let message = format!("These are {} lines; at most {MOST_SEGMENTS} can be chosen from.", segments.len());
        return Err(Refusal::new("segments-too-many", message).at("segments"));
    }
    Ok(segments)
}

/// Whom a link is for, on one line; an open link is for nobody in particular.
pub fn whom(text: &str) -> Result<String, Refusal> {
    let whom = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match whom.chars().count() {
        0..=WHOM_LIMIT => Ok(whom),
        long => {
            let message = format!("This has {long} characters; {WHOM_LIMIT} fit.");
            Err(Refusal::new("name-too-long", message).at("whom"))
        }
    }
}

/// Both answers on one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reply {
    /// Which of the things, by its place.
    pub place: usize,
    /// The answer to the first question, 1 to 5.
    pub first: i64,
    /// The answer to the second.
    pub second: i64,
}

/// The name of the field of a question on a thing: `first-N-7`.
pub fn field(question: usize, key: Key) -> String {
    format!("{}-{key}", if question == 0 { "first" } else { "second" })
}

/// What a form answers. Only both answers together say something of a thing; things may be left out, but not all of them.
pub fn replies(keys: &[Key], form: &FormPairs) -> Result<Vec<Reply>, Refusal> {
    let mut replies = Vec::new();
    for (place, key) in keys.iter().enumerate() {
        let answer = |question| level(form.get(&field(question, *key)).unwrap_or_default());
        match (answer(0), answer(1)) {
            (Some(first), Some(second)) => replies.push(Reply { place, first, second }),
            (None, None) => {}
            (first, _) => {
                let missing = usize::from(first.is_some());
                let message = "Answer this one too, or take the other answer back: only both together can be counted.";
                return Err(Refusal::new("answer-missing", message).at(field(missing, *key)));
            }
        }
    }
    if replies.is_empty() {
        let message = "Nothing was answered yet, so nothing was kept. Answer at least one.";
        return Err(Refusal::new("nothing-answered", message));
    }
    Ok(replies)
}

fn level(text: &str) -> Option<i64> {
    text.parse().ok().filter(|level| (1..=5).contains(level))
}

/// What somebody wrote besides.
pub fn words(text: &str) -> Result<String, Refusal> {
    let words = text.trim().replace("\r\n", "\n");
    match words.chars().count() {
        0..=WORDS_LIMIT => Ok(words),
        long => {
            let message = format!("This has {long} characters; {WORDS_LIMIT} fit.");
            Err(Refusal::new("text-too-long", message).at("words"))
        }
    }
}

/// The name of the field that people do not see and robots fill in.
pub const TRAP: &str = "website";
/// Nobody reads a survey in less.
const FASTEST: i64 = 3_000_000;

/// Whether a form was filled in by a program: into the field nobody sees, or faster than anybody reads, or without having been
/// shown. This holds off what posts into every form it finds, not somebody who writes a program against this one.
pub fn not_by_a_robot(form: &FormPairs, now: Ts) -> Result<(), Refusal> {
    let trapped = form.get(TRAP).is_some_and(|text| !text.is_empty());
    let shown = form.get("shown").and_then(|shown| shown.parse::<i64>().ok());
    if !trapped && shown.is_some_and(|shown| shown.saturating_add(FASTEST) <= now.0) {
        return Ok(());
    }
    let message = "This looks like the work of a program, so nothing was kept.";
    Err(Refusal::new("by-a-robot", message).hint("If you are a person, look it through and send it again."))
}

/// Only while a survey is open it can be answered.
pub fn must_be_open(state: &str) -> Result<(), Refusal> {
    match state {
        "open" => Ok(()),
        "draft" => Err(Refusal::new("survey-not-open", "This survey is not open yet.")),
        _ => Err(Refusal::new("survey-closed", "This survey is closed. Thank you all the same.")),
    }
}

#[cfg(test)]
mod unit {
    use super::*;

    fn key(text: &str) -> Key {
        text.parse().unwrap()
    }

    fn form(pairs: &[(&str, &str)]) -> FormPairs {
        FormPairs::from_pairs(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_survey_asks_about_each_thing_once_and_about_one_kind() {
        let keys = [key("N-7"), key("N-1"), key("N-7")];
        assert_eq!(written(&things(About::Needs, &keys).unwrap()), "N-7 N-1");
        assert_eq!(read("N-7 N-1"), [key("N-7"), key("N-1")]);
        assert_eq!(things(About::Features, &keys).unwrap_err().name, "wrong-kind");
        assert_eq!(things(About::Needs, &[]).unwrap_err().name, "nothing-asked");
        let many: Vec<_> = (1..=41).map(|number| Key::new(Kind::Need, number)).collect();
        assert_eq!(things(About::Needs, &many).unwrap_err().name, "asks-too-much");
    }

    #[test]
    fn half_an_answer_is_named_at_the_other_half() {
        let keys = [key("N-7"), key("N-1")];
        let whole = form(&[("first-N-1", "5"), ("second-N-1", "2"), ("first-N-7", "")]);
        assert_eq!(replies(&keys, &whole).unwrap(), [Reply { place: 1, first: 5, second: 2 }]);
        let half = replies(&keys, &form(&[("first-N-7", "4"), ("second-N-7", "6")])).unwrap_err();
        assert_eq!((half.name, half.field.as_deref()), ("answer-missing", Some("second-N-7")));
        assert_eq!(replies(&keys, &form(&[])).unwrap_err().name, "nothing-answered");
    }

    #[test]
    fn robots_are_fast_or_fill_in_what_nobody_sees() {
        let now = Ts(10_000_000);
        let robot = |pairs: &[(&str, &str)]| not_by_a_robot(&form(pairs), now).is_err();
        assert!(!robot(&[("shown", "7000000"), (TRAP, "")]));
        assert!(robot(&[("shown", "7000001")]) && robot(&[]) && robot(&[("shown", "soon")]));
        assert!(robot(&[("shown", "1"), (TRAP, "http://buy.example")]));
    }

    #[test]
    fn segments_are_lines() {
        assert_eq!(segments(" Adults \n\nChildren\nAdults").unwrap(), ["Adults", "Children"]);
        assert_eq!(segments(&"x".repeat(121)).unwrap_err().name, "segment-too-long");
    }
}
