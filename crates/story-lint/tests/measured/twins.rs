//! Twins planted in real backlogs: every fifth story again with small changes of hand, with another role, with the same end.

use story_lint::Story;

use crate::score::Score;
use crate::{files, stories};

#[test]
fn planted_twins_are_found() {
    let mut scores = [Score::default(); 3];
    for (_, text) in files("stories", "txt") {
        let lines: Vec<String> = text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
        let read = stories(&lines);
        for (kind, score) in scores.iter_mut().enumerate() {
            let planted: Vec<(usize, String)> = (kind..read.len())
                .step_by(5)
                .filter_map(|at| Some((at, variant(&read[at], &lines[at], kind)?)))
                .collect();
            let mut all = lines.clone();
            all.extend(planted.iter().map(|(_, line)| line.clone()));
            count(score, &stories(&all), &planted, lines.len());
        }
    }
    let names = ["same text", "same means, another role", "same end"];
    for (name, score) in names.iter().zip(scores) {
        eprintln!("twins, {name}: {score}");
        assert!(score.right == 0 || (score.recall() >= 0.95 && score.precision() >= 0.90), "{name}: {score}");
    }
}

/// A story that says the same in another way.
fn variant(story: &Story, line: &str, kind: usize) -> Option<String> {
    match kind {
        0 => {
            Some(format!("{}  ", line.trim_end_matches(['.', ' ']).replace(" the ", " ").replace("I want", "i  want")))
        }
        1 => Some(format!(
            "As an auditor, I want to be able to {}, so that I keep my books in order.",
            story.means.as_ref()?
        )),
        _ => {
            // Too short an end is anybody's and not compared.
            let end = story.end.as_ref().filter(|end| end.split_whitespace().count() > 6)?;
            Some(format!("As an auditor, I want to open the archive of last year, so that {end}."))
        }
    }
}

/// A twin told is right if it is the story planted from or says word by word the same in means or end.
fn count(score: &mut Score, read: &[Story], planted: &[(usize, String)], first: usize) {
    let same = |one: &Option<String>, other: &Option<String>| {
        let plain = |part: &String| part.to_lowercase().replace("the ", "");
        one.is_some() && one.as_ref().map(plain) == other.as_ref().map(plain)
    };
    for (at, (from, _)) in planted.iter().enumerate() {
        let story = &read[first + at];
        score.missed += usize::from(!story.alike.contains(&(from + 1)));
        for line in &story.alike {
            let other = &read[line - 1];
            let natural = same(&story.means, &other.means) || same(&story.end, &other.end);
            score.right += usize::from(line - 1 == *from);
            score.wrong += usize::from(line - 1 != *from && !natural);
        }
    }
}
