//! Who is to be told that what they asked for is there: on the desk of who answers customers, and all of them on one page.

use std::collections::HashMap;

use axum::response::Response;
use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::form::Form;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::ThingId;
use together::visit::{Page, Queue, Visit};
use together::words::{counted, wait, waited};

use super::super::rules::telling::{There, told, wording};
use super::super::store::telling::{self as store, ToTell};
use super::desk::{Answering, answer};

/// So many stand on the page; who was told makes room for the next.
const PAGE: usize = 50;
/// Lines of the news that one sees at once.
const LINES: usize = 5;

/// Where all of them stand.
pub(super) const PATH: &str = "requests/to-tell";

/// Those to be told, on the desk of whoever answers customers.
pub async fn for_desk(visit: &Visit, tx: &mut Tx, marks: &Marks) -> Result<Queue> {
    if !marks.decides(visit, Right::AnswerCustomer) {
        return Ok(Queue::default());
    }
    let count = store::count(tx, visit.product.id).await?;
    if count == 0 {
        return Ok(Queue::default());
    }
    let waiting = Waiting::load(visit, tx, Queue::ROWS).await?;
    let drawn = html! {
        section {
            (ui::sec_head("It is there, and they do not know").id("to-tell").count(Queue::said(count)).aside("The longest waiting first"))
            (waiting.rows(visit, marks))
            (Queue::more(visit, count, PATH))
        }
    };
    Ok(Queue { id: "to-tell", label: "To tell", count, why: waiting.why(visit), drawn, ..Queue::default() })
}

/// `GET /{product}/requests/to-tell`.
pub(super) async fn page(visit: Visit) -> Result<Response> {
    let mut tx = visit.read().await?;
    let marks = super::marks(&visit, &mut tx).await?;
    let count = store::count(&mut tx, visit.product.id).await?;
    let waiting = Waiting::load(&visit, &mut tx, PAGE).await?;
    drop(tx);
    let heading = match count {
        0 => "Everybody knows".to_owned(),
        count if count > Queue::COUNTED => "More than 99 wait to be told".to_owned(),
        count => counted(count, "waits to be told", "wait to be told"),
    };
    let lead = "All they asked for is there. What you write is kept as your answer with their request.";
    let body = html! {
        .page {
            (ui::page_head(&heading, lead, ui::link_button("Requests", &visit.at("requests")).icon("request")))
            @if waiting.rows.is_empty() {
                (ui::empty("Nobody waits to be told", "When all a customer asked for is accepted, and shipped where it belongs to a release, they stand here.", ui::link_button("Requests that are done", &visit.at("requests?tab=done"))))
            } @else { (waiting.rows(&visit, &marks)) }
        }
    };
    visit
        .page(Page {
            title: "To tell",
            place: "requests",
            crumbs: vec![("Requests", visit.at("requests"))],
            topics: vec!["request".into()],
            body,
            ..Page::default()
        })
        .await
}

/// Some of those to be told, with what came of what they asked.
struct Waiting {
    rows: Vec<ToTell>,
    came: HashMap<ThingId, Vec<There>>,
}

impl Waiting {
    async fn load(visit: &Visit, tx: &mut Tx, limit: usize) -> Result<Self> {
        let rows = store::to_tell(tx, visit.product.id, limit).await?;
        let came = store::came(tx, &rows.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
        Ok(Self { rows, came })
    }

    fn why(&self, visit: &Visit) -> String {
        let waits = |row: &ToTell| {
            format!("{} does not know since {} that it is there.", who(row), waited(row.done_since, visit.signed.now))
        };
        self.rows.first().map(waits).unwrap_or_default()
    }

    fn rows(&self, visit: &Visit, marks: &Marks) -> Markup {
        html! { ul.rows { @for (n, row) in self.rows.iter().enumerate() { (self.row(visit, marks, row, n == 0)) } } }
    }

    /// Who asked what, what came of it, and a wording of the news: open for the first, and where an answer was refused.
    fn row(&self, visit: &Visit, marks: &Marks, row: &ToTell, first: bool) -> Markup {
        let key = row.key();
        let kept = Form::about(visit, "request.reply", "request", key);
        let there = self.came.get(&row.id).map_or(&[][..], Vec::as_slice);
        let title = html! { a href=(visit.at(key)) { (row.title) } };
        let sub = html! {
            span.id { (key) }
            span { (who(row)) @if let (Some(_), Some(customer)) = (&row.contact, &row.customer) { ", " (customer) } }
            @for one in told(there) { span { a href=(visit.at(one.key)) { (one.key) } @if let Some(release) = &one.release { ", " (release) } } }
        };
        let id = format!("tell-{key}");
        let line = ui::row(ui::row_text(title, sub)).id(&id).walked();
        let line = line.lead(ui::wait(&wait(row.done_since, visit.signed.now), false));
        let wording = wording(row.contact.as_deref(), &row.title, row.asked_at, there, visit.signed.now);
        let answering = Answering {
            request: key,
            who: who(row),
            wording: &wording,
            rows: LINES,
            further: html! { (ui::button("They know already").small().attr("formaction", &visit.action("request.told")).attr("formnovalidate", "")) },
        };
        let open = first || kept.refused();
        html! {
            (line.open(html! {
                details open[open] {
                    summary.link.small { "Tell " (who(row)) }
                    (answer(visit, marks, kept, answering))
                }
            }))
        }
    }
}

/// Who is to be told.
fn who(row: &ToTell) -> &str {
    row.contact.as_deref().or(row.customer.as_deref()).unwrap_or("Somebody")
}

/// `2 wait to be told`, above the requests that are done.
pub(super) fn link(visit: &Visit, count: i64) -> Markup {
    html! {
        @if count > 0 {
            p.small { a.link href=(visit.at(PATH)) { (Queue::said(count)) @if count == 1 { " waits to be told" } @else { " wait to be told" } } }
        }
    }
}
