//! What was answered about needs.

use ground::ui;
use maud::{Markup, html};
use together::thread::Thing;
use together::visit::Visit;

use crate::surveys::rules::ENOUGH_ASKED;
use crate::surveys::rules::results::{Counted, Tally};
use crate::surveys::store::Survey;

/// The needs by their score so far, each with the interval it lies in.
pub(super) fn results(visit: &Visit, survey: &Survey, things: &[Thing], tallies: &[Tally]) -> Markup {
    let counted = |thing: &Thing| Counted::of(tallies.iter().filter(|tally| tally.thing == thing.id));
    let mut needs: Vec<(&Thing, Counted)> = things.iter().map(|thing| (thing, counted(thing))).collect();
    let score = |counted: &Counted| counted.opportunity().map_or(-1.0, |found| found.score);
    needs.sort_by(|(_, one), (_, other)| score(other).total_cmp(&score(one)));
    html! {
        section #results {
            (ui::sec_head("What they said").count(things.len()).aside("Shares of those who answered 4 or 5; the score 0 to 20"))
            .scroll-x tabindex="0" role="region" aria-label="Results" {
                table.table {
                    caption.vh { "Needs by score" }
                    colgroup { col.w-id; col; col.w-s; col.w-s; col.w-s; col.w-s; col.w-asks; }
                    thead {
                        tr {
                            th scope="col" { "Need" } th scope="col" { span.vh { "Title" } }
                            th.num scope="col" { "Asked" } th.num scope="col" { "Matters" } th.num scope="col" { "Goes well" } th.num scope="col" { "Score" } th.num scope="col" { "Between" }
                        }
                    }
                    tbody { @for (need, counted) in &needs { (row(visit, need, *counted)) } }
                }
            }
            @if survey.answers > 0 && survey.state == "open" { p.note { "The needs take these numbers when it is closed, or when you take them before." } }
        }
    }
}

fn row(visit: &Visit, need: &Thing, counted: Counted) -> Markup {
    let per_cent = |share: f64| format!("{:.0}%", 100.0 * share);
    html! {
        tr {
            td { span.id { (need.key()) } }
            td { a.strong href=(visit.at(need.key())) { (need.title) } }
            td.num { (asked(Some(counted.asked))) }
            @if let Some(found) = counted.opportunity() {
                td.num { (per_cent(found.importance.share)) }
                td.num { (per_cent(found.satisfaction.share)) }
                td.num { b { (format!("{:.1}", found.score)) } }
                td.num { span.small.faint.nowrap { (format!("{:.1} to {:.1}", found.low, found.high)) } }
            } @else { td.num colspan="4" { span.small.faint { "nobody yet" } } }
        }
    }
}

/// How many were asked, as lists say it: too few are said to be few.
pub(crate) fn asked(asked: Option<i64>) -> Markup {
    html! {
        @match asked {
            None => span.small.faint { "entered" },
            Some(asked) if asked < ENOUGH_ASKED => span.small.strong { "only " (asked) },
            Some(asked) => span.small.faint { (asked) },
        }
    }
}
