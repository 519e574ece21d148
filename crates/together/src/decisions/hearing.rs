//! Whose answer a decision or a proposal waits for: where the row of the matrix says that it waits, those who are asked are
//! heard before it takes effect. An answer is whatever one of them says in the conversation about it.

use ground::clock::Ts;
use ground::db::Tx;
use ground::web::{Failure, Refusal, Result};

use super::store::Line;
use crate::conversation;
use crate::journal::proposals::store::Proposal;
use crate::journal::{Act, Ask};
use crate::people::PersonId;
use crate::products::ProductId;
use crate::roles;
use crate::roles::names::Names;
use crate::roles::rules::{Asked, Awaited, Hats, Matrix, Role, RoleSet, Scope, Subject};
use crate::thread::{Key, ThingId};
use crate::words::{joined, moment};

/// Everybody who can be asked, and who has spoken about what.
#[derive(Debug, Default)]
pub(crate) struct Hearing {
    everybody: Vec<(PersonId, Hats)>,
    spoke: Vec<(ThingId, PersonId)>,
}

/// Something that is asked: of which row, in which conversation, since when, by whom.
pub(crate) struct Question {
    pub(crate) subject: Subject,
    pub(crate) team: i64,
    pub(crate) thing: ThingId,
    pub(crate) since: Ts,
    /// Whoever proposed it has said what they think by that.
    pub(crate) proposer: Option<PersonId>,
}

impl Hearing {
    /// Loads what was said about these things, in two queries.
    pub(crate) async fn load(tx: &mut Tx, product: ProductId, things: &[ThingId]) -> Result<Self> {
        let everybody = everybody(tx, product).await?;
        Ok(Self { everybody, spoke: conversation::store::spoke(tx, things).await? })
    }

    /// Whose answer a question still waits for.
    pub(crate) fn awaited(&self, matrix: &Matrix, question: &Question, now: Ts) -> Vec<Awaited> {
        let said = self.spoke.iter().filter(|(thing, _)| *thing == question.thing).map(|(_, person)| *person);
        let spoke: Vec<PersonId> = said.chain(question.proposer).collect();
        let asked = Asked { everybody: &self.everybody, spoke: &spoke, since: question.since };
        matrix.awaited(question.subject.clone(), question.team, &asked, now)
    }

    /// Whose answer a proposal still waits for, with all the decisions it makes.
    pub(crate) fn of_proposal(&self, matrix: &Matrix, proposal: &Proposal, now: Ts) -> Vec<Awaited> {
        let mut all: Vec<Awaited> = Vec::new();
        for ask in proposal.asks() {
            for awaited in self.awaited(matrix, &question(&ask, proposal), now) {
                match all.iter_mut().find(|known| known.role == awaited.role) {
                    Some(known) => known.until = known.until.max(awaited.until),
                    None => all.push(awaited),
                }
            }
        }
        all
    }

    /// Those who were asked a question and have let their time pass; nobody as long as it waits for somebody.
    pub(crate) fn unheard(&self, matrix: &Matrix, question: &Question, now: Ts) -> RoleSet {
        passed(|at| self.awaited(matrix, question, at), question.since, now)
    }

    /// The same of a proposal.
    pub(crate) fn unheard_on(&self, matrix: &Matrix, proposal: &Proposal, now: Ts) -> RoleSet {
        passed(|at| self.of_proposal(matrix, proposal, at), proposal.at, now)
    }
}

impl Question {
    /// What an open decision asks.
    pub(crate) fn open(subject: Subject, line: &Line) -> Self {
        Self { subject, team: 0, thing: line.thing, since: line.asked_at, proposer: None }
    }
}

/// Those who were waited for at first, where nobody is any more.
fn passed(awaited: impl Fn(Ts) -> Vec<Awaited>, first: Ts, now: Ts) -> RoleSet {
    let roles = |awaited: Vec<Awaited>| awaited.into_iter().map(|one| one.role).collect::<RoleSet>();
    if awaited(now).is_empty() { roles(awaited(first)) } else { RoleSet::EMPTY }
}

/// What is asked by one of a proposal's decisions: the question it answers, or else the proposal itself.
fn question(ask: &Ask, proposal: &Proposal) -> Question {
    let (thing, since, proposer) = match ask.question {
        Some((thing, since)) => (thing, since, None),
        None => (proposal.thing, proposal.at, Some(proposal.proposer)),
    };
    Question { subject: ask.right.into(), team: ask.team, thing, since, proposer }
}

/// Whose answer an action of this moment must wait for.
pub(crate) async fn awaited(act: &mut Act<'_>, matrix: &Matrix, ask: Ask) -> Result<Vec<Awaited>> {
    if !matrix.may_wait(ask.right, ask.team) {
        return Ok(Vec::new());
    }
    let product = act.product()?.id;
    let (everybody, spoke) = (everybody(act.tx, product).await?, Vec::from_iter(act.actor.person));
    let asked = Asked { everybody: &everybody, spoke: &spoke, since: act.now };
    Ok(matrix.awaited(ask.right, ask.team, &asked, act.now))
}

/// Refuses what answers a question before those who are asked have been heard.
pub(crate) async fn must_be_over(act: &mut Act<'_>, matrix: &Matrix, ask: Ask) -> Result<()> {
    let Some((thing, since)) = ask.question else { return Ok(()) };
    let question = Question { subject: ask.right.into(), team: ask.team, thing, since, proposer: None };
    must_be_answered(act, matrix, &question).await
}

/// Refuses to answer a question before those who are asked have been heard.
pub(super) async fn must_be_answered(act: &mut Act<'_>, matrix: &Matrix, question: &Question) -> Result<()> {
    if !matrix.may_wait(question.subject.clone(), question.team) {
        return Ok(());
    }
    let product = act.product()?.id;
    let hearing = Hearing::load(act.tx, product, &[question.thing]).await?;
    let awaited = hearing.awaited(matrix, question, act.now);
    let key = crate::thread::store::by_id(act.tx, question.thing).await?.ok_or(Failure::NotFound)?.key();
    must_be_heard(key, &awaited, act.now)
}

/// Refuses to take a proposal before those who are asked have been heard.
pub(crate) async fn must_be_heard_on(act: &mut Act<'_>, key: Key, proposal: &Proposal) -> Result<()> {
    let product = act.product()?.id;
    let matrix = roles::store::rows(act.tx, product, &proposal.rights()).await?;
    let hearing = Hearing::load(act.tx, product, &proposal.conversations()).await?;
    must_be_heard(key, &hearing.of_proposal(&matrix, proposal, act.now), act.now)
}

fn must_be_heard(key: Key, awaited: &[Awaited], now: Ts) -> Result<()> {
    if awaited.is_empty() {
        return Ok(());
    }
    let message = format!("{key} waits for {}, or for the answer.", in_words(awaited, None, now));
    let hint = "Whoever is asked answers on its page. It can be declined without waiting.";
    Err(Refusal::new("waits-for-an-answer", message).hint(hint).into())
}

/// “Priya until Friday 10:00”; roles where there are no names.
pub(crate) fn in_words(awaited: &[Awaited], names: Option<&Names>, now: Ts) -> String {
    let who = |awaited: &Awaited| names.map_or_else(|| awaited.role.named().to_owned(), |names| names.of(awaited.role));
    joined(awaited.iter().map(|one| format!("{} until {}", who(one), moment(one.until, now))))
}

async fn everybody(tx: &mut Tx, product: ProductId) -> Result<Vec<(PersonId, Hats)>> {
    let holders = roles::store::named_holders(tx, product).await?;
    let mut everybody: Vec<(PersonId, Vec<(Role, Scope)>)> = Vec::new();
    for holder in holders {
        let hat = (holder.role, Scope::from(holder.team));
        match everybody.iter_mut().find(|(person, _)| *person == holder.person) {
            Some((_, hats)) => hats.push(hat),
            None => everybody.push((holder.person, vec![hat])),
        }
    }
    Ok(everybody.into_iter().map(|(person, hats)| (person, hats.into_iter().collect())).collect())
}
