//! Asking, answering, deciding, asking again.

mod answer;

pub use answer::Answer;

use ground::web::{Failure, Refusal, Result, maybe};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::hearing;
use super::rules::{self, Choice};
use super::store::{self, Line, Outcome};
use crate::journal::{Act, Action, Need, NewThing, Registered, registered};
use crate::roles::rules::{Matrix, Role, Scope, Subject};
use crate::roles::{self};
use crate::thread::actions::{Join, link, must_be, set_state};
use crate::thread::{self, Key, Kind, LinkKind, Stage, Thing};

/// Every action of this room.
pub const ACTIONS: &[Registered] =
    &[registered::<Ask>(), registered::<Answer>(), registered::<Decide>(), registered::<Supersede>()];

/// Writes down a question somebody has to decide or, with an outcome, a decision that was made.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Ask {
    /// The question.
    pub question: String,
    /// What could be done, one a line; what speaks against it after a dash.
    #[serde(default)]
    pub options: Vec<String>,
    /// Whose call it is: a decision right, or a decision the product added. Any member's for none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub right: Option<Subject>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub about: Option<Key>,
    /// What was decided, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub outcome: Option<String>,
    /// Why it was decided so.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub why: Option<String>,
}

impl Action for Ask {
    const NAME: &'static str = "decision.ask";
    const DID: &'static str = "Wrote down a decision";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(self.outcome.as_ref().map_or(Need::Member, |_| need_of(self.right.as_ref())))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let options = rules::options(&self.options)?;
        let answer = match &self.outcome {
            Some(outcome) => {
                Some((rules::outcome(outcome, None)?, rules::why(self.why.as_deref().unwrap_or_default())?))
            }
            None => None,
        };
        let question = Question { title: self.question, options, right: self.right, supersedes: None };
        let decision = if answer.is_some() { question.ask(act).await? } else { question.ask_openly(act).await? };
        if let Some(about) = self.about {
            let about = act.thing_in("about", about).await?;
            link(act, Join { from: &about, kind: LinkKind::DecidedBy, to: &decision, share: None, quote: None })
                .await?;
        }
        let key = decision.key();
        match answer {
            Some((outcome, why)) => {
                decide(act, &decision, &outcome, &why).await?;
                act.say(format!("{key} decided: {outcome}"), wish(&decision, &outcome));
            }
            None => act.say(format!("{key} asked"), format!("Ask “{}”", decision.title)),
        }
        Ok(key)
    }
}

/// Decides an open question.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Decide {
    /// The decision.
    pub decision: Key,
    /// What is decided: one of the options.
    #[serde(default)]
    pub outcome: String,
    /// What is decided, where it is none of the options.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub other: Option<String>,
    /// Why, in one sentence.
    #[serde(default)]
    pub why: String,
}

impl Action for Decide {
    const NAME: &'static str = "decision.decide";
    const DID: &'static str = "Decided it";
    type Answer = Key;

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        let (thing, line) = decision(act, self.decision).await?;
        Ok(match need_of(line.subject().as_ref()) {
            Need::Right { right, team } => Need::Question { right, team, thing: thing.id, since: line.asked_at },
            need => need,
        })
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let key = self.decision;
        let (thing, line) = decision(act, key).await?;
        rules::must_be_open(key, &line.state)?;
        let outcome = rules::outcome(&self.outcome, self.other.as_deref())?;
        let why = rules::why(&self.why)?;
        hear(act, &line).await?;
        decide(act, &thing, &outcome, &why).await?;
        if let Some(old) = store::details(act.tx, thing.id).await?.supersedes {
            let old = thread::store::by_id(act.tx, old).await?.ok_or(Failure::NotFound)?;
            set_state(act, &old, "superseded").await?;
        }
        act.say(format!("{key} decided: {outcome}"), wish(&thing, &outcome));
        Ok(key)
    }
}

/// “How long may a hold pause? 90 days”.
fn wish(decision: &Thing, outcome: &str) -> String {
    let colon = if decision.title.ends_with(['?', '.', ':']) { "" } else { ":" };
    format!("{}{colon} {outcome}", decision.title)
}

/// Asks a decided question again. The old decision holds until the new one is decided.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Supersede {
    /// The decision that is asked again.
    pub decision: Key,
    /// The question; the same for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// What could be done, one a line; the same options for none.
    #[serde(default)]
    pub options: Vec<String>,
}

impl Action for Supersede {
    const NAME: &'static str = "decision.supersede";
    const DID: &'static str = "Asked it again";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, line) = decision(act, self.decision).await?;
        must_hold(self.decision, &line)?;
        let details = store::details(act.tx, thing.id).await?;
        let mut options = rules::options(&self.options)?;
        if options.is_empty() {
            options = details.options.0;
        }
        let title = self.question.unwrap_or_else(|| line.title.clone());
        let question = Question { title, options, right: line.subject(), supersedes: Some(&thing) };
        let again = question.ask_openly(act).await?;
        act.say(format!("{} asks {} again", again.key(), self.decision), format!("Ask {} again", self.decision));
        Ok(again.key())
    }
}

/// Only what is decided and holds can be asked again.
fn must_hold(key: Key, line: &Line) -> Result<(), Refusal> {
    match line.state.as_str() {
        "decided" => Ok(()),
        "open" => Err(Refusal::new("still-open", format!("{key} is open. Decide it, rather than ask it again."))),
        _ => {
            Err(Refusal::new("superseded-already", format!("{key} was superseded. Ask the decision again that holds.")))
        }
    }
}

/// A question on its way into the log.
struct Question<'a> {
    title: String,
    options: Vec<Choice>,
    right: Option<Subject>,
    supersedes: Option<&'a Thing>,
}

impl Question<'_> {
    async fn ask(self, act: &mut Act<'_>) -> Result<Thing> {
        let title = thread::rules::title(&self.title).map_err(|refusal| refusal.at("question"))?;
        if let Some(subject) = &self.right {
            must_be_there(&matrix(act).await?, subject)?;
        }
        let right = self.right.map(|subject| subject.to_string());
        let new = NewThing { title, state: "open", stage: Stage::Open, number: None };
        let decision = act.create(Kind::Decision, new).await?;
        let row = store::New {
            question: &decision.title,
            options: &self.options,
            right: right.as_deref(),
            proposal: None,
            supersedes: self.supersedes.map(|old| old.id),
        };
        store::insert(act, &decision, row).await?;
        Ok(decision)
    }

    /// The same for what is not decided yet: who is to decide it is told, and who is waited for.
    async fn ask_openly(self, act: &mut Act<'_>) -> Result<Thing> {
        let subject = self.right.clone();
        let decision = self.ask(act).await?;
        if let Some(subject) = subject {
            tell(act, &decision, subject).await?;
        }
        Ok(decision)
    }
}

async fn tell(act: &mut Act<'_>, decision: &Thing, subject: Subject) -> Result<()> {
    let matrix = matrix(act).await?;
    let line = store::one(act.tx, decision.product, decision.id).await?.ok_or(Failure::NotFound)?;
    let hearing = hearing::Hearing::load(act.tx, decision.product, &[decision.id]).await?;
    let awaited = hearing.awaited(&matrix, &hearing::Question::open(subject.clone(), &line), act.now);
    let decide = matrix.deciders(subject, Scope::PRODUCT).iter().map(|role| (role, "decide"));
    let roles: Vec<_> = decide.chain(awaited.iter().map(|one| (one.role, "answer"))).collect();
    for (role, why) in roles {
        for person in roles::store::holders(act.tx, decision.product, role).await? {
            act.tell(person, why, Some(decision.id));
        }
    }
    Ok(())
}

fn must_be_there(matrix: &Matrix, subject: &Subject) -> Result<(), Refusal> {
    let there = match subject {
        Subject::Known(_) => true,
        Subject::Own(code) => matrix.own().iter().any(|own| own.code == *code),
    };
    let message = "There is no such decision in Roles. It may have been removed.";
    if there { Ok(()) } else { Err(Refusal::new("no-such-decision", message).at("right")) }
}

/// Writes down what was decided, by whom and in which role.
async fn decide(act: &mut Act<'_>, thing: &Thing, outcome: &str, why: &str) -> Result<()> {
    let product = act.product()?.id;
    let line = store::one(act.tx, product, thing.id).await?.ok_or(Failure::NotFound)?;
    let role = decides_as(act, line.subject()).await?;
    store::decide(act, thing.id, Outcome { outcome, why, role }).await?;
    act.note(Some(thing), store::OUTCOME.name, Value::Null, json!(outcome));
    act.note(Some(thing), store::WHY.name, Value::Null, json!(why));
    set_state(act, thing, "decided").await
}

async fn decides_as(act: &mut Act<'_>, subject: Option<Subject>) -> Result<Option<Role>> {
    let mine = act.hats().anywhere();
    match subject {
        Some(subject) => Ok(rules::decides_as(&matrix(act).await?.row(subject, Scope::PRODUCT), mine)),
        None => Ok(mine.members().first()),
    }
}

/// Where a row the product added says that the decision waits for answers, it does. For the rights that actions ask for,
/// `act` has seen to that.
async fn hear(act: &mut Act<'_>, line: &Line) -> Result<()> {
    let Some(subject @ Subject::Own(_)) = line.subject() else { return Ok(()) };
    let question = hearing::Question::open(subject, line);
    let matrix = matrix(act).await?;
    hearing::must_be_answered(act, &matrix, &question).await
}

async fn matrix(act: &mut Act<'_>) -> Result<Matrix> {
    let product = act.product()?.id;
    roles::store::matrix(act.tx, product).await
}

async fn decision(act: &mut Act<'_>, key: Key) -> Result<(Thing, Line)> {
    let thing = act.thing(key).await?;
    must_be(&thing, &[Kind::Decision])?;
    let line = store::one(act.tx, thing.product, thing.id).await?.ok_or(Failure::NotFound)?;
    Ok((thing, line))
}

/// Whose call it is. Rows that a product added are never enforced: any member may write down what was decided.
fn need_of(right: Option<&Subject>) -> Need {
    match right {
        Some(Subject::Known(right)) => Need::right(*right),
        Some(Subject::Own(_)) | None => Need::Member,
    }
}
