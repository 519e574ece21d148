//! One insight: its text, what is marked in it, and which needs it supports.

use axum::response::Response;
use ground::db::Tx;
use ground::ui::{self, choice};
use ground::web::{Failure, Result};
use maud::{Markup, html};
use together::form::Form;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::store::links::{Linked, links_up};
use together::thread::{self, Key, Kind, LinkKind, Thing};
use together::visit::{Page, Visit};
use together::words::{date, upper_first};
use together::{conversation, journal};

use super::evidence::how_old;
use super::write::change;
use crate::insights::rules::passages;
use crate::insights::store::{self, Insight};
use crate::needs;
use crate::needs::store::Line;
use crate::pieces::{marked, remove};

/// Needs that are offered; another is linked by its key on the page of the need.
const OFFERED: i64 = 200;

/// `GET /{product}/I-12`.
pub async fn show(visit: Visit, key: Key) -> Result<Response> {
    let mut tx = visit.read().await?;
    let found = thread::store::by_key(&mut tx, visit.product.id, key).await?;
    let thing = found.filter(|thing| thing.kind == Kind::Insight).ok_or(Failure::NotFound)?;
    let insight = store::one(&mut tx, thing.id).await?.ok_or(Failure::NotFound)?;
    let body = page(&visit, &mut tx, &thing, &insight).await?;
    drop(tx);
    let title = key.to_string();
    let crumbs = vec![("Needs", visit.at("needs")), ("Insights", visit.at("insights"))];
    let topics = vec![title.clone()];
    visit.page(Page { title: &title, place: "needs", crumbs, topics, body, ..Page::default() }).await
}

async fn page(visit: &Visit, tx: &mut Tx, thing: &Thing, insight: &Insight) -> Result<Markup> {
    let marks = Marks::load(tx, visit, &[Right::RankNeeds]).await?;
    let links = links_up(tx, thing.id).await?;
    let supported: Vec<_> = links.into_iter().filter(|link| link.link == LinkKind::Supports.code()).collect();
    let needs = needs::store::list(tx, visit.product.id, "", OFFERED).await?;
    let proposed = journal::proposals::pages::about(visit, tx, thing).await?;
    let talk = conversation::pages::section(visit, tx, thing).await?;
    let history = journal::pages::recent(visit, tx, thing).await?;
    Ok(html! {
        .page {
            .page-head { div { span.id { (insight.key()) } h1 { (insight.title) } } }
            .cols.cols-wide {
                .stack {
                    (proposed)
                    (text(insight, &supported))
                    (talk)
                }
                aside.rail.stack aria-label="What it supports" {
                    (supports(visit, &marks, insight, &supported))
                    (marking(visit, &marks, insight, &needs))
                    section { (ui::sec_head("Facts")) (facts(visit, insight)) (change(visit, &marks, thing, insight)) (remove(visit, insight.key(), marks.acts(visit, Right::RankNeeds))) }
                    (history)
                }
            }
        }
    })
}

/// What was noted, with the passages marked that needs rest on.
fn text(insight: &Insight, supported: &[Linked]) -> Markup {
    let quotes: Vec<String> = supported.iter().filter_map(|link| link.quote.clone()).collect();
    html! {
        section.passages #text data-passages="passage" {
            @for paragraph in insight.text.split('\n').filter(|paragraph| !paragraph.trim().is_empty()) {
                p { (marked(paragraph.trim(), &quotes)) }
            }
            @if insight.text.trim().is_empty() { p.dim { "Nothing more was noted." } }
        }
    }
}

/// The needs it supports, each with its passage.
fn supports(visit: &Visit, marks: &Marks, insight: &Insight, supported: &[Linked]) -> Markup {
    let press = if marks.acts(visit, Right::RankNeeds) { "Unlink" } else { "Propose to unlink" };
    html! {
        section #supports {
            (ui::sec_head("It supports").count(supported.len()).aside(marks.call(Right::RankNeeds)))
            @if supported.is_empty() { p.dim.small { "No need rests on it yet." } }
            ul.rows {
                @for need in supported {
                    li.row id=(format!("supports-{}", need.key())) {
                        div {
                            .t { span.id { (need.key()) } " " a href=(visit.at(need.key())) { (need.title) } }
                            @if let Some(quote) = &need.quote { .sub { span { "“" (quote) "”" } } }
                        }
                        form method="post" action=(visit.action("thread.unlink")) {
                            (visit.signed.hidden_fields())
                            input type="hidden" name="from" value=(insight.key());
                            input type="hidden" name="kind" value=(LinkKind::Supports.code());
                            input type="hidden" name="to" value=(need.key());
                            (ui::button(press).small().attr("aria-label", &format!("{press} {}", need.key())))
                        }
                    }
                }
            }
        }
    }
}

/// Choosing a sentence, or what was highlighted in the text, and the need it supports.
fn marking(visit: &Visit, marks: &Marks, insight: &Insight, needs: &[Line]) -> Markup {
    let form = Form::of(visit, "thread.link");
    let chosen = form.value("quote", "");
    let passages = passages(&insight.text);
    let told: Vec<(String, String)> =
        needs.iter().map(|need| (need.key().to_string(), format!("{} {}", need.key(), need.title))).collect();
    let none = std::iter::once(choice("", "Choose a need"));
    let choices: Vec<_> = none.chain(told.iter().map(|(key, label)| choice(key, label))).collect();
    let own = !chosen.is_empty() && !passages.contains(&chosen);
    html! {
        section.stack-s #marking {
            (ui::sec_head("Mark a passage").aside(marks.call(Right::RankNeeds)))
            form.stack-s method="post" action=(visit.action("thread.link")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="from" value=(insight.key());
                input type="hidden" name="kind" value=(LinkKind::Supports.code());
                (form.trouble())
                fieldset.field {
                    legend.label.strong { "Which passage?" }
                    .stack-s {
                        label.check #passage hidden[!own] { input type="radio" name="quote" value=(if own { chosen.as_str() } else { "" }) checked[own]; span { @if own { (chosen) } } }
                        @for passage in &passages {
                            label.check { input type="radio" name="quote" value=(passage) checked[*passage == chosen]; span { (passage) } }
                        }
                        label.check { input type="radio" name="quote" value="" checked[chosen.is_empty()]; span { "All of it" } }
                    }
                    @if let Some(error) = form.error("quote") { span.error { (ui::icon("warn")) (error) } }
                }
                (ui::field("to", "Which need does it support?").id("supports-need").required().select(&choices).value(&form.value("to", "")).error(form.error("to")))
                div { (ui::button(if marks.acts(visit, Right::RankNeeds) { "It supports this" } else { "Propose it" }).main().small()) }
            }
        }
    }
}

fn facts(visit: &Visit, insight: &Insight) -> Markup {
    let now = visit.signed.now;
    html! {
        dl.facts {
            dt { "Source" } dd { (upper_first(&insight.source)) }
            dt { "Found" } dd { (date(insight.found_at, now)) div { (how_old(insight.found_at, now)) } }
            @if let Some(name) = &insight.by_name { dt { "Noted by" } dd { (name) } }
            @if !insight.address.is_empty() { dt { "Read it" } dd { a.link.clip href=(insight.address) rel="noopener noreferrer nofollow" { (insight.address) } } }
        }
    }
}
