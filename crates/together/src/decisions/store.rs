//! The table of decisions.

use ground::clock::Ts;
use ground::db::{Json, Select, Tx, ids};
use ground::web::Result;
use ground::{args, row, sql};

use super::rules::Choice;
use crate::journal::Act;
use crate::people::PersonId;
use crate::products::ProductId;
use crate::roles::rules::{Right, Role, Subject};
use crate::thread::{Key, Kind, Thing, ThingId};

crate::fields! {
    /// What a decision says once it is decided.
    pub FIELDS of "decision" by "thing" {
        OUTCOME: Text "outcome" = "outcome", "outcome", searched;
        WHY: Text "why" = "why", "why", searched;
    }
}

row! {
    /// A decision as the log lists it.
    #[derive(Debug, Clone)]
    pub struct Line {
        /// The id of its thing.
        pub thing: ThingId,
        /// The number of its key.
        pub number: i64,
        /// The question.
        pub title: String,
        /// `open`, `decided` or `superseded`.
        pub state: String,
        /// What was decided.
        pub outcome: Option<String>,
        /// The right it names, or a decision the product added, by code.
        pub right: Option<String>,
        /// Who decided.
        pub decider: Option<PersonId>,
        /// The decider's name.
        pub decider_name: Option<String>,
        /// In which role.
        pub decider_role: Option<Role>,
        /// When.
        pub decided_at: Option<Ts>,
        /// Who asked.
        pub asker: Option<PersonId>,
        /// The asker's name.
        pub asker_name: Option<String>,
        /// When it was asked.
        pub asked_at: Ts,
        /// The number of the decision whose place it takes.
        pub supersedes: Option<i64>,
    }

    /// The rest of it, for its page.
    #[derive(Debug, Clone)]
    pub struct Details {
        /// The options that were open.
        pub options: Json<Vec<Choice>>,
        /// Why it was decided so.
        pub why: Option<String>,
        /// The proposal it settles.
        pub proposal: Option<ThingId>,
        /// The entry of the journal that carried it out.
        pub entry_seq: Option<i64>,
        /// The decision whose place it takes.
        pub supersedes: Option<ThingId>,
        /// The number of the decision that has taken its place.
        pub superseded_by: Option<i64>,
    }

    /// Something the deciding entry changed.
    #[derive(Debug, Clone)]
    pub struct Effect {
        /// The thing.
        pub thing: Option<ThingId>,
        /// Its kind.
        pub kind: Option<Kind>,
        /// Its number.
        pub number: Option<i64>,
        /// The field.
        pub field: String,
        /// JSON before.
        pub before: Option<String>,
        /// JSON after.
        pub after: Option<String>,
    }
}

impl Line {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Decision, self.number)
    }

    /// The right it names, if actions ask for it too.
    pub fn known_right(&self) -> Option<Right> {
        self.right.as_deref().and_then(Right::of_code)
    }

    /// What it decides, as the matrix lists it.
    pub fn subject(&self) -> Option<Subject> {
        self.right.as_deref()?.parse().ok()
    }
}

sql! {
    /// The words search finds a decision by.
    pub WORDS: (ThingId, String) = "SELECT d.thing, d.question || ' ' || COALESCE(d.outcome, '') || ' ' || COALESCE(d.why, '') FROM decision d WHERE d.thing IN @ids($1)";
    LIST: Line = "SELECT t.id AS thing, t.number, t.title, t.state, d.outcome, d.decision_right AS \"right\", d.decider, p.name AS decider_name, d.decider_role, d.decided_at, t.created_by AS asker, a.name AS asker_name, t.created_at AS asked_at, s.number AS supersedes FROM thing t JOIN decision d ON d.thing = t.id LEFT JOIN person p ON p.id = d.decider LEFT JOIN person a ON a.id = t.created_by LEFT JOIN thing s ON s.id = d.supersedes WHERE t.product = $1 AND t.kind = 'decision' AND t.hidden_at IS NULL{and}{order}";
    DETAILS: Details = "SELECT d.options, d.why, d.proposal, d.entry_seq, d.supersedes, (SELECT MAX(n.number) FROM decision x JOIN thing n ON n.id = x.thing WHERE x.supersedes = d.thing AND n.state <> 'open' AND n.hidden_at IS NULL) AS superseded_by FROM decision d WHERE d.thing = $1";
    COUNTS: (String, i64) = "SELECT state, COUNT(*) FROM thing WHERE product = $1 AND kind = 'decision' AND hidden_at IS NULL GROUP BY state";
    /// What an entry changed besides the decision itself and the proposal it settles.
    EFFECTS: Effect = "SELECT c.thing, t.kind, t.number, c.field, c.before, c.after FROM change c LEFT JOIN thing t ON t.id = c.thing WHERE c.product = $1 AND c.seq = $2 AND (t.id IS NULL OR t.kind NOT IN ('decision', 'proposal')) ORDER BY c.n LIMIT 60";
    /// What waits to be decided, in products where a row may make it wait for answers, and of which nobody was told yet that
    /// the time is over.
    MAY_BE_OVERDUE: (ThingId,) = "SELECT t.id FROM product o JOIN thing t ON t.product = o.id AND t.kind IN ('decision', 'proposal') AND t.state IN ('open', 'waiting') AND t.hidden_at IS NULL WHERE o.hidden_at IS NULL AND EXISTS (SELECT 1 FROM matrix_cell m WHERE m.product = o.id AND m.cell LIKE '%waits%') AND NOT EXISTS (SELECT 1 FROM change c WHERE c.thing = t.id AND c.field = $1) ORDER BY t.id";
    WAS_OVERDUE: (i64,) = "SELECT COUNT(*) FROM change WHERE thing = $1 AND field = $2";
    INSERT: () = "INSERT INTO decision (thing, question, options, decision_right, proposal, supersedes) VALUES ($1, $2, $3, $4, $5, $6)";
    DECIDE: () = "UPDATE decision SET outcome = $2, why = $3, decider = $4, decider_role = $5, decided_at = $6, entry_seq = $7 WHERE thing = $1";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM decision WHERE thing IN (SELECT id FROM thing WHERE product = $1)";
}

/// Which decisions are wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only these states; all for none.
    pub state: Option<&'static str>,
    /// Only those this person asked or decided.
    pub of: Option<PersonId>,
    /// Only these, as search found them.
    pub found: Option<Vec<ThingId>>,
    /// Only those behind this number: the next page.
    pub after: Option<i64>,
}

/// Decisions of a product, newest first.
pub async fn list(tx: &mut Tx, product: ProductId, wanted: &Wanted, limit: usize) -> Result<Vec<Line>> {
    let found = wanted.found.as_deref().map(ids);
    let mut select = Select::of(LIST).with(args![product]);
    select = select.and_if("t.state = ?", wanted.state);
    if let Some(person) = wanted.of {
        select = select.and("d.decider = ? OR t.created_by = ?", args![person, person]);
    }
    select = select.and_if("t.id IN @ids(?)", found).and_if("t.number < ?", wanted.after);
    Ok(tx.select(select.order("t.number DESC").limit(limit)).await?)
}

/// One decision.
pub async fn one(tx: &mut Tx, product: ProductId, thing: ThingId) -> Result<Option<Line>> {
    let wanted = Wanted { found: Some(vec![thing]), ..Wanted::default() };
    Ok(list(tx, product, &wanted, 1).await?.pop())
}

/// The rest of a decision.
pub async fn details(tx: &mut Tx, thing: ThingId) -> Result<Details> {
    Ok(tx.one(DETAILS, args![thing]).await?)
}

/// How many there are in each state.
pub async fn counts(tx: &mut Tx, product: ProductId) -> Result<Vec<(String, i64)>> {
    Ok(tx.all(COUNTS, args![product]).await?)
}

/// What an entry of the journal changed besides decision and proposal.
pub async fn effects(tx: &mut Tx, product: ProductId, seq: i64) -> Result<Vec<Effect>> {
    Ok(tx.all(EFFECTS, args![product, seq]).await?)
}

/// The change that says that those who were asked have let their time pass.
pub(super) const UNHEARD: &str = "answer in time";

/// Proposals and open questions whose time for answers may be over, in every product.
pub(super) async fn may_be_overdue(tx: &mut Tx) -> Result<Vec<ThingId>> {
    Ok(tx.all(MAY_BE_OVERDUE, args![UNHEARD]).await?.into_iter().map(|(thing,)| thing).collect())
}

/// Whether it was told already that the time is over.
pub(super) async fn was_overdue(tx: &mut Tx, thing: ThingId) -> Result<bool> {
    Ok(tx.one(WAS_OVERDUE, args![thing, UNHEARD]).await?.0 > 0)
}

/// What is stored of a question.
pub(super) struct New<'a> {
    pub(super) question: &'a str,
    pub(super) options: &'a [Choice],
    pub(super) right: Option<&'a str>,
    pub(super) proposal: Option<ThingId>,
    pub(super) supersedes: Option<ThingId>,
}

pub(super) async fn insert(act: &mut Act<'_>, decision: &Thing, new: New<'_>) -> Result<()> {
    let New { question, options, right, proposal, supersedes } = new;
    let options = ground::db::json(&options)?;
    act.tx.run(INSERT, args![decision.id, question, options, right, proposal, supersedes]).await?;
    Ok(())
}

/// What is stored of the answer.
pub(super) struct Outcome<'a> {
    pub(super) outcome: &'a str,
    pub(super) why: &'a str,
    pub(super) role: Option<Role>,
}

pub(super) async fn decide(act: &mut Act<'_>, decision: ThingId, outcome: Outcome<'_>) -> Result<()> {
    let Outcome { outcome, why, role } = outcome;
    let values = args![decision, outcome, why, act.actor.person, role, act.now, act.seq];
    act.tx.run(DECIDE, values).await?;
    Ok(())
}
