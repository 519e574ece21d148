//! The limits of work beside the board: what is over one, and the place to agree on them.

use std::collections::BTreeMap;

use ground::ui::{self, State};
use maud::{Markup, html};
use together::form::Form;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::visit::Visit;
use together::words::upper_first;

use crate::pieces::{back_hidden, press};
use crate::sprints::rules::columns::{LIMITED, said};

/// What each limited column holds at most.
pub(super) type Limits = BTreeMap<String, i64>;

/// What is over its limit, above the board.
pub(super) fn notice(limits: &Limits, standing: impl Fn(&str) -> i64) -> Markup {
    let over: Vec<String> = limits.iter().filter_map(|(state, most)| said(state, standing(state), *most)).collect();
    html! {
        @if !over.is_empty() {
            (ui::notice(over.join(" ")).state(State::LATE).icon("clock"))
        }
    }
}

/// The form of each limit, below the board.
pub(super) fn forms(visit: &Visit, marks: &Marks, limits: &Limits) -> Markup {
    let refused = Form::of(visit, "board.limit").refused();
    html! {
        details #limits open[refused] {
            summary.btn.btn-s { (ui::icon("edit")) "Limits of work" }
            .stack-s {
                p.note { "How many stories a column should hold at most. What goes over it is said, and not forbidden." }
                @for state in LIMITED { (form(visit, marks, limits, state)) }
            }
        }
    }
}

fn form(visit: &Visit, marks: &Marks, limits: &Limits, state: &str) -> Markup {
    let form = Form::about(visit, "board.limit", "state", state);
    let (id, label) = (format!("limit-{}", state.replace(' ', "-")), upper_first(state));
    let now = limits.get(state).map(ToString::to_string).unwrap_or_default();
    let button = press(visit, marks, Right::PlanSprint, "Agree", "Propose");
    html! {
        form method="post" action=(visit.action("board.limit")) {
            (back_hidden(visit))
            input type="hidden" name="state" value=(state);
            .field {
                label for=(id) { (label) }
                .line {
                    (ui::field("most", &label).id(&id).bare().value(&form.value("most", &now)).error(form.error("most")).attr("inputmode", "numeric").attr("size", "3"))
                    (ui::button(button).small().attr("aria-label", &format!("{button}: {label}")))
                }
            }
        }
    }
}
