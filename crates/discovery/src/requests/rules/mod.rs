//! What a request must be like, and how its state follows.

pub mod telling;
pub mod wording;

use ground::clock::Ts;
use ground::web::Refusal;
use together::thread::Key;
use together::thread::rules::{TITLE_LIMIT, text, title};

/// The most important a request can be to who asks.
pub const MOST_IMPORTANT: i64 = 3;
/// The most people that may be said to stand behind a request.
pub const VOTES_LIMIT: i64 = 1_000_000_000;
/// The most characters of how it came.
pub const SOURCE_LIMIT: usize = 60;
/// The most characters of an address.
pub const LINK_LIMIT: usize = 2_000;

/// How important a request is to who asks, in words.
pub fn importance_in_words(importance: i64) -> &'static str {
    match importance {
        0 => "Not important",
        1 => "Nice to have",
        2 => "Important",
        _ => "Critical",
    }
}

/// Checks an importance.
pub fn importance(importance: i64) -> Result<i64, Refusal> {
    if (0..=MOST_IMPORTANT).contains(&importance) {
        return Ok(importance);
    }
    let message = "Importance is 0 (not important), 1 (nice to have), 2 (important) or 3 (critical).";
    Err(Refusal::new("importance-out-of-range", message).at("importance"))
}

/// Checks how many people stand behind a request besides who asked.
pub fn votes(votes: i64) -> Result<i64, Refusal> {
    if (0..=VOTES_LIMIT).contains(&votes) {
        return Ok(votes);
    }
    Err(Refusal::new("votes-out-of-range", "Votes are counted from 0 on.").at("votes"))
}

/// Checks how a request came: a few words on one line.
pub fn source(source: &str) -> Result<String, Refusal> {
    let source = source.split_whitespace().collect::<Vec<_>>().join(" ");
    let long = source.chars().count();
    if long > SOURCE_LIMIT {
        let message = format!("How it came has {long} characters; {SOURCE_LIMIT} fit.");
        return Err(Refusal::new("source-too-long", message).at("source"));
    }
    Ok(source)
}

/// Checks the address a request stands at elsewhere.
pub fn source_link(link: &str) -> Result<Option<String>, Refusal> {
    let link = link.trim();
    if link.is_empty() {
        return Ok(None);
    }
    let web = link.starts_with("https://") || link.starts_with("http://");
    if !web || link.contains(char::is_whitespace) || link.chars().count() > LINK_LIMIT {
        let message = "A link begins with https:// or http:// and has no spaces.";
        return Err(Refusal::new("not-a-link", message).at("source_link"));
    }
    Ok(Some(link.to_owned()))
}

/// When it was asked: not in the future, though it may be tomorrow already where they are. The day alone, when it is
/// today, means now.
pub fn asked_at(asked: Option<Ts>, now: Ts) -> Result<Ts, Refusal> {
    const DAY: i64 = 24 * 60 * 60 * 1_000_000;
    match asked {
        Some(asked) if asked.0 == now.0 - now.0.rem_euclid(DAY) => Ok(now),
        Some(asked) if asked.0 > now.0.saturating_add(DAY) => {
            Err(Refusal::new("asked-in-the-future", "Nobody can have asked this yet: the day is still to come.")
                .at("asked"))
        }
        asked => Ok(asked.unwrap_or(now)),
    }
}

/// Title and words of a request, either of which may be missing: the title is then the first sentence.
pub fn words(said_title: &str, said: &str) -> Result<(String, String), Refusal> {
    let said = text("body", said)?;
    if !said_title.trim().is_empty() {
        return Ok((title(said_title)?, said));
    }
    if said.trim().is_empty() {
        return Err(
            Refusal::new("request-empty", "Write down what they asked for: their words, or a title.").at("body")
        );
    }
    Ok((title(&first_sentence(&said))?, said))
}

/// Some hundred characters that a list can show: the first sentence, or its beginning.
fn first_sentence(said: &str) -> String {
    const FITS: usize = 120;
    let line = said.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    let ends = |(at, letter): (usize, char)| {
        let after = line[at + letter.len_utf8()..].chars().next();
        (matches!(letter, '.' | '?' | '!') && after.is_none_or(char::is_whitespace)).then_some(at + letter.len_utf8())
    };
    let sentence = line.char_indices().find_map(ends).map_or(line, |end| &line[..end]);
    if sentence.chars().count() <= FITS.min(TITLE_LIMIT) {
        let short = sentence.trim_end_matches('.');
        return if short.is_empty() { sentence } else { short }.to_owned();
    }
    let cut: String = sentence.chars().take(FITS - 1).collect();
    let whole = cut.rsplit_once(char::is_whitespace).map_or(cut.as_str(), |(words, _)| words);
    format!("{whole}…")
}

/// What has become of the things a request asks for; dropped ones are not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hangs {
    /// On how many things it hangs.
    pub on: i64,
    /// How many of them are in work, in a sprint or in a release.
    pub planned: i64,
    /// How many of them are done.
    pub done: i64,
}

/// A thing that a request asks for, and how far it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// It is a need: what it became is told by features and stories, where the request asks for any.
    pub need: bool,
    /// It is in work, in a sprint or in a release, or done and not shipped yet.
    pub planned: bool,
    /// It is done, and out where it ships in a release.
    pub done: bool,
}

impl Hangs {
    /// Counts what is asked for. That other things are built for a need says nothing to those who asked for a story of it.
    pub fn on(asked: &[Asked]) -> Self {
        let only_needs = asked.iter().all(|one| one.need);
        let counted = asked.iter().filter(|one| only_needs || !one.need);
        counted.fold(Self::default(), |sum, one| Self {
            on: sum.on + 1,
            planned: sum.planned + i64::from(one.planned),
            done: sum.done + i64::from(one.done),
        })
    }
}

/// The state a request has by what it hangs on and whether somebody has looked at it. Done when all of it is done, planned
/// when some of it is planned or done. What was declined or merged stays so until somebody takes it back.
pub fn state(now: &str, looked_at: bool, hangs: Hangs, hangs_otherwise: bool) -> &'static str {
    match now {
        "declined" => "declined",
        "merged" => "merged",
        _ if hangs.on > 0 && hangs.done == hangs.on => "done",
        _ if hangs.planned + hangs.done > 0 => "planned",
        "new" if !looked_at => "new",
        // A request that came as planned or done, from elsewhere, stays so while nothing was hung on it.
        "planned" if hangs.on == 0 && !hangs_otherwise => "planned",
        "done" if hangs.on == 0 && !hangs_otherwise => "done",
        _ => "open",
    }
}

/// A request cannot be merged into itself, nor into one that repeats it.
pub fn merged_into_itself(request: Key, into: Key) -> Refusal {
    let message = if request == into {
        format!("{request} cannot be merged into itself.")
    } else {
        format!("{into} repeats {request} already.")
    };
    Refusal::new("merged-into-itself", message).at("into")
}

/// Only what is not merged can be worked on; the one it repeats stands for it.
pub fn must_stand_alone(request: Key, state: &str) -> Result<(), Refusal> {
    if state != "merged" {
        return Ok(());
    }
    let message = format!("{request} was merged. Decide about the request it repeats, or take the merge back first.");
    Err(Refusal::new("request-merged", message))
}

#[cfg(test)]
mod unit {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_need_counts_where_nothing_more_definite_is_asked_for() {
        let need = Asked { need: true, planned: true, done: false };
        assert_eq!(Hangs::on(&[need]), hangs(1, 1, 0));
        assert_eq!(Hangs::on(&[need, Asked::default()]), hangs(1, 0, 0));
        assert_eq!(
            Hangs::on(&[Asked { done: true, ..need }, Asked { done: true, ..Asked::default() }]),
            hangs(1, 0, 1)
        );
        assert_eq!(Hangs::on(&[]), Hangs::default());
    }

    fn hangs(on: i64, planned: i64, done: i64) -> Hangs {
        Hangs { on, planned, done }
    }

    #[test]
    fn the_state_follows_what_becomes_of_it() {
        let table = [
            ("new", false, hangs(0, 0, 0), "new"),
            ("new", true, hangs(0, 0, 0), "open"),
            ("new", true, hangs(2, 0, 0), "open"),
            ("open", false, hangs(2, 1, 0), "planned"),
            ("open", false, hangs(2, 0, 1), "planned"),
            ("open", false, hangs(2, 0, 2), "done"),
            ("planned", false, hangs(2, 0, 0), "open"),
            ("done", false, hangs(1, 0, 0), "open"),
            ("declined", true, hangs(1, 0, 1), "declined"),
            ("merged", true, hangs(1, 1, 0), "merged"),
        ];
        for (now, looked_at, hangs, then) in table {
            assert_eq!(state(now, looked_at, hangs, true), then, "{now} {hangs:?}");
        }
        assert_eq!(state("done", true, hangs(0, 0, 0), false), "done", "done elsewhere");
        assert_eq!(state("done", true, hangs(0, 0, 0), true), "open", "what it hung on was taken away");
    }

    #[test]
    fn a_request_without_a_title_is_called_by_its_first_sentence() {
        let title = |said: &str| words("", said).unwrap().0;
        assert_eq!(title("\n  Please add v4.2 support. Thank you."), "Please add v4.2 support");
        assert_eq!(title("Thirty pupils, one class set. Can I?"), "Thirty pupils, one class set");
        assert_eq!(title("Can I lend it?\nThank you"), "Can I lend it?");
        assert_eq!(words("", " \n ").unwrap_err().name, "request-empty");
        assert_eq!(words(" A  title ", "").unwrap(), ("A title".to_owned(), String::new()));
        assert_eq!(words(&"x".repeat(201), "").unwrap_err().name, "title-too-long");
        assert_eq!(words("", &"x ".repeat(60_000)).unwrap_err().name, "text-too-long");
    }

    #[test]
    fn limits_are_at_the_limit() {
        assert!(importance(3).is_ok() && importance(0).is_ok() && importance(4).is_err() && importance(-1).is_err());
        assert!(votes(VOTES_LIMIT).is_ok() && votes(VOTES_LIMIT + 1).is_err() && votes(-1).is_err());
        assert!(source(&"x".repeat(60)).is_ok() && source(&"x".repeat(61)).is_err());
        assert!(source_link("https://board.example/7").is_ok() && source_link("javascript:alert(1)").is_err());
        assert!(source_link(&format!("https://{}", "x".repeat(LINK_LIMIT - 8))).is_ok());
        assert!(source_link(&format!("https://{}", "x".repeat(LINK_LIMIT - 7))).is_err());
        let day = 86_400_000_000;
        assert_eq!(asked_at(Some(Ts(day)), Ts(day + 7)).unwrap(), Ts(day + 7), "today is now");
        assert!(asked_at(Some(Ts(day)), Ts(0)).is_ok() && asked_at(Some(Ts(day + 1)), Ts(0)).is_err());
    }

    proptest! {
        /// Whatever somebody says, its title fits and has words.
        #[test]
        fn any_words_make_a_title(said in "\\PC{1,400}") {
            prop_assume!(!said.trim().is_empty());
            let (title, _) = words("", &said).unwrap();
            prop_assert!((1..=TITLE_LIMIT).contains(&title.chars().count()));
        }
    }
}
