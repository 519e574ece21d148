//! The list of features, in the order of the roadmap.

use std::collections::HashMap;

use axum::extract::Query;
use axum::response::Response;
use discovery::demand::pages::{NUMBERS, in_words, numbers};
use discovery::demand::{self, Whole};
use ground::db::cut;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use serde::Deserialize;
use together::form::Form;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::pages::dots;
use together::thread::{self, Key, Kind, ThingId};
use together::visit::{Page, Visit};
use together::words::{counted, upper_first};

use crate::features::store::{self, Line};
use crate::pieces::{press, refusal};

/// Features on a page.
const PAGE: i64 = 200;

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// Show the form for a new feature.
    new: Option<String>,
    /// The thing the new feature is written for.
    #[serde(rename = "for")]
    wanted_for: Option<String>,
    /// The last feature of the page before.
    after: Option<Key>,
    /// How many stand above this page, as the page before says.
    above: Option<i64>,
}

/// `GET /{product}/features`.
pub(super) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let after = thread::store::after(&mut tx, visit.product.id, Kind::Feature, asked.after).await?;
    let above = asked.above.filter(|above| after.is_some() && *above >= 0).unwrap_or(0);
    let mut features = store::list(&mut tx, visit.product.id, after.as_ref(), PAGE + 1).await?;
    let marks = Marks::load(&mut tx, &visit, &[Right::DefineFeature, Right::OrderRoadmap]).await?;
    let more = cut(&mut features, PAGE);
    let shown: Vec<_> = features.iter().map(|feature| feature.thing).collect();
    let asks = demand::store::of_whole(&mut tx, &shown).await?;
    drop(tx);
    let next = features
        .last()
        .filter(|_| more)
        .map(|last| format!("{}?after={}&above={}", visit.at("features"), last.key(), above.saturating_add(PAGE)));
    let writes = asked.new.is_some() || visit.kept("feature.define").is_some();
    let body = html! {
        .page {
            (ui::page_head("Features", lead(&features), head(&visit, &marks, writes)))
            (refusal(&visit))
            @if writes { (define(&visit, &marks, asked.wanted_for.as_deref())) }
            @if features.is_empty() && !writes { (nothing(&visit)) }
            @if !features.is_empty() { (table(&visit, &features, &asks, above)) (tools(&visit, &marks)) }
            @if let Some(next) = next { p.note { a.link href=(next) { "More features" } } }
        }
    };
    let topics = vec![Kind::Feature.code().into(), Kind::Story.code().into()];
    visit
        .page(Page {
            title: "Features",
            place: "features",
            crumbs: vec![("Backlog", visit.at("backlog"))],
            topics,
            body,
            ..Page::default()
        })
        .await
}

fn lead(features: &[Line]) -> Markup {
    let open: i64 = features.iter().map(|feature| feature.stories - feature.done).sum();
    html! {
        "In the order of the roadmap. "
        @if open > 0 { (counted(open, "story", "stories")) " beneath them " (if open == 1 { "is" } else { "are" }) " not done. " }
        "Whoever asks for a story asks for its feature."
    }
}

fn head(visit: &Visit, marks: &Marks, writes: bool) -> Markup {
    html! {
        (marks.line("Order", Right::OrderRoadmap))
        @if !writes { a.btn.btn-main href=(format!("{}?new=1", visit.at("features"))) data-key="n" { (ui::icon("plus")) "New feature" (ui::kbd("N")) } }
    }
}

fn nothing(visit: &Visit) -> Markup {
    let new = format!("{}?new=1", visit.at("features"));
    ui::empty(
        "No features yet",
        "A feature is a capability of the product. It serves a need, and stories are part of it.",
        ui::link_button("Define the first", &new),
    )
}

/// The form that defines one, perhaps for a need it serves or a story that becomes part of it.
fn define(visit: &Visit, marks: &Marks, wanted_for: Option<&str>) -> Markup {
    let form = Form::of(visit, "feature.define");
    let wanted_for = form.value("for", wanted_for.unwrap_or_default());
    html! {
        form.stack-s #feature-define method="post" action=(visit.action("feature.define")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="next" value=(visit.at("{key}"));
            @if !wanted_for.is_empty() { input type="hidden" name="for" value=(wanted_for); }
            (form.trouble())
            (ui::field("title", "What it lets people do").id("feature-title").required().value(&form.value("title", "")).error(form.error("title")).beside(marks.call(Right::DefineFeature)))
            (ui::field("text", "What belongs to it, and what does not").id("feature-text").text().value(&form.value("text", "")).error(form.error("text")))
            .line {
                (ui::button(press(visit, marks, Right::DefineFeature, "Define it", "Propose it")).main())
                a.btn.btn-quiet href=(visit.at("features")) { "Cancel" }
                @if !wanted_for.is_empty() { span.small.faint { "It is linked with " (wanted_for) "." } }
            }
        }
    }
}

/// What is asked of each feature, with its stories.
type Asks = HashMap<ThingId, Whole>;

fn table(visit: &Visit, features: &[Line], asks: &Asks, above: i64) -> Markup {
    html! {
        .backlog {
            table.table {
                caption.vh { "Features in the order of the roadmap" }
                colgroup { col.c-sel; col.c-rank; col.c-id; col; col.c-dots; col.c-feat; col.c-req; col.c-ready; col.c-pts; col.c-more; }
                thead {
                    tr {
                        td {} th.rank scope="col" { span.vh { "Place" } "#" } th scope="col" { "Key" } th scope="col" { span.vh { "Title" } }
                        th.dotcell scope="col" { "Thread" } th.feat scope="col" { "Stories" } th.req scope="col" { (NUMBERS) }
                        th.readycell scope="col" { "State" } th.num scope="col" { "Points" } td.morecell {}
                    }
                }
                tbody data-sortable data-total=(above + i64::try_from(features.len()).unwrap_or(0)) {
                    @for (place, feature) in (above + 1..).zip(features) { (row(visit, feature, asks.get(&feature.thing), place)) }
                }
            }
        }
    }
}

fn row(visit: &Visit, feature: &Line, asked: Option<&Whole>, place: i64) -> Markup {
    let key = feature.key();
    let count = |number: i64| usize::try_from(number).unwrap_or(0);
    let (done, begun) = (count(feature.done), count(feature.begun));
    html! {
        tr id=(key) data-row {
            td { button.grip type="button" aria-label={ "Move " (key) } {} }
            td.rank { (place) }
            td.id { (key) }
            td {
                a.title href=(visit.at(key)) { (feature.title) }
                @match asked {
                    Some(Whole::Asked(demand)) => .small.faint.only-narrow { (in_words(demand)) },
                    Some(Whole::TooMuch) => .small.faint.only-narrow { "Too many stories to count who asks" },
                    None => {}
                }
            }
            td.dotcell { (dots(feature.thread)) }
            td.feat {
                @if feature.stories == 0 { "none" }
                @else if feature.stories <= 12 { (ui::pips(done, begun, count(feature.stories) - done - begun)) }
                @else { (feature.done) " of " (feature.stories) " done" }
            }
            td.req {
                @match asked {
                    Some(Whole::Asked(demand)) => (numbers(demand)),
                    Some(Whole::TooMuch) => span.small.faint { "not counted" },
                    None => {}
                }
            }
            td.readycell { (upper_first(&feature.state)) }
            td.num { (feature.points) }
            td { a.more href=(visit.at(format!("{key}/more"))) aria-label={ "More for " (key) } {} }
        }
    }
}

/// What the rows share: the menu, and the form that moves.
fn tools(visit: &Visit, marks: &Marks) -> Markup {
    let label = press(visit, marks, Right::OrderRoadmap, "Move", "Propose");
    html! {
        .menu-list.row-menu #row-menu popover aria-label="Feature" {
            p.label data-fill {}
            form.move-form method="post" action=(visit.action("feature.move")) data-stay {
                (visit.signed.hidden_fields())
                label { "Place " input.input name="rank" #rank inputmode="numeric" size="3" data-key="m"; }
                (ui::button(label).small().kbd("M"))
            }
            hr;
            a data-href=(visit.at("{thing}")) href=(visit.at("features")) { (ui::icon("feature")) "Open" }
            a data-href=(format!("{}?feature={{thing}}", visit.at("backlog"))) href=(visit.at("backlog")) { (ui::icon("backlog")) "Its stories in the backlog" }
        }
        form #move-form method="post" action=(visit.action("feature.move")) hidden {
            (visit.signed.hidden_fields())
            input type="hidden" name="thing"; input type="hidden" name="after"; input type="hidden" name="before";
        }
    }
}
