//! The page of one need: its thread, its evidence, what answers it.

use axum::response::Response;
use ground::db::Tx;
use ground::ui::{self, choice};
use ground::web::{Failure, Result};
use maud::{Markup, html};
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::store::links::{Linked, linked_from};
use together::thread::{self, Key, Kind, LinkKind, Thing};
use together::visit::{Page, Visit};
use together::words::{counted, date, measured, upper_first};
use together::{conversation, journal};

use super::super::store::{self, Line};
use super::super::{KIND, rules};
use super::by_key;
use super::write::{change, press};
use crate::demand;
use crate::experience;
use crate::insights::pages::evidence::rows;
use crate::insights::rules::is_old;
use crate::insights::store::{Evidence, of_need};
use crate::personas;
use crate::personas::store::Persona;
use crate::surveys;
use crate::surveys::pages::asked;
use crate::surveys::rules::results::Counted;
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
    let told = store::told(tx, need.id).await?;
    let source = source(visit, tx, &line).await?;
    let place = store::place(tx, visit.product.id, &line.rank).await? + 1;
    let found = of_need(tx, need.id, EVIDENCE).await?;
    let features = linked_from(tx, need.id, LinkKind::Serves, Kind::Feature, 100).await?;
    let (personas, words) =
        (personas::store::list(tx, visit.product.id).await?, store::personas(tx, visit.product.id).await?);
    let whose = whose(visit, tx, &marks, need, &personas).await?;
    let goes = experience::pages::section(visit, tx, need, &personas).await?;
    let because = because(visit, tx, need).await?;
    let proposed = journal::proposals::pages::about(visit, tx, need).await?;
    let talk = conversation::pages::section(visit, tx, need).await?;
    let history = journal::pages::recent(visit, tx, need).await?;
    Ok(html! {
        .page {
            (head)
            .page-head {
                div { span.id { (need.key()) ", " (need.state) } h1 { (need.title) } @let job = told.job(); @if !job.is_empty() { p.strong { (job) } } @if !told.text.is_empty() { (conversation::markdown(&told.text)) } }
                .actions { (marks.call(Right::RankNeeds)) }
            }
            .cols.cols-wide {
                .stack {
                    (proposed)
                    (evidence(visit, need, &line, &found))
                    (goes)
                    (answers(visit, &features))
                    (talk)
                }
                aside.rail.stack aria-label="Facts" {
                    section { (ui::sec_head("What is asked of it")) (demand::pages::figures(&line.demand())) }
                    section { (ui::sec_head("Facts").aside(marks.call(Right::RankNeeds))) (facts(&line, place, because.as_deref(), &source)) (change(visit, &marks, need, &line, &told, &words)) }
                    (whose)
                    (more(visit, &marks, need, place))
                    (history)
                }
            }
        }
    })
}

/// What it rests on, in the words it was said in, the last first.
fn evidence(visit: &Visit, need: &Thing, line: &Line, found: &[Evidence]) -> Markup {
    let record = visit.at(format!("requests?new=1&for={}", need.key()));
    let insights = found.iter().filter(|one| one.kind == Kind::Insight).count();
    let all = line.requests + i64::try_from(insights).unwrap_or(i64::MAX);
    let old = found.first().is_some_and(|last| is_old(last.at, visit.signed.now));
    let aside = html! { a.link href=(visit.at("insights?new=1")) { "Note an insight" } " · " a.link href=(record) { "Record a request" } };
    html! {
        section #evidence {
            (ui::sec_head("Evidence").count(all).aside(aside))
            @if found.is_empty() { p.dim { "Nothing supports it yet. A passage of an insight or a request is linked on its own page." } }
            @if old { (ui::notice(html! { strong { "All of this is older than six months." } " Ask again." })) }
            (rows(visit, found, false))
            @if i64::try_from(found.len() - insights).unwrap_or(i64::MAX) == EVIDENCE { p.note { "Of the requests these are the most important ones." } }
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

fn facts(line: &Line, place: i64, because: Option<&str>, source: &Markup) -> Markup {
    let number = |number: Option<f64>| {
        number.map_or_else(|| "not said yet".to_owned(), |number| format!("{} of 10", measured(number)))
    };
    html! {
        dl.facts {
            dt { "Rank" } dd { div { @if place > store::MOST { "below " (store::MOST) } @else { (place) } @if let Some(because) = because { div.small.faint { "“" (because) "”" } } } }
            @if !line.persona.is_empty() { dt { "For whom" } dd { (line.persona) } }
            dt { "Importance" } dd { (number(line.importance)) }
            dt { "Satisfaction" } dd { (number(line.satisfaction)) }
            dt { "Opportunity" } dd { div { (opportunity(line)) } }
            dt { "Source" } dd { div { (source) } }
            dt { "Asked in" } dd { (counted(line.requests, "request", "requests")) }
        }
    }
}

/// The score, and between what it lies where people were asked.
fn opportunity(line: &Line) -> Markup {
    let interval = line.counted().and_then(Counted::opportunity);
    html! {
        @match rules::score(line.importance, line.satisfaction) {
            None => "not rated",
            Some(score) => {
                (format!("{score:.1} of 20"))
                @if let Some(found) = interval { div.small.faint { (format!("between {:.1} and {:.1}, 95% sure", found.low, found.high)) } }
            }
        }
    }
}

/// Who said how much it matters: people in a survey, or somebody who entered it.
async fn source(visit: &Visit, tx: &mut Tx, line: &Line) -> Result<Markup> {
    let survey = match line.survey {
        Some(survey) => surveys::store::one(tx, survey).await?,
        None => None,
    };
    let rated = line.importance.is_some() || line.satisfaction.is_some();
    Ok(html! {
        @match (line.asked, survey) {
            (Some(_), Some(survey)) => {
                (asked(line.asked)) " asked in " a.link href=(visit.at(survey.key())) { (survey.key()) }
                @if let Some(last) = survey.last_at { div.small.faint { "until " (date(last, visit.signed.now)) } }
            }
            (Some(_), None) => { (asked(line.asked)) " asked" }
            (None, _) if rated => span.faint { "entered; nobody was asked" },
            _ => span.faint { "nobody was asked yet" },
        }
    })
}

/// The personas who have it, and those who may.
async fn whose(visit: &Visit, tx: &mut Tx, marks: &Marks, need: &Thing, personas: &[Persona]) -> Result<Markup> {
    let linked = thread::store::links::links_up(tx, need.id).await?;
    let linked: Vec<_> = linked.into_iter().filter(|link| link.link == LinkKind::For.code()).collect();
    let left = personas.iter().filter(|persona| linked.iter().all(|link| link.id != persona.id));
    let left: Vec<_> = left.map(|persona| (persona.key().to_string(), persona.title.as_str())).collect();
    let none = std::iter::once(choice("", "Choose somebody"));
    let choices: Vec<_> = none.chain(left.iter().map(|(key, title)| choice(key, title))).collect();
    let form = Form::about(visit, "thread.link", "kind", LinkKind::For.code());
    let acts = marks.acts(visit, Right::RankNeeds);
    let ends = |action: &str, inner: Markup| {
        html! {
            form.line method="post" action=(visit.action(action)) {
                (visit.signed.hidden_fields())
                input type="hidden" name="from" value=(need.key());
                input type="hidden" name="kind" value=(LinkKind::For.code());
                (inner)
            }
        }
    };
    let add = html! {
        (ui::field("to", "Who has it").bare().id("whose-persona").required().select(&choices).value(&form.value("to", "")).error(form.error("to")))
        (ui::button(if acts { "Add" } else { "Propose" }).small())
    };
    Ok(html! {
        section #whose.stack-s {
            (ui::sec_head("Who has it").count(linked.len()).aside(html! { a.link href=(visit.at("personas")) { "Personas" } }))
            @if linked.is_empty() { p.dim.small { "A need without somebody who has it is a wish of ours." } }
            ul.rows {
                @for persona in &linked {
                    li.row id=(format!("has-{}", persona.key())) {
                        a.clip href=(visit.at(persona.key())) { (persona.title) }
                        (ends("thread.unlink", html! {
                            input type="hidden" name="to" value=(persona.key());
                            (ui::button(if acts { "Remove" } else { "Propose to remove" }).small().quiet().attr("aria-label", &format!("Remove {}", persona.key())))
                        }))
                    }
                }
            }
            @if !left.is_empty() { (ends("thread.link", add)) }
        }
    })
}

/// Why it was ranked where it is, where whoever ranked it last said so.
async fn because(visit: &Visit, tx: &mut Tx, need: &Thing) -> Result<Option<String>> {
    let entries = journal::history::of_thing(tx, visit.product.id, need.id, i64::MAX, 50).await?;
    let last = entries.into_iter().find(|(entry, _)| entry.action == "need.rank" && entry.undone_by.is_none());
    Ok(last.and_then(|(entry, _)| entry.reason))
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
            form.line.wrap method="post" action=(visit.action("need.rank")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="thing" value=(need.key());
                (ui::field("to", "Rank").bare().id("need-to").required().attr("placeholder", "4, top, after N-7").value(&form.value("to", &place.to_string())).error(form.error("to")))
                (ui::field("reason", "Why there").bare().id("need-why").attr("placeholder", "Why there").value(&form.value("reason", "")))
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
