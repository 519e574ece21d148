//! Stories that wait for acceptance, on the desk of whoever accepts them.

use std::collections::BTreeMap;

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::form::Form;
use together::roles::marks::Marks;
use together::roles::names::Names;
use together::roles::rules::Right;
use together::thread::ThingId;
use together::visit::{Queue, Visit};
use together::words::counted;

use crate::acceptance::store::{Tally, tallies};
use crate::stories::store::desk::{self, Finished};

/// Stories a desk reads at most.
const MOST: i64 = 50;

/// Stories that wait for acceptance, for whoever accepts them.
pub async fn to_accept(visit: &Visit, tx: &mut Tx, marks: &Marks) -> Result<Queue> {
    if !marks.decides(visit, Right::AcceptStory) {
        return Ok(Queue::default());
    }
    let product = visit.product.id;
    let (count, points) = desk::count_finished(tx, product).await?;
    if count == 0 {
        return Ok(Queue::default());
    }
    let rows = desk::finished(tx, product, MOST).await?;
    let ids: Vec<ThingId> = rows.iter().map(|row| row.thing).collect();
    let tallies = tallies(tx, &ids).await?;
    let names = Names::load(tx, product).await?;
    let drawn = html! {
        section {
            (ui::sec_head("Waiting for your acceptance").id("acceptance").count(count).aside(counted(points, "point", "points")))
            ul.rows { @for (n, row) in rows.iter().enumerate() { (finished(visit, &names, row, of(&tallies, row), n == 0)) } }
            @if count > MOST { p.note { (count - MOST) " more follow when these are accepted." } }
        }
    };
    let why = if points > 0 {
        format!("{} only need your acceptance.", counted(points, "point", "points"))
    } else {
        String::new()
    };
    Ok(Queue { id: "acceptance", label: "To accept", count, why, drawn, ..Queue::default() })
}

fn of(tallies: &BTreeMap<ThingId, Tally>, row: &Finished) -> Tally {
    tallies.get(&row.thing).copied().unwrap_or_default()
}

fn finished(visit: &Visit, names: &Names, row: &Finished, tally: Tally, first: bool) -> Markup {
    let key = format!("S-{}", row.number);
    let all_shown = tally.criteria > 0 && tally.shown == tally.criteria;
    html! {
        li.row.row-stackable id=(key) data-row {
            .line { span.id { (key) } a.t.clip href=(visit.at(&key)) { (row.title) } }
            .line {
                @if let (Some(person), Some(name)) = (row.owner, &row.owner_name) { (names.avatar(person, name, None)) }
                span.small.dim { (shown(tally)) }
                @if let Some(points) = row.points { span.id { (points) " pt" } }
                @if all_shown { (accept(visit, &key, first)) } @else { (review(visit, &key, first)) }
            }
        }
    }
}

/// “4 of 5 criteria shown”.
fn shown(tally: Tally) -> String {
    match tally.criteria {
        0 => "no criteria".to_owned(),
        all => format!("{} of {all} criteria shown", tally.shown),
    }
}

fn review(visit: &Visit, key: &str, first: bool) -> Markup {
    html! { a.btn.btn-s href=(format!("{}#criteria", visit.at(key))) data-key="e" { "Review" span.vh { " " (key) } @if first { kbd { "E" } } } }
}

/// Accepting in place; what a colleague changed meanwhile is said here.
fn accept(visit: &Visit, key: &str, first: bool) -> Markup {
    let form = Form::about(visit, "story.accept", "story", key);
    html! {
        form.line method="post" action=(visit.action("story.accept")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="story" value=(key);
            @if let Some(error) = form.error("because") { span.error role="alert" { (error) } }
            button.btn.btn-s type="submit" data-key="e" { "Accept" span.vh { " " (key) } @if first { kbd { "E" } } }
        }
    }
}
