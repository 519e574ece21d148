//! Questions on a desk: those that wait for whoever answers, and those the visitor asked.

use ground::clock::Ts;
use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::form::Form;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::visit::{Queue, Visit};
use together::words::{counted_first, wait};

use super::article::{Drawing, blocks, edit_of, proposed};
use crate::pieces::with_edit;
use crate::questions::rules::agreed;
use crate::questions::store::{self, Question};

/// How long an answer stands on the asker’s desk that was not found clear, in microseconds: two weeks.
const FRESH: i64 = 14 * 24 * 3_600_000_000;

/// Questions of one person a desk reads at most.
const MOST: i64 = 50;

/// Since when an answer is fresh.
pub fn fresh_since(now: Ts) -> Ts {
    Ts(now.0 - FRESH)
}

/// Questions that wait, for whoever answers them: the first with the place to answer.
pub async fn to_answer(visit: &Visit, tx: &mut Tx, marks: &Marks) -> Result<Queue> {
    if !marks.decides(visit, Right::AnswerQuestion) {
        return Ok(Queue::default());
    }
    let product = visit.product.id;
    let (count, blocking) = store::count_open(tx, product).await?;
    if count == 0 {
        return Ok(Queue::default());
    }
    let questions = store::open(tx, product, Queue::ROWS).await?;
    let time = agreed(store::agreed(tx, product).await?);
    let drawing = Drawing::load(visit, tx, &questions).await?;
    let drawn = html! {
        section {
            (ui::sec_head("Questions from developers").id("questions").count(Queue::said(count)).aside(format!("Agreed: an answer within {time}")))
            ul.rows { @for (n, question) in questions.iter().enumerate() { (row(visit, &drawing, question, n)) } }
            (Queue::more(visit, count, "questions"))
        }
    };
    let why = match blocking {
        0 => String::new(),
        1 => "One unanswered question blocks work.".to_owned(),
        many => counted_first(many, "", "unanswered questions block work."),
    };
    Ok(Queue { id: "questions", label: "Questions from developers", count, why, drawn, ..Queue::default() })
}

fn row(visit: &Visit, drawing: &Drawing, question: &Question, n: usize) -> Markup {
    let key = question.key();
    let form = Form::about(visit, "question.answer", "question", key);
    let opened = crate::pieces::asked(visit, "edit");
    let asked_for = opened.as_ref().is_some_and(|opened| *opened == edit_of(question));
    let open = form.refused() || asked_for || (opened.is_none() && n == 0);
    let now = visit.signed.now;
    html! {
        li.row.row-lead id=(key) data-row {
            (ui::wait(&wait(question.asked_at, now), question.is_late(now)))
            div {
                .t { (question.title) }
                .sub {
                    (drawing.asker(question))
                    span { (question.asker_name.as_deref().unwrap_or("Somebody")) }
                    (story(visit, question))
                    @if question.blocks { (blocks()) }
                    @if question.proposed && !open { (proposed()) }
                    @if question.right != Right::AnswerQuestion && !open {
                        span.call-line { (drawing.marks.call(question.right)) " " (drawing.whose(question.right)) }
                    }
                }
            }
            .do { @if !open { a.btn.btn-s href=(with_edit(visit, &edit_of(question))) data-key="a" { "Answer" span.vh { " " (key) } @if n == 1 { kbd { "A" } } } } }
            @if open { .row-open { (drawing.composer(question, form, asked_for.then_some("Not now"))) } }
        }
    }
}

fn story(visit: &Visit, question: &Question) -> Markup {
    let key = question.story_key();
    html! { a href=(visit.at(key)) { span.id { (key) } " " (question.story_title) } }
}

/// What the visitor asked: answers to be looked at first, then what still waits. Only the answers wait for them, and what they
/// answer themselves stands above already.
pub async fn asked(visit: &Visit, tx: &mut Tx, marks: &Marks) -> Result<Queue> {
    let product = visit.product.id;
    let mut questions = store::asked_by(tx, visit.who().id, product, fresh_since(visit.signed.now), MOST).await?;
    questions.retain(|question| !question.waits() || !marks.decides(visit, Right::AnswerQuestion));
    if questions.is_empty() {
        return Ok(Queue::default());
    }
    let time = agreed(store::agreed(tx, product).await?);
    let drawing = Drawing::load(visit, tx, &questions).await?;
    let (waiting, answered): (Vec<_>, Vec<_>) = questions.iter().partition(|question| question.waits());
    let drawn = html! {
        section {
            (ui::sec_head("Questions you asked").id("asked").count(questions.len()).aside(format!("Agreed: an answer within {time}")))
            @for question in &answered { (answered_one(visit, &drawing, question)) }
            @if !waiting.is_empty() { ul.rows { @for question in waiting.iter().take(Queue::ROWS) { (waiting_one(visit, &drawing, question)) } } }
            (Queue::more(visit, i64::try_from(waiting.len()).unwrap_or(0), "questions"))
        }
    };
    let count = i64::try_from(answered.len()).unwrap_or(i64::MAX);
    Ok(Queue {
        id: "asked",
        label: "Answers to your questions",
        count,
        awaited: waiting.len(),
        drawn,
        ..Queue::default()
    })
}

fn answered_one(visit: &Visit, drawing: &Drawing, question: &Question) -> Markup {
    html! {
        article.asked id=(question.key()) {
            (drawing.asker(question))
            .meta { strong { (question.title) } a href=(visit.at(question.story_key())) { span.id { (question.story_key()) } } }
            (drawing.answer(question))
            (drawing.verdict(question))
        }
    }
}

fn waiting_one(visit: &Visit, drawing: &Drawing, question: &Question) -> Markup {
    let now = visit.signed.now;
    html! {
        li.row.row-lead id=(question.key()) data-row {
            (ui::wait(&wait(question.asked_at, now), question.is_late(now)))
            div {
                .t { a href=(visit.at(question.key())) { (question.title) } }
                .sub { a href=(visit.at(question.story_key())) { span.id { (question.story_key()) } } (drawing.who_answers(question)) }
            }
            .do { (drawing.remind(question)) }
        }
    }
}
