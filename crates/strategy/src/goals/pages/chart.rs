//! The leading key result over the period of its goal: what was measured, and where an even pace would be.

use ground::clock::Ts;
use ground::ui;
use maud::{Markup, html};
use together::words::{ago, date, measured, months_within};

use crate::goals::rules::gone;
use crate::goals::store::{CheckIn, KeyResult, Line};

const LEFT: f64 = 48.0;
const RIGHT: f64 = 652.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 212.0;

/// The section with the chart; nothing where the goal has no period to draw it over.
pub(super) fn draw(goal: &Line, leading: &KeyResult, check_ins: &[CheckIn], now: Ts) -> Markup {
    let Some((starts, ends)) = goal.starts_at.zip(goal.ends_at) else { return html! {} };
    let chart = Chart::of(leading, check_ins, (starts, ends), now);
    let legend = html! { span.legend { span { "measured" } span.k-plan { "expected pace" } } };
    html! {
        section {
            (ui::sec_head(chart.finding(leading)).aside(legend))
            figure.figure {
                (chart.draw(leading))
                figcaption {
                    (leading.title) @if !leading.unit.is_empty() { ", " (leading.unit) }
                    ". From " (measured(leading.start_value)) " to " (measured(leading.target_value)) " by " (date(ends, now)) "."
                }
            }
        }
    }
}

struct Chart {
    starts: Ts,
    ends: Ts,
    /// The least and the most on the scale.
    from: f64,
    to: f64,
    step: f64,
    points: Vec<(Ts, f64)>,
    /// Where an even pace would be now.
    expected: f64,
    now: Ts,
}

impl Chart {
    fn of(leading: &KeyResult, check_ins: &[CheckIn], (starts, ends): (Ts, Ts), now: Ts) -> Self {
        let mut points = vec![(starts, leading.start_value)];
        let own = check_ins.iter().rev().filter(|check_in| check_in.key_result == leading.id);
        points.extend(own.map(|check_in| (Ts(check_in.at.0.clamp(starts.0, ends.0)), check_in.value)));
        let expected = leading.start_value + (leading.target_value - leading.start_value) * gone(starts, ends, now);
        let all = points.iter().map(|(_, value)| *value).chain([leading.target_value, leading.start_value]);
        let (least, most) = all.fold((f64::MAX, f64::MIN), |(least, most), value| (least.min(value), most.max(value)));
        let step = step(most - least);
        let (from, to) = ((least / step).floor() * step, (most / step).ceil() * step);
        Self { starts, ends, from, to: if to > from { to } else { from + step }, step, points, expected, now }
    }

    /// What it shows in a few words; better is whichever way the target lies.
    fn finding(&self, leading: &KeyResult) -> String {
        let Some((_, current)) = self.points.get(1..).and_then(<[_]>::last) else {
            return format!("{}: not measured yet", leading.title);
        };
        let ahead = (current - self.expected) * (leading.target_value - leading.start_value).signum();
        let apart = (current - self.expected).abs();
        let round = if apart >= 100.0 { apart.round() } else { (apart * 10.0).round() / 10.0 };
        match ahead {
            _ if round < f64::EPSILON => format!("{}: on the pace", leading.title),
            ahead if ahead > 0.0 => format!("{} ahead of the pace", measured(round)),
            _ => format!("{} short of the pace", measured(round)),
        }
    }

    fn draw(&self, leading: &KeyResult) -> Markup {
        let label = format!(
            "{}: {} measured, {} expected by today, target {}",
            leading.title,
            measured(leading.current_value),
            measured(rounded(self.expected, self.step)),
            measured(leading.target_value)
        );
        let (x0, x1) = (self.x(self.starts), self.x(self.ends));
        html! {
            svg.chart viewBox="0 0 744 236" role="img" aria-label=(label) {
                @for value in self.ticks() {
                    @let y = self.y(value);
                    line.grid x1=(LEFT) x2=(RIGHT) y1=(tenth(y)) y2=(tenth(y)) {}
                    text x="40" y=(tenth(y + 4.0)) text-anchor="end" { (measured(value)) }
                }
                @for (at, name) in months_within(self.starts, self.ends) {
                    text x=(tenth(self.x(at))) y="232" text-anchor=(if at == self.starts { "start" } else { "middle" }) { (name) }
                }
                @if self.months_end_early() { text x=(RIGHT) y="232" text-anchor="end" { (ago(self.ends, self.now)) } }
                line.plan x1=(x0) y1=(tenth(self.y(leading.start_value))) x2=(x1) y2=(tenth(self.y(leading.target_value))) {}
                path.ln d=(ui::path(&self.points.iter().map(|(at, value)| (self.x(*at), self.y(*value))).collect::<Vec<_>>())) {}
                (self.marks(leading))
                text.strong x="660" y=(tenth(self.y(leading.target_value) + 4.0)) { (measured(leading.target_value)) }
                text x="660" y=(tenth(self.y(leading.target_value) + 18.0)) { "target" }
            }
        }
    }

    /// Whether there is room for the last day beside the name of the last month.
    fn months_end_early(&self) -> bool {
        months_within(self.starts, self.ends).last().is_none_or(|(at, _)| self.x(*at) < RIGHT - 60.0)
    }

    /// The last measurement and where the pace is today, their words on either side of the line.
    fn marks(&self, leading: &KeyResult) -> Markup {
        let Some((at, value)) = self.points.get(1..).and_then(<[_]>::last) else { return html! {} };
        let (x, y) = (self.x(*at), self.y(*value));
        let today = self.x(Ts(self.now.0.clamp(self.starts.0, self.ends.0)));
        let pace = self.y(self.expected);
        let (above, below) = if pace <= y { (pace - 8.0, y + 16.0) } else { (pace + 16.0, y - 10.0) };
        let near = x > RIGHT - 60.0;
        html! {
            circle.pt cx=(tenth(x)) cy=(tenth(y)) r="4" {}
            text."mid"."clear" x=(tenth(today - 8.0)) y=(tenth(above)) text-anchor="end" { "expected " (measured(rounded(self.expected, self.step))) }
            text."strong"."clear" x=(tenth(if near { x - 8.0 } else { x + 10.0 })) y=(tenth(below)) text-anchor=(if near { "end" } else { "start" }) {
                (measured(leading.current_value))
            }
        }
    }

    fn ticks(&self) -> Vec<f64> {
        let mut ticks = Vec::new();
        let mut value = self.from;
        while value <= self.to + self.step / 2.0 && ticks.len() < 12 {
            ticks.push(rounded(value, self.step));
            value += self.step;
        }
        ticks
    }

    fn x(&self, at: Ts) -> f64 {
        tenth(LEFT + gone(self.starts, self.ends, at) * (RIGHT - LEFT))
    }

    fn y(&self, value: f64) -> f64 {
        BOTTOM - (value - self.from) / (self.to - self.from) * (BOTTOM - TOP)
    }
}

/// A round step that cuts a range into three to seven parts.
fn step(range: f64) -> f64 {
    let rough = (range / 4.0).max(1e-9);
    let power = 10f64.powf(rough.log10().floor());
    let parts = rough / power;
    power
        * if parts < 1.2 {
            1.0
        } else if parts < 3.5 {
            2.0
        } else if parts < 7.5 {
            5.0
        } else {
            10.0
        }
}

/// A number as fine as a tenth of a step.
fn rounded(value: f64, step: f64) -> f64 {
    let unit = step / 10.0;
    (value / unit).round() * unit
}

fn tenth(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// How sure they were at each check-in, out of ten.
pub(super) fn confidence(check_ins: &[CheckIn]) -> Markup {
    const MOST: usize = 12;
    let mut said: Vec<i64> = check_ins.iter().filter_map(|check_in| check_in.confidence).take(MOST).collect();
    said.reverse();
    let (Some(first), Some(last)) = (said.first(), said.last()) else {
        return html! { (ui::sec_head("Confidence")) p.dim { "Nobody has said yet how sure they are." } };
    };
    let way = match last - first {
        _ if said.len() < 2 => "Confidence",
        0 => "Confidence holds",
        change if change < 0 => "Confidence is falling",
        _ => "Confidence is rising",
    };
    let width = 172.0;
    #[expect(clippy::cast_precision_loss, reason = "a handful of points, each from 0 to 10")]
    let points: Vec<(f64, f64)> = said
        .iter()
        .enumerate()
        .map(|(n, value)| (2.0 + width * n as f64 / (said.len().max(2) - 1) as f64, tenth(54.0 - 5.2 * *value as f64)))
        .collect();
    let end = points.last().copied().unwrap_or_default();
    let finding = format!("{way}: {first} of 10 at first, {last} at the last of {} check-ins", said.len());
    html! {
        (ui::sec_head(way))
        figure.figure {
            svg.chart viewBox="0 0 200 60" role="img" aria-label=(finding) {
                line.plan x1="2" y1="28" x2="174" y2="28" {}
                path.ln d=(ui::path(&points)) {}
                @for (x, y) in &points { circle.pt cx=(tenth(*x)) cy=(*y) r="2.5" {} }
                text.strong x=(tenth(end.0 + 8.0)) y=(tenth(end.1 + 4.0)) { (last) }
            }
            figcaption { "The dashed line is 5 of 10." }
        }
    }
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn steps_are_round() {
        for (range, expected) in [(5_600.0, 2_000.0), (9.0, 2.0), (0.4, 0.1), (24_000.0, 5_000.0), (100.0, 20.0)] {
            assert!((step(range) - expected).abs() < expected * 1e-6, "{range}: {}", step(range));
        }
    }
}
