//! The questions about a story, on its page.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::roles::rules::Right;
use together::thread::Thing;
use together::visit::Visit;
use together::words::wait;

use super::article::Drawing;
use super::ask;
use crate::questions::store::{self, Question};
use crate::stories::CriterionId;
use crate::stories::store::criteria::Criterion;

/// What a story’s page shows of its questions.
pub(crate) struct Questions {
    all: Vec<Question>,
    drawing: Drawing,
    /// What an answer may decide: whatever somebody decides in this product.
    decided: Vec<Right>,
}

impl Questions {
    /// Loads the questions about a story.
    pub(crate) async fn load(visit: &Visit, tx: &mut Tx, story: &Thing) -> Result<Self> {
        let mut all = store::of_story(tx, story.id).await?;
        // What waits comes first.
        all.sort_by_key(|question| !question.waits());
        let drawing = Drawing::load(visit, tx, &all).await?;
        Ok(Self { all, drawing, decided: ask::decided(visit, tx).await? })
    }

    /// The section with all of them, and the place to ask one more.
    pub(crate) fn section(&self, visit: &Visit, story: &Thing, criteria: &[Criterion]) -> Markup {
        html! {
            section #questions {
                (ui::sec_head("Questions").count(self.all.len()).aside(self.waiting(visit)))
                @for (n, question) in self.all.iter().enumerate() { (self.drawing.article(question, n == 0)) }
                (ask::form(visit, story, criteria, &self.decided))
            }
        }
    }

    /// “1 open, 3 h”: how many wait, and for how long the oldest.
    fn waiting(&self, visit: &Visit) -> Markup {
        let open: Vec<_> = self.open().collect();
        let oldest = open.iter().map(|question| question.asked_at).min();
        html! { @if let Some(oldest) = oldest { (open.len()) " open, " (wait(oldest, visit.signed.now)) } }
    }

    /// The questions that wait.
    fn open(&self) -> impl Iterator<Item = &Question> {
        self.all.iter().filter(|question| question.waits())
    }

    /// The mark at a criterion that a question is open about.
    pub(crate) fn open_at(&self, criterion: CriterionId) -> Markup {
        let open = self.open().find(|question| question.criterion == Some(criterion));
        html! {
            @if let Some(question) = open {
                (ui::chip("Question open").state(ui::State::MISSING).icon("question").href(&format!("#{}", question.key())))
            }
        }
    }
}
