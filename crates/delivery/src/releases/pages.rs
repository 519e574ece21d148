//! Releases: what ships together, and when.

mod desk;

use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use serde::Deserialize;
use together::app::App;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::visit::{Page, Visit};
use together::words::{counted, date};

pub use desk::for_desk;

use super::store::{self, Line};
use crate::pieces::{Form, capital, press};

/// The pages of this room; that of one release is the plain page of a thing until it has one of its own.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/releases", get(show))
}

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// Show the form for a new release.
    new: Option<String>,
    /// What ships in the new release.
    #[serde(rename = "for")]
    wanted_for: Option<String>,
}

/// `GET /{product}/releases`.
async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let releases = store::list(&mut tx, visit.product.id).await?;
    let marks = Marks::load(&mut tx, &visit, &[Right::ScopeRelease]).await?;
    drop(tx);
    let writes = asked.new.is_some() || visit.kept("release.plan").is_some() || releases.is_empty();
    let new = format!("{}?new=1", visit.at("releases"));
    let actions = html! {
        (marks.line("Scope", Right::ScopeRelease))
        @if !writes { (ui::link_button("Plan a release", &new).main().icon("plus")) }
    };
    let body = html! {
        .page {
            (ui::page_head("Releases", "What ships together, the next first.", actions))
            @if writes { (plan(&visit, &marks, asked.wanted_for.as_deref())) }
            @if !releases.is_empty() { ul.rows { @for release in &releases { (row(&visit, release)) } } }
        }
    };
    let topics = vec!["release".into(), "story".into()];
    visit.page(Page { title: "Releases", place: "releases", topics, body, ..Page::default() }).await
}

fn row(visit: &Visit, release: &Line) -> Markup {
    let key = format!("RL-{}", release.number);
    let scope = format!("{}?release={key}", visit.at("backlog"));
    html! {
        li.row id=(key) data-row {
            div {
                .t { a.title href=(visit.at(&key)) { (release.title) } }
                .sub {
                    span.id { (key) }
                    span { (counted(release.stories, "story", "stories")) ", " (counted(release.points, "point", "points")) ", " (release.done) " done" }
                    a.link href=(scope) { "In the backlog" }
                }
            }
            span.line {
                @match release.ships_at {
                    Some(day) => span { (date(day, visit.signed.now)) },
                    None => span.faint { "no day yet" },
                }
                (ui::chip(&capital(&release.state)))
            }
        }
    }
}

fn plan(visit: &Visit, marks: &Marks, wanted_for: Option<&str>) -> Markup {
    let form = Form::of(visit, "release.plan");
    let wanted_for = if form.is_back() { form.value("for", "") } else { wanted_for.unwrap_or_default() };
    html! {
        form.stack-s #release-plan method="post" action=(visit.action("release.plan")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="next" value=(visit.at("releases"));
            @if !wanted_for.is_empty() { input type="hidden" name="for" value=(wanted_for); }
            (form.trouble())
            .line.wrap {
                (ui::field("title", "Name").id("release-title").required().value(form.value("title", "")).error(form.error("title")).attr("placeholder", "4.2 Autumn"))
                (ui::field("day", "Ships on").id("release-day").kind("date").value(form.value("day", "")).error(form.error("day")))
            }
            (ui::field("text", "What it is about").id("release-text").text().value(form.value("text", "")).error(form.error("text")))
            .line {
                (ui::button(press(visit, marks, Right::ScopeRelease, "Plan it", "Propose it")).main())
                @if !wanted_for.is_empty() { span.small.faint { (wanted_for) " ships in it." } }
            }
        }
    }
}
