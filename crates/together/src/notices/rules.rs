//! Which notices need an answer, without a database.

/// Why somebody is told that has something to do with it; any other notice says what was done.
pub const NEEDS: [&str; 7] = ["acceptance", "answer", "decide", "mention", "proposal", "question", "reminder"];

/// Those of them that need nobody any more once the proposal or the question is settled, the story accepted.
pub const WHILE_IT_WAITS: [&str; 6] = ["acceptance", "answer", "decide", "proposal", "question", "reminder"];

/// The states in which a thing still waits for that.
pub const WAITING: [&str; 4] = ["open", "reopened", "waiting", "waiting for acceptance"];

/// Whether a notice needs the one it is for.
pub fn needs(why: &str, state: Option<&str>) -> bool {
    NEEDS.contains(&why) && (!WHILE_IT_WAITS.contains(&why) || state.is_some_and(|state| WAITING.contains(&state)))
}

/// Which notices about the things it touches an action answers, for whoever did it.
pub fn settles(action: &str) -> Option<&'static [&'static str]> {
    match action {
        "comment.write" | "decision.answer" => Some(&["answer"]),
        "decision.decide" => Some(&["answer", "decide"]),
        "question.answer" => Some(&["question", "reminder"]),
        "story.set_state" | "story.accept" | "story.return" => Some(&["acceptance"]),
        _ if action.starts_with("proposal.") => Some(&WHILE_IT_WAITS),
        _ => None,
    }
}

/// How often it happened, when it was more than once: “3 times”.
pub fn often(times: i64) -> Option<String> {
    (times > 1).then(|| format!("{times} times"))
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_settled_proposal_needs_nobody() {
        assert!(needs("proposal", Some("waiting")));
        assert!(!needs("proposal", Some("taken")) && !needs("answer", Some("taken")));
        assert!(needs("decide", Some("open")) && !needs("decide", Some("decided")));
        assert!(needs("acceptance", Some("waiting for acceptance")) && !needs("acceptance", Some("done")));
        assert!(needs("question", Some("reopened")) && !needs("question", Some("answered")));
        assert!(needs("mention", None));
        assert!(!needs("backlog.move", Some("draft")));
        assert_eq!((settles("comment.write"), settles("backlog.move")), (Some(["answer"].as_slice()), None));
        assert_eq!((often(1), often(3).as_deref()), (None, Some("3 times")));
    }
}
