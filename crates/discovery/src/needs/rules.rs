//! How much of an opportunity a need is: its score by Ulwick, as `priorities` computes it.

use ground::web::Refusal;
use priorities::opportunity;
use together::words::upper_first;

/// Importance and satisfaction are out of ten.
pub const SCALE: std::ops::RangeInclusive<f64> = 0.0..=10.0;
/// From here on a need is worth acting on.
pub const ACT: f64 = 12.0;
/// From here on it is worth watching.
pub const WATCH: f64 = 10.0;

/// The score where both numbers are known.
pub fn score(importance: Option<f64>, satisfaction: Option<f64>) -> Option<f64> {
    importance.zip(satisfaction).map(|(importance, satisfaction)| opportunity(importance, satisfaction))
}

/// Whether a need matters much and is met badly.
pub fn worth_acting(importance: Option<f64>, satisfaction: Option<f64>) -> bool {
    score(importance, satisfaction).is_some_and(|score| score >= ACT)
}

/// The most characters of a part of the job.
const PART_LIMIT: usize = 300;

/// A part of the job that is to be done: on one line, without the words that stand before it.
pub fn part(field: &'static str, text: &str, before: &[&str]) -> Result<String, Refusal> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let long = line.chars().count();
    if long > PART_LIMIT {
        let message = format!("This has {long} characters; {PART_LIMIT} fit.");
        return Err(Refusal::new("part-too-long", message).at(field));
    }
    let bare = before.iter().find_map(|words| {
        let rest =
            line.get(..words.len()).filter(|start| start.eq_ignore_ascii_case(words)).map(|_| &line[words.len()..])?;
        rest.starts_with(' ').then(|| rest.trim_start())
    });
    Ok(bare.unwrap_or(&line).trim_end_matches(['.', ',']).to_owned())
}

/// The job as a sentence, of the parts that are told.
pub fn job(situation: &str, wish: &str, ending: &str) -> String {
    let told = [("When ", situation), ("I want to ", wish), ("so I can ", ending)];
    let told: Vec<_> =
        told.iter().filter(|(_, part)| !part.is_empty()).map(|(before, part)| format!("{before}{part}")).collect();
    if told.is_empty() { String::new() } else { format!("{}.", upper_first(&told.join(", "))) }
}

#[cfg(test)]
mod unit {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_matters_and_is_met_badly_scores_high() {
        let close = |left: f64, right: f64| (left - right).abs() < 1e-9;
        assert!(close(opportunity(9.1, 3.4), 14.8));
        assert!(close(opportunity(6.9, 8.2), 6.9), "met better than it matters");
        assert!(close(opportunity(10.0, 0.0), 20.0) && close(opportunity(0.0, 10.0), 0.0));
        assert_eq!(score(Some(8.0), None), None);
    }

    #[test]
    fn a_job_is_one_sentence_whatever_was_typed_before_it() {
        let part = |text, before| part("situation", text, &[before]).unwrap();
        assert_eq!(part("When I wait for a book,", "when"), "I wait for a book");
        assert_eq!(part("Whenever I wait", "when"), "Whenever I wait");
        assert_eq!(job("I wait", "know the day", "plan"), "When I wait, I want to know the day, so I can plan.");
        assert_eq!((job("", "", "plan").as_str(), job("", "", "").as_str()), ("So I can plan.", ""));
    }

    proptest! {
        #[test]
        fn a_score_is_from_0_to_20_and_falls_when_a_need_is_met(importance in SCALE, less in SCALE, more in SCALE) {
            let (less, more) = (less.min(more), less.max(more));
            let (low, high) = (opportunity(importance, more), opportunity(importance, less));
            prop_assert!(low <= high && (0.0..=20.0).contains(&low) && (0.0..=20.0).contains(&high));
        }
    }
}
