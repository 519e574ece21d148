//! The tables of customers and contacts.

use ground::clock::Ts;
use ground::db::{Insert, Tx, ids, texts};
use ground::web::Result;
use ground::{args, row, sql};
use together::journal::Act;
use together::people::PersonId;
use together::products::ProductId;
use together::thread::{Key, Kind, Thing, ThingId};

use super::ContactId;

together::fields! {
    /// The fields of a customer besides the name.
    pub FIELDS of "customer" by "thing" {
        VALUE: Whole "value" = "value", "value", listed;
        SEGMENT: Text "segment" = "segment", "segment", listed, searched;
        TEXT: Text "text" = "text", "text", searched;
    }
}

row! {
    /// A customer in a list.
    #[derive(Debug, Clone)]
    pub struct Line {
        /// Its id.
        pub id: ThingId,
        /// The number of its key.
        pub number: i64,
        /// Its name.
        pub title: String,
        /// Its state.
        pub state: String,
        /// What kind of customer it is.
        pub segment: String,
        /// What it is worth.
        pub value: Option<i64>,
    }

    /// What a customer asked and got.
    #[derive(Debug, Clone)]
    pub struct Asked {
        /// The customer.
        pub customer: ThingId,
        /// How many requests.
        pub requests: i64,
        /// How many of them are done.
        pub done: i64,
        /// When somebody last answered one.
        pub answered_at: Option<Ts>,
        /// Since when the longest waiting one that nobody answered waits.
        pub waits_since: Option<Ts>,
    }

    /// A person at a customer, or one who asks for themselves.
    #[derive(Debug, Clone)]
    pub struct Contact {
        /// Their id.
        pub id: ContactId,
        /// Where they are.
        pub customer: Option<ThingId>,
        /// Their name.
        pub name: String,
        /// Their e-mail.
        pub email: Option<String>,
    }

    /// Somebody at a customer, with what they asked and got.
    #[derive(Debug, Clone)]
    pub struct Asker {
        /// Where they are.
        pub customer: ThingId,
        /// Their name.
        pub name: String,
        /// Their requests, merged ones too.
        pub requests: i64,
        /// Those that are done.
        pub done: i64,
    }

    /// A request of a customer, for the customer's page.
    #[derive(Debug, Clone)]
    pub struct Request {
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// Its state.
        pub state: String,
        /// When it was asked.
        pub asked_at: Ts,
        /// When somebody last answered.
        pub answered_at: Option<Ts>,
        /// Who asked.
        pub contact: Option<String>,
    }

    /// A request of a customer that nobody has answered.
    #[derive(Debug, Clone)]
    pub struct Unanswered {
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// When it was asked.
        pub asked_at: Ts,
        /// Who asked.
        pub contact: Option<String>,
        /// The customer.
        pub customer: String,
    }

    /// The last answer a customer was given.
    #[derive(Debug, Clone)]
    pub struct Answer {
        /// The number of the request's key.
        pub number: i64,
        /// The words.
        pub body: String,
        /// When.
        pub at: Ts,
        /// Who wrote it.
        pub person: Option<PersonId>,
        /// Their name.
        pub name: Option<String>,
    }
}

impl Line {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Customer, self.number)
    }
}

sql! {
    /// The words search finds a customer by.
    pub WORDS: (ThingId, String) = "SELECT t.id, t.title || ' ' || c.segment || ' ' || c.text FROM customer c JOIN thing t ON t.id = c.thing WHERE t.id IN @ids($1)";
    INSERT: () = "INSERT INTO customer (thing, product, value, segment, text) VALUES ($1, $2, $3, $4, $5)";
    NAMED: (ThingId, String) = "SELECT id, title FROM thing WHERE product = $1 AND kind = 'customer' AND hidden_at IS NULL AND title IN @texts($2) ORDER BY number";

    /// Customers after one, by name: nothing of what they asked, which is counted for those on the page.
    LIST: Line = "SELECT t.id, t.number, t.title, t.state, c.segment, c.value FROM thing t JOIN customer c ON c.thing = t.id WHERE t.product = $1 AND t.kind = 'customer' AND t.hidden_at IS NULL AND (t.title, t.number) > ($2, $3) ORDER BY t.title, t.number LIMIT $4";
    ONE: Line = "SELECT t.id, t.number, t.title, t.state, c.segment, c.value FROM thing t JOIN customer c ON c.thing = t.id WHERE t.id = $1";
    TEXT_OF: (String,) = "SELECT text FROM customer WHERE thing = $1";
    ASKED: Asked = "SELECT r.customer, COUNT(*) AS requests, CAST(SUM(CASE WHEN r.tab = 'done' THEN 1 ELSE 0 END) AS BIGINT) AS done, MAX(r.answered_at) AS answered_at, MIN(CASE WHEN r.answered_at IS NULL AND r.tab IN ('new', 'open') THEN r.asked_at END) AS waits_since FROM request r WHERE r.customer IN @ids($1) AND r.tab <> '' GROUP BY r.customer";
    /// Counted before anybody's name is looked up: of thousands of requests few people asked most.
    ASKED_MOST: Asker = "SELECT k.customer, k.name, g.requests, g.done FROM (SELECT r.customer, r.contact, COUNT(*) AS requests, CAST(SUM(CASE WHEN r.tab = 'done' THEN 1 ELSE 0 END) AS BIGINT) AS done FROM request r WHERE r.customer IN @ids($1) AND r.contact IS NOT NULL AND r.tab <> '' GROUP BY r.customer, r.contact HAVING COUNT(*) > 1) AS g JOIN contact k ON k.id = g.contact AND k.customer = g.customer AND k.hidden_at IS NULL ORDER BY g.requests DESC, k.name, k.id LIMIT $2";
    REQUESTS: Request = "SELECT t.number, t.title, t.state, r.asked_at, r.answered_at, k.name AS contact FROM request r JOIN thing t ON t.id = r.thing LEFT JOIN contact k ON k.id = r.contact WHERE r.customer = $1 AND r.tab <> '' ORDER BY r.asked_at DESC, t.number DESC LIMIT 100";

    UNANSWERED: Unanswered = "SELECT t.number, t.title, r.asked_at, k.name AS contact, c.title AS customer FROM request r JOIN thing t ON t.id = r.thing JOIN thing c ON c.id = r.customer LEFT JOIN contact k ON k.id = r.contact WHERE r.product = $1 AND r.answered_at IS NULL AND r.customer IS NOT NULL AND r.tab IN ('new', 'open') AND c.hidden_at IS NULL ORDER BY r.asked_at LIMIT $2";
    /// The same of requests that somebody has placed: those that are new wait to be placed first.
    UNANSWERED_OPEN: Unanswered = "SELECT t.number, t.title, r.asked_at, k.name AS contact, c.title AS customer FROM request r JOIN thing t ON t.id = r.thing JOIN thing c ON c.id = r.customer LEFT JOIN contact k ON k.id = r.contact WHERE r.product = $1 AND r.answered_at IS NULL AND r.customer IS NOT NULL AND r.tab = 'open' AND c.hidden_at IS NULL ORDER BY r.asked_at LIMIT $2";
    COUNT_UNANSWERED: (i64,) = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM request r JOIN thing c ON c.id = r.customer WHERE r.product = $1 AND r.answered_at IS NULL AND r.customer IS NOT NULL AND r.tab = 'open' AND c.hidden_at IS NULL LIMIT 100) AS capped";
    LAST_ANSWER: Answer = "SELECT t.number, m.body, m.at, m.person, p.name FROM request r JOIN thing t ON t.id = r.thing JOIN comment m ON m.thing = r.thing AND m.at = r.answered_at AND m.audience = 'public' AND m.contact IS NULL AND m.hidden_at IS NULL LEFT JOIN person p ON p.id = m.person WHERE r.customer = $1 AND r.tab <> '' AND r.answered_at IS NOT NULL ORDER BY r.answered_at DESC LIMIT 1";

    CONTACTS: Contact = "SELECT id, customer, name, email FROM contact WHERE customer IN @ids($1) AND hidden_at IS NULL ORDER BY created_at, name, id LIMIT 1000";
    CONTACTS_NAMED: Contact = "SELECT id, customer, name, email FROM contact WHERE product = $1 AND name IN @texts($2) AND hidden_at IS NULL ORDER BY created_at, id";
    CONTACTS_AT: Contact = "SELECT id, customer, name, email FROM contact WHERE product = $1 AND email IN @texts($2) AND email IS NOT NULL AND hidden_at IS NULL ORDER BY created_at, id";
    CONTACT: Contact = "SELECT id, customer, name, email FROM contact WHERE id = $1 AND product = $2 AND hidden_at IS NULL";
    CONTACT_NAMES: (ContactId, String) = "SELECT id, name FROM contact WHERE id IN @ids($1)";
    CONTACT_IN_USE: (i64,) = "SELECT COUNT(*) FROM request r JOIN thing t ON t.id = r.thing WHERE r.contact = $1 AND t.hidden_at IS NULL";
    CHANGE_CONTACT: () = "UPDATE contact SET customer = $2, name = $3, email = $4, hidden_at = $5 WHERE id = $1";

    /// For a product that is forgotten.
    pub(crate) FORGET_CONTACTS: () = "DELETE FROM contact WHERE product = $1";
    pub(crate) FORGET: () = "DELETE FROM customer WHERE product = $1";
}

/// Writes a customer's own row.
pub(super) async fn insert(
    act: &mut Act<'_>,
    customer: &Thing,
    value: Option<i64>,
    segment: &str,
    text: &str,
) -> Result<()> {
    act.tx.run(INSERT, args![customer.id, customer.product, value, segment, text]).await?;
    Ok(())
}

/// Writes the rows of customers of whom only the name is known.
pub(super) async fn insert_many(tx: &mut Tx, customers: &[Thing]) -> Result<()> {
    let rows = customers.iter().map(|customer| args![customer.id, customer.product, None::<i64>, "", ""]);
    tx.insert_many(&CUSTOMERS, rows.collect()).await?;
    Ok(())
}

const CUSTOMERS: Insert =
    Insert { table: "customer", columns: &["thing", "product", "value", "segment", "text"], end: "" };

/// Customers by name, the oldest of a name first.
pub(super) async fn named(tx: &mut Tx, product: ProductId, names: &[String]) -> Result<Vec<(ThingId, String)>> {
    Ok(tx.all(NAMED, args![product, texts(names)]).await?)
}

/// Customers by name, after one.
pub async fn list(tx: &mut Tx, product: ProductId, after: Option<(&str, i64)>, limit: i64) -> Result<Vec<Line>> {
    let (title, number) = after.unwrap_or(("", 0));
    Ok(tx.all(LIST, args![product, title, number, limit]).await?)
}

/// One customer.
pub async fn one(tx: &mut Tx, customer: ThingId) -> Result<Line> {
    Ok(tx.one(ONE, args![customer]).await?)
}

/// What is written about a customer.
pub async fn text(tx: &mut Tx, customer: ThingId) -> Result<String> {
    Ok(tx.one(TEXT_OF, args![customer]).await?.0)
}

/// What these customers asked and got.
pub async fn asked(tx: &mut Tx, customers: &[ThingId]) -> Result<Vec<Asked>> {
    Ok(tx.all(ASKED, args![ids(customers)]).await?)
}

/// Who at these customers asked most, those who asked more than once.
pub async fn asked_most(tx: &mut Tx, customers: &[ThingId], limit: i64) -> Result<Vec<Asker>> {
    Ok(tx.all(ASKED_MOST, args![ids(customers), limit]).await?)
}

/// The last hundred requests of a customer, newest first.
pub async fn requests(tx: &mut Tx, customer: ThingId) -> Result<Vec<Request>> {
    Ok(tx.all(REQUESTS, args![customer]).await?)
}

/// Requests of customers that nobody has answered, the longest waiting first.
pub async fn unanswered(tx: &mut Tx, product: ProductId, limit: i64) -> Result<Vec<Unanswered>> {
    Ok(tx.all(UNANSWERED, args![product, limit]).await?)
}

/// The same of requests that were placed already.
pub async fn unanswered_open(tx: &mut Tx, product: ProductId, limit: i64) -> Result<Vec<Unanswered>> {
    Ok(tx.all(UNANSWERED_OPEN, args![product, limit]).await?)
}

/// How many of those there are; counting stops at a hundred.
pub async fn count_unanswered(tx: &mut Tx, product: ProductId) -> Result<i64> {
    Ok(tx.one(COUNT_UNANSWERED, args![product]).await?.0)
}

/// The last answer a customer was given.
pub async fn last_answer(tx: &mut Tx, customer: ThingId) -> Result<Option<Answer>> {
    Ok(tx.first(LAST_ANSWER, args![customer]).await?)
}

/// The contacts at these customers, those we know longest first.
pub async fn contacts(tx: &mut Tx, customers: &[ThingId]) -> Result<Vec<Contact>> {
    Ok(tx.all(CONTACTS, args![ids(customers)]).await?)
}

/// Contacts of these names or with these e-mails, oldest first.
pub(super) async fn contacts_like(
    tx: &mut Tx,
    product: ProductId,
    names: &[String],
    emails: &[String],
) -> Result<Vec<Contact>> {
    let mut found = Vec::new();
    if !emails.is_empty() {
        found.extend(tx.all(CONTACTS_AT, args![product, texts(emails)]).await?);
    }
    if !names.is_empty() {
        found.extend(tx.all(CONTACTS_NAMED, args![product, texts(names)]).await?);
    }
    Ok(found)
}

/// A contact of a product.
pub async fn contact(tx: &mut Tx, product: ProductId, id: ContactId) -> Result<Option<Contact>> {
    Ok(tx.first(CONTACT, args![id, product]).await?)
}

/// Whether a request is a contact's.
pub(super) async fn contact_in_use(tx: &mut Tx, contact: ContactId) -> Result<bool> {
    Ok(tx.one(CONTACT_IN_USE, args![contact]).await?.0 > 0)
}

/// The names of contacts, removed ones too.
pub async fn contact_names(tx: &mut Tx, of: &[ContactId]) -> Result<Vec<(ContactId, String)>> {
    Ok(tx.all(CONTACT_NAMES, args![ids(of)]).await?)
}

/// Writes new contacts.
pub(super) async fn insert_contacts(act: &mut Act<'_>, contacts: &[Contact]) -> Result<()> {
    let (product, now) = (act.scope(), act.now);
    let row = |contact: &Contact| {
        args![contact.id, product, contact.customer, contact.name.clone(), contact.email.clone(), now]
    };
    act.tx.insert_many(&NEW_CONTACTS, contacts.iter().map(row).collect()).await?;
    Ok(())
}

const NEW_CONTACTS: Insert =
    Insert { table: "contact", columns: &["id", "product", "customer", "name", "email", "created_at"], end: "" };

/// Writes a contact anew, or hides it since a time.
pub(super) async fn change_contact(tx: &mut Tx, contact: &Contact, hidden_at: Option<Ts>) -> Result<()> {
    let Contact { id, customer, name, email } = contact;
    tx.run(CHANGE_CONTACT, args![*id, *customer, name, email.clone(), hidden_at]).await?;
    Ok(())
}
