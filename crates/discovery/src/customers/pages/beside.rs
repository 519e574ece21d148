//! One customer, beside the list.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::conversation::markdown;
use together::journal;
use together::roles::marks::Marks;
use together::roles::names::Names;
use together::roles::rules::Right;
use together::thread::{Key, Kind, Thing};
use together::visit::Visit;
use together::words::{date, grouped};

use super::super::store::{self, Answer, Contact, Line, Request};
use super::forms;

/// The pane of a customer.
pub(super) async fn draw(visit: &Visit, tx: &mut Tx, marks: &Marks, customer: &Thing) -> Result<Markup> {
    let line = store::one(tx, customer.id).await?;
    let text = store::text(tx, customer.id).await?;
    let contacts = store::contacts(tx, &[customer.id]).await?;
    let requests = store::requests(tx, customer.id).await?;
    let answer = store::last_answer(tx, customer.id).await?;
    let names = Names::load(tx, visit.product.id).await?;
    let proposed = journal::proposals::pages::about(visit, tx, customer).await?;
    let history = journal::pages::recent(visit, tx, customer).await?;
    Ok(html! {
        aside.rail.stack aria-label=(customer.title) {
            section {
                .object-head { div { span.id { (customer.key()) } h2 { (customer.title) } } (forms::menu(visit, customer)) }
                @if !text.is_empty() { .prose { (markdown(&text)) } }
                (facts(visit, marks, &line))
                (forms::dialogs(visit, customer, &line, &text))
            }
            (proposed)
            (people(visit, customer, &contacts))
            (asked(visit, customer, &requests))
            @if let Some(answer) = &answer { (last_answer(visit, &names, answer)) }
            (history)
        }
    })
}

fn facts(visit: &Visit, marks: &Marks, line: &Line) -> Markup {
    html! {
        dl.facts {
            dt { "Segment" } dd { @if line.segment.is_empty() { span.faint { "not said yet" } } @else { (line.segment) } }
            dt { "Worth" }
            dd {
                @match line.value { Some(value) => { (grouped(value)) }, None => { span.faint { "not said yet" } } }
                " " (marks.call(Right::RateValue))
            }
        }
        (forms::worth(visit, marks, line))
    }
}

fn people(visit: &Visit, customer: &Thing, contacts: &[Contact]) -> Markup {
    html! {
        section #contacts {
            (ui::sec_head("Contacts").count(contacts.len()))
            ul.rows {
                @for contact in contacts {
                    @let initials = ui::initials(&contact.name);
                    li.row id=(format!("contact-{}", contact.id)) {
                        div {
                            .line { (ui::who(&ui::Avatar { initials: &initials, name: &contact.name, ..ui::Avatar::default() })) }
                            @if let Some(email) = &contact.email { .sub { (email) } }
                            (forms::contact(visit, customer, contact))
                        }
                        form method="post" action=(visit.action("contact.remove")) {
                            (visit.signed.hidden_fields())
                            input type="hidden" name="contact" value=(contact.id);
                            (ui::button(&format!("Remove {}", contact.name)).quiet().small().only_icon("x"))
                        }
                    }
                }
            }
            (forms::add_contact(visit, customer))
        }
    }
}

/// What they asked for, and how far each of it has come.
fn asked(visit: &Visit, customer: &Thing, requests: &[Request]) -> Markup {
    let done = requests.iter().filter(|request| request.state == "done").count();
    let count = format!("{done} of {}", requests.len());
    html! {
        section #asked {
            (ui::sec_head("Asked, and got").count(count))
            @if requests.is_empty() { p.dim { (customer.title) " has not asked for anything yet." } }
            ul.rows {
                @for request in requests {
                    @let key = Key::new(Kind::Request, request.number);
                    li.row {
                        div {
                            a.t href=(visit.at(key)) { (request.title) }
                            .sub { span.id { (key) } (stops(&request.state)) }
                        }
                    }
                }
            }
        }
    }
}

/// The four stops of a request: new, open, planned, done.
fn stops(state: &str) -> Markup {
    const STOPS: [&str; 4] = ["new", "open", "planned", "done"];
    let label = match state {
        "new" => "New",
        "open" => "Open",
        "planned" => "Planned",
        "done" => "Done",
        "declined" => "Declined",
        _ => "Merged",
    };
    let Some(at) = STOPS.iter().position(|stop| *stop == state) else { return html! { span.chip { (label) } } };
    html! {
        span.stops role="img" aria-label=(label) {
            @for stop in 0..STOPS.len() { i.on[stop <= at] {} }
            span { (label) }
        }
    }
}

fn last_answer(visit: &Visit, names: &Names, answer: &Answer) -> Markup {
    let key = Key::new(Kind::Request, answer.number);
    let name = answer.name.as_deref().unwrap_or("Tandem");
    html! {
        section.stack-s {
            (ui::sec_head("Last answer").aside(html! { a.link href=(visit.at(key)) { (key) } }))
            article.asked {
                @if let Some(person) = answer.person { (names.avatar(person, name, None)) }
                .meta { strong { (name) } span { (date(answer.at, visit.signed.now)) } }
                .prose { (markdown(&answer.body)) }
            }
        }
    }
}
