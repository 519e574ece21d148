//! One goal, beside the list: how it goes, what is measured, what is meant to move it.

use std::collections::HashMap;

use ground::clock::Ts;
use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::journal::proposals;
use together::roles::marks::Marks;
use together::roles::names::Names;
use together::roles::rules::Right;
use together::thread::store::links::{Linked, linked_from};
use together::thread::{self, Key, Kind, LinkKind, Thing, ThingId};
use together::visit::Visit;
use together::words::{ago, counted, measured};
use together::{conversation, journal};

use super::list::{Goals, bar, short, time};
use super::{chart, forms};
use crate::goals::store::{self, CheckIn, KeyResult, Line, Output};

/// Check-ins that are shown; all of them are in the history.
const CHECK_INS: usize = 5;

/// What the pane shows of a goal.
struct Shown<'a> {
    goal: &'a Thing,
    line: Line,
    text: String,
    results: Vec<&'a KeyResult>,
    check_ins: Vec<CheckIn>,
    names: Names,
}

pub(super) async fn draw(visit: &Visit, tx: &mut Tx, marks: &Marks, goal: &Thing, goals: &Goals) -> Result<Markup> {
    let shown = Shown {
        goal,
        line: store::one(tx, goal.id).await?,
        text: store::text(tx, goal.id).await?,
        results: goals.of(goal.id).collect(),
        check_ins: store::check_ins(tx, goal.id).await?,
        names: Names::load(tx, visit.product.id).await?,
    };
    let head = thread::pages::head(visit, tx, goal).await?;
    let output = store::output(tx, goal.id).await?;
    let needs = linked_from(tx, goal.id, LinkKind::Serves, Kind::Need, 50).await?;
    let ids: Vec<_> = needs.iter().map(|need| need.id).chain(output.iter().map(|feature| feature.id)).collect();
    let asked: HashMap<_, _> = visit.app().asked_of(tx, &ids).await?.into_iter().collect();
    let proposed = proposals::pages::about(visit, tx, goal).await?;
    let talk = conversation::pages::section(visit, tx, goal).await?;
    let history = journal::pages::recent(visit, tx, goal).await?;
    let now = visit.signed.now;
    Ok(html! {
        .object {
            (head)
            (object_head(visit, marks, &shown))
            .stack {
                (proposed)
                @if let Some(leading) = shown.results.first() { (chart::draw(&shown.line, leading, &shown.check_ins, now)) }
                (key_results(visit, marks, &shown))
                (moved_by(visit, &needs, &output, &asked))
                @if !shown.check_ins.is_empty() { (check_ins(visit, &shown)) }
                (forms::change(visit, marks, goal, &shown.line, &shown.text))
                (talk)
                (history)
            }
            @if !shown.results.is_empty() { (forms::check_in(visit, goal, &shown.results)) }
        }
    })
}

fn object_head(visit: &Visit, marks: &Marks, shown: &Shown<'_>) -> Markup {
    let (goal, line) = (shown.goal, &shown.line);
    let check_in = visit.at(format!("{}?do=check-in", goal.key()));
    html! {
        .object-head {
            a.btn.btn-icon.only-narrow href=(visit.at("goals")) aria-label="Back to the goals" { (ui::icon("back")) }
            div { span.id { (goal.key()) (period(line, visit.signed.now)) } h2 { (goal.title) } @if !shown.text.is_empty() { (conversation::markdown(&shown.text)) } }
            .actions {
                (marks.call(Right::ChooseGoals))
                a.btn.btn-quiet href="#title" { "Change the goal" }
                @if !shown.results.is_empty() {
                    (ui::link_button("Check in", &check_in).main().icon("check").attr("data-open", "check-in").attr("data-key", "i"))
                }
            }
        }
    }
}

fn period(goal: &Line, now: Ts) -> String {
    let period = goal.starts_at.zip(goal.ends_at).map(|(starts, ends)| together::words::period(starts, ends, now));
    let state = if goal.state == "running" { String::new() } else { format!(", {}", goal.state) };
    period.map(|period| format!(", {period}")).unwrap_or_default() + &state
}

fn key_results(visit: &Visit, marks: &Marks, shown: &Shown<'_>) -> Markup {
    let time = time(&shown.line, visit.signed.now);
    html! {
        section #key-results {
            (ui::sec_head("Key results").count(shown.results.len()).aside("Outcome: what was measured"))
            @if shown.results.is_empty() { p.dim { "Nothing is measured yet. A goal needs at least one number that would move." } }
            ul.rows {
                @for (n, result) in shown.results.iter().enumerate() {
                    @let own = shown.check_ins.iter().filter(|check_in| check_in.key_result == result.id).count();
                    li.row id=(result.key()) {
                        .krs {
                            span.line { span.id { (result.key()) } span.t { (result.title) } @if n == 0 && shown.results.len() > 1 { span.faint { "leads" } } }
                            (bar(result, time)) b { (short(result)) }
                        }
                        div {
                            .sub { "From " (measured(result.start_value)) " to " (measured(result.target_value)) " " (result.unit) ", " (counted(i64::try_from(own).unwrap_or(i64::MAX), "check-in", "check-ins")) }
                            (forms::edit_key_result(visit, marks, result))
                        }
                    }
                }
            }
            (forms::add_key_result(visit, marks, shown.goal))
        }
    }
}

/// The needs and features that serve it: output is the work, and stands apart from what was measured.
fn moved_by(visit: &Visit, needs: &[Linked], output: &[Output], asked: &HashMap<ThingId, String>) -> Markup {
    let asked = |id: ThingId| asked.get(&id).map(String::as_str);
    html! {
        section #moved-by {
            (ui::sec_head("What is meant to move it").count(needs.len() + output.len()).aside("Output is the work. Outcome is what was measured."))
            @if needs.is_empty() && output.is_empty() { p.dim { "No need and no feature serves this goal yet. Close the gap in the thread above." } }
            @else {
                table.table.words {
                    colgroup { col; col.w-xl; col.w-m; }
                    thead { tr { th scope="col" { "Need or feature" } th scope="col" { "Output, stories" } th.num scope="col" { "State" } } }
                    tbody {
                        @for need in needs { (moving(visit, (need.key(), &need.title), asked(need.id), thread::pages::dots(need.thread), &need.state)) }
                        @for feature in output { (moving(visit, (feature.key(), &feature.title), asked(feature.id), &stories(feature), &feature.state)) }
                    }
                }
            }
        }
    }
}

fn moving(visit: &Visit, (key, title): (Key, &str), asked: Option<&str>, work: &Markup, state: &str) -> Markup {
    html! {
        tr {
            td {
                .line { span.id { (key) } a.strong.clip href=(visit.at(key)) { (title) } }
                @if let Some(asked) = asked { .small.faint { (asked) } }
            }
            td { .line { (work) } }
            td.num { (state) }
        }
    }
}

fn stories(feature: &Output) -> Markup {
    const FIT: i64 = 12;
    let Output { done, active, open, .. } = feature;
    let all = done + active + open;
    let square = |number: &i64| usize::try_from(*number).unwrap_or_default();
    html! {
        @if all == 0 { span.small.faint { "no story yet" } }
        @else {
            @if all <= FIT { (ui::pips(square(done), square(active), square(open))) }
            span.small.faint { (done) " of " (all) " done" }
        }
    }
}

fn check_ins(visit: &Visit, shown: &Shown<'_>) -> Markup {
    let of = |check_in: &CheckIn| shown.results.iter().find(|result| result.id == check_in.key_result);
    html! {
        section.pair.pair-wide #check-ins {
            div {
                (ui::sec_head("Check-ins").count(shown.check_ins.len()))
                ul.rows {
                    @for check_in in shown.check_ins.iter().take(CHECK_INS) {
                        li.row.row-lead {
                            span.small.faint { (ago(check_in.at, visit.signed.now)) }
                            div {
                                div { b.strong { (measured(check_in.value)) } " " @if check_in.note.is_empty() { (of(check_in).map_or("", |result| &result.title)) } @else { (check_in.note) } }
                                .sub {
                                    @if let (Some(person), Some(name)) = (check_in.person, &check_in.name) { (shown.names.avatar(person, name, None)) span { (name) } }
                                    @if let Some(result) = of(check_in) { span.id { (result.key()) } }
                                }
                            }
                            @if let Some(confidence) = check_in.confidence { span.nowrap { b.strong { (confidence) } span.faint.small { " of 10" } } } @else { span {} }
                        }
                    }
                }
            }
            div { (chart::confidence(&shown.check_ins)) }
        }
    }
}
