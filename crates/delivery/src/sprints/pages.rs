//! Sprints, as a list: the page of a running sprint comes with its board.

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
use together::words::date;

pub use desk::for_desk;

use super::store::{self, Sprint};
use crate::pieces::{Form, capital, press};

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/sprints", get(show))
}

/// Sprints on a page.
const PAGE: i64 = 50;

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// Only sprints before this number.
    before: Option<i64>,
}

/// `GET /{product}/sprints`.
async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let before = asked.before.unwrap_or(i64::MAX);
    let mut tx = visit.read().await?;
    let mut sprints = store::list(&mut tx, visit.product.id, before, PAGE + 1).await?;
    let marks = Marks::load(&mut tx, &visit, &[Right::PlanSprint]).await?;
    drop(tx);
    let more = sprints.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    sprints.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let older = sprints.last().filter(|_| more).map(|last| format!("{}?before={}", visit.at("sprints"), last.number));
    let body = html! {
        .page {
            (ui::page_head("Sprints", "What was chosen for each, and what for.", marks.line("Plan", Right::PlanSprint)))
            details #plan open[sprints.is_empty() || visit.kept("sprint.plan").is_some()] {
                summary.btn { (ui::icon("plus")) "Plan a sprint" }
                (plan(&visit, &marks))
            }
            @if !sprints.is_empty() { ul.rows { @for sprint in &sprints { (row(&visit, sprint)) } } }
            @if let Some(older) = older { p.note { a.link href=(older) { "Earlier sprints" } } }
        }
    };
    let crumbs = vec![("Backlog", visit.at("backlog"))];
    visit
        .page(Page {
            title: "Sprints",
            place: "backlog",
            crumbs,
            topics: vec!["sprint".into()],
            body,
            ..Page::default()
        })
        .await
}

fn row(visit: &Visit, sprint: &Sprint) -> Markup {
    let (key, now) = (format!("SP-{}", sprint.number), visit.signed.now);
    html! {
        li.row id=(key) data-row {
            div {
                .t { a.title href=(visit.at(&key)) { (sprint.title) } }
                .sub { @if sprint.goal.is_empty() { span.faint { "no sprint goal yet" } } @else { span { (sprint.goal) } } }
            }
            span.line {
                span { (date(sprint.starts_at, now)) " to " (date(sprint.ends_at, now)) }
                @if let Some(capacity) = sprint.capacity { span.small.faint { (capacity) " points fit" } }
                (ui::chip(&capital(&sprint.state)))
            }
        }
    }
}

fn plan(visit: &Visit, marks: &Marks) -> Markup {
    let form = Form::of(visit, "sprint.plan");
    let line = |name: &'static str, id: &'static str, label: &'static str| {
        ui::field(name, label).id(id).value(form.value(name, "")).error(form.error(name))
    };
    html! {
        form.stack-s method="post" action=(visit.action("sprint.plan")) {
            (visit.signed.hidden_fields())
            (form.trouble())
            (line("goal", "sprint-goal", "Sprint goal"))
            .line.wrap {
                (line("starts", "sprint-starts", "First day").kind("date").required())
                (line("ends", "sprint-ends", "Last day").kind("date").required())
                (line("capacity", "sprint-capacity", "Points that fit").attr("inputmode", "numeric"))
                (line("title", "sprint-title", "Name").hint("“Sprint” and its number when it is empty"))
            }
            div { (ui::button(press(visit, marks, Right::PlanSprint, "Plan it", "Propose it")).main()) }
        }
    }
}
