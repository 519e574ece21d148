//! What developers asked about stories, and what they were told.

use delivery::questions::actions::Ask;
use delivery::stories::store::criteria::of_story;
use ground::web::Result;
use serde::Deserialize;
use serde_json::json;
use together::journal::{Act, Action};
use together::roles::rules::{Right, Role};
use together::thread::Key;

use super::chronicle::{Chronicle, Deed, HOUR};

const FILE: &str = include_str!("../../../../../fixtures/shelf/questions.json");

#[derive(Deserialize)]
struct Question {
    key: Key,
    story: Key,
    by: String,
    at: String,
    text: String,
    answer: Option<Answer>,
    /// The number of the criterion it is about.
    criterion: Option<usize>,
    #[serde(default)]
    blocks: bool,
    /// What the answer decides, where that is not for the owner to decide.
    right: Option<Right>,
    /// Whether the asker has read the answer.
    #[serde(default = "yes")]
    read_by_asker: bool,
}

#[derive(Deserialize)]
struct Answer {
    by: String,
    role: Role,
    at: String,
    text: String,
}

fn yes() -> bool {
    true
}

/// Tells them: asked, answered, and an hour later found clear by whoever has read the answer.
pub(super) fn tell(book: &mut Chronicle) -> Result<()> {
    let questions: Vec<Question> = Chronicle::read("questions.json", FILE)?;
    for question in questions {
        let Some(at) = book.once(book.at(&question.at)?, &[question.story]) else { continue };
        book.made(question.key, at);
        let asking = Asking {
            story: question.story,
            question: book.moments.text(&question.text),
            criterion: question.criterion,
            blocks: question.blocks,
            right: question.right,
        };
        let deed = Deed::step(&question.by, at, Ask::NAME, Box::new(move |act| Box::pin(asking.ask(act))));
        book.add(Deed { told: question.answer.is_none(), ..deed.key(question.key) });
        let Some(answer) = &question.answer else { continue };
        let Some(at) = book.once(book.at(&answer.at)?, &[question.key]) else { continue };
        let fields = json!({ "question": question.key, "answer": book.moments.text(&answer.text) });
        book.add(Deed::new(&answer.by, at, ("question.answer", fields)).role(Some(answer.role)));
        if question.read_by_asker {
            let (read, fields) = (ground::clock::Ts(at.0 + HOUR), json!({ "question": question.key }));
            book.add(Deed::new(&question.by, read, ("question.clear", fields)));
        }
    }
    Ok(())
}

/// A question whose criterion is known by its number alone.
struct Asking {
    story: Key,
    question: String,
    criterion: Option<usize>,
    blocks: bool,
    right: Option<Right>,
}

impl Asking {
    async fn ask(self, act: &mut Act<'_>) -> Result<()> {
        let Self { story, question, criterion, blocks, right } = self;
        let thing = act.thing(story).await?;
        let criteria = of_story(act.tx, thing.id).await?;
        let criterion = criterion.and_then(|n| criteria.get(n - 1)).map(|criterion| criterion.id);
        Ask { story, question, text: String::new(), criterion, blocks, right }.perform(act).await.map(drop)
    }
}
