//! What was measured, as a small line towards the target.

use ground::clock::Ts;
use ground::ui;
use maud::{Markup, html};
use together::words::measured;

use super::list::full;
use crate::goals::rules::Standing;
use crate::goals::store::{CheckIn, KeyResult};

/// The drawing is 120 by 28, with room for the last point.
const LEFT: f64 = 2.0;
const WIDTH: f64 = 116.0;
const TOP: f64 = 3.0;
const HEIGHT: f64 = 22.0;

/// The measurements of a key result from where it began, over a period or, without one, over themselves; nothing while
/// there are fewer than two.
pub(super) fn spark(
    result: &KeyResult,
    check_ins: &[&CheckIn],
    period: Option<(Ts, Ts)>,
    standing: Standing,
) -> Markup {
    let (Some(last), Some(first)) = (check_ins.first(), check_ins.last()) else { return html! {} };
    let (begins, ends) = period.unwrap_or((first.at, last.at));
    let mut measured_at: Vec<(Ts, f64)> = check_ins.iter().rev().map(|one| (one.at, one.value)).collect();
    if first.at > begins {
        measured_at.insert(0, (begins, result.start_value));
    }
    if measured_at.len() < 2 {
        return html! {};
    }
    let values = measured_at.iter().map(|(_, value)| *value).chain([result.start_value, result.target_value]);
    let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    let y = |value: f64| TOP + HEIGHT * share(high - value, high - low);
    #[expect(clippy::cast_precision_loss, reason = "places on a small drawing")]
    let x = |at: Ts| LEFT + WIDTH * share((at.0 - begins.0) as f64, (ends.0 - begins.0) as f64);
    let points: Vec<(f64, f64)> = measured_at.iter().map(|(at, value)| (x(*at), y(*value))).collect();
    let mark = match standing {
        Standing::OnTrack => "good",
        Standing::Behind | Standing::AtRisk => "late",
        Standing::Unknown => "",
    };
    ui::spark(&finding(result), &points, Some(y(result.target_value)), mark)
}

fn finding(result: &KeyResult) -> String {
    let (start, target) = (measured(result.start_value), measured(result.target_value));
    format!("{}: {start} at first, {} now, {target} wanted", result.title, full(result))
}

/// A part of a whole, within it; of nothing all of it.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 1.0 }
}
