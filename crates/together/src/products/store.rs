//! The tables of products.

use ground::clock::Ts;
use ground::db::Tx;
use ground::sql;
use ground::web::Result;
use ground::{args, row};

use super::ProductId;
use super::rules::{self, CapacityOf, Mode, Phase};
use crate::roles::rules::Preset;

row! {
    /// A product.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Product {
        /// Its id.
        pub id: ProductId,
        /// Its key in every address.
        pub key: String,
        /// Its name.
        pub name: String,
        /// `scrum`, `kanban` or `none`.
        pub mode: String,
        /// Where it is in its life.
        pub phase: String,
        /// The preset its matrix began with, by code.
        pub preset: String,
        /// Points that fit a sprint, as typed in.
        pub sprint_capacity: Option<i64>,
        /// Points that fit the next release, as typed in.
        pub release_capacity: Option<i64>,
        /// It is the example product.
        pub example: bool,
        /// The sequence of its last action.
        pub seq: i64,
    }
}

impl Product {
    /// Whether it is delivered in sprints.
    pub fn in_sprints(&self) -> bool {
        self.mode == Mode::Scrum.code()
    }

    /// How many points fit a sprint: what it says itself, else what fits any; nothing where nothing is delivered in sprints.
    pub fn fits_sprint(&self, own: Option<i64>) -> Option<i64> {
        own.or(self.sprint_capacity).filter(|_| self.in_sprints())
    }
}

sql! {
    SEQUENCES: (ProductId, i64) = "SELECT id, seq FROM product WHERE hidden_at IS NULL";
    /// Takes the next sequence and with it the lock: actions on one product run one after another.
    LOCK: Product = "UPDATE product SET seq = seq + 1 WHERE id = $1 AND hidden_at IS NULL RETURNING id, key, name, mode, phase, preset, sprint_capacity, release_capacity, example, seq";
    NEXT_SEQ: (i64,) = "UPDATE product SET seq = seq + 1 WHERE id = $1 RETURNING seq";
    BY_KEY: Product = "SELECT id, key, name, mode, phase, preset, sprint_capacity, release_capacity, example, seq FROM product WHERE key = $1 AND hidden_at IS NULL";
    BY_ID: Product = "SELECT id, key, name, mode, phase, preset, sprint_capacity, release_capacity, example, seq FROM product WHERE id = $1 AND hidden_at IS NULL";
    OF_PERSON: Product = "SELECT id, key, name, mode, phase, preset, sprint_capacity, release_capacity, example, seq FROM product WHERE hidden_at IS NULL AND ($2 = 1 OR id IN (SELECT product FROM membership WHERE person = $1 AND role <> 'customer')) ORDER BY name, key";
    OF_CUSTOMER: (String,) = "SELECT name FROM product WHERE hidden_at IS NULL AND id IN (SELECT product FROM membership WHERE person = $1 AND role = 'customer') ORDER BY name, key";
    HAS_TEAM: (i64,) = "SELECT COUNT(*) FROM team WHERE product = $1 AND number = $2 AND hidden_at IS NULL";
    RENAME: () = "UPDATE product SET name = $2 WHERE id = $1";
    START_FROM: () = "UPDATE product SET preset = $2 WHERE id = $1";
    DELIVER: () = "UPDATE product SET mode = $2 WHERE id = $1";
    MOVE_PHASE: () = "UPDATE product SET phase = $2 WHERE id = $1";
    FIT_SPRINT: () = "UPDATE product SET sprint_capacity = $2 WHERE id = $1";
    FIT_RELEASE: () = "UPDATE product SET release_capacity = $2 WHERE id = $1";
    HIDE: () = "UPDATE product SET hidden_at = $2 WHERE id = $1";
    HIDDEN: (ProductId, String, String) = "SELECT id, key, name FROM product WHERE hidden_at IS NOT NULL ORDER BY name, key";
    KEY_IS_TAKEN: (i64,) = "SELECT COUNT(*) FROM product WHERE key = $1";
    MAKE: () = "INSERT INTO product (id, key, name, mode, phase, currency, preset, example, seq, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9)";
    COUNT_UP: (i64,) = "INSERT INTO counter (product, kind, last) VALUES ($1, $2, @greatest(CAST($3 AS BIGINT), CAST($4 AS BIGINT))) ON CONFLICT (product, kind) DO UPDATE SET last = @greatest(counter.last + $3, $4) RETURNING last";

    /// For a product that is forgotten.
    pub(crate) FORGET_TEAMS: () = "DELETE FROM team WHERE product = $1";
    pub(crate) FORGET_COUNTERS: () = "DELETE FROM counter WHERE product = $1";
    pub(crate) FORGET: () = "DELETE FROM product WHERE id = $1";
}

/// Takes a product's next sequence and with it its lock, until the transaction ends.
pub(crate) async fn lock(tx: &mut Tx, product: ProductId) -> Result<Option<Product>> {
    Ok(tx.first(LOCK, args![product]).await?)
}

/// A further sequence inside the same transaction.
pub(crate) async fn next_seq(tx: &mut Tx, product: ProductId) -> Result<i64> {
    Ok(tx.one(NEXT_SEQ, args![product]).await?.0)
}

/// A product by key.
pub async fn by_key(tx: &mut Tx, key: &str) -> Result<Option<Product>> {
    Ok(tx.first(BY_KEY, args![key]).await?)
}

/// A product by id.
pub async fn by_id(tx: &mut Tx, product: ProductId) -> Result<Option<Product>> {
    Ok(tx.first(BY_ID, args![product]).await?)
}

/// The products of a person; an administrator sees that the others exist.
pub async fn of_person(tx: &mut Tx, person: crate::people::PersonId, administrator: bool) -> Result<Vec<Product>> {
    Ok(tx.all(OF_PERSON, args![person, i64::from(administrator)]).await?)
}

/// The names of the products a person is a customer of.
pub(crate) async fn of_customer(tx: &mut Tx, person: crate::people::PersonId) -> Result<Vec<String>> {
    Ok(tx.all(OF_CUSTOMER, args![person]).await?.into_iter().map(|(name,)| name).collect())
}

/// Whether there is a team of this number.
pub(crate) async fn has_team(tx: &mut Tx, product: ProductId, number: i64) -> Result<bool> {
    Ok(tx.one(HAS_TEAM, args![product, number]).await?.0 > 0)
}

/// Gives it another name.
pub(crate) async fn rename(tx: &mut Tx, product: ProductId, name: &str) -> Result<()> {
    tx.run(RENAME, args![product, name]).await?;
    Ok(())
}

/// Says which preset its matrix was started from.
pub(crate) async fn start_from(tx: &mut Tx, product: ProductId, preset: Preset) -> Result<()> {
    tx.run(START_FROM, args![product, preset.code()]).await?;
    Ok(())
}

/// Says how it is delivered.
pub(crate) async fn deliver(tx: &mut Tx, product: ProductId, mode: Mode) -> Result<()> {
    tx.run(DELIVER, args![product, mode.code()]).await?;
    Ok(())
}

/// Says in which phase of its life it is.
pub(crate) async fn move_phase(tx: &mut Tx, product: ProductId, phase: Phase) -> Result<()> {
    tx.run(MOVE_PHASE, args![product, phase.code()]).await?;
    Ok(())
}

/// Says how many points fit a sprint or a release.
pub(crate) async fn set_capacity(tx: &mut Tx, product: ProductId, of: CapacityOf, points: Option<i64>) -> Result<()> {
    let sql = match of {
        CapacityOf::Sprint => FIT_SPRINT,
        CapacityOf::Release => FIT_RELEASE,
    };
    tx.run(sql, args![product, points]).await?;
    Ok(())
}

/// Hides it since a moment, or shows it again.
pub(crate) async fn hide(tx: &mut Tx, product: ProductId, since: Option<Ts>) -> Result<()> {
    tx.run(HIDE, args![product, since]).await?;
    Ok(())
}

/// Products that were removed: id, key and name.
pub(crate) async fn hidden(tx: &mut Tx) -> Result<Vec<(ProductId, String, String)>> {
    Ok(tx.all(HIDDEN, args![]).await?)
}

/// Whether a product has this key, or had it before it was removed.
pub async fn key_is_taken(tx: &mut Tx, key: &str) -> Result<bool> {
    Ok(tx.one(KEY_IS_TAKEN, args![key]).await?.0 > 0)
}

/// A product to be made.
pub(crate) struct NewProduct<'a> {
    pub(crate) id: ProductId,
    pub(crate) key: &'a str,
    pub(crate) name: &'a str,
    pub(crate) mode: Mode,
    pub(crate) preset: Preset,
    pub(crate) example: bool,
}

/// Makes a product, without people and without a matrix.
pub(crate) async fn make(tx: &mut Tx, new: NewProduct<'_>, now: Ts) -> Result<()> {
    let NewProduct { id, key, name, mode, preset, example } = new;
    let (phase, currency) = (Phase::default().code(), rules::FIRST_CURRENCY);
    tx.run(MAKE, args![id, key, name, mode.code(), phase, currency, preset.code(), example, now]).await?;
    Ok(())
}

/// Takes `count` numbers of a kind and returns the first; `at_least` keeps later ones above numbers that came with things.
pub(crate) async fn take_numbers(
    tx: &mut Tx,
    product: ProductId,
    kind: &str,
    count: i64,
    at_least: Option<i64>,
) -> Result<i64> {
    let last = tx.one(COUNT_UP, args![product, kind, count, at_least.unwrap_or(0)]).await?.0;
    Ok(last - count + 1)
}

/// Every product's sequence.
pub async fn sequences(tx: &mut Tx) -> Result<Vec<(ProductId, i64)>> {
    Ok(tx.all(SEQUENCES, args![]).await?)
}
