//! Changing one cell: the menu that a script opens at the cell, and the plain form that does the same.

use ground::ui::{self, Choice};
use maud::{Markup, html};

use super::Board;
use crate::roles::changes::RowName;
use crate::roles::rules::{Cell, Letter, Role, Scope, Subject};
use crate::visit::{Kept, Visit};

/// What a cell can say, with the key that says it.
const CHOICES: [(&str, &str, Option<&str>); 7] = [
    ("A", "Decides", Some("a")),
    ("R", "Prepares it", Some("r")),
    ("R delegated", "Prepares it, delegated", None),
    ("C", "Told before", Some("c")),
    ("C waits 24h", "Told before, waits a day", None),
    ("I", "Told after", Some("i")),
    ("-", "Not involved", Some("-")),
];

/// The menu for every cell; the script puts it below the one that was pressed.
pub(super) fn menu(visit: &Visit, board: &Board) -> Markup {
    html! {
        @if board.may() {
            #cell-menu.menu-list.row-menu popover aria-label="What the role has to do with it" {
                form method="post" action=(visit.action("matrix.set_cell")) {
                    (visit.signed.hidden_fields())
                    p.label data-fill {}
                    @for (cell, words, key) in CHOICES {
                        button name="value" value=(cell) data-key=[key] { (words) @if let Some(key) = key { kbd { (key.to_uppercase()) } } }
                    }
                }
            }
        }
    }
}

/// The form for one cell, when it was asked for or a change of it was refused.
pub(super) fn form(visit: &Visit, board: &Board, asked: Option<&str>) -> Markup {
    let kept = visit.kept("matrix.set_cell");
    let of_kept = kept.and_then(|kept| Some(format!("{}:{}", kept.value("right")?, kept.value("role")?)));
    let Some((name, role)) = of_kept.as_deref().or(asked).and_then(cell_of).filter(|_| board.may()) else {
        return html! {};
    };
    let subject = &name.subject;
    let label = board.matrix.label(subject);
    let team = name.scope.team().map(|team| format!(", T-{team} {}", board.team(team))).unwrap_or_default();
    html! {
        section.object.stack-s #cell {
            (ui::sec_head(format!("{label}{team}")).aside(role.column()))
            (choose(visit, board, &name, role, kept))
            (teams(visit, board, &name, role))
            @if let Subject::Own(_) = subject { (rename(visit, board, &name, label)) }
            @if !name.scope.is_product() || matches!(subject, Subject::Own(_)) { (remove(visit, board, &name)) }
        }
    }
}

/// The cell an address names, `order-backlog:developer`; the role may be the word of its column.
fn cell_of(text: &str) -> Option<(RowName, Role)> {
    let (row, role) = text.rsplit_once(':')?;
    let of_column = || Role::MEMBERS.into_iter().find(|of| of.css() == Some(role));
    let role = Role::of_code(role).or_else(of_column).filter(|role| role.is_member())?;
    Some((row.parse().ok()?, role))
}

fn choose(visit: &Visit, board: &Board, name: &RowName, role: Role, kept: Option<&Kept>) -> Markup {
    let row = board.matrix.row(name.subject.clone(), name.scope);
    let now = row.cells.get(role).to_string();
    let chosen = kept.and_then(|kept| kept.value("value")).unwrap_or(&now);
    let error = kept.and_then(|kept| kept.failure.refusal()).filter(|refusal| refusal.field.is_some());
    let others = row.cells.roles(Letter::A).without(role.into());
    let legend = format!("What {} to do with it", has(role));
    html! {
        form.stack-s method="post" action=(visit.action("matrix.set_cell")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="next" value=(visit.at("roles"));
            input type="hidden" name="right" value=(name);
            input type="hidden" name="role" value=(role);
            @if let Some(refusal) = error { (ui::notice(html! { strong role="alert" data-refusal { (refusal.message) } }).state(ui::State::LATE)) }
            (ui::picks(&legend, "value", &choices(&now), chosen))
            @if !others.is_empty() {
                (ui::field("instead", &format!("With “Decides”, {} then", others.named())).select(&instead()).value(kept.and_then(|kept| kept.value("instead")).unwrap_or("R")))
            }
            (ui::field("reason", "Why").id("cell-reason").hint("Kept with the change"))
            div.line { (ui::button(&board.press("Change it")).main()) (ui::link_button("Leave it as it is", &visit.at("roles")).quiet()) }
        }
    }
}

fn has(role: Role) -> String {
    format!("{} {}", role.named(), if role == Role::Developer { "have" } else { "has" })
}

/// Everything a cell can say; a time to wait that is not among them is offered too, if it says so now.
fn choices(now: &str) -> Vec<Choice<'_>> {
    let mut choices: Vec<_> =
        CHOICES.iter().map(|(cell, words, _)| ui::choice(cell, words).note(meaning(cell))).collect();
    if !CHOICES.iter().any(|(cell, ..)| *cell == now) {
        choices.push(ui::choice(now, now).note("As it is"));
    }
    choices
}

fn meaning(cell: &str) -> &'static str {
    match cell.parse() {
        Ok(Cell::Decides) => "Exactly one role",
        Ok(Cell::Prepares) => "Proposes to the one who decides",
        Ok(Cell::Delegated) => "Acts at once, lent by the one who decides",
        Ok(Cell::Consulted) => "May answer; nothing waits for it",
        Ok(Cell::Waits(_)) => "The decision waits so long for the answer",
        Ok(Cell::Informed) => "When it is done",
        _ => "Reads it like everybody",
    }
}

/// What the role gets that gives the A away.
fn instead() -> [Choice<'static>; 5] {
    [
        ui::choice("", "keeps it; refused, since one role decides"),
        ui::choice("R", "prepares it"),
        ui::choice("C", "is told before"),
        ui::choice("I", "is told after"),
        ui::choice("-", "is not involved"),
    ]
}

/// Where teams have, or may have, a row of their own.
fn teams(visit: &Visit, board: &Board, name: &RowName, role: Role) -> Markup {
    if !name.subject.fits_a_team() || !name.scope.is_product() || board.teams.is_empty() {
        return html! {};
    }
    html! {
        p.note {
            "For one team alone: "
            @for (number, team) in &board.teams {
                @let of_team = RowName { subject: name.subject.clone(), scope: Scope::from(*number) };
                a.link href=(format!("{}?cell={of_team}:{role}#cell", visit.at("roles"))) { "T-" (number) " " (team) } " "
            }
        }
    }
}

fn rename(visit: &Visit, board: &Board, name: &RowName, label: &str) -> Markup {
    let kept = visit.kept("matrix.rename_own");
    html! {
        form.line.wrap method="post" action=(visit.action("matrix.rename_own")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="right" value=(name);
            (ui::field("label", "What is decided").id("rename-label").required().attr("maxlength", "80")
                .value(kept.and_then(|kept| kept.value("label")).unwrap_or(label)).error(kept.and_then(|kept| kept.error("label"))))
            (ui::button(&board.press("Rename it")))
        }
    }
}

fn remove(visit: &Visit, board: &Board, name: &RowName) -> Markup {
    let words = if name.scope.is_product() { "Remove this decision" } else { "Let the product’s row hold again" };
    html! {
        form.line.wrap method="post" action=(visit.action("matrix.drop_row")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="next" value=(visit.at("roles"));
            input type="hidden" name="right" value=(name);
            span.small.dim { (words) }
            (ui::button(&board.press("Do it")).small().icon("x"))
        }
    }
}
