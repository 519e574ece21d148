//! The sprint on a desk: which day it is, what it is for, how its work burns down.

use ground::clock::Ts;
use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::visit::Visit;
use together::words::{counted, date, day};

use crate::sprints::rules::Burn;
use crate::sprints::store::{self, Sprint, Work};

/// The sprint that runs, else the one that is planned next: a sentence for the head of a desk, and the section.
pub async fn for_desk(visit: &Visit, tx: &mut Tx, marks: &Marks) -> Result<(String, Markup)> {
    let product = visit.product.id;
    if let Some(sprint) = store::runs(tx, product).await? {
        let work = store::work(tx, sprint.thing).await?;
        return Ok((ends(&sprint, visit.signed.now), running(visit, marks, &sprint, &work)));
    }
    let next = store::next(tx, product).await?;
    Ok((String::new(), next.map_or_else(|| html! {}, |sprint| planned(visit, &sprint))))
}

/// “Sprint 31 ends on Fri 16 Oct.”
fn ends(sprint: &Sprint, now: Ts) -> String {
    match day(sprint.ends_at, now) {
        today if today == "Today" => format!("{} ends today.", sprint.title),
        _ if sprint.ends_at < now => format!("{} should have ended on {}.", sprint.title, date(sprint.ends_at, now)),
        other => format!("{} ends on {other}.", sprint.title),
    }
}

fn running(visit: &Visit, marks: &Marks, sprint: &Sprint, work: &[Work]) -> Markup {
    let now = visit.signed.now;
    let burn = Burn::of(work, sprint.starts_at, sprint.ends_at, now);
    let title = format!("{}, day {} of {}", sprint.title, burn.day, burn.days);
    let href = visit.at(format!("SP-{}", sprint.number));
    html! {
        section.stack-s {
            (ui::sec_head(html! { a href=(href) { (title) } }).id("sprint"))
            @if sprint.goal.is_empty() { p.dim { "It has no sprint goal yet." } } @else { p.dim { "Goal: " (sprint.goal) } }
            @if work.is_empty() { p.dim { "No story was chosen for it yet. " a.link href=(visit.at("backlog")) { "Choose from the backlog" } } }
            @else if burn.points == 0 { p.dim { (counted(count(work), "story", "stories")) " chosen, none of them estimated." } }
            @else { figure.figure { (chart(&burn, sprint, now)) figcaption { (caption(visit, marks, &burn, work)) } } }
        }
    }
}

fn count<T>(list: &[T]) -> i64 {
    i64::try_from(list.len()).unwrap_or(i64::MAX)
}

/// What is left, and what accepting would make of it.
fn caption(visit: &Visit, marks: &Marks, burn: &Burn, work: &[Work]) -> Markup {
    let finished: Vec<_> = work.iter().filter(|story| story.finished).collect();
    let points: i64 = finished.iter().filter_map(|story| story.points).sum();
    let (left, plan) = (burn.now(), burn.planned());
    let accepting = if marks.decides(visit, Right::AcceptStory) { "Accept" } else { "Once accepted," };
    let what = match finished.len() {
        1 if accepting == "Accept" => " the finished story and".to_owned(),
        many if accepting == "Accept" => format!(" the {many} finished stories and"),
        1 => " the finished story leaves".to_owned(),
        many => format!(" the {many} finished stories leave"),
    };
    let remain = if accepting == "Accept" { " remain" } else { "" };
    html! {
        (left) " of " (counted(burn.points, "point", "points")) " left"
        @if points > 0 { ". " strong { (accepting) (what) " " (left - points) (remain) } }
        "; an even pace would have left " (plan) "."
    }
}

const LEFT: f64 = 24.0;
const WIDTH: f64 = 236.0;
const TOP: f64 = 8.0;
const HEIGHT: f64 = 114.0;

#[expect(clippy::cast_precision_loss, reason = "places on a small drawing")]
pub(super) fn chart(burn: &Burn, sprint: &Sprint, now: Ts) -> Markup {
    let x = |day: usize| LEFT + WIDTH * day as f64 / burn.days.max(1) as f64;
    let y = |points: i64| TOP + HEIGHT * (burn.points - points) as f64 / burn.points.max(1) as f64;
    let points: Vec<(f64, f64)> = burn.left.iter().enumerate().map(|(day, left)| (x(day), y(*left))).collect();
    let (at_x, at_y) = points.last().copied().unwrap_or((LEFT, TOP));
    let finding =
        format!("Burn-down: {} of {} points left on day {} of {}", burn.now(), burn.points, burn.day, burn.days);
    let end = if at_x > LEFT + WIDTH * 0.8 { Some("end") } else { None };
    let label_x = if end.is_some() { at_x - 6.0 } else { at_x + 7.0 };
    let drawing = html! {
        @for points in [0, burn.points / 2, burn.points] {
            @let at = format!("{:.1}", y(points));
            line.grid x1="24" x2="260" y1=(at) y2=(at) {}
            text x="18" y=(format!("{:.1}", y(points) + 4.0)) text-anchor="end" { (points) }
        }
        line.plan x1="24" y1="8" x2="260" y2="122" {}
        path.ln d=(ui::path(&points)) {}
        circle.pt cx=(format!("{at_x:.1}")) cy=(format!("{at_y:.1}")) r="3.5" {}
        text x="24" y="137" { (day(sprint.starts_at, now)) }
        text x="260" y="137" text-anchor="end" { (day(sprint.ends_at, now)) }
        text.strong.clear x=(format!("{label_x:.1}")) y=(format!("{:.1}", (at_y - 6.0).max(12.0))) text-anchor=[end] { (burn.now()) " left" }
    };
    ui::chart(268, 140, &finding, drawing)
}

fn planned(visit: &Visit, sprint: &Sprint) -> Markup {
    let now = visit.signed.now;
    html! {
        section.stack-s {
            (ui::sec_head(html! { a href=(visit.at(format!("SP-{}", sprint.number))) { (sprint.title) } }).id("sprint").aside("Next"))
            p.dim { (date(sprint.starts_at, now)) " to " (date(sprint.ends_at, now)) @if !sprint.goal.is_empty() { ". Goal: " (sprint.goal) } }
        }
    }
}
