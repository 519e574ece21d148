//! The stories of a release or a sprint on its page: what they come to, and the first of them.

use ground::ui::{self, Figure, State};
use maud::{Markup, html};
use together::thread::pages::dots;
use together::visit::Visit;
use together::words::{grouped, upper_first};

use crate::stories::rules::{readiness, states};
use crate::stories::store::within::{Scope, Within};

/// So many stories are listed; all of them stand in the backlog.
pub(crate) const LISTED: i64 = 50;

/// The figures of a scope, with how many points fit where that is said.
pub(crate) fn figures(scope: Scope, fits: Option<i64>) -> Markup {
    let of = |done: i64, all: i64| html! { (grouped(done)) small { " of " (grouped(all)) } };
    let mut figures = vec![
        Figure { number: of(scope.done, scope.stories), name: "stories are done", href: None },
        Figure { number: of(scope.points_done, scope.points), name: "points are done", href: None },
    ];
    if let Some(fits) = fits {
        let number = html! { (grouped(scope.points)) small { " of " (grouped(fits)) } };
        figures.push(Figure { number, name: "points that fit", href: None });
    }
    let unready = if scope.unready == 1 { "story is not ready" } else { "stories are not ready" };
    figures.push(Figure { number: html! { (grouped(scope.unready)) }, name: unready, href: None });
    ui::figures(figures)
}

/// The first stories, in the order of the backlog.
pub(crate) fn rows(visit: &Visit, stories: &[Within]) -> Markup {
    html! {
        table.table {
            caption.vh { "Stories in the order of the backlog" }
            colgroup { col.w-id; col; col.w-l.only-wide; col.w-m.only-wide; col.w-s; }
            thead.vh { tr { th scope="col" { "Key" } th scope="col" { "Title" } th scope="col" { "State" } th scope="col" { "Thread" } th scope="col" { "Points" } } }
            tbody {
                @for story in stories {
                    @let key = format!("S-{}", story.number);
                    tr id=(key) data-row {
                        td { span.id { (key) } }
                        td { .clip { a.title href=(visit.at(&key)) { (story.title) } } }
                        td.only-wide { (state(story)) }
                        td.only-wide { (dots(story.thread)) }
                        td.num { @if let Some(points) = story.points { (points) } @else { span.faint title="no points" { "–" } } }
                    }
                }
            }
        }
    }
}

/// Its state, or before work begins what it lacks first.
fn state(story: &Within) -> Markup {
    let is_lacking = states::is_before_work(&story.state) && !story.missing.is_empty();
    if is_lacking {
        return html! { (ui::chip(readiness::first_label(&story.missing)).state(State::MISSING)) };
    }
    html! { span.small.dim { (upper_first(states::shown(&story.state, &story.missing))) } }
}
