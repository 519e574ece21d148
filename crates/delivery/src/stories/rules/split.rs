//! Splitting a story: what its parts are, and where what hangs on it goes.

use ground::web::Refusal;
use together::thread::rules::{TITLE_LIMIT, title};

use super::sentence::Sentence;

/// The most stories one is split into.
pub const MOST_PARTS: usize = 10;

/// One of the stories another is split into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its place among the lines that were written, from 1.
    pub line: usize,
    /// Its title.
    pub title: String,
    /// What it says, where it was written as a sentence.
    pub sentence: Option<Sentence>,
}

/// Where something of the story goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// To the part on this line.
    Part(usize),
    /// To every part.
    All,
}

/// Whether a story in this state can be split.
pub fn may_be(key: &str, state: &str) -> Result<(), Refusal> {
    let (what, hint) = match state {
        "done" => ("done", "Write a story for what is still missing."),
        "dropped" => ("dropped", "Bring it back first."),
        _ => return Ok(()),
    };
    Err(Refusal::new("cannot-be-split", format!("{key} is {what}, so it is not split.")).hint(hint))
}

/// The parts that were written, one a line: a title, or a sentence. Empty lines are left out, but counted.
pub fn parts(lines: &[String]) -> Result<Vec<Part>, Refusal> {
    let written = (1..).zip(lines).filter(|(_, line)| !line.trim().is_empty());
    let parts = written.map(|(line, text)| part(line, text)).collect::<Result<Vec<_>, _>>()?;
    let count = parts.len();
    if count < 2 {
        let message = "A story is split into two or more. Say what each of them is.";
        return Err(Refusal::new("too-few-parts", message).at("parts"));
    }
    if count > MOST_PARTS {
        let message = format!("These are {count} stories; a story is split into {MOST_PARTS} at most.");
        return Err(Refusal::new("too-many-parts", message).at("parts"));
    }
    Ok(parts)
}

/// What somebody says goes somewhere: “R-352 2” to the second part, “R-352 all” to every part.
pub fn goes<'a>(said: &'a str, parts: &[Part], field: &'static str) -> Result<(&'a str, To), Refusal> {
    let unclear = || {
        let message = format!("“{said}” does not say what goes to which part, as “R-352 2” or “R-352 all” does.");
        Refusal::new("no-such-part", message).at(field)
    };
    let (what, to) = said.trim().rsplit_once(' ').ok_or_else(unclear)?;
    if to == "all" {
        return Ok((what, To::All));
    }
    let line = to.parse().map_err(|_| unclear())?;
    if parts.iter().any(|part| part.line == line) {
        return Ok((what, To::Part(line)));
    }
    let message = format!("There is no part {line}: nothing is written there.");
    Err(Refusal::new("no-such-part", message).at(field))
}

fn part(line: usize, text: &str) -> Result<Part, Refusal> {
    let sentence = Sentence::parse(text);
    let titled = match &sentence {
        Some(sentence) => sentence.title().chars().take(TITLE_LIMIT).collect(),
        None => text.to_owned(),
    };
    Ok(Part { line, title: title(&titled).map_err(|refusal| refusal.at("parts"))?, sentence })
}

impl To {
    /// Whether it goes to the part on this line.
    pub fn is(self, line: usize) -> bool {
        self == Self::All || self == Self::Part(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn empty_lines_are_left_out_and_counted() {
        let of =
            parts(&lines(&["Pause a hold", " ", "As a reader, I want to start it again so that I get it"])).unwrap();
        let told: Vec<_> = of.iter().map(|part| (part.line, part.title.as_str())).collect();
        assert_eq!(told, [(1, "Pause a hold"), (3, "Start it again")]);
        assert_eq!(of[1].sentence.as_ref().unwrap().end, "I get it");
    }

    #[test]
    fn a_part_alone_and_too_many_are_refused() {
        assert_eq!(parts(&lines(&["One", ""])).unwrap_err().name, "too-few-parts");
        assert_eq!(parts(&lines(&["One"; MOST_PARTS + 1])).unwrap_err().name, "too-many-parts");
        assert_eq!(parts(&lines(&["One", &"x".repeat(201)])).unwrap_err().name, "title-too-long");
    }

    #[test]
    fn what_goes_somewhere_goes_to_a_part_that_is_written() {
        let parts = parts(&lines(&["One", "", "Three"])).unwrap();
        let of = |said| goes(said, &parts, "requests").map_err(|refusal| refusal.name);
        assert_eq!(of("R-1 3"), Ok(("R-1", To::Part(3))));
        assert_eq!(of("R-1 all"), Ok(("R-1", To::All)));
        for wrong in ["R-1 2", "R-1 4", "R-1 x", "R-1", ""] {
            assert_eq!(of(wrong), Err("no-such-part"), "{wrong}");
        }
        assert!(To::All.is(3) && To::Part(3).is(3) && !To::Part(1).is(3));
    }

    #[test]
    fn what_is_over_is_not_split() {
        for state in ["done", "dropped"] {
            assert_eq!(may_be("S-1", state).unwrap_err().name, "cannot-be-split");
        }
        for state in ["draft", "in sprint", "in work", "in review", "waiting for acceptance"] {
            assert!(may_be("S-1", state).is_ok(), "{state}");
        }
    }
}
