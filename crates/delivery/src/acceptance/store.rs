//! The tables of acceptance: rounds, and what was shown and found of each criterion in them.

use std::collections::BTreeMap;

use ground::clock::Ts;
use ground::db::{Tx, ids};
use ground::sql;
use ground::web::Result;
use ground::{args, row};
use serde::{Deserialize, Serialize};
use together::people::PersonId;
use together::products::ProductId;
use together::thread::ThingId;

use super::rules::{Cause, Outcome, Standing};
use crate::stories::CriterionId;
use crate::stories::store::criteria::Criterion;

row! {
    /// From handing a story over to its being accepted or returned.
    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    pub struct Round {
        /// The story.
        pub story: ThingId,
        /// Its number among the rounds of the story, from 1.
        pub number: i64,
        /// When it was handed over.
        pub handed_at: Ts,
        /// By whom.
        pub handed_by: Option<PersonId>,
        /// How it ended.
        pub outcome: Outcome,
        /// The sort of reason of a return.
        pub cause: Option<Cause>,
        /// Why it was returned, or accepted with open criteria.
        pub reason: String,
        /// Agreed criteria that were not met when it ended.
        pub unmet: i64,
        /// Who ended it.
        pub decided_by: Option<PersonId>,
        /// When.
        pub decided_at: Option<Ts>,
    }

    /// What was shown of a criterion in a round, and how it was found.
    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    pub struct Check {
        /// The criterion.
        pub criterion: CriterionId,
        /// The round.
        pub round: i64,
        /// The story.
        pub story: ThingId,
        /// The words of the criterion then.
        pub says: String,
        /// Where it can be seen.
        pub evidence: String,
        /// Who showed it.
        pub shown_by: Option<PersonId>,
        /// When.
        pub shown_at: Option<Ts>,
        /// Whether it was found met; nothing before it was looked at.
        pub met: Option<bool>,
        /// Why it is not met, or a word on it.
        pub reason: String,
        /// Who looked at it.
        pub checked_by: Option<PersonId>,
        /// When.
        pub checked_at: Option<Ts>,
    }

    /// How far the criteria of a story are.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    pub struct Tally {
        /// How many there are.
        pub criteria: i64,
        /// How many of them were shown or found met.
        pub shown: i64,
        /// How many were found met.
        pub met: i64,
        /// How many that are agreed were neither shown nor met.
        pub open: i64,
    }

    /// A story with its tally.
    struct Tallied {
        story: ThingId,
        criteria: i64,
        shown: i64,
        met: i64,
        open: i64,
    }
}

impl Check {
    /// Where its criterion stands.
    pub fn standing(&self) -> Standing {
        Standing::of(self.shown_at.is_some(), self.met)
    }
}

/// What a check remembers of the words of its criterion.
pub(super) fn says(criterion: &Criterion) -> String {
    [&*criterion.given, &criterion.when, &criterion.then].join("|")
}

/// The last check of each criterion `c` that still says what it said then.
macro_rules! last_checks {
    () => {
        "criterion_check k ON k.criterion = c.id AND k.says = c.given_text || '|' || c.when_text || '|' || c.then_text AND k.round = (SELECT MAX(x.round) FROM criterion_check x WHERE x.criterion = c.id)"
    };
}

sql! {
    ROUNDS: Round = "SELECT story, number, handed_at, handed_by, outcome, cause, reason, unmet, decided_by, decided_at FROM acceptance_round WHERE story = $1 ORDER BY number DESC LIMIT $2";
    PUT_ROUND: () = "INSERT INTO acceptance_round (story, number, product, handed_at, handed_by, outcome, cause, reason, unmet, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (story, number) DO UPDATE SET outcome = excluded.outcome, cause = excluded.cause, reason = excluded.reason, unmet = excluded.unmet, decided_by = excluded.decided_by, decided_at = excluded.decided_at";
    DROP_ROUND: () = "DELETE FROM acceptance_round WHERE story = $1 AND number = $2";
    LAST: Check = concat!("SELECT k.criterion, k.round, k.story, k.says, k.evidence, k.shown_by, k.shown_at, k.met, k.reason, k.checked_by, k.checked_at FROM criterion c JOIN ", last_checks!(), " WHERE c.story = $1 AND c.hidden_at IS NULL");
    ONE: Check = "SELECT criterion, round, story, says, evidence, shown_by, shown_at, met, reason, checked_by, checked_at FROM criterion_check WHERE criterion = $1 AND round = $2";
    PUT: () = "INSERT INTO criterion_check (criterion, round, story, says, evidence, shown_by, shown_at, met, reason, checked_by, checked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (criterion, round) DO UPDATE SET says = excluded.says, evidence = excluded.evidence, shown_by = excluded.shown_by, shown_at = excluded.shown_at, met = excluded.met, reason = excluded.reason, checked_by = excluded.checked_by, checked_at = excluded.checked_at";
    DROP: () = "DELETE FROM criterion_check WHERE criterion = $1 AND round = $2";
    TALLIES: Tallied = concat!("SELECT c.story, COUNT(*) AS criteria, SUM(CASE WHEN k.met = 1 OR (k.met IS NULL AND k.shown_at IS NOT NULL) THEN 1 ELSE 0 END) AS shown, SUM(CASE WHEN k.met = 1 THEN 1 ELSE 0 END) AS met, SUM(CASE WHEN c.agreed = 1 AND (k.criterion IS NULL OR k.met = 0) THEN 1 ELSE 0 END) AS open FROM criterion c LEFT JOIN ", last_checks!(), " WHERE c.story IN @ids($1) AND c.hidden_at IS NULL GROUP BY c.story");
    /// The last rounds of stories that were returned and are being worked on again.
    RETURNED: Round = "SELECT r.story, r.number, r.handed_at, r.handed_by, r.outcome, r.cause, r.reason, r.unmet, r.decided_by, r.decided_at FROM acceptance_round r WHERE r.story IN @ids($1) AND r.outcome = 'returned' AND r.number = (SELECT MAX(x.number) FROM acceptance_round x WHERE x.story = r.story)";
    /// Whoever showed a criterion of a story.
    SHOWERS: (PersonId,) = "SELECT DISTINCT shown_by FROM criterion_check WHERE story = $1 AND shown_by IS NOT NULL";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM acceptance_round WHERE product = $1";
    pub(crate) FORGET_CHECKS: () = "DELETE FROM criterion_check WHERE story IN (SELECT thing FROM story WHERE product = $1)";
}

/// The rounds of a story, the last first.
pub async fn rounds(tx: &mut Tx, story: ThingId, limit: i64) -> Result<Vec<Round>> {
    Ok(tx.all(ROUNDS, args![story, limit]).await?)
}

/// The round a story is in, or was in last.
pub async fn last_round(tx: &mut Tx, story: ThingId) -> Result<Option<Round>> {
    Ok(rounds(tx, story, 1).await?.pop())
}

/// What was last found of the criteria of a story, of those that still say what they said then.
pub async fn checks(tx: &mut Tx, story: ThingId) -> Result<Vec<Check>> {
    Ok(tx.all(LAST, args![story]).await?)
}

/// How far the criteria of stories are; a story without any is left out.
pub async fn tallies(tx: &mut Tx, stories: &[ThingId]) -> Result<BTreeMap<ThingId, Tally>> {
    let tallied = |row: Tallied| {
        let Tallied { story, criteria, shown, met, open } = row;
        (story, Tally { criteria, shown, met, open })
    };
    Ok(tx.all(TALLIES, args![ids(stories)]).await?.into_iter().map(tallied).collect())
}

/// The returns of those of some stories that were returned last.
pub async fn returned(tx: &mut Tx, stories: &[ThingId]) -> Result<BTreeMap<ThingId, Round>> {
    Ok(tx.all(RETURNED, args![ids(stories)]).await?.into_iter().map(|round| (round.story, round)).collect())
}

/// Who showed anything of a story.
pub(super) async fn showers(tx: &mut Tx, story: ThingId) -> Result<Vec<PersonId>> {
    Ok(tx.all(SHOWERS, args![story]).await?.into_iter().map(|(person,)| person).collect())
}

/// What was noted of a criterion in a round.
pub(super) async fn check(tx: &mut Tx, criterion: CriterionId, round: i64) -> Result<Option<Check>> {
    Ok(tx.first(ONE, args![criterion, round]).await?)
}

/// Writes a round, new or changed.
pub(super) async fn put_round(tx: &mut Tx, product: ProductId, round: &Round) -> Result<()> {
    let Round { story, number, handed_at, handed_by, outcome, cause, reason, unmet, decided_by, decided_at } = round;
    let values = args![
        *story,
        *number,
        product,
        *handed_at,
        *handed_by,
        *outcome,
        *cause,
        reason,
        *unmet,
        *decided_by,
        *decided_at
    ];
    tx.run(PUT_ROUND, values).await?;
    Ok(())
}

/// Takes a round away that never was.
pub(super) async fn drop_round(tx: &mut Tx, story: ThingId, number: i64) -> Result<()> {
    tx.run(DROP_ROUND, args![story, number]).await?;
    Ok(())
}

/// Writes a check, new or changed.
pub(super) async fn put_check(tx: &mut Tx, check: &Check) -> Result<()> {
    let Check { criterion, round, story, says, evidence, shown_by, shown_at, met, reason, checked_by, checked_at } =
        check;
    let values =
        args![*criterion, *round, *story, says, evidence, *shown_by, *shown_at, *met, reason, *checked_by, *checked_at];
    tx.run(PUT, values).await?;
    Ok(())
}

/// Takes away what was noted of a criterion in a round.
pub(super) async fn drop_check(tx: &mut Tx, criterion: CriterionId, round: i64) -> Result<()> {
    tx.run(DROP, args![criterion, round]).await?;
    Ok(())
}
