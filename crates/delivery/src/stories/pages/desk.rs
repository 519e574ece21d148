//! Stories on a desk: those at the top of the backlog that are not ready or not estimated, and those in the visitor's own
//! hands.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::form::Form;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::visit::{Queue, Visit};
use together::words::{counted, upper_first};

use crate::stories::rules::{readiness, states};
use crate::stories::store::desk::{self as store, Line};

/// How far down the backlog a desk looks for stories that are not ready.
const TOP: i64 = 20;

/// Stories of one sort a desk reads at most.
const MOST: i64 = 50;

/// What is not ready, and what nobody has estimated, among the first stories of the backlog: for whoever writes stories,
/// and for whoever estimates them.
pub async fn near_the_top(visit: &Visit, tx: &mut Tx, marks: &Marks) -> Result<(Queue, Queue)> {
    let (writes, rates) = (marks.decides(visit, Right::WriteStory), marks.decides(visit, Right::RateEffort));
    if !writes && !rates {
        return Ok((Queue::default(), Queue::default()));
    }
    let top = store::top(tx, visit.product.id, TOP).await?;
    let waiting: Vec<_> = (1..).zip(&top).filter(|(_, line)| states::is_before_work(&line.state)).collect();
    // An estimate is the developers' to give: what lacks that alone does not wait for the writer.
    let unwritten = |line: &Line| !line.missing.is_empty() && line.missing != "points";
    let unready: Vec<_> = waiting.iter().copied().filter(|(_, line)| writes && unwritten(line)).collect();
    let unestimated: Vec<_> = waiting.into_iter().filter(|(_, line)| rates && line.points.is_none()).collect();
    Ok((not_ready(visit, &unready), to_estimate(visit, &unestimated)))
}

fn not_ready(visit: &Visit, stories: &[(i64, &Line)]) -> Queue {
    let count = i64::try_from(stories.len()).unwrap_or(i64::MAX);
    let drawn = html! {
        section {
            (ui::sec_head("Not ready, and close to the top").id("not-ready").count(count).aside(format!("Of the first {TOP} stories of the backlog")))
            ul.rows {
                @for (place, line) in stories.iter().take(Queue::ROWS) {
                    (row(visit, line, &html! {
                        span.line.wrap { @for lack in readiness::labels(&line.missing) { span.chip data-state="missing" { (lack) } } }
                        span.id { "rank " (place) }
                    }))
                }
            }
            (Queue::more(visit, count, "backlog?ready=no"))
        }
    };
    Queue { id: "not-ready", label: "Stories not ready", count, drawn, ..Queue::default() }
}

fn to_estimate(visit: &Visit, stories: &[(i64, &Line)]) -> Queue {
    let count = i64::try_from(stories.len()).unwrap_or(i64::MAX);
    let drawn = html! {
        section {
            (ui::sec_head("To estimate").id("estimates").count(count).aside(format!("Of the first {TOP} stories of the backlog")))
            ul.rows {
                @for (place, line) in stories.iter().take(Queue::ROWS) {
                    (row(visit, line, &html! { span.id { "rank " (place) } (estimate(visit, line)) }))
                }
            }
            (Queue::more(visit, count, "backlog"))
        }
    };
    Queue { id: "estimates", label: "To estimate", count, drawn, ..Queue::default() }
}

fn estimate(visit: &Visit, line: &Line) -> Markup {
    let key = format!("S-{}", line.number);
    let form = Form::about(visit, "story.estimate", "thing", &key);
    let (id, label) = (format!("points-{key}"), format!("Points of {key}"));
    html! {
        form.line method="post" action=(visit.action("story.estimate")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="thing" value=(key);
            (ui::field("points", &label).id(&id).bare().required().value(&form.value("points", "")).error(form.error("points"))
                .attr("inputmode", "numeric").attr("size", "3").attr("data-key", "p"))
            (ui::button("Estimate").small())
        }
    }
}

fn row(visit: &Visit, line: &Line, end: &Markup) -> Markup {
    let key = format!("S-{}", line.number);
    html! {
        li.row.row-stackable id=(key) data-row {
            .line { span.id { (key) } a.t.clip href=(visit.at(&key)) { (line.title) } }
            .line { (end) }
        }
    }
}

/// The stories in the visitor's hands, each with the next step.
pub async fn in_hands(visit: &Visit, tx: &mut Tx) -> Result<Queue> {
    let stories = store::in_hands(tx, visit.product.id, visit.who().id, MOST).await?;
    let count = i64::try_from(stories.len()).unwrap_or(i64::MAX);
    let work: i64 = stories.iter().filter_map(|line| line.points).sum();
    let drawn = html! {
        section {
            (ui::sec_head("In your hands").id("stories").count(count).aside(counted(work, "point", "points")))
            ul.rows { @for line in stories.iter().take(Queue::ROWS) { (row(visit, line, &step(visit, line))) } }
            (Queue::more(visit, count, &format!("backlog?owner={}", visit.who().id)))
        }
    };
    Ok(Queue { id: "stories", label: "In your hands", count, drawn, ..Queue::default() })
}

fn step(visit: &Visit, line: &Line) -> Markup {
    let state = states::shown(&line.state, &line.missing);
    let next = states::next(state);
    html! {
        span.chip { (upper_first(state)) }
        @if let Some(points) = line.points { span.id { (points) " pt" } }
        @if let Some((next, label)) = next {
            form method="post" action=(visit.action("story.set_state")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="thing" value=(format!("S-{}", line.number));
                input type="hidden" name="state" value=(next);
                (ui::button(label).small().attr("aria-label", &format!("{label} S-{}", line.number)))
            }
        }
    }
}
