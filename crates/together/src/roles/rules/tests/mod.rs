//! The rules by example and by property.

mod advisor;
mod companies;
mod faults;
mod hearing;
mod matrix;
mod presets;
mod properties;
mod ruling;
mod words;

use super::{Change, Hats, Matrix, Preset, Role, Scope, Subject};

const PM: Role = Role::ProductManager;
const PO: Role = Role::ProductOwner;
const DEV: Role = Role::Developer;
const LEADER: Role = Role::BusinessLeader;

/// A product in which every role has somebody.
fn everybody() -> Hats {
    Role::ALL.iter().map(|role| (*role, Scope::PRODUCT)).collect()
}

fn manager_and_owner() -> Matrix {
    Preset::ManagerAndOwner.matrix([])
}

fn set(subject: impl Into<Subject>, scope: i64, role: Role, cell: &str) -> Change {
    Change::SetCell { subject: subject.into(), scope: scope.into(), role, cell: cell.parse().unwrap() }
}

/// A decision the product added, by the words on the page.
fn own(matrix: &Matrix, label: &str) -> Subject {
    matrix.own().iter().find(|own| own.label == label).unwrap().code.clone().into()
}

/// The library product with the four decisions it added for its log; two of them are at fault.
fn shelf() -> Matrix {
    let rows = [
        ("Accept licence prices", "R I - - A -"),
        ("Set the freeze date", "C C24 R - - A"),
        ("Write to all readers", "A A - - - -"),
        ("Answer the press", "R R - - I -"),
    ];
    let added = rows.map(|(label, _)| Change::AddOwn { label: label.to_owned() });
    let matrix = manager_and_owner().changed(&added).unwrap();
    let cells = rows.iter().flat_map(|(label, letters)| {
        let subject = own(&matrix, label);
        let letters = letters.split(' ').map(|letter| letter.replace("C24", "C waits 24h"));
        Role::MEMBERS.into_iter().zip(letters).map(move |(role, cell)| set(subject.clone(), 0, role, &cell))
    });
    matrix.changed(&cells.collect::<Vec<_>>()).unwrap()
}
