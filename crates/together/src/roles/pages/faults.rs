//! Where the matrix does not say who decides, or says it twice, and what is done about it.

use ground::ui;
use maud::{Markup, html};

use super::Board;
use crate::roles::rules::{Fault, Flaw, Role};

/// The first sentence of the page: how many decisions have exactly one role, and what is wrong with the others.
pub(super) fn finding(board: &Board) -> Markup {
    let of_product: Vec<_> = board.faults.iter().filter(|fault| fault.scope.is_product()).collect();
    let of_teams = board.faults.len() - of_product.len();
    let count = |of: fn(&Flaw) -> bool| of_product.iter().filter(|fault| of(&fault.flaw)).count();
    let two = count(|flaw| matches!(flaw, Flaw::TwoDecide { .. }));
    let nobody = count(|flaw| matches!(flaw, Flaw::NobodyDecides { .. }));
    let unheld = count(|flaw| matches!(flaw, Flaw::NobodyHolds { .. }));
    let mut wrong = Vec::new();
    if two > 0 {
        wrong.push(format!("{} two", counted(two, "has", "have")));
    }
    if nobody > 0 {
        wrong.push(format!("{} nobody", counted(nobody, "has", "have")));
    }
    if unheld > 0 {
        wrong.push(format!("{} a role that nobody holds", counted(unheld, "has", "have")));
    }
    if of_teams > 0 {
        wrong.push(format!("{} wrong for a team", counted(of_teams, "is", "are")));
    }
    let all = board.decisions();
    let one = all - two - nobody;
    html! {
        (all) " decisions, " (words(Role::MEMBERS.len())) " roles. "
        @if wrong.is_empty() { "For each of them exactly one role decides, and somebody has it." }
        @else { "For " (one) " exactly one role decides; " a href="#faults" { (wrong.join(", ")) } "." }
    }
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", words(number), if number == 1 { one } else { many })
}

fn words(number: usize) -> String {
    const WORDS: [&str; 10] = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// Every fault with its way out.
pub(super) fn section(board: &Board) -> Markup {
    html! {
        @if !board.faults.is_empty() {
            section #faults {
                (ui::sec_head("What is not clear").count(board.faults.len()))
                (ui::rows(board.faults.iter().map(|fault| ui::row(ui::row_text(fault.in_words(), fault.flaw.way_out())).icon(icon(fault)))))
            }
        }
    }
}

fn icon(fault: &Fault) -> &'static str {
    if matches!(fault.flaw, Flaw::TwoDecide { .. }) { "warn" } else { "notready" }
}
