//! A definition on the page of a story: what is met, what is missing, and the boxes people tick.

use ground::ui;
use maud::{Markup, html};
use together::thread::Key;
use together::visit::Visit;
use together::words::{date, first_name};

use crate::definitions::RowId;
use crate::definitions::measure::Measured;
use crate::definitions::rules::{Level, Of};

/// The list a story is measured by; nothing where nothing is asked.
pub(crate) fn section(visit: &Visit, story: Key, of: Of, measured: &[Measured]) -> Markup {
    let enforced = measured.iter().filter(|one| one.row.level == Level::Enforced);
    let (all, met) = (enforced.clone().count(), enforced.filter(|one| one.met).count());
    let head = ui::sec_head(if of == Of::Ready { "Ready" } else { "Done" });
    let head = if all == 0 { head } else { head.count(format!("{met} of {all}")) };
    html! {
        @if !measured.is_empty() {
            section #measured {
                (head)
                ul.readylist { @for one in measured { (line(visit, story, one)) } }
            }
        }
    }
}

fn line(visit: &Visit, story: Key, one: &Measured) -> Markup {
    html! {
        li.todo[!one.met] {
            @match one.row.id.filter(|_| one.row.is_own()) {
                Some(id) => (tick(visit, story, one, id)),
                None => {
                    (ui::icon(if one.met { "ready" } else { "notready" }))
                    span { (one.words) (advisory(one)) }
                }
            }
        }
    }
}

fn tick(visit: &Visit, story: Key, one: &Measured, id: RowId) -> Markup {
    let (form, field) = (format!("tick-{id}"), format!("met-{id}"));
    html! {
        input type="checkbox" name="met" value="true" id=(field) form=(form) checked[one.met] data-autosubmit;
        div {
            label for=(field) { (one.words) (advisory(one)) }
            @if let Some(ticked) = &one.ticked {
                .small.faint { (ticked.by_name.as_deref().map_or("Somebody", first_name)) ", " (date(ticked.at, visit.signed.now)) }
            }
            form id=(form) method="post" action=(visit.action("definition_row.tick")) data-stay {
                (visit.signed.hidden_fields())
                input type="hidden" name="thing" value=(story);
                input type="hidden" name="definition_row" value=(id);
                noscript { (ui::button("Save").small()) }
            }
        }
    }
}

fn advisory(one: &Measured) -> Markup {
    html! { @if one.row.level == Level::Advisory { span.faint { " (advisory)" } } }
}
