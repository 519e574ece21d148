//! The list of releases: what ships together, and when.

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
use together::thread::{self, Key, Kind};
use together::visit::{Page, Visit};
use together::words::{date, grouped, upper_first};

use crate::pieces::press;
use crate::releases::store::{self, Line};

/// Releases that are over, on one page.
const PAGE: i64 = 50;

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// Show the form for a new release.
    new: Option<String>,
    /// What ships in the new release.
    #[serde(rename = "for")]
    wanted_for: Option<String>,
    /// The last release of the page before, of those that are over.
    after: Option<Key>,
}

/// `GET /{product}/releases`.
pub(super) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let product = visit.product.id;
    let ahead = store::list(&mut tx, product).await?;
    let after = thread::store::after(&mut tx, product, Kind::Release, asked.after).await?;
    let mut past = store::past(&mut tx, product, after.as_ref(), PAGE + 1).await?;
    let over = store::count_past(&mut tx, product).await?;
    let marks = Marks::load(&mut tx, &visit, &[Right::ScopeRelease]).await?;
    drop(tx);
    let writes = asked.new.is_some() || visit.kept("release.plan").is_some() || (ahead.is_empty() && over == 0);
    let new = format!("{}?new=1", visit.at("releases"));
    let more = cut(&mut past, PAGE);
    let actions = html! {
        (marks.line("Scope", Right::ScopeRelease))
        @if !writes { (ui::link_button("Plan a release", &new).main().icon("plus")) }
    };
    let body = html! {
        .page {
            (ui::page_head("Releases", "What ships together, the next first.", actions))
            @if writes { section { (plan(&visit, &marks, asked.wanted_for.as_deref(), !ahead.is_empty() || over > 0)) } }
            @if !ahead.is_empty() && after.is_none() { section { (table(&visit, "Releases ahead", &ahead)) } }
            @if !past.is_empty() {
                section {
                    (ui::sec_head("Shipped and cancelled").count(grouped(over)))
                    (table(&visit, "Releases that are over", &past))
                    @if let Some(last) = past.last().filter(|_| more) { p.note { a.link href=(format!("{}?after={}", visit.at("releases"), last.key())) { "Earlier releases" } } }
                }
            }
        }
    };
    let topics = vec!["release".into(), "story".into()];
    visit.page(Page { title: "Releases", place: "releases", topics, body, ..Page::default() }).await
}

fn is_over(release: &Line) -> bool {
    matches!(release.state.as_str(), "shipped" | "cancelled")
}

/// The table of some releases.
fn table(visit: &Visit, caption: &str, releases: &[Line]) -> Markup {
    html! {
        table.table.words.mid-rows {
            caption.vh { (caption) }
            colgroup { col.w-id; col; col.w-l; col.w-l; col.w-s; col.w-m; }
            thead {
                tr {
                    th scope="col" { "Release" } th scope="col" { span.vh { "Name" } } th scope="col" { "Ships on" }
                    th scope="col" { "Stories" } th.num scope="col" { "Points" } th scope="col" { "State" }
                }
            }
            tbody { @for release in releases { (row(visit, release)) } }
        }
    }
}

fn row(visit: &Visit, release: &Line) -> Markup {
    let key = release.key();
    html! {
        tr id=(key) data-row {
            td.id { (key) }
            th scope="row" { a.title href=(visit.at(key)) { (release.title) } }
            td data-l="Ships on" {
                @match release.ships_at {
                    Some(day) => (date(day, visit.signed.now)),
                    None => span.faint { "no day yet" },
                }
            }
            td data-l="Stories" {
                @if release.stories == 0 { span.faint { @if is_over(release) { "none" } @else { "none yet" } } }
                @else { a.link href=(format!("{}?release={key}", visit.at("backlog"))) { (release.done) " of " (release.stories) " done" } }
            }
            td.num data-l="Points" { (grouped(release.points)) }
            td { (ui::chip(&upper_first(&release.state))) }
        }
    }
}

fn plan(visit: &Visit, marks: &Marks, wanted_for: Option<&str>, cancels: bool) -> Markup {
    let form = Form::of(visit, "release.plan");
    let wanted_for = form.value("for", wanted_for.unwrap_or_default());
    html! {
        form.stack-s #release-plan method="post" action=(visit.action("release.plan")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="next" value=(visit.at("releases"));
            @if !wanted_for.is_empty() { input type="hidden" name="for" value=(wanted_for); }
            (form.trouble())
            .fields {
                (ui::field("title", "Name").id("release-title").required().value(&form.value("title", "")).error(form.error("title")).attr("placeholder", "4.2 Autumn"))
                (ui::field("day", "Ships on").id("release-day").kind("date").value(&form.value("day", "")).error(form.error("day")))
            }
            (ui::field("text", "What it is about").id("release-text").text().value(&form.value("text", "")).error(form.error("text")))
            .line {
                (ui::button(press(visit, marks, Right::ScopeRelease, "Plan it", "Propose it")).main())
                @if cancels { a.btn.btn-quiet href=(visit.at("releases")) { "Cancel" } }
                @if !wanted_for.is_empty() { span.small.faint { (wanted_for) " ships in it." } }
            }
        }
    }
}
