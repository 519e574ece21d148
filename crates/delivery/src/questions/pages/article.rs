//! One question with its answer, or with the place to give it.

use std::collections::BTreeSet;

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::conversation::markdown;
use together::form::Form;
use together::roles::marks::Marks;
use together::roles::names::Names;
use together::roles::rules::Right;
use together::visit::Visit;
use together::words::{ago, first_name, moment, wait, waited};

use crate::pieces::{asked, back_hidden, press, with_edit, without_edit};
use crate::questions::store::Question;

/// What is needed to draw questions on a page: who is who, and whose call the answers are.
pub(super) struct Drawing {
    visit: Visit,
    pub(super) marks: Marks,
    names: Names,
}

impl Drawing {
    /// Loads it for some questions.
    pub(super) async fn load(visit: &Visit, tx: &mut Tx, questions: &[Question]) -> Result<Self> {
        let rights: BTreeSet<Right> =
            questions.iter().map(|question| question.right).chain([Right::AnswerQuestion, Right::WriteStory]).collect();
        let rights: Vec<Right> = rights.into_iter().collect();
        Ok(Self {
            visit: visit.clone(),
            marks: Marks::load(tx, visit, &rights).await?,
            names: Names::load(tx, visit.product.id).await?,
        })
    }

    /// A question among those of its story.
    pub(super) fn article(&self, question: &Question, first: bool) -> Markup {
        html! {
            article.asked id=(question.key()) {
                (self.asker(question))
                .meta {
                    strong { (question.asker_name.as_deref().unwrap_or("Somebody")) }
                    a.id href=(self.visit.at(question.key())) { (question.key()) }
                    (self.when(question))
                    @if let Some(about) = about(question) { span { "about " (about) } }
                    @if question.blocks && question.waits() { (blocks()) }
                }
                p { (question.title) }
                @if !question.text.is_empty() { .prose { (markdown(&question.text)) } }
                @if !question.answer.is_empty() { (self.answer(question)) }
                (self.actions(question, first))
            }
        }
    }

    /// A question on its own page, which has said already what it asks.
    pub(super) fn alone(&self, question: &Question) -> Markup {
        html! {
            article.asked {
                (self.asker(question))
                .meta {
                    strong { (question.asker_name.as_deref().unwrap_or("Somebody")) }
                    (self.when(question))
                    @if question.blocks && question.waits() { (blocks()) }
                }
                @if !question.text.is_empty() { .prose { (markdown(&question.text)) } }
                @if !question.answer.is_empty() { (self.answer(question)) }
                @if question.waits() || Form::about(&self.visit, "question.answer", "question", question.key()).refused() { (self.actions(question, true)) }
            }
        }
    }

    /// The picture of who asked.
    pub(super) fn asker(&self, question: &Question) -> Markup {
        let name = question.asker_name.as_deref().unwrap_or("Somebody");
        match question.asker {
            Some(asker) => self.names.avatar(asker, name, None),
            None => html! { span {} },
        }
    }

    fn when(&self, question: &Question) -> Markup {
        let now = self.visit.signed.now;
        match question.answered_at.filter(|_| !question.waits()) {
            Some(answered) => {
                html! { span { (ago(question.asked_at, now)) ", answered in " (waited(question.asked_at, answered)) } }
            }
            None => {
                let open = format!("open {}", wait(question.asked_at, now));
                ui::wait(&open, question.is_late(now))
            }
        }
    }

    /// The answer, with whose call it was.
    pub(super) fn answer(&self, question: &Question) -> Markup {
        let now = self.visit.signed.now;
        html! {
            .answer {
                .meta {
                    strong { (question.answerer_name.as_deref().unwrap_or("Somebody")) }
                    (self.marks.call(question.right))
                    @if let Some(at) = question.answered_at { span { (moment(at, now)) } }
                    @if question.waits() { span { "not clear yet" } }
                }
                .prose { (markdown(&question.answer)) }
            }
        }
    }

    fn actions(&self, question: &Question, first: bool) -> Markup {
        let form = Form::about(&self.visit, "question.answer", "question", question.key());
        let edit = edit_of(question);
        let opened = question.waits() && asked(&self.visit, "edit").as_deref() == Some(&edit);
        // What was written stays in sight, also where a colleague has answered first.
        if form.refused() || opened {
            return self.composer(question, form, Some("Not now"));
        }
        if question.waits() {
            return html! {
                .actions {
                    @if question.proposed { (proposed()) }
                    a.btn.btn-s href=(with_edit(&self.visit, &edit)) data-key=[first.then_some("a")] {
                        "Answer" span.vh { " " (question.key()) } @if first { kbd { "A" } }
                    }
                    (self.remind(question))
                    (self.withdraw(question))
                }
            };
        }
        html! { @if self.is_to_be_judged(question) { (self.verdict(question)) } }
    }

    /// Whether the visitor asked it, and has not found the answer clear.
    fn is_to_be_judged(&self, question: &Question) -> bool {
        question.asker == Some(self.visit.who().id) && question.cleared_at.is_none()
    }

    /// The place to answer; `leave` is what leaves it again, where it was opened. The question stands above it as it is now, so
    /// that is what has been read when a refused answer is sent again.
    pub(super) fn composer(&self, question: &Question, form: Form<'_>, leave: Option<&str>) -> Markup {
        let (visit, key) = (&self.visit, question.key());
        let error = form.error("answer");
        html! {
            form.composer id=(format!("answer-{key}")) method="post" action=(visit.action("question.answer")) {
                (back_hidden(visit))
                input type="hidden" name="question" value=(key);
                input type="hidden" name="seen" value=(question.seq);
                (form.trouble())
                textarea.input name="answer" id=(format!("answer-to-{key}")) rows="2" required aria-label=(format!("Your answer to {key}"))
                    data-draft=(format!("answer-{}-{key}", visit.product.key)) aria-invalid=[error.map(|_| "true")]
                    aria-describedby=[error.map(|_| format!("answer-to-{key}-e"))] { (form.value("answer", "")) }
                @if let Some(error) = error { p.error id=(format!("answer-to-{key}-e")) role="alert" { (error) } }
                (self.criterion(question, form))
                .line.wrap {
                    span.call-line { (self.marks.call(question.right)) " " (self.whose(question.right)) }
                    @if question.proposed { (proposed()) }
                    span.push.line {
                        @if let Some(leave) = leave { a.btn.btn-quiet.btn-s href=(without_edit(visit)) { (leave) } }
                        (ui::button(press(visit, &self.marks, question.right, "Send answer", "Propose this answer")).main().small().kbd("⌘↵"))
                    }
                }
            }
        }
    }

    /// The place to make a criterion of the answer, or to word the one that was asked about.
    fn criterion(&self, question: &Question, form: Form<'_>) -> Markup {
        let key = question.key();
        let stored = question.criterion_then.as_deref().unwrap_or_default();
        let (label, hint) = match question.criterion_place {
            Some(place) => (format!("Criterion {place} then says"), "It is to be agreed again when its words change."),
            None => ("Then".to_owned(), "One more criterion says this. Left empty, criteria stay as they are."),
        };
        let summary = if stored.is_empty() { "Add to acceptance criteria" } else { "Word its criterion anew" };
        let error = form.error("then");
        // Words that were left as they were shown follow the criterion; others are kept beside what it says by now.
        let written = form.value("then", stored);
        let says = if written == form.value("then_was", stored) { stored } else { &written };
        html! {
            details id=(format!("criterion-of-{key}")) open[error.is_some()] {
                summary.btn.btn-quiet.btn-s { (summary) span.vh { " (" (key) ")" } }
                input type="hidden" name="then_was" value=(stored);
                (ui::field("then", &label).id(&format!("then-{key}")).value(says).error(error).hint(hint))
            }
        }
    }

    /// Whose call the answer is, as the one who reads it would say it.
    pub(super) fn whose(&self, right: Right) -> String {
        if self.marks.acts(&self.visit, right) {
            return "Your call".to_owned();
        }
        match self.marks.decider(right) {
            Some(role) => format!("You propose, {} decides", self.names.of(role)),
            None => "You propose; nobody decides it yet".to_owned(),
        }
    }

    /// What the asker makes of the answer.
    pub(super) fn verdict(&self, question: &Question) -> Markup {
        let (visit, key) = (&self.visit, question.key());
        let own = self.is_to_be_judged(question);
        let form = Form::about(visit, "question.reopen", "question", key);
        html! {
            .actions {
                @if own {
                    form method="post" action=(visit.action("question.clear")) data-stay {
                        (visit.signed.hidden_fields())
                        input type="hidden" name="question" value=(key);
                        (ui::button("Clear, thank you").small().icon("check"))
                    }
                }
                details id=(format!("reopen-{key}")) open[form.refused()] {
                    summary.btn.btn-s.btn-quiet { @if own { "Not yet clear" } @else { "Reopen" } span.vh { " " (key) } }
                    form.stack-s method="post" action=(visit.action("question.reopen")) {
                        (visit.signed.hidden_fields())
                        input type="hidden" name="question" value=(key);
                        (form.trouble())
                        (ui::field("why", "What is not clear?").id(&format!("why-{key}")).text().value(&form.value("why", "")).error(form.error("why")).attr("rows", "2"))
                        div { (ui::button("Reopen").small()) }
                    }
                }
            }
        }
    }

    /// A late question can be asked again.
    pub(super) fn remind(&self, question: &Question) -> Markup {
        if !question.is_late(self.visit.signed.now) || self.marks.decides(&self.visit, Right::AnswerQuestion) {
            return html! {};
        }
        html! {
            form method="post" action=(self.visit.action("question.remind")) data-stay {
                (self.visit.signed.hidden_fields())
                input type="hidden" name="question" value=(question.key());
                (ui::button("Remind").small().icon("bell").attr("aria-label", &format!("Remind of {}", question.key())))
            }
        }
    }

    /// One's own question can be taken back before it is answered.
    fn withdraw(&self, question: &Question) -> Markup {
        if question.asker != Some(self.visit.who().id) {
            return html! {};
        }
        html! {
            form method="post" action=(self.visit.action("question.withdraw")) {
                (self.visit.signed.hidden_fields())
                input type="hidden" name="question" value=(question.key());
                input type="hidden" name="next" value=(self.visit.at(question.story_key()));
                (ui::button("Withdraw").small().quiet().attr("aria-label", &format!("Withdraw {}", question.key())))
            }
        }
    }

    /// Who answers, and whose call it is.
    pub(super) fn who_answers(&self, question: &Question) -> Markup {
        let who = self.marks.decider(Right::AnswerQuestion).map(|role| self.names.of(role));
        html! {
            @if let Some(who) = who { span { (first_name(&who)) " answers" } }
            (self.marks.call(question.right))
        }
    }
}

/// Which criterion a question is about, where it is about one.
fn about(question: &Question) -> Option<String> {
    question.criterion?;
    Some(
        question
            .criterion_place
            .map_or("a criterion that was removed".to_owned(), |place| format!("criterion {place}")),
    )
}

/// The mark of a question whose answer is proposed and waits for whose call it is.
pub(super) fn proposed() -> Markup {
    html! { (ui::chip("Answer proposed").icon("decision")) }
}

/// The mark of a question that work waits for.
pub(super) fn blocks() -> Markup {
    html! { (ui::chip("Blocks work").state(ui::State::LATE).icon("ban")) }
}

/// How the address of a page asks for the place to answer a question.
pub(super) fn edit_of(question: &Question) -> String {
    format!("answer-{}", question.key())
}
