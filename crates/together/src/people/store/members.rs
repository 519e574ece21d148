//! People as lists show them: in a product, in the workspace.

use ground::args;
use ground::clock::Ts;
use ground::db::Tx;
use ground::row;
use ground::sql;
use ground::web::Result;

use crate::people::PersonId;
use crate::products::ProductId;

row! {
    /// Somebody in a list.
    #[derive(Debug, Clone)]
    pub struct Listed {
        /// Who.
        pub id: PersonId,
        /// Their name.
        pub name: String,
        /// Their e-mail.
        pub email: String,
        /// Administrator of the workspace.
        pub administrator: bool,
        /// Can sign in.
        pub enters: bool,
        /// What they are, as `role:team` with commas: in the product, or by product's name in the workspace.
        pub roles: Option<String>,
        /// When a session of theirs was last used.
        pub seen_at: Option<Ts>,
        /// When they last did something.
        pub acted_at: Option<Ts>,
    }
}

/// How many people a list shows at once.
pub const PAGE: i64 = 100;

sql! {
    OF_PRODUCT: Listed = "SELECT p.id, p.name, p.email, p.administrator, CASE WHEN p.password IS NULL THEN 0 ELSE 1 END AS enters, (SELECT @joined(m.role || ':' || CAST(m.team AS TEXT), ',' ORDER BY m.role, m.team) FROM membership m WHERE m.product = $1 AND m.person = p.id) AS roles, (SELECT MAX(s.seen_at) FROM session s WHERE s.person = p.id) AS seen_at, (SELECT MAX(j.at) FROM journal j WHERE j.actor = p.id) AS acted_at FROM person p WHERE p.ended_at IS NULL AND p.id IN (SELECT m.person FROM membership m WHERE m.product = $1) AND ($2 = 0 OR (p.name, p.id) > (SELECT a.name, a.id FROM person a WHERE a.id = $3)) ORDER BY p.name, p.id LIMIT $4";
    COUNT_OF_PRODUCT: (i64,) = "SELECT COUNT(DISTINCT m.person) FROM membership m JOIN person p ON p.id = m.person WHERE m.product = $1 AND p.ended_at IS NULL";
    OF_WORKSPACE: Listed = "SELECT p.id, p.name, p.email, p.administrator, CASE WHEN p.password IS NULL THEN 0 ELSE 1 END AS enters, (SELECT @joined(t.name, ', ' ORDER BY t.name) FROM product t WHERE t.hidden_at IS NULL AND t.id IN (SELECT m.product FROM membership m WHERE m.person = p.id)) AS roles, (SELECT MAX(s.seen_at) FROM session s WHERE s.person = p.id) AS seen_at, (SELECT MAX(j.at) FROM journal j WHERE j.actor = p.id) AS acted_at FROM person p WHERE p.ended_at IS NULL AND ($1 = 0 OR (p.name, p.id) > (SELECT a.name, a.id FROM person a WHERE a.id = $2)) ORDER BY p.name, p.id LIMIT $3";
    COUNT: (i64,) = "SELECT COUNT(*) FROM person WHERE ended_at IS NULL";
}

/// People of a product by name, after somebody.
pub(crate) async fn of_product(tx: &mut Tx, product: ProductId, after: Option<PersonId>) -> Result<Vec<Listed>> {
    let (asked, after) = (i64::from(after.is_some()), after.unwrap_or_default());
    Ok(tx.all(OF_PRODUCT, args![product, asked, after, PAGE]).await?)
}

/// How many people a product has.
pub(crate) async fn count_of_product(tx: &mut Tx, product: ProductId) -> Result<i64> {
    Ok(tx.one(COUNT_OF_PRODUCT, args![product]).await?.0)
}

/// People of the workspace by name, after somebody; `roles` are names of products.
pub(crate) async fn of_workspace(tx: &mut Tx, after: Option<PersonId>) -> Result<Vec<Listed>> {
    let (asked, after) = (i64::from(after.is_some()), after.unwrap_or_default());
    Ok(tx.all(OF_WORKSPACE, args![asked, after, PAGE]).await?)
}

/// How many people have an account.
pub(crate) async fn count(tx: &mut Tx) -> Result<i64> {
    Ok(tx.one(COUNT, args![]).await?.0)
}
