//! The states of a release, and whose call it is to move it from one to another.

use ground::web::Refusal;
use together::roles::rules::Right;
use together::thread::Key;

/// Whose call it is to move a release: what goes out, or not after all, is go or no-go; all else is its scope.
pub fn need(from: &str, to: &str) -> Right {
    if [from, to].iter().any(|state| matches!(*state, "go" | "shipped")) {
        Right::DecideGo
    } else {
        Right::ScopeRelease
    }
}

/// Whether a release goes from a state to another. What is out stays out, unless that it is was a mistake: undo takes it back.
pub fn may_become(from: &str, to: &str) -> Result<(), Refusal> {
    let next: &[&str] = match from {
        "planned" => &["frozen", "go", "cancelled"],
        "frozen" => &["go", "planned", "cancelled"],
        "go" => &["shipped", "frozen", "cancelled"],
        "cancelled" => &["planned"],
        _ => &[],
    };
    if from == to || next.contains(&to) {
        return Ok(());
    }
    let hint = match next {
        [] => "Plan another for what comes after it.".to_owned(),
        next => format!("It can be {} next.", next.join(" or ")),
    };
    Err(Refusal::new("not-the-next-state", format!("It is {from}, so it cannot be {to}.")).at("state").hint(hint))
}

/// Whether something may come into the scope of a release in this state, or leave it.
pub fn may_change_scope(release: Key, state: &str, enters: bool) -> Result<(), Refusal> {
    let (message, hint) = match (state, enters) {
        ("frozen", _) => (
            format!("The scope of {release} is frozen: nothing comes into it, and nothing leaves it."),
            "Open its scope again first.",
        ),
        ("go", true) => (
            format!("Go is decided for {release}: nothing comes into it any more."),
            "Let it ship in another release, or decide no-go first.",
        ),
        _ => return Ok(()),
    };
    Err(Refusal::new("scope-frozen", message).hint(hint))
}

/// A release goes out whole: what is not done yet ships in another.
pub fn may_ship(open: i64) -> Result<(), Refusal> {
    if open == 0 {
        return Ok(());
    }
    let message = match open {
        1 => "One of its stories is not done.".to_owned(),
        many => format!("{many} of its stories are not done."),
    };
    let hint = "Accept what is finished, and let the rest ship in another release.";
    Err(Refusal::new("not-all-done", message).at("state").hint(hint))
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_release_is_decided_before_it_goes_out() {
        for (from, to) in [
            ("planned", "frozen"),
            ("planned", "go"),
            ("frozen", "planned"),
            ("frozen", "go"),
            ("go", "frozen"),
            ("go", "shipped"),
            ("go", "cancelled"),
            ("cancelled", "planned"),
            ("shipped", "shipped"),
        ] {
            assert!(may_become(from, to).is_ok(), "{from} to {to}");
        }
        for (from, to) in [("planned", "shipped"), ("frozen", "shipped"), ("shipped", "planned"), ("go", "out")] {
            assert!(may_become(from, to).is_err(), "{from} to {to}");
        }
    }

    #[test]
    fn whatever_touches_the_decision_is_go_or_no_go() {
        for (from, to) in [("planned", "go"), ("go", "frozen"), ("go", "shipped"), ("go", "cancelled")] {
            assert_eq!(need(from, to), Right::DecideGo, "{from} to {to}");
        }
        for (from, to) in [("planned", "frozen"), ("frozen", "planned"), ("planned", "cancelled")] {
            assert_eq!(need(from, to), Right::ScopeRelease, "{from} to {to}");
        }
    }
}
