mod lists;
mod matrix;
mod obeyed;
mod pages;
mod taken_back;
mod teams;
mod waits;

use ground::db::Sql;

use crate::journal::proposals::actions::Take;
use crate::roles::actions::SetCell;
use crate::roles::changes::RowName;
use crate::roles::members::actions as members;
use crate::roles::rules::{Matrix, Role};
use crate::roles::store;
use crate::testing::World;
use crate::thread::Key;

const PM: Role = Role::ProductManager;
const PO: Role = Role::ProductOwner;
const DEV: Role = Role::Developer;
const LEADER: Role = Role::BusinessLeader;

fn row(name: &str) -> RowName {
    name.parse().unwrap()
}

fn set(right: &str, role: Role, value: &str) -> SetCell {
    SetCell { right: row(right), role, value: value.parse().unwrap(), instead: None }
}

/// The A goes to this role, and whoever had it prepares from then on.
fn give_a(right: &str, role: Role) -> SetCell {
    SetCell { instead: Some("R".parse().unwrap()), ..set(right, role, "A") }
}

fn take(proposal: Key) -> Take {
    Take { proposal, because: "Agreed".into(), anyway: false }
}

async fn matrix(world: &World) -> Matrix {
    let mut tx = world.app.db.read().await.unwrap();
    store::matrix(&mut tx, world.shelf).await.unwrap()
}

async fn cell(world: &World, name: &str, role: Role) -> String {
    let RowName { subject, scope } = row(name);
    matrix(world).await.row(subject, scope).cells.get(role).to_string()
}

/// The product has a team.
async fn with_team(world: &World) {
    let team: Sql = Sql::new("team", "INSERT INTO team (id, product, number, name) VALUES ($1, $2, 2, 'Readers')");
    let mut tx = world.app.db.write().await.unwrap();
    tx.run(team, ground::args![world.app.ids.next(), world.shelf]).await.unwrap();
    tx.commit().await.unwrap();
}

/// Ines wears both hats, and nobody else wears either.
async fn both_hats(world: &World) {
    world.done("Ada", members::Give { person: world.person("Ines"), role: PO, team: 0 }).await;
    world.done("Ada", members::Take { person: world.person("Tomas"), role: PO, team: 0 }).await;
}
