//! The table of requests.

pub mod follow;
pub mod inbox;
pub mod telling;

use ground::clock::Ts;
use ground::db::{Insert, Tx};
use ground::web::Result;
use ground::{args, row, sql};
use together::journal::Act;
use together::thread::{Key, Kind, Thing, ThingId};

use crate::customers::ContactId;

together::fields! {
    /// The fields of a request besides the title.
    pub FIELDS of "request" by "thing" {
        BODY: Text "words" = "body", "words", searched;
        CONTACT: Id "contact" = "contact", "contact", listed, searched;
        CUSTOMER: Id "customer" = "customer", "customer", listed;
        IMPORTANCE: Whole "importance" = "importance", "importance", listed;
        VOTES: Whole "votes" = "votes", "votes", listed;
        SOURCE: Text "source" = "source", "how it came";
        SOURCE_LINK: Text "link" = "source_link", "link";
        ASKED_AT: Time "asked" = "asked_at", "asked", listed;
        SNOOZED_UNTIL: Time "snoozed until" = "snoozed_until", "snoozed until";
        TOLD_AT: Time "told" = "told_at", "told another way";
        DECLINE_REASON: Text "decline reason" = "decline_reason", "reason for declining";
    }
}

row! {
    /// A request as its own page shows it.
    #[derive(Debug, Clone)]
    pub struct One {
        /// What they said.
        pub body: String,
        /// Who asked.
        pub contact: Option<ContactId>,
        /// Their name.
        pub contact_name: Option<String>,
        /// Their e-mail.
        pub email: Option<String>,
        /// The customer they ask for.
        pub customer: Option<ThingId>,
        /// The number of its key.
        pub customer_number: Option<i64>,
        /// Its name.
        pub customer_name: Option<String>,
        /// What it is worth.
        pub value: Option<i64>,
        /// How important it is to who asks, 0 to 3.
        pub importance: i64,
        /// How many people stand behind it besides who asked.
        pub votes: i64,
        /// How it came.
        pub source: String,
        /// Where it stands elsewhere.
        pub source_link: Option<String>,
        /// When it was asked.
        pub asked_at: Ts,
        /// When somebody last answered.
        pub answered_at: Option<Ts>,
        /// Since it need not be looked at before.
        pub snoozed_until: Option<Ts>,
        /// Why it was declined.
        pub decline_reason: Option<String>,
        /// The request it repeats, followed to the end; itself otherwise.
        pub canonical: ThingId,
        /// The name of who looks after it.
        pub owner_name: Option<String>,
    }

    /// A request in a short list.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Short {
        /// Its id.
        pub id: ThingId,
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// Its state.
        pub state: String,
        /// Who asked.
        pub contact: Option<String>,
        /// The words a link rests on, where it is shown for a link.
        pub quote: Option<String>,
    }
}

impl Short {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Request, self.number)
    }
}

sql! {
    /// The words search finds a request by: its own, and the name of who asked.
    pub WORDS: (ThingId, String) = "SELECT t.id, t.title || ' ' || r.body || ' ' || COALESCE(k.name, '') FROM request r JOIN thing t ON t.id = r.thing LEFT JOIN contact k ON k.id = r.contact WHERE t.id IN @ids($1)";
    ONE: One = "SELECT r.body, r.contact, k.name AS contact_name, k.email, r.customer, c.number AS customer_number, c.title AS customer_name, u.value, r.importance, r.votes, r.source, r.source_link, r.asked_at, r.answered_at, r.snoozed_until, r.decline_reason, r.canonical, p.name AS owner_name FROM request r JOIN thing t ON t.id = r.thing LEFT JOIN contact k ON k.id = r.contact LEFT JOIN thing c ON c.id = r.customer LEFT JOIN customer u ON u.thing = r.customer LEFT JOIN person p ON p.id = t.owner WHERE r.thing = $1";
    CANONICAL: (ThingId,) = "SELECT canonical FROM request WHERE thing = $1";
    /// Those merged into a request.
    MEMBERS: Short = "SELECT t.id, t.number, t.title, t.state, k.name AS contact, CAST(NULL AS TEXT) AS quote FROM request r JOIN thing t ON t.id = r.thing LEFT JOIN contact k ON k.id = r.contact WHERE r.canonical = $1 AND r.thing <> $1 AND t.hidden_at IS NULL ORDER BY t.number LIMIT 100";
    /// Those that ask for a thing, declined ones left out.
    ASKING: Short = "SELECT t.id, t.number, t.title, t.state, k.name AS contact, a.quote FROM (SELECT r.thing, r.contact, r.importance, r.asked_at, l.quote FROM link l JOIN request r ON r.thing = l.from_thing WHERE l.to_thing = $1 AND l.kind = 'asks for' AND r.tab NOT IN ('', 'declined') ORDER BY r.importance DESC, r.asked_at DESC, r.thing DESC LIMIT $2) AS a JOIN thing t ON t.id = a.thing LEFT JOIN contact k ON k.id = a.contact ORDER BY a.importance DESC, a.asked_at DESC, a.thing DESC";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM request WHERE product = $1";
}

/// One request.
pub async fn one(tx: &mut Tx, request: ThingId) -> Result<One> {
    Ok(tx.one(ONE, args![request]).await?)
}

/// The request one repeats, followed to the end; itself when it repeats none.
pub async fn canonical(tx: &mut Tx, request: ThingId) -> Result<ThingId> {
    Ok(tx.one(CANONICAL, args![request]).await?.0)
}

/// The requests merged into this one.
pub async fn members(tx: &mut Tx, request: ThingId) -> Result<Vec<Short>> {
    Ok(tx.all(MEMBERS, args![request]).await?)
}

/// The requests that ask for a thing, most important first, each with the words its link rests on.
pub async fn asking(tx: &mut Tx, thing: ThingId, limit: i64) -> Result<Vec<Short>> {
    Ok(tx.all(ASKING, args![thing, limit]).await?)
}

/// What is written of a new request besides its thing.
pub(super) struct Row {
    pub(super) body: String,
    pub(super) contact: Option<ContactId>,
    pub(super) customer: Option<ThingId>,
    pub(super) importance: i64,
    pub(super) votes: i64,
    pub(super) source: String,
    pub(super) source_link: Option<String>,
    pub(super) asked_at: Ts,
}

/// Writes the rows of new requests.
pub(super) async fn insert(act: &mut Act<'_>, requests: &[Thing], rows: Vec<Row>) -> Result<()> {
    let values = requests.iter().zip(rows).map(|(thing, row)| {
        let Row { body, contact, customer, importance, votes, source, source_link, asked_at } = row;
        let own =
            args![thing.id, thing.product, body, contact, customer, importance, votes, source, source_link, asked_at];
        own.into_iter().chain(args![thing.id, thing.state.clone()]).collect()
    });
    act.tx.insert_many(&REQUESTS, values.collect()).await?;
    Ok(())
}

const REQUESTS: Insert = Insert {
    table: "request",
    columns: &[
        "thing",
        "product",
        "body",
        "contact",
        "customer",
        "importance",
        "votes",
        "source",
        "source_link",
        "asked_at",
        "canonical",
        "tab",
    ],
    end: "",
};
