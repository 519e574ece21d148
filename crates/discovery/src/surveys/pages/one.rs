//! One survey: what was answered, its links, what can be done with it.

use axum::response::Response;
use ground::db::Tx;
use ground::ui;
use ground::web::{Failure, Result, encoded};
use maud::{Markup, html};
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::{self, Key, Kind, Thing};
use together::visit::{Page, Visit};
use together::words::{ago, counted, date, grouped, upper_first};
use together::{conversation, journal};

use super::{asked_about, kano, links, needs, write};
use crate::pieces::remove;
use crate::surveys::rules::About;
use crate::surveys::rules::results::Tally;
use crate::surveys::store::answers::{self, Words};
use crate::surveys::store::{self, Survey};

/// What was written besides, so much of it.
const WORDS: i64 = 30;

/// `GET /{product}/SV-1`.
pub async fn show(visit: Visit, key: Key) -> Result<Response> {
    let mut tx = visit.read().await?;
    let found = thread::store::by_key(&mut tx, visit.product.id, key).await?;
    let thing = found.filter(|thing| thing.kind == Kind::Survey).ok_or(Failure::NotFound)?;
    let survey = store::one(&mut tx, thing.id).await?.ok_or(Failure::NotFound)?;
    let body = page(&visit, &mut tx, &thing, &survey).await?;
    drop(tx);
    let title = key.to_string();
    let crumbs = vec![("Needs", visit.at("needs")), ("Surveys", visit.at("surveys"))];
    let topics = vec![title.clone(), survey.about.kind().code().to_owned()];
    visit.page(Page { title: &title, place: "needs", crumbs, topics, body, ..Page::default() }).await
}

async fn page(visit: &Visit, tx: &mut Tx, thing: &Thing, survey: &Survey) -> Result<Markup> {
    let marks = Marks::load(tx, visit, &[Right::RankNeeds, Right::RateValue]).await?;
    let things = asked_about(tx, visit.product.id, &survey.keys()).await?;
    let tallies = answers::tallies(tx, survey.id).await?;
    let (words, wrote) = answers::words(tx, survey.id, WORDS).await?;
    let links = store::links(tx, survey.id).await?;
    let change = write::change(visit, tx, &marks, survey).await?;
    let proposed = journal::proposals::pages::about(visit, tx, thing).await?;
    let talk = conversation::pages::section(visit, tx, thing).await?;
    let history = journal::pages::recent(visit, tx, thing).await?;
    let call = marks.call(survey.about.right());
    Ok(html! {
        .page {
            .page-head {
                div { span.id { (survey.key()) ", " (survey.state) } h1 { (survey.title) } p { (finding(visit, survey, things.len())) } }
                .actions { (call) (state(visit, &marks, survey)) }
            }
            .cols.cols-wide {
                .stack {
                    (proposed)
                    (results(visit, survey, &things, &tallies))
                    @if wrote > 0 { (besides(visit, &words, wrote)) }
                    (talk)
                }
                aside.rail.stack aria-label="Links and facts" {
                    (links::section(visit, survey, &links))
                    section { (ui::sec_head("Facts")) (facts(visit, survey, things.len())) (change) (remove(visit, survey.key(), marks.acts(visit, Right::RankNeeds))) }
                    (history)
                }
            }
        }
    })
}

fn finding(visit: &Visit, survey: &Survey, things: usize) -> String {
    let about = match survey.about {
        About::Needs => counted(i64::try_from(things).unwrap_or(i64::MAX), "need", "needs"),
        About::Features => counted(i64::try_from(things).unwrap_or(i64::MAX), "feature", "features"),
    };
    match survey.first_at {
        None => format!("It asks about {about}. Nobody has answered yet."),
        Some(first) => {
            let people = if survey.answers == 1 {
                "One person has".to_owned()
            } else {
                format!("{} people have", grouped(survey.answers))
            };
            format!("{people} answered about {about} since {}.", date(first, visit.signed.now))
        }
    }
}

/// Opening it, closing it, taking what was answered.
fn state(visit: &Visit, marks: &Marks, survey: &Survey) -> Markup {
    let press = |label: &'static str, proposes: &'static str| write::press(visit, marks, survey.about, label, proposes);
    let form = |action: &str, button: ui::Button<'_>| {
        html! {
            form method="post" action=(visit.action(action)) {
                (visit.signed.hidden_fields())
                input type="hidden" name="survey" value=(survey.key());
                (button)
            }
        }
    };
    let measures = survey.about == About::Needs && survey.answers > 0;
    html! {
        @if survey.state == "open" {
            @if measures { (form("survey.take", ui::button(press("Take the results", "Propose to take them")))) }
            (form("survey.close", ui::button(press("Close it", "Propose to close it")).main()))
        } @else {
            @let label = if survey.state == "draft" { "Open it" } else { "Open it again" };
            (form("survey.open", ui::button(press(label, "Propose to open it")).main()))
        }
    }
}

fn results(visit: &Visit, survey: &Survey, things: &[Thing], tallies: &[Tally]) -> Markup {
    match survey.about {
        About::Needs => needs::results(visit, survey, things, tallies),
        About::Features => kano::results(visit, things, tallies),
    }
}

/// What people wrote besides, in their words.
fn besides(visit: &Visit, words: &[Words], wrote: i64) -> Markup {
    html! {
        section #besides {
            (ui::sec_head("What else they said").count(grouped(wrote)))
            ul.rows {
                @for said in words {
                    li.row {
                        div {
                            p { (said.words) }
                            .sub { @if !said.segment.is_empty() { span { (said.segment) } } span { (ago(said.at, visit.signed.now)) } a.link href=(visit.at(format!("insights?new=1&source=survey&text={}", encoded(&said.words)))) { "Keep as an insight" } }
                        }
                    }
                }
            }
            @if wrote > WORDS { p.note { "The last " (WORDS) " are shown." } }
        }
    }
}

fn facts(visit: &Visit, survey: &Survey, things: usize) -> Markup {
    let now = visit.signed.now;
    html! {
        dl.facts {
            dt { "State" } dd { (ui::chip(&upper_first(&survey.state))) }
            dt { "Method" } dd { @match survey.about { About::Needs => "Importance and satisfaction", About::Features => "Kano" } }
            dt { "Asks about" } dd { (things) " " (survey.about.code()) }
            dt { "Answered" } dd { (grouped(survey.answers)) }
            @if let Some(last) = survey.last_at { dt { "Last" } dd { (date(last, now)) } }
            @if survey.segments().next().is_some() { dt { "Told apart" } dd { div { @for segment in survey.segments() { div { (segment) } } } } }
        }
    }
}
