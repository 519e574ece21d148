//! The states of a story, and whose call it is to move it from one to another.

use ground::web::Refusal;
use together::roles::rules::{Right, RightSet};
use together::thread::{Key, Stage};

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

/// The decisions it is to move a story, which may be in the sprint that runs; none, so any member's, for the steps of the work
/// itself. What is dropped is taken out of its sprint as well, and what is taken up again comes back into it.
pub fn need(from: &str, to: &str, in_running: bool) -> RightSet {
    let either = |state: &str| from == state || to == state;
    let (accepts, drops) = (either("done"), either("dropped"));
    let enters_or_leaves = (from != "done" && to == "in sprint") || (from, to) == ("in sprint", "draft");
    let of_sprint = if in_running { Right::ChangeSprint } else { Right::PlanSprint };
    RightSet::EMPTY
        .with_if(accepts, Right::AcceptStory)
        .with_if(drops, Right::OrderBacklog)
        .with_if(enters_or_leaves || (drops && in_running), of_sprint)
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

/// The most characters of what holds a story up.
const MOST_REASON: usize = 300;

/// What holds a story up, in one line.
pub fn why_blocked(words: &str) -> Result<String, Refusal> {
    let because = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match because.chars().count() {
        0 => Err(Refusal::new("reason-missing", "Say what holds it up.").at("because")),
        long if long > MOST_REASON => {
            let message = format!("This has {long} characters; {MOST_REASON} fit. The rest fits the conversation.");
            Err(Refusal::new("reason-too-long", message).at("because"))
        }
        _ => Ok(because),
    }
}

/// Nothing holds up what is over.
pub fn may_be_blocked(key: Key, state: &str) -> Result<(), Refusal> {
    if matches!(state, "done" | "dropped") {
        return Err(Refusal::new("story-over", format!("{key} is {state}; nothing holds it up.")).at("because"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_ones_work_is_anybodys_and_deciding_is_not() {
        for (from, to, rights) in [
            ("draft", "in work", &[][..]),
            ("in work", "draft", &[]),
            ("in review", "done", &[Right::AcceptStory]),
            ("done", "in work", &[Right::AcceptStory]),
            ("done", "in sprint", &[Right::AcceptStory]),
            ("draft", "dropped", &[Right::OrderBacklog]),
            ("dropped", "draft", &[Right::OrderBacklog]),
            ("done", "dropped", &[Right::AcceptStory, Right::OrderBacklog]),
            ("dropped", "in sprint", &[Right::OrderBacklog, Right::PlanSprint]),
            ("draft", "in sprint", &[Right::PlanSprint]),
        ] {
            assert_eq!(need(from, to, false), rights.iter().copied().collect(), "{from} to {to}");
        }
    }

    #[test]
    fn what_leaves_the_running_sprint_or_comes_back_changes_its_scope() {
        for (from, to) in [("in sprint", "draft"), ("draft", "in sprint")] {
            assert_eq!(need(from, to, true), Right::ChangeSprint.into(), "{from} to {to}");
        }
        for (from, to) in [("in work", "dropped"), ("dropped", "draft"), ("dropped", "in sprint")] {
            let both = RightSet::from(Right::OrderBacklog).with(Right::ChangeSprint);
            assert_eq!(need(from, to, true), both, "{from} to {to}");
        }
        assert_eq!(need("in sprint", "in work", true), RightSet::EMPTY);
    }

    #[test]
    fn who_works_on_a_story_takes_it_as_far_as_acceptance() {
        let mut state = "in sprint";
        let mut steps = Vec::new();
        while let Some((step, label)) = next(state) {
            assert_eq!(need(state, step, true), RightSet::EMPTY, "{state} to {step}");
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
