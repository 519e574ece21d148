//! Requests on a desk: new ones to be placed, and those that were placed and never answered.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::form::Form;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::{Key, Kind, LinkKind};
use together::visit::{Queue, Visit};
use together::words::{wait, waited};

use super::list::said_when;
use super::place::nearest;
use crate::customers::rules::is_late;
use crate::customers::store::{self as customers, Unanswered};
use crate::demand::pages::in_words;
use crate::requests::store::inbox::{self, Likely, Line, Sort, Wanted};

/// New requests, each with what it reads like, for whoever places them.
pub async fn to_place(visit: &Visit, tx: &mut Tx, marks: &Marks) -> Result<Queue> {
    if !marks.decides(visit, Right::PlaceRequest) {
        return Ok(Queue::default());
    }
    let product = visit.product.id;
    let count = inbox::new(tx, product, visit.signed.now).await?;
    let wanted = Wanted { product, tab: "new", sort: Sort::Newest, now: visit.signed.now, limit: Queue::ROWS };
    let lines = inbox::page(tx, wanted, None).await?;
    let likely = nearest(tx, product, lines.iter().map(|line| line.title.as_str())).await?;
    let rows = lines.iter().zip(&likely).map(|(line, likely)| place_row(visit, line, likely.as_ref()));
    let keys = html! { span { kbd { "1" } " link" } span { kbd { "2" } " new need" } span { kbd { "3" } " decline" } };
    let drawn = html! {
        section {
            (ui::sec_head("New requests to place").id("requests").count(Queue::said(count)).aside(keys))
            ul.rows { @for row in rows { (row) } }
            (Queue::more(visit, count, "requests?tab=new"))
        }
    };
    Ok(Queue { id: "requests", label: "New requests", count, drawn, ..Queue::default() })
}

fn place_row(visit: &Visit, line: &Line, likely: Option<&Likely>) -> Markup {
    let key = line.key();
    html! {
        li.row.row-stackable id=(key) data-row {
            div {
                .t { a href=(visit.at(key)) { (line.title) } }
                .sub {
                    span.id { (key) }
                    span { (line.asked_by()) }
                    span.faint { (said_when(line.asked_at, visit.signed.now)) }
                    a.link href=(format!("{}?new=1&for={key}", visit.at("needs"))) data-key="2" aria-label=(format!("New need for {key}")) { "New need" }
                    a.link href=(format!("{}?do=decline", visit.at(key))) data-key="3" aria-label=(format!("Decline {key}")) { "Decline" }
                }
            }
            .do {
                @match likely {
                    Some(likely) => {
                        @if likely.people > 0 { span.small.faint { (in_words(&likely.demand())) } }
                        (link_chip(visit, key, likely))
                    },
                    None => span.chip data-state="missing" { "No match" },
                }
            }
        }
    }
}

/// What the request reads like; pressing it links the two.
fn link_chip(visit: &Visit, request: Key, likely: &Likely) -> Markup {
    let label = format!("Link {request} to {} {}", likely.key(), likely.title);
    html! {
        form method="post" action=(visit.action("thread.link")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="from" value=(request);
            input type="hidden" name="kind" value=(LinkKind::AsksFor.code());
            button.chip type="submit" name="to" value=(likely.key()) data-key="1" title=(label) {
                (ui::icon("link")) "Like " (likely.key())
            }
        }
    }
}

/// Requests of customers that were placed and never answered, for whoever answers customers.
pub async fn to_answer(visit: &Visit, tx: &mut Tx, marks: &Marks) -> Result<Queue> {
    if !marks.decides(visit, Right::AnswerCustomer) {
        return Ok(Queue::default());
    }
    let product = visit.product.id;
    let count = customers::count_unanswered(tx, product).await?;
    if count == 0 {
        return Ok(Queue::default());
    }
    let rows = customers::unanswered_open(tx, product, i64::try_from(Queue::ROWS).unwrap_or(0)).await?;
    let now = visit.signed.now;
    let why = match rows.first().filter(|first| is_late(first.asked_at, now)) {
        Some(first) => format!("{} has waited {} for an answer.", first.customer, waited(first.asked_at, now)),
        None => String::new(),
    };
    let drawn = html! {
        section {
            (ui::sec_head("Customers who wait for an answer").id("answers").count(Queue::said(count)).aside("The longest waiting first"))
            ul.rows { @for (n, row) in rows.iter().enumerate() { (answer_row(visit, marks, row, n == 0)) } }
            (Queue::more(visit, count, "customers"))
        }
    };
    Ok(Queue { id: "answers", label: "To answer", count, why, drawn, ..Queue::default() })
}

/// A request with what the customer said; the first, and one whose answer was refused, with a place to answer.
fn answer_row(visit: &Visit, marks: &Marks, row: &Unanswered, first: bool) -> Markup {
    let key = Key::new(Kind::Request, row.number);
    let kept = Form::about(visit, "request.reply", "request", key);
    let late = is_late(row.asked_at, visit.signed.now);
    let title = html! { a href=(visit.at(key)) { (row.title) } };
    let sub = html! {
        span.id { (key) }
        span { @if let Some(contact) = &row.contact { (contact) ", " } (row.customer) }
    };
    let id = format!("answer-{key}");
    let line = ui::row(ui::row_text(title, sub)).id(&id).walked();
    let line = line.lead(ui::wait(&wait(row.asked_at, visit.signed.now), late));
    if first || kept.refused() {
        return html! { (line.open(composer(visit, marks, row, key, kept))) };
    }
    let href = format!("{}#reply", visit.at(key));
    html! { (line.actions(ui::link_button("Answer", &href).small().attr("data-key", "a"))) }
}

fn composer(visit: &Visit, marks: &Marks, row: &Unanswered, key: Key, kept: Form<'_>) -> Markup {
    let who = row.contact.as_deref().unwrap_or(&row.customer);
    answer(visit, marks, kept, Answering { request: key, who, wording: "", rows: 2, further: html! {} })
}

/// What is to be answered, and to whom.
pub(super) struct Answering<'a> {
    /// The request.
    pub(super) request: Key,
    /// Who reads the answer.
    pub(super) who: &'a str,
    /// A first wording.
    pub(super) wording: &'a str,
    /// The lines one sees of it.
    pub(super) rows: usize,
    /// What stands beside the button.
    pub(super) further: Markup,
}

/// A place to answer a request without leaving the page.
pub(super) fn answer(visit: &Visit, marks: &Marks, kept: Form<'_>, answering: Answering<'_>) -> Markup {
    let Answering { request, who, wording, rows, further } = answering;
    let error = kept.error("body");
    html! {
        form.composer method="post" action=(visit.action("request.reply")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="request" value=(request);
            textarea.input name="body" id=(format!("reply-{request}")) rows=(rows) aria-label=(format!("Your answer to {who}")) data-key="a"
                placeholder=(format!("Your answer to {who}. It is kept with the request"))
                data-draft=(format!("{}:{request}:reply", visit.who().id)) aria-invalid=[error.map(|_| "true")] { (kept.value("body", wording)) }
            @if let Some(error) = error { p.error role="alert" data-refusal { (error) } }
            .line.wrap {
                (marks.line("Your call", Right::AnswerCustomer))
                span.push.line { (further) (ui::button("Send answer").main().small().kbd("⌘↵")) }
            }
        }
    }
}
