//! The list of sprints, the last planned first.

use axum::extract::Query;
use axum::response::Response;
use ground::db::cut;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use serde::Deserialize;
use together::form::Form;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::Key;
use together::visit::{Page, Visit};
use together::words::{days, upper_first};

use crate::pieces::press;
use crate::sprints::store::{self, Sprint};

/// Sprints on a page.
const PAGE: i64 = 50;

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// Show the form for a new sprint.
    new: Option<String>,
    /// The last sprint of the page before.
    after: Option<Key>,
}

/// `GET /{product}/sprints`.
pub(super) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let before = asked.after.map_or(i64::MAX, |last| last.number);
    let mut tx = visit.read().await?;
    let mut sprints = store::list(&mut tx, visit.product.id, before, PAGE + 1).await?;
    let marks = Marks::load(&mut tx, &visit, &[Right::PlanSprint]).await?;
    drop(tx);
    let more = cut(&mut sprints, PAGE);
    let older = sprints.last().filter(|_| more).map(|last| format!("{}?after={}", visit.at("sprints"), last.key()));
    let writes = asked.new.is_some() || visit.kept("sprint.plan").is_some() || sprints.is_empty();
    let new = format!("{}?new=1", visit.at("sprints"));
    let actions = html! {
        (marks.line("Plan", Right::PlanSprint))
        @if !writes { (ui::link_button("Plan a sprint", &new).main().icon("plus")) }
    };
    let body = html! {
        .page {
            (ui::page_head("Sprints", "What each is for, and how much fits.", actions))
            @if writes { (plan(&visit, &marks, !sprints.is_empty())) }
            @if !sprints.is_empty() { (table(&visit, &sprints)) }
            @if let Some(older) = older { p.note { a.link href=(older) { "Earlier sprints" } } }
        }
    };
    visit
        .page(Page { title: "Sprints", place: "sprints", topics: vec!["sprint".into()], body, ..Page::default() })
        .await
}

fn table(visit: &Visit, sprints: &[Sprint]) -> Markup {
    html! {
        table.table.words.mid-rows {
            caption.vh { "Sprints, the last planned first" }
            colgroup { col.w-id; col.w-l; col; col.w-xl; col.w-m; col.w-m; }
            thead {
                tr {
                    th scope="col" { "Sprint" } th scope="col" { span.vh { "Name" } } th scope="col" { "Sprint goal" }
                    th scope="col" { "Days" } th.num scope="col" { "Points that fit" } th scope="col" { "State" }
                }
            }
            tbody { @for sprint in sprints { (row(visit, sprint)) } }
        }
    }
}

fn row(visit: &Visit, sprint: &Sprint) -> Markup {
    let key = sprint.key();
    html! {
        tr id=(key) data-row {
            td.id { (key) }
            th scope="row" { a.title href=(visit.at(key)) { (sprint.title) } }
            td { @if sprint.goal.is_empty() { span.faint { "no sprint goal yet" } } @else { (sprint.goal) } }
            td data-l="Days" { (days(sprint.starts_at, sprint.ends_at, visit.signed.now)) }
            td.num data-l="Points that fit" { @match sprint.capacity { Some(capacity) => (capacity), None => span.faint { "not said" } } }
            td { (ui::chip(&upper_first(&sprint.state))) }
        }
    }
}

fn plan(visit: &Visit, marks: &Marks, cancels: bool) -> Markup {
    let form = Form::of(visit, "sprint.plan");
    html! {
        form.stack-s #sprint-plan method="post" action=(visit.action("sprint.plan")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="next" value=(visit.at("sprints"));
            (form.trouble())
            (ui::field("goal", "Sprint goal").id("sprint-goal").value(&form.value("goal", "")).error(form.error("goal")))
            .fields {
                (ui::field("starts", "First day").id("sprint-starts").kind("date").required().value(&form.value("starts", "")).error(form.error("starts")))
                (ui::field("ends", "Last day").id("sprint-ends").kind("date").required().value(&form.value("ends", "")).error(form.error("ends")))
                (ui::field("capacity", "Points that fit").id("sprint-capacity").attr("inputmode", "numeric").value(&form.value("capacity", "")).error(form.error("capacity")))
                (ui::field("title", "Name").id("sprint-title").value(&form.value("title", "")).error(form.error("title")).hint("“Sprint” and its number when it is empty"))
            }
            .line {
                (ui::button(press(visit, marks, Right::PlanSprint, "Plan it", "Propose it")).main())
                @if cancels { a.btn.btn-quiet href=(visit.at("sprints")) { "Cancel" } }
            }
        }
    }
}
