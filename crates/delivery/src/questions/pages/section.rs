//! The questions about a story, on its page.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::roles::marks::Marks;
use together::roles::names::Names;
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
    names: Names,
}

impl Questions {
    /// Loads the questions about a story.
    pub(crate) async fn load(visit: &Visit, tx: &mut Tx, story: &Thing) -> Result<Self> {
        let mut all = store::of_story(tx, story.id).await?;
        // What waits comes first.
        all.sort_by_key(|question| !question.waits());
        Ok(Self { all, names: Names::load(tx, visit.product.id).await? })
    }

    /// The section with all of them, and the place to ask one more.
    pub(crate) fn section(&self, visit: &Visit, marks: &Marks, story: &Thing, criteria: &[Criterion]) -> Markup {
        let drawing = Drawing { visit, marks, names: &self.names };
        let place = |id: CriterionId| criteria.iter().find(|one| one.id == id).map(|one| one.place);
        let about = |question: &Question| {
            let id = question.criterion?;
            Some(place(id).map_or("a criterion that was removed".to_owned(), |place| format!("criterion {place}")))
        };
        html! {
            section #questions {
                (ui::sec_head("Questions").count(self.all.len()).aside(self.waiting(visit)))
                @for (n, question) in self.all.iter().enumerate() {
                    (drawing.article(question, about(question).as_deref(), n == 0))
                }
                (ask::form(visit, story, criteria))
            }
        }
    }

    /// “1 open, 3 h”: how many wait, and for how long the oldest.
    fn waiting(&self, visit: &Visit) -> Markup {
        let open: Vec<_> = self.all.iter().filter(|question| question.waits()).collect();
        let oldest = open.iter().map(|question| question.asked_at).min();
        html! { @if let Some(oldest) = oldest { (open.len()) " open, " (wait(oldest, visit.signed.now)) } }
    }

    /// The questions that wait.
    pub(crate) fn open(&self) -> impl Iterator<Item = &Question> {
        self.all.iter().filter(|question| question.waits())
    }
}

/// The mark at a criterion that a question is open about.
pub(crate) fn open_at(questions: &Questions, criterion: CriterionId) -> Markup {
    let open = questions.open().find(|question| question.criterion == Some(criterion));
    html! {
        @if let Some(question) = open {
            (ui::chip("Question open").state(ui::State::MISSING).icon("question").href(&format!("#{}", question.key())))
        }
    }
}
