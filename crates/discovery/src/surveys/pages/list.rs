//! The surveys of a product.

use axum::extract::Query;
use axum::response::Response;
use ground::db::{Tx, cut};
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use serde::Deserialize;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::{self, Key, Kind};
use together::visit::{Page, Visit};
use together::words::{counted, counted_first, grouped, lately, upper_first};

use super::write;
use crate::surveys::rules::About;
use crate::surveys::store::{self, Survey};

/// Surveys on a page.
const PAGE: i64 = 50;

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// Show the form for a new survey.
    new: Option<String>,
    /// What it is to ask about.
    #[serde(default)]
    about: About,
    /// The last survey of the page before.
    after: Option<Key>,
}

/// `GET /{product}/surveys`.
pub(super) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let marks = Marks::load(&mut tx, &visit, &[Right::RankNeeds, Right::RateValue]).await?;
    let body = if asked.new.is_some() || visit.kept("survey.write").is_some() {
        write::form(&visit, &mut tx, &marks, asked.about).await?
    } else {
        all(&visit, &mut tx, asked.after).await?
    };
    drop(tx);
    let crumbs = vec![("Needs", visit.at("needs"))];
    let topics = vec!["survey".into()];
    visit.page(Page { title: "Surveys", place: "needs", crumbs, topics, body, ..Page::default() }).await
}

async fn all(visit: &Visit, tx: &mut Tx, after: Option<Key>) -> Result<Markup> {
    let after = thread::store::after(tx, visit.product.id, Kind::Survey, after).await?;
    let mut surveys = store::list(tx, visit.product.id, after.as_ref().map(|thing| thing.id), PAGE + 1).await?;
    let more = cut(&mut surveys, PAGE);
    let more = surveys.last().filter(|_| more).map(Survey::key);
    let (needs, features) = (visit.at("surveys?new=1"), visit.at("surveys?new=1&about=features"));
    let actions = html! {
        (ui::link_button("Ask about features", &features))
        (ui::link_button("Ask about needs", &needs).main().icon("plus").kbd("N").attr("data-key", "n"))
    };
    Ok(html! {
        .page {
            (ui::page_head(finding(&surveys), "People answer through a link, without an account. What they say of needs becomes their score.", actions))
            @if surveys.is_empty() && after.is_none() {
                (ui::empty("No survey yet", "How much do needs matter to people, and how well are they met today? Thirty answers tell more than a guess.",
                    ui::link_button("Write the first survey", &needs).main()))
            }
            ul.rows { @for survey in &surveys { (row(visit, survey)) } }
            @if let Some(last) = more { p { (ui::link_button("Older surveys", &visit.at(format!("surveys?after={last}"))).small()) } }
        }
    })
}

fn finding(surveys: &[Survey]) -> String {
    let open = i64::try_from(surveys.iter().filter(|survey| survey.state == "open").count()).unwrap_or(i64::MAX);
    match open {
        0 => "No survey is open".to_owned(),
        1 => "One survey is open".to_owned(),
        open => format!("{} are open", counted_first(open, "survey", "surveys")),
    }
}

fn row(visit: &Visit, survey: &Survey) -> Markup {
    let key = survey.key();
    let about = i64::try_from(survey.keys().len()).unwrap_or(i64::MAX);
    let about = match survey.about {
        About::Needs => counted(about, "need", "needs"),
        About::Features => counted(about, "feature", "features"),
    };
    html! {
        li.row.row-stackable id=(key) data-row {
            div {
                .t { a href=(visit.at(key)) { (survey.title) } }
                .sub { span.id { (key) } span { (about) } @if let Some(last) = survey.last_at { span { "last answered " (lately(last, visit.signed.now)) } } }
            }
            span.line { span.small.faint { (grouped(survey.answers)) " answered" } (ui::chip(&upper_first(&survey.state))) }
        }
    }
}
