//! One persona with what they need.

use axum::response::Response;
use ground::db::Tx;
use ground::ui;
use ground::web::{Failure, Result};
use maud::{Markup, html};
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::{self, Key, Kind, Thing};
use together::visit::{Page, Visit};
use together::{conversation, journal};

use super::write::change;
use crate::needs::pages::score_of;
use crate::personas::store::{self, Has, Persona};
use crate::pieces::remove;
use crate::surveys::pages::asked;

/// `GET /{product}/PE-1`.
pub async fn show(visit: Visit, key: Key) -> Result<Response> {
    let mut tx = visit.read().await?;
    let found = thread::store::by_key(&mut tx, visit.product.id, key).await?;
    let thing = found.filter(|thing| thing.kind == Kind::Persona).ok_or(Failure::NotFound)?;
    let persona = store::one(&mut tx, thing.id).await?.ok_or(Failure::NotFound)?;
    let body = page(&visit, &mut tx, &thing, &persona).await?;
    drop(tx);
    let title = key.to_string();
    let crumbs = vec![("Needs", visit.at("needs")), ("Personas", visit.at("personas"))];
    let topics = vec![title.clone(), "need".into()];
    visit.page(Page { title: &title, place: "needs", crumbs, topics, body, ..Page::default() }).await
}

async fn page(visit: &Visit, tx: &mut Tx, thing: &Thing, persona: &Persona) -> Result<Markup> {
    let marks = Marks::load(tx, visit, &[Right::RankNeeds]).await?;
    let needs = store::needs(tx, &[persona.id]).await?;
    let proposed = journal::proposals::pages::about(visit, tx, thing).await?;
    let talk = conversation::pages::section(visit, tx, thing).await?;
    let history = journal::pages::recent(visit, tx, thing).await?;
    Ok(html! {
        .page {
            .page-head {
                div {
                    span.id { (persona.key()) } h1 { (persona.title) }
                    @if !persona.quote.is_empty() { p { "“" (persona.quote) "”" } }
                }
                .actions { (marks.call(Right::RankNeeds)) }
            }
            .cols.cols-wide {
                .stack {
                    (proposed)
                    @if !persona.text.is_empty() { section { (conversation::markdown(&persona.text)) } }
                    (what_they_need(visit, persona, &needs))
                    (talk)
                }
                aside.rail.stack aria-label="Facts" {
                    section {
                        (ui::sec_head("Facts"))
                        dl.facts {
                            @if !persona.context.is_empty() { dt { "Context" } dd { (persona.context) } }
                            dt { "Source" } dd { @if persona.source.is_empty() { span.faint { "not said yet" } } @else { (persona.source) } }
                        }
                        (change(visit, &marks, thing, persona))
                        (remove(visit, persona.key(), marks.acts(visit, Right::RankNeeds)))
                    }
                    (history)
                }
            }
        }
    })
}

fn what_they_need(visit: &Visit, persona: &Persona, needs: &[Has]) -> Markup {
    let new = visit.at(format!("needs?new=1&whose={}", persona.key()));
    html! {
        section #needs {
            (ui::sec_head("What they need").count(needs.len()).aside(html! { a.link href=(new) { "Write a need of theirs" } }))
            @if needs.is_empty() { p.dim { "No need is theirs yet. On the page of a need you say whose it is." } }
            @else {
                table.table.by-score {
                    caption.vh { "Their needs by score" }
                    colgroup { col.w-id; col; col.w-s; col.w-score; }
                    thead.vh { tr { th scope="col" { "Key" } th scope="col" { "Need" } th scope="col" { "People asked" } th scope="col" { "Score" } } }
                    tbody {
                        @for need in needs {
                            tr {
                                td { span.id { (need.key()) } }
                                td { .clip { a.strong href=(visit.at(need.key())) { (need.title) } } }
                                td.num { (asked(need.asked)) }
                                td { (score_of(need.importance, need.satisfaction)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
