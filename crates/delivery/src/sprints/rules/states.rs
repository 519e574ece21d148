//! The states of a sprint, and whose call it is to move it from one to another.

use ground::web::Refusal;
use together::roles::rules::Right;

/// Whose call it is to move a sprint: whoever may cancel one also brings it back.
pub fn need(from: &str, to: &str) -> Right {
    if from == "cancelled" || to == "cancelled" { Right::CancelSprint } else { Right::PlanSprint }
}

/// Whether a sprint goes from a state to another. One that is over stays over: what was counted of it stands in the history.
pub fn may_become(from: &str, to: &str) -> Result<(), Refusal> {
    let next: &[&str] = match from {
        "planned" => &["running", "cancelled"],
        "running" => &["closed", "cancelled"],
        "cancelled" => &["planned"],
        _ => &[],
    };
    if from == to || next.contains(&to) {
        return Ok(());
    }
    let hint = match next {
        [] => "Plan another for what is left.".to_owned(),
        next => format!("It can be {} next.", next.join(" or ")),
    };
    Err(Refusal::new("not-the-next-state", format!("It is {from}, so it cannot be {to}.")).at("state").hint(hint))
}

/// Whose call it is to choose stories for a sprint, or to take them out, given the states of the sprints they leave and enter.
pub fn need_to_choose<'a>(states: impl IntoIterator<Item = &'a str>) -> Right {
    if states.into_iter().any(|state| state == "running") { Right::ChangeSprint } else { Right::PlanSprint }
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_sprint_goes_forward_and_only_who_cancels_brings_it_back() {
        for (from, to) in
            [("planned", "running"), ("running", "closed"), ("running", "running"), ("cancelled", "planned")]
        {
            assert!(may_become(from, to).is_ok(), "{from} to {to}");
        }
        for (from, to) in [("planned", "closed"), ("closed", "running"), ("cancelled", "running"), ("planned", "over")]
        {
            assert!(may_become(from, to).is_err(), "{from} to {to}");
        }
        assert_eq!(
            (need("cancelled", "planned"), need("running", "cancelled")),
            (Right::CancelSprint, Right::CancelSprint)
        );
        assert_eq!(need("planned", "running"), Right::PlanSprint);
    }

    #[test]
    fn what_touches_a_running_sprint_changes_its_scope() {
        assert_eq!(need_to_choose(["planned", "running"]), Right::ChangeSprint);
        assert_eq!(need_to_choose(["planned"]), Right::PlanSprint);
        assert_eq!(need_to_choose([]), Right::PlanSprint);
    }
}
