//! The table of proposals.

use ground::clock::Ts;
use ground::db::{Json, Tx};
use ground::sql;
use ground::web::Result;
use ground::{args, row};
use serde_json::Value;

use super::Wish;
use crate::journal::{Act, Ask, Change};
use crate::people::PersonId;
use crate::products::ProductId;
use crate::roles::rules::{Right, Role, RoleSet};
use crate::thread::{Key, Kind, Thing, ThingId};

row! {
    /// A proposal with what it would change.
    #[derive(Debug, Clone)]
    pub struct Proposal {
        /// The id of its thing.
        pub thing: ThingId,
        /// The number of its key.
        pub number: i64,
        /// What is wished, as a sentence.
        pub title: String,
        /// waiting, taken, declined, withdrawn or overtaken.
        pub state: String,
        /// The right it needs, by code.
        pub right: String,
        /// The team whose row counts, or 0.
        pub team: i64,
        /// The role that decides, by code.
        pub to_role: String,
        /// The action's name.
        pub action: String,
        /// The actions: `[{action, version, body, asks}]`; asks is one decision, a list of several, or missing.
        pub body: Json<Value>,
        /// What it would change, as found when it was made.
        pub changes: Json<Vec<Change>>,
        /// The thing it is about.
        pub about: Option<ThingId>,
        /// Why it is wished.
        pub because: Option<String>,
        /// Who wishes it.
        pub proposer: PersonId,
        /// The proposer's name.
        pub proposer_name: String,
        /// The role it was wished in, by code.
        pub proposer_role: String,
        /// The codes of roles that have agreed, where several must.
        pub agreed: String,
        /// When it was made.
        pub at: Ts,
        /// Who decided it.
        pub decided_by: Option<PersonId>,
        /// When.
        pub decided_at: Option<Ts>,
        /// With which reason.
        pub decided_because: Option<String>,
    }
}

sql! {
    BY_THING: Proposal = "SELECT p.thing, t.number, t.title, t.state, p.decision_right AS \"right\", p.team, p.to_role, p.action, p.body, p.changes, p.about, p.because, p.proposer, w.name AS proposer_name, p.proposer_role, p.agreed, t.created_at AS at, p.decided_by, p.decided_at, p.decided_because FROM proposal p JOIN thing t ON t.id = p.thing JOIN person w ON w.id = p.proposer WHERE p.thing = $1";
    /// Proposals that wait in a product, oldest first.
    WAITING: Proposal = "SELECT p.thing, t.number, t.title, t.state, p.decision_right AS \"right\", p.team, p.to_role, p.action, p.body, p.changes, p.about, p.because, p.proposer, w.name AS proposer_name, p.proposer_role, p.agreed, t.created_at AS at, p.decided_by, p.decided_at, p.decided_because FROM proposal p JOIN thing t ON t.id = p.thing JOIN person w ON w.id = p.proposer WHERE p.product = $1 AND p.decided_at IS NULL AND t.state = 'waiting' ORDER BY t.number LIMIT 200";
    ABOUT: Proposal = "SELECT p.thing, t.number, t.title, t.state, p.decision_right AS \"right\", p.team, p.to_role, p.action, p.body, p.changes, p.about, p.because, p.proposer, w.name AS proposer_name, p.proposer_role, p.agreed, t.created_at AS at, p.decided_by, p.decided_at, p.decided_because FROM proposal p JOIN thing t ON t.id = p.thing JOIN person w ON w.id = p.proposer WHERE p.about = $1 AND t.state = 'waiting' ORDER BY t.number";
    /// What waits, by what decides whose call it is.
    GROUPS: (Right, i64, String, i64) = "SELECT p.decision_right, p.team, p.agreed, COUNT(*) FROM proposal p JOIN thing t ON t.id = p.thing WHERE p.product = $1 AND p.decided_at IS NULL AND t.state = 'waiting' GROUP BY p.decision_right, p.team, p.agreed";
    /// Proposals that were decided before one, newest first.
    DECIDED: Proposal = "SELECT p.thing, t.number, t.title, t.state, p.decision_right AS \"right\", p.team, p.to_role, p.action, p.body, p.changes, p.about, p.because, p.proposer, w.name AS proposer_name, p.proposer_role, p.agreed, t.created_at AS at, p.decided_by, p.decided_at, p.decided_because FROM proposal p JOIN thing t ON t.id = p.thing JOIN person w ON w.id = p.proposer WHERE p.product = $1 AND p.decided_at IS NOT NULL AND (p.decided_at < $2 OR (p.decided_at = $2 AND t.number < $3)) ORDER BY p.decided_at DESC, t.number DESC LIMIT $4";
    OF_RIGHT: Proposal = "SELECT p.thing, t.number, t.title, t.state, p.decision_right AS \"right\", p.team, p.to_role, p.action, p.body, p.changes, p.about, p.because, p.proposer, w.name AS proposer_name, p.proposer_role, p.agreed, t.created_at AS at, p.decided_by, p.decided_at, p.decided_because FROM proposal p JOIN thing t ON t.id = p.thing JOIN person w ON w.id = p.proposer WHERE p.product = $1 AND p.decided_at IS NULL AND t.state = 'waiting' AND p.decision_right = $2 ORDER BY t.number LIMIT 50";
    INSERT: () = "INSERT INTO proposal (thing, product, decision_right, team, to_role, action, version, body, changes, about, because, proposer, proposer_role, agreed, at_seq) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    AGREE: () = "UPDATE proposal SET agreed = $2, to_role = $3 WHERE thing = $1";
    REOPEN: () = "UPDATE proposal SET decided_by = NULL, decided_at = NULL, decided_because = NULL WHERE thing = $1";
    DECIDE: () = "UPDATE proposal SET decided_by = $2, decided_at = $3, decided_because = $4 WHERE thing = $1";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM proposal WHERE product = $1";
}

/// What is stored of a new proposal.
pub(super) struct NewProposal<'a> {
    pub(super) thing: &'a Thing,
    pub(super) wish: &'a Wish,
    pub(super) action: &'static str,
    pub(super) version: i64,
    pub(super) body: Value,
    pub(super) changes: Vec<Change>,
    pub(super) about: Option<ThingId>,
}

pub(super) async fn insert(act: &mut Act<'_>, new: NewProposal<'_>) -> Result<()> {
    let values = args![
        new.thing.id,
        new.thing.product,
        new.wish.lead.right.code(),
        new.wish.lead.team,
        new.wish.to.code(),
        new.action,
        new.version,
        new.body.to_string(),
        serde_json::to_string(&new.changes)?,
        new.about,
        new.wish.manner.reason.clone(),
        act.actor.person,
        new.wish.role.code(),
        codes(new.wish.agreed),
        act.seq
    ];
    act.tx.run(INSERT, values).await?;
    Ok(())
}

/// A proposal by the id of its thing.
pub async fn by_thing(tx: &mut Tx, thing: ThingId) -> Result<Proposal> {
    Ok(tx.one(BY_THING, args![thing]).await?)
}

/// Those that wait in a product, oldest first.
pub async fn waiting(tx: &mut Tx, product: ProductId) -> Result<Vec<Proposal>> {
    Ok(tx.all(WAITING, args![product]).await?)
}

/// Those that were decided before one, newest first.
pub async fn decided(tx: &mut Tx, product: ProductId, after: Option<&Thing>, limit: i64) -> Result<Vec<Proposal>> {
    let (at, number) = match after {
        Some(last) => (by_thing(tx, last.id).await?.decided_at, last.number),
        None => (None, i64::MAX),
    };
    Ok(tx.all(DECIDED, args![product, at.unwrap_or(Ts(i64::MAX)), number, limit]).await?)
}

/// Those that wait and need this right, oldest first.
pub async fn of_right(tx: &mut Tx, product: ProductId, right: Right) -> Result<Vec<Proposal>> {
    Ok(tx.all(OF_RIGHT, args![product, right]).await?)
}

/// How many wait, by right, team and the codes of roles that have agreed.
pub(crate) async fn groups(tx: &mut Tx, product: ProductId) -> Result<Vec<(Right, i64, String, i64)>> {
    Ok(tx.all(GROUPS, args![product]).await?)
}

/// Those that wait and are about a thing.
pub async fn about(tx: &mut Tx, thing: ThingId) -> Result<Vec<Proposal>> {
    Ok(tx.all(ABOUT, args![thing]).await?)
}

pub(crate) async fn decide(act: &mut Act<'_>, thing: ThingId, because: &str) -> Result<()> {
    let values = args![thing, act.actor.person, act.now, because];
    act.tx.run(DECIDE, values).await?;
    Ok(())
}

/// It waits again, as if nobody had decided.
pub(crate) async fn reopen(tx: &mut Tx, thing: ThingId) -> Result<()> {
    tx.run(REOPEN, args![thing]).await?;
    Ok(())
}

/// Keeps a yes that needs another.
pub(super) async fn agree(act: &mut Act<'_>, thing: ThingId, agreed: RoleSet, next: Role) -> Result<()> {
    act.tx.run(AGREE, args![thing, codes(agreed), next.code()]).await?;
    Ok(())
}

/// The roles of a list of codes.
pub(super) fn roles(codes: &str) -> RoleSet {
    codes.split_whitespace().filter_map(Role::of_code).collect()
}

fn codes(roles: RoleSet) -> String {
    roles.iter().map(Role::code).collect::<Vec<_>>().join(" ")
}

/// What one action of a proposal decides, as it is kept.
///
/// # Errors
/// When an older Tandem kept it in words this one does not know.
pub(super) fn asks_of(packed: &Value) -> Result<Vec<Ask>, serde_json::Error> {
    match &packed["asks"] {
        Value::Null => Ok(Vec::new()),
        several @ Value::Array(_) => serde_json::from_value(several.clone()),
        one => Ok(vec![serde_json::from_value(one.clone())?]),
    }
}

impl Proposal {
    /// The roles that have agreed so far.
    pub fn agreed(&self) -> RoleSet {
        roles(&self.agreed)
    }

    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Proposal, self.number)
    }

    /// The right it needs.
    pub fn right(&self) -> Option<Right> {
        Right::of_code(&self.right)
    }

    /// Every decision it makes. One that was kept without them makes the one it is named after.
    pub fn asks(&self) -> Vec<Ask> {
        let packed = self.body.0.as_array().into_iter().flatten();
        let asks: Vec<Ask> = packed.filter_map(|packed| asks_of(packed).ok()).flatten().collect();
        let lead = self.right().map(|right| Ask { right, team: self.team, question: None, own: false });
        if asks.is_empty() { lead.into_iter().collect() } else { asks }
    }

    /// Whether each action says what it decides; the first Tandem did not keep that.
    pub fn asks_are_kept(&self) -> bool {
        self.body.0.as_array().is_some_and(|packed| packed.iter().any(|packed| !packed["asks"].is_null()))
    }

    /// Where answers to it are said: its own conversation, and those of the questions it answers.
    pub fn conversations(&self) -> Vec<ThingId> {
        let questions = self.asks().into_iter().filter_map(|ask| ask.question.map(|(thing, _)| thing));
        std::iter::once(self.thing).chain(questions).collect()
    }

    /// Whether its proposer decides it all, and it only waits for answers.
    pub fn is_own(&self) -> bool {
        self.asks().iter().all(|ask| ask.own)
    }

    /// The rights those decisions need.
    pub fn rights(&self) -> Vec<Right> {
        let mut rights: Vec<Right> = self.asks().iter().map(|ask| ask.right).chain(self.right()).collect();
        rights.sort_unstable();
        rights.dedup();
        rights
    }
}
