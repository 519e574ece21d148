//! Open decisions on a desk: those the visitor is to make.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};

use super::super::store::{self, Line, Wanted};
use crate::roles;
use crate::roles::marks::Marks;
use crate::roles::rules::{Matrix, Right, Scope};
use crate::visit::{Queue, Visit};
use crate::words::{first_name, wait};

/// Open questions looked through for those that are the visitor's call.
const OPEN: usize = 100;

/// How many open decisions are this visitor's to make, for the side bar.
pub async fn waiting(visit: &Visit, tx: &mut Tx) -> Result<i64> {
    Ok(i64::try_from(mine(visit, tx).await?.0.len()).unwrap_or(i64::MAX))
}

/// The open decisions that are this visitor's to make.
pub async fn for_desk(visit: &Visit, tx: &mut Tx) -> Result<Queue> {
    let (mine, marks) = mine(visit, tx).await?;
    if mine.is_empty() {
        return Ok(Queue::default());
    }
    let count = i64::try_from(mine.len()).unwrap_or(i64::MAX);
    let drawn = html! {
        section {
            (ui::sec_head("Decisions waiting").id("decisions").count(count))
            ul.rows { @for line in mine.iter().take(Queue::ROWS) { (row(visit, &marks, line)) } }
            (Queue::more(visit, count, "decisions"))
        }
    };
    Ok(Queue { id: "decisions", label: "Decisions", count, drawn, ..Queue::default() })
}

/// Those that are theirs by the matrix or, where it names nobody, because they asked; with the marks of their rights.
async fn mine(visit: &Visit, tx: &mut Tx) -> Result<(Vec<Line>, Marks)> {
    let wanted = Wanted { state: Some("open"), ..Wanted::default() };
    let open = store::list(tx, visit.product.id, &wanted, OPEN).await?;
    if open.is_empty() {
        return Ok((open, Marks::default()));
    }
    let mut rights: Vec<Right> = open.iter().filter_map(Line::known_right).collect();
    rights.sort_unstable();
    rights.dedup();
    let marks = Marks::load(tx, visit, &rights).await?;
    let me = visit.who().id;
    let added = open.iter().any(|line| line.known_right().is_none() && line.right.is_some());
    let matrix = if added { roles::store::matrix(tx, visit.product.id).await? } else { Matrix::default() };
    let is_mine = |line: &Line| match (line.known_right(), line.subject()) {
        (Some(right), _) => marks.decides(visit, right),
        (None, Some(of_product)) => {
            matrix.deciders(of_product, Scope::PRODUCT).iter().any(|role| visit.has(role)) || line.asker == Some(me)
        }
        (None, None) => line.asker == Some(me),
    };
    let mine = open.iter().filter(|line| is_mine(line)).cloned().collect();
    Ok((mine, marks))
}

fn row(visit: &Visit, marks: &Marks, line: &Line) -> Markup {
    let asker = line.asker_name.as_deref().unwrap_or("Tandem");
    html! {
        li.row id=(line.key()) data-row {
            div {
                .t { a href=(visit.at(line.key())) { (line.title) } }
                .sub {
                    span.id { (line.key()) }
                    span { @if line.asker == Some(visit.who().id) { "You asked" } @else { (first_name(asker)) " asks" } ", open " (wait(line.asked_at, visit.signed.now)) }
                }
            }
            @if let Some(right) = line.known_right() { (marks.call(right)) }
        }
    }
}
