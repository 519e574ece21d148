//! Reading the journal: what happened to a thing, in a product, by a person.

use std::collections::HashMap;

use ground::clock::Ts;
use ground::db::{Tx, texts};
use ground::sql;
use ground::web::Result;
use ground::{args, row};

use crate::people::PersonId;
use crate::products::ProductId;
use crate::thread::{Kind, ThingId};

row! {
    /// One entry, without its changes.
    #[derive(Debug, Clone)]
    pub struct Entry {
        /// Its sequence.
        pub seq: i64,
        /// When.
        pub at: Ts,
        /// Who; nobody for the program itself.
        pub actor: Option<PersonId>,
        /// The actor's name.
        pub actor_name: Option<String>,
        /// In which role, by code.
        pub role: Option<String>,
        /// The action's name.
        pub action: String,
        /// The right it was done by, by code.
        pub decision_right: Option<String>,
        /// Why.
        pub reason: Option<String>,
        /// Through what.
        pub via: String,
        /// The entry it takes back.
        pub undoes: Option<i64>,
        /// The entry that took it back.
        pub undone_by: Option<i64>,
    }

    /// One change of an entry.
    #[derive(Debug, Clone)]
    pub struct Changed {
        /// The entry's sequence.
        pub seq: i64,
        /// The thing.
        pub thing: Option<ThingId>,
        /// Its kind, whose field it is.
        pub kind: Option<Kind>,
        /// The field.
        pub field: String,
        /// JSON before.
        pub before: Option<String>,
        /// JSON after.
        pub after: Option<String>,
    }
}

impl Entry {
    /// Who did it, by name: without one the program, or through a page somebody who has no account.
    pub fn by(&self) -> &str {
        let nobody = if self.via == "web" { "Somebody" } else { "Tandem" };
        self.actor_name.as_deref().unwrap_or(nobody)
    }
}

row! {
    /// A field that an entry changed.
    #[derive(Debug, Clone)]
    pub(crate) struct Touched {
        pub(crate) seq: i64,
        /// The kind of the thing it was changed of.
        pub(crate) kind: Option<Kind>,
        pub(crate) field: String,
    }
}

sql! {
    /// The fields that entries changed. An import changes thousands, and the same few again and again: the first will do.
    FIELDS: Touched = "SELECT DISTINCT c.seq, t.kind, c.field FROM change c LEFT JOIN thing t ON t.id = c.thing WHERE c.product = $1 AND c.seq IN (SELECT CAST(text AS BIGINT) FROM @texts($2) AS wanted) AND c.n < 30";
    /// Entries that touched a thing, newest first, before a sequence.
    OF_THING: Entry = "SELECT j.seq, j.at, j.actor, p.name AS actor_name, j.role, j.action, j.decision_right, j.reason, j.via, j.undoes, j.undone_by FROM journal j LEFT JOIN person p ON p.id = j.actor WHERE j.product = $1 AND j.seq IN (SELECT c.seq FROM change c WHERE c.thing = $2 AND c.seq < $3) ORDER BY j.seq DESC LIMIT $4";
    /// Those of them that changed something of one sort.
    OF_SORT: Entry = "SELECT j.seq, j.at, j.actor, p.name AS actor_name, j.role, j.action, j.decision_right, j.reason, j.via, j.undoes, j.undone_by FROM journal j LEFT JOIN person p ON p.id = j.actor WHERE j.product = $1 AND j.seq IN (SELECT c.seq FROM change c WHERE c.thing = $2 AND c.seq < $3 AND $6 = CASE WHEN c.field LIKE 'comment:%' THEN 'comments' WHEN c.field LIKE 'link:%' OR c.field LIKE 'needs no:%' OR c.field LIKE 'follows:%' OR c.field LIKE 'looked at:%' THEN 'links' WHEN c.field LIKE 'question:%' THEN 'questions' WHEN c.field LIKE 'criterion:%' OR c.field LIKE 'hint:%' OR c.field IN @texts($5) THEN 'words' ELSE 'plan' END) ORDER BY j.seq DESC LIMIT $4";
    SORTS: (String,) = "SELECT DISTINCT CASE WHEN c.field LIKE 'comment:%' THEN 'comments' WHEN c.field LIKE 'link:%' OR c.field LIKE 'needs no:%' OR c.field LIKE 'follows:%' OR c.field LIKE 'looked at:%' THEN 'links' WHEN c.field LIKE 'question:%' THEN 'questions' WHEN c.field LIKE 'criterion:%' OR c.field LIKE 'hint:%' OR c.field IN @texts($2) THEN 'words' ELSE 'plan' END AS sort FROM change c WHERE c.thing = $1";
    CHANGES_OF_THING: Changed = "SELECT c.seq, c.thing, t.kind, c.field, c.before, c.after FROM change c LEFT JOIN thing t ON t.id = c.thing WHERE c.thing = $1 AND c.seq >= $2 AND c.seq <= $3 ORDER BY c.seq DESC, c.n";
    /// Entries of a product, newest first, before a sequence. When somebody read their notices is theirs alone.
    OF_PRODUCT: Entry = "SELECT j.seq, j.at, j.actor, p.name AS actor_name, j.role, j.action, j.decision_right, j.reason, j.via, j.undoes, j.undone_by FROM journal j LEFT JOIN person p ON p.id = j.actor WHERE j.product = $1 AND j.seq < $2 AND j.action <> 'notice.read' ORDER BY j.seq DESC LIMIT $3";
    /// Those of them that changed something, which is what the page of the journal shows.
    CHANGING: Entry = "SELECT j.seq, j.at, j.actor, p.name AS actor_name, j.role, j.action, j.decision_right, j.reason, j.via, j.undoes, j.undone_by FROM journal j LEFT JOIN person p ON p.id = j.actor WHERE j.product = $1 AND j.seq < $2 AND j.action <> 'notice.read' AND EXISTS (SELECT 1 FROM change c WHERE c.product = j.product AND c.seq = j.seq) ORDER BY j.seq DESC LIMIT $3";
    /// The first changes of entries; an import has thousands.
    CHANGES_BETWEEN: Changed = "SELECT c.seq, c.thing, t.kind, c.field, c.before, c.after FROM change c LEFT JOIN thing t ON t.id = c.thing WHERE c.product = $1 AND c.seq >= $2 AND c.seq <= $3 AND c.n < $4 ORDER BY c.seq DESC, c.n";
    /// How many changes entries have, which their numbers tell without counting.
    COUNTS: (i64, i64) = "SELECT j.seq, (SELECT MAX(c.n) + 1 FROM change c WHERE c.product = j.product AND c.seq = j.seq) AS changes FROM journal j WHERE j.product = $1 AND j.seq >= $2 AND j.seq <= $3 AND EXISTS (SELECT 1 FROM change c WHERE c.product = j.product AND c.seq = j.seq)";
    COUNT_OF_THING: (i64, Option<Ts>) = "SELECT COUNT(DISTINCT c.seq), MIN(j.at) FROM change c JOIN journal j ON j.product = c.product AND j.seq = c.seq WHERE c.thing = $1";
}

/// What happened to a thing: entries newest first with the changes of that thing, before a sequence.
pub async fn of_thing(
    tx: &mut Tx,
    product: ProductId,
    thing: ThingId,
    before: i64,
    limit: i64,
) -> Result<Vec<(Entry, Vec<Changed>)>> {
    let entries = tx.all(OF_THING, args![product, thing, before, limit]).await?;
    with_own(tx, thing, entries).await
}

/// The same of the entries that changed something of one sort; `worded` are the fields that hold words.
pub(crate) async fn of_sort(
    tx: &mut Tx,
    product: ProductId,
    thing: ThingId,
    (sort, worded): (&str, &[String]),
    (before, limit): (i64, i64),
) -> Result<Vec<(Entry, Vec<Changed>)>> {
    let entries = tx.all(OF_SORT, args![product, thing, before, limit, texts(worded), sort]).await?;
    with_own(tx, thing, entries).await
}

/// The sorts of changes a thing has had.
pub(crate) async fn sorts(tx: &mut Tx, thing: ThingId, worded: &[String]) -> Result<Vec<String>> {
    Ok(tx.all(SORTS, args![thing, texts(worded)]).await?.into_iter().map(|(sort,)| sort).collect())
}

/// Entries with what they changed of a thing.
async fn with_own(tx: &mut Tx, thing: ThingId, entries: Vec<Entry>) -> Result<Vec<(Entry, Vec<Changed>)>> {
    let (Some(newest), Some(oldest)) = (entries.first(), entries.last()) else { return Ok(Vec::new()) };
    let changes = tx.all(CHANGES_OF_THING, args![thing, oldest.seq, newest.seq]).await?;
    let with = |entry: Entry| {
        let own = changes.iter().filter(|change| change.seq == entry.seq).cloned().collect();
        (entry, own)
    };
    Ok(entries.into_iter().map(with).collect())
}

/// How many entries touched a thing, and when the first did.
pub async fn count_of_thing(tx: &mut Tx, thing: ThingId) -> Result<(i64, Option<Ts>)> {
    Ok(tx.one(COUNT_OF_THING, args![thing]).await?)
}

/// The fields that entries changed.
pub(crate) async fn touched(tx: &mut Tx, product: ProductId, seqs: &[i64]) -> Result<Vec<Touched>> {
    let seqs: Vec<String> = seqs.iter().map(i64::to_string).collect();
    Ok(tx.all(FIELDS, args![product, texts(&seqs)]).await?)
}

/// A product's journal, newest first, before a sequence.
pub async fn of_product(tx: &mut Tx, product: ProductId, before: i64, limit: i64) -> Result<Vec<Entry>> {
    Ok(tx.all(OF_PRODUCT, args![product, before, limit]).await?)
}

/// The entries of it that changed something, with the first so many changes of each and how many it has.
pub async fn with_changes(
    tx: &mut Tx,
    product: ProductId,
    before: i64,
    (entries, changes): (i64, i64),
) -> Result<Vec<(Entry, Vec<Changed>, i64)>> {
    let entries = tx.all(CHANGING, args![product, before, entries]).await?;
    let (Some(newest), Some(oldest)) = (entries.first(), entries.last()) else { return Ok(Vec::new()) };
    let first = tx.all(CHANGES_BETWEEN, args![product, oldest.seq, newest.seq, changes]).await?;
    let counts: HashMap<i64, i64> = tx.all(COUNTS, args![product, oldest.seq, newest.seq]).await?.into_iter().collect();
    let with = |entry: Entry| {
        let own = first.iter().filter(|change| change.seq == entry.seq).cloned().collect();
        let count = counts.get(&entry.seq).copied().unwrap_or_default();
        (entry, own, count)
    };
    Ok(entries.into_iter().map(with).collect())
}
