//! The states of a story, and whose call it is to move it from one to another.

use ground::web::Refusal;
use together::roles::rules::Right;
use together::thread::Stage;

/// The states in the order a story goes through them. *Ready* is found, not set: a draft that lacks nothing is ready.
pub const STATES: &[(&str, Stage)] = &[
    ("draft", Stage::Open),
    ("ready", Stage::Open),
    ("in sprint", Stage::Open),
    ("in work", Stage::Active),
    ("in review", Stage::Active),
    ("waiting for acceptance", Stage::Active),
    ("done", Stage::Done),
    ("dropped", Stage::Dropped),
];

/// The state a reader is shown.
pub fn shown<'a>(state: &'a str, missing: &str) -> &'a str {
    if state == "draft" && missing.is_empty() { "ready" } else { state }
}

/// Whether work on it has not begun, so that it still matters whether it is ready.
pub fn is_before_work(state: &str) -> bool {
    matches!(state, "draft" | "ready" | "in sprint")
}

/// The step after a state that whoever works on a story may take, and what the button for it says.
pub fn next(state: &str) -> Option<(&'static str, &'static str)> {
    match state {
        "ready" | "in sprint" => Some(("in work", "Start")),
        "in work" => Some(("in review", "To review")),
        "in review" => Some(("waiting for acceptance", "Hand over")),
        _ => None,
    }
}

/// Whose call it is to move a story, which may be in the sprint that runs; any member's for the steps of the work itself.
pub fn need(from: &str, to: &str, in_running: bool) -> Option<Right> {
    match (from, to) {
        ("done", _) | (_, "done") => Some(Right::AcceptStory),
        ("dropped", _) | (_, "dropped") => Some(Right::OrderBacklog),
        ("in sprint", "draft") | (_, "in sprint") if in_running => Some(Right::ChangeSprint),
        ("in sprint", "draft") | (_, "in sprint") => Some(Right::PlanSprint),
        _ => None,
    }
}

/// Whether a story may be moved to a state by hand.
pub fn may_become(to: &str) -> Result<(), Refusal> {
    if to == "ready" {
        let message = "Ready is not set by hand: a draft is ready as soon as it lacks nothing.";
        return Err(Refusal::new("ready-is-found", message).at("state"));
    }
    if STATES.iter().any(|(state, _)| *state == to) {
        return Ok(());
    }
    let names: Vec<&str> = STATES.iter().map(|(state, _)| *state).filter(|state| *state != "ready").collect();
    let message = format!("A story cannot be “{to}”. It can be {}.", names.join(", "));
    Err(Refusal::new("no-such-state", message).at("state"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_ones_work_is_anybodys_and_deciding_is_not() {
        assert_eq!(need("draft", "in work", false), None);
        assert_eq!(need("in work", "draft", false), None);
        assert_eq!(need("in review", "done", false), Some(Right::AcceptStory));
        assert_eq!(need("done", "in work", false), Some(Right::AcceptStory));
        assert_eq!(need("draft", "dropped", false), Some(Right::OrderBacklog));
        assert_eq!(need("dropped", "draft", false), Some(Right::OrderBacklog));
        assert_eq!(need("draft", "in sprint", false), Some(Right::PlanSprint));
        assert_eq!(need("in sprint", "draft", true), Some(Right::ChangeSprint));
    }

    #[test]
    fn who_works_on_a_story_takes_it_as_far_as_acceptance() {
        let mut state = "in sprint";
        let mut steps = Vec::new();
        while let Some((step, label)) = next(state) {
            assert_eq!(need(state, step, true), None, "{state} to {step}");
            steps.push(label);
            state = step;
        }
        assert_eq!((steps, state), (vec!["Start", "To review", "Hand over"], "waiting for acceptance"));
    }

    #[test]
    fn ready_is_found_and_other_words_are_refused() {
        assert_eq!(may_become("ready").unwrap_err().name, "ready-is-found");
        assert_eq!(may_become("closed").unwrap_err().name, "no-such-state");
        assert!(STATES.iter().filter(|(state, _)| *state != "ready").all(|(state, _)| may_become(state).is_ok()));
        assert_eq!((shown("draft", ""), shown("draft", "need"), shown("done", "")), ("ready", "draft", "done"));
    }
}
