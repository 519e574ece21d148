//! The pages of customers: the list with what they asked and got, and beside it the one that is looked at.

mod beside;
mod forms;

use std::collections::HashMap;

use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use ground::db::{Tx, cut};
use ground::ui;
use ground::web::{Failure, Result};
use maud::{Markup, html};
use serde::Deserialize;
use together::app::App;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::{self, Key, Kind, Thing, ThingId};
use together::visit::{Page, Visit};
use together::words::{counted, counted_first, date, grouped, wait};

use super::rules::is_late;
use super::store::{self, Asked, Asker, Contact, Line, Unanswered};

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/customers", get(customers))
}

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
struct From {
    /// Show the form for a new customer.
    new: Option<String>,
    /// The last customer of the page before.
    after: Option<Key>,
}

/// Customers on a page of the list.
const PAGE: i64 = 50;
/// No more customers than this are counted.
const MOST: i64 = 1000;
/// Waiting requests that are shown.
const WAITING: i64 = 5;
/// Contacts that are shown for having asked most.
const ASKERS: i64 = 4;

/// `GET /{product}/customers`.
async fn customers(visit: Visit, Query(from): Query<From>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let marks = marks(&visit, &mut tx).await?;
    let writes = from.new.is_some() || visit.kept("customer.add").is_some();
    let list = List::load(&visit, &mut tx, from.after).await?;
    let open = match list.lines.first().filter(|_| !writes) {
        Some(first) => thread::store::by_id(&mut tx, first.id).await?,
        None => None,
    };
    let beside = match &open {
        Some(customer) => beside::draw(&visit, &mut tx, &marks, customer).await?,
        None => forms::add(&visit, &marks),
    };
    drop(tx);
    draw(&visit, "Customers", &list, open.as_ref(), beside, Vec::new()).await
}

/// `GET /{product}/C-4`: the list with that customer beside it.
pub async fn show(visit: Visit, key: Key) -> Result<Response> {
    let mut tx = visit.read().await?;
    let customer = thread::store::by_key(&mut tx, visit.product.id, key).await?.ok_or(Failure::NotFound)?;
    let marks = marks(&visit, &mut tx).await?;
    let list = List::load(&visit, &mut tx, None).await?;
    let beside = beside::draw(&visit, &mut tx, &marks, &customer).await?;
    drop(tx);
    let title = key.to_string();
    draw(&visit, &title, &list, Some(&customer), beside, vec![("Customers", visit.at("customers"))]).await
}

async fn marks(visit: &Visit, tx: &mut Tx) -> Result<Marks> {
    Marks::load(tx, visit, &[Right::RateValue, Right::AnswerCustomer]).await
}

async fn draw(
    visit: &Visit,
    title: &str,
    list: &List,
    open: Option<&Thing>,
    beside: Markup,
    crumbs: Vec<(&str, String)>,
) -> Result<Response> {
    let add = visit.at("customers?new=1");
    let body = html! {
        .page {
            (ui::page_head(list.finding(), list.lead(), ui::link_button("New customer", &add).main().icon("plus")))
            .cols.cols-wide {
                .stack {
                    (list.table(visit, open))
                    @if !list.waiting.is_empty() { (waiting(visit, &list.waiting)) }
                    @if !list.askers.is_empty() { (list.askers(visit)) }
                }
                (beside)
            }
        }
    };
    let topics = vec!["customer".into(), "contact".into(), "request".into()];
    visit.page(Page { title, place: "customers", crumbs, topics, body, ..Page::default() }).await
}

/// A page of the list.
struct List {
    lines: Vec<Line>,
    asked: HashMap<ThingId, Asked>,
    contacts: Vec<Contact>,
    waiting: Vec<Unanswered>,
    askers: Vec<Asker>,
    more: Option<Key>,
    total: i64,
}

impl List {
    async fn load(visit: &Visit, tx: &mut Tx, after: Option<Key>) -> Result<Self> {
        let product = visit.product.id;
        let after = thread::store::after(tx, product, Kind::Customer, after).await?;
        let after = after.as_ref().map(|customer| (customer.title.as_str(), customer.number));
        let mut lines = store::list(tx, product, after, PAGE + 1).await?;
        let more = cut(&mut lines, PAGE);
        let more = lines.last().filter(|_| more).map(Line::key);
        let ids: Vec<_> = lines.iter().map(|line| line.id).collect();
        let asked = store::asked(tx, &ids).await?.into_iter().map(|asked| (asked.customer, asked)).collect();
        let contacts = store::contacts(tx, &ids).await?;
        let waiting = store::unanswered(tx, product, WAITING).await?;
        let askers = store::asked_most(tx, &ids, ASKERS).await?;
        let total = thread::store::capped(tx, product, Kind::Customer, MOST).await?;
        Ok(Self { lines, asked, contacts, waiting, askers, more, total })
    }

    fn finding(&self) -> String {
        let waits = |line: &&Line| self.asked.get(&line.id).is_some_and(|asked| asked.waits_since.is_some());
        let waiting = self.lines.iter().filter(waits).count();
        match (self.total, waiting) {
            (0, _) => "No customers yet".to_owned(),
            (MOST.., _) => format!("{} customers", many(self.total)),
            (total, 0) => counted(total, "customer", "customers"),
            (_, 1) if self.more.is_none() => "One customer waits for an answer".to_owned(),
            (_, waiting) if self.more.is_none() => {
                let waiting = i64::try_from(waiting).unwrap_or(i64::MAX);
                format!("{} wait for an answer", counted_first(waiting, "customer", "customers"))
            }
            (total, _) => counted(total, "customer", "customers"),
        }
    }

    fn lead(&self) -> &'static str {
        match self.total {
            0 => "Who pays or uses, with the people there. A request that names a customer adds it by itself.",
            _ => "What each of them asked for and got, and when somebody last answered.",
        }
    }

    fn table(&self, visit: &Visit, open: Option<&Thing>) -> Markup {
        html! {
            section {
                (ui::sec_head("Customers").count(many(self.total)))
                @if !self.lines.is_empty() {
                    table.table.words {
                        colgroup { col; col.w-m; col.w-m; col.w-xs; col.w-xs; col.w-m; }
                        thead {
                            tr {
                                th scope="col" { "Customer" }
                                th scope="col" { "Segment" }
                                th.num scope="col" { "Worth" }
                                th.num scope="col" { "Asked" }
                                th.num scope="col" { "Got" }
                                th.num scope="col" { "Last answer" }
                            }
                        }
                        tbody { @for line in &self.lines { (self.line(visit, line, open.is_some_and(|open| open.id == line.id))) } }
                    }
                }
                @if let Some(last) = self.more { p { (ui::link_button("Further down", &visit.at(format!("customers?after={last}"))).small()) } }
            }
        }
    }

    fn line(&self, visit: &Visit, line: &Line, on: bool) -> Markup {
        let asked = self.asked.get(&line.id);
        html! {
            tr.on[on] id=(line.key()) data-row {
                th scope="row" {
                    a href=(visit.at(line.key())) aria-current=[on.then_some("true")] { (line.title) }
                    @if let Some(people) = self.people(line.id) { .small.faint { (people) } }
                }
                td.dim { (line.segment) }
                td.num data-l="Worth" { @if let Some(value) = line.value { (grouped(value)) } @else { span.faint { "–" } } }
                td.num data-l="Asked" { (asked.map_or(0, |asked| asked.requests)) }
                td.num data-l="Got" { (asked.map_or(0, |asked| asked.done)) }
                td.num.small.faint data-l="Last answer" { (answered(visit, asked)) }
            }
        }
    }

    /// The people at the customers of this page who asked most.
    fn askers(&self, visit: &Visit) -> Markup {
        html! {
            section #askers {
                (ui::sec_head("Contacts who asked most"))
                ul.rows {
                    @for asker in &self.askers {
                        @let initials = ui::initials(&asker.name);
                        li.row {
                            .line {
                                (ui::who(&ui::Avatar { initials: &initials, name: &asker.name, ..ui::Avatar::default() }))
                                @if let Some(line) = self.lines.iter().find(|line| line.id == asker.customer) {
                                    a.small.faint href=(visit.at(line.key())) { (line.title) }
                                }
                            }
                            span.small.dim { (asker.requests) " asked, " (asker.done) " out" }
                        }
                    }
                }
            }
        }
    }

    /// “Hana Yilmaz and 2 others”.
    fn people(&self, customer: ThingId) -> Option<String> {
        let mut people = self.contacts.iter().filter(|contact| contact.customer == Some(customer));
        let first = &people.next()?.name;
        Some(match people.count() {
            0 => first.clone(),
            1 => format!("{first} and 1 other"),
            others => format!("{first} and {others} others"),
        })
    }
}

/// “17”, “1,000+”.
fn many(total: i64) -> String {
    if total < MOST { grouped(total) } else { format!("{}+", grouped(MOST)) }
}

fn answered(visit: &Visit, asked: Option<&Asked>) -> String {
    match asked {
        None => String::new(),
        Some(Asked { answered_at: Some(at), .. }) => date(*at, visit.signed.now),
        Some(_) => "never".to_owned(),
    }
}

/// How long somebody waits; after a day the hours matter no more.
fn days(wait: &str) -> &str {
    wait.split_once(' ').map_or(wait, |(days, _)| days)
}

/// What nobody has answered yet.
fn waiting(visit: &Visit, waiting: &[Unanswered]) -> Markup {
    html! {
        section {
            (ui::sec_head("Wait for an answer").aside("The longest waiting first"))
            ul.rows {
                @for (n, request) in waiting.iter().enumerate() {
                    @let key = Key::new(Kind::Request, request.number);
                    li.row.row-lead id=(format!("waits-{key}")) {
                        (ui::wait(days(&wait(request.asked_at, visit.signed.now)), is_late(request.asked_at, visit.signed.now)))
                        div {
                            .t { (request.title) }
                            .sub { span.id { (key) } span { @if let Some(contact) = &request.contact { (contact) ", " } (request.customer) } }
                        }
                        .do {
                            a.btn.btn-s href=(format!("{}#reply", visit.at(key))) data-key=[(n == 0).then_some("a")] {
                                "Answer" @if n == 0 { kbd { "A" } }
                            }
                        }
                    }
                }
            }
        }
    }
}
