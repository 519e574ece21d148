//! The matrix as a table.

use ground::ui;
use maud::{Markup, html};

use super::Board;
use crate::roles::changes::RowName;
use crate::roles::rules::{Cell, Fault, Flaw, Group, Letter, Right, Role, Row, Scope, Subject};
use crate::visit::Visit;

/// The whole table. Each cell is a button that opens the choices, or without a script the form for it.
pub(super) fn table(visit: &Visit, board: &Board) -> Markup {
    html! {
        form #cell-form method="get" action=(visit.at("roles")) {}
        .scroll-x.raci-scroll tabindex="0" role="region" aria-label="Decisions by role" {
            table.raci {
                colgroup { col.c-dec; @for _ in Role::MEMBERS { col; } col.c-fix; }
                thead {
                    tr {
                        td {}
                        @for role in Role::MEMBERS { th scope="col" data-role=[voice(role)] { (role.column()) } }
                        td {}
                    }
                }
                @for group in Group::ALL { (of_group(visit, board, *group)) }
                (own(visit, board))
            }
        }
    }
}

/// The two who share the product have a colour.
fn voice(role: Role) -> Option<&'static str> {
    role.mark().and(role.css())
}

fn of_group(visit: &Visit, board: &Board, group: Group) -> Markup {
    let rights = Right::ALL.iter().copied().filter(|right| right.group() == group && board.shows(*right));
    html! {
        tbody {
            (heading(group.label(), None))
            @for right in rights { (rows(visit, board, &right.into())) }
        }
    }
}

fn own(visit: &Visit, board: &Board) -> Markup {
    let added = board.matrix.own();
    html! {
        @if !added.is_empty() {
            tbody {
                (heading(&format!("Added by {}, for the decision log", visit.product.name), Some("added")))
                @for own in added { (rows(visit, board, &own.code.clone().into())) }
            }
        }
    }
}

fn heading(text: &str, id: Option<&str>) -> Markup {
    html! { tr.grp id=[id] { th colspan=(Role::MEMBERS.len() + 2) scope="rowgroup" { (text) } } }
}

/// The product's row, and below it those of its teams.
fn rows(visit: &Visit, board: &Board, subject: &Subject) -> Markup {
    let teams = board.matrix.rows().iter().filter(|row| row.subject == *subject && !row.scope.is_product());
    html! {
        (line(visit, board, &board.matrix.row(subject.clone(), Scope::PRODUCT)))
        @for row in teams { (line(visit, board, row)) }
    }
}

fn line(visit: &Visit, board: &Board, row: &Row) -> Markup {
    let name = RowName::from(row);
    let fault = board.faults.iter().find(|fault| fault.subject == row.subject && fault.scope == row.scope);
    let state = fault.map(|fault| if matches!(fault.flaw, Flaw::TwoDecide { .. }) { "bad" } else { "hole" });
    html! {
        tr class=[state] id=(format!("row-{name}")) data-right=(name) {
            th scope="row" { (label(visit, board, row)) }
            @for (role, cell) in row.cells.iter() { td data-role=(voice(role).unwrap_or(role.code())) { (button(board, &name, role, cell)) } }
            td.fix { (end(board, row, fault)) }
        }
    }
}

/// The decision or, of a team's row, the team. A row that can be changed as a whole leads to its form.
fn label(visit: &Visit, board: &Board, row: &Row) -> Markup {
    let label = board.matrix.label(&row.subject);
    let whole = !row.scope.is_product() || matches!(row.subject, Subject::Own(_));
    let words = match row.scope.team() {
        Some(team) => html! { span.vh { (label) ", " } span.dim { "T-" (team) " " (board.team(team)) } },
        None => html! { (label) },
    };
    if !whole || !board.may() {
        return words;
    }
    let form = format!("{}?cell={}:{}#cell", visit.at("roles"), RowName::from(row), Role::ProductManager);
    html! { a href=(form) title="Change the row" { (words) } }
}

fn button(board: &Board, name: &RowName, role: Role, cell: Cell) -> Markup {
    let letter = cell.letter();
    let shown = if letter == Letter::None { "·" } else { letter.code() };
    let also = match cell {
        Cell::Delegated => Some("delegated"),
        Cell::Waits(_) => Some("waits"),
        _ => None,
    };
    let words = format!("{}: {}", role.column(), cell.in_words());
    let id = format!("cell-{name}-{role}");
    html! {
        @if board.may() {
            button #(id) form="cell-form" name="cell" value=(format!("{name}:{role}")) data-v=(letter.code()) data-also=[also] aria-label=(words) { (shown) }
        } @else {
            button #(id) type="button" data-v=(letter.code()) data-also=[also] aria-label=(words) { (shown) }
        }
    }
}

/// What stands at the end of a row: what is wrong with it, or what its marks mean.
fn end(board: &Board, row: &Row, fault: Option<&Fault>) -> Markup {
    let mut notes = board.matrix.notes(row.subject.clone(), row.scope, &board.everybody);
    if matches!(&row.subject, Subject::Known(right) if right.in_log_alone()) && row.scope.is_product() {
        notes.push("in the log".into());
    }
    html! {
        @match fault.map(|fault| &fault.flaw) {
            Some(flaw @ Flaw::TwoDecide { .. }) => span.line.late { (ui::icon("warn")) (flaw.short()) },
            Some(flaw) => span.line { (ui::icon("notready")) (flaw.short()) },
            None => span { (notes.join(", ")) },
        }
    }
}

impl Board {
    /// A right of sprints is shown where there are sprints or somebody gave it a row.
    fn shows(&self, right: Right) -> bool {
        let there = || self.matrix.rows().iter().any(|row| row.subject == Subject::Known(right));
        self.sprints || !right.needs_sprints() || there()
    }

    /// The decisions the page shows: those of the product, without the rows of teams.
    pub(super) fn decisions(&self) -> usize {
        Right::ALL.iter().filter(|right| self.shows(**right)).count() + self.matrix.own().len()
    }
}

/// What the letters mean.
pub(super) fn legend(visit: &Visit, board: &Board) -> Markup {
    html! {
        p.note {
            b.strong { "A" } " decides, exactly one role \u{a0} "
            b.strong { "R" } " prepares it: proposes, or acts at once where marked " b.strong { "delegated" } " (round dot) \u{a0} "
            b.strong { "C" } " told before and may answer; holds it up only where marked " b.strong { "waits" } " (square dot) \u{a0} "
            b.strong { "I" } " told after. Any member may propose. Customers make requests and decide nothing here. What stands "
            b.strong { "in the log" } " is decided in " a.link href=(visit.at("decisions")) { "Decisions" } ", until Tandem can do something of it."
            @if board.may() { " Type a letter in a cell to change it." }
        }
    }
}

/// The form for a decision that no action asks for.
pub(super) fn add_own(visit: &Visit, board: &Board) -> Markup {
    if !board.may() {
        return html! {};
    }
    let kept = visit.kept("matrix.add_own");
    let value = |name: &str| kept.and_then(|kept| kept.value(name)).unwrap_or_default();
    let roles: Vec<_> = std::iter::once(ui::choice("", "Nobody yet"))
        .chain(Role::MEMBERS.into_iter().map(|role| ui::choice(role.code(), role.column())))
        .collect();
    html! {
        details #add-own open[kept.is_some()] {
            summary.btn { (ui::icon("plus")) "Add a decision nobody enforces" }
            form.stack-s method="post" action=(visit.action("matrix.add_own")) {
                (visit.signed.hidden_fields())
                p.small.dim { "No action asks for it. The decision log does, and says whose call it was." }
                .line.wrap {
                    (ui::field("label", "What is decided").id("own-label").required().value(value("label"))
                        .error(kept.and_then(|kept| kept.error("label"))).attr("maxlength", "80").attr("placeholder", "Accept licence prices"))
                    (ui::field("decides", "Who decides").id("own-decides").select(&roles).value(value("decides")))
                }
                div { (ui::button(&board.press("Add it")).main()) }
            }
        }
    }
}
