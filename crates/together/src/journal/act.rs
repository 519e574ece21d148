//! The one function through which everything changes.

use ground::db::Tx;
use ground::live::Announcement;
use ground::web::{Failure, Result};
use serde_json::Value;

use super::action::AnyAction;
use super::change::Change;
use super::weigh::{Standing, Verdict, Weighed, again, weigh};
use super::{Actor, proposals, store};
use crate::app::App;
use crate::journal::Act;
use crate::notices;
use crate::people;
use crate::products::{self, ProductId};
use crate::roles;
use crate::roles::rules::{Hats, Role};
use crate::thread::{self, Key, ThingId};

/// How an action is to be taken.
#[derive(Debug, Clone, Default)]
pub struct Manner {
    /// Why, in the actor's words.
    pub reason: Option<String>,
    /// Make it a proposal even where the actor could decide.
    pub propose: bool,
    /// Tell nobody: for old rows that an import brings.
    pub quiet: bool,
    /// The time it is said to have happened, for examples and imports of history.
    pub at: Option<ground::clock::Ts>,
    /// The role it was done in, for examples and imports of history: that asks nobody, since it was decided then.
    pub as_role: Option<Role>,
    /// The key of the next thing of its kind that is made, for examples and imports of history.
    pub next_key: Option<Key>,
}

/// What became of it.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Performed and committed.
    Done(Done),
    /// Another's call: it waits as a proposal.
    Proposed(Proposed),
}

/// An action that was performed.
#[derive(Debug, Clone)]
pub struct Done {
    /// Its sequence in the journal.
    pub seq: i64,
    /// One answer for each action.
    pub answers: Vec<Value>,
    /// What to tell the person.
    pub said: Option<String>,
    /// What changed.
    pub changes: Vec<Change>,
}

/// An action that waits for who decides.
#[derive(Debug, Clone)]
pub struct Proposed {
    /// The key of the proposal.
    pub key: Key,
    /// The role that decides.
    pub to: Role,
    /// The sequence of the proposal.
    pub seq: i64,
    /// What to tell the person.
    pub said: String,
}

/// Performs actions in one product, all or none, or makes them one proposal.
pub async fn act(
    app: &App,
    actor: &Actor,
    product: ProductId,
    actions: Vec<Box<dyn AnyAction>>,
    manner: Manner,
) -> Result<Outcome> {
    let mut tx = app.db.write().await?;
    let outcome = act_within(&mut tx, app, actor, product, actions, manner).await?;
    tx.commit().await?;
    app.announce_committed(outcome.1);
    Ok(outcome.0)
}

/// The same inside a transaction the caller commits; other processes hear of it then by themselves, and this one when the
/// caller makes the announcement.
pub async fn act_within(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    product: ProductId,
    actions: Vec<Box<dyn AnyAction>>,
    manner: Manner,
) -> Result<(Outcome, Announcement)> {
    let mut act = begin(tx, app, actor, product, &manner).await?;
    let (outcome, announcement) = match weigh(&mut act, &actions, &manner).await? {
        Verdict::Acts(weighed) => {
            let done = perform(&mut act, actions, &weighed, &manner).await?;
            let announcement = act.announcement(&done.changes);
            (Outcome::Done(done), announcement)
        }
        Verdict::Proposes(wish) => {
            let proposed = proposals::put(&mut act, actions, wish).await?;
            let announcement = act.announcement(&[]);
            (Outcome::Proposed(proposed), announcement)
        }
    };
    app.live.tell_others(tx, &announcement).await?;
    Ok((outcome, announcement))
}

/// What would become of actions, without doing them.
pub(crate) async fn foretell(
    app: &App,
    actor: &Actor,
    product: ProductId,
    actions: &[Box<dyn AnyAction>],
) -> Result<Verdict> {
    let mut tx = app.db.write().await?;
    let manner = Manner::default();
    let mut act = begin(&mut tx, app, actor, product, &manner).await?;
    weigh(&mut act, actions, &manner).await
}

/// Locks the product and loads who the actor is in it.
async fn begin<'a>(
    tx: &'a mut Tx,
    app: &'a App,
    actor: &'a Actor,
    product: ProductId,
    manner: &Manner,
) -> Result<Act<'a>> {
    let now = manner.at.unwrap_or_else(|| app.clock.now());
    let (product, roles, held, seq) = if product == ProductId::default() {
        (None, Vec::new(), Hats::default(), people::store::lock_workspace(tx).await?)
    } else {
        let product = products::store::lock(tx, product).await?.ok_or(Failure::NotFound)?;
        let (roles, held) = roles::store::of_person_and_all(tx, product.id, actor.person).await?;
        if roles.is_empty() && !actor.administrator {
            return Err(Failure::NotFound);
        }
        let seq = product.seq;
        (Some(product), roles, held, seq)
    };
    Ok(Act {
        tx,
        app,
        actor: actor.clone(),
        roles,
        held,
        now,
        seq,
        product,
        changes: vec![],
        said: None,
        notices: vec![],
        topics: vec![],
        undoes: None,
        next_key: manner.next_key,
        redrawn: vec![],
    })
}

/// Performs the actions and writes one journal entry for each.
async fn perform(
    act: &mut Act<'_>,
    actions: Vec<Box<dyn AnyAction>>,
    weighed: &[Weighed],
    manner: &Manner,
) -> Result<Done> {
    let mut done = Done { seq: act.seq, answers: vec![], said: None, changes: vec![] };
    for (n, (action, weighed)) in actions.into_iter().zip(weighed).enumerate() {
        let Standing { role, rights } =
            if n == 0 { weighed.standing } else { again(act, action.as_ref(), *weighed, manner).await? };
        if n > 0 {
            act.seq = match act.product.as_ref().map(|product| product.id) {
                Some(product) => products::store::next_seq(act.tx, product).await?,
                None => people::store::lock_workspace(act.tx).await?,
            };
        }
        let entry = store::Entry { action: action.name(), version: action.version(), role, rights, manner };
        done.answers.push(action.perform(act).await?);
        done.seq = act.seq;
        done.said = act.said.as_ref().map(|said| said.done.clone()).or(done.said);
        done.changes.extend(record(act, entry).await?);
    }
    Ok(done)
}

/// Writes down what an action did: derived values, journal, past values, notices.
pub(super) async fn record(act: &mut Act<'_>, entry: store::Entry<'_>) -> Result<Vec<Change>> {
    let (rights, quiet) = (entry.rights, entry.manner.quiet);
    thread::follow(act).await?;
    let app = act.app;
    // What floors derive belongs to products; the workspace has accounts, which no floor derives from.
    if act.product.is_some() {
        for hook in &app.after_action {
            hook(act).await?;
        }
    }
    let notices = std::mem::take(&mut act.notices);
    let changes = std::mem::take(&mut act.changes);
    act.said = None;
    act.redrawn.clear();
    store::write(act, &entry, &changes).await?;
    super::undo::mark(act).await?;
    if !quiet && act.actor.person.is_some() && act.product.is_some() {
        notices::send(act, entry.action, rights, &changes, notices).await?;
    }
    Ok(changes)
}

impl Act<'_> {
    /// What open pages are told once this is committed.
    fn announcement(&self, changes: &[Change]) -> Announcement {
        let every = std::iter::once("journal".to_owned());
        let mut topics: std::collections::HashSet<String> = self.topics.iter().cloned().chain(every).collect();
        for change in changes {
            if let Some(key) = change.key {
                topics.insert(key.to_string());
                topics.insert(key.kind.code().to_owned());
            } else if let Some((room, _)) = change.field.split_once(':') {
                topics.insert(room.to_owned());
            }
        }
        Announcement {
            scope: self.scope().into(),
            seq: self.seq,
            topics: std::sync::Arc::new(topics),
            by: self.actor.request.clone(),
        }
    }
}

/// Which things a list of changes touches, each once.
pub fn touched(changes: &[Change]) -> Vec<ThingId> {
    let mut ids: Vec<ThingId> = changes.iter().filter_map(|change| change.thing).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
