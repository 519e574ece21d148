//! Which notices need an answer, without a database.

/// Why somebody is told that has something to do with it; any other notice says what was done.
pub const NEEDS: [&str; 4] = ["acceptance", "mention", "proposal", "question"];

/// Whether a notice needs the one it is for. A proposal that somebody else has settled needs nobody any more.
pub fn needs(why: &str, state: Option<&str>) -> bool {
    NEEDS.contains(&why) && (why != "proposal" || state == Some("waiting"))
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
        assert!(!needs("proposal", Some("taken")));
        assert!(needs("mention", None));
        assert!(!needs("backlog.move", Some("draft")));
        assert_eq!((often(1), often(3).as_deref()), (None, Some("3 times")));
    }
}
