//! Tokens of programs.

use ground::args;
use ground::clock::Ts;
use ground::db::Tx;
use ground::row;
use ground::sql;
use ground::web::Result;

use crate::people::rules::{Reach, Sealed};
use crate::people::{PersonId, TokenId};
use crate::products::ProductId;

row! {
    /// A token that holds, as its person or an administrator sees it.
    #[derive(Debug, Clone)]
    pub struct Token {
        /// Its id.
        pub id: TokenId,
        /// For whom it acts.
        pub person: PersonId,
        /// Their name.
        pub person_name: String,
        /// What it is for.
        pub name: String,
        /// Its first letters.
        pub begins: String,
        /// `read` or `full`.
        pub reach: String,
        /// When it ends by itself.
        pub expires_at: Option<Ts>,
        /// When it was last used, to a few minutes.
        pub used_at: Option<Ts>,
    }

    /// Whom a token lets in.
    pub(crate) struct LetIn {
        pub(crate) token: TokenId,
        pub(crate) person: PersonId,
        pub(crate) administrator: bool,
        pub(crate) reach: String,
        pub(crate) used_at: Option<Ts>,
    }
}

/// A token to be made.
pub(crate) struct NewToken<'a> {
    pub(crate) id: TokenId,
    pub(crate) person: PersonId,
    pub(crate) name: &'a str,
    pub(crate) begins: &'a str,
    pub(crate) hash: &'a Sealed,
    pub(crate) reach: Reach,
    pub(crate) until: Ts,
}

sql! {
    MAKE: () = "INSERT INTO api_token (id, person, name, begins, token_hash, reach, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    OF_PERSON: Token = "SELECT t.id, t.person, p.name AS person_name, t.name, t.begins, t.reach, t.expires_at, t.used_at FROM api_token t JOIN person p ON p.id = t.person WHERE t.person = $1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $2) ORDER BY t.name, t.id";
    /// Those of everybody in a product.
    OF_PRODUCT: Token = "SELECT t.id, t.person, p.name AS person_name, t.name, t.begins, t.reach, t.expires_at, t.used_at FROM api_token t JOIN person p ON p.id = t.person WHERE t.person IN (SELECT m.person FROM membership m WHERE m.product = $1) AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $2) ORDER BY t.name, t.id LIMIT 200";
    OWNER: (PersonId,) = "SELECT person FROM api_token WHERE id = $1";
    REVOKE: () = "UPDATE api_token SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    REVOKE_ALL: () = "UPDATE api_token SET revoked_at = $2 WHERE person = $1 AND revoked_at IS NULL";
    LET_IN: LetIn = "SELECT t.id AS token, p.id AS person, p.administrator, t.reach, t.used_at FROM api_token t JOIN person p ON p.id = t.person WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $2) AND p.ended_at IS NULL";
    USED: () = "UPDATE api_token SET used_at = $2 WHERE id = $1";
}

/// Makes a token.
pub(crate) async fn make(tx: &mut Tx, new: NewToken<'_>, now: Ts) -> Result<()> {
    let NewToken { id, person, name, begins, hash, reach, until } = new;
    tx.run(MAKE, args![id, person, name, begins, hash.0.as_str(), reach.code(), now, until]).await?;
    Ok(())
}

/// The tokens of a person that hold.
pub(crate) async fn of_person(tx: &mut Tx, person: PersonId, now: Ts) -> Result<Vec<Token>> {
    Ok(tx.all(OF_PERSON, args![person, now]).await?)
}

/// The tokens of everybody in a product that hold; the first 200.
pub(crate) async fn of_product(tx: &mut Tx, product: ProductId, now: Ts) -> Result<Vec<Token>> {
    Ok(tx.all(OF_PRODUCT, args![product, now]).await?)
}

/// For whom a token acts.
pub(crate) async fn owner(tx: &mut Tx, token: TokenId) -> Result<Option<PersonId>> {
    Ok(tx.first(OWNER, args![token]).await?.map(|(person,)| person))
}

/// Ends one; says whether it held.
pub(crate) async fn revoke(tx: &mut Tx, token: TokenId, now: Ts) -> Result<bool> {
    Ok(tx.run(REVOKE, args![token, now]).await? > 0)
}

/// Ends all of a person.
pub(crate) async fn revoke_all(tx: &mut Tx, person: PersonId, now: Ts) -> Result<()> {
    tx.run(REVOKE_ALL, args![person, now]).await?;
    Ok(())
}

/// Whom the token with this hash lets in now.
pub(crate) async fn let_in(tx: &mut Tx, hash: &str, now: Ts) -> Result<Option<LetIn>> {
    Ok(tx.first(LET_IN, args![hash, now]).await?)
}

/// Notes that a token is used.
pub(crate) async fn used(tx: &mut Tx, token: TokenId, now: Ts) -> Result<()> {
    tx.run(USED, args![token, now]).await?;
    Ok(())
}
