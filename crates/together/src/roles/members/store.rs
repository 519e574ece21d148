//! Writing who is what, and the matrix a product begins with.

use ground::args;
use ground::clock::Ts;
use ground::db::{Insert, Tx};
use ground::sql;
use ground::web::Result;

use crate::people::PersonId;
use crate::products::ProductId;
use crate::roles::rules::{Cell, Matrix, Role};

sql! {
    TAKE: () = "DELETE FROM membership WHERE product = $1 AND person = $2 AND role = $3 AND team = $4";
    /// Everybody but customers.
    MEMBERS: (PersonId,) = "SELECT DISTINCT person FROM membership WHERE product = $1 AND role <> 'customer'";
    /// Whether somebody is one of them, with an account that has not ended.
    IS_MEMBER: (i64,) = "SELECT COUNT(*) FROM membership m JOIN person p ON p.id = m.person WHERE m.product = $1 AND m.person = $2 AND m.role <> 'customer' AND p.ended_at IS NULL";
    EVERYBODY: (PersonId,) = "SELECT DISTINCT person FROM membership WHERE product = $1";
    OF_PERSON: (ProductId, Role, i64) = "SELECT m.product, m.role, m.team FROM membership m JOIN product p ON p.id = m.product WHERE m.person = $1 AND p.hidden_at IS NULL ORDER BY m.product, m.role, m.team";
    GIVE: () = "INSERT INTO membership (product, person, role, team, since) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (product, person, role, team) DO NOTHING";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM membership WHERE product = $1";
}

/// Gives a role, 0 for the whole product; says whether the person did not have it.
pub(crate) async fn give(
    tx: &mut Tx,
    product: ProductId,
    person: PersonId,
    role: Role,
    team: i64,
    now: Ts,
) -> Result<bool> {
    Ok(tx.run(GIVE, args![product, person, role, team, now]).await? > 0)
}

/// Takes a role; says whether the person had it.
pub(crate) async fn take(tx: &mut Tx, product: ProductId, person: PersonId, role: Role, team: i64) -> Result<bool> {
    Ok(tx.run(TAKE, args![product, person, role, team]).await? > 0)
}

/// The people who read all of a product.
pub(crate) async fn members(tx: &mut Tx, product: ProductId) -> Result<Vec<PersonId>> {
    Ok(tx.all(MEMBERS, args![product]).await?.into_iter().map(|(person,)| person).collect())
}

/// Whether a person belongs to a product otherwise than as a customer.
pub(super) async fn is_member(tx: &mut Tx, product: ProductId, person: PersonId) -> Result<bool> {
    Ok(tx.one(IS_MEMBER, args![product, person]).await?.0 > 0)
}

/// All who belong to a product, customers too.
pub(crate) async fn everybody(tx: &mut Tx, product: ProductId) -> Result<Vec<PersonId>> {
    Ok(tx.all(EVERYBODY, args![product]).await?.into_iter().map(|(person,)| person).collect())
}

/// Everything a person is, in every product that is there.
pub(crate) async fn of_person(tx: &mut Tx, person: PersonId) -> Result<Vec<(ProductId, Role, i64)>> {
    Ok(tx.all(OF_PERSON, args![person]).await?)
}

/// Writes every cell of a matrix for a product that has none. Cells of those who are not involved are no rows.
pub(crate) async fn write_matrix(tx: &mut Tx, product: ProductId, matrix: &Matrix) -> Result<()> {
    let cells = matrix.rows().iter().flat_map(|row| row.cells.iter().map(move |(role, cell)| (row, role, cell)));
    let involved = cells.filter(|(_, _, cell)| *cell != Cell::NotInvolved);
    let rows = involved
        .map(|(row, role, cell)| args![product, row.scope.team().unwrap_or(0), row.subject.to_string(), role, cell]);
    tx.insert_many(&CELLS, rows.collect()).await?;
    Ok(())
}

const CELLS: Insert =
    Insert { table: "matrix_cell", columns: &["product", "team", "subject", "role", "cell"], end: "" };
