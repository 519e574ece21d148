//! The list of goals.

use ground::clock::Ts;
use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::thread::ThingId;
use together::visit::Visit;
use together::words::{counted, measured, number_word, period, upper_first};

use crate::goals::rules::{Standing, gone, reached};
use crate::goals::store::{self, KeyResult, Line, Work};

/// Goals with what is measured and what is worked on beneath them.
pub(super) struct Goals {
    pub(super) lines: Vec<Line>,
    pub(super) results: Vec<KeyResult>,
    work: Vec<Work>,
}

impl Goals {
    pub(super) async fn load(visit: &Visit, tx: &mut Tx) -> Result<Self> {
        let lines = store::list(tx, visit.product.id).await?;
        let ids: Vec<_> = lines.iter().map(|goal| goal.id).collect();
        let results = store::key_results(tx, &ids).await?;
        let work = store::work(tx, &ids).await?;
        Ok(Self { lines, results, work })
    }

    /// The key results of a goal; the first is the leading one.
    pub(super) fn of(&self, goal: ThingId) -> impl Iterator<Item = &KeyResult> {
        self.results.iter().filter(move |result| result.goal == goal)
    }

    pub(super) fn draw(&self, visit: &Visit, open: Option<ThingId>) -> Markup {
        let now = visit.signed.now;
        let (closed, others): (Vec<_>, Vec<_>) = self.lines.iter().partition(|goal| goal.state == "closed");
        html! {
            section.inbox-list aria-label="Goals" {
                header { h1 { (finding(&self.lines, now)) } p { (lead(&self.lines, now)) } }
                ul data-walk-opens { @for goal in others { (self.line(visit, goal, open == Some(goal.id))) } }
                p.label { "The percentage is the leading key result, measured. Work done never moves it." }
                p.label { (ui::link_button("New goal", &format!("{}?new=1", visit.at("goals"))).small().icon("plus").attr("data-key", "n")) }
                @if !closed.is_empty() {
                    p.label { "Closed, " (reached_of(&closed)) }
                    ul { @for goal in closed { (self.closed(visit, goal, open == Some(goal.id))) } }
                }
            }
        }
    }

    fn line(&self, visit: &Visit, goal: &Line, on: bool) -> Markup {
        let now = visit.signed.now;
        let time = time(goal, now);
        html! {
            li.row.on[on] id=(goal.key()) data-row {
                .line { span.id { (goal.key()) } a.t.clip href=(visit.at(goal.key())) aria-current=[on.then_some("true")] { (goal.title) } }
                (verdict(goal, now))
                @if self.of(goal.id).next().is_some() {
                    .krs { @for result in self.of(goal.id) { span.clip { (result.title) } (bar(result, time)) b { (short(result)) } } }
                } @else {
                    p { "Nothing is measured yet" }
                }
                .output {
                    @if let Some(confidence) = goal.confidence { span.nowrap { "Confidence " (confidence) " of 10" } }
                    (self.work(goal.id))
                }
            }
        }
    }

    fn work(&self, goal: ThingId) -> Markup {
        const FIT: i64 = 16;
        let Some(Work { done, active, open, .. }) = self.work.iter().find(|work| work.goal == goal) else {
            return html! {};
        };
        let all = done + active + open;
        let square = |number: &i64| usize::try_from(*number).unwrap_or_default();
        html! {
            span.nowrap { "Work: " (done) " of " (counted(all, "feature", "features")) }
            @if all <= FIT { (ui::pips(square(done), square(active), square(open))) }
        }
    }

    fn closed(&self, visit: &Visit, goal: &Line, on: bool) -> Markup {
        let leading = self.of(goal.id).next();
        html! {
            li.row.on[on] id=(goal.key()) data-row {
                a.clip href=(visit.at(goal.key())) aria-current=[on.then_some("true")] { (goal.title) }
                @match goal.reached {
                    Some(1000) => span.small.good { "reached" },
                    Some(_) => span.small.late { "missed" },
                    None => span.small.faint { "not measured" },
                }
                @if let Some(leading) = leading { .small.faint { (full(leading)) ", wanted " (measured(leading.target_value)) } }
            }
        }
    }
}

fn reached_of(closed: &[&Line]) -> String {
    let reached = closed.iter().filter(|goal| goal.reached == Some(1000)).count();
    format!("{reached} of {} reached", closed.len())
}

/// The share of a goal's period that is gone.
pub(super) fn time(goal: &Line, now: Ts) -> Option<f64> {
    goal.starts_at.zip(goal.ends_at).map(|(starts, ends)| gone(starts, ends, now))
}

pub(super) fn standing(goal: &Line, now: Ts) -> Standing {
    Standing::of(share(goal), time(goal, now))
}

#[expect(clippy::cast_precision_loss, reason = "thousandths of one")]
fn share(goal: &Line) -> Option<f64> {
    goal.reached.map(|thousandths| thousandths as f64 / 1000.0)
}

pub(super) fn finding(goals: &[Line], now: Ts) -> String {
    let running: Vec<_> = goals.iter().filter(|goal| goal.state == "running").collect();
    let on_track = running.iter().filter(|goal| standing(goal, now) == Standing::OnTrack).count();
    let word = |number: usize| number_word(i64::try_from(number).unwrap_or(i64::MAX));
    match (running.len(), on_track) {
        (0, _) if goals.is_empty() => "No goals yet".to_owned(),
        (0, _) => "No goal is running".to_owned(),
        (1, _) => format!("One goal, {}", standing(running[0], now).label()),
        (all, good) if all == good => format!("All {} goals are on track", word(all)),
        (all, good) => {
            let verb = if good < 2 { "is" } else { "are" };
            format!("{} of {} goals {verb} on track", upper_first(&word(good)), word(all))
        }
    }
}

fn lead(goals: &[Line], now: Ts) -> String {
    let running = goals.iter().filter(|goal| goal.state == "running");
    let periods: Vec<_> = running.filter_map(|goal| goal.starts_at.zip(goal.ends_at)).collect();
    match periods.first() {
        Some((starts, ends)) if periods.iter().all(|other| other == &periods[0]) => {
            let percent = gone(*starts, *ends, now) * 100.0;
            let period = period(*starts, *ends, now);
            format!("{period}, {percent:.0}% of the time gone. The tick is where time says you should be.")
        }
        Some(_) => "The tick is where time says you should be.".to_owned(),
        None => "A goal says what should be different, and its key results say how one would know.".to_owned(),
    }
}

/// The verdict on a goal in two words, with its colour.
pub fn verdict(goal: &Line, now: Ts) -> Markup {
    let standing = standing(goal, now);
    let text = share(goal)
        .map_or_else(|| standing.label().to_owned(), |share| format!("{:.0}%, {}", share * 100.0, standing.label()));
    match standing {
        _ if goal.state != "running" => html! { span.small.faint { (goal.state) } },
        Standing::OnTrack => html! { span.small.good { (text) } },
        Standing::Behind | Standing::AtRisk => html! { span.small.late { (text) } },
        Standing::Unknown => html! { span.small.faint { (text) } },
    }
}

/// What is measured, with its unit.
pub(super) fn full(result: &KeyResult) -> String {
    let space = if result.unit.is_empty() || result.unit == "%" { "" } else { " " };
    format!("{}{space}{}", measured(result.current_value), result.unit)
}

/// The same where there is little room: a long unit is left to the key result's own row.
pub(super) fn short(result: &KeyResult) -> String {
    if result.unit.chars().count() <= 5 { full(result) } else { measured(result.current_value) }
}

/// A bar with a tick for the expected pace.
pub(super) fn bar(result: &KeyResult, time: Option<f64>) -> Markup {
    let share = reached(result.start_value, result.target_value, result.current_value);
    let state = match Standing::of(Some(share), time) {
        Standing::OnTrack => "good-f",
        Standing::Unknown => "plain-f",
        _ => "late-f",
    };
    let gone = time.map_or_else(String::new, |time| format!(", {:.0}% of the time gone", time * 100.0));
    let label = format!("{}: {:.0}% of the way{gone}", result.title, share * 100.0);
    html! {
        svg.chart viewBox="0 0 168 22" role="img" aria-label=(label) {
            rect.bar-off x="0" y="8" width="168" height="6" rx="3" {}
            rect class=(state) x="0" y="8" width=(format!("{:.1}", share * 168.0)) height="6" rx="3" {}
            @if let Some(time) = time { @let x = format!("{:.1}", time * 168.0); line.axis.ln x1=(x) x2=(x) y1="4" y2="18" {} }
        }
    }
}
