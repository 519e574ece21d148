//! What an insight is made of, how old evidence may be, and which passages of a text can be chosen.

use ground::clock::Ts;
use ground::web::Refusal;
use together::words::{clipped, parse_day};

/// Where insights come from, as they are offered; another word is as good.
pub const SOURCES: [&str; 8] = ["interview", "survey", "review", "test", "visit", "figures", "letter", "conversation"];

/// The most characters of a source.
const SOURCE_LIMIT: usize = 80;
/// The most characters of an address.
const ADDRESS_LIMIT: usize = 2_000;
/// Letters of a title that is made of the first words.
const TITLE: usize = 120;
/// Passages that can be chosen from a text.
const MOST_PASSAGES: usize = 60;

const DAY: i64 = 86_400_000_000;
/// From half a year on evidence is old, and somebody should ask again.
const OLD: i64 = 183 * DAY;

/// What an insight is called: what was written for it, or else its first sentence.
pub fn title<'t>(title: &'t str, text: &'t str) -> String {
    match title.trim() {
        "" => passages(text).first().map_or_else(String::new, |first| clipped(first, TITLE)),
        written => written.to_owned(),
    }
}

/// Where it comes from, in a word or two.
pub fn source(text: &str) -> Result<String, Refusal> {
    let source = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match source.chars().count() {
        0 => Err(Refusal::new("source-missing", "Say where it comes from, such as “interview”.").at("source")),
        1..=SOURCE_LIMIT => Ok(source),
        long => {
            let message = format!("This has {long} characters; {SOURCE_LIMIT} fit.");
            Err(Refusal::new("source-too-long", message).at("source"))
        }
    }
}

/// Where it can be read elsewhere; nothing when nowhere.
pub fn address(text: &str) -> Result<String, Refusal> {
    let address = text.trim();
    let good = address.is_empty() || address.starts_with("https://") || address.starts_with("http://");
    if !good || address.chars().count() > ADDRESS_LIMIT || address.contains(char::is_whitespace) {
        let message = "This is no address of a page. It begins with https://.";
        return Err(Refusal::new("not-an-address", message).at("address"));
    }
    Ok(address.to_owned())
}

/// The day it was found; today where none is said, and never one to come.
pub fn day(text: &str, now: Ts) -> Result<Ts, Refusal> {
    if text.trim().is_empty() {
        return Ok(now);
    }
    let day = parse_day(text).ok_or_else(|| {
        Refusal::new("not-a-day", format!("“{}” is no day. Write it as 2026-10-13.", text.trim())).at("day")
    })?;
    if day > now {
        return Err(Refusal::new("day-to-come", "This day is still to come.").at("day"));
    }
    Ok(day)
}

/// Whether evidence is so old that somebody should ask again.
pub fn is_old(at: Ts, now: Ts) -> bool {
    now.0 - at.0 > OLD
}

/// How old evidence is: “today”, “6 days”, “7 months”.
pub fn age(at: Ts, now: Ts) -> String {
    let days = (now.0 / DAY - at.0 / DAY).max(0);
    let many = |number: i64, one: &str| if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") };
    match days {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2..60 => many(days, "day"),
        60..730 => many(days / 30, "month"),
        _ => many(days / 365, "year"),
    }
}

/// The sentences of a text, of which one can be chosen.
pub fn passages(text: &str) -> Vec<String> {
    let mut passages = Vec::new();
    for line in text.lines() {
        let mut sentence = String::new();
        let mut letters = line.chars().peekable();
        while let Some(letter) = letters.next() {
            sentence.push(letter);
            // A sentence goes on to the quotation marks and brackets that close after its stop.
            let closes = |next: &char| matches!(next, '”' | '’' | '"' | ')' | '.' | '!' | '?');
            let over =
                matches!(letter, '.' | '!' | '?' | '”') && letters.peek().is_none_or(|next| next.is_whitespace());
            let ended = sentence.trim_end_matches(|c| closes(&c) && !matches!(c, '.' | '!' | '?'));
            if over && ended.ends_with(['.', '!', '?']) {
                push(&mut passages, &sentence);
                sentence.clear();
            }
        }
        push(&mut passages, &sentence);
    }
    passages.truncate(MOST_PASSAGES);
    passages
}

fn push(passages: &mut Vec<String>, sentence: &str) {
    let sentence = sentence.trim();
    if sentence.chars().any(char::is_alphanumeric) && !passages.iter().any(|passage| passage == sentence) {
        passages.push(sentence.to_owned());
    }
}

#[cfg(test)]
mod unit {
    use proptest::prelude::*;
    use together::testing::TODAY;

    use super::*;

    #[test]
    fn a_text_falls_into_its_sentences() {
        let text = "Nine parents. “Not yet” was said eleven times, “never” once.\n\nAll of them at 7.30? Yes! “I gave up.” He left";
        let expected = [
            "Nine parents.",
            "“Not yet” was said eleven times, “never” once.",
            "All of them at 7.30?",
            "Yes!",
            "“I gave up.”",
            "He left",
        ];
        assert_eq!(passages(text), expected);
        assert_eq!(title(" ", text), "Nine parents.");
        assert_eq!(title("Parents postpone", text), "Parents postpone");
    }

    #[test]
    fn evidence_has_an_age() {
        let ago = |days: i64| Ts(TODAY.0 - days * DAY);
        let told = [0, 1, 6, 59, 60, 211, 800].map(|days| age(ago(days), TODAY));
        assert_eq!(told, ["today", "yesterday", "6 days", "59 days", "2 months", "7 months", "2 years"]);
        assert!(is_old(ago(184), TODAY) && !is_old(ago(183), TODAY));
    }

    #[test]
    fn a_day_is_past_and_an_address_an_address() {
        assert_eq!(day("", TODAY).unwrap(), TODAY);
        assert_eq!(day("2026-10-14", TODAY).unwrap_err().name, "day-to-come");
        assert_eq!(day("soon", TODAY).unwrap_err().name, "not-a-day");
        assert!(address("https://reviews.example/7").is_ok() && address("").is_ok());
        assert_eq!(address("javascript:alert(1)").unwrap_err().name, "not-an-address");
        assert_eq!(source(" ").unwrap_err().name, "source-missing");
    }

    proptest! {
        #[test]
        fn every_passage_stands_in_the_text(text in "[a-z .!?”“\n]{0,80}") {
            for passage in passages(&text) {
                prop_assert!(text.contains(&passage));
            }
        }
    }
}
