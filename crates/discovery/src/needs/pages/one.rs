//! The page of one need: its thread, its evidence, what answers it.

use axum::response::Response;
use ground::db::Tx;
use ground::ui;
use ground::web::{Failure, Result};
use maud::{Markup, html};
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::store::links::{Linked, linked_from};
use together::thread::{self, Key, Kind, LinkKind, Thing};
use together::visit::{Page, Visit};
use together::words::{counted, upper_first};
use together::{conversation, journal};

use super::super::store::{self, Line};
use super::super::{KIND, rules};
use super::by_key;
use super::write::{change, press};
use crate::demand;
use crate::requests::store::{Short, asking};
use together::form::Form;

/// Requests that are shown as evidence; the list of all is in search.
const EVIDENCE: i64 = 50;

/// `GET /{product}/N-7`.
pub async fn show(visit: Visit, key: Key) -> Result<Response> {
    let mut tx = visit.read().await?;
    let need = by_key(&visit, &mut tx, key).await?.ok_or(Failure::NotFound)?;
    let body = page(&visit, &mut tx, &need).await?;
    drop(tx);
    let title = key.to_string();
    let crumbs = vec![("Needs", visit.at("needs"))];
    let topics = vec![title.clone(), "request".into()];
    visit.page(Page { title: &title, place: "needs", crumbs, topics, body, ..Page::default() }).await
}

async fn page(visit: &Visit, tx: &mut Tx, need: &Thing) -> Result<Markup> {
    let marks = Marks::load(tx, visit, &[Right::RankNeeds]).await?;
    let head = thread::pages::head(visit, tx, need).await?;
    let line = store::one(tx, need.id).await?;
    let text = store::text(tx, need.id).await?;
    let place = store::place(tx, visit.product.id, &line.rank).await? + 1;
    let requests = asking(tx, need.id, EVIDENCE).await?;
    let features = linked_from(tx, need.id, LinkKind::Serves, Kind::Feature, 100).await?;
    let personas = store::personas(tx, visit.product.id).await?;
    let proposed = journal::proposals::pages::about(visit, tx, need).await?;
    let talk = conversation::pages::section(visit, tx, need).await?;
    let history = journal::pages::recent(visit, tx, need).await?;
    Ok(html! {
        .page {
            (head)
            .page-head {
                div { span.id { (need.key()) ", " (need.state) } h1 { (need.title) } @if !text.is_empty() { (conversation::markdown(&text)) } }
                .actions { (marks.call(Right::RankNeeds)) }
            }
            .cols.cols-wide {
                .stack {
                    (proposed)
                    (evidence(visit, need, &line, &requests))
                    (answers(visit, &features))
                    (talk)
                }
                aside.rail.stack aria-label="Facts" {
                    section { (ui::sec_head("What is asked of it")) (demand::pages::figures(&line.demand())) }
                    section { (ui::sec_head("Facts").aside(marks.call(Right::RankNeeds))) (facts(&line, place)) (change(visit, &marks, need, &line, &text, &personas)) }
                    (more(visit, &marks, need, place))
                    (history)
                }
            }
        }
    })
}

/// The requests that ask for it, with their words.
fn evidence(visit: &Visit, need: &Thing, line: &Line, requests: &[Short]) -> Markup {
    let record = visit.at(format!("requests?new=1&for={}", need.key()));
    html! {
        section #evidence {
            (ui::sec_head("Evidence").count(line.requests).aside(html! { a.link href=(record) { "Record a request" } }))
            @if requests.is_empty() {
                p.dim { "Nobody has asked for it yet. A request is linked on its own page." }
            }
            ul.rows {
                @for request in requests {
                    li.row id=(format!("asks-{}", request.key())) {
                        div {
                            a.t href=(visit.at(request.key())) { (request.title) }
                            @if let Some(quote) = &request.quote { p { "“" (quote) "”" } }
                            .sub { span.id { (request.key()) } (request.contact.as_deref().unwrap_or("Somebody")) }
                        }
                        (ui::chip(&upper_first(&request.state)))
                    }
                }
            }
            @if i64::try_from(requests.len()).unwrap_or(i64::MAX) == EVIDENCE { p.note { "These are the most important ones." } }
        }
    }
}

/// The features that serve it.
fn answers(visit: &Visit, features: &[Linked]) -> Markup {
    html! {
        section #answers {
            (ui::sec_head("Features that serve it").count(features.len()))
            @if features.is_empty() { p.dim { "No feature serves this need yet. Close the gap in the thread above." } }
            ul.rows {
                @for feature in features {
                    li.row {
                        a.clip href=(visit.at(feature.key())) { span.id { (feature.key()) } " " (feature.title) }
                        span.line { (thread::pages::dots(feature.thread)) (ui::chip(&upper_first(&feature.state))) }
                    }
                }
            }
        }
    }
}

fn facts(line: &Line, place: i64) -> Markup {
    let number =
        |number: Option<f64>| number.map_or_else(|| "not said yet".to_owned(), |number| format!("{number} of 10"));
    html! {
        dl.facts {
            dt { "Rank" } dd { @if place > store::MOST { "below " (store::MOST) } @else { (place) } }
            dt { "For whom" } dd { @if line.persona.is_empty() { span.faint { "not said yet" } } @else { (line.persona) } }
            dt { "Importance" } dd { (number(line.importance)) }
            dt { "Satisfaction" } dd { (number(line.satisfaction)) }
            dt { "Opportunity" } dd { (opportunity(line)) }
            dt { "Asked in" } dd { (counted(line.requests, "request", "requests")) }
        }
    }
}

fn opportunity(line: &Line) -> String {
    let score = rules::score(line.importance, line.satisfaction);
    score.map_or_else(|| "not rated".to_owned(), |score| format!("{score:.1} of 20"))
}

/// Moving it: in the ranking, and from state to state.
fn more(visit: &Visit, marks: &Marks, need: &Thing, place: i64) -> Markup {
    let form = Form::of(visit, "need.rank");
    let others = KIND.states.iter().map(|(state, _)| *state).filter(|state| *state != need.state);
    let label = |state: &str| match state {
        "draft" => "Back to draft",
        "agreed" => "Agree on it",
        "in work" => "Begin",
        "done" => "It is met",
        _ => "Drop it",
    };
    html! {
        section #more.stack-s {
            (ui::sec_head("Move it").aside(marks.call(Right::RankNeeds)))
            form.line method="post" action=(visit.action("need.rank")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="thing" value=(need.key());
                (ui::field("to", "Rank").bare().id("need-to").required().attr("placeholder", "4, top, after N-7").value(&form.value("to", &place.to_string())).error(form.error("to")))
                (ui::button(press(visit, marks, "Move", "Propose")).small())
            }
            form.line.wrap method="post" action=(visit.action("need.set_state")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="need" value=(need.key());
                @for state in others { (ui::button(label(state)).small().named("state", state)) }
            }
        }
    }
}
