//! Starting from a preset: which there are, and what one would change, before it does.

use ground::ui::{self, Change};
use maud::{Markup, html};

use super::Board;
use crate::roles::rules::{Letter, Preset};
use crate::visit::Visit;
use crate::words::counted;

/// The presets as links; the one the matrix is, or the one looked at, is marked.
pub(super) fn choice(visit: &Visit, board: &Board, looked_at: Option<Preset>) -> Markup {
    let current = looked_at.or(board.matrix.preset());
    let links: Vec<_> =
        Preset::ALL.iter().map(|preset| (*preset, format!("{}?from={preset}#from", visit.at("roles")))).collect();
    let tabs: Vec<_> =
        links.iter().map(|(preset, href)| ui::tab(preset.label(), href).current(current == Some(*preset))).collect();
    ui::seg_links("Preset", &tabs)
}

/// What would be different: whose call each decision would be.
pub(super) fn preview(visit: &Visit, board: &Board, preset: Preset) -> Markup {
    let next = board.matrix.restarted(preset, board.teams.iter().map(|(team, _)| *team));
    let cells = next.differences(&board.matrix).len();
    let moved = moved(board, &next);
    let heading = format!("Start from “{}”", preset.label());
    html! {
        section.object.stack-s #from {
            (ui::sec_head(heading).aside(preset.hint()))
            @if cells == 0 { p.dim { "The matrix is this one already." } }
            @else {
                p { (counted(i64::try_from(cells).unwrap_or(0), "cell changes", "cells change")) ", and " (counted(i64::try_from(moved.len()).unwrap_or(0), "decision goes", "decisions go")) " to another role. What you added stays." }
                @if !moved.is_empty() {
                    (ui::diff(moved.iter().map(|(what, before, after)| Change { what, before, after })))
                }
                @if board.may() { (start(visit, board, preset)) }
            }
        }
    }
}

fn start(visit: &Visit, board: &Board, preset: Preset) -> Markup {
    html! {
        form.stack-s method="post" action=(visit.action("matrix.start_from")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="next" value=(visit.at("roles"));
            input type="hidden" name="preset" value=(preset);
            (ui::field("reason", "Why").id("from-reason").hint("Kept with the change"))
            div.line { (ui::button(&board.press("Start from it")).main()) (ui::link_button("Leave it as it is", &visit.at("roles")).quiet()) }
        }
    }
}

/// The rows that another role would decide: the decision, who decides now, who then.
fn moved(board: &Board, next: &crate::roles::rules::Matrix) -> Vec<(String, String, String)> {
    let rows = next.rows().iter().map(|row| (row.subject.clone(), row.scope));
    let gone = board.matrix.rows().iter().map(|row| (row.subject.clone(), row.scope));
    let mut seen = Vec::new();
    let mut moved = Vec::new();
    for (subject, scope) in rows.chain(gone) {
        let (before, after) = (board.matrix.row(subject.clone(), scope), next.row(subject.clone(), scope));
        let (was, is) = (before.cells.roles(Letter::A), after.cells.roles(Letter::A));
        if was == is || seen.contains(&(subject.clone(), scope)) {
            continue;
        }
        let team = scope.team().map(|team| format!(", T-{team}")).unwrap_or_default();
        moved.push((format!("{}{team}", next.label(&subject)), was.named(), is.named()));
        seen.push((subject, scope));
    }
    moved
}
