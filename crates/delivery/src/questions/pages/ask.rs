//! Asking a question, and what was asked alike before.

use axum::extract::Query;
use ground::db::Tx;
use ground::ui::{self, Choice, choice};
use ground::web::Result;
use maud::{Markup, html};
use serde::Deserialize;
use together::form::Form;
use together::roles;
use together::roles::rules::Right;
use together::thread::Thing;
use together::visit::Visit;
use together::words::clipped;

use crate::questions::store;
use crate::stories::store::criteria::Criterion;

/// Questions that are offered before one is asked once more.
const ALIKE: usize = 3;
/// Letters of their answers.
const EXCERPT: usize = 140;

/// The form to ask about a story; open when it was refused.
pub(super) fn form(visit: &Visit, story: &Thing, criteria: &[Criterion], decided: &[Right]) -> Markup {
    let form = Form::about(visit, "question.ask", "story", story.key());
    html! {
        details #ask open[form.refused()] {
            summary.btn.btn-quiet.btn-s data-key="q" { (ui::icon("question")) "Ask a question" kbd { "Q" } }
            form.stack-s #question-ask method="post" action=(visit.action("question.ask")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="story" value=(story.key());
                (form.trouble())
                (ui::field("question", "The question").id("question-asked").required().value(&form.value("question", "")).error(form.error("question"))
                    .attr("placeholder", "What must be known before this can be built?").attr("data-alike", &visit.at("questions/alike")).attr("autocomplete", "off"))
                .alike data-alike-list aria-live="polite" {}
                (ui::field("text", "More about it").id("question-more").text().value(&form.value("text", "")).error(form.error("text")).attr("rows", "2"))
                .fields { (about(form, criteria)) (decides(form, decided)) }
                (ui::checkbox("blocks", "Work on it waits for the answer").value("true").id("question-blocks").on(form.has("blocks")))
                div { (ui::button("Ask").main().small().kbd("⌘↵")) }
            }
        }
    }
}

/// Which criterion it is about, where there are some.
fn about(form: Form<'_>, criteria: &[Criterion]) -> Markup {
    let named: Vec<(String, String)> =
        criteria.iter().map(|one| (one.id.to_string(), format!("{}. {}", one.place, one.then))).collect();
    let whole = std::iter::once(choice("", "The story as a whole"));
    let choices: Vec<Choice<'_>> = whole.chain(named.iter().map(|(id, label)| choice(id, label))).collect();
    html! {
        @if !criteria.is_empty() {
            (ui::field("criterion", "About").id("question-about").select(&choices).value(&form.value("criterion", "")).error(form.error("criterion")))
        }
    }
}

/// What the answer decides.
fn decides(form: Form<'_>, decided: &[Right]) -> Markup {
    let choices = choices(decided);
    html! {
        (ui::field("right", "The answer decides").id("question-decides").select(&choices).value(&form.value("right", "")).error(form.error("right"))
            .hint("Where that is another’s call, the answer is proposed to them."))
    }
}

/// What an answer may decide, the usual first: how the story is to be understood.
pub(super) fn choices(decided: &[Right]) -> Vec<Choice<'static>> {
    let usual = std::iter::once(choice(Right::AnswerQuestion.code(), "What the story means"));
    let others = decided.iter().filter(|right| **right != Right::AnswerQuestion);
    usual.chain(others.map(|right| choice(right.code(), right.label()))).collect()
}

/// The decisions that somebody makes in this product.
pub(super) async fn decided(visit: &Visit, tx: &mut Tx) -> Result<Vec<Right>> {
    let matrix = roles::store::matrix(tx, visit.product.id).await?;
    Ok(Right::ALL.iter().copied().filter(|right| !matrix.deciders(*right, 0).is_empty()).collect())
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
}

/// `GET /{product}/questions/alike`: what was asked in such words before, as the contents of a list.
pub(super) async fn alike(visit: Visit, Query(asked): Query<Asked>) -> Result<Markup> {
    let mut tx = visit.read().await?;
    let found = store::alike(&mut tx, visit.product.id, &asked.q, ALIKE).await?;
    Ok(html! {
        @if !found.is_empty() {
            p.small.dim { "Asked before: " (found.len()) }
            ul.rows aria-live="off" {
                @for question in &found {
                    li.row {
                        div {
                            .t { a href=(visit.at(question.key())) { (question.title) } }
                            .sub { span.id { (question.key()) } @if question.answer.is_empty() { span { "not answered yet" } } @else { span { (clipped(&question.answer, EXCERPT)) } } }
                        }
                    }
                }
            }
        }
    })
}
