//! The table of insights, and the evidence of needs.

use ground::clock::Ts;
use ground::db::{Tx, ids};
use ground::web::Result;
use ground::{args, row, sql};
use together::people::PersonId;
use together::products::ProductId;
use together::thread::{Key, Kind, Thing, ThingId};

together::fields! {
    /// The fields of an insight besides the title.
    pub FIELDS of "insight" by "thing" {
        TEXT: Text "text" = "text", "text", searched;
        SOURCE: Text "source" = "source", "source", listed, searched;
        ADDRESS: Text "address" = "address", "address";
        DAY: Time "day" = "found_at", "day", listed;
    }
}

row! {
    /// An insight.
    #[derive(Debug, Clone)]
    pub struct Insight {
        /// Its id.
        pub id: ThingId,
        /// The number of its key.
        pub number: i64,
        /// What it says, in one sentence.
        pub title: String,
        /// What was noted.
        pub text: String,
        /// Where it comes from.
        pub source: String,
        /// Where it can be read elsewhere; may be empty.
        pub address: String,
        /// When it was found.
        pub found_at: Ts,
        /// Who noted it.
        pub by: Option<PersonId>,
        /// Their name.
        pub by_name: Option<String>,
        /// How many needs it supports.
        pub supports: i64,
    }

    /// What a need rests on: a passage of an insight, or the words of a request.
    #[derive(Debug, Clone)]
    pub struct Evidence {
        /// Insight or request.
        pub kind: Kind,
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// The words that were marked in it.
        pub quote: Option<String>,
        /// When it was found or asked.
        pub at: Ts,
        /// Where an insight comes from.
        pub source: Option<String>,
        /// Who noted it, or asked.
        pub who: Option<String>,
        /// The number of the need.
        pub need: i64,
    }
}

impl Insight {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Insight, self.number)
    }
}

impl Evidence {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(self.kind, self.number)
    }

    /// The key of the need.
    pub fn need(&self) -> Key {
        Key::new(Kind::Need, self.need)
    }
}

/// An insight with who noted it; which of them follows.
macro_rules! insight {
    ($where:literal) => {
        concat!(
            "SELECT t.id, t.number, t.title, i.text, i.source, i.address, i.found_at, i.by_person AS \"by\", p.name AS by_name, \
             (SELECT COUNT(*) FROM link l JOIN thing n ON n.id = l.to_thing WHERE l.from_thing = t.id AND l.kind = 'supports' AND n.hidden_at IS NULL) AS supports \
             FROM insight i JOIN thing t ON t.id = i.thing LEFT JOIN person p ON p.id = i.by_person WHERE ",
            $where
        )
    };
}

sql! {
    /// The words search finds an insight by.
    pub WORDS: (ThingId, String) = "SELECT t.id, t.title || ' ' || i.text || ' ' || i.source FROM insight i JOIN thing t ON t.id = i.thing WHERE t.id IN @ids($1)";
    INSERT: () = "INSERT INTO insight (thing, product, text, source, address, found_at, by_person) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    ONE: Insight = insight!("i.thing = $1");
    /// Those of a product, found last first, behind one of them.
    LIST: Insight = insight!("i.product = $1 AND (i.found_at < $2 OR (i.found_at = $2 AND i.thing < $3)) AND t.hidden_at IS NULL AND t.stage <> 'dropped' ORDER BY i.found_at DESC, i.thing DESC LIMIT $4");
    /// Who noted an insight, and when it was found.
    NOTED: (Option<PersonId>, Ts) = "SELECT by_person, found_at FROM insight WHERE thing = $1";
    /// The last insights that support a need.
    OF_NEED: Evidence = "SELECT t.kind, t.number, t.title, l.quote, i.found_at AS at, i.source, p.name AS who, n.number AS need FROM link l JOIN thing n ON n.id = l.to_thing JOIN insight i ON i.thing = l.from_thing JOIN thing t ON t.id = i.thing LEFT JOIN person p ON p.id = i.by_person WHERE l.to_thing = $1 AND l.kind = 'supports' AND t.hidden_at IS NULL AND t.stage <> 'dropped' ORDER BY i.found_at DESC, i.thing DESC LIMIT $2";
    /// The last insights of a product that support needs.
    NEWEST: Evidence = "SELECT t.kind, t.number, t.title, l.quote, i.found_at AS at, i.source, p.name AS who, n.number AS need FROM insight i JOIN thing t ON t.id = i.thing JOIN link l ON l.from_thing = i.thing AND l.kind = 'supports' JOIN thing n ON n.id = l.to_thing LEFT JOIN person p ON p.id = i.by_person WHERE i.product = $1 AND t.hidden_at IS NULL AND t.stage <> 'dropped' AND n.hidden_at IS NULL ORDER BY i.found_at DESC, i.thing DESC, n.number LIMIT $2";
    /// The last marked words of requests that ask for these needs; of thousands that ask for one only the last are read.
    ASKED: Evidence = "SELECT t.kind, t.number, t.title, l.quote, r.asked_at AS at, CAST(NULL AS TEXT) AS source, k.name AS who, n.number AS need FROM @ids($1) AS f JOIN thing n ON n.id = f.id JOIN link l ON l.to_thing = f.id AND l.kind = 'asks for' AND l.from_thing IN (SELECT o.from_thing FROM link o WHERE o.to_thing = f.id AND o.kind = 'asks for' ORDER BY o.from_thing DESC LIMIT 20) JOIN request r ON r.thing = l.from_thing JOIN thing t ON t.id = r.thing LEFT JOIN contact k ON k.id = r.contact WHERE l.quote IS NOT NULL AND r.tab NOT IN ('', 'declined') ORDER BY r.asked_at DESC, r.thing DESC LIMIT $2";
    /// The most important requests that ask for a need.
    ASKING: Evidence = "SELECT t.kind, t.number, t.title, a.quote, a.asked_at AS at, CAST(NULL AS TEXT) AS source, k.name AS who, n.number AS need FROM (SELECT r.thing, r.contact, r.asked_at, l.quote, l.to_thing FROM link l JOIN request r ON r.thing = l.from_thing WHERE l.to_thing = $1 AND l.kind = 'asks for' AND r.tab NOT IN ('', 'declined') ORDER BY r.importance DESC, r.asked_at DESC, r.thing DESC LIMIT $2) AS a JOIN thing t ON t.id = a.thing JOIN thing n ON n.id = a.to_thing LEFT JOIN contact k ON k.id = a.contact";
    /// How many insights there are of a source, and since when; counting stops at a thousand.
    OF_SOURCE: (i64, Option<Ts>) = "SELECT COUNT(*), MIN(found_at) FROM (SELECT i.found_at FROM insight i JOIN thing t ON t.id = i.thing WHERE i.product = $1 AND i.source = $2 AND t.hidden_at IS NULL LIMIT 1000) AS capped";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM insight WHERE product = $1";
}

/// What is written of a new insight.
pub(super) struct Row<'a> {
    pub(super) text: &'a str,
    pub(super) source: &'a str,
    pub(super) address: &'a str,
    pub(super) found_at: Ts,
    pub(super) by: Option<PersonId>,
}

pub(super) async fn insert(tx: &mut Tx, insight: &Thing, row: Row<'_>) -> Result<()> {
    let Row { text, source, address, found_at, by } = row;
    tx.run(INSERT, args![insight.id, insight.product, text, source, address, found_at, by]).await?;
    Ok(())
}

/// One insight.
pub async fn one(tx: &mut Tx, insight: ThingId) -> Result<Option<Insight>> {
    Ok(tx.first(ONE, args![insight]).await?)
}

/// Insights of a product, found last first, behind one of them.
pub async fn list(tx: &mut Tx, product: ProductId, after: Option<ThingId>, limit: i64) -> Result<Vec<Insight>> {
    let (found_at, thing) = match after {
        Some(after) => (tx.one(NOTED, args![after]).await?.1, after),
        None => (Ts(i64::MAX), ThingId::default()),
    };
    Ok(tx.all(LIST, args![product, found_at, thing, limit]).await?)
}

/// Who noted an insight.
pub(super) async fn noted_by(tx: &mut Tx, insight: ThingId) -> Result<Option<PersonId>> {
    Ok(tx.one(NOTED, args![insight]).await?.0)
}

/// What a need rests on, the last first: insights, and of the requests that ask for it the most important.
pub async fn of_need(tx: &mut Tx, need: ThingId, limit: i64) -> Result<Vec<Evidence>> {
    let mut found = tx.all(OF_NEED, args![need, limit]).await?;
    found.extend(tx.all(ASKING, args![need, limit]).await?);
    found.sort_by_key(|one| std::cmp::Reverse(one.at));
    Ok(found)
}

/// The last evidence of a product: insights that support needs, and marked words of requests that ask for some of them.
pub async fn newest(tx: &mut Tx, product: ProductId, needs: &[ThingId], limit: usize) -> Result<Vec<Evidence>> {
    let most = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut found = tx.all(NEWEST, args![product, most]).await?;
    if !needs.is_empty() {
        found.extend(tx.all(ASKED, args![ids(needs), most]).await?);
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.at));
    found.truncate(limit);
    Ok(found)
}

/// How many interviews a product knows of, and since when; counting stops at a thousand.
pub async fn interviews(tx: &mut Tx, product: ProductId) -> Result<(i64, Option<Ts>)> {
    Ok(tx.one(OF_SOURCE, args![product, "interview"]).await?)
}
