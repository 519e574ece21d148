//! Goals with their key results: a list, and the goal that is looked at beside it.

mod forms;

use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use ground::clock::Ts;
use ground::db::Tx;
use ground::ui;
use ground::web::{Failure, Result};
use maud::{Markup, html};
use serde::Deserialize;
use together::app::App;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::{self, Key, Kind, LinkKind, Thing};
use together::visit::{Page, Visit};
use together::words::{ago, counted, date, measured};
use together::{conversation, journal};

use forms::{add_key_result, change_form, check_in_form, choose_form, edit_key_result};

use super::rules::{Standing, gone, reached};
use super::store::{self, CheckIn, KeyResult, Line};

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/goals", get(list))
}

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// Show the form for a new goal.
    new: Option<String>,
}

/// `GET /{product}/goals`.
async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let goals = store::list(&mut tx, visit.product.id).await?;
    let writes = asked.new.is_some() || visit.kept("goal.choose").is_some() || goals.is_empty();
    let first = match goals.first().filter(|_| !writes) {
        Some(goal) => thread::store::by_key(&mut tx, visit.product.id, goal.key()).await?,
        None => None,
    };
    draw(visit, tx, goals, first, "list").await
}

/// The page of one goal: the list with that goal beside it.
pub async fn show(visit: Visit, key: Key) -> Result<Response> {
    let mut tx = visit.read().await?;
    let goals = store::list(&mut tx, visit.product.id).await?;
    let goal = thread::store::by_key(&mut tx, visit.product.id, key).await?.ok_or(Failure::NotFound)?;
    draw(visit, tx, goals, Some(goal), "detail").await
}

/// The page of a key result is its goal's.
pub async fn show_key_result(visit: Visit, key: Key) -> Result<Response> {
    let mut tx = visit.read().await?;
    let thing = thread::store::by_key(&mut tx, visit.product.id, key).await?.ok_or(Failure::NotFound)?;
    let goal = store::key_result(&mut tx, thing.id).await?.goal;
    let goals = store::list(&mut tx, visit.product.id).await?;
    let goal = thread::store::by_id(&mut tx, goal).await?;
    draw(visit, tx, goals, goal, "detail").await
}

async fn draw(visit: Visit, mut tx: Tx, goals: Vec<Line>, open: Option<Thing>, at: &str) -> Result<Response> {
    let marks = Marks::load(&mut tx, &visit, &[Right::ChooseGoals]).await?;
    let ids: Vec<_> = goals.iter().map(|goal| goal.id).collect();
    let results = store::key_results(&mut tx, &ids).await?;
    let detail = match &open {
        Some(goal) => detail(&visit, &mut tx, &marks, goal, &results).await?,
        None => choose_form(&visit, &marks),
    };
    drop(tx);
    let now = visit.signed.now;
    let body = html! {
        .inbox.inbox-two data-at=(at) {
            section.inbox-list aria-label="Goals" {
                header { h1 { (finding(&goals, now)) } p { (lead(&goals, now)) } }
                ul {
                    @for goal in &goals {
                        (line(&visit, goal, &results, open.as_ref().is_some_and(|open| open.id == goal.id)))
                    }
                }
                p.label { "The percentage is the leading key result, measured. Work done never moves it." }
                p { a.btn href=(format!("{}?new=1", visit.at("goals"))) { (ui::icon("plus")) "New goal" } }
            }
            section.detail aria-label="Goal" { (detail) }
        }
    };
    let topics = vec!["goal".into(), "key-result".into()];
    visit.page(Page { title: "Goals", place: "goals", topics, body, ..Page::default() }).await
}

fn standing(goal: &Line, now: Ts) -> Standing {
    Standing::of(share(goal), goal.starts_at.zip(goal.ends_at).map(|(starts, ends)| gone(starts, ends, now)))
}

#[expect(clippy::cast_precision_loss, reason = "thousandths of one")]
fn share(goal: &Line) -> Option<f64> {
    goal.reached.map(|thousandths| thousandths as f64 / 1000.0)
}

fn finding(goals: &[Line], now: Ts) -> String {
    let running: Vec<_> = goals.iter().filter(|goal| goal.state == "running").collect();
    let on_track = running.iter().filter(|goal| standing(goal, now) == Standing::OnTrack).count();
    match running.len() {
        0 if goals.is_empty() => "No goals yet".to_owned(),
        0 => "No goal is running".to_owned(),
        1 => format!("One goal, {}", standing(running[0], now).label()),
        all => format!("{on_track} of {all} goals are on track"),
    }
}

fn lead(goals: &[Line], now: Ts) -> String {
    let period = goals.iter().find_map(|goal| goal.starts_at.zip(goal.ends_at));
    match period {
        Some((starts, ends)) => {
            let percent = gone(starts, ends, now) * 100.0;
            format!(
                "{} to {}, {percent:.0}% of the time gone. The tick is where time says you should be.",
                date(starts, now),
                date(ends, now)
            )
        }
        None => "A goal says what should be different, and its key results say how one would know.".to_owned(),
    }
}

/// The running goals, for a desk.
pub async fn section(visit: &Visit, tx: &mut Tx) -> Result<Markup> {
    let goals: Vec<Line> =
        store::list(tx, visit.product.id).await?.into_iter().filter(|goal| goal.state == "running").collect();
    let ids: Vec<_> = goals.iter().map(|goal| goal.id).collect();
    let results = store::key_results(tx, &ids).await?;
    Ok(html! {
        section {
            (ui::sec_head("Goals").count(goals.len()).aside("The tick is where time says you should be"))
            @if goals.is_empty() { p.dim { "No goal is running. " a.link href=(format!("{}?new=1", visit.at("goals"))) { "Choose one" } } }
            ul { @for goal in &goals { (desk_line(visit, goal, results.iter().find(|result| result.goal == goal.id))) } }
        }
    })
}

/// A goal with its leading key result, as a desk shows it.
fn desk_line(visit: &Visit, goal: &Line, leading: Option<&KeyResult>) -> Markup {
    let now = visit.signed.now;
    let time = goal.starts_at.zip(goal.ends_at).map(|(starts, ends)| gone(starts, ends, now));
    html! {
        li.goal {
            div {
                .line { span.id { (goal.key()) } a.t href=(visit.at(goal.key())) { (goal.title) } }
                .kr { (leading.map_or("Nothing is measured yet", |leading| &leading.title)) }
            }
            div { @if let Some(leading) = leading { (bar(leading, time)) } (verdict(goal, now)) }
            span {}
            .now {
                @if let Some(leading) = leading {
                    b { (value(leading)) } small { (measured(leading.start_value)) " to " (measured(leading.target_value)) }
                }
            }
        }
    }
}

/// The verdict on a goal in two words, with its colour.
pub fn verdict(goal: &Line, now: Ts) -> Markup {
    let standing = standing(goal, now);
    let text = share(goal)
        .map_or_else(|| standing.label().to_owned(), |share| format!("{:.0}%, {}", share * 100.0, standing.label()));
    match standing {
        Standing::OnTrack => html! { span.small.good { (text) } },
        Standing::Behind | Standing::AtRisk => html! { span.small.late { (text) } },
        Standing::Unknown => html! { span.small.faint { (text) } },
    }
}

fn line(visit: &Visit, goal: &Line, results: &[KeyResult], on: bool) -> Markup {
    let now = visit.signed.now;
    let time = goal.starts_at.zip(goal.ends_at).map(|(starts, ends)| gone(starts, ends, now));
    html! {
        li.row.on[on] id=(goal.key()) data-row {
            .line { span.id { (goal.key()) } a.t.clip href=(visit.at(goal.key())) aria-current=[on.then_some("true")] { (goal.title) } }
            (verdict(goal, now))
            .krs {
                @for result in results.iter().filter(|result| result.goal == goal.id) {
                    span.clip { (result.title) } (bar(result, time)) b { (value(result)) }
                }
            }
            .output { @if let Some(confidence) = goal.confidence { span.nowrap { "Confidence " (confidence) " of 10" } } }
        }
    }
}

fn value(result: &KeyResult) -> String {
    let space = if result.unit.is_empty() || result.unit == "%" { "" } else { " " };
    format!("{}{space}{}", measured(result.current_value), result.unit)
}

/// A bar with a tick for the expected pace.
fn bar(result: &KeyResult, time: Option<f64>) -> Markup {
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

async fn detail(visit: &Visit, tx: &mut Tx, marks: &Marks, goal: &Thing, results: &[KeyResult]) -> Result<Markup> {
    let line = store::one(tx, goal.id).await?;
    let text = store::text(tx, goal.id).await?;
    let head = thread::pages::head(visit, tx, goal).await?;
    let check_ins = store::check_ins(tx, goal.id).await?;
    let serving = [Kind::Need, Kind::Feature];
    let mut served = Vec::new();
    for kind in serving {
        served.extend(thread::store::links::linked_from(tx, goal.id, LinkKind::Serves, kind, 50).await?);
    }
    let talk = conversation::pages::section(visit, tx, goal).await?;
    let history = journal::pages::recent(visit, tx, goal).await?;
    let own: Vec<_> = results.iter().filter(|result| result.goal == goal.id).collect();
    Ok(html! {
        .object {
            (head)
            .object-head {
                div { span.id { (goal.key()) (period(&line, visit.signed.now)) } h1 { (goal.title) } @if !text.is_empty() { p.dim { (text) } } }
                .actions { (marks.call(Right::ChooseGoals)) a.btn href="#change" { "Change the goal" } }
            }
            .stack {
                section {
                    (ui::sec_head("Key results").count(own.len()).aside("Outcome: what was measured"))
                    @if own.is_empty() { p.dim { "Nothing is measured yet. A goal needs at least one number that would move." } }
                    @for result in &own { (key_result(visit, marks, result, &check_ins, &line)) }
                    (add_key_result(visit, marks, goal))
                }
                section {
                    (ui::sec_head("What is meant to move it").count(served.len()).aside("Output is the work, outcome is what was measured"))
                    @if served.is_empty() { p.dim { "No need and no feature serves this goal yet." } }
                    @else {
                        ul.rows {
                            @for thing in &served {
                                li.row { a.clip href=(visit.at(thing.key())) { span.id { (thing.key()) } " " (thing.title) } span.line { (thread::pages::dots(thing.thread)) span.chip { (thing.state) } } }
                            }
                        }
                    }
                }
                (change_form(visit, marks, goal, &line, &text))
                (talk)
                (history)
            }
        }
    })
}

fn period(goal: &Line, now: Ts) -> String {
    goal.starts_at
        .zip(goal.ends_at)
        .map_or_else(String::new, |(starts, ends)| format!(", {} to {}", date(starts, now), date(ends, now)))
}

fn key_result(visit: &Visit, marks: &Marks, result: &KeyResult, check_ins: &[CheckIn], goal: &Line) -> Markup {
    let own: Vec<_> = check_ins.iter().filter(|check_in| check_in.key_result == result.id).collect();
    let now = visit.signed.now;
    let time = goal.starts_at.zip(goal.ends_at).map(|(starts, ends)| gone(starts, ends, now));
    html! {
        article.kr id=(result.key()) {
            .krs { span { span.id { (result.key()) } " " (result.title) } (bar(result, time)) b { (value(result)) } }
            p.small.dim { "From " (measured(result.start_value)) " to " (measured(result.target_value)) " " (result.unit) ", " (counted(i64::try_from(own.len()).unwrap_or(0), "check-in", "check-ins")) }
            (series(result, &own))
            ul.history {
                @for check_in in own.iter().take(4) {
                    li {
                        time { (ago(check_in.at, now)) }
                        span {
                            b { (measured(check_in.value)) } " "
                            @if let Some(confidence) = check_in.confidence { "confidence " (confidence) ". " }
                            (check_in.note) @if let Some(name) = &check_in.name { " — " (name) }
                        }
                    }
                }
            }
            (check_in_form(visit, result))
            (edit_key_result(visit, marks, result))
        }
    }
}

/// The measured series as a line, when there are at least two points.
fn series(result: &KeyResult, check_ins: &[&CheckIn]) -> Markup {
    if check_ins.len() < 2 {
        return html! {};
    }
    #[expect(clippy::cast_precision_loss, reason = "places on a small drawing")]
    let points: Vec<(f64, f64)> =
        check_ins.iter().rev().map(|check_in| (check_in.at.0 as f64, check_in.value)).collect();
    let finding = format!(
        "{}: {} at first, {} now, {} wanted",
        result.title,
        measured(points[0].1),
        value(result),
        measured(result.target_value)
    );
    ui::spark(&finding, &points, "m")
}

fn press(visit: &Visit, marks: &Marks, acts: &'static str, proposes: &'static str) -> &'static str {
    if marks.acts(visit, Right::ChooseGoals) { acts } else { proposes }
}
