//! Importance against satisfaction: what matters and is met badly stands below on the right.

use ground::ui;
use maud::{Markup, html};
use together::thread::Kind;

use super::super::rules::{ACT, WATCH, worth_acting};
use super::super::store::Line;
use crate::surveys::rules::ENOUGH_ASKED;

const LEFT: f64 = 30.0;
const RIGHT: f64 = 548.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 366.0;

/// The chart with its heading.
pub(super) fn draw(scored: &[Line]) -> Markup {
    let legend = html! {
        span.legend {
            span.k-pt { "has a feature" }
            span.k-off { "has none" }
            span.k-few { "fewer than " (ENOUGH_ASKED) " asked" }
        }
    };
    html! {
        section.stack-s {
            (ui::sec_head("Opportunities").aside(legend))
            figure.figure.figure-wide { (chart(scored)) }
        }
    }
}

fn chart(scored: &[Line]) -> Markup {
    let scale = Scale::of(scored);
    html! {
        svg.chart.chart-l viewBox="0 0 560 400" role="img" aria-label=(finding(scored)) {
            path.zone d=(scale.zone()) {}
            @for satisfaction in [2.0, 4.0, 6.0, 8.0] {
                @let y = scale.y(satisfaction);
                line.grid x1=(LEFT) x2=(RIGHT) y1=(tenth(y)) y2=(tenth(y)) {}
                text x="22" y=(tenth(y + 4.0)) text-anchor="end" { (satisfaction) }
            }
            @for importance in scale.ticks() { text x=(tenth(scale.x(importance))) y="396" text-anchor="middle" { (importance) } }
            (scale.border(ACT)) (scale.border(WATCH))
            text."mid"."clear" x=(tenth(RIGHT - 6.0)) y=(tenth(scale.y(2.0 * 10.0 - ACT) + 14.0)) text-anchor="end" { "12, act" }
            text."mid"."clear" x=(tenth(scale.x(9.6) - 8.0)) y=(tenth(scale.y(2.0 * 9.6 - WATCH))) text-anchor="end" { "10" }
            text."strong"."clear" x="544" y="356" text-anchor="end" { "matters, met badly" }
            text.clear x="36" y="30" { "met well enough" }
            @for need in scored { (point(&scale, need, scored)) }
            text x=(RIGHT) y="396" text-anchor="end" { "importance" }
            text x="0" y="10" { "satisfaction" }
        }
    }
}

fn point(scale: &Scale, need: &Line, scored: &[Line]) -> Markup {
    let (x, y) = scale.place(need);
    let class = match (need.is_a_guess(), need.thread.has(Kind::Feature)) {
        (true, _) => "miss",
        (false, true) => "pt",
        (false, false) => "pt-off",
    };
    let label = if worth_acting(need.importance, need.satisfaction) { "strong clear" } else { "mid clear" };
    // At the right edge, and where another point stands there, the key stands on the left of its point.
    let taken = |other: &Line| {
        let (right, down) = scale.place(other);
        other.id != need.id && (4.0..48.0).contains(&(right - x)) && (down - y).abs() < 11.0
    };
    let (at, anchor) =
        if x > RIGHT - 40.0 || scored.iter().any(taken) { (x - 9.0, "end") } else { (x + 10.0, "start") };
    html! {
        circle class=(class) cx=(tenth(x)) cy=(tenth(y)) r="5.5" {}
        text class=(label) x=(tenth(at)) y=(tenth(y + 4.0)) text-anchor=(anchor) { (need.key()) }
    }
}

/// What the chart shows, in words.
fn finding(scored: &[Line]) -> String {
    let acting: Vec<_> = scored.iter().filter(|need| worth_acting(need.importance, need.satisfaction)).collect();
    let names: Vec<_> = acting.iter().take(5).map(|need| need.key().to_string()).collect();
    let of = format!("Importance against satisfaction of {} needs", scored.len());
    match acting.len() {
        0 => format!("{of}. None scores 12 or more"),
        n => format!("{of}. {n} score 12 or more: {}", names.join(", ")),
    }
}

/// Where numbers stand on the chart. Importance begins where the least important need is, so that the others have room.
struct Scale {
    from: f64,
}

impl Scale {
    fn of(scored: &[Line]) -> Self {
        let least = scored.iter().filter_map(|need| need.importance).fold(10.0, f64::min);
        Self { from: (least - 0.5).floor().clamp(0.0, 5.0) }
    }

    fn place(&self, need: &Line) -> (f64, f64) {
        (self.x(need.importance.unwrap_or_default()), self.y(need.satisfaction.unwrap_or_default()))
    }

    fn x(&self, importance: f64) -> f64 {
        LEFT + (importance - self.from) / (10.0 - self.from) * (RIGHT - LEFT)
    }

    #[expect(clippy::unused_self, reason = "both scales are asked the same way")]
    fn y(&self, satisfaction: f64) -> f64 {
        BOTTOM - satisfaction / 10.0 * (BOTTOM - TOP)
    }

    /// Whole numbers below the axis; the last one would stand under its name.
    fn ticks(&self) -> Vec<f64> {
        (0..9).map(f64::from).filter(|tick| *tick > self.from).collect()
    }

    /// Where the score is `score` and the need is met less than it matters: satisfaction is twice importance less score.
    fn ends(&self, score: f64) -> ((f64, f64), (f64, f64)) {
        let begin = (score / 2.0).max(self.from);
        ((self.x(begin), self.y(2.0 * begin - score)), (self.x(10.0), self.y(20.0 - score)))
    }

    fn border(&self, score: f64) -> Markup {
        let ((x1, y1), (x2, y2)) = self.ends(score);
        html! { line.plan x1=(tenth(x1)) y1=(tenth(y1)) x2=(tenth(x2)) y2=(tenth(y2)) {} }
    }

    fn zone(&self) -> String {
        let ((x1, y1), (x2, y2)) = self.ends(ACT);
        let bottom = self.y(0.0);
        format!("M{} {}L{} {}L{} {}Z", tenth(x1), tenth(y1), tenth(x2), tenth(y2), tenth(x2), tenth(bottom))
    }
}

fn tenth(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
