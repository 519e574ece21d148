//! The plain parts of charts: a frame that says its finding, a line through points, squares for work done.

use std::fmt::Write as _;

use maud::{Markup, Render, html};

/// A chart of a given size; `finding` says in words what it shows.
pub fn chart(width: u32, height: u32, finding: &str, drawing: impl Render) -> Markup {
    html! { svg.chart viewBox={ "0 0 " (width) " " (height) } role="img" aria-label=(finding) { (drawing) } }
}

/// A small line in a row: `points` within 120 by 28, the last one marked, `mark` being `good` or `late` or empty; the height
/// of the target, where there is one, is dashed.
pub fn spark(finding: &str, points: &[(f64, f64)], target: Option<f64>, mark: &str) -> Markup {
    html! {
        svg.spark viewBox="0 0 120 28" role="img" aria-label=(finding) {
            @if let Some(y) = target { line.plan x1="0" x2="120" y1=(tenth(y)) y2=(tenth(y)) {} }
            path.ln d=(path(points)) {}
            @if let Some((x, y)) = points.last() { circle class=(format!("pt {mark}").trim_end()) cx=(tenth(*x)) cy=(tenth(*y)) r="3" {} }
        }
    }
}

/// The `d` of a line through points, to a tenth of a pixel.
pub fn path(points: &[(f64, f64)]) -> String {
    points.iter().enumerate().fold(String::new(), |mut line, (place, (x, y))| {
        let _ = write!(line, "{}{} {}", if place == 0 { 'M' } else { 'L' }, tenth(*x), tenth(*y));
        line
    })
}

/// Squares for work: done, begun, not begun. Never coloured, since work done is not a result.
pub fn pips(done: usize, begun: usize, open: usize) -> Markup {
    let all = done + begun + open;
    let width = 9 * all.max(1);
    let finding = format!("{done} done, {begun} in work, {open} not begun");
    html! {
        svg.pips viewBox={ "0 0 " (width) " 8" } width=(width) height="8" role="img" aria-label=(finding) {
            @for place in 0..all {
                @let class = if place < done { "on" } else if place < done + begun { "half" } else { "off" };
                rect class=(class) x=(9.0 * place as f64 + 0.75) y="0.75" width="6.5" height="6.5" rx="1.5" {}
            }
        }
    }
}

fn tenth(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
