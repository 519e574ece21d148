//! The tables of who decides, and of who is what in a product.

use std::collections::BTreeMap;

use ground::args;
use ground::db::Tx;
use ground::sql;
use ground::web::{Failure, Result};

use super::rules::{Cell, Cells, Hats, Matrix, Right, Role, Row, Scope, Subject};
use crate::people::PersonId;
use crate::products::ProductId;

sql! {
    ROLES_OF: (Role, i64) = "SELECT role, team FROM membership WHERE product = $1 AND person = $2 ORDER BY role, team";
    HELD: (Role, i64) = "SELECT DISTINCT role, team FROM membership WHERE product = $1";
    HOLDERS: (PersonId,) = "SELECT DISTINCT person FROM membership WHERE product = $1 AND role = $2";
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

/// The people who have a role.
pub async fn holders(tx: &mut Tx, product: ProductId, role: Role) -> Result<Vec<PersonId>> {
    Ok(tx.all(HOLDERS, args![product, role]).await?.into_iter().map(|(person,)| person).collect())
}

/// The rows of one right alone, which is all that an action asks for.
pub(crate) async fn row(tx: &mut Tx, product: ProductId, right: Right) -> Result<Matrix> {
    let cells = tx.all(ROW, args![product, right.code()]).await?;
    matrix_of(cells)
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
