//! The tables of who decides, and of who is what in a product.

use std::collections::BTreeMap;

use ground::args;
use ground::db::{Tx, texts};
use ground::sql;
use ground::web::{Failure, Result};

use super::rules::{Cell, Cells, Hats, Matrix, Right, Role, Row, Scope, Subject};
use crate::people::PersonId;
use crate::products::ProductId;

sql! {
    ROLES_OF: (Role, i64) = "SELECT role, team FROM membership WHERE product = $1 AND person = $2 ORDER BY role, team";
    HELD: (Role, i64) = "SELECT DISTINCT role, team FROM membership WHERE product = $1";
    HOLDERS: (PersonId,) = "SELECT DISTINCT person FROM membership WHERE product = $1 AND role = $2";
    PEOPLE: (PersonId, String) = "SELECT DISTINCT p.id, p.name FROM membership m JOIN person p ON p.id = m.person WHERE m.product = $1 AND m.role <> 'customer' AND p.ended_at IS NULL ORDER BY p.name";
    ROWS: (i64, String, Role, Cell) = "SELECT team, subject, role, cell FROM matrix_cell WHERE product = $1 AND subject IN @texts($2)";
    /// Somebody is both manager and owner, and nobody else is either.
    BOTH_HATS: (i64, i64) = "SELECT COUNT(DISTINCT person), COUNT(DISTINCT role) FROM membership WHERE product = $1 AND role IN ('product-manager', 'product-owner')";
    ROW: (i64, String, Role, Cell) = "SELECT team, subject, role, cell FROM matrix_cell WHERE product = $1 AND subject = $2";
}

/// The roles a person has in a product, each with the number of its team (0: the whole product).
pub async fn roles_of(tx: &mut Tx, product: ProductId, person: PersonId) -> Result<Vec<(Role, i64)>> {
    Ok(tx.all(ROLES_OF, args![product, person]).await?)
}

/// The roles anybody has in a product.
pub async fn held(tx: &mut Tx, product: ProductId) -> Result<Hats> {
    Ok(tx.all(HELD, args![product]).await?.into_iter().collect())
}

/// The members of a product, by name.
pub async fn people(tx: &mut Tx, product: ProductId) -> Result<Vec<(PersonId, String)>> {
    Ok(tx.all(PEOPLE, args![product]).await?)
}

/// The people who have a role.
pub async fn holders(tx: &mut Tx, product: ProductId, role: Role) -> Result<Vec<PersonId>> {
    Ok(tx.all(HOLDERS, args![product, role]).await?.into_iter().map(|(person,)| person).collect())
}

/// The rows of one right alone, which is all that an action asks for.
pub async fn row(tx: &mut Tx, product: ProductId, right: Right) -> Result<Matrix> {
    let cells = tx.all(ROW, args![product, right.code()]).await?;
    matrix_of(cells)
}

/// The rows of some rights, as the marks of a page need them.
pub(crate) async fn rows(tx: &mut Tx, product: ProductId, rights: &[Right]) -> Result<Matrix> {
    let codes: Vec<String> = rights.iter().map(|right| right.code().to_owned()).collect();
    let cells = tx.all(ROWS, args![product, texts(&codes)]).await?;
    matrix_of(cells)
}

/// Whether one person is both manager and owner of a product.
pub(crate) async fn one_person_both_hats(tx: &mut Tx, product: ProductId) -> Result<bool> {
    Ok(tx.one(BOTH_HATS, args![product]).await? == (1, 2))
}

fn matrix_of(cells: Vec<(i64, String, Role, Cell)>) -> Result<Matrix> {
    let broken = |why: String| Failure::Broken(format!("the matrix does not read: {why}"));
    let mut rows: BTreeMap<(String, i64), Cells> = BTreeMap::new();
    for (team, subject, role, cell) in cells {
        let row = rows.entry((subject, team)).or_default();
        *row = row.with(role, cell).map_err(|error| broken(error.to_string()))?;
    }
    let mut read = Vec::new();
    for ((subject, team), cells) in rows {
        let subject: Subject = subject.parse().map_err(|_| broken(subject))?;
        read.push(Row { subject, scope: Scope::from(team), cells });
    }
    Matrix::new(Vec::new(), read).map_err(|error| broken(error.to_string()))
}
