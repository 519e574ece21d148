//! One question at its own address: the thread of its story, the question with its answer, the talk, the history.

use axum::response::Response;
use ground::ui::{self, choice};
use ground::web::{Failure, Result};
use maud::{Markup, html};
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::{self, Key, Kind, Thing};
use together::visit::{Page, Visit};
use together::words::{moment, upper_first};
use together::{conversation, journal};

use super::article::Drawing;
use super::ask;
use crate::pieces::{Editing, Object, whose, with_edit};
use crate::questions::store::{self, Question};

/// The page of one question.
pub async fn show(visit: Visit, key: Key) -> Result<Response> {
    let mut tx = visit.read().await?;
    let found = thread::store::by_key(&mut tx, visit.product.id, key).await?;
    let thing = found.filter(|thing| thing.kind == Kind::Question).ok_or(Failure::NotFound)?;
    let question = store::by_thing(&mut tx, thing.id).await?.ok_or(Failure::NotFound)?;
    let story = thread::store::by_id(&mut tx, question.story).await?.ok_or(Failure::NotFound)?;
    let questions = [question];
    let drawing = Drawing::load(&visit, &mut tx, &questions).await?;
    let decided = ask::decided(&visit, &mut tx).await?;
    let [question] = questions;
    let thread = thread::pages::head(&visit, &mut tx, &story).await?;
    let proposed = journal::proposals::pages::about(&visit, &mut tx, &thing).await?;
    let talk = conversation::pages::section(&visit, &mut tx, &thing).await?;
    let history = journal::pages::recent(&visit, &mut tx, &thing).await?;
    drop(tx);
    let edit = with_edit(&visit, "question");
    let editing =
        Editing::asked(&visit, "question", &thing).filter(|editing| question.waits() || editing.form.refused());
    let body = Object {
        thread,
        thing: &thing,
        actions: html! {
            @if question.waits() { (ui::link_button("Edit", &edit).icon("edit").quiet()) } @else { (drawing.verdict(&question)) }
        },
        stack: html! {
            (proposed)
            @match editing {
                Some(editing) => (form(&editing, &question, &decided)),
                None => section #question aria-label="Question and answer" { (drawing.alone(&question)) },
            }
            (talk)
            (history)
        },
        rail: facts(&visit, &drawing.marks, &thing, &question),
    };
    let body = body.draw();
    let title = key.to_string();
    let crumbs = vec![("Backlog", visit.at("backlog")), ("Questions", visit.at("questions"))];
    let topics = vec![title.clone(), question.story_key().to_string()];
    visit.page(Page { title: &title, place: "backlog", crumbs, topics, body, ..Page::default() }).await
}

fn facts(visit: &Visit, marks: &Marks, thing: &Thing, question: &Question) -> Markup {
    let now = visit.signed.now;
    html! {
        dl.facts {
            dt { "State" }
            dd { (ui::chip(&upper_first(&thing.state))) }
            dt { "Story" }
            dd { a.clip href=(visit.at(question.story_key())) { (question.story_title) } }
            dt { "Decides" }
            dd { span.clip { (question.right.label()) } (whose(marks, question.right)) }
            dt { "Asked" }
            dd { (moment(question.asked_at, now)) }
            @if question.waits() { dt { "Due" } dd { (moment(question.due_at, now)) } }
            @if let Some(first) = question.first_answered_at { dt { "First answered" } dd { (moment(first, now)) } }
        }
    }
}

/// The question as a form.
fn form(editing: &Editing<'_>, question: &Question, decided: &[Right]) -> Markup {
    let form = editing.form;
    let rights = ask::choices(decided);
    let blocks = [choice("true", "Work on the story waits for it"), choice("false", "Work can go on")];
    let stored = if question.blocks { "true" } else { "false" };
    let fields = html! {
        (ui::field("question", "The question").id("question-question").value(&form.value("question", &question.title)).error(form.error("question")))
        (ui::field("text", "More about it").id("question-text").text().value(&form.value("text", &question.text)).error(form.error("text")).attr("rows", "4"))
        (ui::field("right", "The answer decides").id("question-right").select(&rights).value(&form.value("right", question.right.code())).error(form.error("right")))
        (ui::field("blocks", "How pressing it is").id("question-blocks").select(&blocks).value(&form.value("blocks", stored)).error(form.error("blocks")))
    };
    editing.around(&fields, "Save")
}
