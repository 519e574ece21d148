//! What holds of questions, without a database.
//!
//! Also here: hours.

pub mod hours;

use ground::clock::Ts;
use ground::web::Refusal;
use together::thread::Key;
use together::words::counted;

/// The state of a question that waits for its first answer.
pub const OPEN: &str = "open";
/// The state of one that is answered.
pub const ANSWERED: &str = "answered";
/// The state of one whose answer was not clear.
pub const REOPENED: &str = "reopened";

/// Whether a question waits for an answer.
pub fn waits(state: &str) -> bool {
    matches!(state, OPEN | REOPENED)
}

/// Only what waits is answered.
pub fn must_wait(key: Key, state: &str) -> Result<(), Refusal> {
    if waits(state) {
        return Ok(());
    }
    let hint = "Reopen the question if its answer is not clear.";
    Err(Refusal::new("question-answered", format!("{key} is answered already.")).hint(hint))
}

/// Only an answer can be clear or not.
pub fn must_be_answered(key: Key, state: &str) -> Result<(), Refusal> {
    if state == ANSWERED {
        return Ok(());
    }
    Err(Refusal::new("question-open", format!("{key} is not answered yet.")))
}

/// Nobody answers another question than the one they read.
pub fn must_be_as_read(key: Key, now: i64, seen: Option<i64>) -> Result<(), Refusal> {
    if seen.is_none_or(|seen| now <= seen) {
        return Ok(());
    }
    let message = format!("{key} was changed while you wrote. Your answer is kept.");
    Err(Refusal::new("changed-meanwhile", message).hint("Read the question again, then send your answer."))
}

/// An answer must say something.
pub fn answer(words: String) -> Result<String, Refusal> {
    if words.is_empty() {
        return Err(Refusal::new("answer-empty", "Say what the answer is.").at("answer"));
    }
    Ok(words)
}

/// Reminders come at most once in the agreed time.
pub fn may_remind(key: Key, due: Ts, reminded: Option<Ts>, now: Ts, working_hours: i64) -> Result<(), Refusal> {
    if now <= due {
        return Err(Refusal::new("question-not-late", format!("{key} is not late yet: the agreed time is not over.")));
    }
    match reminded.filter(|at| now <= hours::after(*at, working_hours)) {
        None => Ok(()),
        Some(_) => {
            let message = format!("Somebody reminded of {key} already, within {}.", agreed(working_hours));
            Err(Refusal::new("reminded-already", message))
        }
    }
}

/// How soon a product answers, in words: “one working day”, “4 working hours”.
pub fn agreed(working_hours: i64) -> String {
    match (working_hours / hours::OF_A_DAY, working_hours % hours::OF_A_DAY) {
        (1, 0) => "one working day".to_owned(),
        (days, 0) => format!("{days} working days"),
        _ => counted(working_hours, "working hour", "working hours"),
    }
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn only_what_waits_is_answered() {
        let key: Key = "Q-5".parse().unwrap();
        assert!(must_wait(key, OPEN).is_ok() && must_wait(key, REOPENED).is_ok());
        assert_eq!(must_wait(key, ANSWERED).unwrap_err().name, "question-answered");
        assert!(must_be_as_read(key, 7, None).is_ok() && must_be_as_read(key, 7, Some(7)).is_ok());
        assert_eq!(must_be_as_read(key, 8, Some(7)).unwrap_err().name, "changed-meanwhile");
        assert_eq!(must_be_answered(key, REOPENED).unwrap_err().name, "question-open");
    }

    #[test]
    fn the_agreed_time_is_said_in_days_where_it_is_days() {
        let said = [1, 4, 8, 12, 16].map(agreed);
        assert_eq!(
            said,
            ["1 working hour", "4 working hours", "one working day", "12 working hours", "2 working days"]
                .map(str::to_owned)
        );
    }
}
