//! The tables of who decides, and of who is what in a product.

use std::collections::{BTreeMap, BTreeSet};

use ground::db::{Insert, Tx, Value, texts};
use ground::web::{Failure, Result};
use ground::{args, row, sql};

use super::rules::{Agile, Maturity, Philosophy, Size, Structure};
use super::rules::{Cell, Cells, Hats, Letter, Matrix, OwnRight, Right, Role, Row, Scope, Subject};
use crate::people::PersonId;
use crate::products::ProductId;

row! {
    /// Somebody with a role.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Holder {
        /// The role.
        pub role: Role,
        /// The number of the team it is held in, 0 for the whole product.
        pub team: i64,
        /// Who.
        pub person: PersonId,
        /// Their name.
        pub name: String,
    }

    /// What the advisor was told of a product.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub struct Given {
        /// How far the product has come.
        pub maturity: Option<Maturity>,
        /// How large the organisation is.
        pub size: Option<Size>,
        /// What departments are made of.
        pub structure: Option<Structure>,
        /// How far agile work has come.
        pub agile: Option<Agile>,
        /// Where decisions belong.
        pub philosophy: Option<Philosophy>,
    }
}

sql! {
    ROLES_OF: (Role, i64) = "SELECT role, team FROM membership WHERE product = $1 AND person = $2 ORDER BY role, team";
    HELD: (Role, i64) = "SELECT DISTINCT role, team FROM membership WHERE product = $1";
    /// The row of one right, each cell with those who have its role.
    INVOLVED: (i64, Cell, Option<PersonId>) = "SELECT c.team, c.cell, m.person FROM matrix_cell c LEFT JOIN membership m ON m.product = c.product AND m.role = c.role WHERE c.product = $1 AND c.subject = $2 AND c.team IN (0, $3)";
    /// The roles anybody has, and whether a person is among those who have them.
    WORN: (Role, i64, bool) = "SELECT role, team, MAX(CASE WHEN person = $2 THEN 1 ELSE 0 END) AS own FROM membership WHERE product = $1 GROUP BY role, team ORDER BY role, team";
    HOLDERS: (PersonId,) = "SELECT DISTINCT person FROM membership WHERE product = $1 AND role = $2";
    NAMED_HOLDERS: Holder = "SELECT m.role, m.team, p.id AS person, p.name FROM membership m JOIN person p ON p.id = m.person WHERE m.product = $1 AND m.role <> 'customer' AND p.ended_at IS NULL ORDER BY m.since, p.name";
    PEOPLE: (PersonId, String) = "SELECT DISTINCT p.id, p.name FROM membership m JOIN person p ON p.id = m.person WHERE m.product = $1 AND m.role <> 'customer' AND p.ended_at IS NULL ORDER BY p.name";
    TEAMS: (i64, String) = "SELECT number, name FROM team WHERE product = $1 AND hidden_at IS NULL ORDER BY number";
    /// Somebody is both manager and owner, and nobody else is either.
    BOTH_HATS: (i64, i64) = "SELECT COUNT(DISTINCT person), COUNT(DISTINCT role) FROM membership WHERE product = $1 AND role IN ('product-manager', 'product-owner')";

    /// A row without an A is put right by whoever changes who decides, so that row comes along.
    ROW: (i64, String, Role, Cell) = "SELECT team, subject, role, cell FROM matrix_cell WHERE product = $1 AND subject IN ($2, 'change-who-decides')";
    ROWS: (i64, String, Role, Cell) = "SELECT team, subject, role, cell FROM matrix_cell WHERE product = $1 AND (subject IN @texts($2) OR subject = 'change-who-decides')";
    ALL: (i64, String, Role, Cell) = "SELECT team, subject, role, cell FROM matrix_cell WHERE product = $1";
    OWN: (String, String) = "SELECT code, label FROM own_right WHERE product = $1 ORDER BY place, code";
    ONE_ROW: (Role, Cell) = "SELECT role, cell FROM matrix_cell WHERE product = $1 AND team = $2 AND subject = $3";
    DROP_ROW: () = "DELETE FROM matrix_cell WHERE product = $1 AND team = $2 AND subject = $3";
    DROP_OWN: () = "DELETE FROM own_right WHERE product = $1";

    ADVICE: Given = "SELECT maturity, size, structure, agile, philosophy FROM advice WHERE product = $1";
    KEEP_ADVICE: () = "INSERT INTO advice (product, maturity, size, structure, agile, philosophy) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (product) DO UPDATE SET maturity = excluded.maturity, size = excluded.size, structure = excluded.structure, agile = excluded.agile, philosophy = excluded.philosophy";

    /// For a product that is forgotten.
    pub(crate) FORGET_CELLS: () = "DELETE FROM matrix_cell WHERE product = $1";
    pub(crate) FORGET_OWN: () = "DELETE FROM own_right WHERE product = $1";
    pub(crate) FORGET_ADVICE: () = "DELETE FROM advice WHERE product = $1";
}

/// The roles a person has in a product, each with the number of its team (0: the whole product).
pub async fn roles_of(tx: &mut Tx, product: ProductId, person: PersonId) -> Result<Vec<(Role, i64)>> {
    Ok(tx.all(ROLES_OF, args![product, person]).await?)
}

/// The roles a person has in a product, each with the number of its team, and those anybody has.
pub(crate) async fn of_person_and_all(
    tx: &mut Tx,
    product: ProductId,
    person: Option<PersonId>,
) -> Result<(Vec<(Role, i64)>, Hats)> {
    let all = tx.all(WORN, args![product, person]).await?;
    let own = all.iter().filter(|(.., own)| *own).map(|(role, team, _)| (*role, *team)).collect();
    Ok((own, all.into_iter().map(|(role, team, _)| (role, team)).collect()))
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

/// The people whose role has one of these letters in the row of a right: the team's own row where it has one.
pub(crate) async fn involved(
    tx: &mut Tx,
    product: ProductId,
    (right, scope): (Right, Scope),
    letters: &[Letter],
) -> Result<BTreeSet<PersonId>> {
    let team = scope.team().unwrap_or(0);
    let cells = tx.all(INVOLVED, args![product, right.code(), team]).await?;
    let in_force = if cells.iter().any(|(of, ..)| *of == team) { team } else { 0 };
    let wanted = cells.into_iter().filter(|(of, cell, _)| *of == in_force && letters.contains(&cell.letter()));
    Ok(wanted.filter_map(|(_, _, person)| person).collect())
}

/// Every member with each of their roles, those who have it longest first.
pub async fn named_holders(tx: &mut Tx, product: ProductId) -> Result<Vec<Holder>> {
    Ok(tx.all(NAMED_HOLDERS, args![product]).await?)
}

/// The teams of a product: number and name.
pub async fn teams(tx: &mut Tx, product: ProductId) -> Result<Vec<(i64, String)>> {
    Ok(tx.all(TEAMS, args![product]).await?)
}

/// The whole matrix of a product. A decision it added has a row, be it empty.
pub async fn matrix(tx: &mut Tx, product: ProductId) -> Result<Matrix> {
    let own = own(tx, product).await?;
    let cells = tx.all(ALL, args![product]).await?;
    matrix_of(own, cells)
}

/// The rows of one right, which is all that an action asks for, and of the one who mends it.
pub async fn row(tx: &mut Tx, product: ProductId, right: Right) -> Result<Matrix> {
    let cells = tx.all(ROW, args![product, right.code()]).await?;
    matrix_of(Vec::new(), cells)
}

/// The rows of some rights, as the marks of a page need them.
pub(crate) async fn rows(tx: &mut Tx, product: ProductId, rights: &[Right]) -> Result<Matrix> {
    let codes: Vec<String> = rights.iter().map(|right| right.code().to_owned()).collect();
    let cells = tx.all(ROWS, args![product, texts(&codes)]).await?;
    matrix_of(Vec::new(), cells)
}

/// How many people are manager, owner or both.
pub(crate) async fn people_for_both_jobs(tx: &mut Tx, product: ProductId) -> Result<usize> {
    Ok(usize::try_from(tx.one(BOTH_HATS, args![product]).await?.0).unwrap_or_default())
}

/// Whether one person is both manager and owner of a product.
pub(crate) async fn one_person_both_hats(tx: &mut Tx, product: ProductId) -> Result<bool> {
    Ok(tx.one(BOTH_HATS, args![product]).await? == (1, 2))
}

fn matrix_of(own: Vec<OwnRight>, cells: Vec<(i64, String, Role, Cell)>) -> Result<Matrix> {
    let mut rows: BTreeMap<(String, i64), Cells> =
        own.iter().map(|own| ((Subject::from(own.code.clone()).to_string(), 0), Cells::EMPTY)).collect();
    for (team, subject, role, cell) in cells {
        let row = rows.entry((subject, team)).or_default();
        *row = row.with(role, cell).map_err(unreadable)?;
    }
    let mut read = Vec::new();
    for ((subject, team), cells) in rows {
        read.push(Row { subject: subject.parse().map_err(unreadable)?, scope: Scope::from(team), cells });
    }
    Matrix::new(own, read).map_err(unreadable)
}

fn unreadable(why: impl std::fmt::Display) -> Failure {
    Failure::Broken(format!("the matrix does not read: {why}"))
}

/// Writes what differs between two matrices of a product. A new row is written whole, so that it is there even when
/// nobody is involved.
pub(super) async fn save(tx: &mut Tx, product: ProductId, before: &Matrix, after: &Matrix) -> Result<()> {
    for gone in before.rows().iter().filter(|row| same_row(after, row).is_none()) {
        drop_row(tx, product, &gone.subject, gone.scope).await?;
    }
    let mut cells = Vec::new();
    for row in after.rows() {
        let was = same_row(before, row);
        let differs = |(role, cell): &(Role, Cell)| was.is_none_or(|was| was.cells.get(*role) != *cell);
        cells.extend(row.cells.iter().filter(differs).map(|(role, cell)| cell_row(product, row, role, cell)));
    }
    tx.insert_many(&CELLS, cells).await?;
    if before.own() != after.own() {
        save_own(tx, product, after.own()).await?;
    }
    Ok(())
}

fn same_row<'a>(matrix: &'a Matrix, row: &Row) -> Option<&'a Row> {
    matrix.rows().iter().find(|other| other.subject == row.subject && other.scope == row.scope)
}

fn cell_row(product: ProductId, row: &Row, role: Role, cell: Cell) -> Vec<Value> {
    args![product, row.scope.team().unwrap_or(0), row.subject.to_string(), role, cell]
}

const CELLS: Insert = Insert {
    table: "matrix_cell",
    columns: &["product", "team", "subject", "role", "cell"],
    end: " ON CONFLICT (product, team, subject, role) DO UPDATE SET cell = excluded.cell",
};

/// The cells of one row as they stand; nothing if there is no such row.
pub(super) async fn cells(tx: &mut Tx, product: ProductId, subject: &Subject, scope: Scope) -> Result<Option<Cells>> {
    let found = tx.all(ONE_ROW, args![product, scope.team().unwrap_or(0), subject.to_string()]).await?;
    if found.is_empty() {
        return Ok(None);
    }
    let cells: BTreeMap<Role, Cell> = found.into_iter().collect();
    Cells::try_from(cells).map(Some).map_err(unreadable)
}

/// Writes the cells of one row.
pub(super) async fn put_row(tx: &mut Tx, product: ProductId, row: &Row) -> Result<()> {
    let cells = row.cells.iter().map(|(role, cell)| cell_row(product, row, role, cell)).collect();
    tx.insert_many(&CELLS, cells).await?;
    Ok(())
}

/// Takes a row away.
pub(super) async fn drop_row(tx: &mut Tx, product: ProductId, subject: &Subject, scope: Scope) -> Result<()> {
    tx.run(DROP_ROW, args![product, scope.team().unwrap_or(0), subject.to_string()]).await?;
    Ok(())
}

/// The decisions a product added, in order.
pub(super) async fn own(tx: &mut Tx, product: ProductId) -> Result<Vec<OwnRight>> {
    let mut own = Vec::new();
    for (code, label) in tx.all(OWN, args![product]).await? {
        own.push(OwnRight { code: code.try_into().map_err(unreadable)?, label });
    }
    Ok(own)
}

/// Writes the decisions a product added, in this order.
pub(super) async fn save_own(tx: &mut Tx, product: ProductId, own: &[OwnRight]) -> Result<()> {
    tx.run(DROP_OWN, args![product]).await?;
    let rows = own.iter().enumerate().map(|(place, own)| args![product, own.code.as_str(), own.label.clone(), place]);
    tx.insert_many(&OWN_RIGHTS, rows.collect()).await?;
    Ok(())
}

const OWN_RIGHTS: Insert = Insert { table: "own_right", columns: &["product", "code", "label", "place"], end: "" };

/// What the advisor was told.
pub async fn advice(tx: &mut Tx, product: ProductId) -> Result<Given> {
    Ok(tx.first(ADVICE, args![product]).await?.unwrap_or_default())
}

/// Keeps what the advisor was told.
pub(super) async fn keep_advice(tx: &mut Tx, product: ProductId, given: Given) -> Result<()> {
    let Given { maturity, size, structure, agile, philosophy } = given;
    tx.run(KEEP_ADVICE, args![product, maturity, size, structure, agile, philosophy]).await?;
    Ok(())
}
