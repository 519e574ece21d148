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
    GIVE: () = "INSERT INTO membership (product, person, role, team, since) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (product, person, role, team) DO NOTHING";
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
